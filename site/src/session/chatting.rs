//! The text chat, as far as the session has a part in it.

use parley_protocol::call::Input;
use parley_protocol::chat::{Line, Text};
use parley_protocol::message::PeerId;

use super::{Session, set};
use crate::browser::chime::Chime;
use crate::browser::{clock, page, unicode};
use crate::conversation::Conversation;
use crate::state::Panel;

/// How much of a message is announced, in letters as a reader sees them.
const ANNOUNCED: usize = 120;

/// How many of the newest messages are announced that came on one another's heels.
const ANNOUNCED_AT_ONCE: usize = 3;

impl Session {
    pub(super) fn open(&mut self, panel: Option<Panel>) {
        if panel == Some(Panel::Chat) {
            self.app.unread.set(0);
            // What was announced may be in the chat.
            self.announce("");
        }
        set(self.app.panel, panel);
    }

    pub(super) fn say(&mut self, text: Text, to: Option<PeerId>) {
        let at = clock::now();
        self.input(Input::Say { text, to, at });
    }

    /// Shows the chat, and tells of what has come while it is closed.
    pub(super) fn publish_conversation(&mut self, conversation: Conversation) {
        let arrivals = self.reader.arrivals(&conversation);
        let open = self.app.panel.get_untracked() == Some(Panel::Chat);
        if !open && !arrivals.is_empty() {
            self.app.unread.update(|unread| *unread += arrivals.len());
        }
        let new: Vec<_> = arrivals.iter().filter(|line| !line.history).collect();
        if !open {
            for line in &new[new.len().saturating_sub(ANNOUNCED_AT_ONCE)..] {
                self.announce(&self.in_passing(line));
            }
        }
        if !new.is_empty() && (!open || !page::is_shown()) {
            self.chime(Chime::Message);
        }
        set(self.app.conversation, conversation);
    }

    /// The message as it is announced.
    fn in_passing(&self, line: &Line) -> String {
        let words: Vec<&str> = line.message.text.as_str().split_whitespace().collect();
        let text = words.join(" ");
        let beginning = unicode::beginning(&text, ANNOUNCED);
        let text = if beginning.len() < text.len() {
            beginning + "…"
        } else {
            text
        };
        let news = &self.app.texts().news;
        let say = match line.message.to {
            Some(_) => news.private_message,
            None => news.message,
        };
        say(line.message.name.as_str(), &text)
    }
}
