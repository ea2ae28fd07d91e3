//! A sealed room: what the server and strangers get to see of it, and what they cannot do.

use serde_json::value::RawValue;

use super::client::{Client, NOTHING};
use super::wire::{id, life, member, offer, relayed, sdp};
use crate::call::{Config, Input, LinkState, Output, Seal, Strangers, Transport};
use crate::message::{
    Carried, ClientFrame, Control, Member, Opaque, PeerId, Profile, RelayType, SealedSignal,
    Signal, SignalBody, server,
};
use crate::seal::{Context, Kind, Refused, RoomKey, RoomSecret, SealedRoom, Sealer, Stream};

const SECRET: u8 = 7;
const OTHER_SECRET: u8 = 8;

fn key(secret: u8) -> RoomKey {
    let room = "blue".parse().unwrap();
    RoomKey::from_secret(&room, &RoomSecret::from_bytes([secret; 16]))
}

fn sealed_config() -> Config {
    let seal = Seal {
        key: key(SECRET),
        stream: Stream([0; 16]),
    };
    Config {
        seal: Some(seal),
        ..Client::config()
    }
}

/// The end of someone other than Bob: `ada'` is Ada after a reload.
fn end(who: &str, secret: u8) -> SealedRoom {
    let stream = Stream([who.bytes().fold(secret, u8::wrapping_add); 16]);
    let name = who.trim_end_matches('\'');
    let room = "blue".parse().unwrap();
    SealedRoom::new(key(secret), room, id(name), life(who), stream)
}

fn sealed_member(who: &str, end: &mut SealedRoom) -> Member {
    let Member { id, profile } = member(who);
    let profile = Profile::from_opaque(&profile).unwrap();
    let profile = end.seal_profile(&profile).unwrap();
    Member { id, profile }
}

impl Client {
    /// Has come into an empty room that is sealed.
    fn in_sealed_room() -> Self {
        let mut bob = Self::with(sealed_config());
        bob.joins();
        bob.opens();
        bob.room(&[]);
        bob
    }

    fn joined_sealed(&mut self, who: &str, end: &mut SealedRoom) {
        let Member { id, profile } = sealed_member(who, end);
        self.server_says(&server::joined(&id, profile, Vec::new()));
    }

    fn hears_sealed(&mut self, src: &str, end: &mut SealedRoom, signal: &Signal) {
        let payload = end.seal_signal(&id("bob"), signal).unwrap();
        self.server_says(&relayed(signal.relay_type(), src, &payload));
    }

    /// Has called Ada, on connection 1, and is connected.
    fn links_with(&mut self, who: &str, end: &mut SealedRoom, connection: u64) {
        self.joined_sealed(who, end);
        self.describes(connection, "b1");
        let answer = super::wire::answer(who, "1.1", "a1");
        self.hears_sealed(who, end, &answer);
        self.accepted(connection);
        self.transport(connection, Transport::Connected);
        self.control_opens(connection);
    }

    fn strangers(&self) -> Strangers {
        self.call.snapshot().strangers
    }

    /// What the last action made Bob send to someone, as that one's end opens it.
    fn said_to(&self, end: &mut SealedRoom) -> Vec<Signal> {
        let mut signals = Vec::new();
        for frame in self.frames() {
            if let ClientFrame::Relay { relay, payload, .. } = frame {
                let payload = payload.unwrap().get();
                signals.push(end.open_signal(relay, &id("bob"), payload).unwrap());
            }
        }
        signals
    }

    fn profile_said(&self) -> String {
        let frames = self.frames();
        let Some(ClientFrame::Join { profile, .. } | ClientFrame::Update { profile }) =
            frames.first()
        else {
            panic!("a profile is the first that was said");
        };
        profile.as_str().to_owned()
    }
}

#[test]
fn the_server_never_sees_a_name_or_a_description() {
    let mut bob = Client::in_sealed_room();
    let mut ada = end("ada", SECRET);
    bob.joins_as("Robert");
    assert!(!bob.profile_said().contains("Robert"));
    bob.joined_sealed("ada", &mut ada);
    bob.describes(1, "b1");
    let texts = format!("{:?}", bob.outputs());
    assert!(!texts.contains("fingerprint") && !texts.contains("ufrag"));
    let said = bob.said_to(&mut ada);
    let body = SignalBody::Offer {
        serial: 1,
        sdp: sdp("b1"),
    };
    assert_eq!(said, [Signal::new(life("bob"), Some(life("ada")), 1, body)]);
}

#[test]
fn those_with_the_secret_see_and_hear_each_other() {
    let mut bob = Client::in_sealed_room();
    bob.links_with("ada", &mut end("ada", SECRET), 1);
    let people = bob.call.snapshot().people;
    assert_eq!(people[0].name, Some("ada".parse().unwrap()));
    assert_eq!(bob.link_to("ada"), Some(LinkState::Connected));
    assert_eq!(bob.strangers(), Strangers::default());
}

#[test]
fn someone_with_another_secret_is_not_shown_and_not_called() {
    let mut bob = Client::in_sealed_room();
    bob.joined_sealed("ada", &mut end("ada", OTHER_SECRET));
    assert_eq!(bob.did(), NOTHING);
    bob.seconds(30);
    assert_eq!(bob.people(), NOTHING);
    assert_eq!(bob.said(), ["HEARTBEAT"; 0]);
    assert_eq!(bob.strangers().other_secret, 1);
}

#[test]
fn someone_without_a_secret_is_not_shown_and_not_called() {
    let mut bob = Client::in_sealed_room();
    bob.joined("ada");
    assert_eq!(bob.did(), NOTHING);
    assert_eq!(bob.people(), NOTHING);
    assert_eq!(bob.strangers().no_secret, 1);
}

#[test]
fn whoever_lacks_the_secret_of_a_private_room_is_told_so() {
    let mut bob = Client::in_room_with(&[]);
    bob.joined_sealed("ada", &mut end("ada", SECRET));
    assert_eq!(bob.did(), NOTHING);
    assert_eq!(bob.people(), NOTHING);
    assert_eq!(bob.strangers().secret_lacking, 1);
}

#[test]
fn a_profile_that_the_server_moved_to_someone_else_is_known_for_tampered_with() {
    let mut bob = Client::in_sealed_room();
    let stolen = sealed_member("ada", &mut end("ada", SECRET)).profile;
    bob.server_says(&server::joined(&id("eve"), stolen, Vec::new()));
    assert_eq!(bob.did(), NOTHING);
    assert_eq!(bob.strangers().tampered, 1);
}

#[test]
fn strangers_are_forgotten_when_they_go_and_when_they_find_the_secret() {
    let mut bob = Client::in_sealed_room();
    for who in ["ada", "cy", "dan"] {
        bob.joined_sealed(who, &mut end(who, OTHER_SECRET));
    }
    assert_eq!(bob.strangers().count(), 3);
    bob.left("ada");
    assert_eq!(bob.strangers().count(), 2);
    bob.gone("cy");
    assert_eq!(bob.strangers().count(), 1);
    let Member { id, profile } = sealed_member("dan'", &mut end("dan'", SECRET));
    bob.server_says(&server::update(&id, profile));
    assert_eq!(bob.strangers().count(), 0);
    assert_eq!(bob.people(), ["dan"]);
}

#[test]
fn a_link_outlives_that_the_roster_shows_something_else_in_its_place() {
    let mut bob = Client::in_sealed_room();
    bob.links_with("ada", &mut end("ada", SECRET), 1);
    bob.updated("ada");
    assert_eq!(bob.people(), ["ada"]);
    assert_eq!(bob.strangers().no_secret, 1);
    bob.transport(1, Transport::Failed);
    assert_eq!(bob.people(), NOTHING);
}

#[test]
fn nobody_gets_back_the_name_they_had_before() {
    let mut bob = Client::in_sealed_room();
    let mut ada = end("ada", SECRET);
    let before = sealed_member("ada", &mut ada);
    let renamed = Profile {
        name: "Adele".parse().unwrap(),
        instance: life("ada"),
    };
    let renamed = ada.seal_profile(&renamed).unwrap();
    bob.server_says(&server::joined(&id("ada"), renamed, Vec::new()));
    bob.server_says(&server::update(&before.id, before.profile));
    let name = bob.call.snapshot().people[0].name.clone();
    assert_eq!(name, Some("Adele".parse().unwrap()));
}

#[test]
fn a_profile_is_sealed_anew_only_when_it_changes() {
    let mut bob = Client::in_sealed_room();
    bob.joins_as("Robert");
    let said = bob.profile_said();
    bob.reconnects();
    assert_eq!(bob.profile_said(), said);
    bob.joins_as("Bob");
    assert_ne!(bob.profile_said(), said);
}

#[test]
fn a_signal_in_the_clear_is_not_answered() {
    let mut bob = Client::in_sealed_room();
    bob.joined_sealed("ada", &mut end("ada", SECRET));
    bob.hears_offer("ada", "2.1", "a1");
    assert_eq!(bob.did(), NOTHING);
    assert_eq!(bob.call.snapshot().refused.not_sealed, 1);
}

#[test]
fn a_peerjs_page_is_not_answered() {
    let mut bob = Client::in_sealed_room();
    let payload = r#"{"sdp":{"type":"offer","sdp":"v=0"},"type":"media","connectionId":"mc_x"}"#;
    bob.server_says(&relayed(RelayType::Offer, "page", payload));
    assert_eq!(bob.did(), NOTHING);
    assert_eq!(bob.people(), NOTHING);
}

#[test]
fn a_changed_signal_is_not_taken_up_and_is_counted() {
    let mut bob = Client::in_sealed_room();
    let mut ada = end("ada", SECRET);
    bob.joined_sealed("ada", &mut ada);
    let offer = offer("ada", "2.1", "a1");
    let payload = ada.seal_signal(&id("bob"), &offer).unwrap();
    let place = payload.len() - 10;
    let other = if payload.as_bytes()[place] == b'A' {
        "B"
    } else {
        "A"
    };
    let mut changed = payload;
    changed.replace_range(place..=place, other);
    bob.server_says(&relayed(RelayType::Offer, "ada", &changed));
    assert_eq!(bob.did(), NOTHING);
    assert_eq!(bob.call.snapshot().refused.forged, 1);
}

#[test]
fn what_a_later_version_seals_is_passed_over_and_nobody_is_warned() {
    let mut bob = Client::in_sealed_room();
    let (ada, own) = (id("ada"), id("bob"));
    let mut later = Sealer::new(key(SECRET), "blue".parse().unwrap(), Stream([9; 16]));
    let mut seal = |kind, dst, generation, message: &str| {
        let context = Context {
            kind,
            src: &ada,
            dst,
            generation,
        };
        let text = later.seal(&context, message.as_bytes()).unwrap();
        RawValue::from_string(text).unwrap()
    };

    let profile = seal(Kind::Profile, None, 0, r#"{"names":["Ada"]}"#);
    let profile = Opaque::of(&profile).unwrap();
    bob.server_says(&server::joined(&ada, profile, Vec::new()));
    let offer = seal(Kind::Offer, Some(&own), 1, r#"{"parley":2}"#);
    bob.server_says(&relayed(RelayType::Offer, "ada", offer.get()));

    assert_eq!(bob.did(), NOTHING);
    assert_eq!(bob.people(), ["ada"]);
    assert_eq!(bob.strangers(), Strangers::default());
    let expected = Refused {
        not_understood: 2,
        ..Refused::default()
    };
    assert_eq!(bob.call.snapshot().refused, expected);
}

#[test]
fn a_signal_that_the_server_repeats_is_taken_up_once() {
    let mut bob = Client::in_sealed_room();
    let mut ada = end("ada", SECRET);
    bob.joined_sealed("ada", &mut ada);
    let offer = offer("ada", "2.1", "a1");
    let payload = ada.seal_signal(&id("bob"), &offer).unwrap();
    let frame = relayed(RelayType::Offer, "ada", &payload);
    bob.server_says(&frame);
    assert!(bob.did_any("accepts offer a1"));
    bob.server_says(&frame);
    assert_eq!(bob.did(), NOTHING);
    assert_eq!(bob.call.snapshot().refused.replayed, 1);
}

#[test]
fn what_was_said_to_the_life_before_is_not_taken_up() {
    let mut bob = Client::in_sealed_room();
    let mut ada = end("ada", SECRET);
    bob.joined_sealed("ada", &mut ada);
    let body = offer("ada", "2.1", "a1").body;
    let signal = Signal::new(life("ada"), Some(life("bob'")), 2, body);
    bob.hears_sealed("ada", &mut ada, &signal);
    assert_eq!(bob.did(), NOTHING);
}

/// Bob is linked with Ada on connection 1 and with Cy on connection 2, and the server is gone.
fn with_two_and_no_server() -> (Client, SealedRoom, SealedRoom) {
    let (mut ada, mut cy) = (end("ada", SECRET), end("cy", SECRET));
    let mut bob = Client::in_sealed_room();
    bob.links_with("ada", &mut ada, 1);
    bob.links_with("cy", &mut cy, 2);
    bob.socket_closes(1006);
    (bob, ada, cy)
}

/// What Bob gave to a third to be passed on.
fn given_to_carry(bob: &Client) -> Vec<(PeerId, SealedSignal)> {
    let mut given = Vec::new();
    for word in bob.controls() {
        if let Control::Pass { to, signal } = word {
            let Carried::Sealed(sealed) = signal else {
                panic!("a third could read it");
            };
            given.push((to, sealed));
        }
    }
    given
}

#[test]
fn what_a_third_passes_on_is_sealed_for_the_one_it_is_for() {
    let (mut bob, mut ada, mut cy) = with_two_and_no_server();
    bob.transport(1, Transport::Disconnected);
    bob.seconds(2);
    bob.describes(1, "b2");
    let given = given_to_carry(&bob);
    let (to, SealedSignal { relay, sealed }) = given[0].clone();
    assert_eq!(to, id("ada"));
    let payload = format!("\"{sealed}\"");
    assert!(cy.open_signal(relay, &id("bob"), &payload).is_err());
    let opened = ada.open_signal(relay, &id("bob"), &payload).unwrap();
    assert!(matches!(opened.body, SignalBody::Offer { serial: 2, .. }));
}

#[test]
fn a_third_passes_on_nothing_of_its_own_in_the_name_of_another() {
    let (mut bob, mut ada, mut cy) = with_two_and_no_server();
    let own = offer("ada", "1.2", "a2");
    let from = id("ada");
    let sealed = |end: &mut SealedRoom| {
        let text = end.seal_signal(&id("bob"), &own).unwrap();
        Carried::Sealed(SealedSignal {
            relay: RelayType::Offer,
            sealed: text.trim_matches('"').to_owned(),
        })
    };
    let forged = [sealed(&mut cy), Carried::Clear(own.clone())];
    for signal in forged {
        let from = from.clone();
        bob.control_says(2, &Control::Passed { from, signal });
        assert_eq!(bob.did(), NOTHING);
    }
    let signal = sealed(&mut ada);
    bob.control_says(2, &Control::Passed { from, signal });
    assert!(bob.did_any("accepts offer a2"), "{:?}", bob.did());
}

#[test]
fn not_even_someone_with_the_secret_puts_another_certificate_in_the_place_of_a_third() {
    let (mut bob, _, _) = with_two_and_no_server();
    let room = "blue".parse().unwrap();
    let stream = Stream([99; 16]);
    let mut forger = SealedRoom::new(key(SECRET), room, id("ada"), life("ada"), stream);
    for (at, ufrag) in [("1.2", "cy"), ("2.1", "a2")] {
        let forged = offer("ada", at, ufrag);
        let text = forger.seal_signal(&id("bob"), &forged).unwrap();
        let signal = Carried::Sealed(SealedSignal {
            relay: RelayType::Offer,
            sealed: text.trim_matches('"').to_owned(),
        });
        let from = id("ada");
        bob.control_says(2, &Control::Passed { from, signal });
        assert_eq!(bob.did(), NOTHING);
    }
}

#[test]
fn a_sealed_signal_is_passed_on_as_it_is() {
    let (mut bob, mut ada, _) = with_two_and_no_server();
    let signal = super::wire::offer("ada", "1.1", "a2");
    let sealed = ada.seal_signal(&id("cy"), &signal).unwrap();
    let signal = Carried::Sealed(SealedSignal {
        relay: RelayType::Offer,
        sealed: sealed.trim_matches('"').to_owned(),
    });
    let to = id("cy");
    let text = Control::Passed {
        from: id("ada"),
        signal: signal.clone(),
    }
    .to_text();
    bob.control_says(1, &Control::Pass { to, signal });
    let passed = Output::SendControl {
        connection: crate::call::ConnectionId(2),
        text,
    };
    assert_eq!(bob.outputs(), [passed]);
}

#[test]
fn whoever_watches_a_sealed_room_prepares_calls_to_those_with_the_secret_only() {
    let mut bob = Client::with(sealed_config());
    bob.takes(Input::Watch);
    bob.opens();
    let members = [("ada", SECRET), ("cy", OTHER_SECRET)];
    let members = members.map(|(who, secret)| sealed_member(who, &mut end(who, secret)));
    bob.server_says(&server::room(1, false, 12, members.into(), Vec::new()));
    assert_eq!(bob.people(), ["ada"]);
    assert_eq!(bob.did(), ["opens 1 to ada to offer", "makes offer on 1"]);
    assert_eq!(bob.strangers().other_secret, 1);
}
