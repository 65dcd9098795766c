//! Checks on the form of a unit: `punctuation`, `tag-mismatch`, `length-ratio`, `misaligned`.

use super::rule::{Check, Page, Pair};
use crate::model::{Finding, Mark, MarkKind, Place, Severity};

/// The help page of `punctuation`.
pub(crate) const PUNCTUATION_PAGE: Page = Page {
    code: "punctuation",
    summary: "one side asks a question and the other does not, or quotes of a file are unbalanced",
    text: "What it does: compares the question mark at the end of both sides, and balances « » over each file (a quotation may run\n\
        over many segments).\n\n\
        Why it matters: a lost question mark turns a question into a claim; a lost quotation mark puts words into a mouth.\n\n\
        Example: \"Who gave the order?\" beside «فرمان را که داد.»\n\n\
        Write instead: ؟ at the end; a » for each «.",
};

/// The help page of `tag-mismatch`.
pub(crate) const TAG_PAGE: Page = Page {
    code: "tag-mismatch",
    summary: "inline codes of the source are missing in the target, or the other way round",
    text: "What it does: counts the inline codes of both sides by kind, when both sides have any or the unit was imported.\n\n\
        Why it matters: the translated file will lose a link or its emphasis, or will not open.\n\n\
        Example: a source with one bold pair beside a target with none.\n\n\
        Write instead: every code of the source, once.",
};

/// The help page of `length-ratio`.
pub(crate) const LENGTH_PAGE: Page = Page {
    code: "length-ratio",
    summary: "the target is far longer or shorter than its source, by the measure of this memory",
    text: "What it does: learns the usual ratio of lengths from all units and reports those beyond four deviations, when one side has\n\
        at least 40 characters.\n\n\
        Why it matters: something was left out, added, or aligned wrongly.\n\n\
        Example: a paragraph beside one word.\n\n\
        Write instead: the whole translation, or mend the alignment.",
};

/// The help page of `misaligned`.
pub(crate) const MISALIGNED_PAGE: Page = Page {
    code: "misaligned",
    summary: "the aligner doubts that the two sides translate each other",
    text: "What it does: reports units whose alignment confidence is under 0.5 and that nobody approved.\n\n\
        Why it matters: a wrong pair in the memory is offered again and again.\n\n\
        Example: two neighbours that were swapped.\n\n\
        Write instead: check the pair against its files and approve, correct or remove it.",
};

/// Finds question marks that one side lacks, and quotes that a file never closes.
#[derive(Debug, Default)]
pub(crate) struct Punctuation {
    findings: Vec<Finding>,
    file: String,
    depth: i64,
    open: Option<Place>,
    unbalanced: Vec<Place>,
}

fn asks(text: &str) -> bool {
    let end = text.trim_end_matches(|c: char| {
        c.is_whitespace() || matches!(c, '"' | '”' | '’' | '»' | '«' | ')' | ']' | '!' | '.' | '\'')
    });
    end.ends_with(['?', '؟', '？', ';', '՞'])
}

impl Punctuation {
    fn close_file(&mut self) {
        if self.depth != 0
            && let Some(place) = self.open.take()
        {
            self.unbalanced.push(place);
        }
        self.depth = 0;
        self.open = None;
    }
}

impl Check for Punctuation {
    fn code(&self) -> &'static str {
        PUNCTUATION_PAGE.code
    }

    fn see(&mut self, pair: &Pair<'_>) {
        if pair.unit.origin.file != self.file {
            self.close_file();
            self.file = pair.unit.origin.file.clone();
        }
        let target = &pair.target.text;
        for (i, c) in target.char_indices() {
            let step = match c {
                '«' => 1,
                '»' => -1,
                _ => continue,
            };
            self.depth += step;
            let span = i..i + c.len_utf8();
            self.open.get_or_insert(Place { unit: pair.index, source: Vec::new(), target: vec![span] });
            if self.depth == 0 {
                self.open = None;
            }
        }
        if target.trim().is_empty() || pair.source.text.trim().is_empty() {
            return;
        }
        let (source_asks, target_asks) = (asks(&pair.source.text), asks(target));
        // Greek writes its question mark as a semicolon; other languages end no question with it.
        let greek = [&pair.source.lang, &pair.target.lang].iter().any(|l| l.primary() == "el");
        let semicolon = |t: &str| t.trim_end().ends_with(';') && !greek;
        if source_asks != target_asks && !semicolon(&pair.source.text) && !semicolon(target) {
            let side = if source_asks { "source" } else { "target" };
            let place = Place { unit: pair.index, source: Vec::new(), target: Vec::new() };
            self.findings.push(Finding::new(
                PUNCTUATION_PAGE.code,
                Severity::Info,
                format!("only the {side} asks a question"),
                vec![place],
            ));
        }
    }

    fn finish(&mut self) -> Vec<Finding> {
        self.close_file();
        let mut findings = std::mem::take(&mut self.findings);
        for place in std::mem::take(&mut self.unbalanced) {
            findings.push(Finding::new(
                PUNCTUATION_PAGE.code,
                Severity::Info,
                "« and » are unbalanced in this file from here on",
                vec![place],
            ));
        }
        findings
    }
}

/// Finds inline codes that one side lacks.
#[derive(Debug, Default)]
pub(crate) struct TagMismatch {
    findings: Vec<Finding>,
}

fn kinds(marks: &[Mark]) -> [usize; 7] {
    let mut counts = [0; 7];
    for mark in marks {
        counts[match mark.kind {
            MarkKind::Bpt => 0,
            MarkKind::Ept => 1,
            MarkKind::Ph => 2,
            MarkKind::It => 3,
            MarkKind::Ut => 4,
            MarkKind::HiStart => 5,
            MarkKind::HiEnd => 6,
        }] += 1;
    }
    counts
}

impl Check for TagMismatch {
    fn code(&self) -> &'static str {
        TAG_PAGE.code
    }

    fn see(&mut self, pair: &Pair<'_>) {
        let aligned = pair.unit.confidence.is_some();
        let (source, target) = (&pair.source.marks, &pair.target.marks);
        // Two files laid out apart often differ in markup; only codes on both sides say that they should be equal.
        let judged = if aligned { !source.is_empty() && !target.is_empty() } else { true };
        let both = !pair.source.text.trim().is_empty() && !pair.target.text.trim().is_empty();
        if judged && both && kinds(source) != kinds(target) {
            let message =
                format!("{} inline codes in the source, {} in the target", source.len(), target.len());
            let place = Place { unit: pair.index, source: Vec::new(), target: Vec::new() };
            self.findings.push(Finding::new(TAG_PAGE.code, Severity::Warning, message, vec![place]));
        }
    }

    fn finish(&mut self) -> Vec<Finding> {
        std::mem::take(&mut self.findings)
    }
}

/// Finds lengths that fit no other unit.
#[derive(Debug, Default)]
pub(crate) struct LengthRatio {
    lengths: Vec<(usize, usize, usize)>,
}

impl Check for LengthRatio {
    fn code(&self) -> &'static str {
        LENGTH_PAGE.code
    }

    fn see(&mut self, pair: &Pair<'_>) {
        let (s, t) = (pair.source.text.chars().count(), pair.target.text.chars().count());
        if s > 0 && t > 0 {
            self.lengths.push((pair.index, s, t));
        }
    }

    fn finish(&mut self) -> Vec<Finding> {
        let lengths = std::mem::take(&mut self.lengths);
        let long: Vec<f64> = lengths
            .iter()
            .filter(|(_, s, t)| *s.max(t) >= 40)
            .map(|(_, s, t)| (*t as f64 / *s as f64).ln())
            .collect();
        if long.len() < 20 {
            return Vec::new();
        }
        // The median and its deviation, so that the odd ones do not stretch the measure they are held to.
        let median = |mut v: Vec<f64>| {
            v.sort_by(f64::total_cmp);
            v[v.len() / 2]
        };
        let centre = median(long.clone());
        let spread = (1.4826 * median(long.iter().map(|x| (x - centre).abs()).collect())).max(0.15);
        let mut findings = Vec::new();
        for (index, s, t) in lengths {
            // Short texts vary more than long ones.
            let slack = spread * (1.0 + 40.0 / s.max(t) as f64);
            let off = ((t as f64 / s as f64).ln() - centre).abs() / slack;
            if s.max(t) >= 40 && off > 4.0 {
                let message = format!("{s} characters beside {t}");
                let place = Place { unit: index, source: Vec::new(), target: Vec::new() };
                findings.push(Finding::new(LENGTH_PAGE.code, Severity::Info, message, vec![place]));
            }
        }
        findings
    }
}

/// Finds pairs the aligner doubts.
#[derive(Debug, Default)]
pub(crate) struct Misaligned {
    findings: Vec<Finding>,
}

impl Check for Misaligned {
    fn code(&self) -> &'static str {
        MISALIGNED_PAGE.code
    }

    fn see(&mut self, pair: &Pair<'_>) {
        if let Some(confidence) = pair.unit.confidence
            && confidence < 0.5
            && !pair.unit.approved
            && !pair.source.text.trim().is_empty()
            && !pair.target.text.trim().is_empty()
        {
            let place = Place { unit: pair.index, source: Vec::new(), target: Vec::new() };
            let message = format!("alignment confidence {confidence:.2}");
            self.findings.push(Finding::new(MISALIGNED_PAGE.code, Severity::Warning, message, vec![place]));
        }
    }

    fn finish(&mut self) -> Vec<Finding> {
        std::mem::take(&mut self.findings)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::findings_of;

    #[test]
    fn a_lost_question_mark() {
        let pairs = [
            ("Who gave the order?", "فرمان را که داد."),
            ("Why?", "چرا؟"),
            ("\"Who?\" he asked.", "او پرسید: «که؟»"),
        ];
        let found = findings_of(Punctuation::default(), &pairs);
        assert_eq!(found.iter().map(|f| f.places[0].unit).collect::<Vec<_>>(), [0, 2]);
    }

    #[test]
    fn quotes_balance_over_the_file() {
        let open_and_closed = [("a", "او گفت: «آمدم."), ("b", "دیدم.»")];
        assert!(findings_of(Punctuation::default(), &open_and_closed).is_empty());
        let open = [("a", "او گفت: «آمدم."), ("b", "دیدم.")];
        assert_eq!(findings_of(Punctuation::default(), &open).len(), 1);
    }

    #[test]
    fn a_length_no_other_unit_has() {
        let sentence = "The committee met in Geneva and heard the families of the victims.";
        let target = "کمیته در ژنو گرد آمد و سخن خانواده‌های قربانیان را شنید.";
        let mut pairs = vec![(sentence, target); 30];
        assert!(findings_of(LengthRatio::default(), &pairs).is_empty());
        pairs.push((sentence, "نه"));
        let found = findings_of(LengthRatio::default(), &pairs);
        assert_eq!(found.iter().map(|f| f.places[0].unit).collect::<Vec<_>>(), [30]);
    }
}
