//! Findings → text, JSON, SARIF, GitHub annotations, a page or a workbook. Nothing here decides what is a finding.

mod diff;
mod github;
mod html;
mod json;
mod name;
mod sarif;
mod sink;
mod spreadsheet;
mod terminal;
mod text;

pub use diff::Diff;
pub use github::Github;
pub use html::{Html, Title};
pub use json::Json;
pub use name::{name_json, name_line, name_page, names_json, told, unit_label};
pub use sarif::{Rule, Sarif};
pub use sink::{Context, Report, place_label};
pub use spreadsheet::Spreadsheet;
pub use terminal::{Bidi, Style, printable};
pub use text::Text;
