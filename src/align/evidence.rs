//! What the aligner sees of a document: word numbers, lengths and shapes of its segments.

use super::shape::Shape;
use crate::lexicon::{SENTENCE_WORDS, Vocabulary, stem_spans};
use crate::model::{Lang, Segment};
use rustc_hash::FxHashMap;

/// One side of a document pair.
#[derive(Debug, Clone, Default)]
pub(crate) struct Side {
    words: Vec<u32>,
    starts: Vec<u32>,
    chars: Vec<f32>,
    shapes: Vec<Shape>,
}

impl Side {
    /// Returns how many segments there are.
    pub(crate) fn len(&self) -> usize {
        self.chars.len()
    }

    /// Returns the words of all segments, at most [`SENTENCE_WORDS`] of each, one after the other.
    pub(crate) fn words(&self) -> &[u32] {
        &self.words
    }

    /// Returns where a segment's words begin in [`words`](Side::words); one more than the last segment is their end.
    pub(crate) fn start(&self, segment: usize) -> usize {
        self.starts[segment] as usize
    }

    /// Returns a run of segments as a side of its own.
    pub(crate) fn part(&self, run: std::ops::Range<usize>) -> Side {
        let first = self.starts[run.start];
        Side {
            words: self.words_of(run.clone()).to_vec(),
            starts: self.starts[run.start..=run.end].iter().map(|s| s - first).collect(),
            chars: self.chars[run.clone()].to_vec(),
            shapes: self.shapes[run].to_vec(),
        }
    }

    /// Returns the words of a run of segments.
    pub(crate) fn words_of(&self, run: std::ops::Range<usize>) -> &[u32] {
        &self.words[self.start(run.start)..self.start(run.end)]
    }

    /// Returns the lengths of the segments in characters without white space.
    pub(crate) fn chars(&self) -> &[f32] {
        &self.chars
    }

    /// Returns the shapes of the segments.
    pub(crate) fn shapes(&self) -> &[Shape] {
        &self.shapes
    }
}

/// Where the segments of a side were met before.
#[derive(Debug, Clone)]
pub(crate) struct Recurrence {
    /// By segment, the last one before it with the same words, plus one; 0 for none.
    earlier: Vec<u32>,
}

impl Recurrence {
    /// Reads a side once.
    pub(crate) fn of(side: &Side) -> Recurrence {
        let mut last: FxHashMap<&[u32], u32> = FxHashMap::default();
        let earlier = (0..side.len())
            .map(|segment| last.insert(side.words_of(segment..segment + 1), segment as u32 + 1).unwrap_or(0))
            .collect();
        Recurrence { earlier }
    }

    /// Returns how many different segments a run holds.
    pub(crate) fn variety(&self, run: std::ops::Range<usize>) -> usize {
        let start = run.start as u32;
        self.earlier[run].iter().filter(|&&earlier| earlier <= start).count()
    }
}

/// The words of one language over all documents of a batch, numbered, each with one form as it was written.
#[derive(Debug, Clone, Default)]
pub(crate) struct Words {
    /// The numbers.
    pub(crate) vocabulary: Vocabulary,
    /// The first form of each word as written; a form that begins with a capital is preferred.
    pub(crate) forms: Vec<Box<str>>,
}

impl Words {
    /// Numbers the words and marks of a document's segments.
    pub(crate) fn read(&mut self, segments: &[Segment], lang: &Lang) -> Side {
        let mut side = Side { starts: vec![0], ..Side::default() };
        for segment in segments {
            let text = segment.text.as_str();
            let (mut at, most) = (0, side.words.len() + SENTENCE_WORDS);
            for stem in stem_spans(text, lang) {
                self.marks(&text[at..stem.range.start], &mut side.words);
                at = stem.range.end;
                let id = self.number(&stem.key, &text[stem.range]);
                side.words.push(id);
                if side.words.len() >= most {
                    break;
                }
            }
            self.marks(&text[at..], &mut side.words);
            side.words.truncate(most);
            side.starts.push(side.words.len() as u32);
            side.chars.push(text.chars().filter(|c| !c.is_whitespace()).count() as f32);
            side.shapes.push(Shape::of(text));
        }
        side
    }

    fn number(&mut self, key: &str, form: &str) -> u32 {
        let id = self.vocabulary.intern(key);
        if id as usize == self.forms.len() {
            self.forms.push(form.into());
        } else if form.starts_with(char::is_uppercase)
            && !self.forms[id as usize].starts_with(char::is_uppercase)
        {
            self.forms[id as usize] = form.into();
        }
        id
    }

    fn marks(&mut self, gap: &str, out: &mut Vec<u32>) {
        let mut utf8 = [0; 4];
        for c in gap.chars() {
            if let Some(mark) = mark(c) {
                let text = mark.encode_utf8(&mut utf8);
                out.push(self.number(text, text));
            }
        }
    }
}

/// Returns the mark a character counts as in every script, `None` for what says little (stops, commas, spaces).
fn mark(c: char) -> Option<char> {
    Some(match c {
        '؟' | '？' => '?',
        '！' => '!',
        '؛' => ';',
        '٪' | '％' => '%',
        '«' | '»' | '“' | '”' | '„' | '‟' | '"' | '「' | '」' | '『' | '』' | '《' | '》' => {
            '"'
        }
        '（' => '(',
        '）' => ')',
        '：' => ':',
        '–' | '—' => '—',
        '?' | '!' | ';' | '%' | '(' | ')' | ':' | '[' | ']' | '/' | '&' | '+' | '=' | '@' | '#' | '*'
        | '$' | '£' | '€' | '¥' | '°' | '§' => c,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_two_scripts_are_one() {
        let lang = Lang::new("fa");
        let mut words = Words::default();
        let side = words.read(&[Segment::bare("«چرا؟»"), Segment::bare("\"چرا?\"")], &lang);
        assert_eq!(side.words_of(0..1), side.words_of(1..2));
        assert_eq!(side.len(), 2);
        assert_eq!(side.words().len(), 8);
    }

    #[test]
    fn a_segment_is_read_so_far_and_no_farther() {
        let text: String = (0..50_000).map(|n| format!("{n} * ")).collect();
        let mut words = Words::default();
        let side = words.read(&[Segment::bare(&text), Segment::bare("end")], &Lang::new("en"));
        assert_eq!(side.words_of(0..1).len(), SENTENCE_WORDS);
        assert_eq!(side.words_of(1..2).len(), 1);
        assert!(words.vocabulary.len() <= SENTENCE_WORDS + 1);
        assert!(side.chars()[0] > 250_000.0, "the length is that of the whole segment");
    }

    #[test]
    fn an_empty_segment_has_no_words() {
        let side = Words::default().read(&[Segment::bare("")], &Lang::new("en"));
        assert!(side.words_of(0..1).is_empty());
        assert_eq!(side.chars(), [0.0]);
    }
}
