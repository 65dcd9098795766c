//! Glossaries as tables: our data layout, any CSV or TSV, and OmegaT's tab format.

use std::fmt::Write as _;

use rustc_hash::FxHashMap;

use crate::fold::{Level, fold};
use crate::term::{Forms, Kind, Rendering, Status, Term, UnknownWord};

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

/// What a table does not say itself.
#[derive(Debug, Clone, Copy)]
pub struct Options<'a> {
    /// Name of the file, for messages.
    pub file: &'a str,
    /// Primary subtag of the source side.
    pub source_lang: &'a str,
    /// Primary subtag of the target side.
    pub target_lang: &'a str,
    /// Kind of rows that name none.
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
    /// The CSV is broken.
    #[error("broken CSV: {0}")]
    Csv(String),
}

/// Layouts that can be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// One term a line, tab separated, forms parted by `|`.
    Data,
    /// One rendering a line with status, kind, scope and note; quoted CSV.
    Csv,
    /// OmegaT's glossary: source, target and comment parted by tabs; forbidden renderings are left out.
    OmegaT,
}

/// Reads a table in any of the layouts this module knows; bad rows are returned beside the terms.
///
/// UTF-8 or UTF-16, any line end; lines that begin with `#` are comments. With a header, columns are found by name
/// (`source`/`target`, a language tag or its English name, `kind`, `status`, `note`, `scope`, `from`, plural and short
/// forms), whatever their order; without one, two or three columns are source, target and comment. Rows of one headword
/// and kind are joined in plain tables, where the first rendering is preferred unless a status says otherwise.
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
    let mut rows = rows(&text, options.file, &mut errors);
    let columns = rows.first().and_then(|row| Columns::from_header(&row.fields, options));
    let data_layout = columns.as_ref().is_some_and(|columns| columns.data_layout);
    let columns = match columns {
        Some(columns) => {
            rows.remove(0);
            columns
        }
        None => Columns::bare(),
    };
    let mut terms: Vec<Term> = Vec::new();
    let mut known: FxHashMap<(String, Kind, Option<String>), usize> = FxHashMap::default();
    for row in rows {
        match columns.term(&row.fields, options) {
            Ok((term, _)) if data_layout => terms.push(term),
            Ok((term, stated)) => {
                let key = (fold(term.headword(), Level::Letters), term.kind, term.scope.clone());
                match known.get(&key) {
                    Some(&at) => join(&mut terms[at], term, stated),
                    None => {
                        known.insert(key, terms.len());
                        terms.push(term);
                    }
                }
            }
            Err(problem) => errors.push(RowError { file: options.file.to_owned(), line: row.line, problem }),
        }
    }
    errors.sort_by_key(|error| error.line);
    (terms, errors)
}

/// Adds the renderings and spellings of a second row about the same headword.
fn join(term: &mut Term, other: Term, status_stated: bool) {
    for spelling in other.source {
        if !term.source.contains(&spelling) {
            term.source.push(spelling);
        }
    }
    let has_preferred = term.target.iter().any(|rendering| rendering.status == Status::Preferred);
    for mut rendering in other.target {
        if !status_stated && has_preferred && rendering.status == Status::Preferred {
            rendering.status = Status::Admitted;
        }
        if !term.target.iter().any(|known| known.text == rendering.text) {
            term.target.push(rendering);
        }
    }
    term.target.sort_by_key(|rendering| rendering.status);
    term.note = term.note.take().or(other.note);
    term.from = term.from.take().or(other.from);
}

/// Writes terms as a table; tabs and line breaks inside a field become blanks.
///
/// [`Layout::Data`] read back gives the same terms but for their scope, which it has no column for.
pub fn write(terms: &[Term], layout: Layout) -> String {
    match layout {
        Layout::Data => {
            let mut out = DATA_HEADER.join("\t");
            out.push('\n');
            for term in terms {
                let target: Vec<String> = (term.target.iter())
                    .map(|rendering| match rendering.status {
                        Status::Forbidden => format!("!{}", rendering.text),
                        _ => rendering.text.clone(),
                    })
                    .collect();
                let forms = &term.forms;
                let fields = [
                    list(&term.source),
                    list(&target),
                    term.kind.to_string(),
                    list(&forms.source_plural),
                    list(&forms.target_plural),
                    list(&forms.source_short),
                    list(&forms.target_short),
                    plain(term.note.as_deref().unwrap_or("")),
                    plain(term.from.as_deref().unwrap_or("")),
                ];
                out.push_str(&fields.join("\t"));
                out.push('\n');
            }
            out
        }
        Layout::Csv => {
            let mut out = String::from("source,target,status,kind,scope,note,from\n");
            for term in terms {
                for rendering in &term.target {
                    let fields = [
                        term.source.join("|"),
                        rendering.text.clone(),
                        rendering.status.to_string(),
                        term.kind.to_string(),
                        term.scope.clone().unwrap_or_default(),
                        term.note.clone().unwrap_or_default(),
                        term.from.clone().unwrap_or_default(),
                    ];
                    let fields: Vec<String> = fields.iter().map(|field| quoted(field)).collect();
                    let _ = writeln!(out, "{}", fields.join(","));
                }
            }
            out
        }
        Layout::OmegaT => {
            let mut out = String::new();
            for term in terms {
                let note = plain(term.note.as_deref().unwrap_or(""));
                for spelling in &term.source {
                    for text in term.target.iter().filter(|r| r.status != Status::Forbidden).map(|r| &r.text)
                    {
                        let _ = writeln!(out, "{}\t{}\t{note}", plain(spelling), plain(text));
                    }
                }
            }
            out
        }
    }
}

fn plain(field: &str) -> String {
    field.replace(['\t', '\n', '\r'], " ")
}

fn list(forms: &[String]) -> String {
    forms.iter().map(|form| plain(form).replace('|', "/")).collect::<Vec<_>>().join("|")
}

fn quoted(field: &str) -> String {
    if field.contains([',', '"', '\n', '\r']) || field.starts_with('#') {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field.to_owned()
    }
}

/// Decodes UTF-8 or UTF-16 with or without a byte order mark; lines that are not UTF-8 are reported and emptied.
fn decode(bytes: &[u8], file: &str, errors: &mut Vec<RowError>) -> String {
    let zeros = |parity: usize| {
        let head = &bytes[..bytes.len().min(64)];
        head.len() >= 4
            && head.iter().skip(parity).step_by(2).filter(|&&byte| byte == 0).count() * 4 > head.len()
    };
    let utf16 = |bytes: &[u8], read: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| read([pair[0], pair[1]])).collect();
        String::from_utf16_lossy(&units)
    };
    let text = match bytes {
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        _ if zeros(1) => utf16(bytes, u16::from_le_bytes),
        _ if zeros(0) => utf16(bytes, u16::from_be_bytes),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => {
                let mut text = String::with_capacity(bytes.len());
                for (at, line) in bytes.split(|&byte| byte == b'\n').enumerate() {
                    match std::str::from_utf8(line) {
                        Ok(line) => text.push_str(line),
                        Err(_) => errors.push(RowError {
                            file: file.to_owned(),
                            line: at + 1,
                            problem: Problem::Encoding,
                        }),
                    }
                    text.push('\n');
                }
                text
            }
        },
    };
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(&text);
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// Fields of one row and the line it begins on.
struct Row {
    line: usize,
    fields: Vec<String>,
}

/// Splits the text into rows: tab separated when the first line that says something has a tab, CSV otherwise.
fn rows(text: &str, file: &str, errors: &mut Vec<RowError>) -> Vec<Row> {
    let says = |line: &&str| !line.trim().is_empty() && !line.starts_with('#');
    let first = text.lines().find(says).unwrap_or("");
    if first.contains('\t') {
        let lines = text.lines().enumerate().filter(|(_, line)| says(line));
        return lines
            .map(|(at, line)| Row { line: at + 1, fields: line.split('\t').map(unquoted).collect() })
            .collect();
    }
    let semicolons = first.matches(';').count() > first.matches(',').count();
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .comment(Some(b'#'))
        .delimiter(if semicolons { b';' } else { b',' })
        .from_reader(text.as_bytes());
    let mut out = Vec::new();
    for record in reader.records() {
        match record {
            Ok(record) => {
                let line = record.position().map_or(0, |position| position.line() as usize);
                let fields: Vec<String> = record.iter().map(|field| field.trim().to_owned()).collect();
                if fields.iter().any(|field| !field.is_empty()) {
                    out.push(Row { line, fields });
                }
            }
            Err(error) => {
                let line = error.position().map_or(0, |position| position.line() as usize);
                let problem = Problem::Csv(error.to_string());
                errors.push(RowError { file: file.to_owned(), line, problem });
            }
        }
    }
    out
}

/// Takes the quotes off that spreadsheets put around a field.
fn unquoted(field: &str) -> String {
    let field = field.trim();
    match field.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        Some(inner) if inner.replace("\"\"", "").find('"').is_none() => inner.replace("\"\"", "\""),
        _ => field.to_owned(),
    }
}

/// Which column holds what.
#[derive(Default)]
struct Columns {
    count: usize,
    source: usize,
    target: usize,
    kind: Option<usize>,
    status: Option<usize>,
    scope: Option<usize>,
    note: Option<usize>,
    from: Option<usize>,
    /// Source plural, target plural, source short, target short.
    forms: [Option<usize>; 4],
    has_header: bool,
    data_layout: bool,
}

impl Columns {
    /// Source, target and comment, as in OmegaT.
    fn bare() -> Columns {
        Columns { count: 3, target: 1, note: Some(2), ..Columns::default() }
    }

    /// Reads a header; `None` when the row names no source and target.
    fn from_header(fields: &[String], options: &Options<'_>) -> Option<Columns> {
        let mut columns = Columns { count: fields.len(), has_header: true, ..Columns::default() };
        let (mut source, mut target) = (None, None);
        let mut languages: Vec<(usize, &str)> = Vec::new();
        for (at, field) in fields.iter().enumerate() {
            let name = field.trim().to_lowercase().replace([' ', '-'], "_");
            match name.as_str() {
                "source" | "src" | "source_term" | "term" => source = source.or(Some(at)),
                "target" | "trg" | "tgt" | "target_term" | "translation" => target = target.or(Some(at)),
                "kind" | "type" | "category" => columns.kind = Some(at),
                "status" | "usage" => columns.status = Some(at),
                "scope" | "project" | "client" | "subject" | "domain" => columns.scope = Some(at),
                "note" | "notes" | "comment" | "comments" | "description" | "definition" => {
                    columns.note = Some(at)
                }
                "from" | "origin" | "reference" => columns.from = Some(at),
                "source_plural" => columns.forms[0] = Some(at),
                "target_plural" => columns.forms[1] = Some(at),
                "source_short" => columns.forms[2] = Some(at),
                "target_short" => columns.forms[3] = Some(at),
                _ => languages.extend(language(&name).map(|tag| (at, tag))),
            }
        }
        let of = |lang: &str| languages.iter().find(|(_, tag)| *tag == lang).map(|(at, _)| *at);
        if source.is_none() && target.is_none() && languages.len() >= 2 {
            let (first, second) = (languages[0].0, languages[1].0);
            (source, target) = match (of(options.source_lang), of(options.target_lang)) {
                (Some(source), Some(target)) => (Some(source), Some(target)),
                (Some(source), None) => (Some(source), Some(if source == first { second } else { first })),
                (None, Some(target)) => (Some(if target == first { second } else { first }), Some(target)),
                (None, None) => (Some(first), Some(second)),
            };
        }
        columns.source = source?;
        columns.target = target?;
        columns.data_layout = fields.len() == DATA_HEADER.len() && fields.iter().eq(DATA_HEADER.iter());
        Some(columns)
    }

    /// Returns the term of a row and whether the row states a status.
    fn term(&self, fields: &[String], options: &Options<'_>) -> Result<(Term, bool), Problem> {
        if fields.len() < 2 {
            return Err(Problem::Fields {
                expected: if self.has_header { self.count } else { 2 },
                found: fields.len(),
            });
        }
        if self.has_header
            && fields.len() > self.count
            && fields[self.count..].iter().any(|field| !field.is_empty())
        {
            return Err(Problem::Fields { expected: self.count, found: fields.len() });
        }
        let field = |at: usize| fields.get(at).map_or("", |field| field.trim());
        let optional = |at: Option<usize>| at.map(field).filter(|field| !field.is_empty());
        let parts = |text: &str| -> Vec<String> {
            // Without a header `|` is a letter like any other.
            let parts: Vec<&str> = if self.has_header { text.split('|').collect() } else { vec![text] };
            parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
        };
        let source = parts(field(self.source));
        let headword = source.first().ok_or(Problem::NoSource)?;
        let stated: Option<Status> = optional(self.status).map(str::parse).transpose()?;
        let mut target = Vec::new();
        for part in parts(field(self.target)) {
            let (text, forbidden) = match part.strip_prefix('!') {
                Some(text) if self.has_header && !text.trim().is_empty() => (text.trim().to_owned(), true),
                _ => (part, false),
            };
            let first = !target.iter().any(|r: &Rendering| r.status == Status::Preferred);
            let status = match stated {
                _ if forbidden => Status::Forbidden,
                Some(status) => status,
                None if first => Status::Preferred,
                None => Status::Admitted,
            };
            target.push(Rendering { text, status });
        }
        if target.is_empty() {
            return Err(Problem::NoTarget(headword.clone()));
        }
        let kind = optional(self.kind).map(str::parse).transpose()?.unwrap_or(options.kind);
        let form = |at: usize| optional(self.forms[at]).map(parts).unwrap_or_default();
        let forms = Forms {
            source_plural: form(0),
            target_plural: form(1),
            source_short: form(2),
            target_short: form(3),
        };
        let term = Term {
            source,
            target,
            forms,
            kind,
            source_lang: options.source_lang.to_owned(),
            target_lang: options.target_lang.to_owned(),
            scope: optional(self.scope).map(str::to_owned),
            note: optional(self.note).map(str::to_owned),
            from: optional(self.from).map(str::to_owned),
        };
        Ok((term, stated.is_some()))
    }
}

/// Returns the primary subtag of a language tag or an English (or own) language name in lower case.
fn language(name: &str) -> Option<&'static str> {
    const NAMES: [(&str, &[&str]); 24] = [
        ("ar", &["arabic", "العربیة", "عربی", "العربية"]),
        ("bg", &["bulgarian"]),
        ("de", &["german", "deutsch"]),
        ("el", &["greek"]),
        ("en", &["english", "انگلیسی"]),
        ("es", &["spanish", "español"]),
        ("fa", &["persian", "farsi", "dari", "فارسی"]),
        ("fr", &["french", "français"]),
        ("he", &["hebrew"]),
        ("hi", &["hindi"]),
        ("it", &["italian", "italiano"]),
        ("ja", &["japanese"]),
        ("ko", &["korean"]),
        ("ku", &["kurdish"]),
        ("nl", &["dutch"]),
        ("pl", &["polish"]),
        ("ps", &["pashto"]),
        ("pt", &["portuguese", "português"]),
        ("ru", &["russian", "русский"]),
        ("sv", &["swedish"]),
        ("tr", &["turkish", "türkçe"]),
        ("uk", &["ukrainian"]),
        ("ur", &["urdu", "اردو"]),
        ("zh", &["chinese"]),
    ];
    let subtag = name.split('_').next().unwrap_or(name);
    (NAMES.iter())
        .find(|(tag, names)| *tag == subtag || names.contains(&name) || names.contains(&subtag))
        .map(|(tag, _)| *tag)
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
