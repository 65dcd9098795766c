//! A file that came before with other content: what is the same stays where it was in the store, what a person confirmed
//! stays, and the rest is settled as the user said.

use super::options::OnConflict;
use crate::model::TranslationUnit;
use crate::pipeline::error::Error;
use crate::store::{FileId, Transaction, UnitKey, metadata_digest};
use rustc_hash::FxHashMap;
use std::ops::ControlFlow;

/// The occurrences that the former delivery left, and which of them the new one has met.
///
/// Some hundred bytes an occurrence: texts stay in the store.
pub(super) struct Redelivery {
    policy: OnConflict,
    slots: Vec<Slot>,
    /// Indexes of slots by content; most have one.
    by_key: FxHashMap<UnitKey, Vec<usize>>,
    /// Indexes of slots by what makes two units contradict each other; only where somebody asks.
    by_subject: FxHashMap<Subject, Vec<usize>>,
    gone: u64,
}

struct Slot {
    id: i64,
    place: u64,
    line: u64,
    metadata: i64,
    approved: bool,
    met: bool,
    /// The latest date the unit bears, as written; empty when it bears none.
    date: String,
}

/// What a unit is about: its `tuid` and its first variant.
///
/// Two units of one subject and different content contradict each other.
type Subject = UnitKey;

fn subject(unit: &TranslationUnit) -> Subject {
    UnitKey::of(&unit.variants[..unit.variants.len().min(1)])
}

/// Returns the latest date of a unit or its variants, in TMX's compact spelling, which sorts; empty when there is none.
fn date(unit: &TranslationUnit) -> String {
    let all = unit.variants.iter().flat_map(|v| &v.attributes).chain(&unit.attributes);
    let dates = all.filter(|(name, _)| name == "changedate" || name == "creationdate");
    let compact = |text: &str| text.chars().filter(char::is_ascii_alphanumeric).collect::<String>();
    dates.map(|(_, value)| compact(value)).max().unwrap_or_default()
}

impl Redelivery {
    /// Reads what the store has of a file.
    pub(super) fn of(
        transaction: &dyn Transaction,
        file: FileId,
        policy: OnConflict,
    ) -> Result<Redelivery, Error> {
        let mut former = Redelivery {
            policy,
            slots: Vec::new(),
            by_key: FxHashMap::default(),
            by_subject: FxHashMap::default(),
            gone: 0,
        };
        let compares = matches!(policy, OnConflict::Keep | OnConflict::Newest);
        transaction.for_each_unit_of(file, &mut |unit| {
            let index = former.slots.len();
            former.slots.push(Slot {
                id: unit.id.unwrap_or_default(),
                place: unit.origin.place,
                line: unit.origin.line,
                metadata: metadata_digest(&unit),
                approved: unit.approved,
                met: false,
                date: if compares { date(&unit) } else { String::new() },
            });
            former.by_key.entry(UnitKey::of(&unit.variants)).or_default().push(index);
            if compares {
                former.by_subject.entry(subject(&unit)).or_default().push(index);
            }
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(former)
    }

    /// Takes a unit of the new delivery: whether it is a new occurrence, or the reason why it is refused.
    pub(super) fn take(
        &mut self,
        transaction: &mut dyn Transaction,
        file: FileId,
        unit: &TranslationUnit,
    ) -> Result<Result<bool, String>, Error> {
        if let Some(index) = self.same(unit) {
            let slot = &mut self.slots[index];
            slot.met = true;
            if slot.approved && slot.metadata != metadata_digest(unit) {
                // What the file says about a confirmed unit is news; that it is confirmed stays.
                let unit = TranslationUnit { approved: true, ..unit.clone() };
                transaction.update_unit(slot.id, &unit)?;
            }
            if (slot.place, slot.line) != (unit.origin.place, unit.origin.line) {
                transaction.move_unit(slot.id, unit.origin.place, unit.origin.line)?;
            }
            return Ok(Ok(false));
        }
        if let Some(reason) = self.contradicted(transaction, unit)? {
            return Ok(Err(reason));
        }
        Ok(Ok(transaction.add_unit(file, unit)?.occurrence_is_new))
    }

    /// Returns the slot of the same occurrence: at its place, else anywhere in the file, else confirmed whatever the
    /// attributes.
    fn same(&self, unit: &TranslationUnit) -> Option<usize> {
        let slots = self.by_key.get(&UnitKey::of(&unit.variants))?;
        let metadata = metadata_digest(unit);
        let open = || slots.iter().copied().filter(|&index| !self.slots[index].met);
        let equal = || open().filter(|&index| self.slots[index].metadata == metadata);
        equal()
            .find(|&index| self.slots[index].place == unit.origin.place)
            .or_else(|| equal().next())
            .or_else(|| open().find(|&index| self.slots[index].approved))
    }

    /// Settles a contradiction with units of the store; the reason when the new unit loses.
    fn contradicted(
        &mut self,
        transaction: &mut dyn Transaction,
        unit: &TranslationUnit,
    ) -> Result<Option<String>, Error> {
        let Some(rivals) = self.by_subject.get(&subject(unit)) else { return Ok(None) };
        let open: Vec<usize> = rivals.iter().copied().filter(|&index| !self.slots[index].met).collect();
        if open.is_empty() {
            return Ok(None);
        }
        if self.policy == OnConflict::Keep {
            return Ok(Some("the store has another translation of it (--on-conflict keep)".to_owned()));
        }
        let own = date(unit);
        if open.iter().any(|&index| self.slots[index].approved) {
            return Ok(Some("a person confirmed another translation of it".to_owned()));
        }
        if open.iter().any(|&index| self.slots[index].date > own) {
            return Ok(Some("the store has a newer translation of it (--on-conflict newest)".to_owned()));
        }
        for index in open {
            transaction.remove_unit(self.slots[index].id)?;
            self.slots[index].met = true;
            self.gone += 1;
        }
        Ok(None)
    }

    /// Removes what the new delivery has not met, when it is to take the place of the former one. Returns how many
    /// occurrences went, and how many stay only because they are confirmed.
    pub(super) fn end(mut self, transaction: &mut dyn Transaction) -> Result<(u64, u64), Error> {
        let mut confirmed = 0;
        if self.policy == OnConflict::Replace {
            for slot in self.slots.iter().filter(|slot| !slot.met) {
                if slot.approved {
                    confirmed += 1;
                } else {
                    transaction.remove_unit(slot.id)?;
                    self.gone += 1;
                }
            }
        }
        Ok((self.gone, confirmed))
    }
}
