//! The glossary of a store, and the tables that ship.

use super::error::Error;
use super::languages::Wanted;
use crate::lexicon::Lexicon;
use crate::model::Lang;
use crate::store::{StepInfo, Store, StoredTerm};
use glossary::term::{Rendering, Status, Term};
use std::collections::BTreeMap;

/// What a change to the glossary did.
#[derive(Debug, Clone, Default)]
pub struct TermChanges {
    /// Terms that are new.
    pub added: usize,
    /// Terms that were there and changed.
    pub changed: usize,
    /// Terms that were there already.
    pub kept: usize,
    /// Rows that could not be read, with file and line.
    pub rejected: Vec<String>,
    /// What is new and what changed, one sentence each.
    pub said: Vec<String>,
}

/// Returns the word lexicon that ships for a pair of languages, in either direction; `None` when there is none.
pub(super) fn prior(source: &Lang, target: &Lang) -> Option<Lexicon> {
    let words = glossary::data::lexicon(&source.primary(), &target.primary());
    if words.is_empty() {
        return None;
    }
    // Turned round, a row has as many words on its source side as it had translations.
    let pairs =
        words.iter().flat_map(|t| t.source.iter().map(|word| (word.as_str(), t.accepted().collect())));
    Some(Lexicon::from_words(pairs, source, target))
}

/// Returns the terms of a store without their history.
///
/// # Errors
///
/// The store's.
pub fn terms(store: &dyn Store) -> Result<Vec<Term>, Error> {
    Ok(store.terms()?.into_iter().map(|t| t.term).collect())
}

/// Returns the terms of a store that hold for a pair of languages, those of the opposite direction turned round.
///
/// # Errors
///
/// The store's.
pub fn terms_for(store: &dyn Store, source: &Lang, target: &Lang) -> Result<Vec<Term>, Error> {
    let (source, target) = (source.primary(), target.primary());
    let fits = |t: Term| {
        if t.source_lang == source && t.target_lang == target {
            Some(t)
        } else if t.source_lang == target && t.target_lang == source {
            Some(t.reversed())
        } else {
            None
        }
    };
    Ok(terms(store)?.into_iter().filter_map(fits).collect())
}

/// Adds terms to the glossary in one step; one of the same headword, kind, scope and languages is changed.
///
/// # Errors
///
/// [`Error::Term`] for a term that says nothing or two things, the store's; nothing is kept then.
pub fn add_terms(
    store: &mut dyn Store,
    step: &StepInfo,
    terms: &[Term],
    why: &str,
    dry_run: bool,
) -> Result<TermChanges, Error> {
    for term in terms {
        sound(term)?;
    }
    let terms: Vec<(Term, String)> = terms.iter().map(|term| (term.clone(), why.to_owned())).collect();
    put(store, step, &terms, dry_run)
}

/// Puts a term in the place of the one with this id; says whether that one was another.
///
/// # Errors
///
/// [`Error::Term`], the store's.
pub fn change_term(
    store: &mut dyn Store,
    step: &StepInfo,
    id: i64,
    term: &Term,
    why: &str,
    dry_run: bool,
) -> Result<TermChanges, Error> {
    sound(term)?;
    let mut changes = TermChanges::default();
    if store.terms()?.iter().any(|t| t.id == id && t.term == *term) {
        changes.kept = 1;
        return Ok(changes);
    }
    changes.changed = 1;
    let mut transaction = store.begin(step)?;
    transaction.update_term(id, term, why)?;
    if !dry_run {
        transaction.commit()?;
    }
    Ok(changes)
}

/// Checks that a term says something: two languages, a headword, a rendering that is not forbidden as well.
pub(super) fn sound(term: &Term) -> Result<(), Error> {
    let blank = |text: &str| text.trim().is_empty();
    let detail = if term.source.iter().any(|t| blank(t)) || term.headword().is_empty() {
        "a headword is blank"
    } else if term.target.iter().any(|r| blank(&r.text)) || term.target.is_empty() {
        "a rendering is blank"
    } else if term
        .source
        .iter()
        .chain(term.target.iter().map(|r| &r.text))
        .any(|t| t.chars().any(char::is_control))
    {
        "it has a control character"
    } else if term.source_lang == term.target_lang {
        "source and target are one language"
    } else if term.forbidden().any(|f| term.preferred().chain(term.accepted()).any(|a| a == f)) {
        "a rendering is accepted and forbidden at once"
    } else {
        return Ok(());
    };
    Err(Error::Term { headword: term.headword().to_owned(), detail })
}

/// Returns the renderings of a term as people read them.
fn shown(term: &Term) -> String {
    let one = |r: &Rendering| match r.status {
        Status::Preferred => r.text.clone(),
        Status::Admitted => format!("({})", r.text),
        Status::Forbidden => format!("!{}", r.text),
    };
    term.target.iter().map(one).collect::<Vec<_>>().join(" ")
}

/// Adds terms, each with its reason, or changes those of the same headword, kind, scope and languages; keeps nothing of a
/// dry run.
pub(super) fn put(
    store: &mut dyn Store,
    step: &StepInfo,
    terms: &[(Term, String)],
    dry_run: bool,
) -> Result<TermChanges, Error> {
    let there = store.terms()?;
    let mut changes = TermChanges::default();
    let mut by_headword: BTreeMap<&str, Vec<&StoredTerm>> = BTreeMap::new();
    for stored in &there {
        by_headword.entry(stored.term.headword()).or_default().push(stored);
    }
    let mut transaction = store.begin(step)?;
    for (term, why) in terms {
        let of = |t: &Term| (t.kind, t.scope.clone(), t.source_lang.clone(), t.target_lang.clone());
        // Homonyms are told apart by what they say; each stored one answers to one that comes.
        let rivals = by_headword.entry(term.headword()).or_default();
        let same = rivals.iter().position(|t| t.term == *term);
        let found = same.or_else(|| rivals.iter().position(|t| of(&t.term) == of(term)));
        match found.map(|at| rivals.remove(at)) {
            None => {
                transaction.add_term(term, why)?;
                changes.added += 1;
                changes.said.push(format!("new: {} → {}", term.headword(), shown(term)));
            }
            Some(stored) if stored.term == *term => changes.kept += 1,
            Some(stored) => {
                transaction.update_term(stored.id, term, why)?;
                changes.changed += 1;
                let (old, new) = (shown(&stored.term), shown(term));
                let what = if old == new { "other details".to_owned() } else { format!("{old} → {new}") };
                changes.said.push(format!("changed: {}: {what}", term.headword()));
            }
        }
    }
    if !dry_run {
        transaction.commit()?;
    }
    Ok(changes)
}

/// Removes the terms of a headword, of the languages named; returns how many there were.
///
/// # Errors
///
/// The store's.
pub fn remove_terms(
    store: &mut dyn Store,
    step: &StepInfo,
    headword: &str,
    languages: &Wanted,
) -> Result<usize, Error> {
    let is = |wanted: &Option<Lang>, lang: &str| wanted.as_ref().is_none_or(|w| w.primary() == lang);
    let meant = |t: &Term| {
        t.headword() == headword
            && is(&languages.source, &t.source_lang)
            && is(&languages.target, &t.target_lang)
    };
    let ids: Vec<i64> = store.terms()?.iter().filter(|t| meant(&t.term)).map(|t| t.id).collect();
    if ids.is_empty() {
        return Ok(0);
    }
    let mut transaction = store.begin(step)?;
    for id in &ids {
        transaction.remove_term(*id)?;
    }
    transaction.commit()?;
    Ok(ids.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::stems;

    #[test]
    fn words_that_ship_are_known_inflected_and_in_both_directions() {
        let en = Lang::new("en");
        for (lang, word, form) in [
            ("ar", "governments", "والحكومة"),
            ("ar", "books", "كتب"),
            ("de", "houses", "Häusern"),
            ("de", "found", "gefunden"),
            ("fa", "books", "کتاب‌هایشان"),
            ("ru", "government", "правительством"),
            ("ru", "decided", "решили"),
            ("tr", "cities", "şehirlerde"),
        ] {
            let other = Lang::new(lang);
            let stem = |text: &str, lang: &Lang| stems(text, lang).swap_remove(0);
            let (word, form) = (stem(word, &en), stem(form, &other));
            let (forth, back) = (prior(&en, &other).unwrap(), prior(&other, &en).unwrap());
            assert!(
                forth.forward(&word, &form) > 0.0 && forth.backward(&form, &word) > 0.0,
                "{lang}: {form}"
            );
            assert!(back.forward(&form, &word) > 0.0 && back.backward(&word, &form) > 0.0, "{lang}: {form}");
        }
        assert!(prior(&Lang::new("de"), &Lang::new("fr")).is_none());
    }
}
