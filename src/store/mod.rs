//! Keeps translation units, the glossary, decisions and every step, in one file that can take each step back.
//!
//! [`Store`] and [`Transaction`] say what a store does; [`SqliteStore`] does it in one SQLite file.
//!
//! ```
//! use yeksan::model::{Lang, Origin, TranslationUnit, Variant};
//! use yeksan::store::{Access, FileInfo, FileKind, Filter, SqliteStore, StepInfo, Store};
//!
//! # let dir = tempfile::tempdir()?;
//! let mut store = SqliteStore::open(&dir.path().join("yeksan.db"), Access::Create)?;
//! let step = StepInfo {
//!     who: "mina".into(),
//!     when: "2024-05-01T08:00:00Z".parse()?,
//!     command: "import old.tmx".into(),
//!     durability: Default::default(),
//! };
//! let mut work = store.begin(&step)?;
//! let file = work.add_file(&FileInfo {
//!     kind: FileKind::Tmx,
//!     name: "old.tmx".into(),
//!     target: None,
//!     hash: "a1".into(),
//!     header: None,
//! })?;
//! let unit = TranslationUnit::pair(
//!     Variant::new(Lang::new("en"), "Good morning."),
//!     Variant::new(Lang::new("fa"), "صبح به‌خیر."),
//!     Origin { place: 1, ..Origin::default() },
//! );
//! assert!(work.add_unit(file.id, &unit)?.occurrence_is_new);
//! assert!(!work.add_unit(file.id, &unit)?.occurrence_is_new);
//! let done = work.commit()?.expect("something was done");
//!
//! assert_eq!(store.units(&Filter::default())?.len(), 1);
//! store.undo(done, &step)?;
//! assert_eq!(store.units(&Filter::default())?.len(), 0);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod backend;
mod error;
mod key;
mod lookup;
mod record;
mod sqlite;

pub use backend::{Store, Transaction, Visit};
pub use error::Error;
pub use key::{UnitKey, metadata_digest};
pub use lookup::{Beside, Lookup, Moment, TextRow, VisitText};
pub use record::{
    Added, AddedFile, Change, Decision, Durability, FileId, FileInfo, FileKind, FileRecord, Filter,
    LexiconEntry, Operation, Replaced, Stats, Step, StepId, StepInfo, StoredTerm,
};
pub use sqlite::{Access, SqliteStore};
