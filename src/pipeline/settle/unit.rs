//! What a person does to single units.

use super::plan::{FixPlan, plan};
use crate::model::{Change, Edit, Lang, TranslationUnit};
use crate::pipeline::error::Error;
use crate::store::{Filter, StepId, StepInfo, Store};
use std::collections::BTreeSet;

/// What was done to some units.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Touched {
    /// The units that changed, as they were before.
    pub units: Vec<TranslationUnit>,
    /// How many were so already.
    pub already: usize,
    /// The step; `None` in a dry run, and when nothing changed.
    pub step: Option<StepId>,
}

/// Returns the units of these ids, each once, in the order of the ids.
///
/// # Errors
///
/// [`Error::UnknownUnit`] for the first id that the store does not have.
pub fn units_by_id(store: &dyn Store, ids: &[i64]) -> Result<Vec<TranslationUnit>, Error> {
    let ids: BTreeSet<i64> = ids.iter().copied().collect();
    ids.into_iter().map(|id| store.unit(id)?.ok_or(Error::UnknownUnit(id))).collect()
}

/// Returns the units of a file, named as the store names it.
///
/// # Errors
///
/// [`Error::NoUnits`].
pub fn units_of_file(store: &dyn Store, file: &str) -> Result<Vec<TranslationUnit>, Error> {
    let units = store.units(&Filter { file: Some(file.to_owned()), ..Filter::default() })?;
    if units.is_empty() { Err(Error::NoUnits(format!("a file called {file}"))) } else { Ok(units) }
}

/// Confirms units, or takes the confirmation back.
///
/// # Errors
///
/// The store's.
pub fn approve_units(
    store: &mut dyn Store,
    step: &StepInfo,
    units: Vec<TranslationUnit>,
    approved: bool,
    dry_run: bool,
) -> Result<Touched, Error> {
    let (already, units): (Vec<_>, Vec<_>) = units.into_iter().partition(|u| u.approved == approved);
    let mut touched = Touched { units, already: already.len(), step: None };
    if !dry_run && !touched.units.is_empty() {
        let mut transaction = store.begin(step)?;
        for id in touched.units.iter().filter_map(|u| u.id) {
            transaction.set_approved(id, approved)?;
        }
        touched.step = transaction.commit()?;
    }
    Ok(touched)
}

/// Removes units.
///
/// # Errors
///
/// The store's.
pub fn remove_units(
    store: &mut dyn Store,
    step: &StepInfo,
    units: Vec<TranslationUnit>,
    dry_run: bool,
) -> Result<Touched, Error> {
    let mut touched = Touched { units, ..Touched::default() };
    if !dry_run && !touched.units.is_empty() {
        let mut transaction = store.begin(step)?;
        for id in touched.units.iter().filter_map(|u| u.id) {
            transaction.remove_unit(id)?;
        }
        touched.step = transaction.commit()?;
    }
    Ok(touched)
}

/// Works out how texts of a unit are replaced; inline codes stay beside what stays.
///
/// # Errors
///
/// [`Error::UnknownUnit`]; [`Error::NoVariant`] when the unit has no such language; [`Error::NoRendering`] for a blank
/// text.
pub fn plan_edit(store: &dyn Store, id: i64, texts: &[(Side, String)]) -> Result<FixPlan, Error> {
    let seq = store.change_seq()?;
    let unit = store.unit(id)?.ok_or(Error::UnknownUnit(id))?;
    let side = |at: usize| unit.variants.get(at).map_or_else(Lang::unknown, |v| v.lang.clone());
    let mut out = plan((side(0), side(1)), vec![unit], seq);
    for (side, text) in texts {
        let variants = &out.units[0].variants;
        let found = match side {
            Side::Source => (!variants.is_empty()).then_some(0),
            Side::Target => (variants.len() == 2).then_some(1),
            Side::Lang(lang) => {
                let exact = variants.iter().position(|v| v.lang == *lang);
                exact.or_else(|| variants.iter().position(|v| v.lang.same_language(lang)))
            }
        };
        let Some(variant) = found else {
            let known = variants.iter().map(|v| v.lang.clone()).collect();
            return Err(Error::NoVariant { unit: id, known });
        };
        if text.trim().is_empty() {
            return Err(Error::NoRendering);
        }
        refuse_controls(text)?;
        if let Some(edit) = difference(&variants[variant].text, text) {
            out.settlement.changes.push(Change { unit: 0, variant, edits: vec![edit] });
        }
    }
    out.settlement.changes.sort_by_key(|c| c.variant);
    Ok(out)
}

/// The names of the control characters from U+0000 on, as Unicode's charts have them.
const CONTROLS: [&str; 32] = [
    "null",
    "start of heading",
    "start of text",
    "end of text",
    "end of transmission",
    "enquiry",
    "acknowledge",
    "bell",
    "backspace",
    "tabulation",
    "line feed",
    "line tabulation",
    "form feed",
    "carriage return",
    "shift out",
    "shift in",
    "data link escape",
    "device control one",
    "device control two",
    "device control three",
    "device control four",
    "negative acknowledge",
    "synchronous idle",
    "end of transmission block",
    "cancel",
    "end of medium",
    "substitute",
    "escape",
    "file separator",
    "group separator",
    "record separator",
    "unit separator",
];

/// Refuses a text with a character that XML cannot have or that steers a terminal; tabs, line ends and direction marks are
/// text.
pub(super) fn refuse_controls(text: &str) -> Result<(), Error> {
    let is_odd =
        |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r') || matches!(c, '\u{FFFE}' | '\u{FFFF}');
    let Some((at, c)) = text.chars().enumerate().find(|(_, c)| is_odd(*c)) else { return Ok(()) };
    let name = CONTROLS.get(c as usize).map(|name| format!(" ({name})")).unwrap_or_default();
    Err(Error::Control { what: format!("U+{:04X}{name}", c as u32), at: at + 1 })
}

/// Which text of a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Side {
    /// The first.
    Source,
    /// The other one of two.
    Target,
    /// That of a language.
    Lang(Lang),
}

/// Returns the one edit, of whole words, that turns a text into another; `None` when they are the same.
fn difference(old: &str, new: &str) -> Option<Edit> {
    if old == new {
        return None;
    }
    let joins = |c: char| c.is_alphanumeric() || !c.is_ascii() && !c.is_whitespace();
    let mut start: usize =
        old.chars().zip(new.chars()).take_while(|(a, b)| a == b).map(|(c, _)| c.len_utf8()).sum();
    start = old[..start].trim_end_matches(joins).len();
    let mut behind: usize = old[start..]
        .chars()
        .rev()
        .zip(new[start..].chars().rev())
        .take_while(|(a, b)| a == b)
        .map(|(c, _)| c.len_utf8())
        .sum();
    let tail = &old[old.len() - behind..];
    behind = tail.trim_start_matches(joins).len();
    Some(Edit { range: start..old.len() - behind, text: new[start..new.len() - behind].to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_edit_is_of_whole_words() {
        let edit = difference("فتوای خميني بود", "فتوای خمینی بود").unwrap();
        assert_eq!(edit.text, "خمینی");
        assert_eq!(difference("a", "a"), None);
        assert_eq!(difference("a b", "a b c"), Some(Edit { range: 2..3, text: "b c".into() }));
    }

    proptest! {
        #[test]
        fn the_edit_turns_one_into_the_other(old in "[ab خم\u{200c}ي]{0,12}", new in "[ab خم\u{200c}ی]{0,12}") {
            let mut text = old.clone();
            if let Some(edit) = difference(&old, &new) {
                text.replace_range(edit.range, &edit.text);
            }
            prop_assert_eq!(text, new);
        }
    }
}
