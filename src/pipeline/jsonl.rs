//! The door of segmentation yardsticks: JSON lines in, JSON lines out.

use super::error::Error;
use crate::model::Lang;
use crate::segment::Segmenter;
use crate::segment::srx::{self, Cutter, Srx};
use crate::{read, segment};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io::{BufRead, Write};
use std::ops::Range;
use std::path::PathBuf;

#[derive(Debug, Deserialize)]
struct Question {
    id: serde_json::Value,
    #[serde(default)]
    lang: Option<String>,
    text: String,
    #[serde(default)]
    mode: Option<String>,
    #[serde(default)]
    srx: Option<String>,
}

#[derive(Debug, Serialize)]
struct Answer<'a> {
    id: &'a serde_json::Value,
    segments: Vec<String>,
}

/// Reads `{"id","lang","text","mode"?}` a line and writes `{"id","segments"}` a line.
///
/// Mode `document` takes the text as extracted, line ends and blank lines included, and keeps markup as written; any
/// other text is one paragraph. With `srx`, a rule file's text, its rules take the place of the built-in ones and the
/// pieces are given untrimmed.
///
/// # Errors
///
/// A line that is no such JSON, by its number; a failing output.
pub fn segment_jsonl(
    segmenter: &Segmenter,
    input: impl BufRead,
    mut output: impl Write,
) -> Result<(), Error> {
    let mut foreign = ForeignRules::default();
    for (number, line) in input.lines().enumerate() {
        let wrong = |detail: String| Error::Line { path: PathBuf::from("-"), line: number + 1, detail };
        let line = line.map_err(|e| wrong(e.to_string()))?;
        if line.trim().is_empty() {
            continue;
        }
        let question: Question = serde_json::from_str(&line)
            .map_err(|e| wrong(format!("expected {{\"id\",\"lang\",\"text\"}}: {e}")))?;
        if let Some(rules) = &question.srx {
            let lang = question.lang.as_deref().unwrap_or("und");
            let cutter = foreign.cutter(rules, lang).map_err(|e| wrong(format!("`srx`: {e}")))?;
            let spans = cutter.map(|c| c.split(&question.text)).unwrap_or_else(|| whole(&question.text));
            let segments = spans.into_iter().map(|span| question.text[span].to_owned()).collect();
            serde_json::to_writer(&mut output, &Answer { id: &question.id, segments })
                .map_err(std::io::Error::from)?;
            output.write_all(b"\n")?;
            continue;
        }
        if let Some(mode) = question.mode.as_deref().filter(|m| !matches!(*m, "document" | "text")) {
            return Err(wrong(format!("unknown mode `{mode}`, expected `document` or none")));
        }
        let lang = question.lang.map(Lang::new);
        let segments = if question.mode.as_deref() == Some("document") {
            document(&question.text, lang, segmenter)?
        } else {
            let lang = lang
                .or_else(|| read::detect_language(&question.text).map(|(lang, _)| lang))
                .unwrap_or_else(Lang::unknown);
            segmenter
                .split(&question.text, &lang)
                .into_iter()
                .map(|span| question.text[span].trim().to_owned())
                .collect()
        };
        serde_json::to_writer(&mut output, &Answer { id: &question.id, segments })
            .map_err(std::io::Error::from)?;
        output.write_all(b"\n")?;
    }
    Ok(output.flush()?)
}

/// The last rule file with the languages it was made ready for: a batch asks with the same one.
#[derive(Default)]
struct ForeignRules {
    text: String,
    cutters: BTreeMap<String, Option<Cutter>>,
}

impl ForeignRules {
    /// Returns the rules for a language, `None` when the file has none for it.
    fn cutter(&mut self, rules: &str, lang: &str) -> Result<Option<&Cutter>, srx::Error> {
        if self.text != rules {
            *self = ForeignRules { text: rules.to_owned(), cutters: BTreeMap::new() };
        }
        if !self.cutters.contains_key(lang) {
            let made = match Cutter::new(&Srx::parse(rules)?, lang, &srx::Options::default()) {
                Err(srx::Error::NoRules { .. }) => None,
                made => Some(made?),
            };
            self.cutters.insert(lang.to_owned(), made);
        }
        Ok(self.cutters.get(lang).and_then(Option::as_ref))
    }
}

/// Without any rule a text is one piece.
fn whole(text: &str) -> Vec<Range<usize>> {
    std::iter::once(0..text.len()).filter(|span| !span.is_empty()).collect()
}

fn document(text: &str, lang: Option<Lang>, segmenter: &Segmenter) -> Result<Vec<String>, Error> {
    if text.trim().is_empty() {
        return Ok(Vec::new());
    }
    let options = read::Options {
        lang,
        format: Some(read::Format::Plain),
        keep_markup: true,
        ..read::Options::default()
    };
    let document = read::read_bytes("-", text.as_bytes(), &options)?;
    let segments = segment::segment(
        &document,
        &segment::Options { segmenter: segmenter.clone(), ..segment::Options::default() },
    );
    Ok(segments.into_iter().map(|s| s.text).collect())
}
