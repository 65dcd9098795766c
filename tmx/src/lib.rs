//! Reads, writes, judges and repairs TMX, the exchange format of translation memories, as a stream and without loss.
//!
//! - [`Reader`]: TMX 1.1 to 1.4b in UTF-8, UTF-16, ASCII or a declared legacy encoding, gzipped or not → [`Unit`]s one at
//!   a time; memory stays that of one unit. Attributes, notes, props, inline codes and white space come as they stood.
//! - [`Writer`]: [`Unit`]s → TMX 1.4 that reads back the same; [`Unit::conform`] fits careless ones to the DTD and says
//!   what it changed.
//! - [`validate`]: every problem of a file by the DTD and the specification, with its line.
//!
//! ```
//! let file = r#"<tmx version="1.4"><header creationtool="demo" creationtoolversion="1" segtype="sentence"
//!   o-tmf="demo" adminlang="en" srclang="en" datatype="plaintext"/><body><tu><tuv xml:lang="en"><seg>The rain has
//!   stopped.</seg></tuv><tuv xml:lang="fa"><seg>باران بند آمده است.</seg></tuv></tu></body></tmx>"#;
//! let reader = tmx::Reader::new(file.as_bytes())?;
//! let mut writer = tmx::Writer::new(Vec::new(), reader.header())?;
//! for unit in reader {
//!     writer.write(&unit?)?;
//! }
//! let copy = writer.finish()?;
//! # assert!(copy.ends_with(b"</tmx>\n"));
//! # Ok::<(), tmx::Error>(())
//! ```
//!
//! To look at the texts of real files, refused units told and passed over:
//!
//! ```no_run
//! use std::{fs::File, io::BufReader};
//!
//! let mut reader = tmx::Reader::new(BufReader::new(File::open("memory.tmx.gz")?))?;
//! for unit in reader.by_ref() {
//!     match unit {
//!         Ok(unit) => println!("{:?}", unit.variant("fa").map(|variant| variant.content.plain())),
//!         Err(error) if error.is_recoverable() => eprintln!("memory.tmx.gz:{error}"),
//!         Err(error) => return Err(error.into()),
//!     }
//! }
//! for warning in reader.warnings() {
//!     eprintln!("memory.tmx.gz:{warning}");
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Foreign files
//!
//! The reader is a strict XML parser: what is not well-formed is an [`Error`] with its line and unit, never a guess.
//! A DTD is neither fetched nor obeyed, no entity but XML's five is expanded, and [`Limits`] bound the memory a file
//! can ask for. [`Reader::repairing`] mends a damaged file and lists every repair. Above XML it is lenient and says so: [`Reader::warnings`] lists what was odd, and a unit that breaks
//! TMX's own rules (a variant without language, two segments in one variant) is a recoverable error that carries what
//! could be read of it.
//!
//! # What it does not do
//!
//! It knows no languages: `EN_us` stays `EN_us`. It takes elements by their local names, whatever their namespace. It
//! does not search, merge or deduplicate, does not apply the character maps of `<ude>`, and does not read TMX 2.0's
//! inline elements (they become `<hi>`, with a warning). Comments, processing instructions, the layout between elements
//! and the position of the language among the attributes are not kept.

mod conform;
mod content;
mod decode;
mod error;
mod escape;
mod feed;
mod grammar;
mod limits;
mod oddities;
mod read;
mod repair;
mod scan;
mod segment;
mod tag;
mod unit;
mod validate;
mod warning;
mod write;

pub use content::{Content, Piece, Tag};
pub use error::{Error, ErrorKind, Result};
pub use limits::Limits;
pub use read::Reader;
pub use repair::Repair;
pub use unit::{Attrs, Header, HeaderItem, LangAttr, Meta, MetaKind, Ude, Unit, Variant, attr};
pub use validate::{Problem, Rule, validate};
pub use warning::{Warning, WarningCode};
pub use write::Writer;
