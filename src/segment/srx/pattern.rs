//! One half of a rule, written for the engines used here.

/// A pattern in this program's dialect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pattern {
    /// The pattern.
    pub(super) text: String,
    /// It begins with `\b`, which is not in `text`.
    pub(super) at_word: bool,
    /// It ends in `\b`, which is not in `text`; whether a word character stands before it.
    pub(super) ends_at: Option<bool>,
    /// It needs look-around, a back reference, an atomic group or a boundary inside: no automaton can run it.
    pub(super) backtracks: bool,
    /// Where its boundaries stand in `text`, two bytes each, when nothing else makes it backtrack.
    pub(super) boundaries: Option<Vec<usize>>,
}

impl Pattern {
    /// Puts a boundary behind all else.
    pub(super) fn bound(&mut self) {
        self.boundaries.iter_mut().for_each(|all| all.push(self.text.len()));
        self.text.push_str(r"\b");
        self.backtracks = true;
    }

    /// Puts a pattern behind all else.
    pub(super) fn follow(&mut self, pattern: &str) {
        const OPEN: &str = "(?:";
        self.boundaries.iter_mut().flatten().for_each(|at| *at += OPEN.len());
        self.text = format!("{OPEN}{}){pattern}", self.text);
    }

    /// Returns a pattern for an automaton that matches wherever this one does and perhaps elsewhere: boundaries are taken
    /// out. `None` when it looks around or refers back.
    pub(super) fn loose(&self) -> Option<String> {
        let mut loose = self.text.clone();
        for &at in self.boundaries.as_ref()?.iter().rev() {
            loose.replace_range(at..at + 2, "(?:)");
        }
        regex_automata::util::syntax::parse(&loose).is_ok().then_some(loose)
    }
}

#[cfg(test)]
mod tests {
    use crate::segment::srx::dialect::{Dialect, translate};

    #[test]
    fn boundaries_are_taken_out_where_nothing_else_backtracks() {
        let loose = |pattern: &str| translate(pattern, Dialect::Icu).unwrap().loose();
        assert_eq!(loose(r"no\b\.").unwrap(), r"no(?:)\.");
        assert_eq!(loose("no").unwrap(), "no");
        assert_eq!(loose(r"(?<!a)no\b\."), None);
        let mut bound = translate(r"a\bc", Dialect::Icu).unwrap();
        bound.follow(r"\W");
        assert_eq!((bound.text.as_str(), bound.loose().unwrap().as_str()), (r"(?:a\bc)\W", r"(?:a(?:)c)\W"));
        bound.bound();
        assert_eq!(bound.loose().unwrap(), r"(?:a(?:)c)\W(?:)");
    }
}
