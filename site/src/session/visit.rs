//! One visit to a room, from the moment the person asks for it until they are back outside.

use std::collections::BTreeMap;
use std::time::Duration;

use parley_protocol::call::{End, Input, News, Phase, Snapshot};
use parley_protocol::message::{DisplayName, Emoji, MediaState, PeerId, RoomName};
use parley_protocol::seal::RoomKey;

use super::attention::{Attention, AttentionEvent};
use super::devices::{DeviceEvent, Devices};
use super::driver::{Driver, Reports};
use super::servers::{ServerEvent, Servers};
use super::sharing::{ShareEvent, SharedScreen};
use super::tabs::{HandedSeat, Tabs};
use crate::browser::certificate::Certificate;
use crate::browser::head_start::HeadStart;
use crate::browser::inbox::Inbox;
use crate::browser::media::DeviceKind;
use crate::browser::stream::Stream;
use crate::browser::timer::Timer;
use crate::browser::wake_lock::WakeLock;
use crate::conversation::Conversation;
use crate::floor::Party;
use crate::preferences::Switches;
use crate::seat::{Place, Seat};
use crate::state::Sharing;

/// How long the person waits for the server to let them in.
const PATIENCE: Duration = Duration::from_secs(20);

/// A visit. Dropping it closes every connection and switches every device off.
pub(super) struct Visit {
    pub(super) room: RoomName,
    pub(super) name: DisplayName,
    pub(super) place: Place,
    seat: Seat,
    pub(super) tabs: Tabs,
    driver: Driver,
    pub(super) devices: Devices,
    shared_screen: SharedScreen,
    pub(super) attention: Attention,
    /// What the others were told that they are sent.
    told: MediaState,
    /// The revision of the chat that was shown last.
    shown: u64,
    stage: Stage,
    patience: Timer,
    /// As long as the person is in the room.
    awake: Option<WakeLock>,
}

/// What can happen to a visit.
pub(super) enum VisitEvent {
    /// Something for the call machine.
    Input(Input),
    /// Something about the ICE servers.
    Servers(ServerEvent),
    /// The certificate of the call is there, or cannot be had.
    Certificate(Option<Certificate>),
    /// Something about the own devices.
    Device(DeviceEvent),
    /// Something about the screen that the person shares.
    Share(ShareEvent),
    /// Something about voices and reactions.
    Attention(AttentionEvent),
    /// Another tab says something.
    Heard(String),
    /// The person has waited long enough.
    PatienceEnded,
}

/// How far a visit has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// The person looks at the room from outside.
    Outside,
    /// The server is being asked to let the person in.
    Entering,
    /// The server has had its time.
    Settled,
}

impl Visit {
    /// Begins a visit at the door: looks at the room, and asks for the devices and the ICE servers
    /// meanwhile. Whoever just loaded the page again in the middle of the call goes straight back in.
    /// The room is sealed if there is a `key`; a `head_start` is one for this room. `switches` say what whoever comes back from the end of a call had on in it.
    pub(super) fn begin(
        room: RoomName,
        name: DisplayName,
        key: Option<RoomKey>,
        switches: Option<Switches>,
        head_start: Option<HeadStart>,
        events: &Inbox<VisitEvent>,
    ) -> Self {
        let place = Place::new(&room, key.as_ref());
        let seat = Seat::take(&place);
        let switches = seat.switches().or(switches);
        let devices = Devices::request(switches, events.map(VisitEvent::Device));
        let mut driver = Driver::new(
            &room,
            key,
            &seat,
            devices.preferences().relay_only,
            head_start,
            Reports {
                inputs: events.map(VisitEvent::Input),
                servers: events.map(VisitEvent::Servers),
                certificate: events.map(VisitEvent::Certificate),
            },
        );
        let returns = seat.is_warm();
        if !returns {
            driver.feed(Input::Watch);
        }
        let mut visit = Self {
            tabs: Tabs::meet(&place, events.map(VisitEvent::Heard)),
            room,
            name,
            place,
            seat,
            driver,
            devices,
            shared_screen: SharedScreen::new(events.map(VisitEvent::Share)),
            attention: Attention::new(&events.map(VisitEvent::Attention)),
            told: MediaState::default(),
            shown: 0,
            stage: Stage::Outside,
            patience: Timer::new({
                let events = events.clone();
                move || events.put(VisitEvent::PatienceEnded)
            }),
            awake: None,
        };
        if returns {
            visit.join(visit.name.clone());
        }
        visit
    }

    /// Takes an event, and returns what the person is to be told about it.
    pub(super) fn handle(&mut self, event: VisitEvent) -> Vec<News> {
        match event {
            VisitEvent::Input(input) => {
                let news = self.driver.feed(input);
                if news.contains(&News::RoomFull) || news.contains(&News::Locked) {
                    self.stage = Stage::Outside;
                    self.patience.clear();
                }
                news
            }
            VisitEvent::Servers(event) => self.driver.servers_changed(event),
            VisitEvent::Certificate(certificate) => {
                self.driver.identify(certificate);
                Vec::new()
            }
            VisitEvent::Device(event) => {
                self.devices.handle(event);
                self.media_changed()
            }
            VisitEvent::Share(event) => {
                self.shared_screen.handle(event);
                self.media_changed()
            }
            VisitEvent::Attention(AttentionEvent::Listen) => {
                let loudness = self.driver.loudness(&self.snapshot());
                self.attention.listen(&loudness);
                Vec::new()
            }
            VisitEvent::Attention(AttentionEvent::Fade) => {
                self.attention.fade();
                Vec::new()
            }
            VisitEvent::Heard(_) => Vec::new(),
            VisitEvent::PatienceEnded => {
                self.stage = Stage::Settled;
                Vec::new()
            }
        }
    }

    /// Enters the room under a name, with the devices that there are.
    pub(super) fn join(&mut self, name: DisplayName) -> Vec<News> {
        if self.stage != Stage::Outside {
            return Vec::new();
        }
        self.stage = Stage::Entering;
        self.patience.set(PATIENCE);
        self.name = name.clone();
        self.driver.feed(Input::Join { name })
    }

    /// The person has come into the room.
    pub(super) fn enter(&mut self) {
        self.devices.enter();
        self.tabs.come_in(self.seat.id());
        self.awake = Some(WakeLock::hold());
    }

    /// Listens to another tab. Returns the seat that it hands over.
    pub(super) fn hear(&mut self, text: &str) -> Option<HandedSeat> {
        let switches = self.devices.switches();
        let seated = (self.phase() == Phase::Joined).then(|| HandedSeat {
            id: self.seat.id().clone(),
            token: self.seat.token().clone(),
            name: self.name.clone(),
            switches,
        });
        let mut handed = self.tabs.hear(text, seated.as_ref())?;
        if self.stage != Stage::Outside {
            return None;
        }
        // Whoever was muted in either tab is muted.
        handed.switches.microphone &= switches.microphone;
        handed.switches.camera &= switches.camera;
        Some(handed)
    }

    /// Changes something about the devices.
    pub(super) fn with_devices(&mut self, act: impl FnOnce(&mut Devices)) -> Vec<News> {
        act(&mut self.devices);
        self.media_changed()
    }

    /// Switches a device on or off.
    pub(super) fn toggle(&mut self, device: DeviceKind) -> Vec<News> {
        self.with_devices(|devices| devices.toggle(device))
    }

    /// Starts or ends sharing a screen.
    pub(super) fn toggle_screen(&mut self) -> Vec<News> {
        self.shared_screen.toggle();
        self.media_changed()
    }

    /// Has all media go by way of a relay from now on, or not.
    pub(super) fn set_relay_only(&mut self, relay_only: bool) -> Vec<News> {
        self.devices.choose(|it| it.relay_only = relay_only);
        self.driver.set_relay_only(relay_only)
    }

    /// The ICE servers.
    pub(super) fn servers(&self) -> &Servers {
        self.driver.servers()
    }

    /// Raises the hand, or lowers it.
    pub(super) fn toggle_hand(&mut self) -> Vec<News> {
        self.attention.toggle_hand();
        self.media_changed()
    }

    /// Reacts to what is going on.
    pub(super) fn react(&mut self, emoji: Emoji) -> Vec<News> {
        self.attention.react(Party::Own, emoji.clone());
        self.driver.feed(Input::React(emoji))
    }

    /// Says goodbye to everyone, and gives up the seat unless another tab has it.
    pub(super) fn leave(mut self) {
        let phase = self.phase();
        if phase == Phase::Ended(End::Superseded) {
            return;
        }
        self.tabs.go_out(self.seat.id());
        // Whoever was removed keeps the seat, and stays out with it.
        if phase == Phase::Ended(End::Removed) {
            return;
        }
        self.driver.feed(Input::Leave);
        self.seat.give_up();
    }

    /// The page is being closed, perhaps to be loaded again.
    pub(super) fn page_closes(mut self) {
        match self.phase() {
            Phase::Joined => {
                self.tabs.go_out(self.seat.id());
                self.seat.leave_warm(self.devices.switches());
                self.driver.feed(Input::PageClosing);
            }
            Phase::Idle | Phase::Watching | Phase::Joining | Phase::Ended(_) => self.leave(),
        }
    }

    /// How far the person has come.
    pub(super) fn phase(&self) -> Phase {
        self.driver.phase()
    }

    /// What the machine has to show.
    pub(super) fn snapshot(&self) -> Snapshot {
        self.driver.snapshot()
    }

    /// The text chat, if it has changed since this was last asked.
    pub(super) fn conversation(&mut self) -> Option<Conversation> {
        let revision = self.driver.chat_revision();
        if revision == self.shown {
            return None;
        }
        self.shown = revision;
        Some(self.driver.conversation())
    }

    /// What the people of a snapshot send from microphone and camera.
    pub(super) fn streams(&self, snapshot: &Snapshot) -> BTreeMap<PeerId, Stream> {
        self.driver.streams(snapshot)
    }

    /// The screens that the people of a snapshot share.
    pub(super) fn screens(&self, snapshot: &Snapshot) -> BTreeMap<PeerId, Stream> {
        self.driver.screens(snapshot)
    }

    /// What the person sees of the screen they share.
    pub(super) fn sharing(&self) -> Sharing {
        self.shared_screen.sharing()
    }

    /// Whether the server has kept the person waiting at the door for too long.
    pub(super) fn is_stuck(&self, snapshot: &Snapshot) -> bool {
        let outside = matches!(
            snapshot.phase,
            Phase::Idle | Phase::Watching | Phase::Joining
        );
        outside && self.stage == Stage::Settled && !snapshot.control.waits
    }

    fn media_changed(&mut self) -> Vec<News> {
        let mut news = Vec::new();
        let mut tracks = self.devices.tracks();
        tracks.extend(self.shared_screen.tracks());
        self.driver.send(tracks);
        let state = MediaState {
            screen: self.sharing() == Sharing::On,
            hand: self.attention.hand(),
            ..self.devices.state()
        };
        if state != self.told {
            self.told = state;
            news.extend(self.driver.feed(Input::Media(state)));
        }
        news
    }
}
