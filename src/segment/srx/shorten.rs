//! Patterns made shorter where only it counts that they match, not how far.

use regex_automata::util::syntax;
use regex_syntax::hir::{Hir, HirKind};

/// The end of a pattern that may lie anywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Free {
    /// Where a match begins does not count.
    Start,
    /// Where a match ends does not count.
    End,
}

/// Returns a pattern that matches at the same places and is done sooner: `[a-z]+` at a free end is `[a-z]`, and what may
/// be left out there is left out.
pub(super) fn shorten(pattern: &str, free: Free) -> String {
    let Ok(whole) = syntax::parse(pattern) else { return pattern.to_owned() };
    let short = cut(whole.clone(), free);
    if short == whole { pattern.to_owned() } else { short.to_string() }
}

/// Returns whether a pattern matches at every place, whatever stands there.
pub(super) fn matches_everywhere(pattern: &str) -> bool {
    syntax::parse(pattern).is_ok_and(|whole| is_empty(&cut(whole, Free::End)))
}

fn cut(hir: Hir, free: Free) -> Hir {
    match hir.into_kind() {
        HirKind::Empty => Hir::empty(),
        HirKind::Literal(literal) => Hir::literal(literal.0),
        HirKind::Class(class) => Hir::class(class),
        HirKind::Look(look) => Hir::look(look),
        HirKind::Capture(group) => cut(*group.sub, free),
        HirKind::Repetition(times) if times.min == 0 => Hir::empty(),
        HirKind::Repetition(times) if times.min == 1 => cut(*times.sub, free),
        HirKind::Repetition(mut times) => {
            times.max = Some(times.min);
            Hir::repetition(times)
        }
        HirKind::Alternation(choices) => {
            let short: Vec<Hir> = choices.into_iter().map(|choice| cut(choice, free)).collect();
            // One choice that is always there makes the others idle.
            if short.iter().any(is_empty) { Hir::empty() } else { Hir::alternation(short) }
        }
        HirKind::Concat(mut parts) => {
            while !parts.is_empty() {
                let at = if free == Free::Start { 0 } else { parts.len() - 1 };
                let short = cut(parts.remove(at), free);
                if !is_empty(&short) {
                    parts.insert(at, short);
                    break;
                }
            }
            Hir::concat(parts)
        }
    }
}

fn is_empty(hir: &Hir) -> bool {
    matches!(hir.kind(), HirKind::Empty)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn free_ends_are_cut_back() {
        for (pattern, start, end) in [
            ("[a-c]+x*", "[a-c]x*", "[a-c]"),
            ("a{2,5}", "(?:a{2})", "(?:a{2})"),
            (r"\A\w*x", r"\A\w*x", r"\A\w*x"),
        ] {
            let same = |short: &str, wanted: &str| {
                assert_eq!(
                    syntax::parse(short).unwrap(),
                    syntax::parse(wanted).unwrap(),
                    "{pattern}: {short}"
                );
            };
            same(&shorten(pattern, Free::End), end);
            same(&shorten(pattern, Free::Start), start);
        }
        assert_eq!(shorten("(?:a|b?)c", Free::Start), "c");
        assert_eq!(shorten("[a", Free::End), "[a");
        let everywhere = ["", "a*", "(?:a|)b?", "a", r"\z", r"(?:\W|\z)"].map(matches_everywhere);
        assert_eq!(everywhere, [true, true, true, false, false, false]);
    }
}
