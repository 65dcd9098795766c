//! Names and titles of the units with their renderings, without a glossary.

mod accepted;
mod account;
mod acronym;
mod assign;
mod bearer;
mod beside;
mod capital;
mod caseless;
mod class;
mod cluster;
mod compose;
mod corpus;
mod cue;
mod evidence;
mod finder;
mod gloss;
mod holder;
mod inner;
mod judge;
mod kept;
mod link;
mod locate;
mod neighbour;
mod nested;
mod nouns;
mod office;
mod phrase;
mod pivot;
mod region;
mod repeat;
mod rival;
mod runs;
mod second;
mod single;
mod speech;
mod stand;
mod table;
mod taught;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_bearers;
#[cfg(test)]
mod tests_caseless;
#[cfg(test)]
mod tests_stand;
#[cfg(test)]
mod tests_titles;
mod token;
mod turned;
mod widen;
mod words;

pub use finder::{Options, find, is_reversed};
pub use turned::turned;
