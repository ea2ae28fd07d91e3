//! What a person is told of in passing: a few words, and a sound where there is one for it.

use parley_protocol::call::News;
use parley_protocol::message::DisplayName;

use super::Session;
use crate::browser::chime::Chime;
use crate::floor::Party;
use crate::state::Screen;
use crate::text::Texts;

impl Session {
    pub(super) fn tell(&mut self, news: News) {
        let texts = self.app.texts();
        match news {
            News::Came(_, name) => {
                self.announce(&(texts.news.joined)(shown(&name, texts)));
                self.chime(Chime::Came);
            }
            News::Left(_, name) => {
                self.announce(&(texts.news.left)(shown(&name, texts)));
                self.chime(Chime::Left);
            }
            News::Reacted(id, emoji) => {
                if let Some(visit) = &mut self.visit {
                    visit.attention.react(Party::Peer(id), emoji);
                }
            }
            News::Knocks(_, name) => {
                self.announce(&(texts.host.knocks)(shown(&name, texts)));
                self.chime(Chime::Knock);
            }
            News::RoomFull => self.announce(texts.lobby.full),
            News::Locked => self.announce(texts.host.door_locked),
        }
    }

    /// Sounds also while the page is out of sight: then they are all there is to go by. At the door there
    /// is a list to see, and nobody to miss.
    pub(super) fn chime(&mut self, chime: Chime) {
        let in_lobby = self.app.screen.with_untracked(Screen::is_lobby);
        if self.app.sounds.get_untracked() && !in_lobby {
            self.chimes.play(chime);
        }
    }

    pub(super) fn announce(&self, text: &str) {
        self.app.announcement.set(text.to_owned());
    }
}

/// The name, or what stands for one.
pub(super) fn shown<'a>(name: &'a Option<DisplayName>, texts: &'static Texts) -> &'a str {
    name.as_ref()
        .map_or(texts.news.someone, DisplayName::as_str)
}
