//! A name as a person types it → the names that are meant.

use super::bonds::Bonds;
use crate::model::{Name, Side, VariantClass};
use glossary::affix::same_word;
use glossary::fold::{Level, fold};

/// How likely a name must be what was mistyped to be offered.
const NEAR: f64 = 0.75;
/// How many near names are offered.
const OFFERED: usize = 3;

/// What a word names: indices of names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// Names that are written so, whatever the case, the diacritics and the number.
    Names(Vec<usize>),
    /// Names with a rendering that is written so.
    Renderings(Vec<usize>),
    /// Nothing.
    Nothing,
}

/// Returns the names that `asked` means, in their order: those written so, those joined with it, else those rendered so.
///
/// Letters count folded: `rehman` finds Rehman, `Munchen` finds München, خميني finds خمینی. `source` and `target` are
/// primary subtags. In a list of names of both sides, a spelling that is claimed leads to the word that is spelled so.
pub fn look_up(names: &[Name], bonds: &Bonds, asked: &str, source: &str, target: &str) -> Found {
    let key = fold(asked, Level::Skeleton);
    if key.is_empty() {
        return Found::Nothing;
    }
    let pick = |fits: &dyn Fn(&Name) -> bool| -> Vec<usize> {
        (0..names.len()).filter(|&i| fits(&names[i])).collect()
    };
    let told = |n: &Name, fits: &dyn Fn(&str) -> bool| {
        n.renderings
            .iter()
            .filter(|r| r.class != VariantClass::Missing)
            .any(|r| r.forms.iter().any(|form| fits(form)))
    };
    if names.iter().any(|n| n.side == Side::Target) {
        let turned = pick(&|n| n.side == Side::Source && told(n, &|form| fold(form, Level::Skeleton) == key));
        if !turned.is_empty() {
            return Found::Renderings(turned);
        }
    }
    let lang = |side: Side| if side == Side::Source { source } else { target };
    let aliases: Vec<String> = bonds.joined_with(asked).map(|a| fold(a, Level::Skeleton)).collect();
    let exact = pick(&|n| {
        let name = fold(&n.source, Level::Skeleton);
        name == key || aliases.contains(&name)
    });
    if !exact.is_empty() {
        return Found::Names(exact);
    }
    let forms = pick(&|n| same_word(&n.source, asked, lang(n.side)));
    if !forms.is_empty() {
        return Found::Names(forms);
    }
    let rendered = pick(&|n| told(n, &|form| fold(form, Level::Skeleton) == key));
    if !rendered.is_empty() {
        return Found::Renderings(rendered);
    }
    let rendered = pick(&|n| told(n, &|form| same_word(form, asked, lang(n.side.other()))));
    if rendered.is_empty() { Found::Nothing } else { Found::Renderings(rendered) }
}

/// Returns the names that `asked` may have been meant for: longer names that hold it, then those spelled much like it,
/// the likest first; three at most.
pub fn near<'n>(names: &'n [Name], asked: &str) -> Vec<&'n str> {
    let key = fold(asked, Level::Ortho);
    let mut scored: Vec<(f64, &str)> = names
        .iter()
        .filter_map(|n| {
            let name = fold(&n.source, Level::Ortho);
            let holds = key.chars().count() >= 3 && format!(" {name} ").contains(&format!(" {key} "));
            let likeness = if holds { 1.0 } else { strsim::jaro_winkler(&name, &key) };
            (likeness >= NEAR).then_some((likeness, n.source.as_str()))
        })
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    scored.dedup_by(|a, b| a.1 == b.1);
    scored.into_iter().take(OFFERED).map(|(_, name)| name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{NameKind, Rendering, Verdict};

    fn names() -> Vec<Name> {
        [("Rehman", "رحمان"), ("death committees", "هیئت‌های مرگ"), ("München", "مونیخ"), ("Raesi", "رئیسی")]
            .into_iter()
            .map(|(source, text)| Name {
                source: source.into(),
                side: Side::Source,
                kind: NameKind::Unknown,
                renderings: vec![Rendering {
                    text: text.into(),
                    forms: vec![text.into()],
                    class: VariantClass::Main,
                    uses: Vec::new(),
                }],
                verdict: Verdict::Consistent,
            })
            .collect()
    }

    #[test]
    fn names_are_found_as_they_are_typed() {
        let names = names();
        let find = |asked: &str| look_up(&names, &Bonds::default(), asked, "en", "fa");
        assert_eq!(find("rehman"), Found::Names(vec![0]));
        assert_eq!(find("Death committee"), Found::Names(vec![1]));
        assert_eq!(find("Munchen"), Found::Names(vec![2]));
        assert_eq!(find("رحمان"), Found::Renderings(vec![0]));
        assert_eq!(find("هیئت مرگ"), Found::Renderings(vec![1]));
        assert_eq!(find("Reman"), Found::Nothing);
        assert_eq!(find(" - "), Found::Nothing);
        let bonds = Bonds { same: vec![("Raesi".into(), "Raisi".into())], ..Bonds::default() };
        assert_eq!(look_up(&names, &bonds, "raisi", "en", "fa"), Found::Names(vec![3]));
    }

    #[test]
    fn near_names_are_offered() {
        assert_eq!(near(&names(), "Reman"), ["Rehman"]);
        assert_eq!(near(&names(), "committees"), ["death committees"]);
        assert!(near(&names(), "Zoroaster").is_empty());
    }
}
