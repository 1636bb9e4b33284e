//! One line a figure: its name, its value, its unit.

use std::time::Duration;

/// Prints a figure.
pub fn print(name: &str, value: f64, unit: &str) {
    let value = if value.fract() == 0.0 { format!("{value:.0}") } else { format!("{value:.2}") };
    println!("{name:<64} {value:>12}  {unit}");
}

/// Prints a time in milliseconds.
pub fn print_time(name: &str, time: Duration) {
    print(name, time.as_secs_f64() * 1000.0, "ms");
}

/// The middle one of several times.
pub fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_time_is_not_moved_by_one_slow_one() {
        let times = [3, 1, 900].map(Duration::from_millis).to_vec();
        assert_eq!(median(times), Duration::from_millis(3));
    }
}
