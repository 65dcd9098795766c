//! Columns → terms: which column of a table holds what, and what a row says.

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
    has_header: bool,
    pub(super) data_layout: bool,
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
    pub(super) fn term(&self, fields: &[String], options: &Options<'_>) -> Result<(Term, bool), Problem> {
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
