//! Who raises a hand, and who comes first.

use parley_protocol::call::Person;

use super::Party;

/// Raised hands, in the order in which this client saw them go up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Hands(Vec<Party>);

impl Hands {
    /// Takes note of who raises a hand now.
    pub(crate) fn see(&mut self, own: bool, people: &[Person]) {
        let others = people.iter().filter(|person| person.media.hand);
        let others = others.map(|person| Party::Peer(person.id.clone()));
        let raised: Vec<Party> = own
            .then_some(Party::Own)
            .into_iter()
            .chain(others)
            .collect();
        self.0.retain(|party| raised.contains(party));
        for party in raised {
            if !self.0.contains(&party) {
                self.0.push(party);
            }
        }
    }

    /// The place of someone's hand among all that are raised, counted from 1. `None` if it is not raised.
    pub(crate) fn place(&self, party: &Party) -> Option<usize> {
        let index = self.0.iter().position(|raised| raised == party)?;
        Some(index + 1)
    }

    /// Whether there is an order at all.
    pub(crate) fn are_many(&self) -> bool {
        self.0.len() > 1
    }
}

#[cfg(test)]
mod tests {
    use parley_protocol::call::LinkState;
    use parley_protocol::message::MediaState;

    use super::*;

    fn people(hands: &[(&str, bool)]) -> Vec<Person> {
        let person = |&(name, hand): &(&str, bool)| Person {
            id: name.parse().unwrap(),
            name: None,
            connection: None,
            link: LinkState::Connected,
            conditions: Default::default(),
            guest: false,
            media: MediaState {
                hand,
                ..MediaState::default()
            },
        };
        hands.iter().map(person).collect()
    }

    fn peer(name: &str) -> Party {
        Party::Peer(name.parse().unwrap())
    }

    #[test]
    fn hands_are_counted_in_the_order_in_which_they_went_up() {
        let mut hands = Hands::default();
        hands.see(false, &people(&[("bob", false), ("cleo", true)]));
        hands.see(true, &people(&[("bob", false), ("cleo", true)]));
        hands.see(true, &people(&[("bob", true), ("cleo", true)]));
        assert_eq!(hands.place(&peer("cleo")), Some(1));
        assert_eq!(hands.place(&Party::Own), Some(2));
        assert_eq!(hands.place(&peer("bob")), Some(3));
    }

    #[test]
    fn a_hand_that_goes_down_lets_the_next_one_move_up() {
        let mut hands = Hands::default();
        hands.see(true, &people(&[("bob", false)]));
        hands.see(true, &people(&[("bob", true)]));
        hands.see(false, &people(&[("bob", true)]));
        assert_eq!(hands.place(&peer("bob")), Some(1));
        assert_eq!(hands.place(&Party::Own), None);
        assert!(!hands.are_many());
    }

    #[test]
    fn whoever_raises_it_again_stands_at_the_end() {
        let mut hands = Hands::default();
        hands.see(true, &people(&[("bob", true)]));
        hands.see(false, &people(&[("bob", true)]));
        hands.see(true, &people(&[("bob", true)]));
        assert_eq!(hands.place(&Party::Own), Some(2));
    }

    #[test]
    fn whoever_leaves_takes_the_hand_down() {
        let mut hands = Hands::default();
        hands.see(false, &people(&[("bob", true)]));
        hands.see(false, &[]);
        assert_eq!(hands, Hands::default());
    }
}
