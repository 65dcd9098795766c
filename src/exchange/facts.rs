//! What a unit says besides its texts, as pairs of name and value, for formats that have but one place for all of it.

use crate::exchange::property::{APPROVED, CONFIDENCE, PLACE, SOURCE_FILE, TARGET_FILE};
use crate::model::{Annotation, AnnotationKind, TranslationUnit, Variant};

/// Begins the names of what is no property of the unit.
const OURS: &str = "x-tmx-";

/// The names of the two sides.
const SIDES: [&str; 2] = ["source", "target"];

/// What a unit says besides its texts.
#[derive(Default)]
pub(super) struct Facts {
    /// Properties and attributes as (name, value); every name begins with `x-`.
    pub(super) pairs: Vec<(String, String)>,
    /// Notes: of the unit, or of the side with this number.
    pub(super) notes: Vec<(Option<usize>, Annotation)>,
    /// What has no place in pairs, one sentence each.
    pub(super) lost: Vec<String>,
}

/// Returns what a unit says besides the texts of its sides.
pub(super) fn of(unit: &TranslationUnit, sides: &[&Variant]) -> Facts {
    let mut facts = Facts::default();
    let annotations = unit.annotations.iter().cloned().chain(provenance(unit)).collect::<Vec<_>>();
    facts.take(None, &unit.attributes, &annotations);
    for (n, side) in sides.iter().enumerate() {
        facts.take(Some(n), &side.attributes, &side.annotations);
    }
    for variant in &unit.variants {
        if !sides.iter().any(|side| std::ptr::eq(*side, variant)) {
            facts.lost.push(format!("the text in {} left out", variant.lang));
        }
    }
    facts
}

impl Facts {
    fn take(&mut self, side: Option<usize>, attributes: &[(String, String)], annotations: &[Annotation]) {
        let whose = side.map(|n| format!("{}-", side_name(n))).unwrap_or_default();
        for (name, value) in attributes {
            self.pairs.push((format!("{OURS}{whose}attr-{name}"), value.clone()));
        }
        for annotation in annotations {
            match annotation.prop_type() {
                Some(kind) => {
                    let more = annotation.attributes.len() - 1;
                    if more > 0 {
                        self.lost.push(format!("{more} attributes of the property `{kind}` left out"));
                    }
                    let plain = side.is_none() && kind.starts_with("x-") && !kind.starts_with(OURS);
                    let name = if plain { kind.to_owned() } else { format!("{OURS}{whose}prop-{kind}") };
                    self.pairs.push((name, annotation.text.clone()));
                }
                None if annotation.kind == AnnotationKind::Note => {
                    self.notes.push((side, annotation.clone()))
                }
                None => self.lost.push("a property without a type left out".to_owned()),
            }
        }
    }

    /// Takes out the value of a name.
    pub(super) fn remove(&mut self, name: &str) -> Option<String> {
        let at = self.pairs.iter().position(|(n, _)| n == name)?;
        Some(self.pairs.remove(at).1)
    }
}

fn side_name(n: usize) -> String {
    SIDES.get(n).map_or_else(|| format!("side{n}"), |name| (*name).to_owned())
}

/// Returns what an aligned unit says of its making.
fn provenance(unit: &TranslationUnit) -> Vec<Annotation> {
    let Some(confidence) = unit.confidence else { return Vec::new() };
    let origin = &unit.origin;
    let all = [
        (CONFIDENCE, Some(confidence.to_string())),
        (APPROVED, unit.approved.then(|| "yes".to_owned())),
        (SOURCE_FILE, Some(origin.file.clone())),
        (TARGET_FILE, origin.target_file.clone()),
        (PLACE, Some(origin.place.to_string())),
    ];
    let new = |kind: &str| unit.annotations.iter().all(|a| a.prop_type() != Some(kind));
    all.into_iter()
        .filter(|(kind, _)| new(kind))
        .filter_map(|(kind, text)| text.map(|text| Annotation::prop(kind, text)))
        .collect()
}

/// Puts a pair back where [`of`] found it; the variants must be there, in the order of the sides.
pub(super) fn put(unit: &mut TranslationUnit, name: &str, value: &str) {
    match name {
        CONFIDENCE => unit.confidence = value.parse().ok().filter(|c| (0.0..=1.0).contains(c)),
        APPROVED => unit.approved |= value == "yes",
        _ => {}
    }
    let Some(rest) = name.strip_prefix(OURS) else {
        unit.annotations.push(Annotation::prop(name, value));
        return;
    };
    let side =
        (0..unit.variants.len()).find_map(|n| Some((n, rest.strip_prefix(&format!("{}-", side_name(n)))?)));
    let (attributes, annotations, rest) = match side {
        Some((n, rest)) => {
            let variant = &mut unit.variants[n];
            (&mut variant.attributes, &mut variant.annotations, rest)
        }
        None => (&mut unit.attributes, &mut unit.annotations, rest),
    };
    if let Some(name) = rest.strip_prefix("attr-") {
        attributes.push((name.to_owned(), value.to_owned()));
    } else if let Some(kind) = rest.strip_prefix("prop-") {
        annotations.push(Annotation::prop(kind, value));
    } else {
        annotations.push(Annotation::prop(name, value));
    }
}

/// Returns a note of this text.
pub(super) fn note(text: &str) -> Annotation {
    Annotation { kind: AnnotationKind::Note, attributes: Vec::new(), text: text.to_owned() }
}
