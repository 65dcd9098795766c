//! What a memory is worth for documents: the table that translators bill by.

use super::error::Error;
use super::search::{SearchOptions, Searcher};
use super::text::Text;
use super::watch::{Stage, Watch};
use crate::sheet::{Cell, Column, Table, workbook};
use rustc_hash::FxHashSet;
use serde::Serialize;

/// Into which row of the table a segment falls, the dearest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Band {
    /// Nothing of 50 % or more.
    #[serde(rename = "new")]
    New,
    /// 50 to 74.
    #[serde(rename = "50-74")]
    From50,
    /// 75 to 84.
    #[serde(rename = "75-84")]
    From75,
    /// 85 to 94.
    #[serde(rename = "85-94")]
    From85,
    /// 95 to 99.
    #[serde(rename = "95-99")]
    From95,
    /// The same text.
    #[serde(rename = "100")]
    Same,
    /// The same text between the same neighbours.
    #[serde(rename = "context")]
    Context,
    /// A text that stood earlier in these documents and that the memory has not.
    #[serde(rename = "repetitions")]
    Repetition,
}

impl Band {
    /// All bands in the order of the table.
    pub const ALL: [Band; 8] = [
        Band::New,
        Band::From50,
        Band::From75,
        Band::From85,
        Band::From95,
        Band::Same,
        Band::Context,
        Band::Repetition,
    ];

    /// Returns the word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Band::New => "new",
            Band::From50 => "50-74",
            Band::From75 => "75-84",
            Band::From85 => "85-94",
            Band::From95 => "95-99",
            Band::Same => "100",
            Band::Context => "context",
            Band::Repetition => "repetitions",
        }
    }

    fn of(percent: u8) -> Band {
        match percent {
            0..50 => Band::New,
            50..75 => Band::From50,
            75..85 => Band::From75,
            85..95 => Band::From85,
            95..100 => Band::From95,
            100 => Band::Same,
            _ => Band::Context,
        }
    }
}

/// How much text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// Segments.
    pub segments: u64,
    /// Words and numbers; in scripts without spaces, characters.
    pub words: u64,
    /// Characters, spaces counted, inline codes not.
    pub characters: u64,
}

impl Tally {
    fn add(&mut self, other: Tally) {
        self.segments += other.segments;
        self.words += other.words;
        self.characters += other.characters;
    }
}

/// The table of a document, or of all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Analysis {
    /// The document; empty for all.
    pub name: String,
    /// One tally a band, in the order of [`Band::ALL`].
    pub bands: [Tally; 8],
}

impl Analysis {
    /// Returns the sum of all bands.
    pub fn total(&self) -> Tally {
        let mut total = Tally::default();
        self.bands.iter().for_each(|tally| total.add(*tally));
        total
    }

    /// Returns the rows of the table: every band, then `total`.
    pub fn rows(&self) -> impl Iterator<Item = (&'static str, Tally)> {
        let bands = Band::ALL.iter().zip(&self.bands).map(|(band, tally)| (band.as_str(), *tally));
        bands.chain([("total", self.total())])
    }

    fn add(&mut self, other: &Analysis) {
        for (mine, theirs) in self.bands.iter_mut().zip(&other.bands) {
            mine.add(*theirs);
        }
    }
}

/// Returns the table of each document, and of all together.
///
/// Without a memory everything is new or a repetition. A segment that the memory has whole is no repetition, one for which
/// it has less is.
///
/// # Errors
///
/// Those of the store; [`Error::Stopped`].
pub fn analyse(
    texts: &[Text],
    mut memory: Option<&mut Searcher<'_>>,
    options: &SearchOptions,
    watch: &Watch,
) -> Result<(Vec<Analysis>, Analysis), Error> {
    let mut seen: FxHashSet<&str> = FxHashSet::default();
    let mut all = Analysis::default();
    let mut files = Vec::with_capacity(texts.len());
    let of: usize = texts.iter().map(|text| text.segments.len()).sum();
    let mut done = 0;
    for text in texts {
        let mut file = Analysis { name: text.document.name.clone(), ..Analysis::default() };
        for (at, segment) in text.segments.iter().enumerate() {
            done += 1;
            watch.at(Stage::Analyse, done, of as u64)?;
            let percent = match &mut memory {
                Some(memory) => best(memory, text, at, options)?,
                None => 0,
            };
            let is_new = seen.insert(&segment.text);
            let band = if percent < 100 && !is_new { Band::Repetition } else { Band::of(percent) };
            file.bands[band as usize].add(Tally {
                segments: 1,
                words: glossary::token::tokens(&segment.text).count() as u64,
                characters: segment.text.chars().count() as u64,
            });
        }
        all.add(&file);
        files.push(file);
    }
    watch.done();
    Ok((files, all))
}

/// Returns the texts before and after a segment.
pub(super) fn context(text: &Text, at: usize) -> (Option<String>, Option<String>) {
    let beside = |at: Option<usize>| at.and_then(|at| text.segments.get(at)).map(|s| s.text.clone());
    (beside(at.checked_sub(1)), beside(at.checked_add(1)))
}

fn best(memory: &mut Searcher<'_>, text: &Text, at: usize, options: &SearchOptions) -> Result<u8, Error> {
    let segment = &text.segments[at];
    let wanted = SearchOptions { min: 50, limit: 16, context: Some(context(text, at)), ..options.clone() };
    // What is not the same needs no look at its neighbours.
    if wanted.origin.is_none() && wanted.penalties == Default::default() {
        let found = memory.find(&segment.text, &segment.marks, 50, 1)?;
        let percent = found.first().map_or(0, |found| found.percent);
        if percent < 100 {
            return Ok(percent);
        }
    }
    let matches = memory.matches(&segment.text, &segment.marks, &wanted)?;
    Ok(matches.first().map_or(0, |found| found.percent))
}

/// Returns the tables to show with their names: each document's when there are several, then that of all.
pub fn analysis_tables<'a>(files: &'a [Analysis], all: &'a Analysis) -> Vec<(&'a str, &'a Analysis)> {
    match files {
        [one] => vec![(&one.name, all)],
        _ => files.iter().map(|file| (file.name.as_str(), file)).chain([("all", all)]).collect(),
    }
}

/// Returns the tables as an Excel workbook of one sheet.
///
/// # Errors
///
/// [`Error::Sheet`] when the program was built without workbooks.
pub fn analysis_workbook(files: &[Analysis], all: &Analysis) -> Result<Vec<u8>, Error> {
    let columns = [("file", 40), ("band", 14), ("segments", 12), ("words", 12), ("characters", 12)];
    let columns = columns.map(|(heading, width)| Column::new(heading, width)).into();
    let mut sheet = Table { name: "analysis".to_owned(), columns, rows: Vec::new() };
    for (name, analysis) in analysis_tables(files, all) {
        for (band, tally) in analysis.rows() {
            let [segments, words, characters] =
                [tally.segments, tally.words, tally.characters].map(|n| Cell::Number(n as f64));
            sheet.rows.push(vec![name.into(), band.into(), segments, words, characters]);
        }
    }
    Ok(workbook(&[sheet])?.bytes)
}
