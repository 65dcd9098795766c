//! The decisions that a run of names or checks goes by.

use crate::model::Lang;
use crate::pipeline::error::Error;
use crate::pipeline::glossary::terms_for;
use crate::settle::{Bond, Bonds};
use crate::store::{Decision, StepId, StepInfo, Store};
use glossary::fold::{Level, fold};
use glossary::term::Term;

const SAME: &str = "name-same";
const DIFFERENT: &str = "name-different";

/// What was decided for a pair of languages.
#[derive(Debug, Clone, Default)]
pub struct Decided {
    /// The glossary's terms.
    pub terms: Vec<Term>,
    /// Which names are one, and which are not.
    pub bonds: Bonds,
}

/// Returns what a store says for a pair of languages.
///
/// # Errors
///
/// The store's.
pub fn decided(store: &dyn Store, source: &Lang, target: &Lang) -> Result<Decided, Error> {
    let pairs = |kind: &str| -> Result<Vec<(String, String)>, Error> {
        Ok(store.decisions(Some(kind))?.into_iter().map(|d| (d.subject, d.value)).collect())
    };
    Ok(Decided {
        terms: terms_for(store, source, target)?,
        bonds: Bonds { same: pairs(SAME)?, different: pairs(DIFFERENT)? },
    })
}

/// What became of a decision about two names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// It was decided so before.
    Already,
    /// It is decided.
    Now {
        /// The step; `None` in a dry run.
        step: Option<StepId>,
        /// Whether the opposite had been decided and is taken back.
        reversed: bool,
    },
}

/// Puts into the ledger that two names have one bearer, or two; the opposite decision about the two goes.
///
/// # Errors
///
/// The store's.
pub fn bind_names(
    store: &mut dyn Store,
    step: &StepInfo,
    bond: Bond,
    (a, b): (&str, &str),
    why: &str,
    dry_run: bool,
) -> Result<Bound, Error> {
    let (kind, opposite) = match bond {
        Bond::Same => (SAME, DIFFERENT),
        Bond::Different => (DIFFERENT, SAME),
    };
    let key = |text: &str| fold(text, Level::Skeleton);
    let about = |d: &Decision| {
        let (x, y) = (key(&d.subject), key(&d.value));
        (x == key(a) && y == key(b)) || (x == key(b) && y == key(a))
    };
    if store.decisions(Some(kind))?.iter().any(about) {
        return Ok(Bound::Already);
    }
    let against: Vec<i64> =
        store.decisions(Some(opposite))?.iter().filter(|d| about(d)).map(|d| d.id).collect();
    let reversed = !against.is_empty();
    if dry_run {
        return Ok(Bound::Now { step: None, reversed });
    }
    let mut transaction = store.begin(step)?;
    for id in against {
        transaction.remove_decision(id)?;
    }
    transaction.add_decision(&decision(kind, a, b, why))?;
    Ok(Bound::Now { step: transaction.commit()?, reversed })
}

/// Returns a decision to be added; who and when are the step's.
pub(super) fn decision(kind: &str, subject: &str, value: &str, why: &str) -> Decision {
    Decision {
        id: 0,
        kind: kind.to_owned(),
        subject: subject.to_owned(),
        value: value.to_owned(),
        why: why.to_owned(),
        who: String::new(),
        when: String::new(),
    }
}
