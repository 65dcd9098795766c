//! Bytes to characters: gzip, byte order marks, encodings, line ends, illegal characters.

use crate::error::ErrorKind;
use crate::escape::{illegal_char, is_xml_char};
use crate::feed::line_ends;
use crate::warning::WarningCode;
use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE};
use flate2::bufread::MultiGzDecoder;
use std::io::{self, BufRead, Chain, Cursor, Read};

const CHUNK_BYTES: usize = 64 << 10;
/// How far into the file the XML declaration is looked for.
const HEAD_BYTES: usize = 1024;

type Whole<R> = Chain<Cursor<Vec<u8>>, R>;

enum Source<R> {
    Plain(Whole<R>),
    Gzip(Box<MultiGzDecoder<Whole<R>>>),
}

impl<R: BufRead> Source<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        loop {
            let read = match self {
                Source::Plain(source) => source.read(into),
                Source::Gzip(source) => source.read(into),
            };
            match read {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                other => return other,
            }
        }
    }
}

enum Mode {
    Utf8,
    Ascii,
    Legacy(Box<Decoder>),
}

/// What is done with what XML or the encoding does not allow.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Damage {
    /// It is an error.
    #[default]
    Refuse,
    /// An illegal character costs its unit.
    Salvage,
    /// Illegal characters are taken out and bad bytes become U+FFFD.
    Repair,
}

/// What a refill brought.
pub(crate) enum Filled {
    /// More text.
    More,
    /// More text, with U+FFFD in place of this character.
    Replaced(char),
    /// The end of the file.
    End,
}

/// A file as legal XML characters with `\n` line ends.
///
/// Text is handed out up to the first bad byte or character; the error comes only when the text after it is asked
/// for, so that all units before it are read first.
pub(crate) struct Input<R> {
    source: Source<R>,
    mode: Mode,
    pub(crate) encoding: &'static str,
    raw: Vec<u8>,
    raw_len: usize,
    at_end: bool,
    after_cr: bool,
    /// Text that begins with an illegal character.
    held: String,
    problem: Option<ErrorKind>,
    /// What is done with illegal characters and bad bytes.
    pub(crate) damage: Damage,
    /// What the last refill repaired, and how many line ends of its text stand before that.
    pub(crate) mended: Vec<(ErrorKind, u64)>,
    pub(crate) notes: Vec<(WarningCode, String)>,
}

impl<R: BufRead> Input<R> {
    /// Looks at the first bytes and settles the encoding.
    pub(crate) fn open(mut reader: R) -> Result<Self, ErrorKind> {
        let mut magic = vec![0; 4];
        let length = read_full(&mut magic, |into| reader.read(into))?;
        magic.truncate(length);
        let zipped = magic.starts_with(&[0x1F, 0x8B]);
        let whole = Cursor::new(magic).chain(reader);
        let source =
            if zipped { Source::Gzip(Box::new(MultiGzDecoder::new(whole))) } else { Source::Plain(whole) };
        let mut input = Self::with_source(source);
        let mut head = std::mem::take(&mut input.raw);
        let length = read_full(&mut head[..HEAD_BYTES], |into| input.source.read(into))?;
        let skip = input.settle(&head[..length])?;
        head.copy_within(skip..length, 0);
        input.raw = head;
        input.raw_len = length - skip;
        Ok(input)
    }

    /// Takes the bytes as UTF-8 without looking for marks or a declaration.
    pub(crate) fn utf8(reader: R) -> Self {
        Self::with_source(Source::Plain(Cursor::new(Vec::new()).chain(reader)))
    }

    fn with_source(source: Source<R>) -> Self {
        Input {
            source,
            mode: Mode::Utf8,
            encoding: "UTF-8",
            raw: vec![0; CHUNK_BYTES],
            raw_len: 0,
            at_end: false,
            after_cr: false,
            held: String::new(),
            problem: None,
            damage: Damage::Refuse,
            mended: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// Chooses the decoder; returns the length of the byte order mark.
    fn settle(&mut self, head: &[u8]) -> Result<usize, ErrorKind> {
        if head.is_empty() {
            return Err(ErrorKind::Empty);
        }
        if let Some(what) = other_format(head) {
            return Err(ErrorKind::OtherFormat { what });
        }
        if head.starts_with(&[0xFF, 0xFE, 0, 0]) || head.starts_with(&[0, 0, 0xFE, 0xFF]) {
            return Err(ErrorKind::UnknownEncoding { label: "UTF-32".to_string() });
        }
        if let Some((encoding, length)) = Encoding::for_bom(head) {
            if encoding == UTF_8 {
                if let Some(label) = declared(head).filter(|label| !label.eq_ignore_ascii_case("utf-8")) {
                    self.mismatch(&label);
                }
            } else {
                self.decode_as(encoding);
            }
            return Ok(length);
        }
        let wide = match head {
            [b'<', 0, ..] => Some(UTF_16LE),
            [0, b'<', ..] => Some(UTF_16BE),
            _ => None,
        };
        if let Some(encoding) = wide {
            let message = format!("{} without a byte order mark", encoding.name());
            self.notes.push((WarningCode::MissingByteOrderMark, message));
            self.decode_as(encoding);
            return Ok(0);
        }
        let Some(label) = declared(head) else { return Ok(0) };
        if ["us-ascii", "ascii", "ansi_x3.4-1968"].iter().any(|ascii| label.eq_ignore_ascii_case(ascii)) {
            self.mode = Mode::Ascii;
            self.encoding = "US-ASCII";
        } else if label.get(..6).is_some_and(|start| start.eq_ignore_ascii_case("utf-16")) {
            self.mismatch(&label);
        } else {
            match Encoding::for_label_no_replacement(label.as_bytes()) {
                Some(encoding) if encoding == UTF_8 => {}
                Some(encoding) => self.decode_as(encoding),
                None => return Err(ErrorKind::UnknownEncoding { label }),
            }
        }
        Ok(0)
    }

    fn mismatch(&mut self, label: &str) {
        let message = format!("declared as {label}, read as the UTF-8 it is");
        self.notes.push((WarningCode::EncodingMismatch, message));
    }

    fn decode_as(&mut self, encoding: &'static Encoding) {
        self.encoding = encoding.name();
        self.mode = Mode::Legacy(Box::new(encoding.new_decoder_without_bom_handling()));
    }

    /// Appends more text to `window`.
    pub(crate) fn refill(&mut self, window: &mut String) -> Result<Filled, ErrorKind> {
        let from = window.len();
        if let Some(bad) = self.held.chars().next() {
            if self.damage == Damage::Refuse {
                return Err(ErrorKind::IllegalCharacter { code: bad as u32 });
            }
            window.push(char::REPLACEMENT_CHARACTER);
            let start = window.len();
            window.push_str(&self.held[bad.len_utf8()..]);
            self.held.clear();
            self.hold_illegal(window, start);
            return Ok(Filled::Replaced(bad));
        }
        loop {
            if let Some(problem) = self.problem.take() {
                self.at_end = true;
                return Err(problem);
            }
            if self.at_end {
                return Ok(Filled::End);
            }
            self.decode(window)?;
            if self.damage == Damage::Repair {
                self.take_out_illegal(window, from);
            } else {
                self.hold_illegal(window, from);
            }
            if window.len() > from {
                return Ok(Filled::More);
            }
            if !self.held.is_empty() {
                return self.refill(window);
            }
        }
    }

    /// Reads a chunk and appends what can be decoded of it.
    fn decode(&mut self, window: &mut String) -> Result<(), ErrorKind> {
        let from = window.len();
        let start = self.raw_len;
        let read = match self.source.read(&mut self.raw[start..]) {
            Ok(read) => read,
            Err(error) => {
                self.at_end = true;
                if self.damage != Damage::Repair {
                    return Err(error.into());
                }
                self.mended.push((error.into(), 0));
                return Ok(());
            }
        };
        let last = read == 0;
        let end = start + read;
        let bytes = &self.raw[..end];
        let repair = self.damage == Damage::Repair;
        // How many bytes after the good ones are none of the encoding.
        let mut bad_bytes = None;
        let used = match &mut self.mode {
            Mode::Utf8 => match std::str::from_utf8(bytes) {
                Ok(text) => {
                    window.push_str(text);
                    end
                }
                Err(error) => {
                    let valid = error.valid_up_to();
                    window.push_str(std::str::from_utf8(&bytes[..valid]).unwrap_or_default());
                    bad_bytes = error.error_len().or(last.then_some(end - valid));
                    valid
                }
            },
            Mode::Ascii => {
                let valid = bytes.iter().position(|b| !b.is_ascii()).unwrap_or(end);
                window.push_str(std::str::from_utf8(&bytes[..valid]).unwrap_or_default());
                bad_bytes = (valid < end).then_some(1);
                valid
            }
            Mode::Legacy(decoder) => {
                window.reserve(decoder.max_utf8_buffer_length_without_replacement(end).unwrap_or(end * 4));
                let (result, used) = decoder.decode_to_string_without_replacement(bytes, window, last);
                // The decoder has passed over them.
                bad_bytes = matches!(result, DecoderResult::Malformed(..)).then_some(0);
                used
            }
        };
        let mut used = used;
        match bad_bytes {
            Some(length) if repair => {
                window.push(char::REPLACEMENT_CHARACTER);
                used += length;
            }
            Some(_) => self.problem = Some(ErrorKind::BadBytes { encoding: self.encoding }),
            None => {}
        }
        let undecoded = repair && bad_bytes.is_some();
        self.raw.copy_within(used..end, 0);
        self.raw_len = end - used;
        // A decoder that met bad bytes has not said that it is done.
        self.at_end = last && bad_bytes.is_none();
        self.normalise_line_ends(window, from);
        if undecoded {
            let before = line_ends(&window.as_bytes()[from..]);
            self.mended.push((ErrorKind::BadBytes { encoding: self.encoding }, before));
        }
        Ok(())
    }

    /// XML 1.0, 2.11: CR LF and CR become LF before anything else is looked at.
    fn normalise_line_ends(&mut self, window: &mut String, from: usize) {
        let fresh = &window[from..];
        if !self.after_cr && !fresh.as_bytes().contains(&b'\r') {
            return;
        }
        let mut fresh = window.split_off(from);
        if self.after_cr && fresh.starts_with('\n') {
            fresh.remove(0);
        }
        if !fresh.is_empty() {
            self.after_cr = fresh.ends_with('\r');
        }
        let mut parts = fresh.split('\r');
        window.push_str(parts.next().unwrap_or_default());
        for part in parts {
            window.push('\n');
            window.push_str(part.strip_prefix('\n').unwrap_or(part));
        }
    }

    fn take_out_illegal(&mut self, window: &mut String, from: usize) {
        let Some((at, _)) = illegal_char(&window[from..]) else { return };
        let rest = window.split_off(from + at);
        let mut lines = line_ends(&window.as_bytes()[from..]);
        for c in rest.chars() {
            if is_xml_char(c) {
                lines += u64::from(c == '\n');
                window.push(c);
            } else {
                self.mended.push((ErrorKind::IllegalCharacter { code: c as u32 }, lines));
            }
        }
    }

    fn hold_illegal(&mut self, window: &mut String, from: usize) {
        if let Some((at, _)) = illegal_char(&window[from..]) {
            self.held = window.split_off(from + at);
        }
    }
}

fn read_full(into: &mut [u8], mut read: impl FnMut(&mut [u8]) -> io::Result<usize>) -> io::Result<usize> {
    let mut length = 0;
    while length < into.len() {
        match read(&mut into[length..]) {
            Ok(0) => break,
            Ok(more) => length += more,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(length)
}

fn other_format(head: &[u8]) -> Option<&'static str> {
    let known: [(&[u8], &'static str); 6] = [
        (b"PK\x03\x04", "a zip archive"),
        (b"%PDF", "a PDF document"),
        (b"{\\rtf", "an RTF document"),
        (b"SQLite format 3\0", "an SQLite database"),
        (b"\xD0\xCF\x11\xE0", "an OLE container (old Office file)"),
        (b"\x1F\x8B", "gzip inside gzip"),
    ];
    known.into_iter().find(|(magic, _)| head.starts_with(magic)).map(|(_, what)| what)
}

/// Returns the encoding that the XML declaration at the start of `head` names.
fn declared(head: &[u8]) -> Option<String> {
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    if !head.starts_with(b"<?xml") {
        return None;
    }
    let end = head.windows(2).position(|pair| pair == b"?>")?;
    let declaration = std::str::from_utf8(&head[..end]).ok()?;
    let (_, rest) = declaration.split_once("encoding")?;
    let rest = rest.trim_start().strip_prefix('=')?.trim_start();
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let (label, _) = rest[1..].split_once(quote)?;
    Some(label.to_string())
}
