//! What is said of a row of numbers: its middle and its spread, and two rows' ratio.

use serde::Serialize;

/// The middle and the spread of a row of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub(crate) struct Summary {
    pub(crate) count: usize,
    pub(crate) minimum: f64,
    pub(crate) lower_quartile: f64,
    pub(crate) median: f64,
    pub(crate) upper_quartile: f64,
    pub(crate) maximum: f64,
}

impl Summary {
    /// `None` of no numbers.
    pub(crate) fn of(values: &[f64]) -> Option<Self> {
        let mut sorted = values.to_vec();
        sorted.sort_by(f64::total_cmp);
        Some(Self {
            count: sorted.len(),
            minimum: quantile(&sorted, 0.0)?,
            lower_quartile: quantile(&sorted, 0.25)?,
            median: quantile(&sorted, 0.5)?,
            upper_quartile: quantile(&sorted, 0.75)?,
            maximum: quantile(&sorted, 1.0)?,
        })
    }
}

/// The value below which a share of a sorted row lies, between two numbers by proportion. `None` of no
/// numbers.
pub(crate) fn quantile(sorted: &[f64], share: f64) -> Option<f64> {
    let at = share * sorted.len().checked_sub(1)? as f64;
    let (below, above) = (sorted[at.floor() as usize], sorted[at.ceil() as usize]);
    Some(below + (above - below) * at.fract())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_numbers_have_no_middle() {
        assert_eq!(Summary::of(&[]), None);
    }

    #[test]
    fn the_median_of_an_even_row_lies_between_its_two_middles() {
        let summary = Summary::of(&[4.0, 1.0, 3.0, 2.0]).unwrap();
        assert_eq!(summary.median, 2.5);
        assert_eq!((summary.minimum, summary.maximum), (1.0, 4.0));
        assert_eq!(
            (summary.lower_quartile, summary.upper_quartile),
            (1.75, 3.25)
        );
    }

    #[test]
    fn one_number_is_all_of_its_summary() {
        let summary = Summary::of(&[7.0]).unwrap();
        assert_eq!(
            (summary.minimum, summary.median, summary.maximum),
            (7.0, 7.0, 7.0)
        );
    }

    #[test]
    fn the_ninety_ninth_percentile_of_a_hundred_and_one_numbers_is_the_last_but_one() {
        let sorted: Vec<f64> = (0..=100).map(f64::from).collect();
        assert_eq!(quantile(&sorted, 0.99), Some(99.0));
    }
}
