//! Which numbers of one side have an equal on the other.

use super::calendar::same_year;
use super::numbers::{Number, digit};

fn equal(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(1.0)
}

fn values(n: &Number) -> impl Iterator<Item = f64> + Clone {
    std::iter::once(n.value).chain(n.other)
}

/// Returns whether two numbers say the same: one value, one year of two calendars, one hour, one century.
pub(crate) fn same(a: &Number, b: &Number) -> bool {
    let any = |f: &dyn Fn(f64, f64) -> bool| values(a).any(|x| values(b).any(|y| f(x, y)));
    let years = |x: f64, y: f64| {
        let (i, k) = (x as i64, y as i64);
        x.fract() == 0.0 && y.fract() == 0.0 && (same_year(i, k) || same_year(k, i))
    };
    let hours = |x: &Number, y: &Number| x.is_afternoon() && equal(x.value + 12.0, y.value);
    // The centuries of the Jalali calendar are six behind, for most of their years.
    let centuries = a.century && b.century && equal((a.value - b.value).abs(), 6.0);
    any(&equal) || (a.digits && b.digits && any(&years)) || hours(a, b) || hours(b, a) || centuries
}

/// Returns the indices of numbers without an equal: of the source, of the target.
///
/// Equal values first; then numbers that are one when written together (a telephone number in groups) or added up
/// («۲ میلیون و ۵۰۰ هزار» is 2.5 million).
pub(crate) fn without_equal(source: &[Number], target: &[Number]) -> (Vec<usize>, Vec<usize>) {
    let mut free = vec![true; target.len()];
    let mut lost = Vec::new();
    for (i, n) in source.iter().enumerate() {
        match target.iter().enumerate().position(|(k, t)| free[k] && same(n, t)) {
            Some(k) => free[k] = false,
            None => lost.push(i),
        }
    }
    let mut extra: Vec<usize> = (0..target.len()).filter(|&k| free[k]).collect();
    join((source, &mut lost), (target, &mut extra));
    join((target, &mut extra), (source, &mut lost));
    let figures =
        |all: &[Number], left: &[usize]| left.iter().map(|&i| all[i].figures.as_str()).collect::<String>();
    if figures(source, &lost) == figures(target, &extra) && lost.len() != extra.len() {
        // All that is left is one row of figures, grouped in two ways.
        lost.retain(|&i| !source[i].digits);
        extra.retain(|&k| !target[k].digits);
    }
    (lost, extra)
}

/// Settles each number of `one` that several of `many`, side by side, make up.
fn join((one, single): (&[Number], &mut Vec<usize>), (many, several): (&[Number], &mut Vec<usize>)) {
    single.retain(|&i| {
        let n = &one[i];
        let lengths = 2..=several.len().min(5);
        let run = lengths.flat_map(|len| (0..=several.len() - len).map(move |at| at..at + len)).find(|run| {
            let run = &several[run.clone()];
            let side_by_side = run.windows(2).all(|w| w[1] == w[0] + 1);
            let shrink = run.windows(2).all(|w| many[w[1]].value < many[w[0]].value);
            let figures: String = run.iter().map(|&k| many[k].figures.as_str()).collect();
            let sum: f64 = run.iter().map(|&k| many[k].value).sum();
            let together = n.figures.len() > 3 && figures == n.figures;
            side_by_side
                && (together || (shrink && many[run[0]].value >= 1000.0 && values(n).any(|v| equal(v, sum))))
        });
        match run {
            Some(run) => {
                several.drain(run);
                false
            }
            None => true,
        }
    });
}

/// Returns the figures of a text in Latin digits.
pub(crate) fn figures(text: &str) -> String {
    text.chars().filter_map(digit).filter_map(|d| char::from_digit(d, 10)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::numbers::numbers;

    fn left(source: &str, target: &str) -> (usize, usize) {
        let (lost, extra) = without_equal(&numbers(source), &numbers(target));
        (lost.len(), extra.len())
    }

    #[test]
    fn groups_and_sums_are_one_number() {
        assert_eq!(left("call 0800 555 111 now", "با ۰۸۰۰۵۵۵۱۱۱ تماس بگیرید"), (0, 0));
        assert_eq!(left("call 0800 555 111", "با ۰۸۰۰۵ ۵۵۱۱۱"), (0, 0));
        assert_eq!(left("2.5 million", "۲ میلیون و ۵۰۰ هزار"), (0, 0));
        assert_eq!(left("12 and 34", "۱۲۳۵"), (2, 1));
    }

    #[test]
    fn years_in_short_and_centuries() {
        assert_eq!(left("the massacre of 1988", "کشتار سال ۶۷"), (0, 0));
        assert_eq!(left("the massacre of 1988", "کشتار ۶۷ نفر"), (1, 1));
        assert_eq!(left("in the 19th century", "در سدهٔ سیزدهم"), (0, 0));
        assert_eq!(left("in the 19th century", "در قرن نوزدهم"), (0, 0));
        assert_eq!(left("50 percent", "نیم"), (0, 0));
    }
}
