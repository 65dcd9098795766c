//! One file → its document and segments.

use super::error::Error;
use super::languages::from_name;
use crate::model::{Document, Lang, Segment};
use crate::segment::{Segmenter, WordRules};
use crate::{read, segment};
use std::collections::BTreeMap;
use std::path::Path;

/// A read and segmented file.
#[derive(Debug, Clone)]
pub struct Text {
    /// The file.
    pub document: Document,
    /// Its segments in document order.
    pub segments: Vec<Segment>,
    /// The language the text itself speaks for, with how sure that is, 0..=1.
    pub detected: Option<(Lang, f64)>,
}

/// How files are read and cut.
#[derive(Debug, Clone, Default)]
pub struct TextOptions {
    /// Whether markup stays in the text as written.
    pub keep_markup: bool,
    /// Whether the text is left uncut, because other rules than the built-in ones will cut it.
    pub uncut: bool,
    /// The rules sentences are found by.
    pub segmenter: Segmenter,
}

/// Returns the built-in rules with the words of rule files and with abbreviations by language, the later over the earlier.
///
/// # Errors
///
/// A file that cannot be read, a line that says nothing, a word that is none.
pub fn segmenter(files: &[&Path], abbreviations: &BTreeMap<String, Vec<String>>) -> Result<Segmenter, Error> {
    let mut rules = WordRules::default();
    for (lang, words) in abbreviations {
        for word in words {
            rules.abbreviation(lang, word).map_err(|detail| Error::Abbreviation { detail })?;
        }
    }
    for path in files {
        let text = std::fs::read_to_string(path)
            .map_err(|e| Error::File { path: path.to_path_buf(), detail: e.to_string() })?;
        let read = WordRules::read(&text).map_err(|e| Error::Line {
            path: path.to_path_buf(),
            line: e.line,
            detail: e.detail,
        })?;
        rules.extend(read);
    }
    Ok(Segmenter::new(rules))
}

impl TextOptions {
    fn reading(&self, lang: Option<Lang>) -> read::Options {
        read::Options { lang, keep_markup: self.keep_markup, ..read::Options::default() }
    }
}

/// Reads and segments a file. Its language is the one given, else the one its name says, else the one its text speaks.
///
/// # Errors
///
/// A file that cannot be read, is empty or is no text.
pub fn load(path: &Path, lang: Option<&Lang>, options: &TextOptions) -> Result<Text, Error> {
    let lang = lang.cloned().or_else(|| from_name(path));
    Ok(text(read::read_file(path, &options.reading(lang))?, options))
}

/// As [`load`], of a file whose bytes were read already.
///
/// # Errors
///
/// Bytes that are empty or no text.
pub(super) fn load_read(
    path: &Path,
    bytes: &[u8],
    lang: Option<&Lang>,
    options: &TextOptions,
) -> Result<Text, Error> {
    let lang = lang.cloned().or_else(|| from_name(path));
    Ok(text(read::read_bytes(&path.display().to_string(), bytes, &options.reading(lang))?, options))
}

/// Reads and segments a document that came through a pipe; it is named `-`.
///
/// # Errors
///
/// Bytes that are empty or no text.
pub fn load_bytes(bytes: &[u8], lang: Option<&Lang>, options: &TextOptions) -> Result<Text, Error> {
    Ok(text(read::read_bytes("-", bytes, &options.reading(lang.cloned()))?, options))
}

fn text(document: Document, options: &TextOptions) -> Text {
    let detected = read::detect_language(&document.text);
    let segments = if options.uncut {
        Vec::new()
    } else {
        segment::segment(
            &document,
            &segment::Options { segmenter: options.segmenter.clone(), ..segment::Options::default() },
        )
    };
    Text { document, segments, detected }
}

/// Reads a file with one segment a line, keeping every line, empty ones too: line n is segment n.
///
/// # Errors
///
/// A file that cannot be read.
pub fn load_lines(path: &Path, lang: Option<&Lang>) -> Result<Text, Error> {
    let bytes =
        std::fs::read(path).map_err(|e| Error::File { path: path.to_owned(), detail: e.to_string() })?;
    let name = path.display().to_string();
    let read_options = read::Options {
        lang: lang.cloned().or_else(|| from_name(path)),
        format: Some(read::Format::Plain),
        keep_markup: true,
        one_segment_a_line: true,
        ..read::Options::default()
    };
    let document = read::read_bytes(&name, &bytes, &read_options)?;
    let detected = read::detect_language(&document.text);
    let mut segments = Vec::new();
    let mut start = 0;
    for line in document.text.split_inclusive('\n') {
        let text = line.trim_end_matches('\n');
        let mut segment = Segment::bare(text);
        segment.ranges = vec![start..start + text.len()];
        segments.push(segment);
        start += line.len();
    }
    Ok(Text { document, segments, detected })
}
