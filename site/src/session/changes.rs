//! What has changed about the people in a call that deserves a word in passing.

use parley_protocol::call::{Person, Phase, Snapshot};
use parley_protocol::message::Rules;

use crate::text::Texts;

/// The words about all that lies between two states of a call. Those who come and go are not among
/// them: the call machine tells those itself.
pub(super) fn words(before: &Snapshot, after: &Snapshot, texts: &'static Texts) -> Vec<String> {
    let about_each = after.people.iter().flat_map(|now| {
        let was = before.people.iter().find(|person| person.id == now.id);
        about(was, now, texts)
    });
    let about_room = about_room(before, after, texts);
    about_each.chain(about_room).collect()
}

/// Who may come in, and who decides that.
fn about_room(before: &Snapshot, after: &Snapshot, texts: &'static Texts) -> Vec<String> {
    let mut words = Vec::new();
    if (before.phase, after.phase) != (Phase::Joined, Phase::Joined) {
        return words;
    }
    let (was, is) = (&before.control, &after.control);
    if is.is_host && !was.is_host {
        words.push(texts.host.you_are_host.to_owned());
    }
    if is.rules != was.rules {
        let words_now = match is.rules {
            Rules { locked: true, .. } => texts.host.locked,
            Rules { knocking: true, .. } => texts.host.knocking,
            Rules { .. } => texts.host.opened,
        };
        words.push(words_now.to_owned());
    }
    words
}

fn about(was: Option<&Person>, now: &Person, texts: &'static Texts) -> Vec<String> {
    let was = was.map(|person| person.media).unwrap_or_default();
    let name = super::news::shown(&now.name, texts);
    let mut words = Vec::new();
    match (was.screen, now.media.screen) {
        (false, true) => words.push((texts.news.shares)(name)),
        (true, false) => words.push((texts.news.shares_no_more)(name)),
        (true, true) | (false, false) => {}
    }
    // That a hand goes down is for the eye alone.
    if now.media.hand && !was.hand {
        words.push((texts.news.raises_hand)(name));
    }
    words
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
            conditions: Default::default(),
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
    fn those_inside_are_told_how_the_room_stands_and_who_decides_that() {
        let inside = Snapshot {
            phase: Phase::Joined,
            ..App::no_call()
        };
        let mut locked = inside.clone();
        locked.control.rules.locked = true;
        let mut host = locked.clone();
        host.control.is_host = true;
        assert_eq!(told(&inside, &locked), ["The room is locked"]);
        assert_eq!(told(&locked, &host), ["You are the host now"]);
        assert_eq!(
            told(&locked, &inside),
            ["Anyone with the link can come in again"]
        );
        assert_eq!(told(&App::no_call(), &host), [""; 0]);
    }

    #[test]
    fn a_hand_that_goes_up_is_told_once() {
        let idle = call(MediaState::default());
        let raised = call(MediaState {
            hand: true,
            ..MediaState::default()
        });
        assert_eq!(told(&idle, &raised), ["Grace raises a hand"]);
        assert_eq!(told(&raised, &raised), [""; 0]);
        assert_eq!(told(&raised, &idle), [""; 0]);
    }

    #[test]
    fn whoever_comes_sharing_is_told_and_whoever_leaves_is_not() {
        let nobody = App::no_call();
        assert_eq!(told(&nobody, &sharing()), ["Grace shares a screen"]);
        assert_eq!(told(&sharing(), &nobody), [""; 0]);
    }
}
