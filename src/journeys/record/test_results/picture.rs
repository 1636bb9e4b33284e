//! Where a value stands to the laboratory's range, as a bar true to scale.

use leptos::prelude::*;

use super::range::Ends;
use crate::t;
use crate::words::Locale;
use crate::words::numbers::quantity;

/// The width of the picture, in units of its view box.
const WIDTH: f64 = 600.0;
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

/// The range stands out by its border too, for those who see no green.
#[component]
pub fn RangePicture(
    locale: Locale,
    bar: RangeBar,
    ends: Ends,
    value: String,
    label: String,
) -> impl IntoView {
    let you = t!(locale, "You: {value}", value = value);
    let middle = RangeBar::label((bar.from + bar.to) / 2.0);
    let ends_in_words = match (ends, bar.room_for_both) {
        (Ends::Both(low, high), true) => vec![(bar.from, quantity(low)), (bar.to, quantity(high))],
        (ends, _) => vec![(middle, ends.words(locale))],
    };
    let text = |(x, words): (f64, String)| {
        view! { <text x=at(x) y="90" font-size="17" fill="#212b32" text-anchor="middle">{words}</text> }
    };
    view! {
        <svg class="range" viewBox="0 0 600 118" role="img" aria-label=label>
            <rect x="20" y="46" width="560" height="18" fill="#aeb7bd" />
            <rect x=at(bar.from) y="46" width=at((bar.to - bar.from).max(2.0)) height="18" fill="#78be20" stroke="#212b32" stroke-width="2" />
            {ends_in_words.into_iter().map(text).collect_view()}
            <text x=at(middle) y="112" font-size="17" fill="#212b32" text-anchor="middle">
                {t!(locale, "usual range")}
            </text>
            <path d=format!("M{0} 40l-10-14h20z", at(bar.value)) fill="#212b32" />
            <rect x=at(bar.value - 2.0) y="40" width="4" height="30" fill="#212b32" />
            <text
                x=at(RangeBar::label(bar.value))
                y="19"
                font-size="20"
                font-weight="700"
                fill="#212b32"
                text-anchor="middle"
            >
                {you}
            </text>
        </svg>
    }
}

fn at(x: f64) -> String {
    format!("{x:.0}")
}

#[cfg(test)]
mod tests {
    use super::*;
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
