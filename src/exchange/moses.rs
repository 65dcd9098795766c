//! Two line-aligned files, as corpora and the Moses toolkit have them: line n of one translates line n of the other.

use super::error::Error;
use super::item::{Item, Rejected, Written, two_sides};
use super::lines::Lines;
use crate::model::{Lang, Origin, TranslationUnit, Variant};
use std::io::{BufRead, Write};

/// One of the two files.
pub struct Side<R> {
    /// What it is read from.
    pub reader: R,
    /// Its name, for origins and errors.
    pub name: String,
    /// Its language.
    pub lang: Lang,
}

/// Reads a pair of files; the place and the line of a unit are its 1-based line.
///
/// A pair of lines of which one is blank is an [`Item::Rejected`]. Files that have not the same number of lines end in
/// [`Error::LineCounts`], after the units of the shorter one.
pub struct Reader<S, T> {
    source: Lines<S>,
    target: Lines<T>,
    langs: (Lang, Lang),
    done: bool,
}

impl<S: BufRead, T: BufRead> Reader<S, T> {
    /// Reads two files, in UTF-8, with or without byte order mark.
    pub fn new(source: Side<S>, target: Side<T>) -> Reader<S, T> {
        Reader {
            source: Lines::new(source.reader, &source.name),
            target: Lines::new(target.reader, &target.name),
            langs: (source.lang, target.lang),
            done: false,
        }
    }

    fn read(&mut self) -> Result<Option<Item>, Error> {
        let (source, target) = match (self.source.next()?, self.target.next()?) {
            (Some(source), Some(target)) => (source.to_owned(), target.to_owned()),
            (None, None) => return Ok(None),
            _ => {
                return Err(Error::LineCounts {
                    source_name: self.source.name().to_owned(),
                    source_lines: self.source.count()?,
                    target_name: self.target.name().to_owned(),
                    target_lines: self.target.count()?,
                });
            }
        };
        let reason = match (source.trim().is_empty(), target.trim().is_empty()) {
            (false, false) => None,
            (true, true) => Some("both lines are blank"),
            (true, false) => Some("the source line is blank"),
            (false, true) => Some("the target line is blank"),
        };
        let origin = Origin {
            file: self.source.name().to_owned(),
            target_file: Some(self.target.name().to_owned()),
            place: self.source.number(),
            line: self.source.number(),
            ..Origin::default()
        };
        let unit = TranslationUnit::pair(
            Variant::new(self.langs.0.clone(), source),
            Variant::new(self.langs.1.clone(), target),
            origin,
        );
        Ok(Some(match reason {
            None => Item::Unit(unit),
            Some(reason) => Item::Rejected(Rejected { unit, reason: reason.to_owned() }),
        }))
    }
}

impl<S: BufRead, T: BufRead> Iterator for Reader<S, T> {
    type Item = Result<Item, Error>;

    fn next(&mut self) -> Option<Result<Item, Error>> {
        if self.done {
            return None;
        }
        let item = self.read().transpose();
        self.done = !matches!(item, Some(Ok(_)));
        item
    }
}

/// Writes two line-aligned files.
pub struct Writer<S, T> {
    source: S,
    target: T,
    langs: (Lang, Lang),
}

impl<S: Write, T: Write> Writer<S, T> {
    /// Writes the variants of these two languages, whatever their region.
    pub fn new(source: (S, Lang), target: (T, Lang)) -> Writer<S, T> {
        Writer { source: source.0, target: target.0, langs: (source.1, target.1) }
    }

    /// Writes a line to both files and returns what the format could not hold, one sentence each.
    ///
    /// A unit that lacks one of the languages is left out. Line breaks become spaces.
    ///
    /// # Errors
    ///
    /// [`Error::Io`].
    pub fn write(&mut self, unit: &TranslationUnit) -> Result<Written, Error> {
        let (source, target) = match two_sides(unit, &self.langs) {
            Ok(sides) => sides,
            Err(reason) => return Ok(Written::LeftOut(reason)),
        };
        let mut changes = Vec::new();
        let (source, target) = (one_line(&source.text, &mut changes), one_line(&target.text, &mut changes));
        writeln!(self.source, "{source}").map_err(Error::io("source side"))?;
        writeln!(self.target, "{target}").map_err(Error::io("target side"))?;
        Ok(Written::Unit(changes))
    }

    /// Returns both streams, flushed.
    ///
    /// # Errors
    ///
    /// [`Error::Io`].
    pub fn finish(mut self) -> Result<(S, T), Error> {
        self.source.flush().map_err(Error::io("source side"))?;
        self.target.flush().map_err(Error::io("target side"))?;
        Ok((self.source, self.target))
    }
}

/// Returns the text with its line breaks as spaces, and notes when there were any.
pub(super) fn one_line(text: &str, changes: &mut Vec<String>) -> String {
    if !text.contains(['\n', '\r']) {
        return text.to_owned();
    }
    changes.push("line breaks written as spaces".to_owned());
    text.replace("\r\n", " ").replace(['\n', '\r'], " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(source: &str, target: &str) -> Vec<Result<Item, Error>> {
        let side = |text: &str, name: &str, lang: &str| Side {
            reader: std::io::Cursor::new(text.as_bytes().to_vec()),
            name: name.to_owned(),
            lang: Lang::new(lang),
        };
        Reader::new(side(source, "news.en", "en"), side(target, "news.fa", "fa")).collect()
    }

    #[test]
    fn line_n_translates_line_n() {
        let items = read("\u{feff}Rain.\r\nSnow.\n", "باران.\nبرف.");
        let units: Vec<_> = items.into_iter().map(|item| item.unwrap().unit().unwrap()).collect();
        assert_eq!(units.len(), 2);
        assert_eq!(units[0].variants[0].text, "Rain.");
        assert_eq!(units[1].variants[1].text, "برف.");
        assert_eq!((units[1].origin.place, units[1].origin.line), (2, 2));
        assert_eq!(units[1].origin.target_file.as_deref(), Some("news.fa"));
    }

    #[test]
    fn blank_lines_are_kept_as_refused() {
        let items = read("Rain.\n \n\n", "باران.\nبرف.\n\n");
        assert_eq!(items.len(), 3);
        let Ok(Item::Rejected(refused)) = &items[1] else { panic!("{:?}", items[1]) };
        assert_eq!((refused.reason.as_str(), refused.unit.origin.place), ("the source line is blank", 2));
        assert_eq!(refused.unit.variants[1].text, "برف.");
        assert!(matches!(&items[2], Ok(Item::Rejected(r)) if r.reason == "both lines are blank"));
    }

    #[test]
    fn other_numbers_of_lines_are_an_error() {
        let mut items = read("Rain.\n", "باران.\nبرف.\nتگرگ.\n");
        assert_eq!(items.len(), 2);
        let error = items.pop().unwrap().unwrap_err();
        assert_eq!(error.to_string(), "news.en has 1 lines, but news.fa has 3");
        assert_eq!(
            read("a\nb", "").pop().unwrap().unwrap_err().to_string(),
            "news.en has 2 lines, but news.fa has 0"
        );
        assert!(read("", "").is_empty());
    }

    #[test]
    fn bytes_that_are_no_text_are_an_error() {
        let side = |bytes: &'static [u8], name: &str| Side {
            reader: bytes,
            name: name.into(),
            lang: Lang::new("en"),
        };
        let mut reader = Reader::new(side(b"ok\n\xC4\n", "a.en"), side(b"ok\nok\n", "a.fa"));
        assert!(reader.next().unwrap().is_ok());
        assert_eq!(reader.next().unwrap().unwrap_err().to_string(), "a.en:2: bytes that are not UTF-8");
        assert!(reader.next().is_none());
    }

    #[test]
    fn what_is_written_reads_back() {
        let mut writer = Writer::new((Vec::new(), Lang::new("en-US")), (Vec::new(), Lang::new("fa")));
        for item in read("Rain.\nSnow.", "باران.\nبرف.") {
            let written = writer.write(&item.unwrap().unit().unwrap()).unwrap();
            assert_eq!(written, Written::Unit(Vec::new()));
        }
        let mut unit = read("a\n", "b\n").pop().unwrap().unwrap().unit().unwrap();
        unit.variants[0].text = "two\r\nlines".to_owned();
        assert_eq!(writer.write(&unit).unwrap(), Written::Unit(vec!["line breaks written as spaces".into()]));
        unit.variants.pop();
        assert_eq!(writer.write(&unit).unwrap(), Written::LeftOut("no text in fa, unit left out".into()));
        let (source, target) = writer.finish().unwrap();
        assert_eq!(String::from_utf8(source).unwrap(), "Rain.\nSnow.\ntwo lines\n");
        assert_eq!(String::from_utf8(target).unwrap(), "باران.\nبرف.\nb\n");
    }
}
