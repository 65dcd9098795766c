//! `yeksan backup` and `yeksan restore`: copies of the store, and the way back.

use super::context::Context;
use super::failure::Failure;
use super::outcome::Outcome;
use crate::store::{Access, SqliteStore, Store};
use clap::Args;
use jiff::tz::TimeZone;
use std::path::{Path, PathBuf};

/// Copy the store to one file, and read the copy as a whole before it gets its name
///
/// Others may go on writing; what they write meanwhile is not in the copy. Without a file the copy goes into the folder
/// NAME.backups beside the store, one a day, of which the newest are kept.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  yeksan backup                          into yeksan.db.backups/, the last ten days are kept
  yeksan backup --keep 30
  yeksan backup /mnt/usb/memory.db       a file of your own; it is never written over")]
pub(super) struct Backup {
    /// The new file [default: NAME.backups/DATE.db beside the store]
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
    /// How many of the daily copies are kept
    #[arg(long, value_name = "N", default_value_t = 10, conflicts_with = "file",
          value_parser = clap::value_parser!(u16).range(1..))]
    keep: u16,
}

impl Backup {
    pub(super) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        let store = context.store(Access::Read)?;
        if let Some(file) = self.file {
            store.back_up(&file)?;
            context.say(&format!("{} holds {} occurrences", file.display(), store.stats()?.occurrences));
            return Ok(Outcome::Fine);
        }
        let folder = daily_folder(store.path());
        std::fs::create_dir_all(&folder)
            .map_err(|e| Failure::new(format!("{}: cannot be made: {e}", folder.display())))?;
        let day = context.now().to_zoned(TimeZone::UTC).date();
        let file = folder.join(format!("{day}.db"));
        if file.exists() {
            context.say(&format!("{} is there already, nothing to do", file.display()));
            return Ok(Outcome::Fine);
        }
        store.back_up(&file)?;
        context.say(&format!("{} holds {} occurrences", file.display(), store.stats()?.occurrences));
        for old in surplus(&folder, self.keep.into())? {
            std::fs::remove_file(&old)
                .map_err(|e| Failure::new(format!("{}: cannot be removed: {e}", old.display())))?;
            context.say(&format!("{} removed: the newest {} are kept", old.display(), self.keep));
        }
        Ok(Outcome::Fine)
    }
}

/// Returns the folder of a store's daily copies.
fn daily_folder(store: &Path) -> PathBuf {
    let mut name = store.as_os_str().to_owned();
    name.push(".backups");
    PathBuf::from(name)
}

/// Returns the daily copies beyond the newest `keep`; files that have another name are nobody's business.
fn surplus(folder: &Path, keep: usize) -> Result<Vec<PathBuf>, Failure> {
    let fault = |e| Failure::new(format!("{}: cannot be read: {e}", folder.display()));
    let mut copies = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(fault)? {
        let path = entry.map_err(fault)?.path();
        let is_daily = path.extension().is_some_and(|e| e == "db")
            && path
                .file_stem()
                .and_then(|s| s.to_str())
                .is_some_and(|s| s.parse::<jiff::civil::Date>().is_ok());
        if is_daily {
            copies.push(path);
        }
    }
    copies.sort();
    copies.truncate(copies.len().saturating_sub(keep));
    Ok(copies)
}

/// Put the content of a copy in the place of the store's
///
/// The copy is read as a whole first, and the store as it is now is copied beside itself, so that this too can be taken
/// back.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  yeksan restore yeksan.db.backups/2025-02-03.db
  yeksan restore /mnt/usb/memory.db -n       only look whether the copy is sound
  yeksan --db new.db restore memory.db       into a store that is not there yet")]
pub(super) struct Restore {
    /// The copy
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Look at the copy and change nothing
    #[arg(short = 'n', long)]
    dry_run: bool,
}

impl Restore {
    pub(super) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        let path = context.store_path();
        if same_file(&path, &self.file) {
            return Err(Failure::new(format!("{} is the store itself", self.file.display())));
        }
        let copy = SqliteStore::open(&self.file, Access::Read)?;
        if let Some(fault) = copy.faults()?.into_iter().next() {
            return Err(Failure::new(format!("{}: damaged: {fault}", self.file.display()))
                .hint("take an older copy; nothing was changed"));
        }
        let held = copy.stats()?;
        drop(copy);
        if self.dry_run {
            context.say(&format!("{} is sound: {} occurrences", self.file.display(), held.occurrences));
            return Ok(Outcome::Fine);
        }
        let kept = if path.exists() { keep_present(&path, context)? } else { None };
        let mut store = context.store(Access::Create)?;
        store.restore(&self.file)?;
        context.say(&format!("{} holds {} occurrences again", path.display(), held.occurrences));
        if let Some(kept) = kept {
            context.say(&format!("what it held before is in {}", kept.display()));
        }
        Ok(Outcome::Fine)
    }
}

/// Copies the present store beside itself; one that is damaged is moved there as it is.
fn keep_present(path: &Path, context: &Context) -> Result<Option<PathBuf>, Failure> {
    let stamp = context.now().to_zoned(TimeZone::UTC).strftime("%Y%m%dT%H%M%SZ").to_string();
    let kept = (1..)
        .map(|n| {
            let mut name = path.as_os_str().to_owned();
            name.push(format!(".before-{stamp}"));
            if n > 1 {
                name.push(format!("-{n}"));
            }
            PathBuf::from(name)
        })
        .find(|p| !p.exists());
    let Some(kept) = kept else { return Ok(None) };
    let copied = SqliteStore::open(path, Access::Read).and_then(|store| store.back_up(&kept));
    match copied {
        Ok(()) => Ok(Some(kept)),
        Err(crate::store::Error::Damaged { .. }) => {
            for suffix in ["", "-wal", "-shm"] {
                let with = |p: &Path| {
                    let mut name = p.as_os_str().to_owned();
                    name.push(suffix);
                    PathBuf::from(name)
                };
                if with(path).exists() {
                    std::fs::rename(with(path), with(&kept)).map_err(|e| {
                        Failure::new(format!("{}: cannot be moved aside: {e}", path.display()))
                    })?;
                }
            }
            Ok(Some(kept))
        }
        Err(error) => Err(error.into()),
    }
}

fn same_file(a: &Path, b: &Path) -> bool {
    match (a.canonicalize(), b.canonicalize()) {
        (Ok(a), Ok(b)) => a == b,
        _ => false,
    }
}
