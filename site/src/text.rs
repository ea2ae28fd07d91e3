//! What a person reads or hears, in every language that Parley speaks.
//!
//! One table for each language, all of the same type, [`Texts`]: a text that a language lacks does not
//! compile, and neither does one that nothing shows. Views say `(t().landing.title)`, which follows the
//! language when it changes; the session says `self.app.texts()`. What the landing page says is a table of its own,
//! [`FrontTexts`], which `t()` has as well.
//!
//! - **To add a text**: a field in its group in `text/table.rs`, then the same field in each of
//!   `text/en.rs`, `text/de.rs` and `text/es.rs`. With parameters or plurals it is a `fn`, so that each
//!   language can put the parts in its own order. No sentence is put together from pieces in a view.
//!   Then a state that shows it in the gallery of `view/tests/languages.rs`.
//! - **To add a language**: a copy of `text/en.rs`, translated, and a variant of [`Language`].
//!
//! Parley says "du" and "tú".

mod de;
mod en;
mod es;
mod host;
mod network;
mod private;
mod sealing;
mod table;

use sycamore::prelude::*;

pub(crate) use self::network::NetworkTexts;
pub(crate) use self::table::{
    CrashTexts, DeviceTexts, EndingTexts, FrontTexts, KeyTexts, StageTexts, Texts,
};

/// A language that Parley speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Language {
    /// Also for those whose own language is not here.
    #[default]
    English,
    German,
    Spanish,
}

/// The texts in the language that the page speaks, which is a context of the whole page. For views:
/// read where something reacts to signals, it follows the language.
pub(crate) fn t() -> &'static Texts {
    use_context::<Signal<Language>>().get().texts()
}

/// The same for views of the landing page, which has no others: everyone waits for what it weighs.
pub(crate) fn front() -> &'static FrontTexts {
    use_context::<Signal<Language>>().get().front()
}

impl Language {
    /// All of them, in the order in which they are offered.
    pub(crate) const ALL: [Self; 3] = [Self::English, Self::German, Self::Spanish];

    /// Everything that Parley says in it.
    pub(crate) fn texts(self) -> &'static Texts {
        match self {
            Self::English => &en::TEXTS,
            Self::German => &de::TEXTS,
            Self::Spanish => &es::TEXTS,
        }
    }

    /// What Parley says in it before there is a call.
    pub(crate) fn front(self) -> &'static FrontTexts {
        match self {
            Self::English => &en::FRONT,
            Self::German => &de::FRONT,
            Self::Spanish => &es::FRONT,
        }
    }

    /// Its BCP 47 tag.
    pub(crate) fn tag(self) -> &'static str {
        self.front().tag
    }

    /// What speakers call it.
    pub(crate) fn name(self) -> &'static str {
        self.front().name
    }

    /// The language of a BCP 47 tag, whatever the region: `de-AT` is German.
    pub(crate) fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split('-').next()?;
        Self::ALL
            .into_iter()
            .find(|language| language.tag().eq_ignore_ascii_case(primary))
    }

    /// The first of a person's preferred languages that Parley speaks.
    pub(crate) fn best(preferred: impl IntoIterator<Item = String>) -> Self {
        preferred
            .into_iter()
            .find_map(|tag| Self::from_tag(&tag))
            .unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn best(preferred: &[&str]) -> Language {
        Language::best(preferred.iter().map(|&tag| tag.to_owned()))
    }

    #[test]
    fn the_first_preferred_language_that_is_here_is_spoken() {
        assert_eq!(best(&["de"]), Language::German);
        assert_eq!(best(&["fr-FR", "es-MX", "de"]), Language::Spanish);
    }

    #[test]
    fn a_region_or_script_does_not_matter() {
        assert_eq!(best(&["de-AT"]), Language::German);
        assert_eq!(best(&["ES-419"]), Language::Spanish);
        assert_eq!(best(&["en-Latn-GB"]), Language::English);
    }

    #[test]
    fn who_speaks_no_language_that_is_here_gets_english() {
        assert_eq!(best(&[]), Language::English);
        assert_eq!(best(&["", "-", "fr", "est", "deu"]), Language::English);
    }

    #[test]
    fn a_language_is_found_by_its_own_tag() {
        for language in Language::ALL {
            assert_eq!(Language::from_tag(language.tag()), Some(language));
        }
    }

    #[test]
    fn what_is_said_follows_the_language() {
        _ = create_root(|| {
            let language = create_signal(Language::English);
            provide_context(language);
            let title = create_memo(|| t().landing.title);
            assert_eq!(title.get(), Language::English.texts().landing.title);

            language.set(Language::Spanish);
            assert_eq!(title.get(), Language::Spanish.texts().landing.title);
        });
    }
}
