//! Two-language files besides TMX → the store.

use super::intake::Intake;
use super::options::{ImportCounts, ImportOptions};
use super::source::{digest, open};
use super::tmx::import_tmx;
use crate::exchange::table::{Delimiter, SheetReader};
use crate::exchange::{self, Item, Warning, po, table, tmx, xliff};
use crate::model::Lang;
use crate::pipeline::error::Error;
use crate::pipeline::languages::Wanted;
use crate::pipeline::watch::Watch;
use crate::store::{FileInfo, FileKind, StepInfo, Store};
use std::io::Read;
use std::path::Path;

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// TMX, and whatever nothing else is known of.
    Tmx,
    /// XLIFF, whatever its version and dialect.
    Xliff,
    /// A catalogue of gettext.
    Po,
    /// CSV or TSV.
    Table(Delimiter),
    /// An Excel workbook.
    Xlsx,
    /// A termbase, which the glossary takes.
    Tbx,
}

/// Bytes of a file that tell what it is.
const HEAD_BYTES: u64 = 4096;

/// Returns what a file is: by what it begins with, and by its name where that says nothing.
///
/// # Errors
///
/// A file that cannot be read.
pub fn kind_of(path: &Path) -> Result<Kind, Error> {
    let mut head = Vec::new();
    open(path)?
        .take(HEAD_BYTES)
        .read_to_end(&mut head)
        .map_err(|e| Error::File { path: path.to_owned(), detail: e.to_string() })?;
    let ending = path.extension().and_then(|e| e.to_str()).unwrap_or_default().to_lowercase();
    Ok(kind(&head, &ending))
}

fn kind(head: &[u8], ending: &str) -> Kind {
    // Without zeros UTF-16 shows its tags too.
    let text: String = String::from_utf8_lossy(head).chars().filter(|c| *c != '\0').collect();
    let root = |name: &str| text.contains(&format!("<{name} ")) || text.contains(&format!("<{name}>"));
    let is_xml = text.trim_start_matches(['\u{feff}', '\u{fffd}']).trim_start().starts_with('<');
    match ending {
        _ if head.starts_with(b"PK\x03\x04") && ending != "tmx" => Kind::Xlsx,
        _ if is_xml && root("tmx") => Kind::Tmx,
        _ if is_xml && root("xliff") => Kind::Xliff,
        _ if is_xml && (root("martif") || root("tbx") || root("TBX")) => Kind::Tbx,
        "xlf" | "xliff" | "sdlxliff" | "mqxliff" | "mxliff" => Kind::Xliff,
        "tbx" => Kind::Tbx,
        "xlsx" => Kind::Xlsx,
        "po" | "pot" => Kind::Po,
        "tsv" | "tab" => Kind::Table(Delimiter::Tab),
        "csv" => Kind::Table(Delimiter::guess(&text)),
        _ if text.contains("\nmsgid ") || text.starts_with("msgid ") => Kind::Po,
        _ => Kind::Tmx,
    }
}

/// Imports a file of any kind as one step; what becomes of a file that came before is as with [`import_tmx`].
///
/// # Errors
///
/// A file that is damaged or whose languages nobody names: nothing of it is kept. [`Error::Strict`], [`Error::Stopped`].
pub fn import_file(
    store: &mut dyn Store,
    step: &StepInfo,
    path: &Path,
    wanted: &Wanted,
    options: &ImportOptions,
    watch: &Watch,
) -> Result<ImportCounts, Error> {
    if std::fs::metadata(path).is_ok_and(|about| about.is_file() && about.len() == 0) {
        return Err(Error::File { path: path.to_owned(), detail: "the file is empty".to_owned() });
    }
    let kind = kind_of(path)?;
    let name = path.display().to_string();
    let known = xliff::Languages { source: wanted.source.clone(), target: wanted.target.clone() };
    let side = |lang: &Option<Lang>| lang.clone().unwrap_or_else(Lang::unknown);
    let (source, target) = (side(&wanted.source), side(&wanted.target));
    let bytes =
        || std::fs::read(path).map_err(|e| Error::File { path: path.to_owned(), detail: e.to_string() });
    let spoken = |langs: Vec<Lang>| match langs.iter().any(Lang::is_unknown) {
        true => Err(Error::UnknownLanguage { path: name.clone() }),
        false => Ok(()),
    };
    let (file_kind, mut reader): (FileKind, Box<dyn Source>) = match kind {
        Kind::Tmx => return import_tmx(store, step, path, options, watch),
        Kind::Tbx => return Err(Error::Termbase { path: path.to_owned() }),
        Kind::Xliff => (FileKind::Xliff, Box::new(xliff::Reader::new(&bytes()?, &name, &known)?)),
        Kind::Po => (FileKind::Po, Box::new(po::Reader::new(&bytes()?, &name, &known)?)),
        Kind::Table(delimiter) => {
            let reader = table::Reader::new(open(path)?, &name, delimiter, &source, &target)?;
            spoken(reader.languages())?;
            (FileKind::Table, Box::new(reader))
        }
        Kind::Xlsx => {
            let reader = SheetReader::new(&bytes()?, &name, &source, &target)?;
            spoken(reader.languages())?;
            (FileKind::Table, Box::new(reader))
        }
    };
    let manner = format!("{}{source}{target}", options.map);
    let info = FileInfo {
        kind: file_kind,
        name: options.name(path),
        target: None,
        hash: digest(&[path], &manner)?,
        header: None,
    };
    let mut intake = Intake::begin(store, step, &info, name, options)?;
    let mut first = None;
    while let Some(item) = reader.next() {
        let item = item?;
        if let (None, Item::Unit(unit)) = (&first, &item) {
            first = unit.variants.first().map(|v| v.lang.clone());
        }
        intake.take(item, options, watch)?;
        intake.warn(reader.take_warnings());
    }
    watch.done();
    let header = tmx::Header::ours(&first.unwrap_or(source), Some(step.when));
    intake.end(path, &header, options)
}

/// A reader, whatever it reads.
trait Source: Iterator<Item = Result<Item, exchange::Error>> {
    fn take_warnings(&mut self) -> Vec<Warning> {
        Vec::new()
    }
}

impl Source for xliff::Reader {}
impl Source for po::Reader {}

impl<R: Read> Source for table::Reader<R> {
    fn take_warnings(&mut self) -> Vec<Warning> {
        table::Reader::take_warnings(self)
    }
}

impl Source for SheetReader {
    fn take_warnings(&mut self) -> Vec<Warning> {
        SheetReader::take_warnings(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_comes_before_the_name() {
        assert_eq!(kind(b"<?xml version='1.0'?>\n<xliff version='1.2'>", "xml"), Kind::Xliff);
        assert_eq!(kind(b"<tmx version='1.4'>", "xlf"), Kind::Tmx);
        assert_eq!(kind(b"<martif type='TBX'>", "tbx"), Kind::Tbx);
        assert_eq!(kind(b"", "sdlxliff"), Kind::Xliff);
        assert_eq!(kind(b"# c\nmsgid \"\"\n", "txt"), Kind::Po);
        assert_eq!(kind(b"en;fa\na;b\n", "csv"), Kind::Table(Delimiter::Semicolon));
        assert_eq!(kind(b"a\tb\n", "tsv"), Kind::Table(Delimiter::Tab));
        assert_eq!(kind(b"PK\x03\x04", "zip"), Kind::Xlsx);
        assert_eq!(kind(b"PK\x03\x04", "tmx"), Kind::Tmx);
        let wide: Vec<u8> = "\u{feff}<xliff >".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(kind(&wide, "xml"), Kind::Xliff);
    }
}
