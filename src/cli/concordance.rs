//! `yeksan search -c`: every place of a phrase, with what stands around it.

use super::context::Context;
use super::failure::Failure;
use super::outcome::Outcome;
use super::search::Form;
use crate::model::Variant;
use crate::pipeline::{Line, LineOptions, Pattern, Searcher};
use crate::report::{place_label, printable};
use serde_json::{Value, json};
use std::io::{self, BufWriter, Write};

/// What was asked for.
pub(super) struct Asked<'a> {
    pub(super) query: &'a str,
    pub(super) exact_letters: bool,
    pub(super) regex: bool,
    pub(super) limit: usize,
    pub(super) origin: Option<String>,
    pub(super) format: Form,
}

impl Asked<'_> {
    fn pattern(&self) -> Result<Pattern, Failure> {
        if self.regex {
            let regex = regex::Regex::new(self.query)
                .map_err(|e| Failure::new(format!("not a regular expression: {e}")))?;
            return Ok(Pattern::Regex(Box::new(regex)));
        }
        if self.exact_letters {
            return Ok(Pattern::exact(self.query));
        }
        Pattern::words(self.query).ok_or_else(|| {
            Failure::new(format!("`{}` holds no word", self.query))
                .hint("--exact-letters looks for punctuation too")
        })
    }
}

pub(super) fn run(
    searchers: &[Searcher<'_>],
    asked: &Asked<'_>,
    context: &Context,
) -> Result<Outcome, Failure> {
    let pattern = asked.pattern()?;
    let options = LineOptions {
        limit: asked.limit,
        origin: asked.origin.clone(),
        neighbours: asked.format != Form::Tsv,
    };
    let mut lines = Vec::new();
    let mut all = 0;
    for searcher in searchers {
        let (found, count) = searcher.lines_with(asked.query, &pattern, &options)?;
        lines.extend(found);
        all += count;
    }
    lines.truncate(asked.limit);
    let mut out = BufWriter::new(io::stdout().lock());
    match asked.format {
        Form::Json => {
            let lines: Vec<Value> = lines.iter().map(value).collect();
            let answer = json!({ "schema_version": 1, "query": asked.query, "units": all, "lines": lines });
            writeln!(out, "{answer}")?;
        }
        Form::Tsv => {
            for line in &lines {
                let flat = |text: &str| printable(text).replace('\t', " ");
                let (source, target) = (flat(&line.source.text), flat(&line.target.text));
                writeln!(out, "{}\t{source}\t{target}", flat(&place_label(&line.unit)))?;
            }
        }
        Form::Text => {
            for line in &lines {
                show(&mut out, line, context)?;
            }
        }
    }
    out.flush()?;
    if asked.format != Form::Json {
        let shown =
            if all > lines.len() { format!(", {} shown (--limit)", lines.len()) } else { String::new() };
        context.say(&format!("{all} unit{}{shown}", if all == 1 { "" } else { "s" }));
    }
    Ok(Outcome::Fine)
}

fn show(out: &mut impl Write, line: &Line, context: &Context) -> Result<(), Failure> {
    let style = context.style();
    let more = match line.occurrences {
        0 | 1 => String::new(),
        n => format!(" · and {} more", n - 1),
    };
    writeln!(out, "{}{more}", printable(&place_label(&line.unit)))?;
    let beside = |out: &mut dyn Write, variant: &Option<Variant>| match variant {
        Some(variant) => writeln!(out, "      … {}", style.isolated(&variant.text)),
        None => Ok(()),
    };
    beside(out, &line.neighbours.0)?;
    writeln!(out, "  {}: {}", line.source.lang, style.marked(&line.source.text, &line.places))?;
    writeln!(out, "  {}: {}", line.target.lang, style.isolated(&line.target.text))?;
    beside(out, &line.neighbours.1)?;
    Ok(())
}

fn value(line: &Line) -> Value {
    let text = |v: &Option<Variant>| v.as_ref().map(|v| v.text.clone());
    json!({
        "source": { "lang": line.source.lang, "text": line.source.text },
        "target": { "lang": line.target.lang, "text": line.target.text },
        "places": line.places,
        "before": text(&line.neighbours.0),
        "after": text(&line.neighbours.1),
        "origin": line.unit.origin,
        "occurrences": line.occurrences,
        "approved": line.unit.approved,
    })
}
