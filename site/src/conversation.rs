//! The text chat as a person reads it: which lines belong together, what is from before they came, and
//! what they have not read.

use std::collections::BTreeSet;
use std::time::Duration;

use parley_protocol::chat::{Line, MessageId};
use parley_protocol::message::PeerId;

/// How far apart two lines of one author may be and still stand under one head.
const TOGETHER: Duration = Duration::from_secs(3 * 60);

/// The chat at a moment.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Conversation {
    /// The messages, oldest first.
    pub(crate) lines: Vec<Line>,
    /// Who is writing.
    pub(crate) typing: Vec<PeerId>,
}

/// What stands in the log, from top to bottom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Item {
    /// A message.
    Message(MessageId),
    /// The moment at which the person came: what is above is from before.
    Came,
}

/// Keeps count of what the person has not read.
#[derive(Debug, Default)]
pub(crate) struct Reader {
    known: BTreeSet<MessageId>,
}

impl Conversation {
    /// What stands in the log.
    pub(crate) fn items(&self) -> Vec<Item> {
        let mut items: Vec<Item> = self.lines.iter().map(item).collect();
        let history = self.lines.iter().take_while(|line| line.history).count();
        if history > 0 {
            items.insert(history, Item::Came);
        }
        items
    }

    /// The line of a message.
    pub(crate) fn line(&self, id: MessageId) -> Option<&Line> {
        self.place(id).map(|place| &self.lines[place])
    }

    /// Whether a message stands under a head of its own, with author and time.
    pub(crate) fn has_head(&self, id: MessageId) -> bool {
        let Some(place) = self.place(id) else {
            return true;
        };
        let Some(before) = place.checked_sub(1) else {
            return true;
        };
        let (before, line) = (&self.lines[before], &self.lines[place]);
        let apart = line.message.at.abs_diff(before.message.at);
        before.message.id.author != line.message.id.author
            || before.message.name != line.message.name
            || before.message.to != line.message.to
            || before.history != line.history
            || u128::from(apart) > TOGETHER.as_millis()
    }

    fn place(&self, id: MessageId) -> Option<usize> {
        self.lines.iter().position(|line| line.message.id == id)
    }
}

impl Reader {
    /// The messages of others that have come since the last time this was asked.
    pub(crate) fn arrivals<'a>(&mut self, conversation: &'a Conversation) -> Vec<&'a Line> {
        let lines = &conversation.lines;
        let came = |line: &&Line| !self.known.contains(&line.message.id) && line.delivery.is_none();
        let arrivals = lines.iter().filter(came).collect();
        self.known = lines.iter().map(|line| line.message.id).collect();
        arrivals
    }
}

fn item(line: &Line) -> Item {
    Item::Message(line.message.id)
}

#[cfg(test)]
mod tests {
    use parley_protocol::chat::{Delivery, Message};
    use parley_protocol::message::Instance;

    use super::*;

    fn id(number: u32) -> MessageId {
        MessageId {
            author: Instance(1),
            number,
        }
    }

    /// Ada's message of this number, a second after the one before.
    fn line(number: u32) -> Line {
        Line {
            message: Message {
                id: id(number),
                clock: u64::from(number),
                from: "ada".parse().unwrap(),
                name: "Ada".parse().unwrap(),
                at: u64::from(number) * 1000,
                to: None,
                text: "hello".parse().unwrap(),
            },
            history: false,
            delivery: None,
        }
    }

    fn conversation(lines: &[Line]) -> Conversation {
        Conversation {
            lines: lines.to_vec(),
            typing: Vec::new(),
        }
    }

    fn heads(lines: &[Line]) -> Vec<bool> {
        let conversation = conversation(lines);
        let ids = lines.iter().map(|line| line.message.id);
        ids.map(|id| conversation.has_head(id)).collect()
    }

    #[test]
    fn what_one_person_writes_in_one_go_stands_under_one_head() {
        assert_eq!(heads(&[line(1), line(2), line(3)]), [true, false, false]);
    }

    #[test]
    fn another_author_another_reader_and_a_pause_each_begin_anew() {
        let mut other = line(2);
        other.message.id.author = Instance(2);
        assert_eq!(heads(&[line(1), other]), [true, true]);

        let mut private = line(2);
        private.message.to = Some("bob".parse().unwrap());
        assert_eq!(heads(&[line(1), private]), [true, true]);

        let mut later = line(2);
        later.message.at += 10 * 60 * 1000;
        assert_eq!(heads(&[line(1), later]), [true, true]);

        let mut renamed = line(2);
        renamed.message.name = "Countess".parse().unwrap();
        assert_eq!(heads(&[line(1), renamed]), [true, true]);
    }

    #[test]
    fn a_clock_that_is_wrong_does_not_matter_but_for_the_heads() {
        let mut early = line(2);
        early.message.at = 0;
        assert_eq!(heads(&[line(1), early]), [true, false]);
        let mut never = line(2);
        never.message.at = u64::MAX;
        assert_eq!(heads(&[line(1), never]), [true, true]);
    }

    #[test]
    fn what_is_from_before_one_came_is_set_apart() {
        let history = |number| Line {
            history: true,
            ..line(number)
        };
        let items = conversation(&[history(1), history(2), line(3)]).items();
        let [one, two, three] = [1, 2, 3].map(|number| Item::Message(id(number)));
        assert_eq!(items, [one, two, Item::Came, three]);
        assert_eq!(heads(&[history(1), line(2)]), [true, true]);
        assert_eq!(conversation(&[line(1)]).items(), [one]);
        assert_eq!(conversation(&[]).items(), []);
    }

    #[test]
    fn each_message_of_another_arrives_once() {
        let mut reader = Reader::default();
        let own = Line {
            delivery: Some(Delivery::Sending(1)),
            ..line(2)
        };
        let count =
            |reader: &mut Reader, lines: &[Line]| reader.arrivals(&conversation(lines)).len();
        assert_eq!(count(&mut reader, &[line(1), own.clone()]), 1);
        assert_eq!(count(&mut reader, &[line(1), own.clone()]), 0);
        assert_eq!(count(&mut reader, &[line(1), own, line(3)]), 1);
        // Forgotten because the log is full, not come back.
        assert_eq!(count(&mut reader, &[line(3)]), 0);
    }
}
