//! Findings → text, JSON, GitHub annotations or a page. Nothing here decides what is a finding.

mod github;
mod html;
mod json;
mod sink;
mod terminal;
mod text;

pub use github::Github;
pub use html::{Html, Title};
pub use json::Json;
pub use sink::{Context, Report, place_label};
pub use terminal::{Bidi, Style, printable};
pub use text::Text;
