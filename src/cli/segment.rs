//! `yeksan segment`: documents → one segment a line.

use super::context::Context;
use super::failure::Failure;
use super::languages::tag;
use super::outcome::Outcome;
use crate::model::Lang;
use crate::pipeline::{self, Dialect, Repeats, SrxOptions, SrxRules, Text, TextOptions};
use crate::report::printable;
use clap::{Args, ValueEnum};
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

/// Whose regular expressions rules are written in, and whose ways they follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum RuleDialect {
    /// As SRX 2.0 says.
    Icu,
    /// Okapi, LanguageTool.
    Java,
    /// Java, and all maps that fit count.
    Omegat,
}

impl RuleDialect {
    fn options(self) -> SrxOptions {
        let dialect = if self == RuleDialect::Icu { Dialect::Icu } else { Dialect::Java };
        SrxOptions { dialect, omegat: self == RuleDialect::Omegat }
    }
}

/// Cut documents into segments, one a line
///
/// What three or more documents of one call repeat and nobody wrote for any of them (notes about the company, contact blocks,
/// navigation) is boilerplate: it stays where it is, and --offsets shows it by its kind.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  yeksan segment release.en.txt
  yeksan segment release.fa.html --lang fa --offsets
  yeksan segment archive/*.txt --lang fa --offsets        marks what they repeat as boilerplate
  yeksan segment release.en.txt --rules words.tsv         adds abbreviations: never, tab, Wrhs
  yeksan segment release.en.txt --srx team.srx --dialect java
  yeksan segment release.en.txt --compare team.srx        where the rules differ from the built-in ones
  yeksan segment --export-srx yeksan.srx                  the built-in rules, for OmegaT, Okapi and others
  yeksan segment --jsonl < questions.jsonl > answers.jsonl")]
pub(super) struct Segment {
    /// Documents (txt, md, html); `-` is stdin
    #[arg(value_name = "FILE", required_unless_present_any = ["jsonl", "export_srx"], conflicts_with = "jsonl")]
    files: Vec<PathBuf>,
    /// The language [default: the file's name, the text]; those to export, `all` for all
    #[arg(short, long, value_name = "LANG", value_parser = tag, value_delimiter = ',')]
    lang: Vec<Lang>,
    /// Put the kind of block and the byte ranges in the extracted text before each segment
    #[arg(long)]
    offsets: bool,
    /// Keep markup in the text as written
    #[arg(long)]
    keep_markup: bool,
    /// Add the words of a rule file to the built-in rules: class, tab, word, and if need be tab, language
    #[arg(long, value_name = "FILE", conflicts_with_all = ["srx", "compare"])]
    rules: Option<PathBuf>,
    /// Cut by the rules of an SRX file
    #[arg(long, value_name = "FILE", conflicts_with = "jsonl")]
    srx: Option<PathBuf>,
    /// Show where an SRX file cuts otherwise than the built-in rules
    #[arg(long, value_name = "FILE", conflicts_with_all = ["jsonl", "srx", "offsets"])]
    compare: Option<PathBuf>,
    /// Write the built-in rules as an SRX file for OmegaT, Okapi and others; `-` is stdout
    #[arg(long, value_name = "FILE", conflicts_with_all = ["files", "jsonl", "srx", "compare", "offsets", "keep_markup"])]
    export_srx: Option<PathBuf>,
    /// Whose regular expressions the SRX file is written in
    #[arg(long, value_name = "DIALECT", default_value = "icu")]
    dialect: RuleDialect,
    /// Read {"id","lang","text","mode"?,"kinds"?} a line from stdin, write {"id","segments","kinds"?} a line
    #[arg(long)]
    jsonl: bool,
}

impl Segment {
    pub(super) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        if self.jsonl {
            let segmenter = context.text(self.rules.as_deref())?.segmenter;
            let output = BufWriter::new(io::stdout().lock());
            pipeline::segment_jsonl(&segmenter, io::stdin().lock(), output)?;
            return Ok(Outcome::Fine);
        }
        if let Some(path) = &self.export_srx {
            return export(path, &self.lang, &context.text(self.rules.as_deref())?, context);
        }
        let lang = match self.lang.as_slice() {
            [] => None,
            [lang] => Some(lang.clone()),
            _ => return Err(Failure::new("documents are cut by one language").hint("give one `--lang`")),
        };
        let options = TextOptions {
            keep_markup: self.keep_markup,
            uncut: self.srx.is_some(),
            ..context.text(self.rules.as_deref())?
        };
        let mut out = BufWriter::new(io::stdout().lock());
        let mut failed = 0;
        let rules = match self.srx.as_ref().or(self.compare.as_ref()) {
            Some(path) => Some(SrxRules::read(path, self.dialect.options())?),
            None => None,
        };
        let mut differences = 0;
        let mut piped = Vec::new();
        if self.files.iter().any(|file| file.as_os_str() == "-") {
            io::stdin().lock().read_to_end(&mut piped)?;
        }
        let load = |file: &Path| match file.as_os_str() == "-" {
            true => pipeline::load_bytes(&piped, lang.as_ref(), &options),
            false => pipeline::load(file, lang.as_ref(), &options),
        };
        let cut = |text: Text| match &rules {
            Some(rules) => rules.segments(&text),
            None => Ok(text.segments),
        };
        let repeats = match &self.compare {
            Some(_) => Repeats::default(),
            // Read once to compare them, and again to write them: what is held is not their text.
            None => Repeats::of(self.files.len(), |number| {
                let text = load(&self.files[number]).ok()?;
                let lang = text.document.lang.clone();
                Some((lang, cut(text).ok()?))
            }),
        };
        let (mut repeated, mut repeating) = (0, 0);
        for (number, file) in self.files.iter().enumerate() {
            let text = match load(file) {
                Ok(text) => text,
                Err(error) if self.files.len() > 1 => {
                    context.error(&error.to_string());
                    failed += 1;
                    continue;
                }
                Err(error) => return Err(error.into()),
            };
            for warning in &text.document.warnings {
                context.warn(&format!("{}: {warning}", file.display()));
            }
            if let (Some(rules), Some(_)) = (&rules, &self.compare) {
                for difference in rules.differences(&text)? {
                    let who = if difference.by_file { "file only" } else { "built-in only" };
                    let (before, after) = (printable(&difference.before), printable(&difference.after));
                    writeln!(out, "{}: {who}: …{before} ¦ {after}…", file.display())?;
                    differences += 1;
                }
                continue;
            }
            let mut segments = cut(text)?;
            let marked = repeats.mark(number, &mut segments);
            repeated += marked;
            repeating += usize::from(marked > 0);
            for segment in &segments {
                if self.offsets {
                    let ranges: Vec<String> =
                        segment.ranges.iter().map(|r| format!("{}-{}", r.start, r.end)).collect();
                    let kind = serde_json::to_value(segment.kind).map_err(io::Error::from)?;
                    write!(out, "{}\t{}\t", kind.as_str().unwrap_or_default(), ranges.join(","))?;
                }
                writeln!(out, "{}", segment.text.replace(['\n', '\t'], " "))?;
            }
        }
        out.flush()?;
        if repeated > 0 {
            context.say(&format!(
                "{repeated} segments in {repeating} documents are boilerplate that they repeat"
            ));
        }
        if self.compare.is_some() {
            context.say(&format!("{differences} places differ"));
        }
        Ok(if failed > 0 { Outcome::Partly } else { Outcome::Fine })
    }
}

/// Writes the built-in rules and says what they cannot.
fn export(
    path: &Path,
    languages: &[Lang],
    options: &TextOptions,
    context: &Context,
) -> Result<Outcome, Failure> {
    let all = languages.is_empty() || languages.iter().any(|lang| lang.as_str() == "all");
    let export = pipeline::export_srx((!all).then_some(languages), &options.segmenter)?;
    let mut verb = "written";
    if path.as_os_str() == "-" {
        let mut out = io::stdout().lock();
        out.write_all(export.srx.write().as_bytes())?;
        out.flush()?;
    } else if pipeline::write_srx(path, &export.srx)? {
        verb = "replaced";
    }
    let rules: usize = export.srx.languages.iter().map(|language| language.rules.len()).sum();
    context.say(&format!("{}: {verb}, {rules} rules in {} sets", path.display(), export.srx.languages.len()));
    context.say("what SRX cannot say, and the built-in rules do:");
    for line in &export.left_out {
        context.say(&format!("  {line}"));
    }
    Ok(Outcome::Fine)
}
