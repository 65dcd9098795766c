//! Columns → terms: which column of a table holds what, and what a row says.

use crate::table::write::{CSV_HEADER, OPTIONAL};
use crate::table::{DATA_HEADER, Options, Problem};
use crate::term::{Forms, Rendering, Status, Term};

/// Which column holds what.
#[derive(Default)]
pub(super) struct Columns {
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
    source_lang: Option<usize>,
    target_lang: Option<usize>,
    entry: Option<usize>,
    has_header: bool,
    /// The columns are those of our data layout: every row is a term.
    pub(super) data_layout: bool,
    /// The columns are those of our CSV: renderings stand in their order.
    pub(super) csv_layout: bool,
}

impl Columns {
    /// Source, target and comment, as in OmegaT.
    pub(super) fn bare() -> Columns {
        Columns { count: 3, target: 1, note: Some(2), ..Columns::default() }
    }

    /// Reads a header; `None` when the row names no source and target.
    pub(super) fn from_header(fields: &[String], options: &Options<'_>) -> Option<Columns> {
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
                "source_lang" | "source_language" => columns.source_lang = Some(at),
                "target_lang" | "target_language" => columns.target_lang = Some(at),
                "entry" => columns.entry = Some(at),
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
        let begins = |header: &[&str]| {
            fields.len() >= header.len()
                && fields.iter().zip(header).all(|(field, name)| field == name)
                && fields[header.len()..].iter().all(|field| OPTIONAL.contains(&field.as_str()))
        };
        columns.data_layout = begins(&DATA_HEADER);
        columns.csv_layout = begins(&CSV_HEADER);
        Some(columns)
    }

    /// Returns the term of a row.
    pub(super) fn term(&self, fields: &[String], options: &Options<'_>) -> Result<Entry, Problem> {
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
        // Without a header `|` is a letter like any other.
        let parts = |text: &str| if self.has_header { split(text) } else { split_none(text) };
        let source = parts(field(self.source));
        let headword = source.first().ok_or(Problem::NoSource)?;
        // One status for all renderings, or one for each.
        let stated: Vec<Status> = optional(self.status)
            .map_or(Ok(Vec::new()), |words| words.split('|').map(str::parse).collect())?;
        let mut target: Vec<Rendering> = Vec::new();
        for (at, part) in parts(field(self.target)).into_iter().enumerate() {
            let (text, forbidden) = if self.has_header { unbanged(part) } else { (part, false) };
            let first = !target.iter().any(|r| r.status == Status::Preferred);
            let status = match stated.get(at).or(stated.first().filter(|_| stated.len() == 1)) {
                _ if forbidden => Status::Forbidden,
                Some(status) => *status,
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
            source_lang: optional(self.source_lang).map_or(options.source_lang.to_owned(), subtag),
            target_lang: optional(self.target_lang).map_or(options.target_lang.to_owned(), subtag),
            scope: optional(self.scope).map(str::to_owned),
            note: optional(self.note).map(str::to_owned),
            from: optional(self.from).map(str::to_owned),
        };
        let entry = optional(self.entry).unwrap_or("").to_owned();
        Ok(Entry { term, stated: !stated.is_empty(), entry })
    }
}

/// What a row says.
pub(super) struct Entry {
    pub(super) term: Term,
    /// The row states a status.
    pub(super) stated: bool,
    /// The number of the entry the row belongs to, when terms alike are told apart by it; else empty.
    pub(super) entry: String,
}

/// Splits a field at `|`; a backslash before it makes it a letter.
fn split(text: &str) -> Vec<String> {
    let mut out = vec![String::new()];
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let part = out.len() - 1;
        match c {
            '\\' if chars.peek() == Some(&'|') => out[part].extend(chars.next()),
            '|' => out.push(String::new()),
            c => out[part].push(c),
        }
    }
    out.iter().map(|part| part.trim()).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

fn split_none(text: &str) -> Vec<String> {
    if text.is_empty() { Vec::new() } else { vec![text.to_owned()] }
}

/// Takes off the `!` that forbids a rendering, or the backslash that makes it a letter.
fn unbanged(text: String) -> (String, bool) {
    match text.strip_prefix('!').map(str::trim) {
        Some(rest) if !rest.is_empty() => (rest.to_owned(), true),
        None if text.starts_with('\\') && text.trim_start_matches('\\').starts_with('!') => {
            (text[1..].to_owned(), false)
        }
        _ => (text, false),
    }
}

/// Returns the primary subtag of a language, however it is named.
fn subtag(name: &str) -> String {
    let name = name.to_lowercase().replace([' ', '-'], "_");
    language(&name).unwrap_or(name.split('_').next().unwrap_or(&name)).to_owned()
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
