//! What a decision changes, before or after it is made: as lines, as JSON, as a page.

use super::html::{STYLE, escape};
use super::name::unit_label;
use super::terminal::{Style, counted, printable, sound_spans};
use crate::model::{Ask, Change, Lang, Settlement, TranslationUnit, Variant};
use serde_json::{Value, json};
use std::io::{self, Write};
use std::ops::Range;

/// A settlement with the units it is about.
#[derive(Debug, Clone, Copy)]
pub struct Diff<'a> {
    /// The units as they are before.
    pub units: &'a [TranslationUnit],
    /// The changes and questions.
    pub settlement: &'a Settlement,
    /// What is decided, for people.
    pub decided: &'a [String],
}

/// A changed text: old and new, with the stretches that differ.
struct Sides {
    old: Vec<Range<usize>>,
    new: Vec<Range<usize>>,
    text: String,
}

fn sides(variant: &Variant, change: &Change) -> Sides {
    let mut out = Sides { old: Vec::new(), new: Vec::new(), text: String::new() };
    let mut from = 0;
    for edit in &change.edits {
        out.text.push_str(&variant.text[from..edit.range.start]);
        let start = out.text.len();
        out.text.push_str(&edit.text);
        out.old.push(edit.range.clone());
        out.new.push(start..out.text.len());
        from = edit.range.end;
    }
    out.text.push_str(&variant.text[from..]);
    out
}

impl<'a> Diff<'a> {
    /// Returns the changed variant, and the first of another language for whoever has to judge.
    fn variants(&self, unit: usize, variant: usize) -> (&'a Variant, Option<&'a Variant>) {
        let variants = &self.units[unit].variants;
        let changed = &variants[variant];
        (changed, variants.iter().find(|v| !v.lang.same_language(&changed.lang)))
    }

    /// Writes the changes as lines, the old text after `-` and the new after `+`; `most` of them.
    ///
    /// # Errors
    ///
    /// What the output says.
    pub fn changes(&self, out: &mut dyn Write, style: Style, most: usize) -> io::Result<()> {
        let changes = &self.settlement.changes;
        for change in changes.iter().take(most) {
            let (changed, other) = self.variants(change.unit, change.variant);
            let sides = sides(changed, change);
            writeln!(out, "{}", style.paint(&printable(&unit_label(&self.units[change.unit])), "2"))?;
            if let Some(other) = other {
                writeln!(out, "  {}: {}", other.lang, style.isolated(&other.text))?;
            }
            let lang = &changed.lang;
            let old = style.isolated_whole(&style.marked(&changed.text, &sides.old));
            let new = style.isolated_whole(&style.marked(&sides.text, &sides.new));
            writeln!(out, "{} {lang}: {old}", style.paint("-", "31"))?;
            writeln!(out, "{} {lang}: {new}", style.paint("+", "32"))?;
        }
        let more = changes.len().saturating_sub(most);
        if more > 0 {
            writeln!(out, "… and {} more", counted(more, "unit"))?;
        }
        Ok(())
    }

    /// Writes the places that are left to a person.
    ///
    /// # Errors
    ///
    /// What the output says.
    pub fn questions(&self, out: &mut dyn Write, style: Style) -> io::Result<()> {
        let kinds = [("asks", &self.settlement.asks), ("look", &self.settlement.doubts)];
        for (word, ask) in kinds.iter().flat_map(|(word, asks)| asks.iter().map(move |a| (word, a))) {
            let (concerned, other) = self.variants(ask.unit, ask.variant);
            writeln!(
                out,
                "{} {}: {}",
                style.paint(word, "1;33"),
                printable(&unit_label(&self.units[ask.unit])),
                ask.why
            )?;
            if let Some(other) = other {
                writeln!(out, "  {}: {}", other.lang, style.isolated(&other.text))?;
            }
            let marked = style.marked(&concerned.text, std::slice::from_ref(&ask.range));
            writeln!(out, "  {}: {}", concerned.lang, style.isolated_whole(&marked))?;
        }
        Ok(())
    }

    /// Returns the diff as one JSON document; `step` is the step that made it, `None` in a dry run.
    pub fn json(&self, step: Option<i64>) -> Value {
        let place = |unit: usize| {
            let unit = &self.units[unit];
            json!({
                "unit": unit.id,
                "file": unit.origin.file,
                "target_file": unit.origin.target_file,
                "place": unit.origin.place,
            })
        };
        let with = |mut value: Value, more: Value| {
            if let (Value::Object(value), Value::Object(more)) = (&mut value, more) {
                value.extend(more);
            }
            value
        };
        let changes: Vec<Value> = self
            .settlement
            .changes
            .iter()
            .map(|change| {
                let (changed, _) = self.variants(change.unit, change.variant);
                let sides = sides(changed, change);
                let edits: Vec<Value> = change
                    .edits
                    .iter()
                    .zip(&sides.new)
                    .map(|(edit, new)| {
                        json!({
                            "old": changed.text[edit.range.clone()],
                            "new": edit.text,
                            "span": [edit.range.start, edit.range.end],
                            "new_span": [new.start, new.end],
                        })
                    })
                    .collect();
                let more = json!({"lang": changed.lang, "before": changed.text, "after": sides.text, "edits": edits});
                with(place(change.unit), more)
            })
            .collect();
        let asks = |asks: &[Ask]| -> Vec<Value> {
            asks.iter()
                .map(|ask| {
                    let (concerned, _) = self.variants(ask.unit, ask.variant);
                    let span = [ask.range.start, ask.range.end];
                    let more =
                        json!({"lang": concerned.lang, "text": concerned.text, "span": span, "why": ask.why});
                    with(place(ask.unit), more)
                })
                .collect()
        };
        json!({
            "schema_version": 1,
            "step": step,
            "decided": self.decided,
            "changes": changes,
            "asks": asks(&self.settlement.asks),
            "look": asks(&self.settlement.doubts),
        })
    }

    /// Writes the diff as a page of its own: no script, no network, right-to-left texts set right to left.
    ///
    /// # Errors
    ///
    /// What the output says.
    pub fn html(&self, out: &mut dyn Write, heading: &str) -> io::Result<()> {
        let heading = escape(heading);
        write!(
            out,
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{heading}</title>\n\
             <style>\n{STYLE}</style>\n</head>\n<body>\n<header>\n<h1><bdi>{heading}</bdi></h1>\n"
        )?;
        for line in self.decided {
            writeln!(out, "<p><bdi>{}</bdi></p>", escape(line))?;
        }
        let changes = &self.settlement.changes;
        writeln!(
            out,
            "<p>{} changed, {} left to you</p>\n</header>\n<main>",
            counted(changes.len(), "unit"),
            counted(self.settlement.asks.len(), "place")
        )?;
        for change in changes {
            let (changed, other) = self.variants(change.unit, change.variant);
            let sides = sides(changed, change);
            writeln!(out, "<section class=\"finding warning\">")?;
            if let Some(other) = other {
                page_side(out, &other.lang, &other.text, &[], "source")?;
            }
            writeln!(out, "<div class=\"pair\">")?;
            page_side(out, &changed.lang, &changed.text, &sides.old, "odd")?;
            page_side(out, &changed.lang, &sides.text, &sides.new, "main")?;
            page_label(out, &self.units[change.unit], "")?;
            writeln!(out, "</div>\n</section>")?;
        }
        for (class, asks) in [("error", &self.settlement.asks), ("info", &self.settlement.doubts)] {
            for ask in asks {
                let (concerned, other) = self.variants(ask.unit, ask.variant);
                writeln!(out, "<section class=\"finding {class}\">\n<div class=\"pair\">")?;
                if let Some(other) = other {
                    page_side(out, &other.lang, &other.text, &[], "source")?;
                }
                let spans = std::slice::from_ref(&ask.range);
                page_side(out, &concerned.lang, &concerned.text, spans, "odd")?;
                page_label(out, &self.units[ask.unit], ask.why)?;
                writeln!(out, "</div>\n</section>")?;
            }
        }
        writeln!(out, "</main>\n</body>\n</html>")
    }
}

fn page_side(
    out: &mut dyn Write,
    lang: &Lang,
    text: &str,
    spans: &[Range<usize>],
    class: &str,
) -> io::Result<()> {
    let direction = if lang.is_right_to_left() { "rtl" } else { "ltr" };
    write!(out, "<p lang=\"{}\" dir=\"{direction}\">", escape(lang.as_str()))?;
    let mut at = 0;
    for span in sound_spans(text, spans) {
        let (before, inside) = (escape(&text[at..span.start]), escape(&text[span.clone()]));
        write!(out, "{before}<mark class=\"{class}\">{inside}</mark>")?;
        at = span.end;
    }
    writeln!(out, "{}</p>", escape(&text[at..]))
}

fn page_label(out: &mut dyn Write, unit: &TranslationUnit, why: &str) -> io::Result<()> {
    let colon = if why.is_empty() { "" } else { ": " };
    writeln!(out, "<small><bdi>{}</bdi>{colon}{why}</small>", escape(&unit_label(unit)))
}
