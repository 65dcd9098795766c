//! What is not shown: findings that somebody allowed, that a unit allows itself, or that a baseline has.

use super::fingerprint::of_place;
use super::rule::{Languages, Page};
use super::run::{Options, explain, nearest};
use crate::model::{Annotation, AnnotationKind, Finding, Place, Severity, Suppression, TranslationUnit};
use std::collections::BTreeSet;

/// The help page of `allow-unused`.
pub(crate) const PAGE: Page = Page {
    code: "allow-unused",
    summary: "something is allowed that no check says any more",
    text: "What it does: reports entries of `yeksan allow` and properties x-yeksan-allow of units that no finding answers to.\n\n\
        Why it matters: an allowance that outlives its reason hides the next mistake.\n\n\
        Example: a name was allowed in two spellings, and since then one of them was mended.\n\n\
        Write instead: nothing: `yeksan allow --rm ID` removes it.",
};

/// The property that allows a check in its unit.
const PROPERTY: &str = "x-yeksan-allow";

/// One entry of the ledger of what is allowed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allowance {
    /// The id of a finding or of a place, or a check's code.
    pub what: String,
    /// With a code: the name or term it is allowed for; empty for every one. With an id: what it was, for people.
    pub subject: String,
    /// The reason.
    pub why: String,
}

impl Allowance {
    /// Returns the code that is allowed, `None` for an entry that names an id.
    pub fn code(&self) -> Option<&'static str> {
        explain(&self.what).map(|page| page.code)
    }

    fn covers(&self, finding: &Finding) -> bool {
        match self.code() {
            Some(code) => {
                code == finding.code && (self.subject.is_empty() || self.subject == finding.subject)
            }
            None => self.what == finding.id,
        }
    }
}

/// What is left to show, and what is not shown.
#[derive(Debug, Clone, Default)]
pub struct Sifted {
    /// Findings to show, in their order; last what is allowed in vain.
    pub findings: Vec<Finding>,
    /// Findings not shown, with the reason.
    pub suppressed: Vec<(Finding, Suppression)>,
}

/// What a unit allows itself.
struct Marks {
    unit: usize,
    codes: Vec<&'static str>,
    /// Words that stand where a code should and are none.
    unknown: Vec<String>,
}

/// Returns what a unit allows itself: property `x-yeksan-allow`, or a note that begins with it.
fn marked(index: usize, unit: &TranslationUnit) -> Marks {
    let all = unit.annotations.iter().chain(unit.variants.iter().flat_map(|v| &v.annotations));
    let value = |a: &'_ Annotation| match a.kind {
        AnnotationKind::Prop => (a.prop_type() == Some(PROPERTY)).then(|| a.text.clone()),
        AnnotationKind::Note => {
            a.text.trim().strip_prefix(PROPERTY).map(|rest| rest.trim_start_matches(':').to_owned())
        }
    };
    let mut marks = Marks { unit: index, codes: Vec::new(), unknown: Vec::new() };
    for text in all.filter_map(value) {
        let words: Vec<&str> = text.split([' ', ',', ';', '\n']).filter(|w| !w.is_empty()).collect();
        // The codes come first; what follows them is the reason.
        let codes: Vec<_> = words.iter().map_while(|word| explain(word).map(|page| page.code)).collect();
        if codes.is_empty() {
            marks.unknown.push(words.first().copied().unwrap_or_default().to_owned());
        }
        marks.codes.extend(codes);
    }
    marks
}

/// Takes out of `findings` what is allowed or known.
///
/// A finding goes when all its places to mend are covered; of one without rivals the places that are covered go. What is
/// allowed in vain is reported for the checks of which `options` hold nothing back; entries of the ledger only when `whole`
/// says that the units are the whole memory.
pub fn sift(
    findings: Vec<Finding>,
    units: &[TranslationUnit],
    languages: Languages<'_>,
    (allowances, known): (&[Allowance], &BTreeSet<String>),
    (options, whole): (&Options, bool),
) -> Sifted {
    let marks: Vec<Marks> = units
        .iter()
        .enumerate()
        .map(|(index, unit)| marked(index, unit))
        .filter(|m| !m.codes.is_empty() || !m.unknown.is_empty())
        .collect();
    let mut used = vec![false; allowances.len()];
    let mut used_marks: BTreeSet<(usize, &str)> = BTreeSet::new();
    let mut out = Sifted::default();
    for mut finding in findings {
        if let Some(at) = allowances.iter().position(|a| a.covers(&finding)) {
            used[at] = true;
            out.suppressed.push((finding, Suppression::Allowed(allowances[at].why.clone())));
            continue;
        }
        let mut reason = |place: &Place, finding: &Finding| {
            let mark = marks.binary_search_by_key(&place.unit, |m| m.unit).ok();
            if mark.is_some_and(|at| marks[at].codes.contains(&finding.code)) {
                used_marks.insert((place.unit, finding.code));
                return Some(Suppression::Marked);
            }
            let print = of_place(finding, place, units, languages);
            if let Some(at) = allowances.iter().position(|a| a.what == print) {
                used[at] = true;
                return Some(Suppression::Allowed(allowances[at].why.clone()));
            }
            known.contains(&print).then_some(Suppression::Known)
        };
        let reasons: Vec<_> = finding.odd_places().map(|p| reason(p, &finding)).collect();
        let covered = reasons.iter().flatten().count();
        if covered > 0 && covered == reasons.len() {
            // What a person decided says more than a list.
            let said = reasons.iter().flatten().find(|r| **r != Suppression::Known);
            let why = said.or_else(|| reasons.iter().flatten().next()).cloned().unwrap_or(Suppression::Known);
            out.suppressed.push((finding, why));
            continue;
        }
        if covered > 0 && finding.rivals.is_empty() {
            let mut covered_places = reasons.iter().map(Option::is_some);
            finding.places.retain(|_| !covered_places.next().unwrap_or(false));
            finding.message += &format!(" ({covered} of them allowed or known)");
        }
        out.findings.push(finding);
    }
    let unused = |subject: String, message: String, places: Vec<Place>| Finding {
        id: String::new(),
        code: PAGE.code,
        severity: Severity::Info,
        message,
        subject,
        places,
        rivals: Vec::new(),
        fix: None,
    };
    let mut vain = Vec::new();
    for (allowance, used) in allowances.iter().zip(used) {
        // Of an id the check is told by what was noted with it.
        let code = allowance.code().or_else(|| explain(allowance.subject.split(' ').next()?).map(|p| p.code));
        if whole && !used && options.says_all(code.unwrap_or_default()) {
            let message = format!("no finding answers to it any more ({})", allowance.why);
            let about = format!("{} {}", allowance.what, allowance.subject);
            vain.push(unused(about.trim_end().to_owned(), message, Vec::new()));
        }
    }
    for Marks { unit, codes, unknown } in &marks {
        let here = || vec![Place { unit: *unit, source: Vec::new(), target: Vec::new() }];
        for code in codes.iter().filter(|c| options.says_all(c) && !used_marks.contains(&(*unit, **c))) {
            let message = "the unit allows it and no check says it".to_owned();
            vain.push(unused((*code).to_owned(), message, here()));
        }
        for word in unknown {
            let near = nearest(word).map(|near| format!("; did you mean {near}?")).unwrap_or_default();
            vain.push(unused(word.clone(), format!("no check is called so{near}"), here()));
        }
    }
    out.findings.extend(vain.into_iter().filter(|f| options.keeps(f)));
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::fingerprint::of_finding;
    use crate::check::testing::units;
    use crate::model::Lang;

    fn missing(units: &[usize]) -> Finding {
        Finding {
            id: String::new(),
            code: "term-missing",
            severity: Severity::Warning,
            message: "not there".into(),
            subject: "Tehran".into(),
            places: units.iter().map(|&unit| Place { unit, source: vec![], target: vec![] }).collect(),
            rivals: Vec::new(),
            fix: None,
        }
    }

    fn sifted(units: &[TranslationUnit], allowances: &[Allowance], known: &[String]) -> Sifted {
        let (en, fa) = (Lang::new("en"), Lang::new("fa"));
        let languages = Languages { source: &en, target: &fa };
        let mut finding = missing(&[0, 1]);
        finding.id = of_finding(&finding, units, languages);
        let known = known.iter().cloned().collect();
        sift(vec![finding], units, languages, (allowances, &known), (&Options::default(), true))
    }

    fn allow(what: &str, subject: &str) -> Allowance {
        Allowance { what: what.into(), subject: subject.into(), why: "agreed".into() }
    }

    #[test]
    fn a_finding_goes_by_id_by_code_and_subject_or_by_all_its_places() {
        let pairs = units(&[("He left Tehran.", "او رفت."), ("Tehran fell.", "شهر افتاد.")]);
        let found = sifted(&pairs, &[], &[]);
        let id = found.findings[0].id.clone();
        let why = Suppression::Allowed("agreed".into());
        for entry in [allow(&id, ""), allow("term-missing", "Tehran"), allow("term-missing", "")] {
            let found = sifted(&pairs, &[entry], &[]);
            assert!(found.findings.is_empty() && found.suppressed[0].1 == why, "{found:?}");
        }
        let found = sifted(&pairs, &[allow("term-missing", "Shiraz")], &[]);
        assert_eq!(
            found.findings.iter().map(|f| f.code).collect::<Vec<_>>(),
            ["term-missing", "allow-unused"]
        );
    }

    #[test]
    fn known_places_are_left_out_and_new_ones_shown() {
        let pairs = units(&[("He left Tehran.", "او رفت."), ("Tehran fell.", "شهر افتاد.")]);
        let (en, fa) = (Lang::new("en"), Lang::new("fa"));
        let languages = Languages { source: &en, target: &fa };
        let finding = missing(&[0, 1]);
        let prints: Vec<String> =
            finding.places.iter().map(|p| of_place(&finding, p, &pairs, languages)).collect();
        let found = sifted(&pairs, &[], &prints[..1]);
        assert_eq!(found.findings[0].places.iter().map(|p| p.unit).collect::<Vec<_>>(), [1]);
        assert_eq!(sifted(&pairs, &[], &prints).suppressed[0].1, Suppression::Known);
    }

    #[test]
    fn a_unit_allows_for_itself() {
        let mut pairs = units(&[("He left Tehran.", "او رفت."), ("Tehran fell.", "شهر افتاد.")]);
        pairs[0]
            .annotations
            .push(Annotation::prop(PROPERTY, "term-missing, number-mismatch a pronoun will do"));
        let found = sifted(&pairs, &[], &[]);
        assert_eq!(found.findings[0].places.iter().map(|p| p.unit).collect::<Vec<_>>(), [1]);
        assert_eq!(
            (found.findings[1].code, found.findings[1].subject.as_str()),
            ("allow-unused", "number-mismatch")
        );
    }
}
