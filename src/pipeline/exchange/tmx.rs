//! TMX files → the store.

use super::intake::Intake;
use super::options::{ImportCounts, ImportOptions};
use super::source::{digest, open};
use crate::exchange::tmx;
use crate::pipeline::error::Error;
use crate::pipeline::watch::Watch;
use crate::store::{FileInfo, FileKind, StepInfo, Store};
use std::io::BufReader;
use std::path::Path;

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
    let mut reader =
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
    while let Some(item) = reader.next() {
        intake.take(item?, options, watch)?;
        intake.warn(reader.take_warnings());
        intake.repaired(reader.take_repairs());
    }
    intake.warn(reader.take_warnings());
    intake.repaired(reader.take_repairs());
    watch.done();
    intake.end(path, &header, options)
}
