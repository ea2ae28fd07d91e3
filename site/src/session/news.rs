//! What a person is told of in passing: a few words.

use parley_protocol::call::News;
use parley_protocol::message::DisplayName;

use super::Session;
use crate::text::Texts;

impl Session {
    pub(super) fn tell(&mut self, news: News) {
        let texts = self.app.texts();
        match news {
            News::Came(_, name) => {
                self.announce(&(texts.news.joined)(shown(&name, texts)));
            }
            News::Left(_, name) => {
                self.announce(&(texts.news.left)(shown(&name, texts)));
            }
            News::Reacted(..) => {}
            News::RoomFull => self.announce(texts.lobby.full),
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
