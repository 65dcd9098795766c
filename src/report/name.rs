//! Names with their renderings, as lines and as JSON.

use super::sink::{Context, place_label};
use super::terminal::{Style, counted, printable};
use crate::model::{Lang, Name, Rendering, TranslationUnit, Use, VariantClass};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::io::{self, Write};
use std::ops::Range;

/// Returns the renderings of a name that stand in the texts; a gap is none.
pub fn told(name: &Name) -> impl Iterator<Item = &Rendering> {
    name.renderings.iter().filter(|r| r.class != VariantClass::Missing)
}

/// Returns where a unit stands and under which id it is stored: `a.fa.txt ¶7 #31`, with the line of its file where one is
/// known.
pub fn unit_label(unit: &TranslationUnit) -> String {
    let id = unit.id.map(|id| format!(" #{id}")).unwrap_or_default();
    match unit.origin.line {
        0 => format!("{}{id}", place_label(unit)),
        line => format!("{}:{line}{id}", unit.origin.file),
    }
}

/// Writes a name and its renderings with their counts on one line.
///
/// # Errors
///
/// What the output says.
pub fn name_line(out: &mut dyn Write, name: &Name, style: Style) -> io::Result<()> {
    let parts: Vec<String> = told(name)
        .map(|r| {
            let class = match r.class {
                VariantClass::Main => String::new(),
                class => format!(" ({})", class.as_str()),
            };
            format!("{} {}{class}", style.isolated(&r.text), r.uses.len())
        })
        .collect();
    writeln!(out, "{}\t{}", style.isolated(&name.source), parts.join(" · "))
}

/// Writes a name with its renderings and some places of each, both sides, one side a line.
///
/// `first` is the unit where the name was first seen and the moment that unit was stored.
///
/// # Errors
///
/// What the output says.
pub fn name_page(
    out: &mut dyn Write,
    name: &Name,
    seen: Context<'_>,
    first: Option<(usize, &str)>,
    style: Style,
) -> io::Result<()> {
    let uses: Vec<&Use> = told(name).flat_map(|r| &r.uses).collect();
    let files: BTreeSet<&str> = uses.iter().map(|u| seen.units[u.unit].origin.file.as_str()).collect();
    let title = style.paint(&printable(&name.source), "1");
    writeln!(
        out,
        "{}: {}, {} in {}",
        style.isolated_whole(&title),
        counted(told(name).filter(|r| r.class != VariantClass::ShortForm).count(), "rendering"),
        counted(uses.len(), "place"),
        counted(files.len(), "file"),
    )?;
    if let Some((unit, when)) = first {
        writeln!(out, "  first seen: {} in {}", when, unit_label(&seen.units[unit]))?;
    }
    for rendering in &name.renderings {
        let text = if rendering.text.is_empty() { "–".to_owned() } else { style.isolated(&rendering.text) };
        writeln!(out, "  {text} × {}  ({})", rendering.uses.len(), rendering.class.as_str())?;
        let forms: Vec<String> =
            rendering.forms.iter().filter(|f| **f != rendering.text).map(|f| style.isolated(f)).collect();
        if !forms.is_empty() {
            writeln!(out, "    also written: {}", forms.join(" · "))?;
        }
        for used in rendering.uses.iter().take(style.places) {
            let unit = &seen.units[used.unit];
            writeln!(out, "    {}", style.paint(&printable(&unit_label(unit)), "2"))?;
            for (lang, span) in [(seen.source, &used.source), (seen.target, &used.target)] {
                side(out, unit, lang, span, style)?;
            }
        }
        let more = rendering.uses.len().saturating_sub(style.places);
        if more > 0 {
            writeln!(out, "    … and {more} more (-v shows all)")?;
        }
    }
    Ok(())
}

fn side(
    out: &mut dyn Write,
    unit: &TranslationUnit,
    lang: &Lang,
    span: &Range<usize>,
    style: Style,
) -> io::Result<()> {
    let Some(variant) = unit.variant(lang) else { return Ok(()) };
    let line = style.marked(&variant.text, std::slice::from_ref(span));
    writeln!(out, "      {lang}: {}", style.isolated_whole(&line))
}

/// Returns a name as JSON: what it is called, its counts, and every place with both texts and byte ranges.
pub fn name_json(name: &Name, seen: Context<'_>, first: Option<(usize, &str)>) -> Value {
    let text = |unit: &TranslationUnit, lang: &Lang, span: &Range<usize>| match unit.variant(lang) {
        None => Value::Null,
        Some(v) if span.is_empty() => json!({"text": v.text, "spans": []}),
        Some(v) => json!({"text": v.text, "spans": [[span.start, span.end]]}),
    };
    let place = |used: &Use| {
        let unit = &seen.units[used.unit];
        json!({
            "unit": unit.id,
            "file": unit.origin.file,
            "target_file": unit.origin.target_file,
            "place": unit.origin.place,
            "line": unit.origin.line,
            "source": text(unit, seen.source, &used.source),
            "target": text(unit, seen.target, &used.target),
        })
    };
    let renderings: Vec<Value> = name
        .renderings
        .iter()
        .map(|r| {
            json!({
                "text": r.text,
                "class": r.class,
                "count": r.uses.len(),
                "forms": r.forms,
                "places": r.uses.iter().map(place).collect::<Vec<_>>(),
            })
        })
        .collect();
    let first = first.map(|(unit, when)| {
        let unit = &seen.units[unit];
        json!({"when": when, "unit": unit.id, "file": unit.origin.file, "place": unit.origin.place})
    });
    json!({
        "name": name.source,
        "kind": name.kind,
        "verdict": name.verdict,
        "first_seen": first,
        "renderings": renderings,
    })
}

/// Returns names as one JSON document.
pub fn names_json(seen: Context<'_>, names: Vec<Value>) -> Value {
    json!({
        "schema_version": 1,
        "languages": [seen.source.as_str(), seen.target.as_str()],
        "names": names,
    })
}
