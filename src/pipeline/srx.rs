//! Segmentation rules of other programs: read from a file, used in the place of the built-in ones, held against them.

use super::error::Error;
use super::output::write_whole;
use super::text::Text;
use crate::model::{Lang, Segment};
use crate::segment::srx::{Cutter, Export, Options, Srx, export, exported_languages};
use crate::segment::{Segmenter, segment_by, split};
use std::collections::BTreeSet;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// A file of SRX rules and how it is understood.
#[derive(Debug, Clone)]
pub struct SrxRules {
    path: PathBuf,
    srx: Srx,
    options: Options,
}

/// A place where two sets of rules differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Whether the file's rules break here and the built-in ones do not, or the other way round.
    pub by_file: bool,
    /// Up to 40 characters before the place.
    pub before: String,
    /// Up to 40 characters after it.
    pub after: String,
}

impl SrxRules {
    /// Reads a file of rules.
    ///
    /// # Errors
    ///
    /// A file that cannot be read or is no SRX, with its line.
    pub fn read(path: &Path, options: Options) -> Result<SrxRules, Error> {
        let detail = |detail: String| Error::File { path: path.to_owned(), detail };
        let text = std::fs::read_to_string(path).map_err(|e| detail(e.to_string()))?;
        let srx = Srx::parse(&text).map_err(|e| detail(e.to_string()))?;
        Ok(SrxRules { path: path.to_owned(), srx, options })
    }

    fn cutter(&self, text: &Text) -> Result<Cutter, Error> {
        Cutter::new(&self.srx, text.document.lang.as_str(), &self.options)
            .map_err(|e| Error::File { path: self.path.clone(), detail: e.to_string() })
    }

    /// Returns the segments of a text by these rules.
    ///
    /// # Errors
    ///
    /// Rules that cannot be read, or none for the text's language.
    pub fn segments(&self, text: &Text) -> Result<Vec<Segment>, Error> {
        let cutter = self.cutter(text)?;
        Ok(segment_by(&text.document, Some(self.srx.handles), |block| cutter.split(block)))
    }

    /// Returns the places where these rules and the built-in ones differ, in the order of the text.
    ///
    /// # Errors
    ///
    /// As [`segments`](SrxRules::segments).
    pub fn differences(&self, text: &Text) -> Result<Vec<Difference>, Error> {
        let cutter = self.cutter(text)?;
        let mut found = Vec::new();
        for block in &text.document.blocks {
            let theirs = ends(&block.text, &cutter.split(&block.text));
            let ours = ends(&block.text, &split(&block.text, &text.document.lang));
            for &at in theirs.symmetric_difference(&ours) {
                let before: Vec<char> = block.text[..at].chars().rev().take(40).collect();
                found.push(Difference {
                    by_file: theirs.contains(&at),
                    before: before.into_iter().rev().collect(),
                    after: block.text[at..].trim_start().chars().take(40).collect(),
                });
            }
        }
        Ok(found)
    }
}

/// Returns the built-in rules of some languages, or of all, and those for every other language, with the words of
/// `segmenter`.
///
/// # Errors
///
/// A language without rules of its own.
pub fn export_srx(languages: Option<&[Lang]>, segmenter: &Segmenter) -> Result<Export, Error> {
    let known = exported_languages();
    for lang in languages.unwrap_or_default() {
        if !known.contains(&lang.primary().as_str()) {
            return Err(Error::NoOwnRules { lang: lang.clone(), known: known.join(" ") });
        }
    }
    Ok(export(languages, segmenter))
}

/// Writes rules to a file, whole or not at all, and returns whether one stood there before.
///
/// # Errors
///
/// When it cannot be written.
pub fn write_srx(path: &Path, srx: &Srx) -> Result<bool, Error> {
    let replaced = path.is_file();
    write_whole(path, srx.write().as_bytes())?;
    Ok(replaced)
}

/// Returns where pieces end inside a text, white space before a break counted to neither side.
fn ends(text: &str, spans: &[Range<usize>]) -> BTreeSet<usize> {
    let whole = text.trim_end().len();
    spans.iter().map(|s| text[..s.end].trim_end().len()).filter(|&at| at > 0 && at < whole).collect()
}
