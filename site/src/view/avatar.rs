//! What stands for a person who shows no picture.

use parley_protocol::message::PeerId;
use sycamore::prelude::*;

use crate::browser::unicode::beginning;

/// A colour that always goes with the same person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Hue(u32);

impl Hue {
    /// How many there are. `style.css` has a rule for each.
    const COUNT: u32 = 8;

    /// The person's own, whatever the others see.
    pub(super) const OWN: Self = Self(0);

    /// That of someone else.
    pub(super) fn of(peer: &PeerId) -> Self {
        // FNV-1a: spreads ids that differ little over all colours.
        let hash = peer.as_str().bytes().fold(0x811c_9dc5_u32, |hash, byte| {
            (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
        });
        Self(hash % Self::COUNT)
    }
}

/// The initials of `name` on a colour.
#[component(inline_props)]
pub(super) fn Avatar(name: ReadSignal<String>, hue: Hue) -> View {
    let hue = hue.0.to_string();
    view! {
        div(class="avatar", data-hue=hue, aria-hidden="true") {
            span { (name.with(|name| initials(name))) }
        }
    }
}

/// The initials of `name` on a small disc, beside the name itself.
#[component(inline_props)]
pub(super) fn Disc(name: String, hue: Hue) -> View {
    let hue = hue.0.to_string();
    view! {
        span(class="disc", data-hue=hue, aria-hidden="true") { (initials(&name)) }
    }
}

/// The first letter, as a reader sees letters, of the first and the last word.
fn initials(name: &str) -> String {
    let mut words = name.split_whitespace();
    let ends = [words.next(), words.next_back()];
    ends.into_iter()
        .flatten()
        .map(|word| beginning(word, 1))
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn initials_are_those_of_the_first_and_the_last_word() {
        assert_eq!(initials("Ada"), "A");
        assert_eq!(initials("Ada King Lovelace"), "AL");
    }

    #[test]
    fn a_name_without_words_has_no_initials() {
        assert_eq!(initials(""), "");
    }

    #[test]
    fn similar_ids_get_different_colours() {
        let hues: BTreeSet<Hue> = (0..64)
            .map(|n| Hue::of(&format!("peer-{n}").parse().unwrap()))
            .collect();
        assert_eq!(hues, (0..Hue::COUNT).map(Hue).collect());
    }
}
