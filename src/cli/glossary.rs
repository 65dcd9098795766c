//! `yeksan glossary`: the terms of a store.

use super::context::Context;
use super::failure::Failure;
use super::languages::Languages;
use super::outcome::Outcome;
use super::suggest::Suggest;
use crate::model::Lang;
use crate::pipeline::{self, TermChanges, TermForm};
use crate::store::{Access, Durability, SqliteStore, Store};
use clap::{Args, Subcommand, ValueEnum};
use glossary::table::Layout;
use glossary::tbx::Style;
use glossary::term::{Kind, Rendering, Status, Term};
use std::io::{self, Write};
use std::path::PathBuf;

/// The glossary: what a name, title or term is to be called
///
/// A term has one preferred rendering, admitted ones, and forbidden ones; checks report where the glossary is not
/// followed.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  yeksan glossary add \"death committee\" هیئت‌مرگ --forbid \"کمیته مرگ\" --kind term
  yeksan glossary suggest --min-uses 5
  yeksan glossary import house-style.tsv -s en -t fa
  yeksan glossary export glossary.txt --layout omegat")]
pub(super) struct Glossary {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    Add(Box<Add>),
    Edit(Box<Edit>),
    Rm(Remove),
    List(List),
    Suggest(Suggest),
    Import(Import),
    Export(Export),
}

/// The kinds of terms.
fn kind(word: &str) -> Result<Kind, String> {
    word.parse().map_err(|e| {
        format!("{e}; expected person, place, organisation, title, term, demonym, language or event")
    })
}

/// Add a term, or change the one of the same headword
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  yeksan glossary add Raisi رئیسی --alias Raesi --kind person -s en -t fa
  yeksan glossary add \"supreme leader\" \"رهبر\" --admit \"ولی فقیه\" --kind title --why \"house style\"")]
struct Add {
    /// The source headword
    #[arg(value_name = "TERM")]
    headword: String,
    /// The preferred rendering
    #[arg(value_name = "RENDERING")]
    preferred: String,
    /// Another spelling of the headword
    #[arg(long, value_name = "TEXT")]
    alias: Vec<String>,
    /// A rendering that is fine too
    #[arg(long, value_name = "TEXT")]
    admit: Vec<String>,
    /// A rendering that must not be used
    #[arg(long, value_name = "TEXT")]
    forbid: Vec<String>,
    /// Short form of the headword (a surname, an abbreviation)
    #[arg(long, value_name = "TEXT")]
    short: Vec<String>,
    /// Short form of the rendering
    #[arg(long, value_name = "TEXT")]
    short_rendering: Vec<String>,
    /// person, place, organisation, title, term, demonym, language or event
    #[arg(long, default_value = "term", value_parser = kind)]
    kind: Kind,
    /// The client or domain it holds for
    #[arg(long, value_name = "NAME")]
    scope: Option<String>,
    /// A note for whoever meets it
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    /// The reason, kept in the log
    #[arg(long, value_name = "TEXT", default_value = "")]
    why: String,
    /// Say what would be done, and keep nothing
    #[arg(short = 'n', long)]
    dry_run: bool,
    #[command(flatten)]
    languages: Languages,
}

/// Change a term, named by its id in `glossary list`
///
/// What is not given stays. A rendering has one standing: to prefer, admit or forbid one takes its former standing from it.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  yeksan glossary edit 3 --prefer \"هیئت مرگ\"
  yeksan glossary edit 3 --forbid \"کمیته مرگ\" --admit \"هیأت مرگ\" --why \"house style\"
  yeksan glossary edit 3 --drop \"کمیسیون مرگ\" --kind term -n")]
struct Edit {
    /// The term's id
    #[arg(value_name = "ID")]
    id: i64,
    /// The new headword
    #[arg(long, value_name = "TEXT")]
    headword: Option<String>,
    /// Another spelling of the headword
    #[arg(long, value_name = "TEXT")]
    alias: Vec<String>,
    /// The rendering to write; the one preferred so far is admitted
    #[arg(long, value_name = "TEXT")]
    prefer: Option<String>,
    /// A rendering that is fine too
    #[arg(long, value_name = "TEXT")]
    admit: Vec<String>,
    /// A rendering that must not be used
    #[arg(long, value_name = "TEXT")]
    forbid: Vec<String>,
    /// A rendering, spelling or short form to take out
    #[arg(long, value_name = "TEXT")]
    drop: Vec<String>,
    /// person, place, organisation, title, term, demonym, language or event
    #[arg(long, value_parser = kind)]
    kind: Option<Kind>,
    /// The client or domain it holds for; an empty one for all
    #[arg(long, value_name = "NAME")]
    scope: Option<String>,
    /// A note for whoever meets it; an empty one takes it out
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    /// The reason, kept in the log
    #[arg(long, value_name = "TEXT", default_value = "")]
    why: String,
    /// Say what would be done, and keep nothing
    #[arg(short = 'n', long)]
    dry_run: bool,
}

/// Remove the terms of a headword
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  yeksan glossary rm \"death committee\"
  yeksan glossary rm Hafen -s de -t fa")]
struct Remove {
    /// The source headword
    #[arg(value_name = "TERM")]
    headword: String,
    #[command(flatten)]
    languages: Languages,
}

/// List the terms
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  yeksan glossary list
  yeksan glossary list --built-in --kind title")]
struct List {
    /// Only those of this kind
    #[arg(long, value_parser = kind)]
    kind: Option<Kind>,
    /// List the built-in tables instead of the store's glossary
    #[arg(long)]
    built_in: bool,
    #[command(flatten)]
    languages: Languages,
}

/// Read terms from a file: TBX 2 and 3, XLSX, CSV, TSV, OmegaT's txt
///
/// Says what is new, changed, there already or rejected, the rejected with line and reason. The same file again changes
/// nothing.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  yeksan glossary import house-style.csv -s en -t fa
  yeksan glossary import termbase.tbx -s en -t fa --dry-run")]
struct Import {
    /// The file
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    languages: Languages,
    /// Say what would be done and change nothing
    #[arg(short = 'n', long)]
    dry_run: bool,
}

/// The layouts of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Table {
    /// All columns, tab-separated.
    Tsv,
    /// All columns, comma-separated.
    Csv,
    /// OmegaT's glossary: source, target, comment.
    Omegat,
    /// An Excel workbook.
    Xlsx,
    /// TBX 3, categories as attributes.
    Tbx,
    /// TBX 3, categories as elements.
    TbxDct,
    /// TBX 2 (MARTIF), which most programs read.
    Tbx2,
}

/// Write the terms to a file
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  yeksan glossary export glossary.tsv
  yeksan glossary export termbase.tbx --layout tbx2 -s en -t fa
  yeksan glossary export - --layout omegat -s en -t fa")]
struct Export {
    /// The file; `-` is stdout
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The layout [default: by the file's name: .csv, .txt, .xlsx, .tbx, else tsv]
    #[arg(long, value_name = "LAYOUT")]
    layout: Option<Table>,
    #[command(flatten)]
    languages: Languages,
}

/// Says on stderr what a change did, and names the rows that were not taken.
pub(super) fn say_changes(context: &Context, changes: &TermChanges) {
    for row in &changes.rejected {
        context.warn(row);
    }
    context.say(&format!(
        "{} terms added · {} changed · {} already there · {} rejected",
        changes.added,
        changes.changed,
        changes.kept,
        changes.rejected.len()
    ));
}

/// Returns the pair of a command that no text can tell it; says so when it is assumed.
fn pair(languages: &Languages, context: &Context) -> (Lang, Lang) {
    let wanted = languages.wanted(context);
    if wanted.source.is_none() || wanted.target.is_none() {
        context.say("languages not given: a missing source is taken as en, a missing target as fa");
    }
    (wanted.source.unwrap_or_else(|| Lang::new("en")), wanted.target.unwrap_or_else(|| Lang::new("fa")))
}

impl Glossary {
    pub(super) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        match self.action {
            Action::Add(add) => add.run(context),
            Action::Rm(remove) => {
                let mut store = context.store(Access::Write)?;
                let step = context.step(Durability::Full);
                let removed =
                    pipeline::remove_terms(&mut store, &step, &remove.headword, &remove.languages.given())?;
                if removed == 0 {
                    return Err(Failure::new(format!("the glossary has no term {}", remove.headword))
                        .hint("`yeksan glossary list` lists them"));
                }
                context.say(&format!("{removed} terms removed"));
                Ok(Outcome::Fine)
            }
            Action::Edit(edit) => edit.run(context),
            Action::Suggest(suggest) => suggest.run(context),
            Action::List(list) => list.run(context),
            Action::Import(import) => {
                let (source, target) = pair(&import.languages, context);
                // A dry run makes no store.
                let rehearsal =
                    (import.dry_run && !context.store_path().exists()).then(tempfile::tempdir).transpose()?;
                let mut store = match &rehearsal {
                    Some(folder) => SqliteStore::open(&folder.path().join("rehearsal.db"), Access::Create)?,
                    None => context.store(Access::Create)?,
                };
                let step = context.step(Durability::Full);
                let pair = (&source, &target);
                let changes = pipeline::import_terms(&mut store, &step, &import.file, pair, import.dry_run)?;
                for said in
                    changes.said.iter().filter(|s| import.dry_run || context.verbose() || s.starts_with('c'))
                {
                    context.say(said);
                }
                say_changes(context, &changes);
                if import.dry_run {
                    context.say("nothing was changed (--dry-run)");
                }
                Ok(if changes.rejected.is_empty() { Outcome::Fine } else { Outcome::Partly })
            }
            Action::Export(export) => export.run(context),
        }
    }
}

impl Add {
    fn run(self, context: &Context) -> Result<Outcome, Failure> {
        let (source, target) = pair(&self.languages, context);
        let mut term =
            Term::new(&self.headword, &self.preferred, self.kind, &source.primary(), &target.primary());
        term.source.extend(self.alias);
        let with = |texts: Vec<String>, status| texts.into_iter().map(move |text| Rendering { text, status });
        term.target.extend(with(self.admit, Status::Admitted));
        term.target.extend(with(self.forbid, Status::Forbidden));
        term.forms.source_short = self.short;
        term.forms.target_short = self.short_rendering;
        term.scope = self.scope;
        term.note = self.note;
        let mut store = context.store(Access::Create)?;
        let step = context.step(Durability::Full);
        let changes = pipeline::add_terms(&mut store, &step, &[term], &self.why, self.dry_run)?;
        say_changes(context, &changes);
        if self.dry_run {
            context.say("nothing was written (dry run)");
        }
        Ok(Outcome::Fine)
    }
}

impl Edit {
    fn run(self, context: &Context) -> Result<Outcome, Failure> {
        let mut store = context.store(Access::Write)?;
        let Some(stored) = store.terms()?.into_iter().find(|t| t.id == self.id) else {
            return Err(Failure::new(format!("the glossary has no term {}", self.id))
                .hint("`yeksan glossary list` shows the ids"));
        };
        let id = self.id;
        let (why, dry_run) = (self.why.clone(), self.dry_run);
        let term = self.changed(stored.term)?;
        let step = context.step(Durability::Full);
        let changes = pipeline::change_term(&mut store, &step, id, &term, &why, dry_run)?;
        say_changes(context, &changes);
        if dry_run {
            context.say("nothing was written (dry run)");
        }
        Ok(Outcome::Fine)
    }

    /// Returns the term with the changes asked for.
    fn changed(self, mut term: Term) -> Result<Term, Failure> {
        for text in &self.drop {
            let count = term.source.len() + term.target.len() + term.forms.target_short.len();
            term.source.retain(|s| s != text);
            term.target.retain(|r| r.text != *text);
            term.forms.target_short.retain(|s| s != text);
            if count == term.source.len() + term.target.len() + term.forms.target_short.len() {
                return Err(Failure::new(format!("term {} has no {text}", self.id)));
            }
        }
        if let Some(text) = self.prefer {
            for rendering in &mut term.target {
                if rendering.status == Status::Preferred {
                    rendering.status = Status::Admitted;
                }
            }
            term.target.retain(|r| r.text != text);
            term.target.insert(0, Rendering { text, status: Status::Preferred });
        }
        for (texts, status) in [(self.admit, Status::Admitted), (self.forbid, Status::Forbidden)] {
            for text in texts {
                term.target.retain(|r| r.text != text);
                term.target.push(Rendering { text, status });
            }
        }
        if let Some(headword) = self.headword {
            term.source.retain(|s| *s != headword);
            if !term.source.is_empty() {
                term.source.remove(0);
            }
            term.source.insert(0, headword);
        }
        term.source.extend(self.alias);
        term.kind = self.kind.unwrap_or(term.kind);
        let given = |new: Option<String>, old: Option<String>| match new {
            Some(text) => Some(text).filter(|t| !t.is_empty()),
            None => old,
        };
        term.scope = given(self.scope, term.scope);
        term.note = given(self.note, term.note);
        if term.preferred().next().is_none() {
            return Err(Failure::new("the term would have no preferred rendering").hint("--prefer names one"));
        }
        Ok(term)
    }
}

impl List {
    fn run(self, context: &Context) -> Result<Outcome, Failure> {
        // The built-in ones have no id.
        let terms: Vec<(Option<i64>, Term)> = if self.built_in {
            let (source, target) = pair(&self.languages, context);
            let built_in = glossary::data::built_in(&source.primary(), &target.primary());
            built_in.iter().map(|t| (None, t.clone())).collect()
        } else {
            let stored = context.store(Access::Read)?.terms()?;
            stored.into_iter().map(|t| (Some(t.id), t.term)).collect()
        };
        let style = context.style();
        let mut out = io::BufWriter::new(io::stdout().lock());
        for (id, term) in terms.iter().filter(|(_, t)| self.kind.is_none_or(|k| t.kind == k)) {
            let id = id.map(|id| format!("\t#{id}")).unwrap_or_default();
            let renderings: Vec<String> = term
                .target
                .iter()
                .map(|r| match r.status {
                    Status::Preferred => style.isolated(&r.text),
                    Status::Admitted => format!("({})", style.isolated(&r.text)),
                    Status::Forbidden => format!("!{}", style.isolated(&r.text)),
                })
                .collect();
            writeln!(out, "{}\t{}\t{}{id}", term.headword(), renderings.join(" "), term.kind.as_str())?;
        }
        out.flush()?;
        Ok(Outcome::Fine)
    }
}

impl Export {
    fn run(self, context: &Context) -> Result<Outcome, Failure> {
        let extension = self.file.extension().and_then(|e| e.to_str()).unwrap_or_default();
        let form = match (self.layout, extension) {
            (Some(Table::Csv), _) | (None, "csv") => TermForm::Table(Layout::Csv),
            (Some(Table::Omegat), _) | (None, "txt") => TermForm::Table(Layout::OmegaT),
            (Some(Table::Xlsx), _) | (None, "xlsx") => TermForm::Xlsx,
            (Some(Table::Tbx), _) | (None, "tbx") => TermForm::Tbx(Style::Dca),
            (Some(Table::TbxDct), _) => TermForm::Tbx(Style::Dct),
            (Some(Table::Tbx2), _) => TermForm::Tbx(Style::Martif),
            _ => TermForm::Table(Layout::Data),
        };
        let (bytes, terms) =
            pipeline::export_terms(&context.store(Access::Read)?, &self.languages.given(), form)?;
        if self.file.as_os_str() == "-" {
            io::stdout().write_all(&bytes)?;
        } else {
            pipeline::write_whole(&self.file, &bytes)?;
            context.say(&format!("{terms} terms → {}", self.file.display()));
        }
        Ok(Outcome::Fine)
    }
}
