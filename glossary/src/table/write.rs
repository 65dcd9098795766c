//! Terms → tables.

use std::fmt::Write as _;

use crate::table::{DATA_HEADER, Layout};
use crate::term::{Status, Term};

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
