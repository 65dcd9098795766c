//! The command line: one file a command, each with its options, its help and its work on the pipeline.

mod align;
mod allow;
mod analyse;
mod archive;
mod backup;
mod beads;
mod check;
mod concordance;
mod config;
mod context;
mod demo;
mod diff;
mod doctor;
mod dump;
mod export;
mod export_form;
mod failure;
mod findings;
mod fix;
mod glossary;
mod history;
mod import;
mod languages;
mod names;
mod outcome;
mod pretranslate;
mod progress;
mod reference;
mod run;
mod search;
mod segment;
mod stats;
mod suggest;
mod unit;
mod validate;

use clap::{Parser, Subcommand};
use context::{Context, Globals};
use outcome::Outcome;

use std::io::Write;
use std::process::ExitCode;

/// Translation memories that say the same thing the same way.
///
/// Segments and aligns documents, keeps the pairs in SQLite, exchanges them as TMX, and finds names and titles that
/// are rendered two ways, with or without a glossary.
#[derive(Debug, Parser)]
#[command(
    name = "yeksan",
    version,
    propagate_version = false,
    arg_required_else_help = true,
    disable_help_subcommand = true,
    after_help = "Examples:
  yeksan demo                                            what it does, on a sample
  yeksan run release.en.txt release.fa.txt --out job1    align, store, check, export
  yeksan check --explain name-variant                    what a finding means

Exit codes: 0 done; 1 findings (check, validate, diff, doctor, export --check); 2 could not do it, and nothing was
written; 3 done but for what was named (a file that failed, terms rejected, places left to you); 130 stopped by Ctrl-C."
)]
struct Cli {
    #[command(flatten)]
    globals: Globals,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Run(run::Run),
    Demo(demo::Demo),
    Align(align::Align),
    Segment(segment::Segment),
    Import(import::Import),
    Export(export::Export),
    Search(search::Search),
    Pretranslate(pretranslate::Pretranslate),
    Validate(validate::Validate),
    Diff(diff::Diff),
    Analyse(analyse::Analyse),
    Names(names::Names),
    Fix(fix::Fix),
    Approve(unit::Approve),
    Edit(unit::EditUnit),
    Rm(unit::Remove),
    Check(check::Check),
    Allow(allow::Allow),
    Glossary(glossary::Glossary),
    Dump(dump::Dump),
    Stats(stats::Stats),
    Backup(backup::Backup),
    Restore(backup::Restore),
    Doctor(doctor::Doctor),
    Log(history::Log),
    Undo(history::Undo),
    Completions(reference::Completions),
    Man(reference::Man),
    Help(reference::Help),
    Version(reference::Version),
}

/// Runs the command line of this process and returns its exit code.
pub fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // clap prints help and version to stdout and errors to stderr; a closed pipe is no failure of ours.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
        }
    };
    let context = match Context::new(cli.globals) {
        Ok(context) => context,
        Err(failure) => return failure.report(false),
    };
    let result = match cli.command {
        Command::Run(command) => command.run(&context),
        Command::Demo(command) => command.run(&context),
        Command::Align(command) => command.run(&context),
        Command::Segment(command) => command.run(&context),
        Command::Import(command) => command.run(&context),
        Command::Export(command) => command.run(&context),
        Command::Analyse(command) => command.run(&context),
        Command::Pretranslate(command) => command.run(&context),
        Command::Search(command) => command.run(&context),
        Command::Validate(command) => command.run(&context),
        Command::Diff(command) => command.run(&context),
        Command::Names(command) => command.run(&context),
        Command::Fix(command) => command.run(&context),
        Command::Approve(command) => command.run(&context),
        Command::Edit(command) => command.run(&context),
        Command::Rm(command) => command.run(&context),
        Command::Check(command) => command.run(&context),
        Command::Allow(command) => command.run(&context),
        Command::Glossary(command) => command.run(&context),
        Command::Dump(command) => command.run(&context),
        Command::Stats(command) => command.run(&context),
        Command::Backup(command) => command.run(&context),
        Command::Restore(command) => command.run(&context),
        Command::Doctor(command) => command.run(&context),
        Command::Log(command) => command.run(&context),
        Command::Undo(command) => command.run(&context),
        Command::Completions(command) => command.run(),
        Command::Man(command) => command.run(),
        Command::Help(command) => command.run(),
        Command::Version(command) => command.run(),
    };
    let result = result.and_then(|outcome| {
        std::io::stdout().flush()?;
        Ok(outcome)
    });
    match result {
        Ok(Outcome::Fine) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        Ok(Outcome::Partly) => ExitCode::from(3),
        Err(failure) => failure.report(context.stderr_colour()),
    }
}

/// Returns the definition of the whole command line, for completions and man pages.
fn definition() -> clap::Command {
    use clap::CommandFactory;
    Cli::command()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_definition_is_sound() {
        definition().debug_assert();
    }

    #[test]
    fn every_command_has_examples() {
        let all = definition();
        for command in all.get_subcommands().flat_map(|c| std::iter::once(c).chain(c.get_subcommands())) {
            let help = command.get_after_help().map(|h| h.to_string()).unwrap_or_default();
            assert!(help.starts_with("Examples:\n"), "{} has no examples", command.get_name());
            assert!(command.get_about().is_some(), "{} says not what it does", command.get_name());
        }
    }
}
