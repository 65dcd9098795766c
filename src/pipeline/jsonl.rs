//! The door of segmentation yardsticks: JSON lines in, JSON lines out.

use super::boilerplate::Repeats;
use super::error::Error;
use crate::model::{BlockKind, Lang, Segment};
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
    #[serde(default)]
    kinds: bool,
}

#[derive(Debug, Serialize)]
struct Answer<'a> {
    id: &'a serde_json::Value,
    segments: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kinds: Option<Vec<BlockKind>>,
}

/// A question that is cut: bare texts, or a document of which the kinds are asked, in its language.
enum Cut {
    Texts(Vec<String>),
    Document(Lang, Vec<Segment>),
}

/// Reads `{"id","lang","text","mode"?}` a line and writes `{"id","segments"}` a line.
///
/// Mode `document` takes the text as extracted, line ends and blank lines included, and keeps markup as written; any
/// other text is one paragraph. With `srx`, a rule file's text, its rules take the place of the built-in ones and the
/// pieces are given untrimmed.
///
/// With `"kinds":true` a document's answer has `kinds`, one a segment. Boilerplate is what the documents of such questions
/// repeat, so they are answered, and what is asked after the first of them, when the input ends.
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
    let mut waiting: Vec<(serde_json::Value, Cut)> = Vec::new();
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
            let texts = spans.into_iter().map(|span| question.text[span].to_owned()).collect();
            tell(&mut output, question.id, Cut::Texts(texts), &mut waiting)?;
            continue;
        }
        if let Some(mode) = question.mode.as_deref().filter(|m| !matches!(*m, "document" | "text")) {
            return Err(wrong(format!("unknown mode `{mode}`, expected `document` or none")));
        }
        let lang = question.lang.map(Lang::new);
        let is_document = question.mode.as_deref() == Some("document");
        if question.kinds && !is_document {
            return Err(wrong("`kinds` wants `\"mode\":\"document\"`".to_owned()));
        }
        let cut = if is_document {
            let (lang, segments) = document(&question.text, lang, segmenter)?;
            match question.kinds {
                true => Cut::Document(lang, segments),
                false => Cut::Texts(segments.into_iter().map(|s| s.text).collect()),
            }
        } else {
            let lang = lang
                .or_else(|| read::detect_language(&question.text).map(|(lang, _)| lang))
                .unwrap_or_else(Lang::unknown);
            let spans = segmenter.split(&question.text, &lang);
            Cut::Texts(spans.into_iter().map(|span| question.text[span].trim().to_owned()).collect())
        };
        tell(&mut output, question.id, cut, &mut waiting)?;
    }
    let repeats = Repeats::of(waiting.len(), |number| match &waiting[number].1 {
        Cut::Document(lang, segments) => Some((lang.clone(), segments.clone())),
        Cut::Texts(_) => None,
    });
    for (number, (id, mut cut)) in waiting.into_iter().enumerate() {
        if let Cut::Document(_, segments) = &mut cut {
            repeats.mark(number, segments);
        }
        write(&mut output, &id, &cut)?;
    }
    Ok(output.flush()?)
}

/// Writes an answer, unless it or one before it has to wait for the others.
fn tell(
    output: &mut impl Write,
    id: serde_json::Value,
    cut: Cut,
    waiting: &mut Vec<(serde_json::Value, Cut)>,
) -> Result<(), Error> {
    if waiting.is_empty() && matches!(cut, Cut::Texts(_)) {
        return write(output, &id, &cut);
    }
    waiting.push((id, cut));
    Ok(())
}

fn write(output: &mut impl Write, id: &serde_json::Value, cut: &Cut) -> Result<(), Error> {
    let answer = match cut {
        Cut::Texts(texts) => Answer { id, segments: texts.iter().map(String::as_str).collect(), kinds: None },
        Cut::Document(_, segments) => Answer {
            id,
            segments: segments.iter().map(|s| s.text.as_str()).collect(),
            kinds: Some(segments.iter().map(|s| s.kind).collect()),
        },
    };
    serde_json::to_writer(&mut *output, &answer).map_err(std::io::Error::from)?;
    Ok(output.write_all(b"\n")?)
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

fn document(text: &str, lang: Option<Lang>, segmenter: &Segmenter) -> Result<(Lang, Vec<Segment>), Error> {
    if text.trim().is_empty() {
        return Ok((lang.unwrap_or_else(Lang::unknown), Vec::new()));
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
    Ok((document.lang, segments))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn asked(questions: &[Value]) -> Result<Vec<Value>, Error> {
        let input: String = questions.iter().map(|q| q.to_string() + "\n").collect();
        let mut output = Vec::new();
        segment_jsonl(&Segmenter::default(), input.as_bytes(), &mut output)?;
        let lines = output.split(|b| *b == b'\n').filter(|line| !line.is_empty());
        Ok(lines.map(|line| serde_json::from_slice(line).unwrap()).collect())
    }

    #[test]
    fn kinds_are_told_when_asked_and_see_all_documents() {
        let about = "اتحادیهٔ بازارهای محلی چهل شهر کوچک و بازرگانان آنها را نمایندگی می‌کند.";
        let document = |id: usize, kinds: bool| {
            let town = ["اهر", "بروجن", "چالوس"][id];
            let text = format!(
                "بازار سرپوشیدهٔ {town} روز یکشنبه درهای خود را به روی مردم گشود.\n\nمردم {town} از بامداد در صف بودند.\n\n{about}\n"
            );
            json!({"id": id, "lang": "fa", "mode": "document", "text": text, "kinds": kinds})
        };
        let one = json!({"id": 9, "lang": "fa", "text": about});
        let answers =
            asked(&[one.clone(), document(0, true), document(1, true), one, document(2, true)]).unwrap();
        let ids: Vec<&Value> = answers.iter().map(|a| &a["id"]).collect();
        assert_eq!(ids, [9, 0, 1, 9, 2]);
        for number in [1, 2, 4] {
            assert_eq!(answers[number]["kinds"], json!(["paragraph", "paragraph", "boilerplate"]));
        }
        let plain = asked(&[document(0, false)]).unwrap();
        assert_eq!((&plain[0]["segments"], plain[0].get("kinds")), (&answers[1]["segments"], None));
        assert_eq!(answers[0].get("kinds"), None);
    }

    #[test]
    fn a_paragraph_has_no_kind() {
        let refused = asked(&[json!({"id": 1, "text": "x", "kinds": true})]).unwrap_err();
        assert!(refused.to_string().contains("`kinds` wants"), "{refused}");
    }
}
