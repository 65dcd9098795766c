//! Reads and writes two-language files as a stream of translation units.
//!
//! Every reader is an iterator of [`Item`]s: a unit, or a unit that was refused with the reason, so that the counts of
//! an import add up. An error ends the reading. Every writer takes units one by one and returns what its format could
//! not hold, one sentence each, or why the unit was left out ([`Written`]).
//!
//! ```
//! use yeksan::exchange::{self, Item};
//!
//! let file = r#"<tmx version="1.4"><header creationtool="demo" creationtoolversion="1" segtype="sentence"
//!   o-tmf="demo" adminlang="en" srclang="en" datatype="plaintext"/><body><tu tuid="7"><tuv xml:lang="en"><seg>The rain
//!   has <hi>stopped</hi>.</seg></tuv><tuv xml:lang="fa"><seg>باران بند آمده است.</seg></tuv></tu></body></tmx>"#;
//! let reader = exchange::tmx::Reader::new(file.as_bytes(), "rain.tmx")?;
//! let mut writer = exchange::tmx::Writer::new(Vec::new(), reader.header(), exchange::tmx::Profile::AsItCame)?;
//! for item in reader {
//!     match item? {
//!         Item::Unit(unit) => assert!(writer.write(&unit)?.is_empty()),
//!         Item::Rejected(refused) => panic!("{}", refused.reason),
//!     }
//! }
//! let copy = String::from_utf8(writer.finish()?)?;
//! assert!(copy.contains("<hi>stopped</hi>"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod content;
mod error;
mod facts;
pub mod fill;
mod item;
pub mod json;
mod lines;
pub mod moses;
pub mod omegat;
pub mod po;
mod property;
pub mod table;
pub mod tmx;
pub mod xliff;
mod xml;

pub use error::Error;
pub use item::{Item, NOT_TRANSLATED, Rejected, Warning, Written};
