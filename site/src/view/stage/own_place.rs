//! Where the person's own picture stands.

use std::str::FromStr;

/// A corner of the stage, and whether the picture is there at all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct OwnPlace {
    /// The corner.
    pub(crate) corner: Corner,
    /// Whether the person would rather not see themselves.
    pub(crate) hidden: bool,
}

/// A corner of the stage.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Corner {
    TopStart,
    TopEnd,
    BottomStart,
    #[default]
    BottomEnd,
}

/// A way to another corner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Direction {
    Up,
    Down,
    Start,
    End,
}

impl Corner {
    const ALL: [Self; 4] = [
        Self::TopStart,
        Self::TopEnd,
        Self::BottomEnd,
        Self::BottomStart,
    ];

    /// The corner of these sides.
    pub(crate) fn of(top: bool, start: bool) -> Self {
        match (top, start) {
            (true, true) => Self::TopStart,
            (true, false) => Self::TopEnd,
            (false, true) => Self::BottomStart,
            (false, false) => Self::BottomEnd,
        }
    }

    /// The corner one gets to from here, perhaps this one.
    pub(crate) fn towards(self, direction: Direction) -> Self {
        let (top, start) = (self.is_top(), self.is_start());
        match direction {
            Direction::Up => Self::of(true, start),
            Direction::Down => Self::of(false, start),
            Direction::Start => Self::of(top, true),
            Direction::End => Self::of(top, false),
        }
    }

    /// The next corner clockwise.
    pub(crate) fn next(self) -> Self {
        match self {
            Self::TopStart => Self::TopEnd,
            Self::TopEnd => Self::BottomEnd,
            Self::BottomEnd => Self::BottomStart,
            Self::BottomStart => Self::TopStart,
        }
    }

    /// Whether it is above.
    pub(crate) fn is_top(self) -> bool {
        matches!(self, Self::TopStart | Self::TopEnd)
    }

    /// Whether it is where lines begin.
    pub(crate) fn is_start(self) -> bool {
        matches!(self, Self::TopStart | Self::BottomStart)
    }

    /// The value of `data-corner`.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::TopStart => "top-start",
            Self::TopEnd => "top-end",
            Self::BottomStart => "bottom-start",
            Self::BottomEnd => "bottom-end",
        }
    }
}

impl OwnPlace {
    /// The same as [`FromStr`] reads it.
    pub(crate) fn to_text(self) -> String {
        let shown = if self.hidden { "hidden" } else { "shown" };
        format!("{} {shown}", self.corner.name())
    }
}

/// The text does not tell a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PlaceError;

impl FromStr for OwnPlace {
    type Err = PlaceError;

    fn from_str(text: &str) -> Result<Self, PlaceError> {
        let (name, shown) = text.split_once(' ').ok_or(PlaceError)?;
        let mut corners = Corner::ALL.into_iter();
        Ok(Self {
            corner: corners.find(|it| it.name() == name).ok_or(PlaceError)?,
            hidden: shown == "hidden",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_steps_clockwise_lead_back() {
        for corner in Corner::ALL {
            assert_eq!(corner.next().next().next().next(), corner);
            assert_ne!(corner.next().next(), corner);
        }
    }

    #[test]
    fn every_corner_is_reached_from_every_other() {
        for from in Corner::ALL {
            for to in Corner::ALL {
                let across = if to.is_start() {
                    Direction::Start
                } else {
                    Direction::End
                };
                let along = if to.is_top() {
                    Direction::Up
                } else {
                    Direction::Down
                };
                assert_eq!(from.towards(across).towards(along), to);
            }
        }
    }

    #[test]
    fn a_place_reads_back_as_written() {
        for corner in Corner::ALL {
            for hidden in [false, true] {
                let place = OwnPlace { corner, hidden };
                assert_eq!(place.to_text().parse(), Ok(place));
            }
        }
    }

    #[test]
    fn what_was_never_written_is_no_place() {
        for text in ["", "top-start", "middle shown", " "] {
            assert_eq!(text.parse::<OwnPlace>(), Err(PlaceError));
        }
    }
}
