//! The beads of a stored pair as a table that a person corrects in a spreadsheet, and the way back.

use super::align::{AlignOptions, Aligned, PairFiles, confirmed_of, file_of, load_pair, units_of};
use super::error::Error;
use super::known::digest;
use super::languages::Wanted;
use super::place::stored_name;
use super::text::TextOptions;
use crate::model::{Bead, Lang, Segment, TranslationUnit};
use crate::store::{FileKind, Filter, Replaced, StepId, StepInfo, Store};
use std::collections::BTreeSet;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// What the first cell of a table says.
const MAGIC: &str = "# yeksan beads";
/// The columns.
const COLUMNS: [&str; 6] = ["source", "target", "confidence", "state", "source text", "target text"];

/// A table of beads, read and found whole.
#[derive(Debug, Clone)]
pub struct BeadTable {
    /// The pair with the beads of the table; pins are those that the table confirms.
    pub pair: Aligned,
}

/// Returns the units of a stored pair, doubt first and what is confirmed last.
///
/// `names` are one name of the pair, or both, as the store has them or as paths.
///
/// # Errors
///
/// [`Error::NoUnits`] when the store has no such pair.
pub fn stored_pair(
    store: &dyn Store,
    folder: &Path,
    names: &[PathBuf],
) -> Result<Vec<TranslationUnit>, Error> {
    let wanted: Vec<[String; 2]> =
        names.iter().map(|n| [n.display().to_string(), stored_name(folder, n)]).collect();
    let is = |name: &str, at: usize| wanted.get(at).is_some_and(|w| w.iter().any(|n| n == name));
    let mut units = Vec::new();
    for record in store.files()?.into_iter().filter(|r| r.info.kind == FileKind::Aligned) {
        let target = record.info.target.as_deref().unwrap_or_default();
        let meant = if wanted.len() == 1 {
            is(&record.info.name, 0) || is(target, 0)
        } else {
            is(&record.info.name, 0) && is(target, 1)
        };
        if meant {
            let filter = Filter { file: Some(record.info.name.clone()), ..Filter::default() };
            units.extend(
                store.units(&filter)?.into_iter().filter(|u| u.origin.target_file == record.info.target),
            );
        }
    }
    if units.is_empty() {
        let names: Vec<String> = names.iter().map(|n| n.display().to_string()).collect();
        return Err(Error::NoUnits(format!("an aligned pair called {}", names.join(" and "))));
    }
    units.sort_by(|a, b| {
        let doubt = |u: &TranslationUnit| (u.approved, u.confidence.unwrap_or(1.0));
        let (a, b) = (doubt(a), doubt(b));
        a.0.cmp(&b.0).then(a.1.total_cmp(&b.1))
    });
    Ok(units)
}

/// Returns the beads of a pair as tab-separated values: the numbers of the segments on both sides (from 1), how sure the
/// bead is, whether a person confirmed it, and the texts.
///
/// Every segment of both texts stands in it once. The first line names the pair for [`BeadTable::read`].
///
/// # Errors
///
/// None that depends on the pair.
pub fn beads_table(pair: &Aligned, segmented: bool) -> Result<String, Error> {
    let mut out = csv::WriterBuilder::new().delimiter(b'\t').flexible(true).from_writer(Vec::new());
    let failed = |e: csv::Error| Error::Write(std::io::Error::other(e));
    let cut = if segmented { "lines" } else { "text" };
    let hash = digest(&pair.source, &pair.target);
    let (source, target) = (&pair.source.document.name, &pair.target.document.name);
    let languages = (pair.languages.source.as_str(), pair.languages.target.as_str());
    out.write_record([MAGIC, source, target, languages.0, languages.1, cut, &hash]).map_err(failed)?;
    out.write_record(COLUMNS).map_err(failed)?;
    let confirmed: BTreeSet<_> = pair.pins.iter().map(key).collect();
    for bead in &pair.beads {
        let state = if confirmed.contains(&key(bead)) { "confirmed" } else { "open" };
        out.write_record([
            numbers(&bead.source),
            numbers(&bead.target),
            format!("{:.4}", bead.confidence),
            state.to_owned(),
            cell(&pair.source.segments[bead.source.clone()]),
            cell(&pair.target.segments[bead.target.clone()]),
        ])
        .map_err(failed)?;
    }
    let bytes = out.into_inner().map_err(|e| Error::Write(std::io::Error::other(e.to_string())))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn key(bead: &Bead) -> (usize, usize, usize, usize) {
    (bead.source.start, bead.source.end, bead.target.start, bead.target.end)
}

fn numbers(range: &Range<usize>) -> String {
    range.clone().map(|n| (n + 1).to_string()).collect::<Vec<_>>().join(" ")
}

/// Returns the text of segments as one cell that no spreadsheet takes for a formula.
fn cell(segments: &[Segment]) -> String {
    let text = segments.iter().map(|s| s.text.as_str()).collect::<Vec<_>>().join(" | ");
    let text = text.replace(['\t', '\n', '\r'], " ");
    if text.starts_with(['=', '+', '-', '@']) { format!("'{text}") } else { text }
}

impl BeadTable {
    /// Reads a table that [`beads_table`] wrote and a person changed; the texts are read and cut again.
    ///
    /// The columns after the state are not looked at. Every bead counts as confirmed unless its state is `doubt`.
    ///
    /// # Errors
    ///
    /// A table that cannot be read, texts that have changed since it was written, a row that is not understood, and a
    /// segment that is missing, stands twice or out of order; each with its line.
    pub fn read(path: &Path, folder: &Path, reading: &TextOptions) -> Result<BeadTable, Error> {
        let file = |detail: String| Error::File { path: path.to_owned(), detail };
        let text = std::fs::read_to_string(path).map_err(|e| file(e.to_string()))?;
        let text = text.trim_start_matches('\u{feff}');
        let wrong = |line: u64, detail: String| Error::Line {
            path: path.to_owned(),
            line: usize::try_from(line).unwrap_or(0),
            detail,
        };
        let head = text.lines().next().unwrap_or_default();
        let delimiter =
            [b'\t', b';', b','].into_iter().find(|&d| head.contains(char::from(d))).unwrap_or(b'\t');
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        let mut rows = reader.records();
        let first = rows.next().transpose().map_err(|e| file(e.to_string()))?.unwrap_or_default();
        let named: Vec<&str> = first.iter().map(str::trim).collect();
        let [MAGIC, source, target, source_lang, target_lang, cut, hash, ..] = named.as_slice() else {
            return Err(wrong(1, "expected the first line that `yeksan align --edit` writes".to_owned()));
        };
        let files =
            PairFiles { source: folder.join(source), target: folder.join(target), id: "000".to_owned() };
        let options = AlignOptions {
            wanted: Wanted { source: Some(Lang::new(*source_lang)), target: Some(Lang::new(*target_lang)) },
            text: reading.clone(),
            segmented: *cut == "lines",
            folder: Some(folder.to_owned()),
            ..AlignOptions::default()
        };
        let (source, target, languages) = load_pair(&files, &options)?;
        if digest(&source, &target) != *hash {
            let detail = "the texts have changed since this table was written; align them and --edit anew";
            return Err(wrong(1, detail.to_owned()));
        }
        let sizes = [source.segments.len(), target.segments.len()];
        let (mut beads, mut pins, mut at, mut last) = (Vec::new(), Vec::new(), [0, 0], 1);
        for row in rows {
            let row = row.map_err(|e| file(e.to_string()))?;
            let line = row.position().map_or(0, csv::Position::line);
            let field = |n: usize| row.get(n).unwrap_or_default().trim();
            if field(0) == COLUMNS[0] || field(0).is_empty() && field(1).is_empty() {
                continue;
            }
            let mut run = |side: usize| {
                let run = segments_of(field(side), COLUMNS[side], at[side], sizes[side]);
                run.inspect(|run| at[side] = run.end).map_err(|detail| wrong(line, detail))
            };
            let (source, target) = (run(0)?, run(1)?);
            let doubt = match field(3) {
                "doubt" => true,
                "open" | "confirmed" | "" => false,
                other => {
                    let detail =
                        format!("the state `{other}` is not known, expected confirmed, open or doubt");
                    return Err(wrong(line, detail));
                }
            };
            let confidence = if doubt { field(2).parse().unwrap_or(0.0f64).clamp(0.0, 1.0) } else { 1.0 };
            let bead = |source, target| Bead { source, target, cost: 0.0, confidence };
            let of_row = match (source.len(), target.len()) {
                (_, 0) => source.map(|n| bead(n..n + 1, target.start..target.start)).collect(),
                (0, _) => target.map(|n| bead(source.start..source.start, n..n + 1)).collect(),
                _ => vec![bead(source, target)],
            };
            pins.extend(of_row.iter().filter(|_| !doubt).cloned());
            beads.extend(of_row);
            last = line;
        }
        for side in 0..2 {
            if at[side] < sizes[side] {
                let detail =
                    format!("{} missing after this row", span(COLUMNS[side], at[side] + 1, sizes[side]));
                return Err(wrong(last, detail));
            }
        }
        let full = beads.iter().filter(|b| !b.source.is_empty() && !b.target.is_empty());
        let (sum, count) = full.fold((0.0, 0), |(sum, count), b| (sum + b.confidence, count + 1));
        let confidence = sum / f64::from(count.max(1));
        let pair = Aligned {
            files,
            languages,
            source,
            target,
            beads,
            confidence,
            related: true,
            known: false,
            pins,
        };
        Ok(BeadTable { pair })
    }
}

fn span(side: &str, from: usize, to: usize) -> String {
    if from == to { format!("{side} segment {from}") } else { format!("{side} segments {from} to {to}") }
}

/// Reads the numbers of one side of a row; they go on where the rows before ended.
fn segments_of(field: &str, side: &str, at: usize, size: usize) -> Result<Range<usize>, String> {
    let mut next = at;
    for part in field.split([' ', ',', ';', '+', '\u{a0}']).filter(|p| !p.is_empty()) {
        let number: usize = part.parse().map_err(|_| {
            format!("`{part}` is no number of a {side} segment, expected numbers such as 4 5")
        })?;
        if number == 0 || number > size {
            return Err(format!("{side} segment {number} is not there, the text has {size}"));
        }
        if number <= next {
            return Err(format!("{side} segment {number} stands a second time or out of order"));
        }
        if number > next + 1 {
            return Err(format!(
                "{} missing before {side} segment {number}",
                span(side, next + 1, number - 1)
            ));
        }
        next = number;
    }
    Ok(at..next)
}

/// Stores the beads of a table as one step: those it confirms are fixed points of every later alignment.
///
/// Gives back what changed and the step; `None` in a dry run and when nothing changed.
///
/// # Errors
///
/// The store's; nothing is kept then.
pub fn apply_beads(
    store: &mut dyn Store,
    step: &StepInfo,
    table: &BeadTable,
) -> Result<(Replaced, Option<StepId>), Error> {
    let pair = &table.pair;
    let (mut units, count) = units_of(pair);
    let lone = units.split_off(count);
    let mut transaction = store.begin(step)?;
    let file = transaction.add_file(&file_of(pair, &lone))?;
    let mut removed = 0;
    for old in confirmed_of(&*transaction, file.id)? {
        let place = |u: &TranslationUnit| (u.origin.source_ranges.clone(), u.origin.target_ranges.clone());
        let id = old.id.unwrap_or_default();
        match units.iter().find(|u| place(u) == place(&old)) {
            Some(unit) if unit.approved => {}
            Some(_) => transaction.set_approved(id, false)?,
            None => {
                transaction.remove_unit(id)?;
                removed += 1;
            }
        }
    }
    let mut replaced = transaction.replace_units(file.id, &units, true)?;
    replaced.removed += removed;
    Ok((replaced, transaction.commit()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_go_on_where_they_ended() {
        assert_eq!(segments_of("3 4", "source", 2, 9), Ok(2..4));
        assert_eq!(segments_of("3,4", "source", 2, 9), Ok(2..4));
        assert_eq!(segments_of("", "source", 2, 9), Ok(2..2));
        let said = |field: &str| segments_of(field, "source", 2, 9).unwrap_err();
        assert!(said("2").contains("second time"));
        assert!(said("5").contains("segments 3 to 4 missing"));
        assert!(said("10").contains("the text has 9"));
        assert!(said("three").contains("expected numbers"));
    }

    #[test]
    fn a_cell_is_no_formula() {
        assert_eq!(cell(&[Segment::bare("=1+1")]), "'=1+1");
        assert_eq!(cell(&[Segment::bare("a\tb"), Segment::bare("c")]), "a b | c");
    }
}
