//! The store → two-language files besides TMX.

use super::export::{ExportCounts, ExportOptions, each, only_pair};
use crate::exchange::table::{Delimiter, Layout, sheet_of};
use crate::exchange::{self, json, moses, po, table, xliff};
use crate::model::{Lang, TranslationUnit};
use crate::pipeline::error::Error;
use crate::pipeline::watch::{Stage, Watch};
use crate::sheet;
use crate::store::{Filter, Store, UnitKey};
use rustc_hash::FxHashSet;
use std::io::Write;

/// A form of file that an export can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// XLIFF of a version.
    Xliff(xliff::Version),
    /// A catalogue of gettext.
    Po,
    /// CSV or TSV.
    Table(Delimiter),
    /// Whole units, one a line.
    Jsonl,
}

/// Takes units, and says what its format could not hold.
type Write1<'w> = dyn FnMut(TranslationUnit) -> Result<Vec<String>, exchange::Error> + 'w;

/// Gives every unit that passes to a writer, and counts.
fn run(
    store: &dyn Store,
    filter: &Filter,
    options: &ExportOptions,
    watch: &Watch,
    write: &mut Write1<'_>,
) -> Result<ExportCounts, Error> {
    let mut counts = ExportCounts::default();
    let selected = options.select.ready(store)?;
    let mut seen = FxHashSet::default();
    let mut read = 0_u64;
    each(store, filter, &mut |unit| {
        read += 1;
        if read.is_multiple_of(1024) {
            watch.at(Stage::Export, read, 0)?;
        }
        if !selected.admits(&unit) {
            return Ok(());
        }
        if options.dedupe && !seen.insert(UnitKey::of(&unit.variants)) {
            counts.repeated += 1;
            return Ok(());
        }
        let place = format!("{}: unit {}: ", unit.origin.file, unit.origin.place);
        let lost = write(unit)?;
        note(&mut counts, &place, lost);
        Ok(())
    })?;
    watch.done();
    Ok(counts)
}

fn note(counts: &mut ExportCounts, place: &str, lost: Vec<String>) {
    match lost.iter().any(|sentence| sentence.ends_with("unit left out")) {
        true => counts.left_out += 1,
        false => counts.units += 1,
    }
    counts.say(lost.into_iter().map(|sentence| place.to_owned() + &sentence).collect());
}

/// Returns the pair of a file that takes two languages.
fn pair(store: &dyn Store, filter: &Filter, options: &ExportOptions) -> Result<(Lang, Lang), Error> {
    match &options.pair {
        Some(pair) => Ok(pair.clone()),
        None => only_pair(store, filter),
    }
}

/// Returns the columns that the units which pass need.
fn layout(
    store: &dyn Store,
    filter: &Filter,
    options: &ExportOptions,
    one_line: bool,
) -> Result<Layout, Error> {
    let mut layout = match &options.pair {
        Some((source, target)) => Layout::pair(source, target),
        None => Layout::all(),
    };
    if one_line {
        layout = layout.one_line();
    }
    let selected = options.select.ready(store)?;
    each(store, filter, &mut |unit| {
        if selected.admits(&unit) {
            layout.add(&unit);
        }
        Ok(())
    })?;
    Ok(layout)
}

/// Writes the units that pass, in the order they came; what the form cannot hold is said unit by unit.
///
/// XLIFF and PO take two languages: those of `options`, else the only two of the store. A table has a column for every
/// language unless two are named.
///
/// # Errors
///
/// A failing output; [`Error::ManyLanguages`].
pub fn export_form<W: Write>(
    store: &dyn Store,
    filter: &Filter,
    mut out: W,
    form: Form,
    options: &ExportOptions,
    watch: &Watch,
) -> Result<(W, ExportCounts), Error> {
    Ok(match form {
        Form::Xliff(version) => {
            let (source, target) = pair(store, filter, options)?;
            let mut writer = xliff::Writer::new(out, version, &source, &target)?;
            let counts = run(store, filter, options, watch, &mut |unit| writer.write(&unit))?;
            (writer.finish()?, counts)
        }
        Form::Po => {
            let (source, target) = pair(store, filter, options)?;
            let mut writer = po::Writer::new(out, &source, &target)?;
            let counts = run(store, filter, options, watch, &mut |unit| writer.write(&unit))?;
            (writer.finish()?, counts)
        }
        Form::Table(delimiter) => {
            let layout = layout(store, filter, options, delimiter == Delimiter::Tab)?;
            let mut writer = table::Writer::new(out, delimiter, layout)?;
            let counts = run(store, filter, options, watch, &mut |unit| writer.write(&unit))?;
            (writer.finish()?, counts)
        }
        Form::Jsonl => {
            let write = &mut |unit| json::write_line(&mut out, unit).map(|()| Vec::new());
            let counts = run(store, filter, options, watch, write)?;
            (out, counts)
        }
    })
}

/// Returns the units that pass as a workbook to review: texts, confidence, confirmation, place.
///
/// # Errors
///
/// The store's, and a program built without workbooks.
pub fn export_workbook(
    store: &dyn Store,
    filter: &Filter,
    options: &ExportOptions,
    watch: &Watch,
) -> Result<(Vec<u8>, ExportCounts), Error> {
    let layout = layout(store, filter, options, false)?;
    let mut units = Vec::new();
    let passed = run(store, filter, options, watch, &mut |unit| {
        units.push(unit);
        Ok(Vec::new())
    })?;
    let mut counts = ExportCounts { repeated: passed.repeated, ..ExportCounts::default() };
    let table = sheet_of(&layout, &units, &mut |unit, lost| {
        note(&mut counts, &format!("{}: unit {}: ", unit.origin.file, unit.origin.place), lost);
    });
    let book = sheet::workbook(&[table])?;
    if book.cut_cells > 0 {
        counts.say(vec![format!("{} cells were longer than Excel takes and were cut", book.cut_cells)]);
    }
    if book.lost_rows > 0 {
        counts.left_out += book.lost_rows as u64;
        counts.units -= book.lost_rows as u64;
        counts.say(vec![format!("{} rows are more than a sheet can hold", book.lost_rows)]);
    }
    Ok((book.bytes, counts))
}

/// Writes the units that pass as two line-aligned files.
///
/// # Errors
///
/// A failing output; [`Error::ManyLanguages`].
pub fn export_moses<S: Write, T: Write>(
    store: &dyn Store,
    filter: &Filter,
    (source, target): (S, T),
    options: &ExportOptions,
    watch: &Watch,
) -> Result<((S, T), ExportCounts), Error> {
    let langs = pair(store, filter, options)?;
    let mut writer = moses::Writer::new((source, langs.0), (target, langs.1));
    let counts = run(store, filter, options, watch, &mut |unit| {
        let mut lost = writer.write(&unit)?;
        let codes: usize = unit.variants.iter().map(|v| v.marks.len()).sum();
        if codes > 0 && !lost.iter().any(|sentence| sentence.ends_with("unit left out")) {
            lost.push(format!("{codes} inline codes left out"));
        }
        Ok(lost)
    })?;
    Ok((writer.finish()?, counts))
}
