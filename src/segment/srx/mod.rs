//! Segmentation Rules eXchange: rules of other programs, read, run and written.
//!
//! ```
//! use yeksan::segment::srx::{Cutter, Options, Srx};
//!
//! let rules = r#"<srx xmlns="http://www.lisa.org/srx20" version="2.0">
//!   <header segmentsubflows="yes" cascade="no"/>
//!   <body><languagerules><languagerule languagerulename="en">
//!     <rule break="no"><beforebreak>\bDr\.</beforebreak><afterbreak>\s</afterbreak></rule>
//!     <rule break="yes"><beforebreak>[.?!]+</beforebreak><afterbreak>\s</afterbreak></rule>
//!   </languagerule></languagerules>
//!   <maprules><languagemap languagepattern="en.*" languagerulename="en"/></maprules></body></srx>"#;
//! let srx = Srx::parse(rules)?;
//! let cutter = Cutter::new(&srx, "en-GB", &Options::default())?;
//! let text = "Dr. Azad came. She spoke.";
//! let pieces: Vec<&str> = cutter.split(text).into_iter().map(|s| &text[s]).collect();
//! assert_eq!(pieces, ["Dr. Azad came.", " She spoke."]);
//! # Ok::<(), yeksan::segment::srx::Error>(())
//! ```

mod automaton;
mod bytes;
mod cutter;
mod dialect;
mod document;
mod error;
mod export;
mod foreign;
mod parse;
mod pattern;
mod property;
mod shorten;

pub use cutter::{Cutter, Options};
pub use dialect::Dialect;
pub use document::{Handles, LanguageMap, LanguageRules, Rule, Srx};
pub use error::Error;
pub use export::{Export, export, exported_languages};

#[cfg(test)]
mod tests;
