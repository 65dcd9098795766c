//! Whether a file that was written says what the store said.

use crate::exchange::{Item, tmx};
use crate::model::{Annotation, TranslationUnit};
use crate::pipeline::error::Error;
use crate::store::{UnitKey, metadata_digest};
use std::io::BufRead;

/// What was written, unit by unit: 24 bytes each.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Written(Vec<Print>);

/// A unit's content, and everything else it carries.
type Print = (UnitKey, i64);

/// How many differences are named one by one.
const NAMED: usize = 20;

/// Leaves out what only this program's own properties say: they are written from the store and read back into it.
fn print(unit: &TranslationUnit) -> Print {
    let own = |a: &Annotation| a.prop_type().is_some_and(|kind| kind.starts_with("x-yeksan-"));
    let ranged = !unit.origin.source_ranges.is_empty() || !unit.origin.target_ranges.is_empty();
    if !ranged && !unit.annotations.iter().any(own) {
        return (UnitKey::of(&unit.variants), metadata_digest(unit));
    }
    let mut bare = unit.clone();
    bare.annotations.retain(|a| !own(a));
    bare.origin.source_ranges.clear();
    bare.origin.target_ranges.clear();
    (UnitKey::of(&bare.variants), metadata_digest(&bare))
}

impl Written {
    /// Remembers a unit.
    pub(super) fn add(&mut self, unit: &TranslationUnit) {
        self.0.push(print(unit));
    }
}

/// Reads a written file again and returns what differs from what was to be written, one sentence each; empty when nothing
/// was lost.
///
/// # Errors
///
/// When the file cannot be read as TMX.
pub fn check_tmx<R: BufRead>(reader: R, name: &str, written: &Written) -> Result<Vec<String>, Error> {
    let mut expected = written.0.iter();
    let (mut found, mut differences) = (0, Vec::new());
    let mut more = 0_u64;
    let mut say = |sentence: String| {
        if differences.len() < NAMED { differences.push(sentence) } else { more += 1 }
    };
    for item in tmx::Reader::new(reader, name)? {
        found += 1;
        match (item?, expected.next()) {
            (Item::Rejected(refused), _) => {
                let origin = &refused.unit.origin;
                say(format!("{name}:{}: unit {}: {}", origin.line, origin.place, refused.reason));
            }
            (Item::Unit(unit), Some(expected)) => {
                let (here, origin) = (print(&unit), &unit.origin);
                if here.0 != expected.0 {
                    say(format!("{name}:{}: unit {}: its text or codes differ", origin.line, origin.place));
                } else if here.1 != expected.1 {
                    say(format!(
                        "{name}:{}: unit {}: its attributes, properties or notes differ",
                        origin.line, origin.place
                    ));
                }
            }
            (Item::Unit(_), None) => {}
        }
    }
    if more > 0 {
        differences.push(format!("{name}: {more} more units differ"));
    }
    if found != written.0.len() {
        differences.push(format!("{name}: {} units written, {found} read again", written.0.len()));
    }
    Ok(differences)
}
