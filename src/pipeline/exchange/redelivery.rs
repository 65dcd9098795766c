//! A file that came before with other content: what is the same stays where it was in the store, what a person
//! confirmed or rewrote stays, and the rest is settled as the user said.

use super::options::OnConflict;
use crate::model::{TranslationUnit, Variant};
use crate::pipeline::error::Error;
use crate::store::{FileId, Transaction, UnitKey, metadata_digest};
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::ControlFlow;

/// The occurrences that the former delivery left, and which of them the new one has met.
///
/// Some hundred bytes an occurrence: texts stay in the store, but for those of units that somebody rewrote.
pub(super) struct Redelivery {
    policy: OnConflict,
    slots: Vec<Slot>,
    /// Indexes of slots by content; most have one.
    by_key: FxHashMap<UnitKey, Vec<usize>>,
    /// Indexes of rewritten slots by the content they came with.
    by_former_key: FxHashMap<UnitKey, Vec<usize>>,
    /// Indexes of slots by what makes two units contradict each other; only where somebody asks.
    by_subject: FxHashMap<Subject, Vec<usize>>,
    /// What the rewritten units are about.
    disputed: FxHashSet<Subject>,
    /// Units of the file about what a rewritten one is about.
    rivals: Vec<Rival>,
    tally: Tally,
}

/// What became of the former delivery.
#[derive(Debug, Default)]
pub(super) struct Tally {
    /// Occurrences that went.
    pub(super) gone: u64,
    /// Occurrences that the file does not have and that stay because a person confirmed them.
    pub(super) confirmed: u64,
    /// Occurrences that stay as somebody rewrote them.
    pub(super) rewritten: u64,
    /// What the file and somebody's rewriting disagree about, one sentence each.
    pub(super) disputes: Vec<String>,
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
    rewritten: Option<Box<Rewritten>>,
}

/// A unit that somebody rewrote in the store.
struct Rewritten {
    subjects: [Subject; 2],
    texts: String,
}

struct Rival {
    subject: Subject,
    place: u64,
    line: u64,
    texts: String,
}

/// Returns the texts of a unit for a message.
fn quoted(variants: &[Variant]) -> String {
    let short = |text: &str| match text.char_indices().nth(120) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    };
    let texts: Vec<String> = variants.iter().map(|v| format!("{} `{}`", v.lang, short(&v.text))).collect();
    texts.join(", ")
}

/// What a unit is about: its `tuid` and its first variant.
///
/// Two units of one subject and different content contradict each other.
type Subject = UnitKey;

fn subject(variants: &[Variant]) -> Subject {
    UnitKey::of(&variants[..variants.len().min(1)])
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
            by_former_key: FxHashMap::default(),
            by_subject: FxHashMap::default(),
            disputed: FxHashSet::default(),
            rivals: Vec::new(),
            tally: Tally::default(),
        };
        let compares = matches!(policy, OnConflict::Keep | OnConflict::Newest);
        let rewritten = transaction.rewritten_units(file)?;
        transaction.for_each_unit_of(file, &mut |unit| {
            let index = former.slots.len();
            let came_with = unit.id.and_then(|id| rewritten.get(&id));
            if let Some(texts) = came_with {
                former.by_former_key.entry(UnitKey::of(texts)).or_default().push(index);
                former.disputed.extend([subject(texts), subject(&unit.variants)]);
            }
            former.slots.push(Slot {
                id: unit.id.unwrap_or_default(),
                place: unit.origin.place,
                line: unit.origin.line,
                metadata: metadata_digest(&unit),
                approved: unit.approved,
                met: false,
                date: if compares { date(&unit) } else { String::new() },
                rewritten: came_with.map(|texts| {
                    let subjects = [subject(texts), subject(&unit.variants)];
                    Box::new(Rewritten { subjects, texts: quoted(&unit.variants) })
                }),
            });
            former.by_key.entry(UnitKey::of(&unit.variants)).or_default().push(index);
            if compares {
                former.by_subject.entry(subject(&unit.variants)).or_default().push(index);
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
        if let Some(index) = self.before_rewriting(unit) {
            let slot = &mut self.slots[index];
            slot.met = true;
            self.tally.rewritten += 1;
            if (slot.place, slot.line) != (unit.origin.place, unit.origin.line) {
                transaction.move_unit(slot.id, unit.origin.place, unit.origin.line)?;
            }
            return Ok(Ok(false));
        }
        if let Some(reason) = self.contradicted(transaction, unit)? {
            return Ok(Err(reason));
        }
        self.note_rival(unit);
        Ok(Ok(transaction.add_unit(file, unit)?.occurrence_is_new))
    }

    /// Returns the slot that came as this unit is, and that somebody rewrote since.
    fn before_rewriting(&self, unit: &TranslationUnit) -> Option<usize> {
        let slots = self.by_former_key.get(&UnitKey::of(&unit.variants))?;
        let stays = |slot: &Slot| match self.policy {
            OnConflict::Replace => slot.approved,
            OnConflict::Newest => slot.approved || slot.date >= date(unit),
            OnConflict::Merge | OnConflict::Keep | OnConflict::Both => true,
        };
        let open = || slots.iter().copied().filter(|&i| !self.slots[i].met && stays(&self.slots[i]));
        open().find(|&i| self.slots[i].place == unit.origin.place).or_else(|| open().next())
    }

    /// Keeps in mind a unit that is about what a rewritten one is about.
    fn note_rival(&mut self, unit: &TranslationUnit) {
        if self.disputed.is_empty() {
            return;
        }
        let own = subject(&unit.variants);
        if self.disputed.contains(&own) {
            let origin = &unit.origin;
            let (place, line) = (origin.place, origin.line);
            self.rivals.push(Rival { subject: own, place, line, texts: quoted(&unit.variants) });
        }
    }

    /// Says what the file and somebody's rewriting disagree about.
    fn dispute(&mut self, index: usize, stays: bool) {
        let slot = &self.slots[index];
        let Some(rewritten) = &slot.rewritten else { return };
        let about = |rival: &&Rival| rewritten.subjects.contains(&rival.subject);
        let rival = self.rivals.iter().filter(about).min_by_key(|rival| rival.place.abs_diff(slot.place));
        let (id, own) = (slot.id, &rewritten.texts);
        let says = match rival {
            Some(rival) if rival.line > 0 => {
                format!("line {}, unit {}, has {}", rival.line, rival.place, rival.texts)
            }
            Some(rival) => format!("unit {} has {}", rival.place, rival.texts),
            None => "the file has it no more".to_owned(),
        };
        let end = match (stays, rival.is_some()) {
            (true, true) => "both are kept",
            (true, false) => "it stays",
            (false, _) => "it went",
        };
        self.tally.disputes.push(format!("#{id} was rewritten here, {own}; {says}; {end}"));
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
        let Some(rivals) = self.by_subject.get(&subject(&unit.variants)) else { return Ok(None) };
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
        self.note_rival(unit);
        for index in open {
            transaction.remove_unit(self.slots[index].id)?;
            self.slots[index].met = true;
            self.tally.gone += 1;
            self.dispute(index, false);
        }
        Ok(None)
    }

    /// Removes what the new delivery has not met, when it is to take the place of the former one, and says what became of
    /// that.
    pub(super) fn end(mut self, transaction: &mut dyn Transaction) -> Result<Tally, Error> {
        if !matches!(self.policy, OnConflict::Merge | OnConflict::Replace) {
            return Ok(self.tally);
        }
        for index in 0..self.slots.len() {
            let slot = &self.slots[index];
            if slot.met {
                continue;
            }
            let is_rewritten = slot.rewritten.is_some();
            let stays = slot.approved || is_rewritten && self.policy == OnConflict::Merge;
            match (stays, is_rewritten) {
                (true, true) => self.tally.rewritten += 1,
                (true, false) => self.tally.confirmed += 1,
                (false, _) => {
                    transaction.remove_unit(slot.id)?;
                    self.tally.gone += 1;
                }
            }
            self.dispute(index, stays);
        }
        Ok(self.tally)
    }
}
