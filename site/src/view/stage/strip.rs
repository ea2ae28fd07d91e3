//! How the small tiles stand beside the large one.

use super::layout::Size;
use super::own_place::OwnPlace;

/// The strip's breadth as a share of the stage's extent across it. `style.css` has the same numbers.
const SHARE: f64 = 0.18;
/// The most that the strip's breadth may be, as a share of the stage's extent along it. `style.css` has
/// the same numbers.
const MOST_AT_SIDE: f64 = 0.32;
const MOST_BELOW: f64 = 0.28;
/// How much longer than broad a small tile is along the strip: the inverse of 16:10 at the side of the
/// large one, and of 4:3 below it. `style.css` has the same numbers.
const LENGTH_AT_SIDE: f64 = 10.0 / 16.0;
const LENGTH_BELOW: f64 = 3.0 / 4.0;
/// The widest gap between tiles, in CSS pixels.
const GAP: f64 = 15.0;
/// The most tiles that stand beside each other across the strip.
const MAX_LANES: usize = 4;

/// Where the small tiles stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// At the end of the line, on a stage that is wider than high.
    End,
    /// Below, on one that is higher than wide.
    Below,
}

/// The small tiles of a spotlight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Strip {
    /// Where it is.
    pub(crate) side: Side,
    /// How many tiles stand beside each other.
    pub(crate) columns: usize,
    /// How many tiles stand above each other.
    pub(crate) rows: usize,
}

impl Strip {
    /// The strip with the largest tiles that `count` people fit into, with room for the own picture where
    /// that is at the same side. When nothing fits, the smallest.
    pub(crate) fn best(count: usize, own: OwnPlace, stage: Size) -> Self {
        let side = if stage.width >= stage.height {
            Side::End
        } else {
            Side::Below
        };
        let (across, along, most, length) = match side {
            Side::End => (stage.width, stage.height, MOST_AT_SIDE, LENGTH_AT_SIDE),
            Side::Below => (stage.height, stage.width, MOST_BELOW, LENGTH_BELOW),
        };
        let breadth = (SHARE * across).min(most * along);
        let is_beside = match side {
            Side::End => !own.corner.is_start(),
            Side::Below => !own.corner.is_top(),
        };
        let own = if is_beside && !own.hidden {
            breadth * length + GAP
        } else {
            0.0
        };
        let fits = |lanes: &usize| {
            let tile = (breadth - gaps(*lanes)) / float(*lanes) * length;
            let places = count.div_ceil(*lanes);
            float(places) * tile + gaps(places) + own <= along
        };
        let lanes = (1..=MAX_LANES).find(fits).unwrap_or(MAX_LANES);
        let places = count.div_ceil(lanes).max(1);
        let (columns, rows) = match side {
            Side::End => (lanes, places),
            Side::Below => (places, lanes),
        };
        Self {
            side,
            columns,
            rows,
        }
    }
}

fn gaps(tiles: usize) -> f64 {
    float(tiles.saturating_sub(1)) * GAP
}

#[expect(clippy::cast_precision_loss, reason = "a stage has few tiles")]
fn float(count: usize) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::super::own_place::Corner;
    use super::*;

    const LAPTOP: Size = Size {
        width: 1440.0,
        height: 780.0,
    };
    const BESIDE: OwnPlace = OwnPlace {
        corner: Corner::BottomEnd,
        hidden: false,
    };
    const HIDDEN: OwnPlace = OwnPlace {
        corner: Corner::BottomEnd,
        hidden: true,
    };
    const PHONE: Size = Size {
        width: 360.0,
        height: 560.0,
    };

    fn best(count: usize, own: OwnPlace, stage: Size) -> (usize, usize) {
        let strip = Strip::best(count, own, stage);
        (strip.columns, strip.rows)
    }

    #[test]
    fn the_strip_is_at_the_side_of_a_laptop_and_at_the_foot_of_a_phone() {
        assert_eq!(Strip::best(3, HIDDEN, LAPTOP).side, Side::End);
        assert_eq!(Strip::best(3, HIDDEN, PHONE).side, Side::Below);
    }

    #[test]
    fn a_few_people_stand_in_one_line() {
        assert_eq!(best(1, BESIDE, LAPTOP), (1, 1));
        assert_eq!(best(3, BESIDE, LAPTOP), (1, 3));
        assert_eq!(best(3, BESIDE, PHONE), (3, 1));
    }

    #[test]
    fn more_people_stand_in_two_lines_of_smaller_tiles() {
        assert_eq!(best(11, BESIDE, LAPTOP), (2, 6));
        assert_eq!(best(6, BESIDE, PHONE).1, 2);
    }

    #[test]
    fn the_own_tile_takes_its_room() {
        assert_eq!(best(4, BESIDE, LAPTOP), (2, 2));
        assert_eq!(best(4, HIDDEN, LAPTOP), (1, 4));
        for (corner, laptop, phone) in [
            (Corner::TopStart, (1, 4), (4, 1)),
            (Corner::TopEnd, (2, 2), (4, 1)),
            (Corner::BottomStart, (1, 4), (2, 2)),
        ] {
            let hidden = false;
            assert_eq!(best(4, OwnPlace { corner, hidden }, LAPTOP), laptop);
            assert_eq!(best(4, OwnPlace { corner, hidden }, PHONE), phone);
        }
    }

    #[test]
    fn every_strip_has_a_place_for_everyone_and_a_rule_in_the_style_sheet() {
        for count in 0..=24 {
            for (width, height) in [(360.0, 560.0), (2560.0, 1300.0), (300.0, 200.0), (0.0, 0.0)] {
                for own in [HIDDEN, BESIDE] {
                    let strip = Strip::best(count, own, Size { width, height });
                    assert!(
                        strip.columns * strip.rows >= count.max(1),
                        "{count}, {strip:?}"
                    );
                    assert!(strip.columns <= 8 && strip.rows <= 12, "{count}, {strip:?}");
                }
            }
        }
    }
}
