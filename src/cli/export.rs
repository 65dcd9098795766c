//! `yeksan export`: the store → TMX.

use super::context::Context;
use super::export_form::Forms;
use super::failure::Failure;
use super::languages::{score, tag};
use super::outcome::Outcome;
use crate::model::Lang;
use crate::pipeline::{self, ExportCounts, ExportOptions, OmegatOptions, Output, Profile, Select};
use crate::store::{Access, Filter, SqliteStore, Store};
use clap::{Args, ValueEnum};
use jiff::Timestamp;
use regex::Regex;
use std::fs::File;
use std::io::{self, BufReader, BufWriter};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// Export units as TMX 1.4, XLIFF, PO, CSV, TSV, XLSX, line-aligned files or JSON lines
///
/// Without --for every occurrence goes out as it came in, in the order it came, with all its languages and codes. With
/// --for a file of one pair of languages is fitted to a program, and what it cannot take is said unit by unit. A file is
/// written beside its place and renamed when it is whole.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  yeksan export out.tmx
  yeksan export out.tmx --check
  yeksan export out.tmx --skip boilerplate
  yeksan export studio.tmx --for trados -s en -t fa --approved-only --dedupe
  yeksan export --omegat ~/omegat/news -s en -t fa
  yeksan export review.xlsx --min-score 0.8
  yeksan export --xliff out.xlf --xliff-version 2.0 -s en -t fa
  yeksan export --moses corpus.en corpus.fa
  yeksan export rain.tmx --regex 'rain|باران' --since 2024-05-01

Exit codes: 1 when --check finds that something was lost.")]
pub(super) struct Export {
    /// The file, whose ending says the form: .tmx (none too), .xlf, .po, .csv, .tsv, .xlsx, .jsonl; `-` is stdout, TMX
    #[arg(value_name = "FILE", required_unless_present_any = ["omegat", "other"], conflicts_with_all = ["omegat", "other"])]
    file: Option<PathBuf>,
    /// Fit the file to a program
    #[arg(long = "for", value_name = "PROGRAM", conflicts_with = "omegat")]
    program: Option<Program>,
    /// Fill the memories (tm/auto: confirmed, tm: the rest, tm/penalty-20: doubtful) and the glossary of an OmegaT project
    #[arg(long, value_name = "DIR")]
    omegat: Option<PathBuf>,
    #[command(flatten)]
    forms: Forms,
    /// Put confirmed units into tm/enforce, which overrules the project
    #[arg(long, requires = "omegat")]
    enforce: bool,
    /// Only units with a variant in this language; the source of a file for a program
    #[arg(short, long, value_name = "LANG", value_parser = tag)]
    source: Option<Lang>,
    /// Only units with a variant in this language too; the target of a file for a program
    #[arg(short, long, value_name = "LANG", value_parser = tag)]
    target: Option<Lang>,
    /// Only units the aligner is at least this sure of; imported ones pass
    #[arg(long, value_name = "0..1", value_parser = score)]
    min_score: Option<f64>,
    /// Only units that a person confirmed
    #[arg(long)]
    approved_only: bool,
    /// Only units of this file, or of the files in this folder
    #[arg(long, value_name = "NAME")]
    origin: Option<String>,
    /// Only units that were changed, made or imported on this day or later
    #[arg(long, value_name = "DATE", value_parser = moment)]
    since: Option<Timestamp>,
    /// Only units that were changed, made or imported before this day
    #[arg(long, value_name = "DATE", value_parser = moment)]
    until: Option<Timestamp>,
    /// Only units with a text that this regular expression matches
    #[arg(long, value_name = "RE", value_parser = Regex::new)]
    regex: Option<Regex>,
    /// Leave out what the aligned documents repeat: notes about the company, contact blocks, navigation
    #[arg(long, value_name = "KIND")]
    skip: Option<Skip>,
    /// Write the first of equal units only
    #[arg(long)]
    dedupe: bool,
    /// Let imported units say in x-yeksan properties which file they came from
    #[arg(long)]
    provenance: bool,
    /// Read the TMX again that was written; exit 1 when anything was lost
    #[arg(long)]
    check: bool,
}

/// What can be left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Skip {
    /// Units that stand in three documents or more and are nobody's prose.
    Boilerplate,
}

/// The programs a file can be for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Program {
    /// Any program: the rules all of them share.
    Any,
    /// OmegaT: inline codes as it names them.
    Omegat,
    /// Trados: regions in languages, at most 2,000 characters a side.
    Trados,
    /// memoQ: regions in languages.
    Memoq,
    /// MateCat: regions in languages.
    Matecat,
}

impl From<Program> for Profile {
    fn from(program: Program) -> Profile {
        match program {
            Program::Any => Profile::Any,
            Program::Omegat => Profile::OmegaT,
            Program::Trados => Profile::Trados,
            Program::Memoq => Profile::MemoQ,
            Program::Matecat => Profile::MateCat,
        }
    }
}

fn moment(text: &str) -> Result<Timestamp, String> {
    pipeline::moment(text)
        .ok_or_else(|| "expected a day or a moment, such as 2024-05-01 or 2024-05-01T08:00:00Z".to_owned())
}

impl Export {
    pub(super) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        let store = context.store(Access::Read)?;
        let origin =
            self.origin.as_deref().map(|name| pipeline::known_origin(&store, name, true)).transpose()?;
        let languages: Vec<Lang> = self.source.iter().chain(&self.target).cloned().collect();
        let filter = Filter {
            file: origin,
            languages,
            min_confidence: self.min_score,
            approved: self.approved_only.then_some(true),
        };
        let mut any = false;
        store.for_each_unit(&filter, &mut |_| {
            any = true;
            Ok(ControlFlow::Break(()))
        })?;
        if !any {
            return Err(Failure::new("no unit passes: nothing was written")
                .hint("`yeksan stats` says what the store holds"));
        }
        let options = ExportOptions {
            when: context.now(),
            profile: self.program.map(Profile::from).unwrap_or_default(),
            pair: self.source.clone().zip(self.target.clone()),
            select: Select {
                since: self.since,
                until: self.until,
                pattern: self.regex.clone(),
                skip_boilerplate: self.skip.is_some(),
            },
            dedupe: self.dedupe,
            provenance: self.provenance,
            check: self.check,
        };
        if let (None, Some(place)) = (&self.omegat, self.forms.place(self.file.as_deref())?) {
            if self.program.is_some() || self.check || self.provenance {
                return Err(Failure::new("--for, --check and --provenance are for TMX files"));
            }
            return place.write(&store, &filter, &options, context);
        }
        match (&self.omegat, &self.file) {
            (Some(project), _) => self.project(project, &store, &filter, options, context),
            (None, Some(file)) => self.one(file, &store, &filter, &options, context),
            (None, None) => Err(Failure::new("where to? name a file or --omegat DIR")),
        }
    }

    fn one(
        &self,
        file: &Path,
        store: &SqliteStore,
        filter: &Filter,
        options: &ExportOptions,
        context: &Context,
    ) -> Result<Outcome, Failure> {
        let watch = context.watch();
        if file.as_os_str() == "-" {
            if self.check {
                return Err(Failure::new("--check cannot read stdout again").hint("name a file"));
            }
            let out = BufWriter::new(io::stdout().lock());
            let counts = pipeline::export_tmx(store, filter, out, options, &watch)?.1;
            say(context, file, &counts);
            return Ok(Outcome::Fine);
        }
        let (mut output, counts) =
            pipeline::export_tmx(store, filter, Output::create(file)?, options, &watch)?;
        if counts.units == 0 {
            say(context, file, &counts);
            return Err(
                Failure::new("no unit passes: nothing was written").hint("fewer filters let more units pass")
            );
        }
        let lost = if self.check { differences(output.reopen()?, file, &counts)? } else { Vec::new() };
        output.keep()?;
        say(context, file, &counts);
        Ok(if self.check { verdict(context, &lost, counts.left_out) } else { Outcome::Fine })
    }

    fn project(
        &self,
        project: &Path,
        store: &SqliteStore,
        filter: &Filter,
        export: ExportOptions,
        context: &Context,
    ) -> Result<Outcome, Failure> {
        // Where checks and reports draw the line too.
        let options = OmegatOptions { export, enforce: self.enforce, doubtful: 0.5 };
        let counts = pipeline::export_omegat(store, filter, project, &options, &context.watch())?;
        let (mut lost, mut left_out) = (Vec::new(), 0);
        for (path, written) in &counts.files {
            say(context, path, written);
            left_out += written.left_out;
            if self.check && written.units > 0 {
                let file = File::open(path).map_err(|e| Failure::new(format!("{}: {e}", path.display())))?;
                lost.extend(differences(file, path, written)?);
            }
        }
        for path in &counts.removed {
            context.say(&format!("{}: nothing any more, removed", path.display()));
        }
        if counts.boilerplate > 0 {
            context.say(&format!("{} units of boilerplate left out (--skip)", counts.boilerplate));
        }
        context.say(&format!("{} terms → {}", counts.terms, project.join("glossary").display()));
        Ok(if self.check { verdict(context, &lost, left_out) } else { Outcome::Fine })
    }
}

fn differences(file: File, path: &Path, counts: &ExportCounts) -> Result<Vec<String>, Failure> {
    let name = path.display().to_string();
    Ok(pipeline::check_tmx(BufReader::new(file), &name, &counts.written)?)
}

fn verdict(context: &Context, lost: &[String], left_out: u64) -> Outcome {
    for difference in lost {
        context.error(difference);
    }
    match (lost.is_empty(), left_out) {
        (true, 0) => {
            context.say("checked: nothing was lost");
            Outcome::Fine
        }
        _ => {
            context.say(&format!("checked: {} differences, {left_out} units left out", lost.len()));
            Outcome::Findings
        }
    }
}

pub(super) fn say(context: &Context, file: &Path, counts: &ExportCounts) {
    for warning in &counts.warnings {
        context.warn(warning);
    }
    let mut line = format!("{} units → {}", counts.units, file.display());
    if counts.repeated > 0 {
        line += &format!(" · {} repeated ones left out (--dedupe)", counts.repeated);
    }
    if counts.boilerplate > 0 {
        line += &format!(" · {} of boilerplate left out (--skip)", counts.boilerplate);
    }
    if counts.left_out > 0 {
        line += &format!(" · {} left out", counts.left_out);
    }
    context.say(&line);
}
