//! What has changed about the people in a call that deserves a word in passing.

use parley_protocol::call::{Person, Snapshot};

use crate::text::Texts;

/// The words about all that lies between two states of a call. Those who come and go are not among
/// them: the call machine tells those itself.
pub(super) fn words(before: &Snapshot, after: &Snapshot, texts: &'static Texts) -> Vec<String> {
    after
        .people
        .iter()
        .filter_map(|now| {
            let was = before.people.iter().find(|person| person.id == now.id);
            about(was, now, texts)
        })
        .collect()
}

fn about(was: Option<&Person>, now: &Person, texts: &'static Texts) -> Option<String> {
    let was = was.map(|person| person.media).unwrap_or_default();
    let name = super::news::shown(&now.name, texts);
    match (was.screen, now.media.screen) {
        (false, true) => Some((texts.news.shares)(name)),
        (true, false) => Some((texts.news.shares_no_more)(name)),
        (true, true) | (false, false) => None,
    }
}

#[cfg(test)]
mod tests {
    use parley_protocol::call::LinkState;
    use parley_protocol::message::MediaState;

    use super::*;
    use crate::state::App;
    use crate::text::Language;

    fn call(media: MediaState) -> Snapshot {
        let grace = Person {
            id: "id".parse().unwrap(),
            name: Some("Grace".parse().unwrap()),
            connection: None,
            link: LinkState::Connected,
            guest: false,
            media,
        };
        Snapshot {
            people: vec![grace],
            ..App::no_call()
        }
    }

    fn told(before: &Snapshot, after: &Snapshot) -> Vec<String> {
        words(before, after, Language::English.texts())
    }

    fn sharing() -> Snapshot {
        call(MediaState {
            screen: true,
            ..MediaState::default()
        })
    }

    #[test]
    fn the_beginning_and_the_end_of_a_share_are_told_once() {
        let idle = call(MediaState::default());
        assert_eq!(told(&idle, &sharing()), ["Grace shares a screen"]);
        assert_eq!(told(&sharing(), &sharing()), [""; 0]);
        assert_eq!(told(&sharing(), &idle), ["Grace stopped sharing"]);
    }

    #[test]
    fn whoever_comes_sharing_is_told_and_whoever_leaves_is_not() {
        let nobody = App::no_call();
        assert_eq!(told(&nobody, &sharing()), ["Grace shares a screen"]);
        assert_eq!(told(&sharing(), &nobody), [""; 0]);
    }
}
