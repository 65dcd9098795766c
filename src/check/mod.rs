//! Units, names and terms → findings. Each check is one subject with a stable code and a page that explains it.

mod adjective;
mod bidi_control;
pub(crate) mod calendar;
mod date_calendar;
mod dates;
mod digits_mixed;
mod ezafe_mixed;
mod fingerprint;
mod form;
mod half_space;
mod joined_words;
mod letters_mixed;
mod name;
mod number_match;
mod number_mismatch;
mod number_words;
mod numbers;
mod orthography;
mod punctuation_latin;
mod quotes_straight;
mod rule;
mod run;
mod same_text;
mod suppress;
mod tatweel;
mod term;
#[cfg(test)]
mod testing;
mod untranslated;

pub use fingerprint::of_place;
pub use rule::{Check, Languages, Page, Pair};
pub use run::{Options, UnknownCode, check, count, explain, nearest, pages, sort};
pub use suppress::{Allowance, Sifted, sift};
