//! What the ends and beginnings of a block tell: whether a sentence is finished, whether the next goes on with it.

/// Words no sentence ends with, sorted: articles, prepositions, conjunctions of English and Persian.
const LEADING: &[&str] = &[
    "a",
    "an",
    "and",
    "as",
    "at",
    "because",
    "by",
    "for",
    "from",
    "if",
    "in",
    "into",
    "nor",
    "of",
    "on",
    "or",
    "than",
    "that",
    "the",
    "their",
    "to",
    "which",
    "while",
    "who",
    "whose",
    "with",
    "از",
    "با",
    "بر",
    "برای",
    "به",
    "تا",
    "در",
    "زیرا",
    "مانند",
    "مثل",
    "و",
    "که",
    "یا",
    "یک",
];

/// Words that go on with a sentence when they open a block of a script without capitals, sorted.
const CONTINUING: &[&str] = &["اما", "بلکه", "تا", "زیرا", "و", "ولی", "چون", "که", "یا", "یعنی"];

fn is_closing(c: char) -> bool {
    matches!(
        c,
        ')' | ']'
            | '}'
            | '"'
            | '\''
            | '»'
            | '«'
            | '”'
            | '’'
            | '“'
            | '›'
            | '」'
            | '』'
            | '）'
            | '*'
            | '_'
            | '\u{200f}'
            | '\u{200e}'
    ) || c.is_whitespace()
}

/// Returns whether the text ends as sentences end.
pub(super) fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(is_closing)
        .ends_with(['.', '!', '?', '…', '؟', '۔', '。', '！', '？', '।', '։', '॥', '።', '．', '｡'])
}

/// Returns whether the text breaks off at a comma or a semicolon.
pub(super) fn ends_at_comma(text: &str) -> bool {
    text.trim_end().ends_with([',', '،', ';', '؛', '、', '，'])
}

/// Returns the first letter or digit.
fn first(text: &str) -> Option<char> {
    text.chars().find(|c| c.is_alphanumeric())
}

/// Returns whether the text opens in lower case (`iPhone` does not).
pub(super) fn starts_low(text: &str) -> bool {
    let head =
        text.trim_start_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '<' | '/' | '@' | '#' | '+'));
    let mut chars = head.chars();
    chars.next().is_some_and(char::is_lowercase)
        && !chars.take(2).any(|c| c.is_uppercase() || c == ':' || c == '.')
        && !head.starts_with("http")
        && !head.starts_with("www.")
}

/// Returns whether the text is of a script with capitals.
pub(super) fn has_case(text: &str) -> bool {
    let letters = || text.chars().filter(|c| c.is_alphabetic()).take(60);
    letters().filter(|c| c.is_lowercase() || c.is_uppercase()).count() * 2 > letters().count()
}

fn word(text: &str) -> &str {
    text.trim_matches(|c: char| !c.is_alphanumeric())
}

/// Returns whether the last word calls for another.
pub(super) fn ends_on_leading_word(text: &str) -> bool {
    let last = text.split_whitespace().next_back().unwrap_or_default();
    if last.ends_with(|c: char| !c.is_alphanumeric()) {
        return false;
    }
    LEADING.binary_search(&word(last).to_lowercase().as_str()).is_ok()
}

/// Returns whether the text opens with a word that goes on with a sentence, in lower case or a script without case.
pub(super) fn continues(text: &str) -> bool {
    if starts_low(text) {
        return true;
    }
    let opening = text.split_whitespace().next().unwrap_or_default();
    CONTINUING.binary_search(&opening).is_ok()
}

/// Returns whether the block looks like running text, not like a title: long enough and not in title case.
pub(super) fn is_running(text: &str) -> bool {
    if ends_at_comma(text) && text.split_whitespace().count() >= 4 || opens_with_wire(text) {
        return true;
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    if inner_end(text) && words.len() >= 6 {
        return true;
    }
    if !has_case(text) {
        return words.len() >= 14;
    }
    let low = words.iter().filter(|w| first(w).is_some_and(char::is_lowercase)).count();
    words.len() >= 9 && low * 2 >= words.len()
}

/// Returns whether the text is written as sentences are, not as titles: most words in lower case.
pub(super) fn is_sentence_case(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let low = words.iter().filter(|w| first(w).is_some_and(char::is_lowercase)).count();
    words.len() >= 3 && low * 2 >= words.len()
}

/// Returns whether the text names itself a caption: `Photo: …`, `[…]`.
pub(super) fn is_labelled_caption(text: &str) -> bool {
    const LABELS: [&str; 14] = [
        "photo",
        "photograph",
        "picture",
        "image",
        "caption",
        "figure",
        "fig.",
        "video",
        "credit",
        "عکس",
        "تصویر",
        "ویدئو",
        "ویدیو",
        "نمودار",
    ];
    if text.len() > 1600 {
        return false;
    }
    let lower: String =
        text.trim_start_matches(['(', '[']).chars().take(24).flat_map(char::to_lowercase).collect();
    let labelled = LABELS.iter().any(|l| {
        lower.strip_prefix(l).is_some_and(|r| {
            r.trim_start_matches(|c: char| c.is_numeric() || c == ' ').starts_with([':', '-', '–', '.', '/'])
        })
    });
    labelled && text.chars().count() < 400
}

/// Returns whether a sentence ends inside the text.
fn inner_end(text: &str) -> bool {
    text.match_indices(['.', '!', '?', '؟']).any(|(i, m)| {
        text[i + m.len()..].starts_with(' ')
            && text[..i].ends_with(|c: char| c.is_lowercase() || ('\u{600}'..='\u{6ff}').contains(&c))
    })
}

/// Returns whether the text may stand under a picture without a full stop: a line or two that open as a sentence does.
pub(super) fn looks_like_caption(text: &str) -> bool {
    let opens = first(text)
        .is_some_and(|c| c.is_uppercase() || c.is_numeric() || !c.is_lowercase() && !has_case(text));
    opens && !ends_sentence(text) && !text.ends_with([',', '،', ':']) && text.chars().count() <= 240
}

/// Returns whether the text opens as agency copy does after the place and date: `/Agency/ --`, `(Agency) —`, `–`.
pub(super) fn opens_with_wire(text: &str) -> bool {
    let text = text.trim_start();
    if text.starts_with("--") || text.starts_with("— ") || text.starts_with("– ") {
        return true;
    }
    let Some(rest) = text.strip_prefix('/').or_else(|| text.strip_prefix('(')) else { return false };
    let Some(close) = rest.find(['/', ')']).filter(|&i| i > 1 && i < 48) else { return false };
    let name = &rest[..close];
    !name.contains(['\n', '?', '!']) && rest[close + 1..].trim_start().starts_with(['-', '—', '–'])
}

/// Returns whether the text is a place and a date and nothing else: `SHIRAZ, March 4, 2021`.
pub(super) fn is_dateline(text: &str) -> bool {
    let words = text.split_whitespace().count();
    let year = text.split(|c: char| !c.is_numeric()).any(|n| n.chars().count() == 4);
    let day = text.split(|c: char| !c.is_numeric()).any(|n| matches!(n.chars().count(), 1 | 2));
    (3..=10).contains(&words)
        && year
        && day
        && text.contains([',', '،'])
        && !ends_sentence(text)
        && first(text).is_some_and(|c| !c.is_lowercase())
}

/// Returns whether the block can be a heading by its look.
pub(super) fn looks_like_heading(text: &str) -> bool {
    if text.len() > 600 {
        return false;
    }
    let words = text.split_whitespace().count();
    let letters = text.chars().filter(|c| c.is_alphabetic()).take(2).count();
    letters >= 2
        && words <= 20
        && text.chars().count() <= 140
        && !ends_sentence(text)
        && !ends_at_comma(text)
        && !text.ends_with([':', '-', '–', '—'])
        && !starts_low(text)
        && !text.contains("://")
        && !text.contains('@')
        && !opens_with_wire(text)
        && !ends_on_leading_word(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn word_lists_are_sorted() {
        assert!(LEADING.windows(2).all(|w| w[0] < w[1]));
        assert!(CONTINUING.windows(2).all(|w| w[0] < w[1]));
    }

    #[test]
    fn datelines_and_wires() {
        assert!(is_dateline("SHIRAZ, IRAN, March 4, 2021"));
        assert!(is_dateline("شیراز، ۱۴ اسفند ۱۳۹۹"));
        assert!(!is_dateline("In March 2021, the river rose."));
        assert!(opens_with_wire("/NewsDesk.example/ -- The river rose"));
        assert!(opens_with_wire("(Newsdesk) — The river rose"));
        assert!(!opens_with_wire("(He left.) The river rose"));
    }

    #[test]
    fn running_text_and_titles() {
        assert!(is_running("The water reached the lower streets before the men of the council could close"));
        assert!(!is_running("The Water of the Lower Streets and the Men of the Old City Council"));
        assert!(is_running("آب به کوچه‌های پایین رسید،"));
        assert!(ends_on_leading_word("She spoke to the"));
    }
}
