//! Names and titles of the units with their renderings, without a glossary.

mod accepted;
mod assign;
mod bearer;
mod capital;
mod class;
mod cluster;
mod corpus;
mod evidence;
mod finder;
mod link;
mod nested;
mod office;
mod phrase;
mod runs;
mod second;
mod single;
mod speech;
mod table;
#[cfg(test)]
mod tests;
mod token;
mod words;

pub use finder::{Options, find, is_reversed};
