//! Terms → tables.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::table::rows::unquoted;
use crate::table::{DATA_HEADER, Layout, key};
use crate::term::{Rendering, Status, Term};

/// The columns every CSV of ours has, in order.
pub(super) const CSV_HEADER: [&str; 7] = ["source", "target", "status", "kind", "scope", "note", "from"];

/// The columns a table of ours has only when a term needs them.
pub(super) const OPTIONAL: [&str; 9] = [
    "scope",
    "status",
    "source_plural",
    "target_plural",
    "source_short",
    "target_short",
    "source_lang",
    "target_lang",
    "entry",
];

/// Writes terms as a table.
///
/// [`read`](super::read) gives the same terms back from [`Layout::Data`] and [`Layout::Csv`], when its options name the
/// languages of terms that all share one pair. Only blanks at the ends of a field are lost, tabs and line breaks in
/// [`Layout::Data`] become blanks, and CSV has no row for a term without renderings and one for a rendering that stands
/// twice in its term. [`Layout::OmegaT`] holds spellings, renderings and notes
/// alone, and names what is forbidden in the notes.
///
/// ```
/// use glossary::table::{Layout, write};
/// use glossary::term::{Kind, Term};
/// let mut term = Term::new("harbour", "بندر", Kind::Term, "en", "fa");
/// term.scope = Some("coast guard".to_owned());
/// let text = write(&[term], Layout::Data);
/// assert!(text.lines().next().is_some_and(|header| header.ends_with("\tfrom\tscope")));
/// ```
pub fn write(terms: &[Term], layout: Layout) -> String {
    match layout {
        Layout::Data => data(terms),
        Layout::Csv => csv(terms),
        Layout::OmegaT => omegat(terms),
    }
}

/// Returns the languages when the terms have more than one pair.
fn languages(terms: &[Term]) -> bool {
    terms.windows(2).any(|w| (&w[0].source_lang, &w[0].target_lang) != (&w[1].source_lang, &w[1].target_lang))
}

fn data(terms: &[Term]) -> String {
    let with_scope = terms.iter().any(|term| term.scope.is_some());
    let with_status = terms.iter().any(|term| !in_usual_order(&term.target));
    let with_languages = languages(terms);
    let mut header = DATA_HEADER.to_vec();
    header.extend(with_scope.then_some("scope"));
    header.extend(with_status.then_some("status"));
    header.extend(with_languages.then_some(["source_lang", "target_lang"]).into_iter().flatten());
    let mut out = header.join("\t");
    out.push('\n');
    for term in terms {
        let forms = &term.forms;
        let target: Vec<String> = term.target.iter().map(banged).collect();
        let mut fields = vec![
            list(&term.source),
            list(&target),
            term.kind.to_string(),
            list(&forms.source_plural),
            list(&forms.target_plural),
            list(&forms.source_short),
            list(&forms.target_short),
            text_of(&term.note).to_owned(),
            text_of(&term.from).to_owned(),
        ];
        fields.extend(with_scope.then(|| text_of(&term.scope).to_owned()));
        let usual = in_usual_order(&term.target);
        let statuses = || term.target.iter().map(|r| r.status.as_str()).collect::<Vec<_>>().join("|");
        fields.extend(with_status.then(|| if usual { String::new() } else { statuses() }));
        if with_languages {
            fields.extend([term.source_lang.clone(), term.target_lang.clone()]);
        }
        let fields: Vec<String> = fields.iter().map(|field| tab_field(field)).collect();
        out.push_str(&fields.join("\t"));
        out.push('\n');
    }
    out
}

fn csv(terms: &[Term]) -> String {
    let mut out = String::new();
    for row in cells(terms) {
        let fields: Vec<String> = row.iter().map(|field| quoted(field)).collect();
        let _ = writeln!(out, "{}", fields.join(","));
    }
    out
}

/// Returns the cells of [`Layout::Csv`], the header first, for whatever holds a table; every row is as long as the header.
pub fn cells(terms: &[Term]) -> Vec<Vec<String>> {
    let forms = |term: &Term| {
        let forms = &term.forms;
        [&forms.source_plural, &forms.target_plural, &forms.source_short, &forms.target_short]
            .map(|f| list(f))
    };
    let mut with_forms = [false; 4];
    for term in terms {
        for (with, form) in with_forms.iter_mut().zip(forms(term)) {
            *with |= !form.is_empty();
        }
    }
    let with_languages = languages(terms);
    let mut keys = BTreeSet::new();
    let with_entry = terms.iter().any(|term| !keys.insert(key(term)));
    let mut header = CSV_HEADER.to_vec();
    header.extend(OPTIONAL[2..6].iter().zip(with_forms).filter(|(_, with)| *with).map(|(name, _)| *name));
    header.extend(with_languages.then_some(["source_lang", "target_lang"]).into_iter().flatten());
    header.extend(with_entry.then_some("entry"));
    let mut out = vec![header.into_iter().map(str::to_owned).collect()];
    for (at, term) in terms.iter().enumerate() {
        let forms = forms(term);
        for rendering in &term.target {
            let text = match rendering.status {
                Status::Forbidden => unforbidden(&rendering.text),
                _ => banged(rendering),
            };
            let mut fields = vec![
                list(&term.source),
                list(&[text]),
                rendering.status.to_string(),
                term.kind.to_string(),
                text_of(&term.scope).to_owned(),
                text_of(&term.note).to_owned(),
                text_of(&term.from).to_owned(),
            ];
            fields
                .extend(forms.iter().zip(with_forms).filter(|(_, with)| *with).map(|(form, _)| form.clone()));
            if with_languages {
                fields.extend([term.source_lang.clone(), term.target_lang.clone()]);
            }
            fields.extend(with_entry.then(|| (at + 1).to_string()));
            out.push(fields);
        }
    }
    out
}

fn omegat(terms: &[Term]) -> String {
    let mut out = String::new();
    for term in terms {
        let forbidden: Vec<&str> = term.forbidden().collect();
        let forbidden = (!forbidden.is_empty()).then(|| format!("forbidden: {}", forbidden.join(", ")));
        let remarks: Vec<String> = term.note.iter().cloned().chain(forbidden).collect();
        let remarks = plain(&remarks.join("; "));
        let spellings = || term.source.iter().chain(&term.forms.source_short);
        let accepted: Vec<&Rendering> =
            term.target.iter().filter(|r| r.status != Status::Forbidden).collect();
        for spelling in spellings() {
            for rendering in &accepted {
                let _ = writeln!(out, "{}\t{}\t{remarks}", plain(spelling), plain(&rendering.text));
            }
            if accepted.is_empty() {
                // A line without a target still warns whoever meets the word.
                let _ = writeln!(out, "{}\t\t{remarks}", plain(spelling));
            }
        }
    }
    out
}

/// Returns whether the statuses are those a list of renderings has when none is stated.
fn in_usual_order(target: &[Rendering]) -> bool {
    let mut open = target.iter().map(|r| r.status).filter(|status| *status != Status::Forbidden);
    open.next().is_none_or(|first| first == Status::Preferred)
        && open.all(|status| status == Status::Admitted)
}

/// Marks a rendering that is forbidden with `!`.
fn banged(rendering: &Rendering) -> String {
    match rendering.status {
        Status::Forbidden => format!("!{}", rendering.text),
        _ => unforbidden(&rendering.text),
    }
}

/// Keeps a `!` at the beginning of a rendering from forbidding it.
fn unforbidden(text: &str) -> String {
    let bang = text.trim_start_matches('\\').starts_with('!');
    if bang { format!("\\{text}") } else { text.to_owned() }
}

fn text_of(field: &Option<String>) -> &str {
    field.as_deref().unwrap_or("")
}

fn plain(field: &str) -> String {
    field.replace(['\t', '\n', '\r'], " ")
}

/// Writes several forms in one field: a `|` of their own gets a backslash, one at the end of a form a blank.
fn list(forms: &[String]) -> String {
    let parts: Vec<String> = (forms.iter())
        .map(|form| {
            let form = form.replace('|', "\\|");
            if form.ends_with('\\') { form + " " } else { form }
        })
        .collect();
    parts.join("|")
}

fn tab_field(field: &str) -> String {
    let field = plain(field);
    // What begins with # would be a comment, what stands in quotes would lose them.
    if field.starts_with('#') || field.contains('"') && unquoted(&field) != field {
        quoted_always(&field)
    } else {
        field
    }
}

fn quoted(field: &str) -> String {
    if field.contains([',', ';', '"', '\n', '\r', '\t']) || field.starts_with('#') {
        quoted_always(field)
    } else {
        field.to_owned()
    }
}

fn quoted_always(field: &str) -> String {
    format!("\"{}\"", field.replace('"', "\"\""))
}
