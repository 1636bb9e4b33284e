//! Where the pictures of a result draw their marks: plain geometry, no markup.

use super::history::Point;
use super::range::Ends;

/// The width of both pictures, in units of their view box.
pub const WIDTH: f64 = 600.0;
/// Free space at either end of the bar.
const EDGE: f64 = 20.0;
/// Two labels closer than this would touch.
const LABEL: f64 = 70.0;

/// A bar with the usual range on it and a mark at the value.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct RangeBar {
    /// Where the usual range begins and ends.
    pub from: f64,
    pub to: f64,
    pub value: f64,
    /// Whether the two ends lie far enough apart for a label each.
    pub room_for_both: bool,
}

impl RangeBar {
    /// The scale goes a little beyond the range and the value, and not below nought where nothing is.
    pub fn of(value: f64, ends: Ends) -> Self {
        let known = [ends.low(), ends.high()].into_iter().filter(|end| end.is_finite());
        let lowest = known.clone().fold(value, f64::min);
        let highest = known.fold(value, f64::max);
        let span = (highest - lowest).max(highest.abs() * 0.1).max(f64::MIN_POSITIVE);
        let beyond = span * 0.3;
        let left = if lowest >= 0.0 { (lowest - beyond).max(0.0) } else { lowest - beyond };
        let right = highest + beyond;
        let x =
            |number: f64| EDGE + (WIDTH - 2.0 * EDGE) * ((number - left) / (right - left)).clamp(0.0, 1.0);
        let (from, to) = (x(ends.low()), x(ends.high()));
        Self { from, to, value: x(value), room_for_both: to - from >= LABEL }
    }

    /// Where a label over `x` is centred so that it stays in the picture.
    pub fn label(x: f64) -> f64 {
        x.clamp(60.0, WIDTH - 60.0)
    }
}

/// The points of a trend and the band of the usual range behind them.
#[derive(Clone, PartialEq, Debug)]
pub struct TrendLine {
    /// Across and down, oldest first.
    pub points: Vec<(f64, f64)>,
    /// The top and the height of the usual range, where it came with the result.
    pub band: Option<(f64, f64)>,
}

/// Top and bottom of the drawing.
const TOP: f64 = 40.0;
const BOTTOM: f64 = 170.0;
/// Left and right ends of the line, with room for the labels.
const LEFT: f64 = 60.0;
const RIGHT: f64 = 540.0;

impl TrendLine {
    /// Nothing for fewer than 2 points.
    pub fn of(points: &[Point], ends: Option<Ends>) -> Option<Self> {
        let (first, last) = (points.first()?, points.last()?);
        let day = |point: &Point| point.taken.earliest_day();
        let days = (day(last) - day(first)).num_days();
        if days <= 0 {
            return None;
        }
        let band_ends =
            ends.into_iter().flat_map(|ends| [ends.low(), ends.high()]).filter(|end| end.is_finite());
        let numbers = points.iter().map(|point| point.number).chain(band_ends);
        let (lowest, highest) =
            numbers.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), n| (low.min(n), high.max(n)));
        let span = (highest - lowest).max(highest.abs() * 0.1).max(f64::MIN_POSITIVE);
        let x = |point: &Point| {
            let share = (day(point) - day(first)).num_days() as f64 / days as f64;
            LEFT + (RIGHT - LEFT) * share
        };
        let y = |number: f64| BOTTOM - (BOTTOM - TOP) * ((number - lowest) / span).clamp(0.0, 1.0);
        let band = ends.map(|ends| {
            let top = if ends.high().is_finite() { y(ends.high()) } else { TOP - 10.0 };
            let bottom = if ends.low().is_finite() { y(ends.low()) } else { BOTTOM + 10.0 };
            (top, (bottom - top).max(2.0))
        });
        Some(Self { points: points.iter().map(|point| (x(point), y(point.number))).collect(), band })
    }

    /// The points as SVG writes them.
    pub fn polyline(&self) -> String {
        let points: Vec<_> = self.points.iter().map(|(x, y)| format!("{x:.0},{y:.0}")).collect();
        points.join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::PartialDate;
    use proptest::prelude::*;

    #[test]
    fn a_value_above_the_range_is_marked_to_the_right_of_it() {
        let bar = RangeBar::of(61.0, Ends::Both(20.0, 41.0));
        assert!(bar.from < bar.to && bar.to < bar.value && bar.value < WIDTH - EDGE);
        assert!(bar.room_for_both);
    }

    #[test]
    fn a_range_with_one_end_goes_on_to_the_edge() {
        let bar = RangeBar::of(90.0, Ends::AtLeast(60.0));
        assert_eq!(bar.to, WIDTH - EDGE);
        let bar = RangeBar::of(300.0, Ends::AtMost(5.0));
        assert_eq!(bar.from, EDGE);
        assert!(!bar.room_for_both);
    }

    #[test]
    fn a_trend_is_drawn_by_time_with_higher_values_higher() {
        let point = |day: &str, number| Point {
            taken: PartialDate::parse(day).expect("a date"),
            number,
            this: false,
        };
        let points = [point("2025-01-01", 48.0), point("2025-01-11", 52.0), point("2025-04-11", 61.0)];
        let line = TrendLine::of(&points, Some(Ends::Both(20.0, 41.0))).expect("a line");
        assert_eq!(line.points[0].0, LEFT);
        assert!((line.points[1].0 - (LEFT + (RIGHT - LEFT) * 0.1)).abs() < 0.01);
        assert!(line.points[2].1 < line.points[0].1);
        assert!(TrendLine::of(&points[..1], None).is_none());
    }

    proptest! {
        #[test]
        fn no_mark_ever_leaves_the_picture(value in -1e9..1e9f64, a in -1e9..1e9f64, b in -1e9..1e9f64) {
            for ends in [Ends::Both(a.min(b), a.max(b)), Ends::AtLeast(a), Ends::AtMost(a)] {
                let bar = RangeBar::of(value, ends);
                for x in [bar.from, bar.to, bar.value] {
                    prop_assert!((EDGE..=WIDTH - EDGE).contains(&x), "{bar:?}");
                }
            }
        }
    }
}
