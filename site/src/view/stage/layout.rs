//! How to divide the stage among the people on it.

/// The most columns there can be. `style.css` has a rule for each.
const MAX_COLUMNS: usize = 8;
/// The most rows there can be. `style.css` has a rule for each.
const MAX_ROWS: usize = 12;
/// The widest a tile gets, as width over height. `style.css` has the same number.
const WIDEST: f64 = 16.0 / 9.0;
/// The narrowest a tile gets, as width over height. `style.css` has the same number.
const NARROWEST: f64 = 4.0 / 5.0;

/// The size of the stage, in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Size {
    /// From side to side.
    pub(crate) width: f64,
    /// From top to bottom.
    pub(crate) height: f64,
}

/// Columns and rows of equal tiles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Layout {
    /// How many tiles stand beside each other.
    pub(crate) columns: usize,
    /// How many tiles stand above each other.
    pub(crate) rows: usize,
}

impl Layout {
    /// The layout with the largest tiles for `count` people. Among equals the one that leaves the
    /// fewest places empty.
    pub(crate) fn best(count: usize, stage: Size) -> Self {
        let mut best = Self::with_columns(1, count);
        for columns in 2..=MAX_COLUMNS.min(count) {
            let layout = Self::with_columns(columns, count);
            let better = layout.tile_area(stage) - best.tile_area(stage);
            // Areas differ by rounding where they are meant to be equal.
            let equal = better.abs() < 1.0 && layout.rows <= MAX_ROWS;
            if best.rows > MAX_ROWS || better >= 1.0 || equal && layout.places() < best.places() {
                best = layout;
            }
        }
        best
    }

    fn with_columns(columns: usize, count: usize) -> Self {
        Self {
            columns,
            rows: count.div_ceil(columns).max(1),
        }
    }

    fn places(self) -> usize {
        self.columns * self.rows
    }

    #[expect(clippy::cast_precision_loss, reason = "a stage has few tiles")]
    fn tile_area(self, stage: Size) -> f64 {
        let width = stage.width / self.columns as f64;
        let height = stage.height / self.rows as f64;
        width.min(height * WIDEST) * height.min(width / NARROWEST)
    }
}

impl Default for Size {
    /// A laptop's, until the browser tells.
    fn default() -> Self {
        Self {
            width: 1280.0,
            height: 640.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LAPTOP: Size = Size {
        width: 1440.0,
        height: 780.0,
    };
    const PHONE: Size = Size {
        width: 360.0,
        height: 560.0,
    };
    const PHONE_ON_ITS_SIDE: Size = Size {
        width: 640.0,
        height: 280.0,
    };

    fn best(count: usize, stage: Size) -> (usize, usize) {
        let layout = Layout::best(count, stage);
        (layout.columns, layout.rows)
    }

    #[test]
    fn one_person_has_the_stage_alone() {
        for stage in [LAPTOP, PHONE, PHONE_ON_ITS_SIDE] {
            assert_eq!(best(1, stage), (1, 1));
        }
    }

    #[test]
    fn two_people_stand_side_by_side_on_a_laptop_and_above_each_other_on_a_phone() {
        assert_eq!(best(2, LAPTOP), (2, 1));
        assert_eq!(best(2, PHONE), (1, 2));
    }

    #[test]
    fn a_phone_on_its_side_puts_three_people_in_one_row() {
        assert_eq!(best(3, PHONE_ON_ITS_SIDE), (3, 1));
    }

    #[test]
    fn more_people_make_a_grid() {
        assert_eq!(best(4, LAPTOP), (2, 2));
        assert_eq!(best(6, LAPTOP), (3, 2));
        assert_eq!(best(9, LAPTOP), (3, 3));
        assert_eq!(best(11, LAPTOP), (4, 3));
        assert_eq!(best(4, PHONE), (2, 2));
    }

    #[test]
    fn an_empty_stage_and_one_without_size_have_a_layout_too() {
        assert_eq!(best(0, LAPTOP), (1, 1));
        assert_eq!(
            best(
                5,
                Size {
                    width: 0.0,
                    height: 0.0
                }
            )
            .0
            .min(1),
            1
        );
    }

    #[test]
    fn every_layout_has_a_place_for_everyone_and_a_rule_in_the_style_sheet() {
        for count in 1..=64 {
            for (width, height) in [
                (360.0, 560.0),
                (2560.0, 1300.0),
                (100.0, 2000.0),
                (3000.0, 90.0),
            ] {
                let layout = Layout::best(count, Size { width, height });
                assert!(layout.places() >= count, "{count} people, {layout:?}");
                assert!(layout.columns <= MAX_COLUMNS, "{count} people, {layout:?}");
                assert!(layout.rows <= MAX_ROWS, "{count} people, {layout:?}");
            }
        }
    }

    #[test]
    fn no_other_layout_has_larger_tiles() {
        for count in 1..=12 {
            for stage in [LAPTOP, PHONE, PHONE_ON_ITS_SIDE] {
                let best = Layout::best(count, stage).tile_area(stage);
                for columns in 1..=count {
                    let other = Layout::with_columns(columns, count).tile_area(stage);
                    assert!(best >= other - 1.0, "{count} people in {columns} columns");
                }
            }
        }
    }
}
