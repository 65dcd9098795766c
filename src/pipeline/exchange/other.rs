//! The store → two-language files besides TMX.

use super::export::{ExportCounts, ExportOptions, each_selected, only_pair};
use crate::exchange::table::{Delimiter, Layout, sheet_of};
use crate::exchange::{self, Written, json, moses, po, table, xliff};
use crate::model::{Lang, TranslationUnit};
use crate::pipeline::error::Error;
use crate::pipeline::watch::Watch;
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

/// Takes units, and says what became of each.
type Write1<'w> = dyn FnMut(TranslationUnit) -> Result<Written, exchange::Error> + 'w;

/// Gives every unit that passes to a writer, and counts.
fn run(
    store: &dyn Store,
    filter: &Filter,
    options: &ExportOptions,
    watch: &Watch,
    write: &mut Write1<'_>,
) -> Result<ExportCounts, Error> {
    let mut counts = ExportCounts::default();
    let mut seen = FxHashSet::default();
    counts.boilerplate = each_selected(store, filter, &options.select, watch, &mut |unit| {
        if options.dedupe && !seen.insert(UnitKey::of(&unit.variants)) {
            counts.repeated += 1;
            return Ok(());
        }
        let place = format!("{}: unit {}: ", unit.origin.file, unit.origin.place);
        note(&mut counts, &place, write(unit)?);
        Ok(())
    })?;
    Ok(counts)
}

fn note(counts: &mut ExportCounts, place: &str, written: Written) {
    match written {
        Written::Unit(_) => counts.units += 1,
        Written::LeftOut(_) => counts.left_out += 1,
    }
    let said = written.into_sentences();
    counts.say(said.into_iter().map(|sentence| place.to_owned() + &sentence).collect());
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
    watch: &Watch,
) -> Result<Layout, Error> {
    let mut layout = match &options.pair {
        Some((source, target)) => Layout::pair(source, target),
        None => Layout::all(),
    };
    if one_line {
        layout = layout.one_line();
    }
    each_selected(store, filter, &options.select, watch, &mut |unit| {
        layout.add(&unit);
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
            let layout = layout(store, filter, options, delimiter == Delimiter::Tab, watch)?;
            let mut writer = table::Writer::new(out, delimiter, layout)?;
            let counts = run(store, filter, options, watch, &mut |unit| writer.write(&unit))?;
            (writer.finish()?, counts)
        }
        Form::Jsonl => {
            let write = &mut |unit| json::write_line(&mut out, unit).map(|()| Written::Unit(Vec::new()));
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
    let layout = layout(store, filter, options, false, watch)?;
    let mut units = Vec::new();
    let passed = run(store, filter, options, watch, &mut |unit| {
        units.push(unit);
        Ok(Written::Unit(Vec::new()))
    })?;
    let mut counts = ExportCounts { repeated: passed.repeated, ..ExportCounts::default() };
    let table = sheet_of(&layout, &units, &mut |unit, written| {
        note(&mut counts, &format!("{}: unit {}: ", unit.origin.file, unit.origin.place), written);
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
        let mut written = writer.write(&unit)?;
        let codes: usize = unit.variants.iter().map(|v| v.marks.len()).sum();
        if let Written::Unit(lost) = &mut written
            && codes > 0
        {
            lost.push(format!("{codes} inline codes left out"));
        }
        Ok(written)
    })?;
    Ok((writer.finish()?, counts))
}
