//! Glossaries as tables: our data layout, any CSV or TSV, and OmegaT's tab format.

mod columns;
mod rows;
mod write;

pub use write::{cells, write};

use columns::Columns;
pub(crate) use rows::decode;
use rows::{Row, rows};
use rustc_hash::FxHashMap;
use std::collections::hash_map::Entry::{Occupied, Vacant};

use crate::fold::{Level, fold};
use crate::term::{Kind, Rendering, Status, Term, UnknownWord};

/// The columns of our data layout, in order.
pub const DATA_HEADER: [&str; 9] = [
    "source",
    "target",
    "kind",
    "source_plural",
    "target_plural",
    "source_short",
    "target_short",
    "note",
    "from",
];

/// What a table or a termbase does not say itself, and which of its languages are wanted.
#[derive(Debug, Clone, Copy)]
pub struct Options<'a> {
    /// Name of the file, for messages.
    pub file: &'a str,
    /// Primary subtag of the source side.
    pub source_lang: &'a str,
    /// Primary subtag of the target side.
    pub target_lang: &'a str,
    /// Kind of rows or entries that name none.
    pub kind: Kind,
}

/// A row that could not be read; the rows around it were.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {problem}")]
pub struct RowError {
    /// Name of the file.
    pub file: String,
    /// Line number from 1.
    pub line: usize,
    /// What is wrong with the row.
    pub problem: Problem,
}

/// What can be wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Problem {
    /// The row has no source term.
    #[error("no source term")]
    NoSource,
    /// The row has no target term.
    #[error("no target term for `{0}`")]
    NoTarget(String),
    /// The row has more fields than the header, or only one.
    #[error("expected {expected} fields, found {found}")]
    Fields {
        /// Fields of the header, or the least a row needs.
        expected: usize,
        /// Fields of the row.
        found: usize,
    },
    /// A kind or status that is none.
    #[error(transparent)]
    Word(#[from] UnknownWord),
    /// Bytes that are not UTF-8; such rows are left out.
    #[error("not valid UTF-8")]
    Encoding,
    /// A quotation mark opens a field of a CSV row and none closes it; the lines after it were read as rows.
    #[error("the quotation mark is never closed")]
    OpenQuote,
}

/// Layouts that can be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// One term a line, tab separated, forms parted by `|`.
    ///
    /// [`DATA_HEADER`], then only where a term needs it `scope`, `status` (one for each rendering, when the first is not
    /// preferred and the others admitted or forbidden), `source_lang` and `target_lang` (when the pairs differ).
    Data,
    /// One rendering a line with status, kind, scope and note; quoted CSV.
    ///
    /// Plural and short forms have columns where a term has some, languages where the pairs differ, and `entry` numbers
    /// the terms where two share headword, kind, scope and languages.
    Csv,
    /// OmegaT's glossary: source, target and comment parted by tabs; the comment names forbidden renderings.
    OmegaT,
}

/// Reads a table in any of the layouts this module knows; bad rows are returned beside the terms.
///
/// UTF-8 or UTF-16, any line end; lines that begin with `#` are comments. With a header, columns are found by name
/// (`source`/`target`, a language tag or its English name, `kind`, `status`, `note`, `scope`, `from`, plural and short
/// forms, `source_lang` and `target_lang` of a row), whatever their order; without one, two or three columns are source,
/// target and comment. Under a header `|` parts several forms, `!` forbids the rendering it opens, and a backslash makes
/// either a letter. Rows of one headword, kind, scope and language pair are joined in plain tables, where the first
/// rendering is preferred unless a status says otherwise.
///
/// ```
/// use glossary::table::{Options, read};
/// use glossary::term::Kind;
/// let options = Options { file: "press.tsv", source_lang: "en", target_lang: "fa", kind: Kind::Term };
/// let (terms, errors) = read("ceasefire\tآتش‌بس\nsanctions\n".as_bytes(), &options);
/// assert_eq!(terms[0].headword(), "ceasefire");
/// assert_eq!(errors[0].to_string(), "press.tsv:2: expected 2 fields, found 1");
/// ```
pub fn read(bytes: &[u8], options: &Options<'_>) -> (Vec<Term>, Vec<RowError>) {
    let mut errors = Vec::new();
    let text = decode(bytes, options.file, &mut errors);
    let rows = rows(&text, options.file, &mut errors);
    terms(rows, options, errors)
}

/// Reads rows of cells, such as those of a sheet, as [`read`] reads a table; each has its number from 1.
pub fn read_rows(rows: Vec<(usize, Vec<String>)>, options: &Options<'_>) -> (Vec<Term>, Vec<RowError>) {
    let sound = |(_, fields): &(usize, Vec<String>)| fields.iter().any(|field| !field.trim().is_empty());
    let rows = rows.into_iter().filter(sound).map(|(line, fields)| {
        let end = fields.iter().rposition(|field| !field.is_empty()).map_or(0, |at| at + 1);
        Row { line, fields: fields[..end.max(2).min(fields.len())].to_vec() }
    });
    terms(rows.collect(), options, Vec::new())
}

/// Makes terms of rows, whatever they were read from.
fn terms(mut rows: Vec<Row>, options: &Options<'_>, mut errors: Vec<RowError>) -> (Vec<Term>, Vec<RowError>) {
    let columns = match rows.first().and_then(|row| Columns::from_header(&row.fields, options)) {
        Some(columns) => {
            rows.remove(0);
            columns
        }
        None => Columns::bare(),
    };
    let mut terms: Vec<Term> = Vec::new();
    let mut known: FxHashMap<Key, usize> = FxHashMap::default();
    for row in rows {
        match columns.term(&row.fields, options) {
            Ok(row) if columns.data_layout => terms.push(row.term),
            Ok(row) => match known.entry((key(&row.term), row.entry)) {
                Occupied(at) => join(&mut terms[*at.get()], row.term, row.stated, columns.csv_layout),
                Vacant(place) => {
                    place.insert(terms.len());
                    terms.push(row.term);
                }
            },
            Err(problem) => errors.push(RowError { file: options.file.to_owned(), line: row.line, problem }),
        }
    }
    errors.sort_by_key(|error| error.line);
    (terms, errors)
}

/// What makes two rows of a plain table one term, and the number of its entry.
type Key = (TermKey, String);

/// Headword, kind, scope and languages.
type TermKey = (String, Kind, Option<String>, String, String);

fn key(term: &Term) -> TermKey {
    let headword = fold(term.headword(), Level::Letters);
    (headword, term.kind, term.scope.clone(), term.source_lang.clone(), term.target_lang.clone())
}

/// Adds the renderings and spellings of a second row about the same headword.
///
/// Renderings are put in the order of their statuses but where `in_order` keeps that of the rows.
fn join(term: &mut Term, other: Term, status_stated: bool, in_order: bool) {
    for (forms, more) in [
        (&mut term.source, other.source),
        (&mut term.forms.source_plural, other.forms.source_plural),
        (&mut term.forms.target_plural, other.forms.target_plural),
        (&mut term.forms.source_short, other.forms.source_short),
        (&mut term.forms.target_short, other.forms.target_short),
    ] {
        for form in more {
            if !forms.contains(&form) {
                forms.push(form);
            }
        }
    }
    let has_preferred = term.target.iter().any(|rendering| rendering.status == Status::Preferred);
    for mut rendering in other.target {
        if !status_stated && has_preferred && rendering.status == Status::Preferred {
            rendering.status = Status::Admitted;
        }
        let same = |known: &Rendering| {
            known.text == rendering.text && (!in_order || known.status == rendering.status)
        };
        if !term.target.iter().any(same) {
            term.target.push(rendering);
        }
    }
    if !in_order {
        term.target.sort_by_key(|rendering| rendering.status);
    }
    term.note = term.note.take().or(other.note);
    term.from = term.from.take().or(other.from);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const OPTIONS: Options<'_> =
        Options { file: "people.tsv", source_lang: "en", target_lang: "fa", kind: Kind::Term };

    #[test]
    fn data_layout_goes_round() {
        let text = format!(
            "# people\n{}\nTheresa May|Mrs May\tترزا می|ترسا می|!ترزا مای\tperson\t\t\tMay\tمی\tprime minister\tself\n",
            DATA_HEADER.join("\t")
        );
        let (terms, errors) = read(text.as_bytes(), &OPTIONS);
        assert_eq!(errors, []);
        assert_eq!(terms.len(), 1);
        assert_eq!(terms[0].source, ["Theresa May", "Mrs May"]);
        let statuses: Vec<Status> = terms[0].target.iter().map(|r| r.status).collect();
        assert_eq!(statuses, [Status::Preferred, Status::Admitted, Status::Forbidden]);
        assert_eq!(terms[0].forms.source_short, ["May"]);
        assert_eq!(read(write(&terms, Layout::Data).as_bytes(), &OPTIONS).0, terms);
        assert_eq!(read(write(&terms, Layout::Csv).as_bytes(), &OPTIONS).0[0].target, terms[0].target);
    }

    #[test]
    fn columns_are_found_by_name() {
        for text in [
            "Persian,English,Status,Comment\nتهران,Tehran,preferred,\"the city, not the province\"\nطهران,Tehran,forbidden,\n",
            "fa-IR;en-US;status;note\nتهران;Tehran;;the city, not the province\nطهران;Tehran;deprecated;\n",
            "source\ttarget\tstatus\tnote\r\nTehran\tتهران\tpreferred\tthe city, not the province\r\nTehran\tطهران\tforbidden\r\n",
        ] {
            let (terms, errors) = read(text.as_bytes(), &OPTIONS);
            assert_eq!(errors, []);
            assert_eq!(terms.len(), 1, "{text}");
            assert_eq!(terms[0].headword(), "Tehran");
            assert_eq!(terms[0].preferred().collect::<Vec<_>>(), ["تهران"]);
            assert_eq!(terms[0].forbidden().collect::<Vec<_>>(), ["طهران"]);
            assert_eq!(terms[0].note.as_deref(), Some("the city, not the province"));
        }
    }

    #[test]
    fn omegat_files_in_any_encoding() {
        let text = "# glossary\nceasefire\tآتش‌بس\tpress\nceasefire\tترک مخاصمه\n";
        let utf16: Vec<u8> = "\u{FEFF}"
            .chars()
            .chain(text.chars())
            .collect::<String>()
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        for bytes in
            [text.as_bytes().to_vec(), utf16, format!("\u{FEFF}{}", text.replace('\n', "\r\n")).into_bytes()]
        {
            let (terms, errors) = read(&bytes, &OPTIONS);
            assert_eq!(errors, []);
            assert_eq!(terms.len(), 1);
            assert_eq!(terms[0].accepted().collect::<Vec<_>>(), ["آتش‌بس", "ترک مخاصمه"]);
            assert_eq!(terms[0].note.as_deref(), Some("press"));
        }
    }

    #[test]
    fn bad_rows_are_named_and_the_rest_goes_on() {
        let mut bytes = b"source\ttarget\tkind\nA\t\tplace\nB\tb\tcity hall\nC\n\td\te\n".to_vec();
        bytes.extend(b"X\t\xff\xfe\tplace\nD\td\tplace\tmore\nE\te\tplace\n");
        let (terms, errors) = read(&bytes, &OPTIONS);
        assert_eq!(terms.len(), 1);
        let messages: Vec<String> = errors.iter().map(RowError::to_string).collect();
        assert_eq!(messages[0], "people.tsv:2: no target term for `A`");
        assert!(messages[1].starts_with("people.tsv:3: unknown kind `city hall`"));
        assert_eq!(messages[2], "people.tsv:4: expected 3 fields, found 1");
        assert_eq!(messages[3], "people.tsv:5: no source term");
        assert_eq!(messages[4], "people.tsv:6: not valid UTF-8");
        assert_eq!(messages[5], "people.tsv:7: expected 3 fields, found 4");
        assert_eq!(messages.len(), 6);
    }

    #[test]
    fn a_quote_left_open_costs_one_line() {
        let csv = |text: &str| {
            let (terms, errors) = read(text.as_bytes(), &OPTIONS);
            let words: Vec<String> = terms.iter().map(|term| term.headword().to_owned()).collect();
            (words.join(" "), errors.iter().map(ToString::to_string).collect::<Vec<_>>())
        };
        let open = |line: usize| format!("people.tsv:{line}: the quotation mark is never closed");
        let header = "source,target\n";
        for (rows, words, lines) in [
            ("Shiraz,\"شیراز\nTehran,تهران\nQom,قم", "Tehran Qom", vec![2]),
            ("Shiraz,\"شیراز\nTehran,\"تهران\"\nQom,قم\n", "Tehran Qom", vec![2]),
            ("Shiraz,\"شیراز\nTehran,\"تهران\nQom,قم\n", "Qom", vec![2, 3]),
            ("# a\n\n\"Shiraz,شیراز\nQom,قم\n", "Qom", vec![4]),
            ("Qom,\"قم\n", "", vec![2]),
            ("\"Tehran\nBazaar\",\"بازار\nQom,قم\n", "Qom", vec![3]),
            // None of these is left open.
            ("\"Tehran\nBazaar\",بازار\nQom,قم\n", "Tehran\nBazaar Qom", vec![]),
            ("\"Qom\" city,قم\n5\" pipe,لوله\n \"a \"\"b\"\"\" ,ب\n", "Qom city 5\" pipe a \"b\"", vec![]),
        ] {
            let lines: Vec<String> = lines.into_iter().map(open).collect();
            assert_eq!(csv(&format!("{header}{rows}")), (words.to_owned(), lines), "{rows}");
        }
        let (terms, errors) = read("source\ttarget\nShiraz\t\"شیراز\n\"Qom\tقم\"\n".as_bytes(), &OPTIONS);
        assert_eq!(errors, []);
        assert_eq!((terms[0].target[0].text.as_str(), terms[1].headword()), ("\"شیراز", "\"Qom"));
    }

    proptest! {
        #[test]
        fn any_bytes_are_read(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = read(&bytes, &OPTIONS);
        }

        #[test]
        fn data_layout_reads_what_it_wrote(words in proptest::collection::vec("[a-zآ-ی][a-z آ-ی\u{200c}\"']{0,8}[a-zآ-ی]", 2..6)) {
            let mut term = Term::new(&words[0], &words[1], Kind::Title, "en", "fa");
            term.forms.target_plural = words[2..].to_vec();
            let (terms, errors) = read(write(std::slice::from_ref(&term), Layout::Data).as_bytes(), &OPTIONS);
            prop_assert_eq!(errors, vec![]);
            prop_assert_eq!(terms, vec![term]);
        }
    }
}
