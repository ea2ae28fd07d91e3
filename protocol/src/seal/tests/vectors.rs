//! The primitives against what their specifications publish, used the way they are used here.

use argon2::{Algorithm, Argon2, AssociatedData, ParamsBuilder, Version};
use hex_literal::hex;
use hkdf::Hkdf;
use sha2::Sha256;

use super::*;

#[test]
fn hkdf_sha256_gives_what_rfc_5869_says() {
    let check = |salt: Option<&[u8]>, input: &[u8], info: &[u8], expected: &[u8]| {
        let mut output = vec![0; expected.len()];
        Hkdf::<Sha256>::new(salt, input)
            .expand(info, &mut output)
            .unwrap();
        assert_eq!(output, expected);
    };
    // Appendix A.1.
    check(
        Some(&hex!("000102030405060708090a0b0c")),
        &[0x0b; 22],
        &hex!("f0f1f2f3f4f5f6f7f8f9"),
        &hex!(
            "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf"
            "34007208d5b887185865"
        ),
    );
    // Appendix A.2.
    let bytes = |from: u8, to: u8| (from..=to).collect::<Vec<u8>>();
    check(
        Some(&bytes(0x60, 0xaf)),
        &bytes(0x00, 0x4f),
        &bytes(0xb0, 0xff),
        &hex!(
            "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c"
            "59045a99cac7827271cb41c65e590e09da3275600c2f09b8367793a9aca3db71"
            "cc30c58179ec3e87c14c01d5c1f3434f1d87"
        ),
    );
    // Appendix A.3.
    check(
        None,
        &[0x0b; 22],
        &[],
        &hex!(
            "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d"
            "9d201395faa4b61a96c8"
        ),
    );
}

#[test]
fn argon2id_gives_what_rfc_9106_says() {
    // Section 5.3.
    let params = ParamsBuilder::new()
        .m_cost(32)
        .t_cost(3)
        .p_cost(4)
        .data(AssociatedData::new(&[4; 12]).unwrap())
        .build()
        .unwrap();
    let mut tag = [0; 32];
    Argon2::new_with_secret(&[3; 8], Algorithm::Argon2id, Version::V0x13, params)
        .unwrap()
        .hash_password_into(&[1; 32], &[2; 16], &mut tag)
        .unwrap();
    assert_eq!(
        tag,
        hex!("0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659")
    );
}

#[test]
fn argon2id_with_64_mib_and_one_lane_gives_what_the_reference_implementation_does() {
    // phc-winner-argon2, `src/test.c`.
    let params = argon2::Params::new(64 * 1024, 2, 1, Some(32)).unwrap();
    let mut tag = [0; 32];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(b"password", b"somesalt", &mut tag)
        .unwrap();
    assert_eq!(
        tag,
        hex!("09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7")
    );
}

#[test]
fn xchacha20_poly1305_gives_what_its_draft_says() {
    // draft-irtf-cfrg-xchacha-03, appendix A.3.1.
    let key: [u8; 32] = std::array::from_fn(|place| 0x80 + place as u8);
    let nonce: [u8; 24] = std::array::from_fn(|place| 0x40 + place as u8);
    let mut text = *b"Ladies and Gentlemen of the class of '99: If I could offer you only one \
        tip for the future, sunscreen would be it.";
    let tag = XChaCha20Poly1305::new(&key.into())
        .encrypt_inout_detached(
            &nonce.into(),
            &hex!("50515253c0c1c2c3c4c5c6c7"),
            text.as_mut_slice().into(),
        )
        .unwrap();
    assert_eq!(
        text,
        hex!(
            "bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb"
            "731c7f1b0b4aa6440bf3a82f4eda7e39ae64c6708c54c216cb96b72e1213b452"
            "2f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff9"
            "21f9664c97637da9768812f615c68b13b52e"
        )
    );
    assert_eq!(tag[..], hex!("c0875924c1c7987947deafd8780acf49"));
}

/// Whoever changes what comes out here cuts the room in two: pages of before and after do not meet.
#[test]
fn the_format_of_version_1_stays_as_it_is() {
    let (mut sealer, _) = pair(9);
    let (ada, bob) = (id("ada"), id("bob"));
    let text = sealer.seal(&offer(&ada, &bob), b"hello").unwrap();
    assert_eq!(format!("{:?}", key(7, "blue").id()), "18914e44a6f59f0b");
    assert_eq!(
        &text[..76],
        r#""sealed1.GJFORKb1nwsAAAADCQkJCQkJCQkJCQkJCQkJCQAAAAAAAAAA1LoS-DwJM9AoqwZumvX"#
    );
    assert_eq!(&text[text.len() - 24..], r#"7tjCityb2mGIygQK4KZQQMw""#);
    let passphrase: Passphrase = "correct horse battery".parse().unwrap();
    let stretched = passphrase.stretch(&room("blue")).unwrap();
    assert_eq!(
        stretched.as_bytes(),
        &hex!("c7e821ddbb81c9f46352ef00ab3ddd28f14cf3d23867eb0b51ee07ebe0ceea60")
    );
    let key = RoomKey::from_passphrase(&room("blue"), &stretched);
    assert_eq!(format!("{:?}", key.id()), "4c2d0f7b864f8278");
}
