//! The clock on the wall.

use js_sys::{Date, Object, Reflect};

use super::page;

/// The last moment that JavaScript can tell, in milliseconds since the Unix epoch. ECMA-262 §21.4.1.1.
const LAST: u64 = 8_640_000_000_000_000;

/// A moment in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Moment {
    /// The time of day, as the person's browser writes it.
    pub(crate) time: String,
    /// All of it, for machines. RFC 3339.
    pub(crate) machine: String,
}

/// Milliseconds since the Unix epoch.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a whole number of milliseconds after 1970"
)]
pub(crate) fn now() -> u64 {
    Date::now() as u64
}

/// The moment that is so many milliseconds after the Unix epoch. Nothing if there is no such moment:
/// others may claim any.
#[expect(clippy::cast_precision_loss, reason = "below 2^53")]
pub(crate) fn moment(at: u64) -> Moment {
    if at > LAST {
        return Moment::default();
    }
    let date = Date::new(&(at as f64).into());
    let format = Object::new();
    for (part, style) in [("hour", "numeric"), ("minute", "2-digit")] {
        // The only error is that of something that is no object.
        _ = Reflect::set(&format, &part.into(), &style.into());
    }
    let language = page::preferred_languages().next();
    let language = language.as_deref().unwrap_or("en");
    Moment {
        time: date
            .to_locale_time_string_with_options(language, &format)
            .into(),
        machine: date.to_iso_string().into(),
    }
}
