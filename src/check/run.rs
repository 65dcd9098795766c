//! Which checks there are, which of them run, and the order of what they find.

use super::bidi_control::{self, BidiControl};
use super::date_calendar::{self, DateCalendar};
use super::fingerprint::of_finding;
use super::form::{self, LengthRatio, Misaligned, Punctuation, TagMismatch};
use super::half_space::{self, HalfSpace};
use super::joined_words::{self, JoinedWords};
use super::letters_mixed::{self, LettersMixed};
use super::name::{self, name_findings};
use super::number_mismatch::{self, NumberMismatch};
use super::rule::{Check, Languages, Page, Pair};
use super::same_text::{self, SameText};
use super::suppress;
use super::term::{self, Terms};
use super::untranslated::{self, Addition, Untranslated};
use super::{digits_mixed, ezafe_mixed, punctuation_latin, quotes_straight, tatweel};
use crate::model::{Finding, Name, Severity, Summary, TranslationUnit};
use glossary::term::Term;
use std::cmp::Reverse;

/// Every page, sorted by code.
const PAGES: &[Page] = &[
    untranslated::ADDITION_PAGE,
    suppress::PAGE,
    bidi_control::PAGE,
    date_calendar::PAGE,
    half_space::PAGE,
    form::LENGTH_PAGE,
    letters_mixed::PAGE,
    form::MISALIGNED_PAGE,
    name::CHOICE_PAGE,
    name::MISSING_PAGE,
    name::SPELLING_PAGE,
    name::VARIANT_PAGE,
    number_mismatch::PAGE,
    digits_mixed::PAGE,
    ezafe_mixed::PAGE,
    punctuation_latin::PAGE,
    quotes_straight::PAGE,
    tatweel::PAGE,
    form::PUNCTUATION_PAGE,
    same_text::SOURCE_PAGE,
    same_text::TARGET_PAGE,
    form::TAG_PAGE,
    term::FORBIDDEN_PAGE,
    term::MISSING_PAGE,
    name::TITLE_PAGE,
    untranslated::PAGE,
    joined_words::PAGE,
];

/// Returns the pages of all checks, sorted by code.
pub fn pages() -> &'static [Page] {
    PAGES
}

/// Returns the page of a check, `None` when no check has this code.
pub fn explain(code: &str) -> Option<&'static Page> {
    PAGES.iter().find(|p| p.code == code)
}

/// Returns the check's code that is written most like `code`, `None` when none is near.
pub fn nearest(code: &str) -> Option<&'static str> {
    let likeness = |page: &Page| strsim::jaro_winkler(page.code, code);
    let near = PAGES.iter().max_by(|a, b| likeness(a).total_cmp(&likeness(b)))?;
    (likeness(near) > 0.75).then_some(near.code)
}

/// Which checks run.
///
/// An entry is a code (`term-missing`), the first word of codes (`term`), a severity (`warning`) or `ALL`.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// What is said; empty for everything.
    pub select: Vec<String>,
    /// What is not said.
    pub ignore: Vec<String>,
}

/// An entry that names no check and no severity.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("no check is called {code}")]
pub struct UnknownCode {
    /// What was asked for.
    pub code: String,
}

fn severity(entry: &str) -> Option<Severity> {
    [Severity::Info, Severity::Warning, Severity::Error].into_iter().find(|s| s.as_str() == entry)
}

/// Returns whether an entry names a code: the whole of it, or its first words.
fn names_code(entry: &str, code: &str) -> bool {
    entry == "ALL" || code.strip_prefix(entry).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

impl Options {
    /// Checks that every entry names something.
    ///
    /// # Errors
    ///
    /// The first that does not.
    pub fn validate(&self) -> Result<(), UnknownCode> {
        let known =
            |entry: &str| severity(entry).is_some() || PAGES.iter().any(|p| names_code(entry, p.code));
        match self.select.iter().chain(&self.ignore).find(|entry| !known(entry)) {
            Some(code) => Err(UnknownCode { code: code.clone() }),
            None => Ok(()),
        }
    }

    /// Returns whether a check runs: whether something it says may be shown.
    pub fn runs(&self, code: &str) -> bool {
        let selected = |e: &String| names_code(e, code) || severity(e).is_some();
        (self.select.is_empty() || self.select.iter().any(selected))
            && !self.ignore.iter().any(|e| names_code(e, code))
    }

    /// Returns whether nothing that a check says is held back, so that what it does not say is not so.
    pub(super) fn says_all(&self, code: &str) -> bool {
        (self.select.is_empty() || self.select.iter().any(|e| names_code(e, code)))
            && !self.ignore.iter().any(|e| names_code(e, code) || severity(e).is_some())
    }

    /// Returns whether a finding is among those chosen.
    pub(super) fn keeps(&self, finding: &Finding) -> bool {
        let names = |e: &String| names_code(e, finding.code) || severity(e) == Some(finding.severity);
        (self.select.is_empty() || self.select.iter().any(names)) && !self.ignore.iter().any(names)
    }
}

/// Returns the counts of findings over so many units and names.
pub fn count(findings: &[Finding], units: usize, names: usize) -> Summary {
    let count = |s: Severity| findings.iter().filter(|f| f.severity == s).count();
    Summary {
        units,
        names,
        errors: count(Severity::Error),
        warnings: count(Severity::Warning),
        infos: count(Severity::Info),
        ..Summary::default()
    }
}

/// Checks units, the names found in them and the glossary's terms; returns findings, most harmful first, and their counts.
///
/// A unit without both languages is passed over. Cost: linear in the text, and one sort of the findings.
pub fn check(
    units: &[TranslationUnit],
    names: &[Name],
    terms: &[Term],
    languages: Languages<'_>,
    options: &Options,
) -> (Vec<Finding>, Summary) {
    let glossary = |code| Box::new(Terms::new(code, terms, languages.source, languages.target));
    let texts = || {
        units.iter().filter_map(|unit| {
            let (source, target) = (unit.variant(languages.source)?, unit.variant(languages.target)?);
            Some((source.text.as_str(), target.text.as_str()))
        })
    };
    let mut checks: Vec<Box<dyn Check>> = vec![
        glossary(term::FORBIDDEN_PAGE.code),
        glossary(term::MISSING_PAGE.code),
        Box::new(NumberMismatch::default()),
        Box::new(DateCalendar::default()),
        Box::new(Untranslated::default()),
        Box::new(Addition::default()),
        Box::new(SameText::source().among(texts())),
        Box::new(TagMismatch::default()),
        Box::new(LettersMixed::default()),
        Box::new(JoinedWords::default()),
        Box::new(BidiControl::default()),
        Box::new(Misaligned::default()),
        Box::new(SameText::target().among(texts())),
        Box::new(Punctuation::default()),
        Box::new(HalfSpace::default()),
        Box::new(digits_mixed::check()),
        Box::new(ezafe_mixed::check()),
        Box::new(punctuation_latin::check()),
        Box::new(quotes_straight::check()),
        Box::new(tatweel::check()),
        Box::new(LengthRatio::default()),
    ];
    checks.retain(|c| options.runs(c.code()));
    for (index, unit) in units.iter().enumerate() {
        let (Some(source), Some(target)) = (unit.variant(languages.source), unit.variant(languages.target))
        else {
            continue;
        };
        let pair = Pair { index, unit, source, target };
        for check in &mut checks {
            check.see(&pair);
        }
    }
    let mut findings: Vec<Finding> =
        name_findings(names, terms, languages).into_iter().filter(|f| options.runs(f.code)).collect();
    for check in &mut checks {
        findings.extend(check.finish());
    }
    findings.retain(|f| options.keeps(f));
    for finding in &mut findings {
        finding.id = of_finding(finding, units, languages);
    }
    sort(&mut findings);
    let summary = count(&findings, units.len(), names.len());
    (findings, summary)
}

/// Puts findings in order, most harmful first: severity, then the code, then the places that would be mended.
pub fn sort(findings: &mut [Finding]) {
    findings.sort_by_key(|f| (Reverse(f.severity), rank(f.code), Reverse(harm(f))));
}

/// Returns the place of a code among codes of one severity: what changes the meaning comes first.
fn rank(code: &str) -> usize {
    const ORDER: &[&str] = &[
        "term-forbidden",
        "title-variant",
        "name-variant",
        "term-missing",
        "date-calendar",
        "number-mismatch",
        "untranslated",
        "addition",
        "name-spelling",
        "name-missing",
        "name-choice",
    ];
    ORDER.iter().position(|c| *c == code).unwrap_or(ORDER.len())
}

/// Returns how many places a finding would mend.
fn harm(finding: &Finding) -> usize {
    let odd: usize = finding.rivals.iter().skip(1).map(|r| r.count).sum();
    odd.max(finding.places.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::units;
    use crate::model::Lang;

    #[test]
    fn pages_are_sorted_and_whole() {
        assert!(
            PAGES.windows(2).all(|w| w[0].code < w[1].code),
            "{:?}",
            PAGES.iter().map(|p| p.code).collect::<Vec<_>>()
        );
        for page in PAGES {
            for part in ["What it does", "Why it matters", "Example", "Write instead"] {
                assert!(page.text.contains(part), "{}: {part}", page.code);
            }
        }
    }

    #[test]
    fn checks_are_chosen_by_code_first_word_or_severity() {
        let units = units(&[("It killed 34 people.", "۴۳ نفر را كشت."), ("Who came?", "که آمد.")]);
        let (en, fa) = (Lang::new("en"), Lang::new("fa"));
        let languages = Languages { source: &en, target: &fa };
        let codes = |select: &[&str], ignore: &[&str]| -> Vec<&str> {
            let list = |l: &[&str]| l.iter().map(|s| (*s).to_owned()).collect();
            let options = Options { select: list(select), ignore: list(ignore) };
            assert_eq!(options.validate(), Ok(()));
            check(&units, &[], &[], languages, &options).0.iter().map(|f| f.code).collect()
        };
        assert_eq!(codes(&["number"], &[]), ["number-mismatch"]);
        assert_eq!(codes(&["warning", "punctuation"], &[]), ["letters-mixed", "punctuation"]);
        assert_eq!(codes(&["ALL"], &["info", "letters"]), ["number-mismatch"]);
    }

    #[test]
    fn the_most_harmful_comes_first_and_ignored_codes_are_silent() {
        let units = units(&[("It killed 34 people.", "۴۳ نفر را كشت."), ("Who came?", "که آمد.")]);
        let (en, fa) = (Lang::new("en"), Lang::new("fa"));
        let languages = Languages { source: &en, target: &fa };
        let (found, summary) = check(&units, &[], &[], languages, &Options::default());
        let codes: Vec<_> = found.iter().map(|f| f.code).collect();
        assert_eq!(codes, ["number-mismatch", "letters-mixed", "punctuation"]);
        assert_eq!((summary.errors, summary.warnings, summary.infos), (1, 1, 1));
        let options = Options { ignore: vec!["punctuation".into()], ..Options::default() };
        assert_eq!(check(&units, &[], &[], languages, &options).0.len(), 2);
        assert_eq!(
            Options { select: vec!["speling".into()], ..Options::default() }.validate(),
            Err(UnknownCode { code: "speling".into() })
        );
    }
}
