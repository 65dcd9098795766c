//! The index file beside a store: opened when it fits the store, made anew when it does not.

use crate::model::Lang;
use crate::pipeline::error::Error;
use crate::pipeline::watch::{Stage, Watch};
use crate::search::{Builder, Index, Stamp};
use crate::store::{Lookup, Moment};
use std::fs::File;
use std::io::{BufWriter, Cursor};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// Fewer units than this are indexed in memory: that takes less time than reading a file.
const WORTH_A_FILE: usize = 500;

/// Returns the name of the index of a store's source texts that have a target text: `yeksan.db.en-fa.idx`.
pub fn sidecar_path(store: &Path, source: &Lang, target: &Lang) -> PathBuf {
    let mut path = store.as_os_str().to_owned();
    path.push(format!(".{}.idx", label(source, target)));
    PathBuf::from(path)
}

fn label(source: &Lang, target: &Lang) -> String {
    format!("{}-{}", source.primary(), target.primary())
}

/// Opens the index of a pair of languages, or makes it; a file that cannot be written is done without.
pub(super) fn open(
    store: &dyn Lookup,
    (source, target): (&Lang, &Lang),
    path: Option<&Path>,
    watch: &Watch,
) -> Result<Index, Error> {
    if let Some(path) = path
        && let Ok(index) = Index::open(path)
        && index.stamp().label == label(source, target)
        && store.remembers(moment_of(index.stamp()))?
    {
        return Ok(index);
    }
    build(store, (source, target), path, watch)
}

/// Returns the moment of the store that an index was made at.
pub(super) fn moment_of(stamp: &Stamp) -> Moment {
    Moment { change: stamp.change, mark: stamp.mark }
}

/// Makes the index; the file takes its place as a whole or not at all.
pub(super) fn build(
    store: &dyn Lookup,
    (source, target): (&Lang, &Lang),
    path: Option<&Path>,
    watch: &Watch,
) -> Result<Index, Error> {
    let (builder, moment) = read(store, (source, target), watch)?;
    let stamp = Stamp { change: moment.change, mark: moment.mark, label: label(source, target) };
    if let Some(path) = path.filter(|_| builder.len() >= WORTH_A_FILE) {
        let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        // Not synced: after a power failure a file that is not whole is made anew.
        if let Ok(file) = tempfile::Builder::new().prefix(".yeksan-").suffix(".idx").tempfile_in(folder) {
            let written = builder.finish(BufWriter::new(file), &stamp)?;
            let file = written.into_inner().map_err(|e| e.into_error())?;
            let index = Index::open(file.path())?;
            // Whoever may not replace the old file still has the new index.
            let _: Result<File, _> = file.persist(path);
            return Ok(index);
        }
        let bytes = builder.finish(Cursor::new(Vec::new()), &stamp)?.into_inner();
        return Ok(Index::from_bytes(&bytes)?);
    }
    let bytes = builder.finish(Cursor::new(Vec::new()), &stamp)?.into_inner();
    Ok(Index::from_bytes(&bytes)?)
}

/// Reads the source texts of all units that have a target text.
fn read(
    store: &dyn Lookup,
    (source, target): (&Lang, &Lang),
    watch: &Watch,
) -> Result<(Builder, Moment), Error> {
    let mut builder = Builder::default();
    let mut failed = None;
    let mut unit = Pending::default();
    // Tags come in long runs of a few spellings.
    let mut sides: Vec<(String, Side)> = Vec::new();
    let moment = store.for_each_text(&mut |row| {
        if row.unit != unit.id {
            let done = unit.flush(&mut builder).and_then(|()| match builder.len() as u64 {
                n if n.is_multiple_of(8192) => watch.at(Stage::Index, n, n),
                _ => Ok(()),
            });
            if let Err(error) = done {
                failed = Some(error);
                return Ok(ControlFlow::Break(()));
            }
            unit.id = row.unit;
        }
        let side = match sides.iter().find(|(tag, _)| tag == row.lang) {
            Some((_, side)) => *side,
            None => {
                let lang = Lang::new(row.lang);
                let side = Side { source: rank(&lang, source), target: lang.same_language(target) };
                sides.push((row.lang.to_owned(), side));
                side
            }
        };
        unit.has_target |= side.target;
        if side.source > unit.rank {
            unit.rank = side.source;
            unit.text.clear();
            unit.text.push_str(row.text);
        }
        Ok(ControlFlow::Continue(()))
    })?;
    watch.done();
    if let Some(error) = failed {
        return Err(error);
    }
    unit.flush(&mut builder)?;
    Ok((builder, moment))
}

#[derive(Debug, Clone, Copy)]
struct Side {
    source: u8,
    target: bool,
}

/// As [`TranslationUnit::variant`](crate::model::TranslationUnit::variant) chooses: the same tag before the same language.
fn rank(lang: &Lang, wanted: &Lang) -> u8 {
    if lang == wanted { 2 } else { u8::from(lang.same_language(wanted)) }
}

/// A unit of which rows are still coming.
#[derive(Default)]
struct Pending {
    id: i64,
    text: String,
    rank: u8,
    has_target: bool,
}

impl Pending {
    fn flush(&mut self, builder: &mut Builder) -> Result<(), Error> {
        if self.rank > 0 && self.has_target {
            builder.add(self.id, &self.text)?;
        }
        self.rank = 0;
        self.has_target = false;
        Ok(())
    }
}
