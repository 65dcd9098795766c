//! Items of a reader → a running step, with what was refused kept aside.

use super::options::{ImportCounts, ImportOptions, OnConflict};
use super::redelivery::Redelivery;
use super::tags::Tags;
use crate::exchange::{self, Item, Warning, tmx};
use crate::model::Annotation;
use crate::pipeline::error::Error;
use crate::pipeline::output::Output;
use crate::pipeline::watch::{Stage, Watch};
use crate::store::{FileId, FileInfo, StepInfo, Store, Transaction};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// How many refused units, and how many warnings of a kind, are named one by one.
const NAMED: usize = 20;

/// Takes the items of a reader into a running step.
pub(super) struct Intake<'a> {
    transaction: Box<dyn Transaction + 'a>,
    file: FileId,
    manner: Manner,
    /// The file as messages name it.
    name: String,
    tags: Tags,
    counts: ImportCounts,
    refused: Vec<exchange::Rejected>,
    /// How many warnings of each kind there were, and the line of the last that was named or the first that was not.
    kinds: BTreeMap<&'static str, (usize, u64)>,
}

/// What is done with a unit.
enum Manner {
    /// It is added.
    Add,
    /// The very file is there: it is only counted.
    Count,
    /// The file was there with other content.
    Compare(Box<Redelivery>),
}

impl<'a> Intake<'a> {
    /// Begins the step and settles whether the file is new.
    pub(super) fn begin(
        store: &'a mut dyn Store,
        step: &StepInfo,
        info: &FileInfo,
        name: String,
        options: &ImportOptions,
    ) -> Result<Intake<'a>, Error> {
        let mut transaction = store.begin(step)?;
        let mut counts = ImportCounts::default();
        let policy = options.on_conflict.unwrap_or(OnConflict::Merge);
        let former = match policy {
            OnConflict::Both => None,
            _ => transaction.former_delivery(info)?,
        };
        let (file, manner) = match former {
            Some(file) => {
                transaction.renew_file(file, info)?;
                counts.redelivered = true;
                (file, Manner::Compare(Box::new(Redelivery::of(transaction.as_ref(), file, policy)?)))
            }
            None => {
                let added = transaction.add_file(info)?;
                counts.known = !added.is_new;
                let manner = match options.on_conflict {
                    _ if added.is_new => Manner::Add,
                    // Asked for by name, the file has its way with what was changed in the store since.
                    Some(OnConflict::Merge | OnConflict::Keep | OnConflict::Replace | OnConflict::Newest) => {
                        Manner::Compare(Box::new(Redelivery::of(transaction.as_ref(), added.id, policy)?))
                    }
                    _ => Manner::Count,
                };
                (added.id, manner)
            }
        };
        Ok(Intake {
            transaction,
            file,
            manner,
            name,
            tags: Tags::default(),
            counts,
            refused: Vec::new(),
            kinds: BTreeMap::new(),
        })
    }

    /// Takes one item.
    pub(super) fn take(&mut self, item: Item, options: &ImportOptions, watch: &Watch) -> Result<(), Error> {
        self.counts.read += 1;
        match item {
            Item::Unit(mut unit) => {
                self.tags.take(&mut unit, &options.map);
                let is_new = match &mut self.manner {
                    Manner::Add => Ok(self.transaction.add_unit(self.file, &unit)?.occurrence_is_new),
                    Manner::Count => Ok(false),
                    Manner::Compare(former) => former.take(self.transaction.as_mut(), self.file, &unit)?,
                };
                match is_new {
                    Ok(true) => self.counts.new += 1,
                    Ok(false) => self.counts.there += 1,
                    Err(reason) => {
                        self.counts.outvoted += 1;
                        self.refuse(exchange::Rejected { unit, reason });
                    }
                }
            }
            Item::Rejected(rejected) => self.refuse(rejected),
        }
        if self.counts.read.is_multiple_of(1024) {
            watch.at(Stage::Store, self.counts.read, 0)?;
        }
        Ok(())
    }

    fn refuse(&mut self, rejected: exchange::Rejected) {
        if rejected.reason == exchange::NOT_TRANSLATED {
            self.counts.untranslated += 1;
            return;
        }
        self.counts.rejected += 1;
        if self.refused.len() < NAMED {
            let origin = &rejected.unit.origin;
            let warning =
                format!("{}:{}: unit {}: {}", self.name, origin.line, origin.place, rejected.reason);
            self.counts.warnings.push(warning);
        }
        self.refused.push(rejected);
    }

    /// Notes what a reader forgave; of a kind that is everywhere the first are named and the rest is counted.
    pub(super) fn warn(&mut self, warnings: Vec<Warning>) {
        for warning in warnings {
            let (count, line) = self.kinds.entry(warning.code).or_default();
            *count += 1;
            if *count <= NAMED + 1 {
                *line = warning.line;
            }
            if *count <= NAMED {
                self.counts.warnings.push(warning.text);
            }
        }
    }

    /// Notes what a reader repaired.
    pub(super) fn repaired(&mut self, repairs: Vec<String>) {
        self.counts.repairs.extend(repairs);
    }

    /// Ends the import: keeps the step unless it is a dry run, and writes the refused units beside the file.
    ///
    /// # Errors
    ///
    /// [`Error::Strict`] when nothing odd was to be forgiven and something was.
    pub(super) fn end(
        mut self,
        beside: &Path,
        header: &tmx::Header,
        options: &ImportOptions,
    ) -> Result<ImportCounts, Error> {
        let more = self.refused.len().saturating_sub(NAMED);
        if more > 0 {
            self.counts.warnings.push(format!("{}: {more} more units were refused", self.name));
        }
        for (code, (count, line)) in &self.kinds {
            if let Some(more) = count.checked_sub(NAMED).filter(|more| *more > 0) {
                let text = format!("{}:{line}: {more} more warnings `{code}` from here on", self.name);
                self.counts.warnings.push(text);
            }
        }
        let odd = self.counts.warnings.len() + self.counts.repairs.len();
        if options.strict && odd > 0 {
            let all = self.counts.repairs.into_iter().chain(self.counts.warnings).collect();
            return Err(Error::Strict { name: self.name, problems: all });
        }
        self.counts.notes = self.tags.notes();
        self.counts.warnings.extend(self.tags.warnings(&self.name, &options.wanted));
        if let Manner::Compare(former) = self.manner {
            let tally = former.end(self.transaction.as_mut())?;
            (self.counts.gone, self.counts.confirmed) = (tally.gone, tally.confirmed);
            (self.counts.rewritten, self.counts.disputes) = (tally.rewritten, tally.disputes);
        }
        if options.dry_run {
            return Ok(self.counts);
        }
        if !self.refused.is_empty() {
            let mut path = beside.as_os_str().to_owned();
            path.push(".rejected.tmx");
            let path = PathBuf::from(path);
            match write_rejects(&path, header, self.refused) {
                Ok(()) => self.counts.rejects_file = Some(path),
                // The folder of a foreign file need not be ours to write to; the reasons were said one by one.
                Err(error) => {
                    self.counts.warnings.push(format!("the refused units were not written: {error}"))
                }
            }
        }
        self.counts.step = self.transaction.commit()?;
        Ok(self.counts)
    }
}

fn write_rejects(path: &Path, header: &tmx::Header, refused: Vec<exchange::Rejected>) -> Result<(), Error> {
    let mut writer = tmx::Writer::new(Output::create(path)?, header, tmx::Profile::AsItCame)?;
    for rejected in refused {
        let mut unit = rejected.unit;
        unit.annotations.push(Annotation::prop("x-yeksan-rejected", rejected.reason));
        // TMX has no unit without a variant: the reason stands alone then.
        if unit.variants.is_empty() {
            unit.variants.push(crate::model::Variant::new(crate::model::Lang::unknown(), ""));
        }
        for variant in unit.variants.iter_mut().filter(|v| v.lang.as_str().trim().is_empty()) {
            variant.lang = crate::model::Lang::unknown();
        }
        // What even a refused unit cannot be written as was named with its reason already.
        let _ = writer.write(&unit);
    }
    writer.finish()?.keep()
}
