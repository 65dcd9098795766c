//! Writes edits into a variant: text and inline codes.

use crate::model::{Edit, Mark, MarkKind, Variant};

/// Returns the variant with the edits made; codes keep their side of the text around them.
///
/// `edits` stand in order and do not overlap. A code inside a stretch that is replaced keeps its place where the old and
/// the new text begin or end alike; else those that close go behind the new text and the others before it, all of one
/// stretch to the same side, so that pairs stay nested.
///
/// ```
/// use yeksan::model::{Edit, Lang, Variant};
/// use yeksan::settle::apply;
/// let variant = Variant::new(Lang::new("fa"), "فتوای خميني بود");
/// let edit = Edit { range: 11..21, text: "خمینی".into() };
/// assert_eq!(apply(&variant, &[edit]).text, "فتوای خمینی بود");
/// ```
pub fn apply(variant: &Variant, edits: &[Edit]) -> Variant {
    let old = &variant.text;
    let mut text = String::with_capacity(old.len() + 8);
    let mut marks: Vec<Mark> = Vec::with_capacity(variant.marks.len());
    let mut waiting = variant.marks.iter().peekable();
    let mut from = 0;
    for edit in edits {
        let range = &edit.range;
        // A code at the edge of a stretch stays outside it.
        while let Some(mark) = waiting.next_if(|m| m.at <= range.start) {
            marks.push(Mark { at: text.len() + (mark.at - from), ..mark.clone() });
        }
        text.push_str(&old[from..range.start]);
        let start = text.len();
        let (before, after) = shared(&old[range.clone()], &edit.text);
        let mut side: Option<usize> = None;
        while let Some(mark) = waiting.next_if(|m| m.at < range.end) {
            let inside = mark.at - range.start;
            let at = if side.is_none() && inside <= before {
                inside
            } else if inside + after >= range.len() {
                edit.text.len() + inside - range.len()
            } else {
                let closes = matches!(mark.kind, MarkKind::Ept | MarkKind::HiEnd);
                *side.get_or_insert(if closes { edit.text.len() - after } else { before })
            };
            marks.push(Mark { at: start + at, ..mark.clone() });
        }
        text.push_str(&edit.text);
        from = range.end;
    }
    marks.extend(waiting.map(|m| Mark { at: text.len() + (m.at - from), ..m.clone() }));
    text.push_str(&old[from..]);
    Variant { text, marks, ..variant.clone() }
}

/// Returns the edits that turn the edited text back into `old`.
pub fn inverse(old: &str, edits: &[Edit]) -> Vec<Edit> {
    let mut out = Vec::with_capacity(edits.len());
    let (mut from, mut at) = (0, 0);
    for edit in edits {
        at += edit.range.start - from;
        out.push(Edit { range: at..at + edit.text.len(), text: old[edit.range.clone()].to_owned() });
        at += edit.text.len();
        from = edit.range.end;
    }
    out
}

/// Returns how many bytes two texts begin and end alike with, at `char` boundaries, the two not overlapping.
fn shared(a: &str, b: &str) -> (usize, usize) {
    let before: usize = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).map(|(c, _)| c.len_utf8()).sum();
    let after: usize = a[before..]
        .chars()
        .rev()
        .zip(b[before..].chars().rev())
        .take_while(|(x, y)| x == y)
        .map(|(c, _)| c.len_utf8())
        .sum();
    (before, after)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Lang;
    use proptest::prelude::*;

    fn mark(at: usize, kind: MarkKind) -> Mark {
        Mark { at, kind, attributes: Vec::new(), content: String::new() }
    }

    fn variant(text: &str, marks: Vec<Mark>) -> Variant {
        Variant { marks, ..Variant::new(Lang::new("fa"), text) }
    }

    #[test]
    fn codes_keep_their_side() {
        let text = "به خميني گفت";
        let (start, end) = (text.find('خ').unwrap(), text.find(" گ").unwrap());
        let marks =
            vec![mark(start, MarkKind::Bpt), mark(end, MarkKind::Ept), mark(text.len(), MarkKind::Ph)];
        let edit = Edit { range: start..end, text: "آیت‌الله خمینی".into() };
        let new = apply(&variant(text, marks), &[edit]);
        assert_eq!(new.text, "به آیت‌الله خمینی گفت");
        let at: Vec<&str> = new.marks.iter().map(|m| &new.text[..m.at]).collect();
        assert_eq!(at, ["به ", "به آیت‌الله خمینی", new.text.as_str()]);
    }

    #[test]
    fn codes_inside_a_name_stay_nested() {
        // <b>رهم</b><i>ان</i>
        let text = "رهمان";
        let marks = vec![
            mark(0, MarkKind::Bpt),
            mark(6, MarkKind::Ept),
            mark(6, MarkKind::Bpt),
            mark(10, MarkKind::Ept),
        ];
        let new = apply(&variant(text, marks), &[Edit { range: 0..10, text: "رحمان".into() }]);
        let at: Vec<usize> = new.marks.iter().map(|m| m.at).collect();
        assert_eq!(at, [0, 6, 6, 10], "both begin and end alike around the code");
        let marks = vec![mark(0, MarkKind::Bpt), mark(4, MarkKind::Ept), mark(6, MarkKind::Ph)];
        let new = apply(&variant(text, marks), &[Edit { range: 0..10, text: "جاوید".into() }]);
        let at: Vec<usize> = new.marks.iter().map(|m| m.at).collect();
        assert_eq!(at, [0, 10, 10]);
    }

    /// A text of words with codes at any `char` boundary, and edits of some of its words.
    fn case() -> impl Strategy<Value = (Variant, Vec<Edit>)> {
        let words = proptest::collection::vec("[خمینیرهاك\u{200c}]{1,6}|[a-z]{1,4}", 1..8);
        let swaps = proptest::collection::vec(proptest::option::of("[خمینی\u{200c} a]{0,6}"), 8);
        (words, swaps, proptest::collection::vec(0usize..80, 0..6)).prop_map(|(words, swaps, codes)| {
            let mut text = String::new();
            let mut edits = Vec::new();
            for (word, swap) in words.iter().zip(swaps) {
                let start = text.len();
                text.push_str(word);
                if let Some(swap) = swap {
                    edits.push(Edit { range: start..text.len(), text: swap });
                }
                text.push(' ');
            }
            let mut at: Vec<usize> = codes.into_iter().filter(|c| text.is_char_boundary(*c)).collect();
            at.sort_unstable();
            let kinds = [MarkKind::Bpt, MarkKind::Ept, MarkKind::Ph];
            let marks = at.iter().enumerate().map(|(n, at)| mark(*at, kinds[n % 3])).collect();
            (variant(&text, marks), edits)
        })
    }

    proptest! {
        #[test]
        fn only_the_stretches_change_and_backwards_is_the_original((old, edits) in case()) {
            let new = apply(&old, &edits);
            let (mut from, mut at) = (0, 0);
            for (edit, back) in edits.iter().zip(inverse(&old.text, &edits)) {
                prop_assert_eq!(&old.text[from..edit.range.start], &new.text[at..back.range.start]);
                prop_assert_eq!(&new.text[back.range.clone()], &edit.text);
                (from, at) = (edit.range.end, back.range.end);
            }
            prop_assert_eq!(&old.text[from..], &new.text[at..]);
            prop_assert_eq!(apply(&new, &inverse(&old.text, &edits)).text, old.text);
        }

        #[test]
        fn codes_stay_in_order_on_char_boundaries((old, edits) in case()) {
            let new = apply(&old, &edits);
            prop_assert_eq!(new.marks.len(), old.marks.len());
            prop_assert!(new.marks.is_sorted_by_key(|m| m.at));
            let kinds = |v: &Variant| v.marks.iter().map(|m| m.kind).collect::<Vec<_>>();
            prop_assert_eq!(kinds(&new), kinds(&old));
            for (before, after) in old.marks.iter().zip(&new.marks) {
                prop_assert!(new.text.is_char_boundary(after.at));
                // Outside the edits what stands behind a code is what stood there.
                if edits.iter().all(|e| before.at <= e.range.start || before.at >= e.range.end)
                    && !edits.iter().any(|e| e.range.start >= before.at)
                {
                    prop_assert_eq!(&old.text[before.at..], &new.text[after.at..]);
                }
            }
        }
    }
}
