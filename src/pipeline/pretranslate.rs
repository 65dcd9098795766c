//! Fills documents from the memory: what was translated before goes to its place, everything else stays as it is.

use super::analyse::context;
use super::error::Error;
use super::search::{Match, SearchOptions, Searcher};
use super::text::{TextOptions, load_read};
use super::watch::{Stage, Watch};
use crate::exchange::fill::{Answer, Ask, Sureness};
use crate::exchange::xliff;
use crate::model::{Mark, Segment, Variant};
use std::ops::Range;
use std::path::Path;

/// What became of a segment.
#[derive(Debug, Clone, PartialEq)]
pub struct Filled {
    /// Its text.
    pub text: String,
    /// Its number in the document, from 1.
    pub number: usize,
    /// What it was filled with; `None` when nothing was found.
    pub from: Option<Box<Match>>,
    /// Why it was left although something was found.
    pub left: Option<&'static str>,
}

/// A document with its translations.
#[derive(Debug, Clone, PartialEq)]
pub struct Pretranslated {
    /// The file, in its format.
    pub bytes: Vec<u8>,
    /// Every segment that was looked up, in order.
    pub segments: Vec<Filled>,
}

const OTHER_CODES: &str = "its markup is not that of the match";
const IN_PIECES: &str = "it stands in pieces";
const IN_A_TAG: &str = "it stands inside a tag";

/// Fills a document (txt, md, html; XLIFF where it has no target) with the best matches of the memory.
///
/// # Errors
///
/// A file that cannot be read, or is not in UTF-8; those of the store; [`Error::Stopped`].
pub fn pretranslate(
    path: &Path,
    reading: &TextOptions,
    memory: &mut Searcher<'_>,
    options: &SearchOptions,
    watch: &Watch,
) -> Result<Pretranslated, Error> {
    let ending = path.extension().map(|e| e.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
    match ending.as_str() {
        "xlf" | "xliff" | "sdlxliff" | "mqxliff" => fill_xliff(path, memory, options, watch),
        _ => fill_text(path, reading, memory, options, watch),
    }
}

fn fill_xliff(
    path: &Path,
    memory: &mut Searcher<'_>,
    options: &SearchOptions,
    watch: &Watch,
) -> Result<Pretranslated, Error> {
    let failed = |e: std::io::Error| Error::File { path: path.to_owned(), detail: e.to_string() };
    let bytes = std::fs::read(path).map_err(failed)?;
    let (source, target) = (memory.languages().0.clone(), memory.languages().1.clone());
    let languages = xliff::Languages { source: Some(source.clone()), target: Some(target.clone()) };
    let mut segments = Vec::new();
    let mut fault = None;
    let mut ask = |asked: &Ask| -> Option<Answer> {
        if fault.is_some() {
            return None;
        }
        let number = segments.len() + 1;
        if !asked.source.lang.same_language(&source) || !asked.target_lang.same_language(&target) {
            fault = Some(Error::File {
                path: path.to_owned(),
                detail: format!(
                    "line {}: the file goes from `{}` to `{}`, the memory from `{source}` to `{target}`: name its \
                     languages with -s and -t",
                    asked.line, asked.source.lang, asked.target_lang
                ),
            });
            return None;
        }
        let found = watch
            .at(Stage::Pretranslate, number as u64, number as u64)
            .and_then(|()| memory.matches(&asked.source.text, &asked.source.marks, options));
        let best = match found {
            Ok(found) => found.into_iter().next(),
            Err(error) => {
                fault = Some(error);
                return None;
            }
        };
        let left = best.as_ref().and_then(|best| {
            let same = codes(&asked.source.marks) == codes(&best.target.marks);
            (!same).then_some(OTHER_CODES)
        });
        let answer = best.as_ref().filter(|_| left.is_none()).map(|best| Answer {
            text: best.target.text.clone(),
            marks: best.target.marks.clone(),
            // Nobody has seen it in this document: only a confirmed one in its place is a translation.
            sureness: if best.percent >= 101 && best.unit.approved {
                Sureness::Translated
            } else {
                Sureness::Doubtful
            },
        });
        segments.push(Filled { text: asked.source.text.clone(), number, from: best.map(Box::new), left });
        answer
    };
    let filled = xliff::fill(&bytes, &path.display().to_string(), &languages, &mut ask);
    watch.done();
    match fault {
        Some(error) => Err(error),
        None => Ok(Pretranslated { bytes: filled?.bytes, segments }),
    }
}

fn fill_text(
    path: &Path,
    reading: &TextOptions,
    memory: &mut Searcher<'_>,
    options: &SearchOptions,
    watch: &Watch,
) -> Result<Pretranslated, Error> {
    let failed = |detail: String| Error::File { path: path.to_owned(), detail };
    let mut bytes = std::fs::read(path).map_err(|e| failed(e.to_string()))?;
    let text = load_read(path, &bytes, Some(memory.languages().0), reading)?;
    if std::str::from_utf8(&bytes).is_err() {
        let encoding = &text.document.encoding;
        return Err(failed(format!("it is in {encoding}, expected UTF-8: convert it first")));
    }
    let html = crate::read::Format::of(&text.document.name, &bytes) == crate::read::Format::Html;
    let mut segments = Vec::with_capacity(text.segments.len());
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    for (at, segment) in text.segments.iter().enumerate() {
        watch.at(Stage::Pretranslate, at as u64 + 1, text.segments.len() as u64)?;
        let wanted = SearchOptions { context: Some(context(&text, at)), ..options.clone() };
        let best = memory.matches(&segment.text, &segment.marks, &wanted)?.into_iter().next();
        let left = match &best {
            None => None,
            Some(best) => match place(segment, &text.document.file_map) {
                None => Some(IN_PIECES),
                Some(range) if html && in_a_tag(&bytes[range.clone()], segment) => Some(IN_A_TAG),
                Some(_) if codes(&segment.marks) != codes(&best.target.marks) => Some(OTHER_CODES),
                Some(range) => {
                    edits.push((range, written(&best.target, html)));
                    None
                }
            },
        };
        segments.push(Filled { text: segment.text.clone(), number: at + 1, from: best.map(Box::new), left });
    }
    watch.done();
    edits.sort_by_key(|(range, _)| range.start);
    for (range, piece) in edits.into_iter().rev() {
        bytes.splice(range, piece.into_bytes());
    }
    Ok(Pretranslated { bytes, segments })
}

/// Returns the bytes of the file that a segment was made of, `None` when they are not one stretch.
fn place(segment: &Segment, map: &crate::model::OffsetMap) -> Option<Range<usize>> {
    let [range] = segment.ranges.as_slice() else { return None };
    let pieces = map.ranges(range.clone());
    let (first, last) = (pieces.first()?, pieces.last()?);
    Some(first.start..last.end)
}

/// Whether the bytes of a segment are a tag of which it is an attribute (`alt`, `title`).
fn in_a_tag(bytes: &[u8], segment: &Segment) -> bool {
    bytes.first() == Some(&b'<') && segment.marks.first().is_none_or(|mark| mark.at > 0)
}

/// Returns the markup of a text, whatever its order: a translation may move it.
fn codes(marks: &[Mark]) -> Vec<&str> {
    let mut codes: Vec<&str> = marks.iter().map(|mark| mark.content.as_str()).collect();
    codes.sort_unstable();
    codes
}

/// Writes a text with its markup as the document has it.
fn written(variant: &Variant, html: bool) -> String {
    let mut out = String::with_capacity(variant.text.len());
    let mut put = |text: &str| {
        if html {
            out.push_str(&text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;"));
        } else {
            out.push_str(text);
        }
        out.len()
    };
    let mut at = 0;
    let mut codes: Vec<(usize, String)> = Vec::new();
    for mark in &variant.marks {
        let here = put(&variant.text[at..mark.at]);
        at = mark.at;
        codes.push((here, unescaped(&mark.content)));
    }
    put(&variant.text[at..]);
    for (at, code) in codes.into_iter().rev() {
        out.insert_str(at, &code);
    }
    out
}

/// Codes are kept as XML text.
fn unescaped(content: &str) -> String {
    content.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}
