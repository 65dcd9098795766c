//! Controls of writing direction that are never closed, or close nothing.

use std::ops::Range;

/// Returns the byte ranges of controls without a partner, in the order of the text.
///
/// U+202A, 202B, 202D and 202E are closed by U+202C, U+2066 to 2068 by U+2069. The marks U+200E, 200F and 061C stand
/// alone and are never without a partner.
///
/// ```
/// use glossary::bidi::unbalanced_controls;
///
/// assert!(unbalanced_controls("a \u{202b}سلام\u{202c} b \u{2067}x\u{2069}").is_empty());
/// assert_eq!(unbalanced_controls("\u{202b}سلام"), [0..3]);
/// assert_eq!(unbalanced_controls("سلام\u{2069}").len(), 1);
/// ```
pub fn unbalanced_controls(text: &str) -> Vec<Range<usize>> {
    let (mut embeds, mut isolates, mut lost) = (Vec::new(), Vec::new(), Vec::new());
    for (at, c) in text.char_indices() {
        let span = at..at + c.len_utf8();
        match c {
            '\u{202a}' | '\u{202b}' | '\u{202d}' | '\u{202e}' => embeds.push(span),
            '\u{2066}'..='\u{2068}' => isolates.push(span),
            '\u{202c}' if embeds.pop().is_none() => lost.push(span),
            '\u{2069}' if isolates.pop().is_none() => lost.push(span),
            _ => {}
        }
    }
    lost.extend(embeds);
    lost.extend(isolates);
    lost.sort_by_key(|s| s.start);
    lost
}
