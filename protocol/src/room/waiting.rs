//! Frames that wait for an absent peer.
//!
//! As in peerjs-server (`messagesExpire/index.ts`) the frames for one peer run out together,
//! [`FRAMES_WAIT_FOR`] after the first of them came, and each sender gets one EXPIRE. Unlike there, the
//! queue is bounded, and it survives the loss of the room's memory.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::record::millis;
use crate::message::{
    FRAMES_WAIT_FOR, MAX_WAITING_BYTES, MAX_WAITING_FRAMES, MAX_WAITING_PEERS, PeerId,
};

#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Waiting {
    /// In the order of arrival.
    frames: BTreeMap<u64, WaitingFrame>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct WaitingFrame {
    dst: PeerId,
    src: PeerId,
    text: String,
    #[serde(with = "millis")]
    pub(super) deadline: Duration,
}

/// What ran out.
#[derive(Debug, Default)]
pub(super) struct Expired {
    pub(super) serials: Vec<u64>,
    /// Each sender with the peer that it did not reach, once.
    pub(super) pairs: BTreeSet<(PeerId, PeerId)>,
}

impl Waiting {
    /// Keeps a frame. Returns its record, or `None` if no more may wait for this peer.
    pub(super) fn push(
        &mut self,
        dst: &PeerId,
        src: &PeerId,
        text: String,
        now: Duration,
    ) -> Option<(u64, WaitingFrame)> {
        let queue = || self.frames.values().filter(|frame| frame.dst == *dst);
        let bytes: usize = queue().map(|frame| frame.text.len()).sum();
        if queue().count() >= MAX_WAITING_FRAMES || bytes + text.len() > MAX_WAITING_BYTES {
            return None;
        }
        let first = queue().next().map(|frame| frame.deadline);
        if first.is_none() && self.absent_peers() >= MAX_WAITING_PEERS {
            return None;
        }
        let frame = WaitingFrame {
            dst: dst.clone(),
            src: src.clone(),
            text,
            deadline: first.unwrap_or(now + FRAMES_WAIT_FOR),
        };
        let serial = self.frames.keys().next_back().map_or(0, |last| last + 1);
        self.frames.insert(serial, frame.clone());
        Some((serial, frame))
    }

    pub(super) fn restore(&mut self, serial: u64, frame: WaitingFrame) {
        self.frames.insert(serial, frame);
    }

    /// Removes and returns everything that waits for `dst`, in the order of arrival.
    pub(super) fn take(&mut self, dst: &PeerId) -> Vec<(u64, String)> {
        let taken = self.frames.extract_if(.., |_, frame| frame.dst == *dst);
        taken.map(|(serial, frame)| (serial, frame.text)).collect()
    }

    /// Removes and returns what has waited for too long.
    pub(super) fn expire(&mut self, now: Duration) -> Expired {
        let mut expired = Expired::default();
        for (serial, frame) in self.frames.extract_if(.., |_, frame| frame.deadline <= now) {
            expired.serials.push(serial);
            expired.pairs.insert((frame.src, frame.dst));
        }
        expired
    }

    pub(super) fn deadline(&self) -> Option<Duration> {
        self.frames.values().map(|frame| frame.deadline).min()
    }

    fn absent_peers(&self) -> usize {
        let peers: BTreeSet<&PeerId> = self.frames.values().map(|frame| &frame.dst).collect();
        peers.len()
    }
}
