//! Reactions: each is seen for a moment.

use std::time::Duration;

use parley_protocol::message::Emoji;

use super::Party;

/// How long a reaction is seen. The style sheet lets it float for as long.
const SEEN_FOR: Duration = Duration::from_secs(4);
/// At most this many of one person are seen at a time, so that nobody can bury a tile.
const MOST: usize = 5;

/// What one can react with, from left to right.
pub(crate) const PALETTE: [&str; 6] = ["👍", "❤️", "😂", "😮", "👏", "🎉"];

/// The reactions that are to be seen.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Reactions {
    seen: Vec<Seen>,
    serial: u64,
}

/// One reaction.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Reaction {
    /// Tells it from all others.
    pub(crate) serial: u64,
    /// Whose it is.
    pub(crate) party: Party,
    /// What it is.
    pub(crate) emoji: Emoji,
}

#[derive(Clone, Debug, PartialEq)]
struct Seen {
    reaction: Reaction,
    until: Duration,
}

impl Reactions {
    /// Shows one more.
    pub(crate) fn show(&mut self, party: Party, emoji: Emoji, now: Duration) {
        let of_party = |seen: &Seen| seen.reaction.party == party;
        if self.seen.iter().filter(|seen| of_party(seen)).count() >= MOST
            && let Some(oldest) = self.seen.iter().position(of_party)
        {
            self.seen.remove(oldest);
        }
        self.serial += 1;
        self.seen.push(Seen {
            reaction: Reaction {
                serial: self.serial,
                party,
                emoji,
            },
            until: now + SEEN_FOR,
        });
    }

    /// Lets those go whose time is over.
    pub(crate) fn fade(&mut self, now: Duration) {
        self.seen.retain(|seen| seen.until > now);
    }

    /// When [`Self::fade`] is due.
    pub(crate) fn next_timeout(&self) -> Option<Duration> {
        self.seen.iter().map(|seen| seen.until).min()
    }

    /// Those to be seen, the oldest first.
    pub(crate) fn seen(&self) -> Vec<Reaction> {
        self.seen.iter().map(|seen| seen.reaction.clone()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bob() -> Party {
        Party::Peer("bob".parse().unwrap())
    }

    fn emoji(text: &str) -> Emoji {
        text.parse().unwrap()
    }

    #[test]
    fn all_of_the_palette_are_reactions() {
        for text in PALETTE {
            assert_eq!(emoji(text).as_str(), text);
        }
    }

    #[test]
    fn a_reaction_is_seen_for_a_moment() {
        let mut reactions = Reactions::default();
        reactions.show(bob(), emoji("👍"), Duration::from_secs(1));
        assert_eq!(reactions.seen().len(), 1);

        let due = reactions.next_timeout().unwrap();
        reactions.fade(due - Duration::from_millis(1));
        assert_eq!(reactions.seen().len(), 1);
        reactions.fade(due);
        assert_eq!(reactions.seen(), []);
        assert_eq!(reactions.next_timeout(), None);
    }

    #[test]
    fn the_same_reaction_twice_is_two() {
        let mut reactions = Reactions::default();
        reactions.show(bob(), emoji("👍"), Duration::ZERO);
        reactions.show(bob(), emoji("👍"), Duration::ZERO);
        let seen = reactions.seen();
        assert_ne!(seen[0].serial, seen[1].serial);
    }

    #[test]
    fn who_reacts_without_end_hides_nobody_elses_reactions() {
        let mut reactions = Reactions::default();
        reactions.show(Party::Own, emoji("🎉"), Duration::ZERO);
        for _ in 0..100 {
            reactions.show(bob(), emoji("👍"), Duration::ZERO);
        }
        let seen = reactions.seen();
        assert_eq!(seen.len(), MOST + 1);
        assert_eq!(seen[0].party, Party::Own);
        assert_eq!(seen[MOST].serial, 101);
    }
}
