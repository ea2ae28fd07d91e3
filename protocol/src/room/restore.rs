//! A room rebuilt from what it left behind.

use std::time::Duration;

use super::bucket::{ANNOUNCING, Bucket, LISTENING, SPEAKING};
use super::record::{Attachment, Record, SeatRecord};
use super::{Config, Output, Room, Seat, Socket, seat_of};
use crate::message::{PeerId, SEAT_HELD_FOR, close};

impl Room {
    /// The room that left these attachments on its open sockets and these records in storage.
    ///
    /// Sockets that are closing must not be among them. The outputs are to be performed as those of
    /// [`Room::handle`].
    pub fn restore(
        config: Config,
        attachments: Vec<Attachment>,
        records: Vec<(String, String)>,
        now: Duration,
    ) -> (Self, Vec<Output>) {
        let mut room = Self::new(config, now);
        let mut knocks = Vec::new();
        for (key, value) in records {
            let Some(mut record) = Record::parse(&key, &value) else {
                room.outputs.push(Output::Erase { key });
                continue;
            };
            if record.bound(now) {
                room.put(record.clone());
            }
            match record {
                Record::Epoch(epoch) => room.epoch = epoch,
                Record::Seat(id, seat) => {
                    room.seats.insert(id, seat.into());
                }
                Record::Control(control) => room.control = control,
                Record::Knock(id, profile) => knocks.push((id, profile)),
                Record::Frame(serial, frame) => room.waiting.restore(serial, frame),
            }
        }
        for attachment in attachments {
            room.restore_socket(attachment);
        }
        room.hold_seats_without_socket();
        room.restore_knocks(knocks);
        let outputs = std::mem::take(&mut room.outputs);
        (room, outputs)
    }

    fn restore_socket(&mut self, attachment: Attachment) {
        let Attachment {
            socket,
            id,
            token,
            opened_at,
            watches,
            met,
            opener,
        } = attachment;
        if self.sockets.contains_key(&socket) {
            return;
        }
        let rival = self.seats.get(&id).and_then(|seat| seat.socket);
        let older =
            rival.filter(|rival| (self.sockets[rival].opened_at, *rival) < (opened_at, socket));
        match (rival, older) {
            (Some(_), None) => {
                self.close(socket, close::SUPERSEDED, "superseded");
                return;
            }
            (_, Some(older)) => {
                self.sockets.remove(&older);
                self.close(older, close::SUPERSEDED, "superseded");
            }
            (None, None) => {}
        }
        let seat = self.seats.entry(id.clone()).or_insert(Seat {
            token: token.clone(),
            socket: None,
            profile: None,
            held_until: None,
            place: 0,
            knock: None,
        });
        seat.token = token;
        seat.socket = Some(socket);
        seat.held_until = None;
        self.sockets.insert(
            socket,
            Socket {
                id,
                opened_at,
                seen_at: opened_at,
                watches,
                met,
                opener,
                speaking: Bucket::full(SPEAKING, self.now),
                announcing: Bucket::full(ANNOUNCING, self.now),
                listening: Bucket::full(LISTENING, self.now),
            },
        );
    }

    fn hold_seats_without_socket(&mut self) {
        let orphaned = |seat: &Seat| seat.socket.is_none() && seat.held_until.is_none();
        let orphans = self.seats.iter().filter(|(_, seat)| orphaned(seat));
        let orphans: Vec<PeerId> = orphans.map(|(id, _)| id.clone()).collect();
        for id in orphans {
            seat_of(&mut self.seats, &id).held_until = Some(self.now + SEAT_HELD_FOR);
            self.put_seat(&id);
        }
    }
}

impl From<SeatRecord> for Seat {
    fn from(record: SeatRecord) -> Self {
        Self {
            token: record.token,
            socket: None,
            profile: Some(record.profile),
            held_until: record.held_until,
            place: record.place,
            knock: None,
        }
    }
}
