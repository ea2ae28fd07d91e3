//! Outputs in a few words each, so that a test reads them at a glance.

use super::wire::life;
use crate::call::{News, Output, Role};
use crate::message::{Candidate, Carried, ClientFrame, Control, PeerId, Signal, SignalBody};

/// What a client does. `None` for chat and verification, which have tests of their own.
pub(super) fn in_words(output: &Output) -> Option<String> {
    Some(match output {
        Output::OpenSocket { socket, watches } => {
            let watching = if *watches { " watching" } else { "" };
            format!("opens socket {}{watching}", socket.0)
        }
        Output::SendSocket { text, .. } => frame_in_words(text),
        Output::CloseSocket { socket } => format!("closes socket {}", socket.0),
        Output::OpenConnection {
            connection,
            peer,
            role,
            ..
        } => {
            let role = match role {
                Role::Offers => "to offer",
                Role::Answers => "to answer",
            };
            format!("opens {} to {peer} {role}", connection.0)
        }
        Output::OpenGuest {
            connection, peer, ..
        } => format!("opens {} to guest {peer}", connection.0),
        Output::MakeOffer {
            connection,
            ice_restart,
            relay_only,
        } => {
            let does = if *ice_restart {
                "restarts ICE"
            } else {
                "makes offer"
            };
            let how = if *relay_only { " by relays only" } else { "" };
            format!("{does} on {}{how}", connection.0)
        }
        Output::AcceptOffer { connection, sdp } => {
            format!("accepts offer {} on {}", ufrag_of(sdp), connection.0)
        }
        Output::AcceptAnswer { connection, sdp } => {
            format!("accepts answer {} on {}", ufrag_of(sdp), connection.0)
        }
        Output::AddCandidates {
            connection,
            ufrag,
            candidates,
            end,
        } => {
            let ufrag = ufrag.as_deref().unwrap_or("-");
            let list = list_in_words(candidates, *end);
            format!("adds {ufrag} [{list}] to {}", connection.0)
        }
        Output::SendControl { connection, text } => {
            let word = match Control::parse(text)? {
                Control::Bye => "bye".to_owned(),
                Control::Away => "away".to_owned(),
                Control::Held(held) => format!("held {held}"),
                Control::Pass { to, signal } => match signal {
                    Carried::Clear(signal) => format!("for {to} {}", signal_in_words(&signal)),
                    Carried::Sealed(sealed) => format!("for {to} sealed {:?}", sealed.relay),
                },
                Control::Passed { from, .. } => format!("passed on from {from}"),
                Control::Media(media) => {
                    format!("media {} {}", media.microphone, media.camera)
                }
                Control::Signal(signal) => signal_in_words(&signal),
                Control::Reaction(emoji) => format!("reaction {}", emoji.as_str()),
                Control::Chat(_) | Control::Verification(_) => return None,
            };
            format!("control {}: {word}", connection.0)
        }
        Output::SendKeyFrame { connection } => format!("sends a key frame on {}", connection.0),
        Output::PausePictures { connection } => format!("pauses pictures on {}", connection.0),
        Output::HoldPicture { connection, held } => {
            let does = if *held { "holds" } else { "sends" };
            format!("{does} the picture on {}", connection.0)
        }
        Output::CloseConnection { connection } => format!("closes {}", connection.0),
        Output::Tell(News::Came(id, _)) => format!("tells that {id} came"),
        Output::Tell(News::Left(id, _)) => format!("tells that {id} left"),
        Output::Tell(News::Reacted(id, emoji)) => {
            format!("tells that {id} reacts {}", emoji.as_str())
        }
        Output::Tell(News::Knocks(id, _)) => format!("tells that {id} knocks"),
        Output::Tell(News::Locked) => "tells that the room is locked".to_owned(),
        Output::Tell(News::RoomFull) => "tells that the room is full".to_owned(),
    })
}

fn frame_in_words(text: &str) -> String {
    match ClientFrame::parse(text).unwrap() {
        ClientFrame::Heartbeat => "HEARTBEAT".to_owned(),
        ClientFrame::Leave => "LEAVE".to_owned(),
        ClientFrame::Away => "AWAY".to_owned(),
        ClientFrame::Watch => "WATCH".to_owned(),
        ClientFrame::Join { calls, .. } => {
            let calls: Vec<&str> = calls.iter().map(PeerId::as_str).collect();
            format!("JOIN calling [{}]", calls.join(" "))
        }
        ClientFrame::Rules(rules) => {
            format!("RULES locked {} knocking {}", rules.locked, rules.knocking)
        }
        ClientFrame::Admit(id) => format!("ADMIT {id}"),
        ClientFrame::Remove(id) => format!("REMOVE {id}"),
        ClientFrame::Update { profile } => format!("UPDATE {}", profile.as_str()),
        ClientFrame::Relay {
            relay,
            dst,
            payload,
        } => {
            let payload = payload.map_or("", |payload| payload.get());
            match Signal::parse(relay, payload) {
                Ok(signal) => format!("{} to {dst}", signal_in_words(&signal)),
                Err(_) => format!("{} to {dst}: {payload}", relay.as_str()),
            }
        }
    }
}

fn signal_in_words(signal: &Signal) -> String {
    assert_eq!(signal.from, life("bob"));
    let generation = signal.generation;
    let with = signal.gathered.as_ref().map_or(String::new(), |gathered| {
        format!(
            " with [{}]",
            list_in_words(&gathered.candidates, gathered.end)
        )
    });
    match &signal.body {
        SignalBody::Offer { serial, sdp } => {
            format!("OFFER {generation}.{serial} {}{with}", ufrag_of(sdp))
        }
        SignalBody::Answer { answers, sdp, .. } => {
            format!("ANSWER {generation}.{answers} {}{with}", ufrag_of(sdp))
        }
        SignalBody::Candidates {
            ufrag,
            candidates,
            end,
        } => {
            let list = list_in_words(candidates, *end);
            format!("CANDIDATES {generation} {ufrag} [{list}]")
        }
    }
}

fn list_in_words(candidates: &[Candidate], end: bool) -> String {
    let names = candidates.iter().map(|c| c.candidate.as_str());
    let names: Vec<&str> = names.chain(end.then_some("end")).collect();
    names.join(" ")
}

fn ufrag_of(sdp: &str) -> &str {
    let (_, ufrag) = sdp.split_once("ufrag:").unwrap();
    ufrag.lines().next().unwrap()
}
