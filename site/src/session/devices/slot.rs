//! One of the own devices: whether it is wanted, whether it is there, and what it waits for.

use crate::browser::media::{Answer, Capture, DeviceKind, Facing, Wish};
use crate::browser::track::Track;
use crate::hardware::DeviceId;
use crate::state::{Device, Problem};

/// The number of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::session) struct Request(pub(super) u64);

/// A device that can be captured from.
pub(super) struct Slot {
    pub(super) kind: DeviceKind,
    /// Whether the person wants it on.
    wanted: bool,
    /// Whether they hold the key that lets them talk all the same.
    held: bool,
    capture: Option<Capture>,
    /// Why it is not to be had, as the browser last said.
    problem: Option<Problem>,
    waits_for: Option<Pending>,
}

/// A request that the browser has not answered yet.
pub(super) struct Pending {
    pub(super) request: Request,
    pub(super) why: Why,
}

/// Why a device was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Why {
    /// There is none yet.
    Wanted,
    /// The person wants another.
    Picked(Wish),
    /// This one has been plugged in.
    PluggedIn(DeviceId),
    /// The former, of this label, is gone.
    Lost { label: String },
}

impl Slot {
    pub(super) fn new(kind: DeviceKind, wanted: bool) -> Self {
        Self {
            kind,
            wanted,
            held: false,
            capture: None,
            problem: None,
            waits_for: None,
        }
    }

    /// Wants it on or off.
    pub(super) fn want(&mut self, wanted: bool) {
        self.wanted = wanted;
        self.apply();
    }

    /// Lets a muted person talk for as long as they hold the key.
    pub(super) fn hold(&mut self, held: bool) {
        self.held = held;
        self.apply();
    }

    /// Waits for the answer to a request, and for no other.
    pub(super) fn wait(&mut self, request: Request, why: Why) {
        self.waits_for = Some(Pending { request, why });
    }

    /// Takes an answer, and says what it was in answer to and what became of it. `None` if nobody waits
    /// for it any more; what was captured is given back.
    pub(super) fn answer(
        &mut self,
        request: Request,
        answer: Answer,
    ) -> Option<(Why, Result<(), Problem>)> {
        if self.waits_for.as_ref()?.request != request {
            return None;
        }
        let Pending { why, .. } = self.waits_for.take()?;
        let outcome = match answer {
            Ok(capture) => {
                self.problem = None;
                self.capture = Some(capture);
                self.apply();
                Ok(())
            }
            Err(problem) => {
                // What is replaced may still be good.
                if self.track().is_none_or(Track::is_ended) {
                    self.capture = None;
                    self.problem = Some(problem);
                }
                Err(problem)
            }
        };
        Some((why, outcome))
    }

    /// Gives the device back, and says what it was called; `None` if it has none.
    pub(super) fn lose(&mut self) -> Option<String> {
        let capture = self.capture.take()?;
        Some(capture.track().label())
    }

    /// How it stands, as the person sees it.
    pub(super) fn device(&self) -> Device {
        match (self.problem, &self.capture) {
            (_, Some(_)) if self.is_taken() => Device::Unavailable(Problem::Taken),
            (_, Some(_)) if self.is_on() => Device::On,
            (_, Some(_)) => Device::Off,
            (Some(problem), None) if self.waits_for.is_none() => Device::Unavailable(problem),
            _ if self.waits_for.is_some() && self.wanted => Device::Unknown,
            _ => Device::Off,
        }
    }

    pub(super) fn is_wanted(&self) -> bool {
        self.wanted
    }

    /// Whether there is something to switch on and off, or will be.
    pub(super) fn is_there_or_asked_for(&self) -> bool {
        self.capture.is_some() || self.waits_for.is_some()
    }

    /// Whether it is to be on, and the system or another program has it for the time being.
    pub(super) fn is_taken(&self) -> bool {
        self.is_on() && self.track().is_some_and(Track::is_muted)
    }

    /// Whether the browser still has to answer.
    pub(super) fn is_waiting(&self) -> bool {
        self.waits_for.is_some()
    }

    /// Whether a device that is plugged in is to be used: not by someone who went without, or who said no.
    pub(super) fn welcomes_another(&self) -> bool {
        let refused = self.problem == Some(Problem::Refused);
        let on = self.wanted || self.capture.is_some();
        on && !refused && !self.is_waiting()
    }

    /// What was captured ended by itself, and nothing is on its way to replace it.
    pub(super) fn has_ended(&self) -> bool {
        self.waits_for.is_none() && self.track().is_some_and(Track::is_ended)
    }

    /// What it captures.
    pub(super) fn track(&self) -> Option<&Track> {
        self.capture.as_ref().map(Capture::track)
    }

    /// The device that is used, or that is about to be.
    pub(super) fn id(&self) -> Option<DeviceId> {
        let why = self.waits_for.as_ref().map(|pending| &pending.why);
        let coming = match why {
            Some(Why::Picked(Wish::Only(id)) | Why::PluggedIn(id)) => Some(id.clone()),
            Some(Why::Picked(_) | Why::Wanted | Why::Lost { .. }) | None => None,
        };
        coming.or_else(|| self.track()?.device_id())
    }

    /// Which way the camera looks, if the browser tells.
    pub(super) fn facing(&self) -> Option<Facing> {
        Facing::of_mode(&self.track()?.facing_mode()?)
    }

    fn is_on(&self) -> bool {
        self.wanted || self.held
    }

    fn apply(&mut self) {
        match self.kind {
            // A muted microphone is kept, so that the next word is not lost while it starts.
            DeviceKind::Microphone => {
                if let Some(track) = self.track() {
                    track.set_enabled(self.is_on());
                }
            }
            // A camera that is off is given back, so that its light goes out.
            DeviceKind::Camera if !self.wanted => self.capture = None,
            DeviceKind::Camera => {}
        }
    }
}
