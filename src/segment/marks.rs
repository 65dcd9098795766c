//! Gives the inline codes of a block to its sentences.

use super::srx::Handles;
use crate::model::{Mark, MarkKind};
use std::ops::Range;

/// Returns for every span its marks, offsets counted from the span's start.
///
/// A closing code between two sentences belongs to the one it closes, an opening code to the one it opens. The halves
/// of a pair that end up apart become isolated codes (`it`, TMX 1.4b section 3.2).
pub(super) fn share(marks: &[Mark], spans: &[Range<usize>]) -> Vec<Vec<Mark>> {
    if spans.is_empty() || marks.is_empty() {
        return vec![Vec::new(); spans.len()];
    }
    give(marks, spans, &owners(marks, spans))
}

/// Returns for every span its marks as [`share`] does, by the rules of a file: `pieces` are the spans with the white
/// space that the rules gave them, and a code that stands right where one begins goes to the side `handles` says.
pub(super) fn share_at(
    marks: &[Mark],
    pieces: &[Range<usize>],
    spans: &[Range<usize>],
    handles: Handles,
) -> Vec<Vec<Mark>> {
    if spans.is_empty() || marks.is_empty() {
        return vec![Vec::new(); spans.len()];
    }
    let mut owners: Vec<usize> = Vec::with_capacity(marks.len());
    for mark in marks {
        // The last piece that begins before the mark, and whether the next begins at it.
        let here = pieces.partition_point(|p| p.start < mark.at).saturating_sub(1);
        let breaks = pieces.get(here + 1).is_some_and(|p| p.start == mark.at);
        let stays = match mark.kind {
            MarkKind::Bpt | MarkKind::HiStart => handles.start,
            MarkKind::Ept | MarkKind::HiEnd => handles.end,
            MarkKind::Ph | MarkKind::It | MarkKind::Ut => handles.isolated,
        };
        let owner = here + usize::from(breaks && !stays);
        owners.push(owner.max(owners.last().copied().unwrap_or(0)));
    }
    give(marks, spans, &owners)
}

fn give(marks: &[Mark], spans: &[Range<usize>], owners: &[usize]) -> Vec<Vec<Mark>> {
    let mut out: Vec<Vec<Mark>> = vec![Vec::new(); spans.len()];
    for (at, mark) in marks.iter().enumerate() {
        let owner = owners[at];
        let span = &spans[owner];
        let mut mark = mark.clone();
        let apart = partner(marks, at).is_none_or(|other| owners[other] != owner);
        if apart {
            isolate(&mut mark);
        }
        mark.at = mark.at.clamp(span.start, span.end) - span.start;
        out[owner].push(mark);
    }
    out
}

fn owners(marks: &[Mark], spans: &[Range<usize>]) -> Vec<usize> {
    let mut owners: Vec<usize> = Vec::with_capacity(marks.len());
    for (index, mark) in marks.iter().enumerate() {
        let after = spans.partition_point(|s| s.start <= mark.at);
        // The last span that begins at or before the mark.
        let Some(here) = after.checked_sub(1) else {
            owners.push(0);
            continue;
        };
        let span = &spans[here];
        let last = here + 1 == spans.len();
        let owner = match mark.kind {
            MarkKind::Bpt | MarkKind::HiStart
                if mark.at >= span.end && !last && !closes_here(marks, index) =>
            {
                here + 1
            }
            MarkKind::Ept | MarkKind::HiEnd if mark.at == span.start && here > 0 => {
                match partner(marks, index) {
                    Some(open) if owners.get(open) == Some(&here) => here,
                    _ => here - 1,
                }
            }
            _ => here,
        };
        owners.push(owner.max(owners.last().copied().unwrap_or(0)));
    }
    owners
}

/// Returns whether the pair that opens at `index` closes at the same offset (it holds no text).
fn closes_here(marks: &[Mark], index: usize) -> bool {
    partner(marks, index).is_some_and(|other| marks[other].at == marks[index].at)
}

fn number(mark: &Mark) -> Option<&str> {
    mark.attributes.iter().find(|(name, _)| name == "i").map(|(_, value)| value.as_str())
}

/// Returns the other half of a pair: by `i` for codes, by nesting for highlights.
fn partner(marks: &[Mark], index: usize) -> Option<usize> {
    let own = &marks[index];
    let same = |kind: MarkKind| {
        let i = number(own);
        move |m: &Mark| m.kind == kind && i.is_some() && number(m) == i
    };
    let depth_step = |m: &Mark| match m.kind {
        MarkKind::HiStart => 1,
        MarkKind::HiEnd => -1,
        _ => 0,
    };
    match own.kind {
        MarkKind::Bpt => {
            let fits = same(MarkKind::Ept);
            (index + 1..marks.len()).find(|&j| fits(&marks[j]))
        }
        MarkKind::Ept => {
            let fits = same(MarkKind::Bpt);
            (0..index).rev().find(|&j| fits(&marks[j]))
        }
        MarkKind::HiStart => {
            let mut depth = 0;
            (index..marks.len()).find(|&j| {
                depth += depth_step(&marks[j]);
                depth == 0
            })
        }
        MarkKind::HiEnd => {
            let mut depth = 0;
            (0..=index).rev().find(|&j| {
                depth += depth_step(&marks[j]);
                depth == 0
            })
        }
        _ => None,
    }
}

fn isolate(mark: &mut Mark) {
    let pos = match mark.kind {
        MarkKind::Bpt => "begin",
        MarkKind::Ept => "end",
        _ => return,
    };
    mark.kind = MarkKind::It;
    mark.attributes.retain(|(name, _)| name != "i" && name != "pos");
    mark.attributes.insert(0, ("pos".to_owned(), pos.to_owned()));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(at: usize, kind: MarkKind, i: &str) -> Mark {
        Mark { at, kind, attributes: vec![("i".to_owned(), i.to_owned())], content: "*".to_owned() }
    }

    #[test]
    fn a_closing_code_stays_with_what_it_closes() {
        let marks = [
            mark(0, MarkKind::Bpt, "1"),
            mark(6, MarkKind::Ept, "1"),
            mark(7, MarkKind::Bpt, "2"),
            mark(9, MarkKind::Ept, "2"),
        ];
        let shared = share(&marks, &[0..6, 7..14]);
        assert_eq!(
            shared[0].iter().map(|m| (m.at, m.kind)).collect::<Vec<_>>(),
            [(0, MarkKind::Bpt), (6, MarkKind::Ept)]
        );
        assert_eq!(
            shared[1].iter().map(|m| (m.at, m.kind)).collect::<Vec<_>>(),
            [(0, MarkKind::Bpt), (2, MarkKind::Ept)]
        );
    }

    #[test]
    fn codes_at_a_break_go_to_the_side_that_is_said() {
        // `Rain.</b><br/> <i>We stayed.</i>`, cut behind the point: the white space is the second piece's.
        let marks = [
            mark(0, MarkKind::Bpt, "1"),
            mark(5, MarkKind::Ept, "1"),
            mark(5, MarkKind::Ph, ""),
            mark(6, MarkKind::Bpt, "2"),
            mark(16, MarkKind::Ept, "2"),
        ];
        let at = |handles: Handles, pieces: &[Range<usize>]| -> Vec<Vec<(usize, MarkKind)>> {
            let shared = share_at(&marks, pieces, &[0..5, 6..16], handles);
            shared.iter().map(|own| own.iter().map(|m| (m.at, m.kind)).collect()).collect()
        };
        use MarkKind::{Bpt, Ept, It, Ph};
        let behind_point = [0..5, 5..16];
        let standard = Handles::default();
        assert_eq!(at(standard, &behind_point)[0], [(0, Bpt), (5, Ept)]);
        assert_eq!(at(standard, &behind_point)[1], [(0, Ph), (0, Bpt), (10, Ept)]);
        let lone_stay = Handles { isolated: true, ..standard };
        assert_eq!(at(lone_stay, &behind_point)[0], [(0, Bpt), (5, Ept), (5, Ph)]);
        // What closes goes on, so what comes behind it must, and the pair is cut.
        let none_stays = Handles { end: false, ..lone_stay };
        assert_eq!(at(none_stays, &behind_point)[0], [(0, It)]);
        assert_eq!(at(none_stays, &behind_point)[1], [(0, It), (0, Ph), (0, Bpt), (10, Ept)]);
        // Cut behind the white space: the opening code stands at the break.
        let behind_space = [0..6, 6..16];
        assert_eq!(at(standard, &behind_space)[1], [(0, Bpt), (10, Ept)]);
        let openers_stay = Handles { start: true, ..standard };
        assert_eq!(at(openers_stay, &behind_space)[0], [(0, Bpt), (5, Ept), (5, Ph), (5, It)]);
        assert_eq!(at(openers_stay, &behind_space)[1], [(10, It)]);
    }

    #[test]
    fn a_split_pair_becomes_two_isolated_codes() {
        let marks = [mark(2, MarkKind::Bpt, "1"), mark(9, MarkKind::Ept, "1")];
        let shared = share(&marks, &[0..6, 7..14]);
        assert_eq!(shared[0][0].kind, MarkKind::It);
        assert_eq!(shared[1][0].attributes, [("pos".to_owned(), "end".to_owned())]);
    }

    #[test]
    fn a_code_that_closes_after_the_space_is_drawn_back() {
        let marks = [mark(0, MarkKind::Bpt, "1"), mark(7, MarkKind::Ept, "1")];
        let shared = share(&marks, &[0..6, 7..14]);
        assert_eq!(shared[0].len(), 2);
        assert_eq!(shared[0][1].at, 6);
    }
}
