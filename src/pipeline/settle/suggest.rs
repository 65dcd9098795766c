//! The names of a store → terms for its glossary, the majority first.

use super::entry::kind_of;
use super::register::Register;
use super::worthy::{Placed, Vocabulary, worthy};
use crate::model::{Rendering, Side, VariantClass, Verdict};
use crate::settle::bare;
use glossary::affix::{same_word, split_affixes};
use glossary::fold::{Level, fold};
use glossary::term::{self, Status, Term};
use std::cmp::Reverse;

/// A term that the memory speaks for.
#[derive(Debug, Clone, PartialEq)]
pub struct Suggestion {
    /// The entry: the majority preferred, clear minorities forbidden, what is undecided admitted. Its note is the evidence.
    pub term: Term,
    /// How often the name is rendered.
    pub uses: usize,
    /// The renderings: text, count, class, and the indices of the units they stand in.
    pub renderings: Vec<(String, usize, VariantClass, Vec<usize>)>,
}

/// Returns the names that are rendered `min_uses` times at least and that the glossary does not decide, as terms in their
/// base form; those used most come first.
///
/// Names of several bearers are left out, and so is what is no name, title or term. A `register` that was made without the
/// glossary gives the same suggestions before some are taken and after.
pub fn suggest_terms(register: &Register, min_uses: usize) -> Vec<Suggestion> {
    let mut out = of_side(register, Side::Source, min_uses);
    // A glossary reads as the memory does, whichever side shows what is a name.
    for mut suggestion in of_side(register, Side::Target, min_uses) {
        suggestion.term = suggestion.term.reversed();
        let is_there =
            |s: &Suggestion| suggestion.term.source.iter().any(|text| s.term.source.contains(text));
        if !out.iter().any(is_there) {
            out.push(suggestion);
        }
    }
    out.sort_by_key(|s| Reverse(s.uses));
    out
}

/// Returns what the names of one side suggest.
fn of_side(register: &Register, side: Side, min_uses: usize) -> Vec<Suggestion> {
    let (of_names, of_renderings) = register.sides(side);
    let (source, target) = (of_names.primary(), of_renderings.primary());
    let decided = |name: &str| {
        let spelt = |t: &Term| {
            let texts = match side {
                Side::Source => t.source.iter().collect::<Vec<_>>(),
                Side::Target => t.target.iter().map(|r| &r.text).collect(),
            };
            texts
                .into_iter()
                .any(|s| fold(s, Level::Ortho) == fold(name, Level::Ortho) || same_word(s, name, &source))
        };
        register.decided.terms.iter().any(spelt)
    };
    let found: Vec<Placed> = register
        .names
        .iter()
        .filter(|n| n.side == side && n.verdict != Verdict::Bearer)
        .filter_map(|name| {
            let told: Vec<&Rendering> =
                name.renderings.iter().filter(|r| r.class != VariantClass::Missing).collect();
            let uses = told.iter().map(|r| r.uses.len()).sum::<usize>();
            let main = told.iter().find(|r| r.class == VariantClass::Main)?;
            (uses >= min_uses).then(|| {
                let to = bare(&main.text);
                let mut term = Term::new(&name.source, &to, kind_of(name, &to, &target), &source, &target);
                for other in told.iter().filter(|r| r.class != VariantClass::Main) {
                    let text = bare(&other.text);
                    if other.class == VariantClass::ShortForm {
                        term.forms.target_short.push(text);
                        continue;
                    }
                    // The glossary counts what is written otherwise as the same word.
                    let same = fold(&text, Level::Skeleton) == fold(&to, Level::Skeleton)
                        || split_affixes(&text, &to, &target).is_some();
                    if same || term.target.iter().any(|r| r.text == text) {
                        continue;
                    }
                    let clear = other.class != VariantClass::ChooseOne && main.uses.len() > other.uses.len();
                    let status = if clear { Status::Forbidden } else { Status::Admitted };
                    term.target.push(term::Rendering { text, status });
                }
                term.note = Some(evidence(&told, register));
                let renderings = told
                    .iter()
                    .map(|r| (r.text.clone(), r.uses.len(), r.class, r.uses.iter().map(|u| u.unit).collect()))
                    .collect();
                // Where the headword stands, on the side of the names.
                let places = name.renderings.iter().flat_map(|r| &r.uses);
                let places = places.map(|u| (u.unit, u.on(side).clone())).collect();
                (Suggestion { term, uses, renderings }, places)
            })
        })
        .collect();
    let (source, target) =
        (Vocabulary::of(&register.units, of_names), Vocabulary::of(&register.units, of_renderings));
    let mut out = worthy(found, &source, &target);
    // Only now: what stands inside a name that is decided is decided with it.
    out.retain(|s| !decided(s.term.headword()));
    out
}

/// Returns the counts, the classes and one place of each rendering, for people.
fn evidence(told: &[&Rendering], register: &Register) -> String {
    let parts: Vec<String> = told
        .iter()
        .map(|r| {
            let class = match r.class {
                VariantClass::Main => String::new(),
                class => format!(" ({})", class.as_str()),
            };
            let place = r.uses.first().map_or_else(String::new, |u| {
                let origin = &register.units[u.unit].origin;
                let file = origin.target_file.as_deref().unwrap_or(&origin.file);
                format!(", {file} ¶{}", origin.place)
            });
            format!("{} × {}{class}{place}", r.text, r.uses.len())
        })
        .collect();
    parts.join("; ")
}
