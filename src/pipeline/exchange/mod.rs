//! Two-language files → the store, and back.

mod check;
mod diff;
mod dump;
mod export;
mod files;
mod intake;
mod moses;
mod omegat;
mod options;
mod other;
mod redelivery;
mod select;
mod source;
mod tags;
mod tmx;
mod validate;

pub use check::{Written, check_tmx};
pub use diff::{Differences, diff};
pub use dump::{dump_jsonl, dump_tmx_json};
pub use export::{ExportCounts, ExportOptions, export_tmx, write_tmx};
pub use files::{Kind, import_file, kind_of};
pub use moses::import_moses;
pub use omegat::{OmegatCounts, OmegatOptions, export_omegat};
pub use options::{ImportCounts, ImportOptions, OnConflict};
pub use other::{Form, export_form, export_moses, export_workbook};
pub use select::{Select, moment};
pub use tags::LangMap;
pub use tmx::import_tmx;
pub use validate::{Problem, validate_stream, validate_tmx};
