//! Reads XLIFF files.

use super::codes::{Version, is_made};
use super::inline_read::{self, OriginalData, code_point};
use crate::exchange::error::Error;
use crate::exchange::facts;
use crate::exchange::item::NOT_TRANSLATED;
use crate::exchange::item::{Item, Rejected};
use crate::exchange::xml::{self, LineCount};
use crate::model::{Annotation, Lang, Origin, TranslationUnit, Variant};
use roxmltree::Node;
use std::vec;

/// What a file does not say itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Languages {
    /// The source language where the file names none.
    pub source: Option<Lang>,
    /// The target language where the file names none.
    pub target: Option<Lang>,
}

/// The `original` of units that came from no file.
pub(super) const NO_FILE: &str = "translation-memory";

/// Reads the units of an XLIFF file, or its segments where a unit has more than one.
///
/// XLIFF 1.0 to 1.2 (`.sdlxliff` and `.mqxliff` too, as far as they are that) and 2.0 to 2.1. The id becomes
/// [`tuid`](TranslationUnit::tuid), notes stay notes, and what else is said becomes properties: `x-original` (the file),
/// `x-resname`, `x-segment`, `x-state`, `x-context-…`. A unit that a person confirmed (`approved`, a final state) is
/// approved. One without a target is an [`Item::Rejected`]; `<alt-trans>` and `<ignorable>` are no units.
///
/// The file is read whole: about ten times its size in memory.
pub struct Reader {
    items: vec::IntoIter<Item>,
}

impl Reader {
    /// Reads a file; `name` goes into origins and errors.
    ///
    /// # Errors
    ///
    /// [`Error::Broken`] when the file is no XLIFF or no XML, with the line; no unit is given then.
    pub fn new(bytes: &[u8], name: &str, languages: &Languages) -> Result<Reader, Error> {
        let decoded = xml::decode(bytes, name)?;
        let mut items = Vec::new();
        each(&decoded.text, name, languages, &mut |place| {
            items.push(place.item(items.len() as u64 + 1));
            Ok(())
        })?;
        Ok(Reader { items: items.into_iter() })
    }
}

impl Iterator for Reader {
    type Item = Result<Item, Error>;

    fn next(&mut self) -> Option<Result<Item, Error>> {
        self.items.next().map(Ok)
    }
}

/// Returns the version of an XLIFF file by its root, `None` when it is none that is known.
pub(super) fn version(root: Node<'_, '_>) -> Option<Version> {
    if root.tag_name().name() != "xliff" {
        return None;
    }
    match root.attribute("version").unwrap_or("1.2").split('.').next() {
        Some("1") => Some(Version::One),
        Some("2") => Some(Version::Two),
        _ => None,
    }
}

/// A source and where its target stands or would stand.
pub(super) struct Place<'d, 't> {
    pub(super) version: Version,
    name: &'d str,
    file: Node<'d, 't>,
    /// `<trans-unit>` or `<unit>`.
    pub(super) unit: Node<'d, 't>,
    /// `<segment>` of XLIFF 2, else the unit.
    pub(super) holder: Node<'d, 't>,
    /// `<source>`, or `<mrk mtype="seg">` in `<seg-source>`.
    pub(super) source: Node<'d, 't>,
    /// `<target>`, or `<mrk mtype="seg">` in it.
    pub(super) target: Option<Node<'d, 't>>,
    /// The id of the segment, where a unit has more than one.
    segment: Option<String>,
    pub(super) langs: (Lang, Lang),
    pub(super) data: OriginalData,
    line: u64,
}

/// Returns the first child element of a name.
pub(super) fn child<'d, 't>(node: Node<'d, 't>, name: &str) -> Option<Node<'d, 't>> {
    node.children().find(|c| c.is_element() && c.tag_name().name() == name)
}

/// Returns the segments that a `<seg-source>` or `<target>` of XLIFF 1.2 is made of.
pub(super) fn segments<'d, 't>(node: Node<'d, 't>) -> impl Iterator<Item = Node<'d, 't>> {
    node.descendants().filter(|n| n.tag_name().name() == "mrk" && n.attribute("mtype") == Some("seg"))
}

/// Goes through the sources of a file, in order.
pub(super) fn each(
    text: &str,
    name: &str,
    languages: &Languages,
    visit: &mut dyn FnMut(Place<'_, '_>) -> Result<(), Error>,
) -> Result<(), Error> {
    let document = xml::tree(text, name)?;
    let root = document.root_element();
    let Some(version) = version(root) else {
        let found = format!("<{}>", root.tag_name().name());
        let detail = format!("expected <xliff> of version 1 or 2, found {found}");
        return Err(Error::broken(name, u64::from(document.text_pos_at(root.range().start).row), detail));
    };
    if child(root, "file").is_none() {
        let line = u64::from(document.text_pos_at(root.range().start).row);
        return Err(Error::broken(name, line, "expected a <file> in <xliff>, found none".to_owned()));
    }
    let mut lines = LineCount::new(text);
    let lang = |value: Option<&str>, known: &Option<Lang>| {
        value.filter(|v| !v.trim().is_empty()).map(Lang::new).or_else(|| known.clone())
    };
    for file in root.children().filter(|n| n.tag_name().name() == "file") {
        let (source, target) = match version {
            Version::One => (file.attribute("source-language"), file.attribute("target-language")),
            Version::Two => (root.attribute("srcLang"), root.attribute("trgLang")),
        };
        let missing = |side: &str, line| {
            let detail = format!("the file names no {side} language, and none was given");
            Error::broken(name, line, detail)
        };
        let line = lines.of(file.range().start);
        let source = lang(source, &languages.source).ok_or_else(|| missing("source", line))?;
        let target = lang(target, &languages.target).ok_or_else(|| missing("target", line))?;
        for unit in file.descendants() {
            let base = |line| Place {
                version,
                name,
                file,
                unit,
                holder: unit,
                source: unit,
                target: None,
                segment: None,
                langs: (source.clone(), target.clone()),
                data: OriginalData::new(),
                line,
            };
            // What converters make of a catalogue's header is no text.
            if unit.attribute("restype") == Some("x-gettext-domain-header") {
                continue;
            }
            match (version, unit.tag_name().name()) {
                (Version::One, "trans-unit") => one(base(lines.of(unit.range().start)), visit)?,
                (Version::Two, "unit") => two(base(lines.of(unit.range().start)), visit)?,
                _ => {}
            }
        }
    }
    Ok(())
}

fn one(base: Place<'_, '_>, visit: &mut dyn FnMut(Place<'_, '_>) -> Result<(), Error>) -> Result<(), Error> {
    let target = child(base.unit, "target");
    let parts: Vec<Node<'_, '_>> =
        child(base.unit, "seg-source").map(|s| segments(s).collect()).unwrap_or_default();
    let mids: Vec<Option<&str>> =
        target.map(|t| segments(t).map(|s| s.attribute("mid")).collect()).unwrap_or_default();
    let whole = target.is_some_and(|t| mids.is_empty() && !is_empty(t));
    if parts.is_empty() || whole {
        let source = child(base.unit, "source").unwrap_or(base.unit);
        return visit(Place { source, target, ..base });
    }
    let single = parts.len() == 1;
    for part in parts {
        let mid = part.attribute("mid");
        let same = |t: Node<'_, '_>| -> bool { t.attribute("mid") == mid };
        let own = target.and_then(|t| segments(t).find(|s| same(*s)));
        visit(Place {
            source: part,
            target: own,
            segment: mid.filter(|_| !single).map(str::to_owned),
            langs: base.langs.clone(),
            data: OriginalData::new(),
            ..base
        })?;
    }
    Ok(())
}

fn two(base: Place<'_, '_>, visit: &mut dyn FnMut(Place<'_, '_>) -> Result<(), Error>) -> Result<(), Error> {
    let mut data = OriginalData::new();
    for entry in child(base.unit, "originalData").into_iter().flat_map(|n| n.children()) {
        let mut text = String::new();
        for part in entry.children() {
            text.push_str(part.text().filter(|_| part.is_text()).unwrap_or_default());
            text.extend(code_point(part));
        }
        data.extend(entry.attribute("id").map(|id| (id.to_owned(), text)));
    }
    let parts: Vec<_> = base.unit.children().filter(|n| n.tag_name().name() == "segment").collect();
    let single = parts.len() == 1;
    for (n, holder) in (1..).zip(parts) {
        let id = holder.attribute("id").map_or_else(|| n.to_string(), str::to_owned);
        visit(Place {
            holder,
            source: child(holder, "source").unwrap_or(holder),
            target: child(holder, "target"),
            segment: (!single).then_some(id),
            langs: base.langs.clone(),
            data: data.clone(),
            ..base
        })?;
    }
    Ok(())
}

/// Returns whether an element holds neither text nor code.
fn is_empty(node: Node<'_, '_>) -> bool {
    node.children().all(|c| !c.is_element() && c.text().is_none_or(|t| c.is_comment() || t.trim().is_empty()))
}

impl Place<'_, '_> {
    /// Returns the id of the unit as the file has it.
    pub(super) fn id(&self) -> &str {
        self.unit.attribute("id").unwrap_or_default()
    }

    /// Returns the line of the unit.
    pub(super) fn line(&self) -> u64 {
        self.line
    }

    /// Returns the source with its codes.
    pub(super) fn source_variant(&self) -> Variant {
        self.variant(self.source, &self.langs.0)
    }

    /// Whether the file says that this is not to be translated.
    pub(super) fn is_locked(&self) -> bool {
        self.holder.ancestors().find_map(|n| n.attribute("translate")) == Some("no")
    }

    /// Returns the target with its codes, `None` when there is none or it is blank.
    pub(super) fn target_variant(&self) -> Option<Variant> {
        let variant = self.variant(self.target?, &self.langs.1);
        (!variant.text.trim().is_empty() || !variant.marks.is_empty()).then_some(variant)
    }

    fn variant(&self, node: Node<'_, '_>, lang: &Lang) -> Variant {
        let (text, marks) = inline_read::read(node, self.version, &self.data);
        let own = node.attributes().find(|a| a.name() == "lang").map(|a| Lang::new(a.value()));
        Variant { marks, ..Variant::new(own.unwrap_or_else(|| lang.clone()), text) }
    }

    fn item(&self, place: u64) -> Item {
        let source = self.source_variant();
        let target = self.target_variant();
        let reason = match (&source, &target) {
            (source, _) if source.text.trim().is_empty() && source.marks.is_empty() => Some("no source text"),
            (_, None) => Some(NOT_TRANSLATED),
            _ => None,
        };
        let origin = Origin { file: self.name.to_owned(), place, line: self.line, ..Origin::default() };
        let target = target.unwrap_or_else(|| Variant::new(self.langs.1.clone(), ""));
        let mut unit = TranslationUnit::pair(source, target, origin);
        unit.tuid = self.unit.attribute("id").filter(|id| !is_made(id)).map(str::to_owned);
        self.annotate(&mut unit);
        match reason {
            None => Item::Unit(unit),
            Some(reason) => Item::Rejected(Rejected { unit, reason: reason.to_owned() }),
        }
    }

    fn annotate(&self, unit: &mut TranslationUnit) {
        let mut add = |kind: &str, text: Option<&str>| {
            unit.annotations.extend(text.map(|text| Annotation::prop(kind, text)));
        };
        add("x-original", self.file.attribute("original").filter(|name| *name != NO_FILE));
        add("x-resname", self.unit.attribute("resname").or(self.unit.attribute("name")));
        add("x-segment", self.segment.as_deref());
        match self.version {
            Version::One => self.annotate_one(unit),
            Version::Two => self.annotate_two(unit),
        }
        if let Some(at) = unit.annotations.iter().position(|a| a.prop_type() == Some("x-tmx-tuid")) {
            unit.tuid = Some(unit.annotations.remove(at).text);
        }
    }

    fn annotate_one(&self, unit: &mut TranslationUnit) {
        let whole = child(self.unit, "target");
        let state =
            self.target.and_then(|t| t.attribute("state")).or(whole.and_then(|t| t.attribute("state")));
        let qualifier = whole.and_then(|t| t.attribute("state-qualifier"));
        unit.approved =
            self.unit.attribute("approved") == Some("yes") || matches!(state, Some("final" | "signed-off"));
        let state = state.filter(|state| *state != "translated");
        unit.annotations.extend(state.map(|s| Annotation::prop("x-state", s)));
        unit.annotations.extend(qualifier.map(|s| Annotation::prop("x-state-qualifier", s)));
        // What the two most met dialects say of a segment.
        let conf = self.unit.descendants().find(|n| {
            n.tag_name().name() == "seg"
                && n.attribute("conf").is_some()
                && n.attribute("id") == self.source.attribute("mid")
        });
        let status = self.unit.attributes().find(|a| a.name() == "status" && a.namespace().is_some());
        let said = conf.and_then(|n| n.attribute("conf")).or(status.map(|a| a.value()));
        unit.approved |= matches!(
            said,
            Some("ApprovedTranslation" | "ApprovedSignOff" | "ManuallyConfirmed" | "Proofread")
        );
        unit.annotations.extend(said.map(|s| Annotation::prop("x-status", s)));
        for node in self.unit.children() {
            let text: String = node.children().filter_map(|c| c.text()).collect();
            match node.tag_name().name() {
                "note" => {
                    let side = match node.attribute("annotates") {
                        Some("source") => Some(0),
                        Some("target") => Some(1),
                        _ => None,
                    };
                    add_note(unit, node, side, &text, &["from", "priority"]);
                }
                "context-group" => {
                    for context in node.children().filter(|n| n.is_element()) {
                        let value: String = context.children().filter_map(|c| c.text()).collect();
                        let kind = context.attribute("context-type").unwrap_or("x-unknown");
                        match kind.starts_with("x-") {
                            true => facts::put(unit, kind, &value),
                            false => {
                                unit.annotations.push(Annotation::prop(&format!("x-context-{kind}"), value))
                            }
                        }
                    }
                }
                "prop-group" => {
                    for prop in node.children().filter(|n| n.is_element()) {
                        let kind = prop.attribute("prop-type").unwrap_or("x-unknown");
                        unit.annotations.push(Annotation::prop(kind, prop.text().unwrap_or_default()));
                    }
                }
                _ => {}
            }
        }
    }

    fn annotate_two(&self, unit: &mut TranslationUnit) {
        let state = self.holder.attribute("state");
        unit.approved = matches!(state, Some("final" | "reviewed"));
        let state = state.filter(|state| !matches!(*state, "translated" | "final" | "initial"));
        unit.annotations.extend(state.map(|s| Annotation::prop("x-state", s)));
        for group in child(self.unit, "metadata").into_iter().flat_map(|n| n.descendants()) {
            let category = group.attribute("category").unwrap_or_default();
            for meta in group.children().filter(|n| n.tag_name().name() == "meta") {
                let kind = meta.attribute("type").unwrap_or("unknown");
                let value = meta.text().unwrap_or_default();
                match category {
                    "yeksan" => facts::put(unit, kind, value),
                    _ => unit.annotations.push(Annotation::prop(&format!("x-meta-{kind}"), value)),
                }
            }
        }
        for node in
            child(self.unit, "notes").into_iter().flat_map(|n| n.children()).filter(|n| n.is_element())
        {
            let side = match node.attribute("appliesTo") {
                Some("source") => Some(0),
                Some("target") => Some(1),
                _ => None,
            };
            let text: String = node.children().filter_map(|c| c.text()).collect();
            add_note(unit, node, side, &text, &["category", "priority"]);
        }
    }
}

fn add_note(unit: &mut TranslationUnit, node: Node<'_, '_>, side: Option<usize>, text: &str, kept: &[&str]) {
    let mut note = facts::note(text);
    for attribute in node.attributes() {
        match attribute.name() {
            "lang" if attribute.namespace().is_some() => {
                note.attributes.push(("xml:lang".to_owned(), attribute.value().to_owned()));
            }
            name if kept.contains(&name) => {
                note.attributes.push((name.to_owned(), attribute.value().to_owned()))
            }
            _ => {}
        }
    }
    match side {
        Some(n) => unit.variants[n].annotations.push(note),
        None => unit.annotations.push(note),
    }
}
