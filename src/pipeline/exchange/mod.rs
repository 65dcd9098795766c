//! Two-language files → the store, and back.

mod dump;
mod export;
mod intake;
mod moses;
mod options;
mod redelivery;
mod source;
mod tags;
mod tmx;

pub use dump::{dump_jsonl, dump_tmx_json};
pub use export::{ExportCounts, ExportOptions, export_tmx, write_tmx};
pub use moses::import_moses;
pub use options::{ImportCounts, ImportOptions, OnConflict};
pub use tags::LangMap;
pub use tmx::import_tmx;
