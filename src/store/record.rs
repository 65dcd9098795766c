//! The plain types that go into a store and come out of it.

use crate::model::{Lang, TranslationUnit};
use glossary::term::Term;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// The number of a step; steps are numbered from 1 in the order they were done.
pub type StepId = i64;

/// Who does what and when; the store reads neither clock nor environment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepInfo {
    /// The user.
    pub who: String,
    /// The moment.
    pub when: Timestamp,
    /// The command line or what else says what is done.
    pub command: String,
    /// What a power failure may take.
    pub durability: Durability,
}

/// What a power failure may take away after a commit; a killed process never takes anything.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Durability {
    /// Nothing: for what a person decided.
    #[default]
    Full,
    /// The last commits: for imports and alignments, which can be run again.
    Bulk,
}

/// A step as the log has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Its number.
    pub id: StepId,
    /// The moment, RFC 3339 in UTC.
    pub when: String,
    /// The user.
    pub who: String,
    /// What was done.
    pub command: String,
    /// The step that this one took back.
    pub undoes: Option<StepId>,
    /// The step that took this one back.
    pub undone_by: Option<StepId>,
    /// How many rows it inserted, changed or deleted.
    pub rows: u64,
}

/// What was done to the rows of a [`Change`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Operation {
    /// They are new.
    Insert,
    /// They were changed.
    Update,
    /// They are gone.
    Delete,
}

/// One entry of the change log: consecutive rows of one table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Its place in the log.
    pub seq: u64,
    /// Its step.
    pub step: StepId,
    /// The table (`occurrence`, `term` …).
    pub table: String,
    /// What was done.
    pub operation: Operation,
    /// The first row's id.
    pub first: i64,
    /// The last row's id.
    pub last: i64,
}

/// The store's id of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(pub(super) i64);

impl FileId {
    /// Returns the number by which the change log knows the file.
    pub fn number(self) -> i64 {
        self.0
    }
}

/// How a file's units came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum FileKind {
    /// Two documents that were aligned.
    Aligned,
    /// A TMX file.
    Tmx,
    /// Two line-aligned files.
    Moses,
    /// A CSV, TSV or XLSX table.
    Table,
    /// An XLIFF file.
    Xliff,
    /// A PO file.
    Po,
    /// A JSON or JSONL dump.
    Json,
    /// Entered by a person.
    Hand,
}

impl FileKind {
    const ALL: [FileKind; 8] = [
        FileKind::Aligned,
        FileKind::Tmx,
        FileKind::Moses,
        FileKind::Table,
        FileKind::Xliff,
        FileKind::Po,
        FileKind::Json,
        FileKind::Hand,
    ];

    /// Returns the word that the store and the doors use.
    pub fn as_str(self) -> &'static str {
        match self {
            FileKind::Aligned => "aligned",
            FileKind::Tmx => "tmx",
            FileKind::Moses => "moses",
            FileKind::Table => "table",
            FileKind::Xliff => "xliff",
            FileKind::Po => "po",
            FileKind::Json => "json",
            FileKind::Hand => "hand",
        }
    }

    /// Returns the kind of a word as [`as_str`](FileKind::as_str) gives it.
    pub fn parse(word: &str) -> Option<FileKind> {
        FileKind::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

/// A file whose units are stored.
///
/// An aligned pair is the same pair as long as its two names stay; any other file is the same file only with the same
/// content under the same name.
#[derive(Debug, Clone, PartialEq)]
pub struct FileInfo {
    /// How its units came about.
    pub kind: FileKind,
    /// Its name (or that of the source side), as the user should see it.
    pub name: String,
    /// The name of the target side, when there are two files.
    pub target: Option<String>,
    /// A digest of the content of the file or of both files, in a spelling of the caller's.
    pub hash: String,
    /// What the file said of itself, kept for the way back.
    pub header: Option<serde_json::Value>,
}

/// A file in the store.
#[derive(Debug, Clone, PartialEq)]
pub struct FileRecord {
    /// Its id.
    pub id: FileId,
    /// What it was stored with.
    pub info: FileInfo,
    /// How many occurrences it has.
    pub occurrences: u64,
    /// How many of them a person confirmed.
    pub approved: u64,
}

/// What [`add_file`](super::Transaction::add_file) found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AddedFile {
    /// The file.
    pub id: FileId,
    /// Whether the store did not have it.
    pub is_new: bool,
    /// Whether an aligned pair was there with other content.
    pub content_changed: bool,
}

/// What [`add_unit`](super::Transaction::add_unit) did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Added {
    /// The occurrence, new or found.
    pub id: i64,
    /// Whether no unit of the same content was there.
    pub unit_is_new: bool,
    /// Whether the occurrence is new; if not, nothing was changed.
    pub occurrence_is_new: bool,
}

/// What [`replace_units`](super::Transaction::replace_units) did, in occurrences.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Replaced {
    /// New ones.
    pub added: u64,
    /// Those that were there already.
    pub kept: u64,
    /// Those that went.
    pub removed: u64,
    /// Those given that were left out because a person had confirmed or rewritten something for that stretch of the
    /// documents.
    pub overruled: u64,
}

/// Which occurrences to give; the default is all.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Filter {
    /// Only of files with this name or target name, or with names in this folder.
    pub file: Option<String>,
    /// Only those with a variant in each of these languages, whatever the region.
    pub languages: Vec<Lang>,
    /// Only those at least as sure; those without a confidence (imported ones) pass.
    pub min_confidence: Option<f64>,
    /// Only confirmed or only unconfirmed ones.
    pub approved: Option<bool>,
}

impl Filter {
    /// Returns whether the variants and figures of a unit pass; the file is not looked at.
    pub fn admits(&self, unit: &TranslationUnit) -> bool {
        self.languages.iter().all(|lang| unit.variant(lang).is_some())
            && self.approved.is_none_or(|wanted| unit.approved == wanted)
            && match (self.min_confidence, unit.confidence) {
                (Some(min), Some(confidence)) => confidence >= min,
                _ => true,
            }
    }
}

/// A word pair of the lexicon.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LexiconEntry {
    /// The source word, folded.
    pub source: String,
    /// The target word, folded.
    pub target: String,
    /// Probability of the target word given the source word.
    pub forward: f64,
    /// Probability of the source word given the target word.
    pub backward: f64,
    /// Expected number of times the two were linked.
    pub count: f64,
}

/// An entry of the glossary as the store has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredTerm {
    /// Its id.
    pub id: i64,
    /// The entry.
    pub term: Term,
    /// The reason given; may be empty.
    pub why: String,
    /// Who last decided it; comes from the step.
    pub who: String,
    /// When, RFC 3339 in UTC; comes from the step.
    pub when: String,
}

/// Something a person decided, as the ledger keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Its id; ignored when it is added.
    pub id: i64,
    /// What sort of decision (`name-same`, `allow` …).
    pub kind: String,
    /// What it is about.
    pub subject: String,
    /// What was decided; the kind says in which form.
    pub value: String,
    /// The reason given; may be empty.
    pub why: String,
    /// Who decided; comes from the step.
    pub who: String,
    /// When, RFC 3339 in UTC; comes from the step.
    pub when: String,
}

/// Sizes of a store.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stats {
    /// Distinct units.
    pub units: u64,
    /// Occurrences of units.
    pub occurrences: u64,
    /// Occurrences a person confirmed.
    pub approved: u64,
    /// Occurrences that were aligned here, that is: that have a confidence.
    pub aligned: u64,
    /// Files.
    pub files: u64,
    /// Glossary entries.
    pub terms: u64,
    /// Entries of the ledger.
    pub decisions: u64,
    /// Steps done, undoing ones included.
    pub steps: u64,
    /// The change number.
    pub change_seq: u64,
    /// Variants of distinct units per language as written, in the order of the tags.
    pub languages: Vec<(Lang, u64)>,
}
