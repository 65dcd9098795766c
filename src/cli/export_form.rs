//! The forms of `yeksan export` besides TMX.

use super::context::Context;
use super::export::say;
use super::failure::Failure;
use super::outcome::Outcome;
use crate::pipeline::{self, ExportCounts, ExportOptions, Form, Output};
use crate::store::{Filter, SqliteStore};
use clap::{Args, ValueEnum};
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};

/// The forms besides TMX; the name of FILE tells them too.
#[derive(Debug, Args)]
pub(super) struct Forms {
    /// Write XLIFF (or FILE.xlf)
    #[arg(long, value_name = "OUT", group = "other")]
    xliff: Option<PathBuf>,
    /// The version of an XLIFF file
    #[arg(long, value_name = "VERSION", default_value = "1.2")]
    xliff_version: XliffVersion,
    /// Write two line-aligned files
    #[arg(long, num_args = 2, value_names = ["SOURCE", "TARGET"], group = "other")]
    moses: Option<Vec<PathBuf>>,
    /// Write a workbook to review: texts, confidence, confirmation, place (or FILE.xlsx)
    #[arg(long, value_name = "OUT", group = "other")]
    xlsx: Option<PathBuf>,
    /// Write whole units, one a line (or FILE.jsonl); `-` is stdout
    #[arg(long, value_name = "OUT", group = "other")]
    jsonl: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum XliffVersion {
    #[value(name = "1.2")]
    One,
    #[value(name = "2.0")]
    Two,
}

/// Where a form goes.
pub(super) enum Place {
    One(PathBuf, Form),
    Workbook(PathBuf),
    Moses(PathBuf, PathBuf),
}

impl Forms {
    /// Returns the form that is asked for by an option or the name of the file; `None` for TMX. An ending that says nothing is
    /// refused.
    pub(super) fn place(&self, file: Option<&Path>) -> Result<Option<Place>, Failure> {
        Ok(Some(match self.asked(file) {
            Some(place) => place,
            None => {
                let Some(path) = file else { return Ok(None) };
                let ending = path.extension().map(|e| e.to_string_lossy().to_lowercase());
                match ending.as_deref() {
                    None | Some("tmx") => return Ok(None),
                    Some(ending) => {
                        return Err(Failure::new(format!(
                            "{}: no form is known that ends in .{ending}",
                            path.display()
                        ))
                        .hint("known are .tmx .xlf .po .csv .tsv .xlsx .jsonl; two line-aligned files: --moses A B"));
                    }
                }
            }
        }))
    }

    fn asked(&self, file: Option<&Path>) -> Option<Place> {
        let version = match self.xliff_version {
            XliffVersion::One => pipeline::XliffVersion::One,
            XliffVersion::Two => pipeline::XliffVersion::Two,
        };
        if let Some(path) = &self.xliff {
            return Some(Place::One(path.clone(), Form::Xliff(version)));
        }
        if let Some([source, target]) = self.moses.as_deref() {
            return Some(Place::Moses(source.clone(), target.clone()));
        }
        if let Some(path) = &self.xlsx {
            return Some(Place::Workbook(path.clone()));
        }
        if let Some(path) = &self.jsonl {
            return Some(Place::One(path.clone(), Form::Jsonl));
        }
        let path = file?;
        let ending = path.extension().and_then(|e| e.to_str()).unwrap_or_default().to_lowercase();
        let form = match ending.as_str() {
            "xlf" | "xliff" => Form::Xliff(version),
            "po" => Form::Po,
            "csv" => Form::Table(pipeline::Delimiter::Comma),
            "tsv" | "tab" => Form::Table(pipeline::Delimiter::Tab),
            "jsonl" => Form::Jsonl,
            "xlsx" => return Some(Place::Workbook(path.to_owned())),
            _ => return None,
        };
        Some(Place::One(path.to_owned(), form))
    }
}

impl Place {
    /// Writes the units that pass.
    pub(super) fn write(
        self,
        store: &SqliteStore,
        filter: &Filter,
        options: &ExportOptions,
        context: &Context,
    ) -> Result<Outcome, Failure> {
        let watch = context.watch();
        let (name, counts) = match self {
            Place::One(path, form) if path.as_os_str() == "-" => {
                let out = BufWriter::new(io::stdout().lock());
                let counts = pipeline::export_form(store, filter, out, form, options, &watch)?.1;
                (path, counts)
            }
            Place::One(path, form) => {
                let out = Output::create(&path)?;
                let (out, counts) = pipeline::export_form(store, filter, out, form, options, &watch)?;
                whole(context, &path, &counts)?;
                out.keep()?;
                (path, counts)
            }
            Place::Workbook(path) => {
                let (bytes, counts) = pipeline::export_workbook(store, filter, options, &watch)?;
                whole(context, &path, &counts)?;
                pipeline::write_whole(&path, &bytes)?;
                (path, counts)
            }
            Place::Moses(source, target) => {
                let outs = (Output::create(&source)?, Output::create(&target)?);
                let (outs, counts) = pipeline::export_moses(store, filter, outs, options, &watch)?;
                whole(context, &source, &counts)?;
                outs.0.keep()?;
                outs.1.keep()?;
                (source, counts)
            }
        };
        say(context, &name, &counts);
        Ok(Outcome::Fine)
    }
}

/// Refuses a file that has no unit.
fn whole(context: &Context, path: &Path, counts: &ExportCounts) -> Result<(), Failure> {
    if counts.units > 0 {
        return Ok(());
    }
    say(context, path, counts);
    Err(Failure::new("no unit passes: nothing was written").hint("fewer filters let more units pass"))
}
