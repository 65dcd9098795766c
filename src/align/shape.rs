//! How a segment begins and ends: whether it is a whole sentence, a piece of one, or several.

/// The outer form of a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Shape {
    /// Sentence ends inside the segment, before its last word.
    pub(crate) inner_ends: u8,
    /// Whether it ends as a sentence does.
    pub(crate) closed: bool,
    /// Whether it begins with a small letter, in a script that has them.
    pub(crate) small: bool,
    /// Whether it begins with a capital letter.
    pub(crate) capital: bool,
}

/// How many kinds of seam between two neighbours there are: the first open or closed, and the second beginning with
/// a sign that has no case, a small letter or a capital.
pub(crate) const SEAMS: usize = 6;

impl Shape {
    /// Returns the shape of a segment's text.
    pub(crate) fn of(text: &str) -> Shape {
        let mut inner_ends = 0u8;
        let mut chars = text.char_indices().peekable();
        let mut word_letters = 0;
        while let Some((at, c)) = chars.next() {
            if !is_end(c) {
                word_letters = if c.is_alphabetic() { word_letters + 1 } else { 0 };
                continue;
            }
            let weak = c == '.' && word_letters < 3;
            word_letters = 0;
            let rest = text[at + c.len_utf8()..].trim_start_matches(|c| is_end(c) || is_close(c));
            let spaced = rest.starts_with(char::is_whitespace) || matches!(c, '。' | '！' | '？');
            while chars.next_if(|&(_, n)| is_end(n) || is_close(n)).is_some() {}
            let next = rest.trim_start().trim_start_matches(is_close).chars().next();
            if spaced && !weak && next.is_some_and(|n| !n.is_lowercase()) {
                inner_ends = inner_ends.saturating_add(1);
            }
        }
        let closed = text.trim_end_matches(|c: char| is_close(c) || c.is_whitespace()).ends_with(is_end);
        // An address begins small and goes on with nothing.
        let address = text.split_whitespace().next().is_some_and(|w| w.contains("://") || w.contains("www."));
        let first = text.chars().find(|c| c.is_alphanumeric()).filter(|_| !address);
        let small = first.is_some_and(char::is_lowercase);
        let capital = first.is_some_and(char::is_uppercase);
        Shape { inner_ends, closed, small, capital }
    }

    /// Returns the kind of the seam between this segment and the one after it, below [`SEAMS`].
    pub(crate) fn seam(self, next: Shape) -> usize {
        usize::from(self.closed) + 2 * usize::from(next.small) + 4 * usize::from(next.capital)
    }
}

/// Returns how many sentences a run of neighbouring segments holds: one ends where a segment is closed, where the next
/// begins with a capital (a heading has no full stop), and at the end of the run.
pub(crate) fn sentences(run: &[Shape]) -> u32 {
    if run.is_empty() {
        return 0;
    }
    let inner: u32 = run.iter().map(|s| u32::from(s.inner_ends)).sum();
    inner + run.windows(2).filter(|w| w[0].closed || w[1].capital).count() as u32 + 1
}

fn is_end(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '؟' | '۔' | '।' | '॥' | '。' | '！' | '？')
}

fn is_close(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '’' | '»' | '“' | '«' | ')' | ']' | '』' | '」' | '›' | '‹' | '(' | '[')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_sentences_and_pieces() {
        let shape = Shape::of("The river rose. Nobody slept");
        assert_eq!(shape, Shape { inner_ends: 1, closed: false, small: false, capital: true });
        assert_eq!(Shape::of("آب بالا آمد. کسی نخوابید.").inner_ends, 1);
        assert!(Shape::of("and then «it» stopped.»").closed);
        assert!(Shape::of("and then it stopped").small);
        assert!(!Shape::of("<https://example.org/a>").small);
    }

    #[test]
    fn abbreviations_and_numbers_end_nothing() {
        assert_eq!(Shape::of("Mr. Adams paid 2.5 pounds to J. Smith.").inner_ends, 0);
        assert_eq!(Shape::of("").inner_ends, 0);
    }

    #[test]
    fn sentences_of_a_broken_line() {
        let run = [Shape::of("The river rose over"), Shape::of("the bridge.")];
        assert_eq!(sentences(&run), 1);
        assert_eq!(sentences(&[Shape::of("One. Two.")]), 2);
        assert_eq!(sentences(&[Shape::of("The flood of the year"), Shape::of("The river rose.")]), 2);
        assert_eq!(sentences(&[]), 0);
    }
}
