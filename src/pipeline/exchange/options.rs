//! What an import is told, and what it says afterwards.

use super::tags::LangMap;
use crate::model::Lang;
use crate::pipeline::place::stored_name;
use crate::store::StepId;
use std::path::{Path, PathBuf};

/// What becomes of a file that came before under the same name with other content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnConflict {
    /// The store's units stay; a unit that contradicts one of them is rejected, other new ones come in.
    Keep,
    /// The file takes the place of its former self: what is not in it any more goes, but for what a person confirmed or
    /// rewrote in the store. Where both the file and the store changed a unit, both are kept.
    Merge,
    /// As [`Merge`](OnConflict::Merge), and what was rewritten in the store goes too unless it is confirmed.
    Replace,
    /// Of two units that contradict each other the one with the later date stays; nothing else goes.
    Newest,
    /// The file comes in beside its former self, as a file of its own.
    Both,
}

/// How files are imported.
#[derive(Debug, Clone, Default)]
pub struct ImportOptions {
    /// Whether nothing is kept.
    pub dry_run: bool,
    /// The folder of the store, which the names of files are relative to; `None` keeps names as given.
    pub folder: Option<PathBuf>,
    /// What happens to a file that came before with other content; [`OnConflict::Merge`] when nothing is said.
    pub on_conflict: Option<OnConflict>,
    /// Whether a file with anything odd or refused in it is refused as a whole.
    pub strict: bool,
    /// Whether a damaged file is repaired as far as it can be.
    pub repair: bool,
    /// Under which name the store knows the file; its own when not given.
    pub origin: Option<String>,
    /// Languages that are stored under another tag.
    pub map: LangMap,
    /// Languages that the file should have.
    pub wanted: Vec<Lang>,
}

impl ImportOptions {
    /// Returns the name by which the store knows a file.
    pub(super) fn name(&self, path: &Path) -> String {
        match (&self.origin, &self.folder) {
            (Some(origin), _) => origin.clone(),
            (None, Some(folder)) => stored_name(folder, path),
            (None, None) => path.display().to_string(),
        }
    }
}

/// What an import did: `read = new + there + rejected + untranslated`.
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
    /// Occurrences of the former delivery of the file that went.
    pub gone: u64,
    /// Occurrences of the former delivery that are not in the file and stay, because a person confirmed them.
    pub confirmed: u64,
    /// Occurrences of the former delivery that stay as somebody rewrote them in the store.
    pub rewritten: u64,
    /// What the file and a rewriting in the store disagree about, one sentence each.
    pub disputes: Vec<String>,
    /// Units that were refused because the store has better ones, as [`ImportOptions::on_conflict`] says; they are part of
    /// `rejected`.
    pub outvoted: u64,
    /// Units that are not translated yet: nothing is wrong with them, and the file keeps them.
    pub untranslated: u64,
    /// Whether a former delivery of the file was there.
    pub redelivered: bool,
    /// Whether the very file was there already.
    pub known: bool,
    /// Where the refused ones were written.
    pub rejects_file: Option<PathBuf>,
    /// What was taken for granted, one sentence each.
    pub notes: Vec<String>,
    /// What was forgiven or refused, with file and line.
    pub warnings: Vec<String>,
    /// What was repaired, with file and line.
    pub repairs: Vec<String>,
    /// The step, when anything was kept.
    pub step: Option<StepId>,
}
