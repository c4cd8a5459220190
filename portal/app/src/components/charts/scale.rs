//! From amounts to places on a picture, in whole numbers: places are hundredths.

use billing::money::Money;

use crate::written;

/// The height of what is drawn above the days, in pixels.
pub const PLOT_PX: i64 = 160;

/// Above it, for the label of the highest line.
pub const HEAD_PX: i64 = 18;

/// Below it, for the labels of the days.
pub const FOOT_PX: i64 = 22;

/// Where the days begin, in hundredths of a per cent; before it stand the labels of the lines.
const DAYS_FROM: i64 = 1_400;

/// All of the width.
const FULL: i64 = 10_000;

/// The widest bar of a day, in hundredths of a per cent.
const BAR_MAX: i64 = 600;

const CENTS_PER_UNIT: i64 = 100;

/// The lines across a picture, at round amounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Axis {
    /// Between two lines, in whole shillings.
    step: i64,
    lines: i64,
}

impl Axis {
    /// Two to five lines, the highest not below `most`.
    pub fn up_to(most: Money) -> Self {
        let most = cents(most);
        let units = (most + CENTS_PER_UNIT - 1) / CENTS_PER_UNIT;
        let mut step = 1;
        let mut factors = [2, 5, 10].into_iter().cycle();
        let mut decade = 1;
        while units > step * 4 {
            let factor = factors.next().unwrap_or(10);
            step = decade * factor;
            if factor == 10 {
                decade = step;
            }
        }
        let lines = ((units + step - 1) / step).max(1);
        Self { step, lines }
    }

    /// Every line above nothing: its place from the top and its label.
    pub fn lines(self) -> impl Iterator<Item = (String, String)> {
        (1..=self.lines).map(move |number| {
            let units = number * self.step;
            (
                fixed(self.y(units * CENTS_PER_UNIT)),
                short(units, self.step),
            )
        })
    }

    /// The place of an amount from the top, in hundredths of a pixel.
    fn y(self, cents: i64) -> i64 {
        (HEAD_PX + PLOT_PX) * 100 - self.height(cents)
    }

    fn height(self, cents: i64) -> i64 {
        let top = self.step * self.lines * CENTS_PER_UNIT;
        part(cents, top, PLOT_PX * 100)
    }

    /// The upper edge and the height of a bar that stands on `below`.
    pub fn bar(self, below: i64, amount: i64) -> (String, String) {
        let upper = self.y(below + amount);
        (fixed(upper), fixed(self.y(below) - upper))
    }
}

/// Where the days stand next to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days {
    count: i64,
}

impl Days {
    /// Places for so many days.
    pub fn new(count: usize) -> Self {
        Self {
            count: i64::try_from(count).unwrap_or(i64::MAX).max(1),
        }
    }

    /// The left edge and the width of a day's bar.
    pub fn bar(self, index: usize) -> (String, String) {
        let width = ((FULL - DAYS_FROM) / self.count * 4 / 5).min(BAR_MAX);
        (percent(self.middle(index) - width / 2), percent(width))
    }

    /// The middle of a day.
    pub fn center(self, index: usize) -> String {
        percent(self.middle(index))
    }

    fn middle(self, index: usize) -> i64 {
        let index = i64::try_from(index).unwrap_or(0);
        DAYS_FROM + (FULL - DAYS_FROM) * (2 * index + 1) / (2 * self.count)
    }

    /// Whether a day has its label: at most seven have, so that they do not run into each other.
    pub fn has_label(self, index: usize) -> bool {
        let index = i64::try_from(index).unwrap_or(0);
        index % ((self.count + 6) / 7) == 0
    }
}

/// The cents of an amount; nothing is drawn below nothing.
pub fn cents(amount: Money) -> i64 {
    amount.cents().max(0)
}

/// How much of the width an amount takes.
pub fn share(amount: i64, of: i64) -> String {
    percent(part(amount, of, FULL))
}

fn part(amount: i64, of: i64, whole: i64) -> i64 {
    let exact = i128::from(amount) * i128::from(whole) / i128::from(of.max(1));
    i64::try_from(exact).unwrap_or(whole)
}

fn percent(hundredths: i64) -> String {
    format!("{}%", fixed(hundredths))
}

/// Hundredths as a decimal number.
fn fixed(hundredths: i64) -> String {
    let sign = if hundredths < 0 { "-" } else { "" };
    let hundredths = hundredths.abs();
    match hundredths % 100 {
        0 => format!("{sign}{}", hundredths / 100),
        rest => format!("{sign}{}.{rest:02}", hundredths / 100),
    }
}

/// `500`, `20k`, `3M`: as short as the steps allow.
fn short(units: i64, step: i64) -> String {
    if step % 1_000_000 == 0 {
        format!("{}M", units / 1_000_000)
    } else if step % 1_000 == 0 {
        format!("{}k", units / 1_000)
    } else {
        written::count(usize::try_from(units).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use billing::money::{Currency, MAX_CENTS};

    use super::*;

    fn kes(cents: i64) -> Money {
        Money::from_cents(cents, Currency::Kes).unwrap()
    }

    #[test]
    fn lines_stand_at_round_amounts_and_include_the_highest() {
        let table: [(i64, &[&str]); 9] = [
            (0, &["1"]),
            (50, &["1"]),
            (400, &["1", "2", "3", "4"]),
            (125_000, &["500", "1,000", "1,500"]),
            (800_000, &["2k", "4k", "6k", "8k"]),
            (800_001, &["5k", "10k"]),
            (12_345_678, &["50k", "100k", "150k"]),
            (300_000_000, &["1M", "2M", "3M"]),
            (-5, &["1"]),
        ];
        for (cents, expected) in table {
            let labels: Vec<String> = Axis::up_to(kes(cents)).lines().map(|it| it.1).collect();
            assert_eq!(labels, expected, "{cents}");
        }
    }

    #[test]
    fn every_amount_has_few_lines_and_stays_within_the_picture() {
        let mut cents = 1;
        while cents <= MAX_CENTS {
            let axis = Axis::up_to(kes(cents));
            assert!(axis.lines().count() <= 5, "{cents}");
            let top = axis.y(cents);
            assert!((HEAD_PX * 100..=(HEAD_PX + PLOT_PX) * 100).contains(&top));
            cents = cents * 3 + 1;
        }
    }

    #[test]
    fn bars_stand_on_each_other_without_a_gap() {
        let axis = Axis::up_to(kes(100_000));
        assert_eq!(axis.bar(0, 50_000), ("98".to_owned(), "80".to_owned()));
        assert_eq!(axis.bar(50_000, 25_000), ("58".to_owned(), "40".to_owned()));
    }

    #[test]
    fn days_fill_the_width_and_few_have_labels() {
        for count in [1, 7, 28, 31] {
            let days = Days::new(count);
            let labels = (0..count).filter(|index| days.has_label(*index)).count();
            assert!((1..=7).contains(&labels), "{count}");
            assert!(days.middle(0) > DAYS_FROM && days.middle(count - 1) < FULL);
        }
        assert_eq!(Days::new(1).bar(0), ("54%".to_owned(), "6%".to_owned()));
    }

    #[test]
    fn places_are_decimals_with_a_point() {
        for (hundredths, expected) in [(0, "0"), (5, "0.05"), (1_250, "12.50"), (-25, "-0.25")] {
            assert_eq!(fixed(hundredths), expected);
        }
        assert_eq!(share(1, 3), "33.33%");
        assert_eq!(share(0, 0), "0%");
    }
}
