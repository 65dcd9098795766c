//! What counts as the same word, in one language and across two.
//!
//! A glossary check is only as good as its idea of sameness. This crate answers four questions:
//!
//! - Are two texts the same but for their spelling? [`fold`] makes keys at three levels and maps them back to the text.
//! - Are two words forms of one word? [`affix`] knows what Persian, Arabic, Russian, Turkish and others hang on a name.
//! - Do two spellings, in two scripts or one, name the same thing? [`sound`] weighs them letter group by letter group.
//! - Which terms of a glossary stand in a text? [`find`] finds them all in one pass, inflected ones too.
//!
//! Terms come from tables ([`table`]) or from the English–Persian data that ships with the crate ([`data`]).
//!
//! ```
//! use glossary::affix::same_word;
//! use glossary::data::built_in;
//! use glossary::find::{Finder, Side};
//! use glossary::sound::likeness;
//!
//! assert!(same_word("نمایندهٔ مجلس", "نمایندگان مجلس", "fa"));
//! assert!(likeness("Shakespeare", "شکسپیر", "fa") > 0.8);
//!
//! let terms = built_in("en", "fa");
//! let text = "Iran's foreign minister spoke in Berlin.";
//! let hits = Finder::new(terms, Side::Source, "en").hits(text);
//! let words: Vec<&str> = hits.iter().map(|hit| &text[hit.raw.clone()]).collect();
//! assert_eq!(words, ["Iran", "foreign minister", "Berlin"]);
//! ```
//!
//! It does not translate, does not analyse sentences, and holds no dictionary: an affix is stripped by its letters, so a
//! chance likeness can pass. Languages without a table are compared by their keys alone.

pub mod affix;
mod affix_table;
mod attach;
pub mod bidi;
pub mod calendar;
pub mod data;
pub mod find;
mod find_guard;
pub mod fold;
mod plural;
pub mod sound;
mod sound_data;
mod sound_key;
mod sound_table;
pub mod table;
pub mod tbx;
pub mod term;
pub mod token;
