//! `name-variant`, `title-variant`, `name-missing`, `name-letters`: names and titles that are not rendered the same everywhere.

use super::rule::{Languages, Page};
use crate::model::{
    Finding, Fix, Name, NameKind, Place, Rendering, Rival, Severity, Side, VariantClass, Verdict,
};
use glossary::affix::{same_word, split_affixes};
use glossary::term::Term;

/// The help page of `name-variant`.
pub(crate) const VARIANT_PAGE: Page = Page {
    code: "name-variant",
    summary: "a name is rendered in two or more ways",
    text: "What it does: finds the names of the source, how each was rendered in every unit, and reports names with two or more\n\
        renderings that a reader takes for two names. It needs no glossary. Inflected forms, accepted short forms and different\n\
        bearers of one name are no variants.\n\n\
        Why it matters: a reader who meets رحمان and رهمان thinks of two people, and a search for one misses the other.\n\n\
        Example: Rehman as رحمان 2 and رهمان 2.\n\n\
        Write instead: one rendering; the majority is suggested. `yeksan glossary add` keeps the decision.",
};

/// The help page of `title-variant`.
pub(crate) const TITLE_PAGE: Page = Page {
    code: "title-variant",
    summary: "a title or office is rendered in two or more ways",
    text: "What it does: as name-variant, for offices, ranks and titles (president, special rapporteur), lower-case ones too.\n\n\
        Why it matters: two renderings of one office read as two offices.\n\n\
        Example: death committee as هیئت مرگ 3 and کمیتهٔ مرگ 1.\n\n\
        Write instead: one rendering, and put it into the glossary.",
};

/// The help page of `name-spelling`.
pub(crate) const SPELLING_PAGE: Page = Page {
    code: "name-spelling",
    summary: "the letters, half-spaces or vowel marks of a name's rendering differ",
    text: "What it does: reports names whose renderings are one word to a reader and several to a program: ي beside ی, a space\n\
        beside a half-space, vowel marks.\n\n\
        Why it matters: searches, glossaries and memories miss the odd ones.\n\n\
        Example: خمینی 4 and خميني 2; حسینعلی and حسین‌علی.\n\n\
        Write instead: the suggested form; it is safe to apply everywhere.",
};

/// The help page of `name-missing`.
pub(crate) const MISSING_PAGE: Page = Page {
    code: "name-missing",
    summary: "a name's usual rendering is missing in some units",
    text: "What it does: once a name has a known rendering, reports the units whose target has neither it nor an accepted short form.\n\n\
        Why it matters: the name was left out, mistranslated, or written with a slip no rule could read.\n\n\
        Example: nine units write پالو, the tenth writes the name of another town.\n\n\
        Write instead: the usual rendering, unless a pronoun does its work.",
};

/// The help page of `name-choice`.
pub(crate) const CHOICE_PAGE: Page = Page {
    code: "name-choice",
    summary: "several usual names of a country or people are used side by side",
    text: "What it does: reports countries and peoples for which the target language has several usual names, when more than one is used.\n\n\
        Why it matters: no name is wrong, but one house uses one.\n\n\
        Example: United Kingdom as بریتانیا and انگلستان.\n\n\
        Write instead: choose one and put it into the glossary.",
};

fn rival(rendering: &Rendering) -> Rival {
    Rival {
        text: rendering.text.clone(),
        count: rendering.uses.len(),
        class: rendering.class.as_str().to_owned(),
        places: rendering
            .uses
            .iter()
            .map(|u| Place {
                unit: u.unit,
                source: if u.source.is_empty() { Vec::new() } else { vec![u.source.clone()] },
                target: if u.target.is_empty() { Vec::new() } else { vec![u.target.clone()] },
            })
            .collect(),
    }
}

/// Says whether a form is the accepted rendering with what it may carry, in the very letters that were decided.
fn follows(form: &str, accepted: &str, lang: &str) -> bool {
    match split_affixes(form, accepted, lang) {
        Some(found) if found.is_bare() => form == accepted,
        // Each word may carry something; what is joined behind the last one is told apart.
        Some(found) if !accepted.contains(' ') => {
            found.stem() == accepted || !accepted.starts_with(found.stem())
        }
        _ => same_word(accepted, form, lang),
    }
}

/// Returns what is to be said of each name, in the order of the names.
///
/// The renderings of a name of the target stand in the source, which nobody is asked to change: nothing is suggested.
///
/// A name that the glossary knows is held to it: what it accepts is no variant, and what it prefers is suggested.
pub(crate) fn name_findings(names: &[Name], terms: &[Term], languages: Languages<'_>) -> Vec<Finding> {
    let mut out = Vec::new();
    let (source, target) = (languages.source.primary(), languages.target.primary());
    for name in names {
        let (own, other) = match name.side {
            Side::Source => (&source, &target),
            Side::Target => (&target, &source),
        };
        let decided = terms.iter().find(|t| t.source.iter().any(|s| same_word(s, &name.source, own)));
        let accepted = |r: &Rendering| {
            decided.is_some_and(|t| t.accepted().any(|a| r.forms.iter().any(|f| follows(f, a, other))))
        };
        let missing: Vec<&Rendering> =
            name.renderings.iter().filter(|r| r.class == VariantClass::Missing).collect();
        let mut told: Vec<&Rendering> = name
            .renderings
            .iter()
            .filter(|r| !matches!(r.class, VariantClass::Missing | VariantClass::ShortForm))
            .collect();
        // The accepted ones lead; the sort keeps the order of counts on both sides.
        told.sort_by_key(|r| decided.is_some() && !accepted(r));
        let preferred = decided.and_then(|t| t.preferred().next());
        let main =
            preferred.map(str::to_owned).or_else(|| told.first().map(|r| r.text.clone())).unwrap_or_default();
        let settled = decided.is_some() && told.iter().all(|r| accepted(r));
        if told.len() > 1 && !settled && matches!(name.verdict, Verdict::True | Verdict::Ortho) {
            let choice = told.iter().skip(1).all(|r| r.class == VariantClass::ChooseOne);
            let (code, severity, what) = match (name.verdict, name.kind) {
                (Verdict::Ortho, _) => (SPELLING_PAGE.code, Severity::Warning, "is written"),
                _ if choice => (CHOICE_PAGE.code, Severity::Info, "has usual names in use:"),
                (_, NameKind::Title) => (TITLE_PAGE.code, Severity::Error, "is rendered"),
                _ => (VARIANT_PAGE.code, Severity::Error, "is rendered"),
            };
            out.push(Finding {
                id: String::new(),
                code,
                severity,
                message: match what {
                    "has usual names in use:" => format!("{} usual names are in use", told.len()),
                    _ => format!("{what} in {} ways", told.len()),
                },
                subject: name.source.clone(),
                places: Vec::new(),
                rivals: told.iter().map(|r| rival(r)).collect(),
                fix: (name.side == Side::Source)
                    .then(|| Fix { replacement: main.clone(), safe: name.verdict == Verdict::Ortho }),
            });
        }
        for rendering in missing {
            let usual: Vec<&str> = told.iter().map(|r| r.text.as_str()).collect();
            out.push(Finding {
                id: String::new(),
                code: MISSING_PAGE.code,
                severity: Severity::Info,
                message: format!("usual rendering {} is missing", usual.join(" / ")),
                subject: name.source.clone(),
                places: rival(rendering).places,
                rivals: Vec::new(),
                fix: None,
            });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Lang, Use};

    fn rendering(text: &str, class: VariantClass, units: &[usize]) -> Rendering {
        let uses = units.iter().map(|&unit| Use { unit, source: 0..6, target: 0..text.len() }).collect();
        Rendering { text: text.into(), forms: vec![text.into()], class, uses }
    }

    fn codes(kind: NameKind, verdict: Verdict, renderings: Vec<Rendering>) -> Vec<&'static str> {
        let name = Name { source: "Rehman".into(), side: Side::Source, kind, renderings, verdict };
        name_findings(&[name], &[], Languages { source: &Lang::new("en"), target: &Lang::new("fa") })
            .iter()
            .map(|f| f.code)
            .collect()
    }

    #[test]
    fn the_glossary_decides() {
        use VariantClass::*;
        let (en, fa) = (Lang::new("en"), Lang::new("fa"));
        let languages = Languages { source: &en, target: &fa };
        let name = Name {
            source: "Rehman".into(),
            side: Side::Source,
            kind: NameKind::Person,
            renderings: vec![rendering("رهمان", Main, &[0, 1]), rendering("رحمان", Spelling, &[2])],
            verdict: Verdict::True,
        };
        let mut term = Term::new("Rehman", "رحمان", glossary::term::Kind::Person, "en", "fa");
        let found = name_findings(std::slice::from_ref(&name), std::slice::from_ref(&term), languages);
        assert_eq!(found[0].fix.as_ref().map(|f| f.replacement.as_str()), Some("رحمان"));
        assert_eq!(found[0].rivals[0].text, "رحمان", "the decided one leads");
        let status = glossary::term::Status::Admitted;
        term.target.push(glossary::term::Rendering { text: "رهمان".into(), status });
        assert!(name_findings(&[name], &[term], languages).is_empty(), "both are accepted");
    }

    #[test]
    fn each_difference_has_its_code() {
        use VariantClass::*;
        let two = |class| vec![rendering("رحمان", Main, &[0, 1]), rendering("رهمان", class, &[2])];
        assert_eq!(codes(NameKind::Person, Verdict::True, two(Spelling)), ["name-variant"]);
        assert_eq!(codes(NameKind::Title, Verdict::True, two(Wording)), ["title-variant"]);
        assert_eq!(codes(NameKind::Person, Verdict::Ortho, two(Letters)), ["name-spelling"]);
        assert_eq!(codes(NameKind::Place, Verdict::True, two(ChooseOne)), ["name-choice"]);
        assert_eq!(codes(NameKind::Person, Verdict::Consistent, two(ShortForm)), [""; 0]);
        assert_eq!(codes(NameKind::Person, Verdict::Bearer, two(Spelling)), [""; 0]);
        assert_eq!(codes(NameKind::Person, Verdict::Consistent, two(Missing)), ["name-missing"]);
    }
}
