//! Units of documents → the files and lines where an editor or a code host finds them.

use super::digest::Digest;
use super::error::Error;
use super::place::shown_name;
use crate::model::TranslationUnit;
use crate::read;
use crate::store::{FileKind, Store};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Gives units that were aligned from these two texts the line of their target, or of their source where the other side
/// is missing; the file of such a unit is the source alone.
pub fn set_lines<'a>(units: impl IntoIterator<Item = &'a mut TranslationUnit>, source: &str, target: &str) {
    for unit in units {
        let origin = &mut unit.origin;
        let (text, ranges) = match (origin.target_ranges.first(), origin.source_ranges.first()) {
            (Some(range), _) => (target, range),
            (None, Some(range)) => {
                origin.target_file = None;
                (source, range)
            }
            (None, None) => continue,
        };
        origin.line = text.get(..ranges.start).map_or(0, |before| 1 + before.matches('\n').count() as u64);
    }
}

/// Gives the units of a store at these indices their lines, where the documents they came from are there unchanged, and
/// file names as somebody in the folder `here` would type them.
///
/// # Errors
///
/// The store's.
pub fn locate(
    units: &mut [TranslationUnit],
    wanted: &BTreeSet<usize>,
    store: &dyn Store,
    folder: &Path,
    here: &Path,
) -> Result<(), Error> {
    let hashes: BTreeMap<(String, String), String> = store
        .files()?
        .into_iter()
        .filter(|record| record.info.kind == FileKind::Aligned)
        .filter_map(|record| Some(((record.info.name, record.info.target?), record.info.hash)))
        .collect();
    let mut texts: BTreeMap<(String, String), Option<[String; 2]>> = BTreeMap::new();
    for &index in wanted {
        let Some(unit) = units.get_mut(index) else { continue };
        if let (Some(target), 0) = (&unit.origin.target_file, unit.origin.line) {
            let names = (unit.origin.file.clone(), target.clone());
            let known = texts.entry(names).or_insert_with_key(|names| {
                unchanged([&folder.join(&names.0), &folder.join(&names.1)], hashes.get(names)?)
            });
            if let Some([source, target]) = known {
                set_lines([&mut *unit], source, target);
            }
        }
        unit.origin.file = shown_name(folder, &unit.origin.file, here);
        unit.origin.target_file = unit.origin.target_file.as_ref().map(|t| shown_name(folder, t, here));
    }
    Ok(())
}

/// Returns the texts of two documents if they are those that a store knows by this digest.
fn unchanged(paths: [&PathBuf; 2], hash: &str) -> Option<[String; 2]> {
    let text = |path: &Path| read::read_file(path, &read::Options::default()).ok().map(|d| d.text);
    let texts = [text(paths[0])?, text(paths[1])?];
    (Digest::of_texts([&texts[0], &texts[1]]) == hash).then_some(texts)
}
