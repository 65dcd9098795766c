//! Reads one file of one language into a [`Document`]: decoded, cut into blocks, cleaned.
//!
//! Every byte offset of a block leads back to the document's text ([`Block::map`](crate::model::Block)), and from
//! there to the file ([`Document::file_map`]). `docs/read.md` tells how.

mod build;
mod clean;
mod control;
mod declared;
mod encoding;
mod error;
mod html;
mod hyphen;
mod inline;
mod language;
mod markdown;
mod marker;
mod plain;
mod sense;

pub use error::Error;
pub use language::detect_language;

use crate::model::{Document, Lang};
use std::path::Path;

/// The size of a file that is still read when nothing else is said: 256 MiB.
pub const SIZE_LIMIT_BYTES: u64 = 256 << 20;

/// How a file is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The language, when it is known.
    pub lang: Option<Lang>,
    /// The format; else the name and the first bytes tell.
    pub format: Option<Format>,
    /// Markup stays in the text as written instead of becoming inline codes.
    pub keep_markup: bool,
    /// Every line is a block of its own and nothing is joined.
    pub one_segment_a_line: bool,
    /// Files of more bytes are refused.
    pub size_limit_bytes: u64,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            lang: None,
            format: None,
            keep_markup: false,
            one_segment_a_line: false,
            size_limit_bytes: SIZE_LIMIT_BYTES,
        }
    }
}

/// The formats of one-language files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// Text without a format of its own.
    Plain,
    /// CommonMark.
    Markdown,
    /// HTML, whole or a fragment.
    Html,
}

impl Format {
    /// Returns the format a name's ending, else the first bytes tell; `Plain` when neither does.
    pub fn of(name: &str, bytes: &[u8]) -> Format {
        let lower = name.to_ascii_lowercase();
        let ending = lower.rsplit_once('.').map_or("", |(_, e)| e);
        match ending {
            "md" | "markdown" | "mdown" | "mkd" => Format::Markdown,
            "html" | "htm" | "xhtml" | "xht" => Format::Html,
            "txt" | "text" => Format::Plain,
            _ => {
                let head: Vec<u8> = bytes
                    .iter()
                    .filter(|b| **b != 0)
                    .skip_while(|b| !b.is_ascii_graphic())
                    .take(600)
                    .map(u8::to_ascii_lowercase)
                    .collect();
                let html =
                    head.starts_with(b"<!doctype html") || memchr::memmem::find(&head, b"<html").is_some();
                if html { Format::Html } else { Format::Plain }
            }
        }
    }
}

/// Reads a file.
///
/// # Errors
///
/// When the path is no readable file, the file is empty, blank, larger than the limit or no text.
pub fn read_file(path: &Path, options: &Options) -> Result<Document, Error> {
    let name = path.display().to_string();
    let failed = |source| Error::Io { name: name.clone(), source };
    let about = std::fs::metadata(path).map_err(failed)?;
    if about.is_dir() {
        return Err(Error::Directory { name });
    }
    if about.len() > options.size_limit_bytes {
        return Err(Error::TooLarge { name, size_bytes: about.len(), limit_bytes: options.size_limit_bytes });
    }
    let bytes = std::fs::read(path).map_err(failed)?;
    read_bytes(&name, &bytes, options)
}

/// Reads bytes that came from elsewhere; `name` stands in messages and tells the format by its ending.
///
/// # Errors
///
/// When the bytes are empty, blank, more than the limit or no text.
///
/// # Examples
///
/// ```
/// use yeksan::read::{Options, read_bytes};
/// let document = read_bytes("note.txt", "دیروز باران آمد.\r\n".as_bytes(), &Options::default())?;
/// assert_eq!(document.lang.as_str(), "fa");
/// assert_eq!(document.blocks[0].text, "دیروز باران آمد.");
/// # Ok::<(), yeksan::read::Error>(())
/// ```
pub fn read_bytes(name: &str, bytes: &[u8], options: &Options) -> Result<Document, Error> {
    let name = name.to_owned();
    if bytes.is_empty() {
        return Err(Error::Empty { name });
    }
    if bytes.len() as u64 > options.size_limit_bytes {
        return Err(Error::TooLarge {
            name,
            size_bytes: bytes.len() as u64,
            limit_bytes: options.size_limit_bytes,
        });
    }
    if let Some((what, hint)) = encoding::binary_kind(bytes) {
        return Err(Error::Binary { name, what, hint });
    }
    let format = options.format.unwrap_or_else(|| Format::of(&name, bytes));
    let decoded = encoding::decode(bytes, format == Format::Html);
    let mut warnings = decoded.warnings;
    let text = decoded.text;
    let mut said = None;
    let mut drafts = match format {
        _ if options.one_segment_a_line => {
            plain::read(&text, plain::Plain { keep_markup: options.keep_markup, line_blocks: true })
        }
        Format::Plain => {
            plain::read(&text, plain::Plain { keep_markup: options.keep_markup, line_blocks: false })
        }
        Format::Markdown => markdown::read(&text, options.keep_markup, &mut warnings),
        Format::Html => {
            let page = html::read(&text, options.keep_markup);
            said = page.lang;
            if page.code_blocks > 0 {
                warnings.push(markdown::left_out(page.code_blocks));
            }
            page.drafts
        }
    };
    let mut unfit = 0;
    drafts.retain_mut(|draft| {
        unfit += control::purge(&mut draft.block);
        !draft.block.text.is_empty()
    });
    if unfit > 0 {
        let s = if unfit == 1 { " was" } else { "s were" };
        warnings.push(format!("{unfit} control character{s} left out, which XML cannot hold"));
    }
    let blocks = if options.one_segment_a_line {
        drafts.into_iter().map(|d| d.block).collect()
    } else {
        clean::mend(drafts, &text, &mut warnings)
    };
    if blocks.is_empty() {
        return Err(Error::Blank { name });
    }
    let lang = match options.lang.clone().or(said) {
        Some(lang) => lang,
        None => guess(&blocks, &mut warnings),
    };
    Ok(Document {
        name,
        lang,
        text,
        blocks,
        file_map: decoded.map,
        encoding: decoded.encoding.to_owned(),
        warnings,
    })
}

/// Returns the text of bytes that are lines and no document, with what was guessed, one sentence each; `name` stands in
/// messages.
///
/// The encoding is found as that of a document is; CR and CRLF become `\n`.
///
/// # Errors
///
/// When the bytes are more than [`SIZE_LIMIT_BYTES`] or no text.
pub fn decode(name: &str, bytes: &[u8]) -> Result<(String, Vec<String>), Error> {
    let name = name.to_owned();
    if bytes.len() as u64 > SIZE_LIMIT_BYTES {
        return Err(Error::TooLarge { name, size_bytes: bytes.len() as u64, limit_bytes: SIZE_LIMIT_BYTES });
    }
    if let Some((what, hint)) = encoding::binary_kind(bytes) {
        return Err(Error::Binary { name, what, hint });
    }
    let decoded = encoding::decode(bytes, false);
    Ok((decoded.text, decoded.warnings))
}

fn guess(blocks: &[crate::model::Block], warnings: &mut Vec<String>) -> Lang {
    let mut sample = String::new();
    for block in blocks {
        sample.push_str(&block.text);
        sample.push('\n');
        if sample.len() > 20_000 {
            break;
        }
    }
    match detect_language(&sample) {
        Some((lang, sure)) => {
            warnings.push(format!(
                "language not given; taken for {lang} by its words ({:.0} % sure)",
                sure * 100.0
            ));
            lang
        }
        None => {
            warnings.push("language not given and not recognised".to_owned());
            Lang::unknown()
        }
    }
}

#[cfg(test)]
mod tests;
