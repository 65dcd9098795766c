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
use std::sync::mpsc::{SyncSender, sync_channel};

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
        if let Ok(file) = beside(folder) {
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

/// Makes a temporary file with the rights that the user's mask leaves: who may read the store may read its index.
fn beside(folder: &Path) -> std::io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".yeksan-").suffix(".idx");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

/// Reads the source texts of all units that have a target text.
fn read(
    store: &dyn Lookup,
    (source, target): (&Lang, &Lang),
    watch: &Watch,
) -> Result<(Builder, Moment), Error> {
    // The store is read while what was read is indexed: either takes about as long.
    std::thread::scope(|scope| {
        let (sender, receiver) = sync_channel::<Vec<(i64, String)>>(4);
        let indexing = scope.spawn(move || {
            let mut builder = Builder::default();
            for (unit, text) in receiver.iter().flatten() {
                builder.add(unit, &text)?;
            }
            Ok::<Builder, crate::search::Error>(builder)
        });
        let read = send(store, (source, target), &sender, watch);
        drop(sender);
        watch.done();
        match indexing.join() {
            Ok(builder) => Ok((builder?, read?)),
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })
}

/// Units sent at once.
const LOT: usize = 2048;

fn send(
    store: &dyn Lookup,
    (source, target): (&Lang, &Lang),
    sender: &SyncSender<Vec<(i64, String)>>,
    watch: &Watch,
) -> Result<Moment, Error> {
    let mut stopped = None;
    let mut unit = Pending::default();
    let mut lot = Vec::with_capacity(LOT);
    let mut sent = 0;
    // Tags come in long runs of a few spellings.
    let mut sides: Vec<(String, Side)> = Vec::new();
    let moment = store.for_each_text(&mut |row| {
        if row.unit != unit.id {
            lot.extend(unit.finish());
            unit.id = row.unit;
            if lot.len() == LOT {
                sent += LOT as u64;
                stopped = watch.at(Stage::Index, sent, sent).err();
                // Nobody takes what is sent when indexing failed: that is told by its own error.
                let taken = sender.send(std::mem::replace(&mut lot, Vec::with_capacity(LOT)));
                if stopped.is_some() || taken.is_err() {
                    return Ok(ControlFlow::Break(()));
                }
            }
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
            unit.text = row.text.to_owned();
        }
        Ok(ControlFlow::Continue(()))
    })?;
    if let Some(error) = stopped {
        return Err(error);
    }
    lot.extend(unit.finish());
    // As above.
    let _ = sender.send(lot);
    Ok(moment)
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
    /// Returns the unit when it has both sides, and begins the next.
    fn finish(&mut self) -> Option<(i64, String)> {
        let is_whole = self.rank > 0 && self.has_target;
        self.rank = 0;
        self.has_target = false;
        is_whole.then(|| (self.id, std::mem::take(&mut self.text)))
    }
}
