//! What the tabs of a browser that show the same room tell each other. Tabs with another secret are in another room.
//!
//! A tab at the door asks who is in the room, and a tab that is answers. Whoever then wants to go on in
//! the new tab has it ask for the seat, and sits down there as after a reload: the server closes the
//! old tab's websocket, and the others see a blink.

use parley_protocol::message::{DisplayName, PeerId, Token};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::browser::inbox::Inbox;
use crate::browser::tabs::TabChannel;
use crate::preferences::Switches;
use crate::seat::Place;

/// The other tabs with the same room, and which of them is in it.
pub(super) struct Tabs {
    channel: Option<TabChannel>,
    /// What this tab is called among them.
    own: TabId,
    /// The seat that another tab has.
    elsewhere: Option<PeerId>,
}

/// What a tab is called among the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct TabId(u64);

/// What one tab says to the others.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
enum Word {
    /// Is anyone in the room?
    WhoIsIn,
    /// This tab is, on this seat.
    In(PeerId),
    /// This tab is not any more.
    Out(PeerId),
    /// The tab on `seat` is to hand it over to the tab `to`.
    HandOver { seat: PeerId, to: TabId },
    /// The tab `to` may have it.
    Have { to: TabId, seat: HandedSeat },
}

/// A seat with all that belongs to it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct HandedSeat {
    pub(super) id: PeerId,
    pub(super) token: Token,
    pub(super) name: DisplayName,
    /// What is on.
    pub(super) switches: Switches,
}

impl Tabs {
    /// Asks who is in the room. What they say goes to `heard`, to be brought back to [`Self::hear`].
    pub(super) fn meet(place: &Place, heard: Inbox<String>) -> Self {
        let tabs = Self {
            channel: TabChannel::open(&format!("parley.room.{place}"), heard),
            own: TabId(Uuid::new_v4().as_u64_pair().0),
            elsewhere: None,
        };
        tabs.say(&Word::WhoIsIn);
        tabs
    }

    /// Takes what another tab says. `seated` is this tab's seat if it is in the room. A seat that was handed
    /// over to this tab is returned.
    pub(super) fn hear(&mut self, text: &str, seated: Option<&HandedSeat>) -> Option<HandedSeat> {
        // Tabs of another release may speak otherwise.
        let word = serde_json::from_str(text).ok()?;
        match word {
            Word::WhoIsIn => {
                if let Some(seat) = seated {
                    self.say(&Word::In(seat.id.clone()));
                }
            }
            Word::In(id) => self.elsewhere = Some(id),
            Word::Out(id) => {
                self.elsewhere.take_if(|it| *it == id);
            }
            Word::HandOver { seat: id, to } => {
                if let Some(seat) = seated.filter(|seat| seat.id == id) {
                    let seat = seat.clone();
                    self.say(&Word::Have { to, seat });
                }
            }
            Word::Have { to, seat } => return (to == self.own).then_some(seat),
        }
        None
    }

    /// Whether another tab is in the room.
    pub(super) fn are_in(&self) -> bool {
        self.elsewhere.is_some()
    }

    /// Asks the tab that is in the room for its seat. One that does not answer is not there any more.
    pub(super) fn ask_for_seat(&mut self) {
        if let Some(seat) = self.elsewhere.take() {
            self.say(&Word::HandOver { seat, to: self.own });
        }
    }

    /// This tab has come into the room.
    pub(super) fn come_in(&self, id: &PeerId) {
        self.say(&Word::In(id.clone()));
    }

    /// This tab has left the room.
    pub(super) fn go_out(&self, id: &PeerId) {
        self.say(&Word::Out(id.clone()));
    }

    fn say(&self, word: &Word) {
        if let (Some(channel), Ok(text)) = (&self.channel, serde_json::to_string(word)) {
            channel.say(&text);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A tab whose words nobody hears.
    fn tab() -> Tabs {
        Tabs {
            channel: None,
            own: TabId(1),
            elsewhere: None,
        }
    }

    fn id(text: &str) -> PeerId {
        text.parse().unwrap()
    }

    fn hears(tabs: &mut Tabs, word: &Word) -> Option<HandedSeat> {
        tabs.hear(&serde_json::to_string(word).unwrap(), None)
    }

    fn seat() -> HandedSeat {
        HandedSeat {
            id: id("ada"),
            token: "secret".parse().unwrap(),
            name: "Ada".parse().unwrap(),
            switches: Switches {
                microphone: false,
                camera: true,
            },
        }
    }

    #[test]
    fn a_tab_that_is_in_the_room_is_known_until_it_leaves() {
        let mut tabs = tab();
        hears(&mut tabs, &Word::In(id("ada")));
        assert!(tabs.are_in());
        hears(&mut tabs, &Word::Out(id("somebody else")));
        assert!(tabs.are_in());
        hears(&mut tabs, &Word::Out(id("ada")));
        assert!(!tabs.are_in());
    }

    #[test]
    fn a_seat_is_taken_only_by_the_tab_that_it_is_for() {
        let mut tabs = tab();
        let (to, seat) = (TabId(2), seat());
        assert_eq!(
            hears(
                &mut tabs,
                &Word::Have {
                    to,
                    seat: seat.clone()
                }
            ),
            None
        );
        let (to, handed) = (tabs.own, seat.clone());
        assert_eq!(
            hears(&mut tabs, &Word::Have { to, seat: handed }),
            Some(seat)
        );
    }

    #[test]
    fn a_tab_that_does_not_answer_is_not_offered_again() {
        let mut tabs = tab();
        hears(&mut tabs, &Word::In(id("ada")));
        tabs.ask_for_seat();
        assert!(!tabs.are_in());
    }

    #[test]
    fn what_another_release_says_is_passed_over() {
        assert_eq!(tab().hear("[\"another\",\"language\"]", None), None);
    }
}
