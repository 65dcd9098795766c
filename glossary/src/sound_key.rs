//! A coarse consonant key that spellings of one name share across scripts.

use crate::fold::{Level, fold};

/// Returns the consonant classes of a word as capitals, the same for most spellings of one name in any script.
///
/// Vowels, half-vowels (w, v, و, ی, в) and breaths leave no trace, voiced and voiceless stops are one, all sibilants are
/// one, and doubles count once. A word of vowels alone has an empty key. Equal keys say "worth comparing", no more.
///
/// ```
/// use glossary::sound::sound_key;
/// assert_eq!(sound_key("Trump"), sound_key("ترامپ"));
/// assert_eq!(sound_key("Putin"), sound_key("Путин"));
/// ```
pub fn sound_key(word: &str) -> String {
    let letters: Vec<char> = fold(word, Level::Skeleton).chars().collect();
    let mut out = String::new();
    let mut i = 0;
    while i < letters.len() {
        let rest = &letters[i..];
        let (class, taken) = match rest {
            ['s', 'c', 'h', ..] | ['t', 'c', 'h', ..] => ("S", 3),
            ['c', 'h' | 'z', ..]
            | ['s', 'h' | 'z', ..]
            | ['z', 'h', ..]
            | ['d', 'j', ..]
            | ['t', 's' | 'z', ..] => ("S", 2),
            ['p', 'h', ..] => ("F", 2),
            ['c', 'e' | 'i' | 'y', ..] => ("S", 1),
            ['g', 'h', ..] | ['k', 'h', ..] | ['c', 'k', ..] => ("K", 2),
            ['t' | 'd', 'h', ..] => ("T", 2),
            ['ت', 'س', ..] => ("S", 2),
            [c, ..] => (class(*c), 1),
            [] => break,
        };
        for c in class.chars() {
            if !out.ends_with(c) {
                out.push(c);
            }
        }
        i += taken;
    }
    out
}

/// Returns the consonant class of one folded letter; vowels and breaths have none.
fn class(c: char) -> &'static str {
    match c {
        'b' | 'p' | 'ب' | 'پ' | 'б' | 'п' | 'β' | 'π' | 'ב' | 'פ' | 'ף' | 'प' | 'ब' | 'भ' => {
            "P"
        }
        'f' | 'ف' | 'ф' | 'φ' | 'फ' => "F",
        't' | 'd' | 'ت' | 'ط' | 'د' | 'ٹ' | 'ڈ' | 'т' | 'д' | 'τ' | 'δ' | 'θ' | 'ד' | 'ט' | 'ת' | 'ट'
        | 'ठ' | 'ड' | 'ढ' | 'त' | 'थ' | 'द' | 'ध' => "T",
        's' | 'z' | 'j' | 'ث' | 'س' | 'ص' | 'ز' | 'ذ' | 'ض' | 'ظ' | 'ش' | 'چ' | 'ج' | 'ژ' | 'с' | 'з'
        | 'ж' | 'ц' | 'ч' | 'ш' | 'щ' | 'σ' | 'ζ' | 'ז' | 'ס' | 'צ' | 'ץ' | 'ש' | 'च' | 'छ' | 'ज' | 'झ'
        | 'श' | 'ष' | 'स' => "S",
        'k' | 'g' | 'q' | 'c' | 'ک' | 'گ' | 'ق' | 'غ' | 'خ' | 'к' | 'г' | 'ґ' | 'х' | 'κ' | 'γ' | 'χ'
        | 'ג' | 'כ' | 'ך' | 'ק' | 'क' | 'ख' | 'ग' | 'घ' => "K",
        'x' | 'ξ' => "KS",
        'ψ' => "PS",
        'l' | 'ل' | 'л' | 'λ' | 'ל' | 'ल' => "L",
        'm' | 'م' | 'м' | 'μ' | 'מ' | 'ם' | 'म' => "M",
        'n' | 'ن' | 'ں' | 'н' | 'ν' | 'נ' | 'ן' | 'न' | 'ण' | '\u{0902}' => "N",
        'r' | 'ر' | 'ڑ' | 'р' | 'ρ' | 'ר' | 'र' => "R",
        '0' => "0",
        '1' => "1",
        '2' => "2",
        '3' => "3",
        '4' => "4",
        '5' => "5",
        '6' => "6",
        '7' => "7",
        '8' => "8",
        '9' => "9",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_share_a_key() {
        for (a, b) in [
            ("Trump", "ترامپ"),
            ("Merkel", "مرکل"),
            ("Putin", "پوتین"),
            ("Khamenei", "خامنه‌ای"),
            ("Shakespeare", "شکسپیر"),
            ("Obama", "أوباما"),
            ("Gorbachev", "Горбачев"),
            ("Hollande", "اولاند"),
            ("Alexander", "الکساندر"),
            ("Athena", "Αθηνά"),
        ] {
            assert_eq!(sound_key(a), sound_key(b), "{a} {b}");
        }
        assert_eq!(sound_key("Io"), "");
        assert_ne!(sound_key("Merkel"), sound_key("Macron"));
    }
}
