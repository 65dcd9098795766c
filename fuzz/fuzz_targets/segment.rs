//! Any text in any language: the built-in rules do not panic, their spans cover the text in order and cut no grapheme, and
//! a segment keeps these promises when it is cut again.
//!
//!     cargo +nightly fuzz run segment -- -max_total_time=600 -rss_limit_mb=512 -timeout=2 -max_len=8192 -dict=fuzz/text.dict

#![no_main]

use libfuzzer_sys::fuzz_target;
use unicode_segmentation::GraphemeCursor;
use yeksan::model::Lang;
use yeksan::segment::split;

/// Languages whose rules differ in kind: one is picked by the first byte.
const LANGS: [&str; 19] = [
    "en", "fa", "de", "ja", "el", "hy", "und", "sk", "tr", "it", "ru", "zh", "ar", "hi", "ur", "fr", "fi",
    "kk", "da",
];

fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}' | '\u{2060}' | '\u{180e}')
}

fn check(text: &str, lang: &Lang) {
    let mut at = 0;
    for span in split(text, lang) {
        assert!(at <= span.start && span.start < span.end, "{span:?} after {at} in {text:?}");
        assert!(text[at..span.start].chars().all(is_space), "text left out before {span:?} in {text:?}");
        for end in [span.start, span.end] {
            let whole = GraphemeCursor::new(end, text.len(), true).is_boundary(text, 0).unwrap_or(true);
            assert!(whole, "a grapheme is cut at {end} in {text:?}");
        }
        at = span.end;
    }
    assert!(text[at..].chars().all(is_space), "text left out after {at} in {text:?}");
}

fuzz_target!(|bytes: &[u8]| {
    let Some((&first, rest)) = bytes.split_first() else { return };
    let lang = Lang::new(LANGS[usize::from(first) % LANGS.len()]);
    let text = String::from_utf8_lossy(rest);
    check(&text, &lang);
    for span in split(&text, &lang) {
        check(&text[span], &lang);
    }
});
