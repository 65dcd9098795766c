//! What every store can do.

use super::error::Error;
use super::key::UnitKey;
use super::record::{
    Added, AddedFile, Change, Decision, FileId, FileInfo, FileRecord, Filter, LexiconEntry, Replaced, Stats,
    Step, StepId, StepInfo, StoredTerm,
};
use crate::model::{Lang, TranslationUnit, Variant};
use glossary::term::Term;
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::Path;

/// Takes rows one by one; breaking ends the reading without an error.
pub type Visit<'a, T> = &'a mut dyn FnMut(T) -> Result<ControlFlow<()>, Error>;

/// A translation memory with its glossary, its ledger and its history.
///
/// Every method fails with an [`Error`] that names the store.
pub trait Store {
    /// Begins a step; it waits for another writer, and takes nothing back that was committed.
    fn begin<'a>(&'a mut self, step: &StepInfo) -> Result<Box<dyn Transaction + 'a>, Error>;

    /// Takes back the rows of a step, itself as a step that can be taken back.
    ///
    /// # Errors
    ///
    /// [`Error::BuiltOn`] when a later step that stands changed the same rows, [`Error::AlreadyUndone`],
    /// [`Error::NotFound`].
    fn undo(&mut self, step: StepId, by: &StepInfo) -> Result<StepId, Error>;

    /// Gives every occurrence that passes, as it came in: files in the order they came, then by place.
    ///
    /// One consistent view, whatever other processes write meanwhile; memory does not grow with the store.
    fn for_each_unit(&self, filter: &Filter, visit: Visit<'_, TranslationUnit>) -> Result<(), Error>;

    /// Returns the occurrences that pass, in the order of [`for_each_unit`](Store::for_each_unit).
    fn units(&self, filter: &Filter) -> Result<Vec<TranslationUnit>, Error> {
        let mut units = Vec::new();
        self.for_each_unit(filter, &mut |unit| {
            units.push(unit);
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(units)
    }

    /// Returns one occurrence, `None` when there is none of this id.
    fn unit(&self, id: i64) -> Result<Option<TranslationUnit>, Error>;

    /// Returns the keys of the units before and after an occurrence in its file.
    fn neighbours(&self, id: i64) -> Result<(Option<UnitKey>, Option<UnitKey>), Error>;

    /// Returns the files in the order they came.
    fn files(&self) -> Result<Vec<FileRecord>, Error>;

    /// Returns the glossary in the order its entries came.
    fn terms(&self) -> Result<Vec<StoredTerm>, Error>;

    /// Returns the ledger in order; only one kind of decisions when named.
    fn decisions(&self, kind: Option<&str>) -> Result<Vec<Decision>, Error>;

    /// Returns a setting, `None` when it was never set.
    fn setting(&self, name: &str) -> Result<Option<String>, Error>;

    /// Returns the lexicon of a pair of languages, sorted by source and target; empty when none was learnt.
    fn lexicon(&self, source: &Lang, target: &Lang) -> Result<Vec<LexiconEntry>, Error>;

    /// Returns the steps in order.
    fn steps(&self) -> Result<Vec<Step>, Error>;

    /// Gives the entries of the change log after `seq`, in order.
    fn for_each_change(&self, seq: u64, visit: Visit<'_, Change>) -> Result<(), Error>;

    /// Returns the number of the last change, 0 for a new store. It never falls, not even by undoing.
    fn change_seq(&self) -> Result<u64, Error>;

    /// Returns the sizes; reads the whole store once.
    fn stats(&self) -> Result<Stats, Error>;

    /// Returns the languages as written with their number of variants, in the order of the tags.
    fn languages(&self) -> Result<Vec<(Lang, u64)>, Error>;

    /// Returns what is wrong with the store, one sentence each; empty when it is sound. Reads the whole store.
    fn faults(&self) -> Result<Vec<String>, Error>;

    /// Writes a copy to a new file and reads it as a whole before it gets its name; what other processes write
    /// meanwhile is not in it.
    ///
    /// # Errors
    ///
    /// [`Error::Open`] when the file exists or cannot be made, [`Error::Damaged`] when the store is not sound.
    fn back_up(&self, to: &Path) -> Result<(), Error>;

    /// Puts the content of a copy in the place of everything in the store; no step of the store's, so nothing undoes
    /// it but a copy made before.
    ///
    /// # Errors
    ///
    /// What [`SqliteStore::open`](super::SqliteStore::open) says of the copy, [`Error::Damaged`] when it is not sound,
    /// [`Error::Locked`]; the store is then as it was.
    fn restore(&mut self, from: &Path) -> Result<(), Error>;
}

/// One running step: everything is kept by [`commit`](Transaction::commit), nothing when it is dropped.
pub trait Transaction {
    /// Adds a file, or finds it when it is there.
    ///
    /// An aligned pair that is there with another hash or header takes the new one.
    fn add_file(&mut self, file: &FileInfo) -> Result<AddedFile, Error>;

    /// Returns the last delivery of a file that is there with other content only; `None` when the name is new or the very
    /// content is there.
    fn former_delivery(&self, file: &FileInfo) -> Result<Option<FileId>, Error>;

    /// Makes a file that is there its next delivery: it takes the new hash and header, and its occurrences stay.
    fn renew_file(&mut self, file: FileId, info: &FileInfo) -> Result<(), Error>;

    /// Gives every occurrence of a file by place; their origins name no file.
    fn for_each_unit_of(&self, file: FileId, visit: Visit<'_, TranslationUnit>) -> Result<(), Error>;

    /// Returns the occurrences of a file whose texts somebody rewrote in the store, by id, each with the texts it came with.
    ///
    /// One that was rewritten back is not among them. Reads the change log.
    fn rewritten_units(&self, file: FileId) -> Result<BTreeMap<i64, Vec<Variant>>, Error>;

    /// Moves an occurrence to another place and line of its file.
    fn move_unit(&mut self, id: i64, place: u64, line: u64) -> Result<(), Error>;

    /// Adds an occurrence of a unit to a file, unless the same occurrence is there.
    ///
    /// The same: same file, same place, same content, same attributes, annotations and ranges. `origin.file`,
    /// `origin.target_file` and `id` are not looked at.
    fn add_unit(&mut self, file: FileId, unit: &TranslationUnit) -> Result<Added, Error>;

    /// Makes these the occurrences of a file; those a person confirmed or rewrote stay whatever is given.
    ///
    /// A unit given whose content is confirmed in this file, or was before somebody rewrote it, is not added a second
    /// time, nor one whose source or target ranges overlap those of one that stays while `same_content` says that ranges
    /// still mean the same.
    fn replace_units(
        &mut self,
        file: FileId,
        units: &[TranslationUnit],
        same_content: bool,
    ) -> Result<Replaced, Error>;

    /// Puts a unit in the place of an occurrence: texts, metadata, confidence and confirmation; file and place stay.
    fn update_unit(&mut self, id: i64, unit: &TranslationUnit) -> Result<(), Error>;

    /// Confirms an occurrence, or takes the confirmation back.
    fn set_approved(&mut self, id: i64, approved: bool) -> Result<(), Error>;

    /// Removes an occurrence.
    fn remove_unit(&mut self, id: i64) -> Result<(), Error>;

    /// Adds a glossary entry and returns its id; who and when are those of the step.
    ///
    /// An entry equal in every field is not added again.
    fn add_term(&mut self, term: &Term, why: &str) -> Result<i64, Error>;

    /// Puts an entry in the place of another.
    fn update_term(&mut self, id: i64, term: &Term, why: &str) -> Result<(), Error>;

    /// Removes a glossary entry.
    fn remove_term(&mut self, id: i64) -> Result<(), Error>;

    /// Adds a decision to the ledger and returns its id; who and when are those of the step.
    fn add_decision(&mut self, decision: &Decision) -> Result<i64, Error>;

    /// Removes a decision.
    fn remove_decision(&mut self, id: i64) -> Result<(), Error>;

    /// Sets a setting, or removes it.
    fn set_setting(&mut self, name: &str, value: Option<&str>) -> Result<(), Error>;

    /// Replaces the lexicon of a pair of languages. It is computed, so undo does not bring it back.
    fn put_lexicon(&mut self, source: &Lang, target: &Lang, entries: &[LexiconEntry]) -> Result<(), Error>;

    /// Returns the number of the last change before this step; asked before the step's first row.
    ///
    /// No other writer comes between it and [`commit`](Transaction::commit).
    fn change_seq(&self) -> Result<u64, Error>;

    /// Keeps the step; `None` when there was nothing to log.
    fn commit(self: Box<Self>) -> Result<Option<StepId>, Error>;
}
