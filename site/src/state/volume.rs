//! How loud one person is for another.

/// How loud someone is played, in percent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Volume(u8);

impl Volume {
    /// As loud as they are.
    pub(crate) const FULL: Self = Self(100);

    /// The nearest volume. `None` for what is not a number.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped"
    )]
    pub(crate) fn from_percent(percent: f64) -> Option<Self> {
        (!percent.is_nan()).then(|| Self(percent.clamp(0.0, 100.0).round() as u8))
    }

    /// From 0 to 100.
    pub(crate) fn percent(self) -> u8 {
        self.0
    }

    /// From 0 to 1.
    pub(crate) fn fraction(self) -> f64 {
        f64::from(self.0) / 100.0
    }

    /// Whether nothing is heard.
    pub(crate) fn is_silent(self) -> bool {
        self.0 == 0
    }
}
