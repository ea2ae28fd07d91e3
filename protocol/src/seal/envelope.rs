//! The bytes of a sealed text: header, associated data, padding, base64url.

use base64ct::{Base64UrlUnpadded, Encoding};
use zeroize::Zeroizing;

use super::key::KeyId;
use super::{Context, Kind, SealError};
use crate::message::{MAX_FRAME_BYTES, RoomName};

/// The largest message that can be sealed, in bytes: sealed, it fits into a frame of
/// [`MAX_FRAME_BYTES`](crate::message::MAX_FRAME_BYTES) with 2 KiB to spare for the ids.
pub const MAX_MESSAGE_BYTES: usize = 46 * 1024;

pub(super) const TAG_BYTES: usize = 16;

const PREFIX: &str = "sealed1.";
const DOMAIN: &[u8] = b"parley sealed 1\0";
const HEADER_BYTES: usize = KeyId::BYTES + 4 + Stream::BYTES + 8;
const PADDED_TO: usize = 256;
const PAD: u8 = 0x80;

/// The name of what one life of a page seals: random bytes, so that no two are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stream(pub [u8; Self::BYTES]);

impl Stream {
    /// How many random bytes a stream takes.
    pub const BYTES: usize = 16;
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Header {
    pub(super) key: KeyId,
    pub(super) generation: u32,
    pub(super) stream: Stream,
    pub(super) counter: u64,
}

impl Header {
    pub(super) fn nonce(&self) -> [u8; 24] {
        let mut nonce = [0; 24];
        nonce[..Stream::BYTES].copy_from_slice(&self.stream.0);
        nonce[Stream::BYTES..].copy_from_slice(&self.counter.to_be_bytes());
        nonce
    }

    fn to_bytes(self) -> [u8; HEADER_BYTES] {
        let mut bytes = [0; HEADER_BYTES];
        bytes[..8].copy_from_slice(&self.key.0);
        bytes[8..12].copy_from_slice(&self.generation.to_be_bytes());
        bytes[12..].copy_from_slice(&self.nonce());
        bytes
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        Some(Self {
            key: KeyId(bytes.get(..8)?.try_into().ok()?),
            generation: u32::from_be_bytes(bytes.get(8..12)?.try_into().ok()?),
            stream: Stream(bytes.get(12..28)?.try_into().ok()?),
            counter: u64::from_be_bytes(bytes.get(28..HEADER_BYTES)?.try_into().ok()?),
        })
    }
}

/// A sealed text, read but not opened. Nothing it says can be relied upon yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    pub(super) header: Header,
    body: Vec<u8>,
    tag: [u8; TAG_BYTES],
}

impl Sealed {
    /// Reads the JSON text of a frame's payload.
    ///
    /// [`SealError::NotSealed`] if it is anything but a string with the mark of sealed texts;
    /// [`SealError::Forged`] if it has the mark and not the form, [`SealError::OtherKey`] if the mark is of
    /// another version.
    pub fn parse(payload: &str) -> Result<Self, SealError> {
        if payload.len() > MAX_FRAME_BYTES {
            return Err(SealError::TooLarge);
        }
        let text = payload
            .strip_prefix('"')
            .and_then(|rest| rest.strip_suffix('"'))
            .filter(|text| text.starts_with("sealed"))
            .ok_or(SealError::NotSealed)?;
        let text = text.strip_prefix(PREFIX).ok_or(SealError::OtherKey)?;
        let bytes = Base64UrlUnpadded::decode_vec(text).map_err(|_| SealError::Forged)?;
        let header = Header::from_bytes(&bytes).ok_or(SealError::Forged)?;
        let (body, tag) = bytes[HEADER_BYTES..]
            .split_last_chunk()
            .ok_or(SealError::Forged)?;
        Ok(Self {
            header,
            body: body.to_vec(),
            tag: *tag,
        })
    }

    /// Which connection between two peers it claims to be about.
    pub fn generation(&self) -> u32 {
        self.header.generation
    }

    /// Which key it claims to be sealed with.
    pub fn key(&self) -> KeyId {
        self.header.key
    }

    pub(super) fn body_and_tag(&self) -> (&[u8], [u8; TAG_BYTES]) {
        (&self.body, self.tag)
    }
}

/// The sealed text as the JSON text of a string.
pub(super) fn write(header: &Header, body: &[u8], tag: &[u8; TAG_BYTES]) -> String {
    let bytes = [&header.to_bytes()[..], body, tag].concat();
    format!("\"{PREFIX}{}\"", Base64UrlUnpadded::encode_string(&bytes))
}

/// The associated data. No two different inputs give the same bytes: what has no fixed length comes with it.
pub(super) fn bound(header: &Header, room: &RoomName, context: &Context<'_>) -> Vec<u8> {
    let mut bytes = DOMAIN.to_vec();
    bytes.extend(header.to_bytes());
    bytes.push(match context.kind {
        Kind::Profile => 1,
        Kind::Offer => 2,
        Kind::Answer => 3,
        Kind::Candidates => 4,
        Kind::Chat => 5,
    });
    let mut text = |text: &str| {
        let length = u32::try_from(text.len()).expect("names are bounded");
        bytes.extend(length.to_be_bytes());
        bytes.extend(text.as_bytes());
    };
    text(room.as_str());
    text(context.src.as_str());
    // An id is never empty, so an empty one stands for everyone.
    text(context.dst.map_or("", |dst| dst.as_str()));
    bytes
}

/// The message with its padding (ISO/IEC 7816-4). `None` if it is too large.
pub(super) fn padded(message: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    if message.len() > MAX_MESSAGE_BYTES {
        return None;
    }
    let length = (message.len() + 1).next_multiple_of(PADDED_TO);
    let mut body = Zeroizing::new(Vec::with_capacity(length));
    body.extend_from_slice(message);
    body.push(PAD);
    body.resize(length, 0);
    Some(body)
}

/// How long the message before the padding is. `None` if there is no padding.
pub(super) fn unpadded(body: &[u8]) -> Option<usize> {
    let last = body.iter().rposition(|&byte| byte != 0)?;
    (body[last] == PAD).then_some(last)
}
