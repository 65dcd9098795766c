//! What is wrong with a store and what stands beside it.

use crate::store::{self, Access, SqliteStore, Store, StoredTerm};
use glossary::fold::{Level, fold};
use glossary::term::Status;
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::Path;

/// One thing that is wrong, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Ailment {
    /// What was looked at: `store`, `rows`, `glossary`.
    pub part: &'static str,
    /// What is wrong, one sentence without a full stop.
    pub message: String,
    /// What to do next.
    pub advice: String,
}

/// Reads a store as a whole and returns what is wrong; nothing is changed.
///
/// # Errors
///
/// When the file is missing, is no store, or cannot be read just now. A damaged store is no error but an ailment.
pub fn doctor(path: &Path) -> Result<Vec<Ailment>, store::Error> {
    let damaged = |detail: String| Ailment {
        part: "store",
        message: format!("{}: {detail}", path.display()),
        advice: "put a copy back with `yeksan restore COPY`; the damaged file is kept beside it".to_owned(),
    };
    let store = match SqliteStore::open(path, Access::Read) {
        Err(store::Error::Damaged { detail, .. }) => return Ok(vec![damaged(detail)]),
        other => other?,
    };
    let faults = match store.faults() {
        Err(store::Error::Damaged { detail, .. }) => return Ok(vec![damaged(detail)]),
        other => other?,
    };
    let mut ailments: Vec<Ailment> = faults.into_iter().map(damaged).collect();
    match store.terms() {
        Ok(terms) => ailments.extend(contradictions(&terms)),
        Err(store::Error::Damaged { detail, .. }) => ailments.push(damaged(detail)),
        Err(error) => return Err(error),
    }
    Ok(ailments)
}

/// Returns the renderings that one entry of a source wants and another forbids: mending by one would break the other.
fn contradictions(terms: &[StoredTerm]) -> Vec<Ailment> {
    /// Languages, scope and source.
    type Key = (String, String, String, String);
    /// A rendering with the entries that accept it and those that forbid it.
    type Renderings = BTreeMap<String, (Vec<i64>, Vec<i64>)>;
    let mut seen: BTreeMap<Key, Renderings> = BTreeMap::new();
    for stored in terms {
        let term = &stored.term;
        let key = (
            term.source_lang.clone(),
            term.target_lang.clone(),
            term.scope.clone().unwrap_or_default(),
            fold(term.headword(), Level::Ortho),
        );
        let renderings = seen.entry(key).or_default();
        for rendering in &term.target {
            let entry = renderings.entry(fold(&rendering.text, Level::Letters)).or_default();
            let side = if rendering.status == Status::Forbidden { &mut entry.1 } else { &mut entry.0 };
            if !side.contains(&stored.id) {
                side.push(stored.id);
            }
        }
    }
    let mut ailments = Vec::new();
    for ((.., source), renderings) in &seen {
        for (rendering, (wanted, forbidden)) in renderings {
            if let (Some(wanted), Some(forbidden)) = (wanted.first(), forbidden.first()) {
                ailments.push(Ailment {
                    part: "glossary",
                    message: format!(
                        "“{rendering}” for “{source}” is accepted by entry {wanted} and forbidden by entry {forbidden}"
                    ),
                    advice: format!("decide: `yeksan glossary rm {wanted}` or `yeksan glossary rm {forbidden}`"),
                });
            }
        }
    }
    ailments
}

#[cfg(test)]
mod tests {
    use super::*;
    use glossary::term::{Kind, Rendering, Term};

    fn entry(id: i64, rendering: &str, forbidden: &str) -> StoredTerm {
        let mut term = Term::new("death committee", rendering, Kind::Term, "en", "fa");
        term.target.push(Rendering { text: forbidden.to_owned(), status: Status::Forbidden });
        StoredTerm { id, term, why: String::new(), who: "mina".to_owned(), when: String::new() }
    }

    #[test]
    fn two_entries_that_would_undo_each_other_are_named() {
        let terms = [entry(1, "هیئت مرگ", "کمیتهٔ مرگ"), entry(2, "کمیتهٔ مرگ", "هيئت مرگ")];
        let found = contradictions(&terms);
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(
            found.iter().all(|a| a.message.contains("entry 1") && a.message.contains("entry 2")),
            "{found:?}"
        );
        assert_eq!(contradictions(&terms[..1]), []);
    }
}
