//! A schedule: who does what when, and what goes wrong when. Everything that is not in it follows from
//! its seed.

use std::fmt;
use std::time::Duration;

use crate::ms;

/// How many milliseconds a server that is slow takes at most to take a websocket.
pub(crate) const SLOWEST: u64 = 12_000;

/// A person, by number.
pub(crate) type Who = usize;

/// A whole run.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Schedule {
    /// Where delays, ids and the like come from.
    pub(crate) seed: u64,
    /// How many people there are.
    pub(crate) people: usize,
    /// How many of them the room takes.
    pub(crate) capacity: usize,
    /// What each one knows of the room: the number of a secret, or 0 for none. Empty if the room is open.
    pub(crate) secrets: Vec<u8>,
    /// What happens, in any order. Once all of it is over the network has healed.
    pub(crate) events: Vec<(Duration, Event)>,
    /// What happens then, one after the other, each with a bound on what it may do to the others.
    pub(crate) coda: Vec<Coda>,
}

/// What can happen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Event {
    /// Someone opens the page and looks at the room from outside.
    Watch(Who),
    /// Someone enters.
    Join(Who),
    /// Someone says goodbye.
    Leave(Who),
    /// Someone's browser crashes. Network stacks tell both ends.
    Crash(Who),
    /// Someone's machine loses power. Nobody is told.
    Vanish(Who),
    /// Someone reloads the page, which keeps its id and token.
    Reload(Who),
    /// Someone reloads the page, which draws a new id and token.
    ReloadAsAnother(Who),
    /// Someone duplicates the tab: the same id and token, another life.
    SecondTab(Who),
    /// Someone changes their name.
    Rename(Who),
    /// Someone mutes or unmutes.
    Mute(Who),
    /// Someone's page becomes visible, or its network comes back.
    Doubt(Who),
    /// Someone's machine sleeps for so long.
    Sleep(Who, Duration),
    /// Someone's timers go off late for so long, as a background tab's do.
    Throttle(Who, Duration),
    /// Someone's websocket dies; both ends find out, sooner or later, or only the client does.
    Drop(Who),
    /// Nothing passes on someone's websocket any more, and neither end is told.
    HalfOpen(Who),
    /// Nothing passes on someone's websocket for so long, then everything at once.
    Stall(Who, Duration),
    /// Someone's websockets cannot be opened for so long.
    Offline(Who, Duration),
    /// A stranger asks for someone's id without their token.
    Impostor(Who),
    /// Someone sends a frame in the name of someone else.
    Spoof(Who, Who),
    /// The room is put to sleep.
    Hibernate,
    /// The room is put to sleep between any two events for so long.
    Drowsy(Duration),
    /// The room's instance is replaced: every websocket closes.
    Deploy,
    /// The same, and storage is lost.
    Disaster,
    /// The server takes no websocket for so long.
    Outage(Duration),
    /// The server is slow to take websockets for so long, and takes some of them after those that were asked for later.
    Sluggish(Duration),
    /// The room's clock is set forward.
    ClockForward(Duration),
    /// The room's clock is set back.
    ClockBack(Duration),
    /// The room's alarms ring up to ten seconds late for so long.
    LateAlarms(Duration),
    /// No packet passes between two people for so long.
    Cut(Who, Who, Duration),
    /// The path between two people is gone for ever; new ICE credentials find another.
    Break(Who, Who),
    /// The connection between two people carries nothing any more; only a new one does.
    Ruin(Who, Who),
    /// The first one's browser refuses the next thing it is asked for on the link to the second.
    Refuse(Who, Who),
    /// Someone says whether the room is locked, and whether one has to knock.
    Govern(Who, bool, bool),
    /// The first one lets the second one in.
    Admit(Who, Who),
    /// The first one removes the second one.
    Remove(Who, Who),
    /// The first one's page claims to be the host, lets itself in and says something to the second.
    Usurp(Who, Who),
}

/// What can happen in peace.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Coda {
    /// Someone comes, or goes and comes again.
    Comes(Who),
    /// The same, but the websocket drops at once.
    Stumbles(Who),
    /// Someone says goodbye.
    Leaves(Who),
    /// Someone's browser crashes.
    Crashes(Who),
    /// Someone's websocket drops and they come back.
    Resumes(Who),
    /// The room is asleep whenever it can be, and everyone's websocket drops.
    Slumber,
    /// The server loses everything.
    Collapse,
    /// Someone's address changes: no path of theirs works any more, nor does their websocket.
    Moves(Who),
    /// No packet passes between two people for so long.
    Parts(Who, Who, Duration),
    /// The server is away while the path between two people breaks.
    Deserted(Who, Who),
}

impl Event {
    /// For how long it has consequences by itself.
    pub(crate) fn lasts(self) -> Duration {
        match self {
            Self::Sluggish(span) => span + ms(SLOWEST),
            // Until the next heartbeat finds out, and the websocket is opened again.
            Self::HalfOpen(_) => Duration::from_secs(25 + 10 + 5),
            Self::Sleep(_, span)
            | Self::Throttle(_, span)
            | Self::Stall(_, span)
            | Self::Offline(_, span)
            | Self::Drowsy(span)
            | Self::Outage(span)
            | Self::ClockBack(span)
            | Self::LateAlarms(span)
            | Self::Cut(_, _, span) => span,
            Self::Watch(_)
            | Self::Join(_)
            | Self::Leave(_)
            | Self::Crash(_)
            | Self::Vanish(_)
            | Self::Reload(_)
            | Self::ReloadAsAnother(_)
            | Self::SecondTab(_)
            | Self::Rename(_)
            | Self::Mute(_)
            | Self::Doubt(_)
            | Self::Drop(_)
            | Self::Impostor(_)
            | Self::Spoof(..)
            | Self::Hibernate
            | Self::Deploy
            | Self::Disaster
            | Self::ClockForward(_)
            | Self::Break(..)
            | Self::Ruin(..)
            | Self::Refuse(..)
            | Self::Govern(..)
            | Self::Admit(..)
            | Self::Remove(..)
            | Self::Usurp(..) => Duration::ZERO,
        }
    }

    /// Its name, for counting.
    pub(crate) fn name(self) -> String {
        let text = format!("{self:?}");
        text.split('(').next().unwrap_or_default().to_owned()
    }
}

impl Schedule {
    /// Which secret someone has, if any.
    pub(crate) fn secret(&self, who: Who) -> Option<u8> {
        let secret = self.secrets.get(who).copied();
        secret.filter(|&secret| secret > 0)
    }

    /// Whether anyone decides who may come in.
    pub(crate) fn is_governed(&self) -> bool {
        let governs = |event: &Event| {
            matches!(
                event,
                Event::Govern(..) | Event::Admit(..) | Event::Remove(..) | Event::Usurp(..)
            )
        };
        self.events.iter().any(|(_, event)| governs(event))
    }

    /// When nothing goes wrong by itself any more.
    pub(crate) fn calm_at(&self) -> Duration {
        let ends = self.events.iter().map(|(at, event)| *at + event.lasts());
        ends.max().unwrap_or_default()
    }
}

/// As Rust, to be kept as a test.
impl fmt::Display for Schedule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "Schedule {{")?;
        writeln!(f, "    seed: {},", self.seed)?;
        writeln!(f, "    people: {},", self.people)?;
        writeln!(f, "    capacity: {},", self.capacity)?;
        writeln!(f, "    secrets: vec!{:?},", self.secrets)?;
        writeln!(f, "    events: vec![")?;
        for (at, event) in &self.events {
            let event = format!("{event:?}");
            writeln!(f, "        (ms({}), {}),", at.as_millis(), spans(&event))?;
        }
        writeln!(f, "    ],")?;
        writeln!(f, "    coda: vec!{:?},", self.coda)?;
        write!(f, "}}")
    }
}

/// Rewrites durations as the tests write them.
fn spans(event: &str) -> String {
    let Some((head, tail)) = event.rsplit_once([' ', '(']) else {
        return event.to_owned();
    };
    let separator = &event[head.len()..=head.len()];
    let number = tail.trim_end_matches("s)").trim_end_matches('m');
    match number.parse::<f64>() {
        Ok(seconds) if tail.ends_with("ms)") => format!("{head}{separator}ms({seconds}))"),
        Ok(seconds) if tail.ends_with("s)") => {
            format!("{head}{separator}ms({}))", (seconds * 1_000.0).round())
        }
        _ => event.to_owned(),
    }
}
