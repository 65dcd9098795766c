//! `yeksan import`: two-language files → the store.

use super::context::Context;
use super::failure::Failure;
use super::languages::{Languages, tag};
use super::outcome::Outcome;
use crate::model::Lang;
use crate::pipeline::{self, ImportCounts, ImportOptions, LangMap, OmegatProject, OnConflict, Wanted, Watch};
use crate::store::{Access, Durability, SqliteStore, StepInfo};
use clap::{Args, ValueEnum};
use std::path::{Path, PathBuf};

/// Import translation memories
///
/// TMX 1.1 to 1.4b (gzipped too), XLIFF 1.2 and 2.x (.sdlxliff and .mqxliff too), PO, CSV, TSV and XLSX, told by their
/// content; the folder of an OmegaT project, with its glossaries; two line-aligned files with --moses. One file is one transaction and one step that
/// can be undone, so a batch that was stopped goes on where it stopped. The same file again adds nothing; a changed file
/// of the same name takes the place of its former self, but for units that were confirmed or rewritten in the store since
/// (see --on-conflict). Units that are no units go to
/// FILE.rejected.tmx with the reason, and are counted; a file of several that could not be read makes the exit code 3.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  yeksan import old.tmx
  yeksan import memory/*.tmx --dry-run
  yeksan import damaged.tmx --repair
  yeksan import job.xlf catalogue.po review.xlsx
  yeksan import ~/omegat/news
  yeksan import client.tmx --map-lang fas=fa --on-conflict newest
  yeksan import --moses corpus.en corpus.fa -s en -t fa")]
pub(super) struct Import {
    /// Files, OmegaT projects, or a source and a target file with --moses; `-` is stdin
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// What stdin is [default: told by its content]
    #[arg(long, value_name = "FORM")]
    format: Option<StdinForm>,
    /// Two line-aligned files: line n translates line n
    #[arg(long)]
    moses: bool,
    #[command(flatten)]
    languages: Languages,
    /// Store this language under another tag; may be given often
    #[arg(long, value_name = "FROM=TO", value_parser = map)]
    map_lang: Vec<(Lang, Lang)>,
    /// What happens to a file that came before with other content [default: merge]
    #[arg(long, value_name = "HOW")]
    on_conflict: Option<Conflict>,
    /// Refuse a file that has anything odd in it
    #[arg(long)]
    strict: bool,
    /// Mend a damaged file (control characters, bad bytes, a cut-off end) and list every repair
    #[arg(long)]
    repair: bool,
    /// The name by which the store knows the units [default: the file's]
    #[arg(long, value_name = "NAME")]
    origin: Option<String>,
    /// Say what would be done and change nothing
    #[arg(short = 'n', long)]
    dry_run: bool,
}

/// What comes through stdin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum StdinForm {
    /// TMX, gzipped too.
    Tmx,
    /// XLIFF.
    Xlf,
    /// PO.
    Po,
    /// Values separated by commas or semicolons.
    Csv,
    /// Values separated by tabs.
    Tsv,
    /// A workbook.
    Xlsx,
}

/// The ways to settle a file that came before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Conflict {
    /// What the store has stays; units that contradict it are rejected.
    Keep,
    /// The file takes the place of its former self; units confirmed or rewritten in the store stay.
    Merge,
    /// The file takes the place of its former self, rewritten units too; confirmed units stay.
    Replace,
    /// Of two units that contradict each other the later one stays.
    Newest,
    /// The file comes in beside its former self.
    Both,
}

impl From<Conflict> for OnConflict {
    fn from(conflict: Conflict) -> OnConflict {
        match conflict {
            Conflict::Keep => OnConflict::Keep,
            Conflict::Merge => OnConflict::Merge,
            Conflict::Replace => OnConflict::Replace,
            Conflict::Newest => OnConflict::Newest,
            Conflict::Both => OnConflict::Both,
        }
    }
}

fn map(text: &str) -> Result<(Lang, Lang), String> {
    let (from, to) = text.split_once('=').ok_or("expected FROM=TO, such as fas=fa")?;
    // What is changed may be no tag at all: files have `Persian` and worse.
    if from.is_empty() {
        return Err("expected FROM=TO, such as fas=fa".to_owned());
    }
    Ok((Lang::new(from), tag(to)?))
}

impl Import {
    pub(super) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        // A dry run makes no store: it is rehearsed on one that goes when it ends.
        let rehearsal =
            (self.dry_run && !context.store_path().exists()).then(tempfile::tempdir).transpose()?;
        let mut store = match &rehearsal {
            Some(folder) => SqliteStore::open(&folder.path().join("rehearsal.db"), Access::Create)?,
            None => context.store(Access::Create)?,
        };
        let step = context.step(Durability::Bulk);
        let watch = context.watch();
        let options = self.options(context, &store);
        if self.moses {
            let [source, target] = self.files.as_slice() else {
                return Err(Failure::new("--moses takes two files").hint("source first, then target"));
            };
            let wanted = self.languages.wanted(context);
            let counts =
                pipeline::import_moses(&mut store, &step, (source, target), &wanted, &options, &watch)?;
            self.say(context, source, &counts);
            return Ok(Outcome::Fine);
        }
        let (mut failed, mut wanted) = (Vec::new(), self.languages.wanted(context));
        let files = self.listed(&mut store, &mut wanted, context)?;
        for file in &files {
            let mut options = options.clone();
            if file.as_os_str() == "-" {
                let counts = self.stdin(&mut store, &step, &wanted, options, &watch)?;
                self.say(context, file, &counts);
                continue;
            }
            if let (Some(origin), true) = (&self.origin, files.len() > 1) {
                let name = file.file_name().unwrap_or(file.as_os_str()).to_string_lossy();
                options.origin = Some(format!("{origin}/{name}"));
            }
            match pipeline::import_file(&mut store, &step, file, &wanted, &options, &watch) {
                Ok(counts) => {
                    self.say(context, file, &counts);
                }
                Err(error) if error.is_interruption() || files.len() == 1 => return Err(error.into()),
                Err(error) => {
                    context.error(&error.to_string());
                    failed.push(file);
                }
            }
        }
        if !files.is_empty() && failed.len() == files.len() {
            return Err(Failure::new("no file was imported"));
        }
        Ok(if failed.is_empty() { Outcome::Fine } else { Outcome::Partly })
    }

    /// Imports what comes through stdin, from a copy: a file is looked at before it is read.
    fn stdin(
        &self,
        store: &mut SqliteStore,
        step: &StepInfo,
        wanted: &Wanted,
        mut options: ImportOptions,
        watch: &Watch,
    ) -> Result<ImportCounts, Failure> {
        let folder = tempfile::tempdir()?;
        let ending = self.format.map_or_else(String::new, |form| {
            form.to_possible_value().map(|v| format!(".{}", v.get_name())).unwrap_or_default()
        });
        let path = folder.path().join(format!("stdin{ending}"));
        std::io::copy(&mut std::io::stdin().lock(), &mut std::fs::File::create(&path)?)?;
        options.origin.get_or_insert_with(|| "-".to_owned());
        // Nobody knows the copy by its name.
        let plain = |text: &str| text.replace(&path.display().to_string(), "-");
        let mut counts = pipeline::import_file(store, step, &path, wanted, &options, watch).map_err(|e| {
            let hint = e.hint();
            let interrupted = e.is_interruption();
            let failure = if interrupted { e.into() } else { Failure::new(plain(&e.to_string())) };
            hint.into_iter().fold(failure, |failure, hint| failure.hint(plain(&hint)))
        })?;
        for said in counts.warnings.iter_mut().chain(&mut counts.repairs).chain(&mut counts.notes) {
            *said = plain(said);
        }
        if let Some(rejects) = &mut counts.rejects_file {
            let here = PathBuf::from("stdin.rejected.tmx");
            pipeline::write_whole(&here, &std::fs::read(&*rejects)?)?;
            *rejects = here;
        }
        Ok(counts)
    }

    /// Returns the files, those of OmegaT projects listed; takes their glossaries in, and their languages where none were
    /// given.
    fn listed(
        &self,
        store: &mut SqliteStore,
        wanted: &mut Wanted,
        context: &Context,
    ) -> Result<Vec<PathBuf>, Failure> {
        let mut files = Vec::new();
        for path in &self.files {
            if !OmegatProject::is_at(path) {
                files.push(path.clone());
                continue;
            }
            let project = OmegatProject::open(path).map_err(pipeline::Error::from)?;
            wanted.source.get_or_insert(project.source.clone());
            wanted.target.get_or_insert(project.target.clone());
            for glossary in &project.glossaries {
                let step = context.step(Durability::Full);
                let pair = (&project.source, &project.target);
                let changes = pipeline::import_terms(store, &step, glossary, pair, self.dry_run)?;
                context.say(&format!("{}:", glossary.display()));
                super::glossary::say_changes(context, &changes);
            }
            files.extend(project.memories);
        }
        Ok(files)
    }

    fn options(&self, context: &Context, store: &SqliteStore) -> ImportOptions {
        let mut map = LangMap::default();
        for (from, to) in &self.map_lang {
            map.add(from.clone(), to.clone());
        }
        let wanted = self.languages.wanted(context);
        ImportOptions {
            dry_run: self.dry_run,
            folder: Some(pipeline::store_folder(store.path())),
            on_conflict: self.on_conflict.map(OnConflict::from),
            strict: self.strict,
            repair: self.repair,
            origin: self.origin.clone(),
            map,
            wanted: wanted.source.into_iter().chain(wanted.target).collect(),
        }
    }

    fn say(&self, context: &Context, file: &Path, counts: &ImportCounts) {
        let file = file.display();
        for repair in &counts.repairs {
            context.say(&format!("repaired: {repair}"));
        }
        for warning in &counts.warnings {
            context.warn(warning);
        }
        for note in &counts.notes {
            context.say(&format!("{file}: {note}"));
        }
        if counts.redelivered {
            let mut line =
                format!("{file}: came before with other content; {} units of then went", counts.gone);
            if counts.confirmed > 0 {
                line += &format!(", {} stay because they are confirmed", counts.confirmed);
            }
            context.say(&line);
        }
        for dispute in &counts.disputes {
            context.warn(&format!("{file}: {dispute}"));
        }
        if counts.rewritten > 0 {
            let (units, are) = if counts.rewritten == 1 { ("unit", "stays") } else { ("units", "stay") };
            let line = format!("{file}: {} {units} {are} as rewritten in the store", counts.rewritten);
            let hint =
                if counts.disputes.is_empty() { "" } else { " (--on-conflict replace takes the file's)" };
            context.say(&(line + hint));
        }
        let rejects = counts.rejects_file.as_ref().map(|p| format!(" → {}", p.display())).unwrap_or_default();
        let mut line = format!(
            "{file}: {} read · {} new · {} already there · {} rejected{rejects}",
            counts.read, counts.new, counts.there, counts.rejected
        );
        if counts.untranslated > 0 {
            line += &format!(" · {} untranslated", counts.untranslated);
        }
        match counts.step {
            _ if self.dry_run => line += " · nothing was changed (--dry-run)",
            Some(step) => line += &format!(" · step {step}, taken back by `yeksan undo {step}`"),
            None => {}
        }
        context.say(&line);
    }
}
