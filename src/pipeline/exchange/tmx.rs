//! TMX files → the store.

use super::intake::Intake;
use super::options::{ImportCounts, ImportOptions};
use super::source::{digest, open};
use crate::exchange::{self, Item, Warning, tmx};
use crate::model::Variant;
use crate::pipeline::error::Error;
use crate::pipeline::watch::Watch;
use crate::store::{FileInfo, FileKind, StepInfo, Store};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::sync::mpsc::sync_channel;
use std::thread;

/// Imports a TMX file as one step; the same file again adds nothing, a changed one takes the place of its former self
/// unless [`ImportOptions::on_conflict`] says otherwise.
///
/// # Errors
///
/// A file that is no TMX or is damaged: nothing of it is kept. [`Error::Strict`], [`Error::Stopped`].
pub fn import_tmx(
    store: &mut dyn Store,
    step: &StepInfo,
    path: &Path,
    options: &ImportOptions,
    watch: &Watch,
) -> Result<ImportCounts, Error> {
    let name = path.display().to_string();
    let mut manner = options.map.to_string();
    if options.repair {
        manner.push_str("repair");
    }
    let hash = digest(&[path], &manner)?;
    let file = BufReader::with_capacity(1 << 16, open(path)?);
    let reader =
        if options.repair { tmx::Reader::repairing(file, &name)? } else { tmx::Reader::new(file, &name)? };
    let mut header = reader.header().clone();
    options.map.change(&mut header.srclang);
    let info = FileInfo {
        kind: FileKind::Tmx,
        name: options.name(path),
        target: None,
        hash,
        header: serde_json::to_value(&header).ok(),
    };
    let mut intake = Intake::begin(store, step, &info, name, options)?;
    thread::scope(|scope| {
        // Parsing takes a third of the time: it goes ahead on a thread of its own, by at most three batches.
        let (send, batches) = sync_channel(2);
        scope.spawn(move || {
            let mut reader = reader;
            loop {
                let batch = Batch::of(&mut reader);
                let more = batch.more;
                // Nobody takes it any more when the import has failed.
                if send.send(batch).is_err() || !more {
                    return;
                }
            }
        });
        for batch in batches {
            for item in batch.items {
                intake.take(item, options, watch)?;
            }
            intake.warn(batch.warnings);
            intake.repaired(batch.repairs);
            if let Some(error) = batch.error {
                return Err(error.into());
            }
        }
        Ok(())
    })
    .and_then(|()| {
        watch.done();
        intake.end(path, &header, options)
    })
}

/// Some units in a row, with what was said of them.
struct Batch {
    items: Vec<Item>,
    warnings: Vec<Warning>,
    repairs: Vec<String>,
    error: Option<exchange::Error>,
    more: bool,
}

impl Batch {
    /// Reads the next units, not many and not long ones.
    fn of<R: BufRead>(reader: &mut tmx::Reader<R>) -> Batch {
        let mut batch =
            Batch { items: Vec::new(), warnings: Vec::new(), repairs: Vec::new(), error: None, more: true };
        let mut bytes = 0;
        while batch.items.len() < 256 && bytes < 1 << 20 {
            match reader.next() {
                Some(Ok(item)) => {
                    let unit = match &item {
                        Item::Unit(unit) => unit,
                        Item::Rejected(refused) => &refused.unit,
                    };
                    // Codes and properties weigh too; they are as good as bounded by their number.
                    let heft = |v: &Variant| v.text.len() + 256 * (v.marks.len() + v.annotations.len());
                    bytes += unit.variants.iter().map(heft).sum::<usize>();
                    batch.items.push(item);
                }
                Some(Err(error)) => batch.error = Some(error),
                None => batch.more = false,
            }
            if batch.error.is_some() || !batch.more {
                batch.more = false;
                break;
            }
        }
        batch.warnings = reader.take_warnings();
        batch.repairs = reader.take_repairs();
        batch
    }
}
