//! What PeerJS clients say to one another (peerjs 1.5.5, `lib/negotiator.ts`): the payloads of OFFER,
//! ANSWER and CANDIDATE between a PeerJS page and a Parley participant.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::frame::RelayType;
use super::names::DisplayName;
use super::signal::Candidate;

/// What a PeerJS connection is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PeerjsKind {
    /// A call: sound and picture.
    Media,
    /// Data of the page's own.
    Data,
}

/// Which of a PeerJS client's connections something is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PeerjsConnection(String);

/// A payload from a PeerJS client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PeerjsSignal {
    /// The connection it is about.
    pub connection: PeerjsConnection,
    /// What that connection is for.
    pub kind: PeerjsKind,
    /// What it says.
    pub body: PeerjsBody,
}

/// What a payload from a PeerJS client says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PeerjsBody {
    /// A call.
    Offer {
        /// The session description. RFC 8866.
        sdp: String,
        /// The name in the call's metadata, if there is a valid one.
        name: Option<DisplayName>,
    },
    /// The answer to a call.
    Answer {
        /// The session description. RFC 8866.
        sdp: String,
    },
    /// An ICE candidate.
    Candidate {
        /// Its username fragment, if the browser told.
        ufrag: Option<String>,
        /// The candidate.
        candidate: Candidate,
    },
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Payload {
    connection_id: PeerjsConnection,
    #[serde(rename = "type")]
    kind: PeerjsKind,
    sdp: Option<Description>,
    candidate: Option<CandidateInit>,
    #[serde(default)]
    metadata: Value,
}

#[derive(Deserialize)]
struct Description {
    sdp: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct CandidateInit {
    #[serde(flatten)]
    candidate: Candidate,
    username_fragment: Option<String>,
}

impl PeerjsSignal {
    /// Reads the payload of a relayed frame. `None` if it is not what a PeerJS client sends.
    pub fn parse(relay: RelayType, payload: &str) -> Option<Self> {
        let payload: Payload = serde_json::from_str(payload).ok()?;
        let body = match relay {
            RelayType::Offer => PeerjsBody::Offer {
                sdp: payload.sdp?.sdp,
                name: name_in(&payload.metadata),
            },
            RelayType::Answer => PeerjsBody::Answer {
                sdp: payload.sdp?.sdp,
            },
            RelayType::Candidate => {
                let init = payload.candidate?;
                PeerjsBody::Candidate {
                    ufrag: init.username_fragment,
                    candidate: init.candidate,
                }
            }
            RelayType::Leave | RelayType::Expire => return None,
        };
        Some(Self {
            connection: payload.connection_id,
            kind: payload.kind,
            body,
        })
    }

    /// The payload of an ANSWER.
    pub fn answer(connection: &PeerjsConnection, kind: PeerjsKind, sdp: &str) -> String {
        let payload = json!({
            "sdp": { "type": "answer", "sdp": sdp },
            "type": kind,
            "connectionId": connection,
        });
        payload.to_string()
    }

    /// The payload of a CANDIDATE.
    pub fn candidate(
        connection: &PeerjsConnection,
        kind: PeerjsKind,
        ufrag: Option<&str>,
        candidate: &Candidate,
    ) -> String {
        let payload = json!({
            "candidate": {
                "candidate": candidate.candidate,
                "sdpMid": candidate.sdp_mid,
                "sdpMLineIndex": candidate.sdp_m_line_index,
                "usernameFragment": ufrag,
            },
            "type": kind,
            "connectionId": connection,
        });
        payload.to_string()
    }
}

fn name_in(metadata: &Value) -> Option<DisplayName> {
    metadata.get("name")?.as_str()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_of_a_peerjs_page_is_read_with_its_name() {
        let payload = r#"{"sdp":{"type":"offer","sdp":"v=0"},"type":"media","connectionId":"mc_1","metadata":{"name":"Ada"}}"#;
        let signal = PeerjsSignal::parse(RelayType::Offer, payload).unwrap();
        assert_eq!(signal.kind, PeerjsKind::Media);
        let name = "Ada".parse().ok();
        let sdp = "v=0".to_owned();
        assert_eq!(signal.body, PeerjsBody::Offer { sdp, name });
    }

    #[test]
    fn metadata_of_any_shape_does_no_harm() {
        for metadata in ["null", "5", "[]", r#"{"name":{}}"#, r#"{"name":""}"#] {
            let payload = format!(
                r#"{{"sdp":{{"sdp":"v=0"}},"type":"media","connectionId":"mc_1","metadata":{metadata}}}"#
            );
            let signal = PeerjsSignal::parse(RelayType::Offer, &payload).unwrap();
            assert!(matches!(signal.body, PeerjsBody::Offer { name: None, .. }));
        }
    }

    #[test]
    fn a_candidate_reads_back_as_written() {
        let connection = PeerjsConnection("mc_1".to_owned());
        let candidate = Candidate {
            candidate: "candidate:1".to_owned(),
            sdp_mid: Some("0".to_owned()),
            sdp_m_line_index: Some(0),
        };
        let payload =
            PeerjsSignal::candidate(&connection, PeerjsKind::Media, Some("u"), &candidate);
        let signal = PeerjsSignal::parse(RelayType::Candidate, &payload).unwrap();
        assert_eq!(signal.connection, connection);
        let ufrag = Some("u".to_owned());
        assert_eq!(signal.body, PeerjsBody::Candidate { ufrag, candidate });
    }

    #[test]
    fn what_no_peerjs_client_sends_is_nothing() {
        for payload in ["null", "{}", r#"{"type":"media","connectionId":"x"}"#] {
            assert_eq!(PeerjsSignal::parse(RelayType::Offer, payload), None);
        }
    }
}
