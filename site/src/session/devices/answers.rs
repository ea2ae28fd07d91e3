//! Asking the browser for devices, and what is done with its answers.

use wasm_bindgen_futures::spawn_local;

use super::plugging::{Move, consequence};
use super::slot::{Request, Why};
use super::{DeviceEvent, Devices, Notice};
use crate::browser::media::{self, Answer, DeviceKind, Wish, Wishes};
use crate::browser::track::Track;
use crate::hardware::{Inventory, Role};
use crate::state::Problem;

impl Devices {
    pub(super) fn ask_for_both(&mut self) {
        let request = self.next_request();
        self.microphone.wait(request, Why::Wanted);
        self.camera.wait(request, Why::Wanted);
        let wishes = Wishes {
            microphone: self.usual(DeviceKind::Microphone),
            camera: self.usual(DeviceKind::Camera),
        };
        let events = self.events.clone();
        spawn_local(async move {
            let answers =
                media::ask_for_both(wishes, events.map(DeviceEvent::CaptureChanged)).await;
            events.put(DeviceEvent::AnsweredBoth(request, answers));
        });
    }

    pub(super) fn ask_again(&mut self, kind: DeviceKind) {
        self.ask_for(kind, self.usual(kind), Why::Wanted);
    }

    pub(super) fn ask_for(&mut self, kind: DeviceKind, wish: Wish, why: Why) {
        let request = self.next_request();
        self.slot(kind).wait(request, why);
        let events = self.events.clone();
        spawn_local(async move {
            let answer = media::ask_for(kind, wish, events.map(DeviceEvent::CaptureChanged)).await;
            events.put(DeviceEvent::Answered(request, kind, answer));
        });
    }

    /// The device that was picked before, if it is there, else any.
    fn usual(&self, kind: DeviceKind) -> Wish {
        let picked = self.preferences.picked(kind.role());
        picked.cloned().map_or(Wish::Any, Wish::Rather)
    }

    pub(super) fn answer(&mut self, request: Request, kind: DeviceKind, answer: Answer) {
        let Some((why, outcome)) = self.slot(kind).answer(request, answer) else {
            return;
        };
        let role = kind.role();
        let now = self.slot_of(kind).track().map(Track::label);
        match (why, outcome) {
            (Why::Picked(_), Ok(())) => {
                if let Some(id) = self.slot_of(kind).id() {
                    self.prefer(role, Some(id));
                }
            }
            (Why::Picked(wish), Err(problem)) => self.make_do(kind, wish, problem),
            (Why::PluggedIn(_), Ok(())) => {
                self.notices.push(Notice::Plugged { role, now });
            }
            // The person took the permission back, and is told what that means.
            (Why::Lost { .. }, Err(Problem::Refused)) => {}
            (Why::Lost { label: gone }, outcome) => {
                let now = now.filter(|_| outcome.is_ok());
                self.notices.push(Notice::Unplugged { role, gone, now });
            }
            (Why::Wanted, _) | (Why::PluggedIn(_), Err(_)) => {}
        }
        // Names are told only about devices that are allowed.
        self.list();
    }

    /// The device that the person picked was not to be had.
    fn make_do(&mut self, kind: DeviceKind, wish: Wish, problem: Problem) {
        // Some phones run one camera, or one microphone, at a time.
        if problem == Problem::InUse && self.slot(kind).lose().is_some() {
            return self.ask_for(kind, wish.clone(), Why::Picked(wish));
        }
        self.notices.push(Notice::Kept { role: kind.role() });
        if self.slot_of(kind).track().is_none() {
            self.ask_again(kind);
        }
    }

    pub(super) fn replace_ended(&mut self, kind: DeviceKind) {
        // The report may be about a capture that has been replaced since, or that goes on.
        if self.slot(kind).has_ended()
            && let Some(label) = self.slot(kind).lose()
        {
            self.ask_for(kind, self.usual(kind), Why::Lost { label });
        }
    }

    pub(super) fn list(&self) {
        let events = self.events.clone();
        spawn_local(async move { events.put(DeviceEvent::Listed(media::list().await)) });
    }

    pub(super) fn take_inventory(&mut self, inventory: Inventory) {
        if inventory.0.iter().all(|device| device.id.is_none()) {
            return;
        }
        match self.inventory.replace(inventory.clone()) {
            None => self.begin_with(&inventory),
            Some(before) => {
                for role in Role::ALL {
                    let (used, picked) = (self.used(), self.preferences.picked(role));
                    if let Some(change) = consequence(role, &before, &inventory, &used, picked) {
                        self.follow(role, change);
                    }
                }
            }
        }
    }

    /// Takes up what was picked on an earlier visit, and tells what is not there.
    fn begin_with(&mut self, inventory: &Inventory) {
        for role in Role::ALL {
            let told = inventory.of(role).any(|device| device.id.is_some());
            let Some(picked) = self.preferences.picked(role).cloned().filter(|_| told) else {
                continue;
            };
            if inventory.find(role, &picked).is_none() {
                self.notices.push(Notice::Absent { role });
            } else if role == Role::Speaker {
                self.speaker = Some(picked);
            }
        }
    }

    fn follow(&mut self, role: Role, change: Move) {
        let kind = match role {
            Role::Microphone => DeviceKind::Microphone,
            Role::Camera => DeviceKind::Camera,
            Role::Speaker => return self.move_sound(change),
        };
        let slot = self.slot(kind);
        match change {
            Move::To(id) if slot.welcomes_another() => {
                self.ask_for(kind, Wish::Only(id.clone()), Why::PluggedIn(id));
            }
            Move::From(label) if !slot.is_waiting() && slot.lose().is_some() => {
                self.ask_for(kind, self.usual(kind), Why::Lost { label });
            }
            Move::To(_) | Move::From(_) => {}
        }
    }

    fn move_sound(&mut self, change: Move) {
        let role = Role::Speaker;
        self.notices.push(match change {
            Move::To(id) => {
                let inventory = self.inventory.as_ref();
                let now = inventory.map(|inventory| inventory.label(role, &id));
                self.speaker = Some(id);
                Notice::Plugged { role, now }
            }
            Move::From(gone) => {
                self.speaker = None;
                let now = None;
                Notice::Unplugged { role, gone, now }
            }
        });
    }

    fn next_request(&mut self) -> Request {
        self.requests += 1;
        Request(self.requests)
    }
}
