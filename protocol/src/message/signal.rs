//! What Parley peers say to one another: signals, by way of the server or of a control channel, and
//! the rest of what the control channel carries.

use serde::{Deserialize, Serialize};

use super::frame::{Opaque, RelayType};
use super::names::{DisplayName, Instance, PeerId};
use crate::chat::ChatWord;
use crate::verification::VerificationStep;

/// What a participant tells everyone else of itself. The server carries it as [`Opaque`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// The name to show.
    pub name: DisplayName,
    /// The life that the participant is in, so that a reload is told from a resume.
    pub instance: Instance,
}

impl Profile {
    /// The profile as the server carries it.
    pub fn to_opaque(&self) -> Opaque {
        Opaque::of(self).expect("64 characters and a number are under 2 KiB of JSON")
    }

    /// Reads what another participant sent. `None` if it is not a profile.
    pub fn from_opaque(opaque: &Opaque) -> Option<Self> {
        serde_json::from_str(opaque.as_str()).ok()
    }
}

/// One step in setting up or changing a link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signal {
    /// Parley's mark: the version of this format. An OFFER without it is from a PeerJS client.
    parley: u8,
    /// The sender's life.
    pub from: Instance,
    /// The receiver's life as far as the sender knows it. A signal meant for an earlier life is dropped.
    pub to: Option<Instance>,
    /// Which of the connections between the two lives this is about. Counts up: a higher generation
    /// replaces a lower one.
    pub generation: u32,
    /// The step itself.
    pub body: SignalBody,
    /// With an offer or an answer: the candidates that were known when it was said, to spare a frame for them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gathered: Option<Gathered>,
}

/// The steps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SignalBody {
    /// A session description that opens or renegotiates.
    Offer {
        /// Counts up over the offers that the sender made on this connection. The one that opens it is
        /// number 1, and no other.
        serial: u32,
        /// The description. RFC 8866.
        sdp: String,
    },
    /// The answer to an offer.
    Answer {
        /// The serial of that offer.
        answers: u32,
        /// The sender's own offers up to this serial are void: the one that was open was rolled back. They
        /// may come later than this, by another way.
        #[serde(default)]
        voids: u32,
        /// The description. RFC 8866.
        sdp: String,
    },
    /// ICE candidates of the sender, trickled. RFC 8838.
    Candidates {
        /// The username fragment of the sender's description that they belong to. RFC 8445 §5.3.
        ufrag: String,
        /// The candidates, in the order in which they were gathered.
        candidates: Vec<Candidate>,
        /// Whether these were the last ones.
        end: bool,
    },
}

/// Candidates under the description that they come with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gathered {
    /// The candidates, in the order in which they were gathered.
    pub candidates: Vec<Candidate>,
    /// Whether these were the last ones.
    pub end: bool,
}

/// An ICE candidate, as `RTCIceCandidate.toJSON()` writes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Candidate {
    /// The candidate attribute. RFC 8839 §5.1.
    pub candidate: String,
    /// The identification tag of its media section.
    pub sdp_mid: Option<String>,
    /// The index of its media section.
    pub sdp_m_line_index: Option<u16>,
}

impl Candidate {
    /// Whether it can only open TCP connections, and take none (RFC 6544 §4.5). Browsers gather no others for TCP, and
    /// two of them never make a pair (§6.2): it is of no use to the other side.
    pub fn only_dials(&self) -> bool {
        let mut words = self.candidate.split_ascii_whitespace();
        words.any(|word| word == "tcptype") && words.next() == Some("active")
    }
}

/// Why a payload is not a [`Signal`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SignalError {
    /// It does not have Parley's mark: it comes from a PeerJS client.
    #[error("is not from a Parley client")]
    Foreign,
    /// It has the mark but not the form, or not the form that its frame's type asks for.
    #[error("is not a signal")]
    Malformed,
}

impl Signal {
    const VERSION: u8 = 1;

    /// A signal of the current version.
    pub fn new(from: Instance, to: Option<Instance>, generation: u32, body: SignalBody) -> Self {
        Self {
            parley: Self::VERSION,
            from,
            to,
            generation,
            body,
            gathered: None,
        }
    }

    /// The same, with the candidates that are known.
    pub fn with(self, gathered: Option<Gathered>) -> Self {
        Self { gathered, ..self }
    }

    /// Reads the payload of a relayed frame.
    pub fn parse(relay: RelayType, payload: &str) -> Result<Self, SignalError> {
        #[derive(Deserialize)]
        struct Mark {
            #[serde(default)]
            parley: u8,
        }

        let mark: Mark = serde_json::from_str(payload).map_err(|_| SignalError::Foreign)?;
        if mark.parley == 0 {
            return Err(SignalError::Foreign);
        }
        let signal: Self = serde_json::from_str(payload).map_err(|_| SignalError::Malformed)?;
        if signal.parley != Self::VERSION || signal.relay_type() != relay {
            return Err(SignalError::Malformed);
        }
        Ok(signal)
    }

    /// The type of the frame that carries it.
    pub fn relay_type(&self) -> RelayType {
        match self.body {
            SignalBody::Offer { .. } => RelayType::Offer,
            SignalBody::Answer { .. } => RelayType::Answer,
            SignalBody::Candidates { .. } => RelayType::Candidate,
        }
    }

    /// The payload of the frame that carries it.
    pub fn to_payload(&self) -> String {
        serde_json::to_string(self).expect("a signal has string keys and finite numbers")
    }
}

/// What a link's control channel carries, ordered and reliable.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Control {
    /// The sender leaves for good.
    Bye,
    /// The sender's page is being closed, for good or to be loaded again.
    Away,
    /// What the sender sends has changed.
    Media(MediaState),
    /// A signal that could not go by way of the server.
    Signal(Signal),
    /// Whether the sender holds its picture back on this link, because the network does not carry it.
    Held(bool),
    /// A signal to be passed on to someone whom the sender cannot reach by itself.
    Pass {
        /// Who shall have it.
        to: PeerId,
        /// The signal.
        signal: Carried,
    },
    /// A signal that was passed on.
    Passed {
        /// Who wanted it passed on.
        from: PeerId,
        /// The signal.
        signal: Carried,
    },
    /// A word of the text chat.
    Chat(ChatWord),
    /// A reaction to what is going on.
    Reaction(Emoji),
    /// A step towards the words that everyone compares.
    Verification(VerificationStep),
}

/// A signal on its way by a third peer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Carried {
    /// In an open room.
    Clear(Signal),
    /// In a sealed room, where sender and receiver are bound into it.
    Sealed(SealedSignal),
}

/// A signal that was sealed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedSignal {
    /// The type of the frame that it would have on its way by the server.
    pub relay: RelayType,
    /// The sealed text.
    pub sealed: String,
}

impl Control {
    /// Reads a message. `None` if it is not one this version knows: newer clients may say more.
    pub fn parse(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    /// The message as text.
    pub fn to_text(&self) -> String {
        serde_json::to_string(self).expect("a control message has string keys and finite numbers")
    }
}

/// What a participant sends at the moment. Shown on its tile.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MediaState {
    /// Whether sound is sent.
    pub microphone: bool,
    /// Whether the camera's picture is sent.
    pub camera: bool,
    /// Whether a screen is shared.
    #[serde(default)]
    pub screen: bool,
    /// Whether the participant raises a hand.
    #[serde(default)]
    pub hand: bool,
}

/// A reaction that floats over a tile for a moment: one emoji, at most [`Emoji::MAX_BYTES`] of UTF-8,
/// no control characters, no white space.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Emoji(String);

/// The text is not what an [`Emoji`] can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("is not an emoji")]
pub struct EmojiError;

impl Emoji {
    /// The longest emoji sequences in use, families and flags, stay below this.
    pub const MAX_BYTES: usize = 48;

    /// The emoji as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::str::FromStr for Emoji {
    type Err = EmojiError;

    fn from_str(text: &str) -> Result<Self, EmojiError> {
        let odd = |c: char| c.is_control() || c.is_whitespace() || c.is_ascii_alphabetic();
        if text.is_empty() || text.len() > Self::MAX_BYTES || text.contains(odd) {
            return Err(EmojiError);
        }
        Ok(Self(text.to_owned()))
    }
}

impl TryFrom<String> for Emoji {
    type Error = EmojiError;

    fn try_from(text: String) -> Result<Self, EmojiError> {
        text.parse()
    }
}

impl From<Emoji> for String {
    fn from(emoji: Emoji) -> Self {
        emoji.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_only_open_tcp_connections_is_told_from_what_can_take_them() {
        let only_dials = |candidate: &str| {
            let candidate = Candidate {
                candidate: candidate.to_owned(),
                sdp_mid: None,
                sdp_m_line_index: None,
            };
            candidate.only_dials()
        };
        let tcp = "candidate:1 1 tcp 1518280447 10.0.0.2 9 typ host tcptype";
        assert!(only_dials(&format!("{tcp} active generation 0 ufrag suXR")));
        assert!(!only_dials(&format!("{tcp} passive generation 0")));
        assert!(!only_dials(
            "candidate:1 1 udp 2122260223 10.0.0.2 58284 typ host"
        ));
    }

    fn offer() -> Signal {
        Signal::new(
            Instance(u64::MAX),
            None,
            1,
            SignalBody::Offer {
                serial: 1,
                sdp: "v=0\r\n".to_owned(),
            },
        )
    }

    #[test]
    fn a_signal_reads_back_as_written() {
        let signal = offer();
        assert_eq!(
            Signal::parse(RelayType::Offer, &signal.to_payload()),
            Ok(signal)
        );
    }

    #[test]
    fn an_offer_of_a_peerjs_client_is_told_apart() {
        let payload =
            r#"{"sdp":{"type":"offer","sdp":"v=0"},"type":"media","connectionId":"mc_x"}"#;
        assert_eq!(
            Signal::parse(RelayType::Offer, payload),
            Err(SignalError::Foreign)
        );
        assert_eq!(
            Signal::parse(RelayType::Offer, "null"),
            Err(SignalError::Foreign)
        );
    }

    #[test]
    fn a_signal_in_a_frame_of_another_type_is_malformed() {
        assert_eq!(
            Signal::parse(RelayType::Answer, &offer().to_payload()),
            Err(SignalError::Malformed)
        );
    }

    #[test]
    fn a_signal_of_a_later_version_is_malformed() {
        let payload = offer().to_payload().replace("\"parley\":1", "\"parley\":2");
        assert_eq!(
            Signal::parse(RelayType::Offer, &payload),
            Err(SignalError::Malformed)
        );
    }

    #[test]
    fn a_candidate_is_written_as_browsers_write_it() {
        let candidate = Candidate {
            candidate: "candidate:1 1 udp 1 192.0.2.1 9 typ host".to_owned(),
            sdp_mid: Some("0".to_owned()),
            sdp_m_line_index: Some(0),
        };
        assert_eq!(
            serde_json::to_string(&candidate).unwrap(),
            r#"{"candidate":"candidate:1 1 udp 1 192.0.2.1 9 typ host","sdpMid":"0","sdpMLineIndex":0}"#
        );
    }

    #[test]
    fn a_reaction_is_an_emoji_and_no_text() {
        for text in ["👍", "👨‍👩‍👧‍👦", "🏴󠁧󠁢󠁷󠁬󠁳󠁿"] {
            assert!(text.parse::<Emoji>().is_ok(), "{text}");
        }
        for text in ["", "buy now", "a", "👍 👍", &"👍".repeat(13)] {
            assert!(text.parse::<Emoji>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_client_that_shares_no_screen_need_not_know_of_screens() {
        let media: MediaState =
            serde_json::from_str(r#"{"microphone":true,"camera":false}"#).unwrap();
        assert!(media.microphone && !media.screen && !media.hand);
    }

    #[test]
    fn a_control_message_of_a_newer_client_is_passed_over() {
        assert_eq!(Control::parse(r#"{"hologram":{}}"#), None);
        assert_eq!(Control::parse(r#""bye""#), Some(Control::Bye));
    }
}
