//! Units as TMX has them and as the model has them.

use crate::exchange::content;
use crate::exchange::error::Error;
use crate::exchange::property::{APPROVED, CONFIDENCE, PLACE, SOURCE_FILE, TARGET_FILE};
use crate::model::{Annotation, AnnotationKind, Lang, Origin, TranslationUnit, Variant};

type Attributes = Vec<(String, String)>;

/// Returns the unit that a `<tu>` is; `name` is its file.
pub(super) fn from_tmx(unit: ::tmx::Unit, name: &str) -> TranslationUnit {
    let mut attributes = unit.attrs;
    let tuid = attributes.iter().position(|(name, _)| name == "tuid").map(|at| attributes.remove(at).1);
    let variants = unit.variants.into_iter().map(|variant| {
        let (text, marks) = content::split(variant.content);
        Variant {
            lang: Lang::new(variant.lang),
            text,
            marks,
            attributes: variant.attrs,
            annotations: variant.meta.into_iter().map(annotation).collect(),
        }
    });
    let variants = variants.collect();
    let annotations: Vec<Annotation> = unit.meta.into_iter().map(annotation).collect();
    let ours = |kind: &str| annotations.iter().find(|a| a.prop_type() == Some(kind)).map(|a| a.text.as_str());
    let confidence = ours(CONFIDENCE).and_then(|text| text.parse().ok()).filter(|c| (0.0..=1.0).contains(c));
    let approved = ours(APPROVED) == Some("yes");
    TranslationUnit {
        id: None,
        variants,
        tuid,
        attributes,
        confidence,
        approved,
        annotations,
        origin: Origin { file: name.to_owned(), place: unit.number, line: unit.line, ..Origin::default() },
    }
}

/// Returns the `<tu>` that a unit is, without its inline codes when `plain`; where an imported one came from only with
/// `provenance`.
pub(super) fn to_tmx(unit: &TranslationUnit, plain: bool, provenance: bool) -> Result<::tmx::Unit, Error> {
    let mut attrs: Attributes = unit.tuid.iter().map(|tuid| ("tuid".to_owned(), tuid.clone())).collect();
    attrs.extend_from_slice(&unit.attributes);
    let mut out =
        ::tmx::Unit { attrs, meta: unit.annotations.iter().map(meta).collect(), ..Default::default() };
    for variant in &unit.variants {
        let marks = if plain { &[] } else { variant.marks.as_slice() };
        let content = content::join(&variant.text, marks).map_err(|detail| Error::Codes {
            name: unit.origin.file.clone(),
            place: unit.origin.place,
            detail,
        })?;
        out.variants.push(::tmx::Variant {
            attrs: variant.attributes.clone(),
            meta: variant.annotations.iter().map(meta).collect(),
            ..::tmx::Variant::new(variant.lang.as_str(), content)
        });
    }
    if let Some(confidence) = unit.confidence {
        set(&mut out.meta, CONFIDENCE, &confidence.to_string(), |said| said.parse() == Ok(confidence));
    }
    if unit.approved {
        set(&mut out.meta, APPROVED, "yes", |said| said == "yes");
    } else {
        out.meta.retain(|meta| meta.prop_type() != Some(APPROVED) || meta.text != "yes");
    }
    if unit.confidence.is_some() || provenance {
        let mut add = |kind: &str, text: String| {
            if out.meta.iter().all(|meta| meta.prop_type() != Some(kind)) {
                out.meta.push(::tmx::Meta::prop(kind, text));
            }
        };
        add(SOURCE_FILE, unit.origin.file.clone());
        if let Some(target) = &unit.origin.target_file {
            add(TARGET_FILE, target.clone());
        }
        add(PLACE, unit.origin.place.to_string());
    }
    Ok(out)
}

/// Makes a property say what holds now, unless it does already.
fn set(metas: &mut Vec<::tmx::Meta>, kind: &str, value: &str, says_it: impl Fn(&str) -> bool) {
    match metas.iter_mut().find(|meta| meta.prop_type() == Some(kind)) {
        Some(meta) if says_it(&meta.text) => {}
        Some(meta) => value.clone_into(&mut meta.text),
        None => metas.push(::tmx::Meta::prop(kind, value)),
    }
}

pub(super) fn annotation(meta: ::tmx::Meta) -> Annotation {
    let kind = match meta.kind {
        ::tmx::MetaKind::Prop => AnnotationKind::Prop,
        ::tmx::MetaKind::Note => AnnotationKind::Note,
    };
    Annotation { kind, attributes: meta.attrs, text: meta.text }
}

pub(super) fn meta(annotation: &Annotation) -> ::tmx::Meta {
    let kind = match annotation.kind {
        AnnotationKind::Prop => ::tmx::MetaKind::Prop,
        AnnotationKind::Note => ::tmx::MetaKind::Note,
    };
    ::tmx::Meta { kind, attrs: annotation.attributes.clone(), text: annotation.text.clone() }
}
