//! Sealed rooms: what peers say by way of the server, unreadable and unchangeable for the server.
//!
//! # The model
//!
//! Everyone in a sealed room has the same secret, which the server never sees: 128 random bits from the
//! fragment of the room's link ([`RoomSecret`]), or a [`Passphrase`] that people told each other. From it
//! comes the [`RoomKey`], and with that every profile, session description, candidate and stored chat
//! message is sealed before it goes into a frame. Descriptions carry the fingerprints of the DTLS
//! certificates (RFC 8842), so that a server which cannot change a description cannot sit in the middle
//! of the media either.
//!
//! [`SealedRoom`] is one participant's end: it seals and opens the four things above. Below it, [`Sealer`]
//! and [`Opener`] know bytes and [`Context`]s.
//!
//! # From the secret to the keys
//!
//! ```text
//! link:        input = the 16 bytes of the secret         salt = "parley room link 1"
//! passphrase:  input = Argon2id(passphrase, room name)    salt = "parley room passphrase 1"
//!
//! HKDF-SHA256 (RFC 5869)  extract(salt, input)
//!                         expand("profile" ‖ 0 ‖ room name)  32 bytes   ┐
//!                         expand("signal"  ‖ 0 ‖ room name)  32 bytes   ├ one key for each purpose
//!                         expand("chat"    ‖ 0 ‖ room name)  32 bytes   ┘
//!                         expand("key id"  ‖ 0 ‖ room name)   8 bytes   in clear in every sealed text
//! ```
//!
//! Argon2id (RFC 9106) takes 64 MiB, three passes and one lane: the memory and the passes of that RFC's
//! second recommendation, without the four lanes, which WebAssembly has no threads for. See
//! [`Passphrase::stretch`] for how a page stays alive meanwhile.
//!
//! # The sealed text
//!
//! XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha-03). Against AES-256-GCM it has two advantages here. Its
//! nonce of 192 bits holds a random stream *and* a counter, so that participants who share a key and do
//! not coordinate never meet on a nonce; with GCM's 96 bits they would have to. And WebAssembly has no AES
//! instructions: AES in constant time has to be bit-sliced there, larger and slower, while ChaCha20 is
//! additions, rotations and exclusive-ors, which take the same time whatever the key.
//!
//! ```text
//! "sealed1." base64url( header ‖ ciphertext ‖ tag )
//!
//! header      key id (8) ‖ generation (4) ‖ stream (16) ‖ counter (8)     numbers are big-endian
//! nonce       stream ‖ counter
//! bound       "parley sealed 1" ‖ 0 ‖ header ‖ kind ‖ room ‖ src ‖ dst    texts with their lengths
//! plaintext   the message ‖ 0x80 ‖ zeros up to a multiple of 256 bytes
//! ```
//!
//! - A *stream* is 16 random bytes drawn once for each life of a page, the *counter* counts what it seals.
//! - Everything in the header and the [`Context`] is bound as associated data. A text moved to another room,
//!   sender, receiver or kind of frame, or given another generation, does not open.
//! - The padding keeps the length of a name from telling whose it is.
//! - The key id tells a person with another secret ([`SealError::OtherKey`]) from a tampered frame
//!   ([`SealError::Forged`]). It also commits the text to one key: XChaCha20-Poly1305 alone lets someone craft a
//!   text that opens under many keys, and so test many passphrases at once on whoever opens it
//!   (Len, Grubbs and Ristenpart, "Partitioning Oracle Attacks", 2021).
//!
//! The text travels as a JSON string where the clear form has a JSON object: as the `payload` of OFFER, ANSWER
//! and CANDIDATE, and as the `profile` in the payload of JOIN and UPDATE. So the server relays it as it relays
//! everything, and a PeerJS page that hears one drops it for want of a `connectionId`.
//!
//! # Replay
//!
//! For each sender and stream an [`Opener`] remembers what it has opened, and by the kind decides whether
//! to open again:
//!
//! | kind | rule |
//! |---|---|
//! | offer, answer, candidates | once. Late ones are taken as long as the newest is fewer than 128 ahead |
//! | profile | not older than the newest: every ROOM frame shows the roster anew |
//! | chat | as often as wanted: a log is read again and again, and its messages have names of their own |
//!
//! A link repeats itself by sealing anew, so repetition never looks like replay. A page that reloads has no
//! memory, but also another [`Instance`](crate::message::Instance), and signals name the life they are for.
//!
//! # What a call does with it
//!
//! A call in a sealed room owns one [`SealedRoom`], made from the key, the room's name, its own id and 16
//! random bytes, and uses it wherever it writes or reads what passes the server:
//!
//! - JOIN and UPDATE carry [`SealedRoom::seal_profile`]; profiles in ROOM, JOINED and UPDATE go through
//!   [`SealedRoom::open_profile`]. Whoever's profile does not open is not put on the roster of people, is not
//!   called and gets no answer. [`SealError::OtherKey`] and [`SealError::NotSealed`] are what to tell the
//!   person about: someone is here with another secret, or with none.
//!   A profile that opens and is [`SealError::NotUnderstood`] is that of a later version, and its owner is listed
//!   without a name, as in an open room.
//! - OFFER, ANSWER and CANDIDATE carry [`SealedRoom::seal_signal`] and go through
//!   [`SealedRoom::open_signal`]. A signal whose `to` names no life is refused there: only that name keeps
//!   one from being replayed to a page that reloaded.
//! - A signal that a third peer passes on is sealed in the same way, for sender and receiver. A carrier who has the
//!   room's secret could open it, or make one in the name of another. So it is taken up only if it goes on
//!   with a connection that both ends have, and names the certificate that the connection began with.
//! - What comes from a PeerJS client is never sealed and so never answered.
//! - What goes over a link's own channels is not sealed again: DTLS protects it, with the certificates that
//!   the sealed descriptions name.
//!
//! Without a [`SealedRoom`] a call works in the clear, as in an open room. Chat goes from peer to peer and is kept by
//! no server, so a call has no use for [`SealedRoom::seal_chat`].
//!
//! # What it does not do
//!
//! Everyone with the secret is trusted alike: one of them could, together with the server, speak as
//! another. Whoever learns the secret later can read what was recorded of the signaling, but not of the
//! media, whose DTLS keys are ephemeral. The server still knows who is in the room, by id and address, when,
//! and who signals to whom; and it can always keep people apart.

mod envelope;
mod key;
mod passphrase;
mod private_room;
mod replay;
mod sealed_room;

use chacha20poly1305::aead::AeadInOut;
use chacha20poly1305::{KeyInit, Tag, XChaCha20Poly1305, XNonce};
use zeroize::Zeroizing;

use self::envelope::{Header, TAG_BYTES};
pub use self::envelope::{MAX_MESSAGE_BYTES, Sealed, Stream};
pub use self::key::{KeyId, RoomKey};
pub use self::passphrase::{Passphrase, PassphraseError, StretchError, StretchedPassphrase};
pub use self::private_room::{FragmentError, PrivateRoom, RoomSecret};
use self::replay::Replay;
pub use self::sealed_room::{Refused, SealedRoom};
use crate::message::{PeerId, RoomName};

/// What a sealed text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// What a participant tells everyone of itself.
    Profile,
    /// A session description that opens or renegotiates.
    Offer,
    /// A session description in answer to one.
    Answer,
    /// ICE candidates.
    Candidates,
    /// A message of the text chat that is kept for those who come later.
    Chat,
}

/// What a text is sealed for. It opens only where all of it is the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Context<'a> {
    /// What it is.
    pub kind: Kind,
    /// Who says it.
    pub src: &'a PeerId,
    /// Whom it is for; `None` for everyone in the room.
    pub dst: Option<&'a PeerId>,
    /// Which of the connections between the two it is about; 0 if it is about none.
    pub generation: u32,
}

/// Why something was not sealed or did not open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum SealError {
    /// It is not sealed at all: whoever wrote it is not in a sealed room.
    #[error("is not sealed")]
    NotSealed,
    /// It was sealed with another secret or passphrase, or in another way than this version knows.
    #[error("is sealed with another secret")]
    OtherKey,
    /// It was changed, or sealed for another room, sender, receiver, generation or kind.
    #[error("does not open")]
    Forged,
    /// It was opened before, or newer ones were.
    #[error("was opened before")]
    Replayed,
    /// It opened, so someone with the secret wrote it, and it is nothing that this version knows.
    #[error("is not understood")]
    NotUnderstood,
    /// It is larger than [`MAX_MESSAGE_BYTES`].
    #[error("is too large")]
    TooLarge,
    /// The stream has no counter left. It would take centuries.
    #[error("has no counter left")]
    Exhausted,
}

/// The sealing end.
///
/// It is a value like every machine here and can be cloned, but of two clones only one may go on sealing:
/// both would use the same nonces.
#[derive(Clone, Debug, PartialEq)]
pub struct Sealer {
    key: RoomKey,
    room: RoomName,
    stream: Stream,
    counter: u64,
}

impl Sealer {
    /// A sealer for `room`. `stream` names this life of the page: random, and never used twice.
    pub fn new(key: RoomKey, room: RoomName, stream: Stream) -> Self {
        Self {
            key,
            room,
            stream,
            counter: 0,
        }
    }

    /// Seals `message`. Returns the JSON text of a string, fit to be the payload of a frame.
    pub fn seal(&mut self, context: &Context<'_>, message: &[u8]) -> Result<String, SealError> {
        let header = Header {
            key: self.key.id(),
            generation: context.generation,
            stream: self.stream,
            counter: self.counter,
        };
        self.counter = self.counter.checked_add(1).ok_or(SealError::Exhausted)?;
        let mut body = envelope::padded(message).ok_or(SealError::TooLarge)?;
        let bound = envelope::bound(&header, &self.room, context);
        let tag = cipher(&self.key, context.kind)
            .encrypt_inout_detached(&nonce(&header), &bound, body.as_mut_slice().into())
            .expect("a message is far below what one nonce of XChaCha20 covers");
        Ok(envelope::write(&header, &body, &tag.into()))
    }
}

/// The opening end.
#[derive(Clone, Debug, PartialEq)]
pub struct Opener {
    key: RoomKey,
    room: RoomName,
    replay: Replay,
}

impl Opener {
    /// An opener for `room` that has opened nothing yet.
    pub fn new(key: RoomKey, room: RoomName) -> Self {
        Self {
            key,
            room,
            replay: Replay::default(),
        }
    }

    /// Opens a sealed text. `context` is what the receiver knows of it: the type, `src` and `dst` of its
    /// frame, and the generation that it claims to be of ([`Sealed::generation`]).
    ///
    /// Nothing is remembered of a text that does not open.
    pub fn open(
        &mut self,
        context: &Context<'_>,
        sealed: &Sealed,
    ) -> Result<Zeroizing<Vec<u8>>, SealError> {
        let header = &sealed.header;
        if header.key != self.key.id() {
            return Err(SealError::OtherKey);
        }
        if header.generation != context.generation {
            return Err(SealError::Forged);
        }
        if !self.replay.admits(context, header) {
            return Err(SealError::Replayed);
        }
        let (body, tag) = sealed.body_and_tag();
        let mut body = Zeroizing::new(body.to_vec());
        let bound = envelope::bound(header, &self.room, context);
        cipher(&self.key, context.kind)
            .decrypt_inout_detached(
                &nonce(header),
                &bound,
                body.as_mut_slice().into(),
                &Tag::from(tag),
            )
            .map_err(|_| SealError::Forged)?;
        self.replay.take(context, header);
        let length = envelope::unpadded(&body).ok_or(SealError::NotUnderstood)?;
        body.truncate(length);
        Ok(body)
    }
}

fn cipher(key: &RoomKey, kind: Kind) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(key.of(kind).into())
}

fn nonce(header: &Header) -> XNonce {
    header.nonce().into()
}

const _: () = assert!(TAG_BYTES == size_of::<Tag>());

#[cfg(test)]
mod tests;
