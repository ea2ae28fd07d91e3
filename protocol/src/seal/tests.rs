mod flips;
mod opening;
mod private_rooms;
mod replaying;
mod rooms;
mod vectors;

use super::*;

fn id(text: &str) -> PeerId {
    text.parse().unwrap()
}

fn room(text: &str) -> RoomName {
    text.parse().unwrap()
}

fn key(secret: u8, name: &str) -> RoomKey {
    RoomKey::from_secret(&room(name), &RoomSecret::from_bytes([secret; 16]))
}

/// A sealer of a page that drew `stream`, and an opener, in one room with one secret.
fn pair(stream: u8) -> (Sealer, Opener) {
    let sealer = Sealer::new(key(7, "blue"), room("blue"), Stream([stream; 16]));
    let opener = Opener::new(key(7, "blue"), room("blue"));
    (sealer, opener)
}

fn read(text: &str) -> Sealed {
    Sealed::parse(text).unwrap()
}

fn offer<'a>(src: &'a PeerId, dst: &'a PeerId) -> Context<'a> {
    Context {
        kind: Kind::Offer,
        src,
        dst: Some(dst),
        generation: 3,
    }
}
