//! Names and links of private rooms.

use proptest::prelude::*;

use super::*;

fn private(byte: u8) -> PrivateRoom {
    PrivateRoom::new(&std::array::from_fn(|place| {
        byte ^ (place as u8).wrapping_mul(37)
    }))
}

fn secret_in(room: &RoomName, fragment: &str) -> Result<[u8; 16], FragmentError> {
    RoomSecret::from_fragment(room, fragment).map(|secret| *secret.as_bytes())
}

#[test]
fn the_link_gives_the_secret_back() {
    let private = private(5);
    let fragment = private.fragment();
    assert_eq!(fragment.len(), "#k=".len() + 24);
    let expected = Ok(*private.secret.as_bytes());
    assert_eq!(secret_in(&private.name, &fragment), expected);
    assert_eq!(secret_in(&private.name, &fragment[1..]), expected);
    let among = format!("#x=1&{}&y", &fragment[1..]);
    assert_eq!(secret_in(&private.name, &among), expected);
    assert_eq!(
        secret_in(&private.name, &format!(" {} \n", *fragment)),
        expected
    );
}

#[test]
fn the_link_looks_the_same_for_ever() {
    let room = room("blue");
    let secret = RoomSecret::from_bytes(*b"sixteen letters!");
    assert_eq!(*secret.to_fragment(&room), "#k=c2l4dGVlbiBsZXR0ZXJzIRBr");
}

#[test]
fn any_one_wrong_character_is_noticed_and_any_two_swapped() {
    let private = private(5);
    let fragment = private.fragment();
    let code: Vec<char> = fragment["#k=".len()..].chars().collect();
    let alphabet = ('a'..='z')
        .chain('A'..='Z')
        .chain('0'..='9')
        .chain(['-', '_']);
    let mistyped = |code: &[char]| {
        let text: String = code.iter().collect();
        secret_in(&private.name, &format!("#k={text}")) == Err(FragmentError::Mistyped)
    };
    for other in alphabet {
        for place in 0..code.len() {
            let mut code = code.clone();
            if std::mem::replace(&mut code[place], other) != other {
                assert!(mistyped(&code), "{place} {other}");
            }
        }
    }
    for place in 1..code.len() {
        let mut code = code.clone();
        code.swap(place - 1, place);
        assert!(code[place] == code[place - 1] || mistyped(&code));
    }
}

#[test]
fn a_link_that_was_cut_off_says_so() {
    let private = private(5);
    let fragment = private.fragment();
    for length in "#k=x".len()..fragment.len() {
        assert_eq!(
            secret_in(&private.name, &fragment[..length]),
            Err(FragmentError::Truncated(length - "#k=".len()))
        );
    }
    for missing in ["", "#", "#k=", "#k", "#key=abc", "#K=abc"] {
        let read = secret_in(&private.name, missing);
        assert_eq!(read, Err(FragmentError::Missing), "{missing}");
    }
}

#[test]
fn what_stuck_to_a_link_is_named() {
    let private = private(5);
    let fragment = private.fragment();
    let read = |end: &str| secret_in(&private.name, &format!("{}{end}", *fragment));
    assert_eq!(read(")"), Err(FragmentError::Character(')')));
    assert_eq!(read("%20"), Err(FragmentError::Character('%')));
    assert_eq!(read("é"), Err(FragmentError::Character('é')));
    assert_eq!(read("AA"), Err(FragmentError::TooLong));
}

#[test]
fn the_secret_of_another_room_is_noticed() {
    let (one, other) = (private(5), private(6));
    assert_eq!(
        secret_in(&other.name, &one.fragment()),
        Err(FragmentError::Mistyped)
    );
}

#[test]
fn a_name_is_four_groups_of_four_easy_characters() {
    let name = PrivateRoom::new(&[0; PrivateRoom::RANDOM_BYTES]).name;
    assert_eq!(name.as_str(), "0000-0000-0000-0000");
    let name = PrivateRoom::new(&[0xFF; PrivateRoom::RANDOM_BYTES]).name;
    assert_eq!(name.as_str(), "zzzz-zzzz-zzzz-zzzz");
}

#[test]
fn every_random_bit_shows_in_the_name_or_in_the_secret() {
    let zeros = PrivateRoom::new(&[0; PrivateRoom::RANDOM_BYTES]);
    for bit in 0..PrivateRoom::RANDOM_BYTES * 8 {
        let mut random = [0; PrivateRoom::RANDOM_BYTES];
        random[bit / 8] = 1 << (bit % 8);
        let private = PrivateRoom::new(&random);
        assert_eq!(private.name == zeros.name, bit >= 80);
        let same_secret = private.secret.as_bytes() == zeros.secret.as_bytes();
        assert_eq!(same_secret, bit < 80);
    }
}

#[test]
fn no_error_shows_the_secret() {
    let private = private(5);
    let fragment = private.fragment();
    let cut = secret_in(&private.name, &fragment[..20]).unwrap_err();
    assert_eq!(
        cut.to_string(),
        "has only 17 of 24 characters of the secret"
    );
}

proptest! {
    #[test]
    fn any_secret_of_any_room_comes_back_from_its_link(secret: [u8; 16], name in "[^/\\pC]{1,20}") {
        if let Ok(room) = name.parse::<RoomName>() {
            let fragment = RoomSecret::from_bytes(secret).to_fragment(&room);
            prop_assert_eq!(secret_in(&room, &fragment), Ok(secret));
        }
    }

    #[test]
    fn no_fragment_at_random_gives_a_secret(fragment in ".{0,60}") {
        prop_assert!(secret_in(&room("blue"), &fragment).is_err());
        let marked = format!("#k={fragment}");
        prop_assert!(secret_in(&room("blue"), &marked).is_err());
    }
}
