//! Where the chart of a trend draws its marks, true to scale in time and value: plain geometry, no markup.

use chrono::{DateTime, Utc};

use super::history::{Known, Point, Series, Trend};

/// The size of the whole picture.
pub const WIDTH: f64 = 360.0;
pub const HEIGHT: f64 = 250.0;
/// The area in which values stand.
pub const LEFT: f64 = 52.0;
pub const RIGHT: f64 = 344.0;
pub const TOP: f64 = 34.0;
pub const BOTTOM: f64 = 200.0;
/// Where the first and the last value stand; beside the last there is room for its number.
pub const FIRST: f64 = LEFT + 14.0;
pub const LAST: f64 = RIGHT - 50.0;

/// More marks than this in a row would touch each other.
const MANY: usize = 16;
const VERY_MANY: usize = 45;

/// A chart in units of its view box.
#[derive(Clone, PartialEq, Debug)]
pub struct Chart {
    /// A line across with its number.
    pub steps: Vec<(f64, f64)>,
    pub series: Vec<Drawn>,
    /// How far a mark reaches from its place: less where many stand beside each other.
    pub reach: f64,
}

/// One series as it is drawn.
#[derive(Clone, PartialEq, Debug)]
pub struct Drawn {
    pub marks: Vec<Mark>,
    /// The points of each line, as SVG writes them.
    pub lines: Vec<String>,
    /// The top and the height of the laboratory's range.
    pub band: Option<(f64, f64)>,
}

#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Mark {
    pub x: f64,
    pub y: f64,
    pub point: Point,
}

impl Chart {
    /// A trend has values at 2 times at least.
    pub fn of(trend: &Trend) -> Option<Self> {
        let points = || trend.series.iter().flat_map(|series| &series.points);
        let (first, last) = (points().map(|p| p.at).min()?, points().map(|p| p.at).max()?);
        let ends = trend.series.iter().filter_map(|series| series.ends);
        let ends = ends.flat_map(|ends| [ends.low(), ends.high()]).filter(|end| end.is_finite());
        let side = trend.side.into_iter().flat_map(|(low, high)| [low, high]);
        let numbers = points().map(|point| point.number).chain(ends).chain(side);
        let (low, high) = numbers.fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), n| (l.min(n), h.max(n)));
        let scale = Scale::of(low, high);
        let place = Place { first, last, scale };
        let most = trend.series.iter().map(|series| series.points.len()).max().unwrap_or(0);
        Some(Self {
            steps: scale.steps().map(|number| (place.y(number), number)).collect(),
            series: trend.series.iter().map(|series| place.drawn(series)).collect(),
            reach: match most {
                0..=MANY => 5.5,
                most if most <= VERY_MANY => 3.5,
                _ => 2.0,
            },
        })
    }
}

struct Place {
    first: DateTime<Utc>,
    last: DateTime<Utc>,
    scale: Scale,
}

impl Place {
    fn x(&self, at: DateTime<Utc>) -> f64 {
        let whole = (self.last - self.first).num_seconds().max(1) as f64;
        let share = ((at - self.first).num_seconds() as f64 / whole).clamp(0.0, 1.0);
        FIRST + (LAST - FIRST) * share
    }

    fn y(&self, number: f64) -> f64 {
        let share = (number - self.scale.low) / (self.scale.high - self.scale.low);
        BOTTOM - (BOTTOM - TOP) * share.clamp(0.0, 1.0)
    }

    fn drawn(&self, series: &Series) -> Drawn {
        let mark = |point: &Point| Mark { x: self.x(point.at), y: self.y(point.number), point: *point };
        let line = |points: &[Point]| {
            let points = points.iter().map(mark).map(|mark| format!("{:.1},{:.1}", mark.x, mark.y));
            points.collect::<Vec<_>>().join(" ")
        };
        let band = series.ends.map(|ends| {
            let top = if ends.high().is_finite() { self.y(ends.high()) } else { TOP };
            let bottom = if ends.low().is_finite() { self.y(ends.low()) } else { BOTTOM };
            (top, (bottom - top).max(1.0))
        });
        Drawn {
            marks: series.points.iter().map(mark).collect(),
            lines: series.lines().into_iter().map(line).collect(),
            band,
        }
    }
}

/// Whole steps of 1, 2 or 5 times a power of ten, around all values.
#[derive(Clone, Copy, PartialEq, Debug)]
struct Scale {
    low: f64,
    high: f64,
    step: f64,
}

impl Scale {
    fn of(low: f64, high: f64) -> Self {
        // Values that are all alike stand in the middle.
        let span = if high > low { high - low } else { high.abs().max(1.0) * 0.2 };
        let rough = span / 4.0;
        let ten = 10f64.powf(rough.log10().floor());
        let step = [1.0, 2.0, 5.0, 10.0].into_iter().map(|times| times * ten).find(|step| *step >= rough);
        let step = step.unwrap_or(rough).max(f64::MIN_POSITIVE);
        let (below, above) = if high > low { (low, high) } else { (low - span / 2.0, high + span / 2.0) };
        Self { low: (below / step).floor() * step, high: (above / step).ceil() * step, step }
    }

    fn steps(self) -> impl Iterator<Item = f64> {
        let count = ((self.high - self.low) / self.step).round().clamp(1.0, 10.0) as u32;
        (0..=count).map(move |n| self.low + self.step * f64::from(n))
    }
}

/// The path of a mark: each series has a shape of its own, so that no colour is needed to tell them apart. A value that
/// is only bounded is a hollow triangle that points to where it may be.
pub fn shape(series: usize, mark: &Mark, reach: f64) -> String {
    let (x, y) = (mark.x, mark.y);
    let r = if mark.point.this { reach + 2.5 } else { reach };
    match (mark.point.known, series) {
        (Known::LessThan | Known::AtMost, _) => {
            format!("M{:.1} {:.1}h{:.1}l{:.1} {:.1}z", x - r, y, 2.0 * r, -r, 1.5 * r)
        }
        (Known::MoreThan | Known::AtLeast, _) => {
            format!("M{:.1} {:.1}h{:.1}l{:.1} {:.1}z", x - r, y, 2.0 * r, -r, -1.5 * r)
        }
        (Known::Exactly, 0) => {
            format!("M{:.1} {:.1}a{r} {r} 0 1 0 {:.1} 0a{r} {r} 0 1 0 {:.1} 0z", x - r, y, 2.0 * r, -2.0 * r)
        }
        (Known::Exactly, 1) => {
            format!("M{:.1} {:.1}h{:.1}v{:.1}h{:.1}z", x - r, y - r, 2.0 * r, 2.0 * r, -2.0 * r)
        }
        (Known::Exactly, _) => {
            format!("M{:.1} {:.1}l{r} {r}l{:.1} {r}l{:.1} {:.1}z", x, y - r, -r, -r, -r)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::PartialDate;
    use crate::journeys::record::test_results::range::Ends;
    use proptest::prelude::*;

    fn point(day: &str, number: f64) -> Point {
        let at = format!("{day}T12:00:00Z").parse().expect("a moment");
        let taken = PartialDate::parse(day).expect("a date");
        Point { taken, at, number, known: Known::Exactly, this: false }
    }

    fn trend(points: Vec<Point>, ends: Option<Ends>) -> Trend {
        let series = Series { name: None, points, ends, apart: None };
        Trend { unit: "g/L".into(), series: vec![series], left_out: 0, side: None }
    }

    #[test]
    fn a_chart_is_true_to_scale_in_time_and_in_value() {
        let points = vec![point("2025-01-01", 10.0), point("2025-01-11", 20.0), point("2025-04-11", 50.0)];
        let chart = Chart::of(&trend(points, None)).expect("a chart");
        let marks = &chart.series[0].marks;
        let (days, all_days) = (marks[1].x - marks[0].x, marks[2].x - marks[0].x);
        assert!((days / all_days - 0.1).abs() < 1e-6, "10 of 100 days");
        let (rise, whole_rise) = (marks[0].y - marks[1].y, marks[0].y - marks[2].y);
        assert!((rise / whole_rise - 0.25).abs() < 1e-6, "10 of 40");
    }

    #[test]
    fn the_numbers_at_the_side_are_round_and_stand_where_they_belong() {
        let points = vec![point("2025-01-01", 48.0), point("2025-04-11", 61.0)];
        let chart = Chart::of(&trend(points, Some(Ends::Both(20.0, 41.0)))).expect("a chart");
        let numbers: Vec<_> = chart.steps.iter().map(|(_, number)| *number).collect();
        assert_eq!(numbers, [20.0, 40.0, 60.0, 80.0]);
        let (top, height) = chart.series[0].band.expect("a band");
        let scale = (BOTTOM - TOP) / 60.0;
        assert!((top + height - BOTTOM).abs() < 1e-6 && (height - 21.0 * scale).abs() < 1e-6);
    }

    #[test]
    fn the_side_reaches_as_far_as_is_asked_for_and_lines_stop_where_nothing_is_known() {
        let points = vec![
            point("2025-01-01", 0.0),
            point("2025-01-02", 0.0),
            point("2025-01-04", 0.0),
            point("2025-01-05", 0.0),
        ];
        let mut of_a_hundred = trend(points, None);
        of_a_hundred.side = Some((0.0, 10.0));
        let chart = Chart::of(&of_a_hundred).expect("a chart");
        let ends = (chart.steps.first().map(|step| step.1), chart.steps.last().map(|step| step.1));
        assert_eq!(ends, (Some(0.0), Some(10.0)));
        assert_eq!(chart.series[0].lines.len(), 1);
        of_a_hundred.series[0].apart = Some(chrono::Duration::days(1));
        let chart = Chart::of(&of_a_hundred).expect("a chart");
        assert_eq!(chart.series[0].lines.len(), 2, "no line goes over the third day");
    }

    #[test]
    fn values_that_never_change_stand_in_the_middle() {
        let chart = Chart::of(&trend(vec![point("2025-01-01", 5.0), point("2025-04-11", 5.0)], None));
        let y = chart.map(|chart| chart.series[0].marks[0].y).expect("a chart");
        assert!((y - (TOP + BOTTOM) / 2.0).abs() < 1.0, "{y}");
    }

    #[test]
    fn each_series_and_each_bound_has_a_shape_of_its_own() {
        let mark = |known| Mark { x: 9.0, y: 9.0, point: Point { known, ..point("2025-01-01", 1.0) } };
        let shapes = [
            shape(0, &mark(Known::Exactly), 5.5),
            shape(1, &mark(Known::Exactly), 5.5),
            shape(2, &mark(Known::Exactly), 5.5),
            shape(0, &mark(Known::AtMost), 5.5),
            shape(0, &mark(Known::AtLeast), 5.5),
        ];
        let different: std::collections::HashSet<_> = shapes.iter().collect();
        assert_eq!(different.len(), shapes.len(), "{shapes:?}");
    }

    proptest! {
        #[test]
        fn no_mark_ever_leaves_the_picture(a in -1e12..1e12f64, b in -1e12..1e12f64, end in -1e12..1e12f64) {
            for ends in [None, Some(Ends::AtLeast(end)), Some(Ends::AtMost(end))] {
                let points = vec![point("2025-01-01", a), point("2025-04-11", b), point("2026-04-11", a / 1e9)];
                let chart = Chart::of(&trend(points, ends)).expect("a chart");
                prop_assert!((2..=11).contains(&chart.steps.len()), "{chart:?}");
                for mark in &chart.series[0].marks {
                    prop_assert!((LEFT..=RIGHT).contains(&mark.x) && (TOP..=BOTTOM).contains(&mark.y), "{mark:?}");
                }
            }
        }
    }
}
