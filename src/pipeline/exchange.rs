//! Two-language files → the store, and back.

use super::align::{Aligned, units_of};
use super::digest::Digest;
use super::error::Error;
use super::languages::{Wanted, from_name};
use super::output::Output;
use super::place::stored_name;
use super::watch::{Stage, Watch};
use crate::exchange::{self, Item, moses, tmx};
use crate::model::{Lang, TranslationUnit};
use crate::store::{FileInfo, FileKind, Filter, StepInfo, Store, Transaction};
use jiff::Timestamp;
use std::fs::File;
use std::io::{self, BufReader, Read, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// How files are imported.
#[derive(Debug, Clone, Default)]
pub struct ImportOptions {
    /// Whether nothing is kept.
    pub dry_run: bool,
    /// The folder of the store, which the names of files are relative to; `None` keeps names as given.
    pub folder: Option<PathBuf>,
}

impl ImportOptions {
    fn name(&self, path: &Path) -> String {
        match &self.folder {
            Some(folder) => stored_name(folder, path),
            None => path.display().to_string(),
        }
    }
}

/// What an import did: `read = new + there + rejected`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportCounts {
    /// Units in the file.
    pub read: u64,
    /// Occurrences that are new.
    pub new: u64,
    /// Occurrences that were there already.
    pub there: u64,
    /// Units that were refused.
    pub rejected: u64,
    /// Where the refused ones were written.
    pub rejects_file: Option<PathBuf>,
    /// What was forgiven or refused, with file and line.
    pub warnings: Vec<String>,
}

/// How units are written.
#[derive(Debug, Clone, Copy, Default)]
pub struct ExportOptions {
    /// The moment a header of ours bears when the store has no step.
    pub when: Timestamp,
}

/// What an export wrote.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ExportCounts {
    /// Units written.
    pub units: u64,
    /// What had to be changed to be valid.
    pub warnings: Vec<String>,
}

fn open(path: &Path) -> Result<File, Error> {
    let failed = |e: io::Error| Error::File { path: path.to_owned(), detail: e.to_string() };
    let file = File::open(path).map_err(failed)?;
    if file.metadata().map_err(failed)?.is_dir() {
        return Err(Error::File { path: path.to_owned(), detail: "this is a directory".to_owned() });
    }
    Ok(file)
}

fn digest(paths: &[&Path]) -> Result<String, Error> {
    let mut hash = Digest::default();
    let mut buffer = vec![0; 1 << 16];
    for path in paths {
        let mut file = open(path)?;
        loop {
            let n = file
                .read(&mut buffer)
                .map_err(|e| Error::File { path: path.to_path_buf(), detail: e.to_string() })?;
            if n == 0 {
                break;
            }
            hash.add(&buffer[..n]);
        }
        hash.add(&[0]);
    }
    Ok(hash.finish())
}

/// Takes the items of a reader into a running step, and keeps what was refused.
struct Intake<'a> {
    transaction: Box<dyn Transaction + 'a>,
    file: crate::store::FileId,
    name: String,
    counts: ImportCounts,
    refused: Vec<exchange::Rejected>,
}

/// How many refused units are named one by one.
const NAMED: usize = 20;

impl Intake<'_> {
    fn take(&mut self, item: Item, watch: &Watch) -> Result<(), Error> {
        self.counts.read += 1;
        match item {
            Item::Unit(unit) => {
                if self.transaction.add_unit(self.file, &unit)?.occurrence_is_new {
                    self.counts.new += 1;
                } else {
                    self.counts.there += 1;
                }
            }
            Item::Rejected(rejected) => {
                self.counts.rejected += 1;
                if self.refused.len() < NAMED {
                    let origin = &rejected.unit.origin;
                    let warning =
                        format!("{}:{}: unit {}: {}", self.name, origin.line, origin.place, rejected.reason);
                    self.counts.warnings.push(warning);
                }
                self.refused.push(rejected);
            }
        }
        if self.counts.read.is_multiple_of(1024) {
            watch.at(Stage::Store, self.counts.read, 0)?;
        }
        Ok(())
    }

    /// Ends the import: keeps the step unless it is a dry run, and writes the refused units beside the file.
    fn end(
        mut self,
        beside: &Path,
        header: &tmx::Header,
        options: &ImportOptions,
    ) -> Result<ImportCounts, Error> {
        let more = self.refused.len().saturating_sub(NAMED);
        if more > 0 {
            self.counts.warnings.push(format!("{}: {more} more units were refused", self.name));
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
        self.transaction.commit()?;
        Ok(self.counts)
    }
}

fn write_rejects(path: &Path, header: &tmx::Header, refused: Vec<exchange::Rejected>) -> Result<(), Error> {
    let mut writer = tmx::Writer::new(Output::create(path)?, header, tmx::Profile::Any)?;
    for rejected in refused {
        let mut unit = rejected.unit;
        unit.annotations.push(crate::model::Annotation::prop("x-yeksan-rejected", rejected.reason));
        // What even a refused unit cannot be written as was named with its reason already.
        let _ = writer.write(&unit);
    }
    writer.finish()?.keep()
}

/// Imports a TMX file as one step; the same file again adds nothing.
///
/// # Errors
///
/// A file that is no TMX or is damaged: nothing of it is kept. [`Error::Stopped`].
pub fn import_tmx(
    store: &mut dyn Store,
    step: &StepInfo,
    path: &Path,
    options: &ImportOptions,
    watch: &Watch,
) -> Result<ImportCounts, Error> {
    let name = path.display().to_string();
    let hash = digest(&[path])?;
    let mut reader = tmx::Reader::new(BufReader::with_capacity(1 << 16, open(path)?), &name)?;
    let header = reader.header().clone();
    let info = FileInfo {
        kind: FileKind::Tmx,
        name: options.name(path),
        target: None,
        hash,
        header: serde_json::to_value(&header).ok(),
    };
    let mut transaction = store.begin(step)?;
    let file = transaction.add_file(&info)?.id;
    let mut intake = Intake { transaction, file, name, counts: ImportCounts::default(), refused: Vec::new() };
    while let Some(item) = reader.next() {
        intake.take(item?, watch)?;
        intake.counts.warnings.extend(reader.take_warnings());
    }
    intake.counts.warnings.extend(reader.take_warnings());
    watch.done();
    intake.end(path, &header, options)
}

/// Imports two line-aligned files as one step.
///
/// # Errors
///
/// Files that cannot be read or have not the same number of lines; a language nobody names.
pub fn import_moses(
    store: &mut dyn Store,
    step: &StepInfo,
    (source, target): (&Path, &Path),
    wanted: &Wanted,
    options: &ImportOptions,
    watch: &Watch,
) -> Result<ImportCounts, Error> {
    let lang = |given: &Option<Lang>, path: &Path| {
        // `corpus.fa`: the ending of a line-aligned file is its language.
        let ending = || path.extension().and_then(|e| e.to_str()).filter(|e| e.len() <= 3).map(Lang::new);
        given
            .clone()
            .or_else(|| from_name(path))
            .or_else(ending)
            .ok_or_else(|| Error::UnknownLanguage { path: path.display().to_string() })
    };
    let (source_lang, target_lang) = (lang(&wanted.source, source)?, lang(&wanted.target, target)?);
    let info = FileInfo {
        kind: FileKind::Moses,
        name: options.name(source),
        target: Some(options.name(target)),
        hash: digest(&[source, target])?,
        header: None,
    };
    let side = |path: &Path, lang: Lang| -> Result<moses::Side<BufReader<File>>, Error> {
        Ok(moses::Side { reader: BufReader::new(open(path)?), name: path.display().to_string(), lang })
    };
    let reader = moses::Reader::new(side(source, source_lang.clone())?, side(target, target_lang)?);
    let mut transaction = store.begin(step)?;
    let file = transaction.add_file(&info)?.id;
    let name = source.display().to_string();
    let mut intake = Intake { transaction, file, name, counts: ImportCounts::default(), refused: Vec::new() };
    for item in reader {
        intake.take(item?, watch)?;
    }
    watch.done();
    intake.end(source, &tmx::Header::ours(&source_lang, Some(step.when)), options)
}

/// Returns the header for an export: that of the one TMX file the units come from, else one of ours.
fn header(
    store: &dyn Store,
    filter: &Filter,
    first: Option<&Lang>,
    when: Timestamp,
) -> Result<tmx::Header, Error> {
    let files = store.files()?;
    let mut used =
        files.iter().filter(|f| filter.file.as_ref().is_none_or(|n| f.info.name == *n) && f.occurrences > 0);
    if let (Some(one), None) = (used.next(), used.next())
        && one.info.kind == FileKind::Tmx
        && let Some(value) = &one.info.header
        && let Ok(header) = serde_json::from_value(value.clone())
    {
        return Ok(header);
    }
    let source = first.cloned().unwrap_or_else(|| Lang::new("en"));
    // The date of the last step, not of the export: the same store gives the same bytes.
    let when = store.steps()?.last().and_then(|step| step.when.parse().ok()).unwrap_or(when);
    Ok(tmx::Header::ours(&source, Some(when)))
}

/// Writes the units that pass as TMX, every occurrence as it came, in the order it came.
///
/// # Errors
///
/// A failing output, or a unit that TMX cannot hold; what was written is not whole then.
pub fn export_tmx<W: Write>(
    store: &dyn Store,
    filter: &Filter,
    out: W,
    options: &ExportOptions,
    watch: &Watch,
) -> Result<(W, ExportCounts), Error> {
    let mut first = None;
    store.for_each_unit(filter, &mut |unit| {
        first = unit.variants.first().map(|v| v.lang.clone());
        Ok(ControlFlow::Break(()))
    })?;
    let header = header(store, filter, first.as_ref(), options.when)?;
    let mut writer = tmx::Writer::new(out, &header, tmx::Profile::Any)?;
    let mut counts = ExportCounts::default();
    let mut failure = None;
    store.for_each_unit(filter, &mut |unit| {
        let written = writer.write(&unit).map_err(Error::from).and_then(|warnings| {
            counts.units += 1;
            counts.warnings.extend(warnings);
            if counts.units.is_multiple_of(1024) { watch.at(Stage::Export, counts.units, 0) } else { Ok(()) }
        });
        Ok(match written {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                failure = Some(error);
                ControlFlow::Break(())
            }
        })
    })?;
    watch.done();
    match failure {
        Some(error) => Err(error),
        None => Ok((writer.finish()?, counts)),
    }
}

/// Writes the units of aligned pairs as TMX.
///
/// # Errors
///
/// A failing output.
pub fn write_tmx<W: Write>(out: W, pairs: &[Aligned], when: Timestamp) -> Result<W, Error> {
    let source = pairs.first().map_or_else(|| Lang::new("en"), |p| p.languages.source.clone());
    let header = tmx::Header::ours(&source, Some(when));
    let mut writer = tmx::Writer::new(out, &header, tmx::Profile::Any)?;
    for pair in pairs {
        let (units, whole) = units_of(pair);
        for unit in &units[..whole] {
            writer.write(unit)?;
        }
    }
    Ok(writer.finish()?)
}

/// Gives every occurrence to a writer; the first error ends the reading.
fn each(store: &dyn Store, write: &mut dyn FnMut(TranslationUnit) -> Result<(), Error>) -> Result<(), Error> {
    let mut failure = None;
    store.for_each_unit(&Filter::default(), &mut |unit| {
        Ok(match write(unit) {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                failure = Some(error);
                ControlFlow::Break(())
            }
        })
    })?;
    failure.map_or(Ok(()), Err)
}

/// Writes every occurrence whole, one a line.
///
/// # Errors
///
/// A failing output.
pub fn dump_jsonl<W: Write>(store: &dyn Store, mut out: W) -> Result<W, Error> {
    each(store, &mut |unit| Ok(exchange::json::write_line(&mut out, unit)?))?;
    Ok(out)
}

/// Writes every occurrence as TMX yardsticks read it.
///
/// # Errors
///
/// A failing output.
pub fn dump_tmx_json<W: Write>(store: &dyn Store, out: W) -> Result<W, Error> {
    let mut writer = exchange::json::TmxJson::new(out)?;
    each(store, &mut |unit| Ok(writer.write(&unit)?))?;
    Ok(writer.finish()?)
}
