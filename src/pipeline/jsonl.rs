//! The door of segmentation yardsticks: JSON lines in, JSON lines out.

use super::error::Error;
use crate::model::Lang;
use crate::{read, segment};
use serde::{Deserialize, Serialize};
use std::io::{BufRead, Write};
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
    srx: Option<serde_json::Value>,
}

#[derive(Debug, Serialize)]
struct Answer<'a> {
    id: &'a serde_json::Value,
    segments: Vec<String>,
}

/// Reads `{"id","lang","text","mode"?}` a line and writes `{"id","segments"}` a line.
///
/// Mode `document` takes the text as extracted, line ends and blank lines included, and keeps markup as written; any
/// other text is one paragraph.
///
/// # Errors
///
/// A line that is no such JSON, by its number; a failing output.
pub fn segment_jsonl(input: impl BufRead, mut output: impl Write) -> Result<(), Error> {
    for (number, line) in input.lines().enumerate() {
        let wrong = |detail: String| Error::Line { path: PathBuf::from("-"), line: number + 1, detail };
        let line = line.map_err(|e| wrong(e.to_string()))?;
        if line.trim().is_empty() {
            continue;
        }
        let question: Question = serde_json::from_str(&line)
            .map_err(|e| wrong(format!("expected {{\"id\",\"lang\",\"text\"}}: {e}")))?;
        if question.srx.is_some() {
            return Err(wrong("rules of one's own (`srx`) are not supported yet".to_owned()));
        }
        if let Some(mode) = question.mode.as_deref().filter(|m| !matches!(*m, "document" | "text")) {
            return Err(wrong(format!("unknown mode `{mode}`, expected `document` or none")));
        }
        let lang = question.lang.map(Lang::new);
        let segments = if question.mode.as_deref() == Some("document") {
            document(&question.text, lang)?
        } else {
            let lang = lang
                .or_else(|| read::detect_language(&question.text).map(|(lang, _)| lang))
                .unwrap_or_else(Lang::unknown);
            segment::split(&question.text, &lang)
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

fn document(text: &str, lang: Option<Lang>) -> Result<Vec<String>, Error> {
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
    let segments = segment::segment(&document, &segment::Options::default());
    Ok(segments.into_iter().map(|s| s.text).collect())
}
