//! `term-missing` and `term-forbidden`: where the glossary is not followed.

use super::adjective::is_put_as_adjective;
use super::joined_words::are_joined;
use super::rule::{Check, Page, Pair};
use crate::model::{Finding, Fix, Lang, Place, Severity};
use glossary::find::{Finder, Hit, Side};
use glossary::term::{Status, Term};
use std::collections::BTreeMap;

/// The help page of `term-missing`.
pub(crate) const MISSING_PAGE: Page = Page {
    code: "term-missing",
    summary: "a glossary term stands in the source and none of its accepted renderings in the target",
    text: "What it does: finds the glossary's terms in the source, inflected ones too, longest first, and asks for one of their\n\
        preferred, admitted, plural or short renderings in the target. One finding a term, with all its places. A name inside a longer one (Mexico City, Michael\n\
        Jordan, St. Peter's) is not the term; initials before a noun (US sanctions) may be rendered by their adjective; a target\n\
        whose words have run together is left to words-joined.\n\n\
        Why it matters: the glossary is what the client agreed to.\n\n\
        Example: the glossary says death committee = هیئت مرگ and the target has کمیتهٔ مرگ.\n\n\
        Write instead: the preferred rendering; or admit the other one: `yeksan glossary add … --admit …`.",
};

/// The help page of `term-forbidden`.
pub(crate) const FORBIDDEN_PAGE: Page = Page {
    code: "term-forbidden",
    summary: "a rendering that the glossary forbids stands in the target",
    text: "What it does: finds forbidden renderings in the target of units whose source has the term.\n\n\
        Why it matters: somebody decided against this very wording.\n\n\
        Example: the glossary forbids کمیته مرگ for death committee, and a target has it.\n\n\
        Write instead: the preferred rendering, which is suggested.",
};

#[derive(Debug)]
struct Entry {
    headword: String,
    preferred: String,
    /// Where no accepted rendering stands.
    missing: Vec<Place>,
    /// Where a forbidden one stands, with its text.
    forbidden: Vec<(Place, String)>,
}

/// Holds units against a glossary.
#[derive(Debug)]
pub(crate) struct Terms {
    code: &'static str,
    source: Finder,
    target: Finder,
    entries: Vec<Entry>,
}

impl Terms {
    /// Returns the check `term-missing` or `term-forbidden` for these terms.
    pub(crate) fn new(code: &'static str, terms: &[Term], source: &Lang, target: &Lang) -> Terms {
        let entries = terms
            .iter()
            .map(|t| Entry {
                headword: t.headword().to_owned(),
                preferred: t.preferred().next().unwrap_or_default().to_owned(),
                missing: Vec::new(),
                forbidden: Vec::new(),
            })
            .collect();
        Terms {
            code,
            source: Finder::new(terms, Side::Source, &source.primary()),
            target: Finder::new(terms, Side::Target, &target.primary()),
            entries,
        }
    }
}

/// Returns every term a hit may be of.
fn terms_of(hit: &Hit) -> impl Iterator<Item = usize> + '_ {
    std::iter::once(hit.term).chain(hit.also.iter().copied())
}

impl Check for Terms {
    fn code(&self) -> &'static str {
        self.code
    }

    fn see(&mut self, pair: &Pair<'_>) {
        if self.entries.is_empty() || pair.target.text.trim().is_empty() {
            return;
        }
        let asked = self.source.hits(&pair.source.text);
        if asked.is_empty() {
            return;
        }
        let given = self.target.hits(&pair.target.text);
        // Per term: where it stands in the source. A form that several terms share is settled by any of them.
        let mut wanted: BTreeMap<usize, Vec<&Hit>> = BTreeMap::new();
        for hit in &asked {
            wanted.entry(hit.term).or_default().push(hit);
        }
        let lang = pair.target.lang.primary();
        let adjective = |span| is_put_as_adjective(&pair.source.text, span, &pair.target.text, &lang);
        for (term, hits) in wanted {
            let kin: Vec<usize> = hits.iter().flat_map(|h| terms_of(h)).collect();
            let of_term = |h: &&Hit| terms_of(h).any(|t| kin.contains(&t));
            let accepted = given.iter().filter(of_term).any(|h| h.status != Status::Forbidden);
            let wrong: Vec<&Hit> =
                given.iter().filter(of_term).filter(|h| h.status == Status::Forbidden).collect();
            let source: Vec<_> = hits.iter().map(|h| h.raw.clone()).collect();
            let entry = &mut self.entries[term];
            if let Some(first) = wrong.first() {
                let text = pair.target.text[first.raw.clone()].to_owned();
                let target = wrong.iter().map(|h| h.raw.clone()).collect();
                entry.forbidden.push((Place { unit: pair.index, source, target }, text));
            } else if !accepted
                && !are_joined(&pair.target.text)
                && !source.iter().all(|s| adjective(s.clone()))
            {
                entry.missing.push(Place { unit: pair.index, source, target: Vec::new() });
            }
        }
    }

    fn finish(&mut self) -> Vec<Finding> {
        let forbids = self.code == FORBIDDEN_PAGE.code;
        let mut findings = Vec::new();
        for entry in &mut self.entries {
            let forbidden = std::mem::take(&mut entry.forbidden);
            let missing = std::mem::take(&mut entry.missing);
            let (severity, places, message) = if forbids {
                let Some((_, text)) = forbidden.first() else { continue };
                let message = format!("{text} is forbidden, the glossary says {}", entry.preferred);
                (Severity::Error, forbidden.into_iter().map(|(place, _)| place).collect(), message)
            } else {
                if missing.is_empty() {
                    continue;
                }
                let message = format!(
                    "the glossary says {}, which is not in {} segments",
                    entry.preferred,
                    missing.len()
                );
                (Severity::Warning, missing, message)
            };
            findings.push(Finding {
                id: String::new(),
                code: self.code,
                severity,
                message,
                subject: entry.headword.clone(),
                places,
                rivals: Vec::new(),
                fix: Some(Fix { replacement: entry.preferred.clone(), safe: false }),
            });
        }
        findings
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::findings_of;
    use glossary::term::{Kind, Rendering};

    fn glossary() -> Vec<Term> {
        let mut committee = Term::new("death committee", "هیئت مرگ", Kind::Term, "en", "fa");
        committee.target.push(Rendering { text: "کمیته مرگ".into(), status: Status::Forbidden });
        vec![committee, Term::new("Tehran", "تهران", Kind::Place, "en", "fa")]
    }

    const PAIRS: &[(&str, &str)] = &[
        ("The death committees met in Tehran.", "هیئت‌های مرگ در تهران گرد آمدند."),
        ("The death committee met.", "کمیتهٔ مرگ گرد آمد."),
        ("He left Tehran.", "او پایتخت را ترک کرد."),
        ("It rained in Tehran.", "درتهراندیروزوامروزبارانبارید."),
    ];

    #[test]
    fn forbidden_and_missing_are_told_apart() {
        let (en, fa) = (Lang::new("en"), Lang::new("fa"));
        let terms = glossary();
        let forbidden = findings_of(Terms::new(FORBIDDEN_PAGE.code, &terms, &en, &fa), PAIRS);
        assert_eq!(forbidden.len(), 1);
        assert_eq!((forbidden[0].subject.as_str(), forbidden[0].places[0].unit), ("death committee", 1));
        let missing = findings_of(Terms::new(MISSING_PAGE.code, &terms, &en, &fa), PAIRS);
        let found: Vec<_> = missing.iter().map(|f| (f.subject.as_str(), f.places[0].unit)).collect();
        assert_eq!(found, [("Tehran", 2)]);
    }
}
