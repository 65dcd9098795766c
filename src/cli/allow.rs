//! `yeksan allow`: findings that are right as they are, with the reason.

use super::check::memory;
use super::context::Context;
use super::failure::Failure;
use super::languages::Languages;
use super::outcome::Outcome;
use crate::pipeline::{self, Allowance, CheckOptions};
use crate::store::{Access, Durability};
use clap::Args;
use std::io::{self, Write};

/// Allow a finding, with the reason
///
/// The ledger of the store keeps it: `yeksan check` counts the finding and shows it no more, and reports an entry that no
/// finding answers to. Name a finding by the id under it (the first digits will do), or a check with the name or term it is
/// allowed for. A unit can allow checks for itself: <prop type="x-yeksan-allow">CODE reason</prop>.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  yeksan allow 3f9c2e --why \"a quotation\"
  yeksan allow name-variant Khomeini --why \"two men\"
  yeksan allow --list
  yeksan allow --rm 3f9c2e")]
pub(super) struct Allow {
    /// The id of a finding, or the code of a check
    #[arg(value_name = "ID|CODE", required_unless_present_any = ["list", "rm"])]
    what: Option<String>,
    /// With a code: the name or term it is allowed for [default: all]
    #[arg(value_name = "SUBJECT", requires = "what")]
    subject: Option<String>,
    /// The reason
    #[arg(long, value_name = "TEXT", required_unless_present_any = ["list", "rm"])]
    why: Option<String>,
    /// Allow the finding of a delivery, which the memory does not have; its whole id
    #[arg(long, requires = "what")]
    unseen: bool,
    /// List what is allowed: what, who, when, why
    #[arg(long, conflicts_with_all = ["what", "why", "rm"])]
    list: bool,
    /// Allow it no more
    #[arg(long, value_name = "ID|CODE", conflicts_with_all = ["what", "why"])]
    rm: Option<String>,
    /// Say what would be done and change nothing
    #[arg(short = 'n', long)]
    dry_run: bool,
    #[command(flatten)]
    languages: Languages,
}

impl Allow {
    pub(super) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        if self.list {
            return list(context);
        }
        if let Some(what) = &self.rm {
            return remove(what, self.dry_run, context);
        }
        let what = self.what.clone().unwrap_or_default();
        let why = self.why.clone().unwrap_or_default();
        if why.trim().is_empty() {
            return Err(Failure::new("an allowance needs a reason").hint("--why \"…\""));
        }
        let allowance = if pipeline::explain(&what).is_some() {
            Allowance { what, subject: self.subject.clone().unwrap_or_default(), why }
        } else {
            let (id, about) = self.resolve(&what, context)?;
            Allowance { what: id, subject: about, why }
        };
        let line = describe(&allowance);
        if self.dry_run {
            context.say(&format!("would allow {line}"));
            return Ok(Outcome::Fine);
        }
        let mut store = context.store(Access::Write)?;
        let new = pipeline::allow(&mut store, &context.step(Durability::Full), &allowance)?;
        context.say(&format!("{} {line}", if new { "allowed" } else { "already allowed:" }));
        Ok(Outcome::Fine)
    }

    /// Returns the whole id that begins with these digits, and what the finding is, in words.
    fn resolve(&self, start: &str, context: &Context) -> Result<(String, String), Failure> {
        let start = start.to_ascii_lowercase();
        let digits = start.bytes().all(|b| b.is_ascii_hexdigit());
        if !digits || !(4..=10).contains(&start.len()) {
            return Err(super::check::unknown_code(&start).hint("an id has at least four hexadecimal digits"));
        }
        let seen = memory(&self.languages.wanted(context), &CheckOptions::default(), context)?;
        let mut found: Vec<(String, String)> = (seen.checked.findings.iter())
            .filter(|f| f.id.starts_with(&start))
            .map(|f| (f.id.clone(), format!("{} {}", f.code, f.subject).trim_end().to_owned()))
            .collect();
        if found.is_empty() {
            // A place of a finding has an id of its own, as a baseline lists it.
            let pair = (&seen.pair.0, &seen.pair.1);
            let places = pipeline::baseline(&seen.checked, &seen.units, pair);
            let place = |line: &str| {
                let (id, about) = line.split_once('\t')?;
                id.starts_with(&start)
                    .then(|| (id.to_owned(), about.replace('\t', " ").trim_end().to_owned()))
            };
            found.extend(places.lines().filter_map(place));
        }
        found.dedup();
        match found.as_slice() {
            [one] => Ok(one.clone()),
            [] if self.unseen && start.len() == 10 => Ok((start, String::new())),
            [] => Err(Failure::new(format!("no finding of the memory has an id that begins with {start}"))
                .hint("`yeksan check` shows the ids")
                .hint("of a delivery, which the memory does not have: the whole id with --unseen")),
            many => {
                let mut failure =
                    Failure::new(format!("{} findings have an id that begins with {start}", many.len()));
                for (id, about) in many.iter().take(5) {
                    failure = failure.hint(format!("{id}  {about}"));
                }
                Err(failure)
            }
        }
    }
}

fn describe(allowance: &Allowance) -> String {
    format!("{} {}", allowance.what, allowance.subject).trim_end().to_owned()
}

fn list(context: &Context) -> Result<Outcome, Failure> {
    let store = context.store(Access::Read)?;
    let mut out = io::stdout().lock();
    let style = context.style();
    for (decision, allowance) in pipeline::allowances(&store)? {
        let (what, subject) = (&allowance.what, style.isolated(&allowance.subject));
        writeln!(
            out,
            "{what}\t{subject}\t{}\t{}\t{}",
            decision.who,
            decision.when,
            style.isolated(&allowance.why)
        )?;
    }
    Ok(Outcome::Fine)
}

fn remove(what: &str, dry_run: bool, context: &Context) -> Result<Outcome, Failure> {
    let mut store = context.store(if dry_run { Access::Read } else { Access::Write })?;
    let is_code = pipeline::explain(what).is_some();
    let (code, subject) = what.split_once(' ').unwrap_or((what, ""));
    let wanted = |a: &Allowance| {
        a.what == what
            || (!is_code && what.len() >= 4 && a.code().is_none() && a.what.starts_with(what))
            || (a.what == code && a.subject == subject)
    };
    let found: Vec<(i64, String)> = pipeline::allowances(&store)?
        .into_iter()
        .filter(|(_, a)| wanted(a))
        .map(|(decision, a)| (decision.id, describe(&a)))
        .collect();
    if found.is_empty() {
        return Err(
            Failure::new(format!("nothing is allowed as {what}")).hint("`yeksan allow --list` shows all")
        );
    }
    let ids: Vec<i64> = found.iter().map(|(id, _)| *id).collect();
    if !dry_run {
        pipeline::disallow(&mut store, &context.step(Durability::Full), &ids)?;
    }
    for (_, about) in &found {
        context.say(&format!("{} {about}", if dry_run { "would remove" } else { "removed" }));
    }
    Ok(Outcome::Fine)
}
