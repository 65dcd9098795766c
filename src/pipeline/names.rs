//! Units of the store → names with their renderings.

use super::error::Error;
use super::settle::Decided;
use super::watch::{Stage, Watch};
use crate::lexicon::{Lexicon, stems};
use crate::model::{Lang, Name, Side, TranslationUnit, VariantClass, Verdict};
use crate::names;
use crate::settle::bind;
use glossary::term::Term;
use serde_json::{Value, json};

/// How names are searched.
#[derive(Debug, Clone, Default)]
pub struct NamesOptions {
    /// Whether the built-in tables are left out.
    pub no_tables: bool,
    /// Whether the glossary's terms are left out, so that what is found does not change with it.
    pub no_glossary: bool,
}

/// Finds the names of units: with the glossary's terms, the built-in tables and a lexicon learnt from the units; what
/// was decided of names holds.
///
/// When only the capitals of the target tell names (Persian or German into English) the names are those of the target, followed by the words of the source that it writes
/// two ways. The ranges of a [`Use`](crate::model::Use) lie in the source and the target variant as the languages are given
/// here, whichever side a name stands on.
///
/// # Errors
///
/// [`Error::Stopped`].
pub fn find_names(
    units: &[TranslationUnit],
    (source, target): (&Lang, &Lang),
    decided: &Decided,
    options: &NamesOptions,
    watch: &Watch,
) -> Result<Vec<Name>, Error> {
    watch.at(Stage::Names, 0, 2)?;
    // Names are those of the side with capitals: the finder is given that side as its source.
    let reversed = names::is_reversed(units, source, target);
    let (source, target) = if reversed { (target, source) } else { (source, target) };
    let pairs = units.iter().filter_map(|u| {
        Some((stems(&u.variant(source)?.text, source), stems(&u.variant(target)?.text, target)))
    });
    let lexicon = Lexicon::train_streamed(pairs, 5, None, &|| false).unwrap_or_default();
    watch.at(Stage::Names, 1, 2)?;
    let mut known: Vec<Term> = if options.no_glossary {
        Vec::new()
    } else if reversed {
        decided.terms.iter().map(Term::reversed).collect()
    } else {
        decided.terms.clone()
    };
    if !options.no_tables {
        known.extend(glossary::data::built_in(&source.primary(), &target.primary()).iter().cloned());
    }
    let mut found = names::find(units, source, target, &known, &lexicon, &names::Options::default());
    let mut turned = Vec::new();
    if reversed {
        for name in &mut found {
            name.side = Side::Target;
            for used in name.renderings.iter_mut().flat_map(|r| &mut r.uses) {
                std::mem::swap(&mut used.source, &mut used.target);
            }
        }
        // What the translation writes two ways: only there do the names themselves vary.
        turned = names::turned(&found, units, (source, target));
        turned = bind(turned, &decided.bonds, &source.primary());
    }
    let mut found = bind(found, &decided.bonds, &target.primary());
    found.append(&mut turned);
    watch.at(Stage::Names, 2, 2)?;
    watch.done();
    Ok(found)
}

/// Returns names as the yardstick of names reads them: `{"findings":[{"source","kind","variants":[…]}]}`.
///
/// `lines` are the units' places in their file, 1-based.
pub fn findings_json(names: &[Name], units: &[TranslationUnit]) -> Value {
    let findings: Vec<Value> = names
        .iter()
        .map(|name| {
            let kind = match name.verdict {
                Verdict::True => "true",
                Verdict::Ortho => "ortho",
                Verdict::Bearer => "bearer",
                Verdict::Consistent => "consistent",
            };
            // A short form joins the rendering it is short for, a gap is no rendering.
            let mut variants: Vec<(String, Vec<u64>, &str)> = Vec::new();
            let mut short: Vec<u64> = Vec::new();
            for rendering in &name.renderings {
                let lines = rendering.uses.iter().map(|u| units[u.unit].origin.place);
                match rendering.class {
                    VariantClass::Missing => {}
                    VariantClass::ShortForm => short.extend(lines),
                    class => variants.push((rendering.text.clone(), lines.collect(), class.as_str())),
                }
            }
            if let Some(first) = variants.first_mut() {
                first.1.extend(short);
            }
            let variants: Vec<Value> = variants
                .into_iter()
                .map(|(target, mut lines, class)| {
                    let count = lines.len();
                    lines.sort_unstable();
                    lines.dedup();
                    json!({"target": target, "count": count, "lines": lines, "class": class})
                })
                .collect();
            json!({"source": name.source, "kind": kind, "variants": variants})
        })
        .collect();
    json!({ "schema_version": 1, "findings": findings })
}
