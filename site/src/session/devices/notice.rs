//! What the person is told about their devices in passing.

use crate::hardware::Role;
use crate::text::Texts;

/// Something that happened to a device without the person asking for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::session) enum Notice {
    /// A device has been plugged in, and is used now.
    Plugged {
        role: Role,
        /// What it is called, if anyone knows.
        now: Option<String>,
    },
    /// The device that was used is gone.
    Unplugged {
        role: Role,
        /// What it was called. May be empty.
        gone: String,
        /// What is used instead. `None` if there is nothing, or the system chooses.
        now: Option<String>,
    },
    /// The device that was picked on an earlier visit is not there.
    Absent { role: Role },
    /// The device that was just picked is not to be had; the one before it goes on.
    Kept { role: Role },
}

impl Notice {
    /// What to say.
    pub(in crate::session) fn words(&self, texts: &Texts) -> String {
        let news = &texts.news;
        let or_role = |label: &str, role: Role| match label {
            "" => role.name(texts).to_owned(),
            _ => label.to_owned(),
        };
        match self {
            Self::Plugged { role, now } => {
                (news.device_used)(&or_role(now.as_deref().unwrap_or_default(), *role))
            }
            Self::Unplugged { role, gone, now } => {
                let gone = (news.device_gone)(&or_role(gone, *role));
                match now.as_deref() {
                    Some(now) => format!("{gone} {}", (news.device_used)(&or_role(now, *role))),
                    None => gone,
                }
            }
            Self::Absent { role } => (news.device_absent)(role.name(texts)),
            Self::Kept { role } => (news.device_kept)(role.name(texts)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;

    fn words(notice: &Notice) -> String {
        notice.words(Language::English.texts())
    }

    #[test]
    fn what_took_the_place_of_a_device_that_is_gone_is_named() {
        let notice = Notice::Unplugged {
            role: Role::Microphone,
            gone: "Headset".to_owned(),
            now: Some("Built-in".to_owned()),
        };
        assert_eq!(
            words(&notice),
            "“Headset” was unplugged. Parley now uses “Built-in”."
        );
    }

    #[test]
    fn a_device_without_a_name_is_told_by_what_it_is_for() {
        let notice = Notice::Plugged {
            role: Role::Speaker,
            now: None,
        };
        assert_eq!(words(&notice), "Parley now uses “Speaker”.");
    }
}
