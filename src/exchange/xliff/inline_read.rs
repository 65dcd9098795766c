//! XLIFF content → text with codes beside it.

use super::codes::{Attributes, Element, Form, Version, inline, is_made, wrapped};
use crate::exchange::content;
use crate::exchange::xml::{is_char, push_text};
use crate::model::{Mark, MarkKind};
use ::tmx::{Content, Piece, Tag};
use roxmltree::Node;
use std::collections::{BTreeMap, BTreeSet};

const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// The native codes of an XLIFF 2 unit, by their id.
pub(super) type OriginalData = BTreeMap<String, String>;

/// Reads the content of a `<source>`, `<target>` or segment.
pub(super) fn read(node: Node<'_, '_>, version: Version, data: &OriginalData) -> (String, Vec<Mark>) {
    let names = node.descendants().flat_map(|n| n.attributes());
    let used =
        names.filter(|a| matches!(a.name(), "id" | "rid" | "mid")).map(|a| a.value().to_owned()).collect();
    let mut reader = Reader { version, data, text: String::new(), marks: Vec::new(), used, next: 1 };
    reader.children(node);
    (reader.text, reader.marks)
}

struct Reader<'a> {
    version: Version,
    data: &'a OriginalData,
    text: String,
    marks: Vec<Mark>,
    used: BTreeSet<String>,
    next: usize,
}

/// Returns an element's start tag, the references to original data left out.
pub(super) fn start(node: Node<'_, '_>, version: Version) -> Element {
    let mut attributes: Attributes = Vec::new();
    let mut declared = Vec::new();
    for attribute in node.attributes() {
        let name = attribute.name();
        let name = match attribute.namespace() {
            None => name.to_owned(),
            Some(XML) => format!("xml:{name}"),
            Some(space) => {
                let prefix = node.lookup_prefix(space).unwrap_or("ns");
                if !declared.contains(&space) {
                    declared.push(space);
                    attributes.push((format!("xmlns:{prefix}"), space.to_owned()));
                }
                format!("{prefix}:{name}")
            }
        };
        let refers = matches!(name.as_str(), "dataRef" | "dataRefStart" | "dataRefEnd");
        if !(refers && version == Version::Two) {
            attributes.push((name, attribute.value().to_owned()));
        }
    }
    Element { name: node.tag_name().name().to_owned(), attributes }
}

/// Returns the element as it stands, with what it holds, in one spelling.
fn whole(node: Node<'_, '_>, version: Version, out: &mut String) {
    for child in node.children() {
        if child.is_text() {
            push_text(out, child.text().unwrap_or_default());
        } else if child.is_element() {
            let element = start(child, version);
            out.push_str(&element.tag(""));
            whole(child, version, out);
            out.push_str(&format!("</{}>", element.name));
        }
    }
}

/// Returns the character that `<cp hex="…"/>` stands for.
pub(super) fn code_point(node: Node<'_, '_>) -> Option<char> {
    let value = u32::from_str_radix(node.attribute("hex")?, 16).ok()?;
    char::from_u32(value).filter(|c| !is_char(*c))
}

/// Returns what a native code holds, `None` when TMX has no way to say it.
fn native(node: Node<'_, '_>) -> Option<Vec<Piece>> {
    let mut pieces = Vec::new();
    for child in node.children() {
        if child.is_text() {
            match pieces.last_mut() {
                Some(Piece::Text(text)) => text.push_str(child.text().unwrap_or_default()),
                _ => pieces.push(Piece::Text(child.text().unwrap_or_default().to_owned())),
            }
        } else if child.is_element() {
            let element = start(child, Version::One);
            let plain = element.name == "sub" && child.children().all(|c| !c.is_element());
            let name = |(name, value): (String, String)| match name.as_str() {
                "ctype" => Some(("type".to_owned(), value)),
                "datatype" => Some((name, value)),
                _ => None,
            };
            let attrs = element.attributes.into_iter().map(name).collect::<Option<Attributes>>();
            let attrs = attrs.filter(|_| plain)?;
            let text: String = child.children().filter_map(|c| c.text()).collect();
            let content = if text.is_empty() { Vec::new() } else { vec![Piece::Text(text)] };
            pieces.push(Piece::Code { tag: Tag::Sub, attrs, content });
        }
    }
    Some(pieces)
}

impl Reader<'_> {
    fn children(&mut self, node: Node<'_, '_>) {
        for child in node.children() {
            if child.is_text() {
                self.text.push_str(child.text().unwrap_or_default());
            } else if child.is_element() {
                self.element(child);
            }
        }
    }

    fn put(&mut self, kind: MarkKind, attributes: Attributes, content: String) {
        self.marks.push(Mark { at: self.text.len(), kind, attributes, content });
    }

    /// Returns the number of a pair whose element has none.
    fn number(&mut self) -> String {
        loop {
            let number = self.next.to_string();
            self.next += 1;
            if !self.used.contains(&number) {
                return number;
            }
        }
    }

    fn data(&self, node: Node<'_, '_>, name: &str) -> &str {
        node.attribute(name).and_then(|id| self.data.get(id)).map_or("", String::as_str)
    }

    fn element(&mut self, node: Node<'_, '_>) {
        let version = self.version;
        let element = start(node, version);
        if version == Version::Two
            && element.name == "cp"
            && let Some(c) = code_point(node)
        {
            self.text.push(c);
            return;
        }
        // Segments are looked at by whoever reads the unit.
        if version == Version::One && element.name == "mrk" && element.get("mtype") == Some("seg") {
            return self.children(node);
        }
        match inline(version, &element.name) {
            Some((Form::Point, _)) => self.point(node, &element),
            _ => self.container(node, &element),
        }
    }

    fn container(&mut self, node: Node<'_, '_>, element: &Element) {
        let (first, last) =
            (self.data(node, "dataRefStart").to_owned(), self.data(node, "dataRefEnd").to_owned());
        let exact = element.mark(self.version);
        if let Some((MarkKind::HiStart, attributes)) = exact {
            self.put(MarkKind::HiStart, attributes, String::new());
            self.children(node);
            return self.put(MarkKind::HiEnd, Vec::new(), String::new());
        }
        let number = match element.get("id").or(element.get("mid")).filter(|id| !is_made(id)) {
            Some(id) => id.to_owned(),
            None => self.number(),
        };
        let (attributes, tag, end) = match exact_pair(element, self.version) {
            Some(attributes) => (attributes, String::new(), String::new()),
            None => (spelled_pair(element, &number), element.tag(""), format!("</{}>", element.name)),
        };
        let i = attributes.iter().find(|(name, _)| name == "i").map_or(number, |(_, i)| i.clone());
        self.put(MarkKind::Bpt, attributes, Content::from(tag + &first).to_xml());
        self.children(node);
        self.put(MarkKind::Ept, vec![("i".to_owned(), i)], Content::from(end + &last).to_xml());
    }

    fn point(&mut self, node: Node<'_, '_>, element: &Element) {
        let version = self.version;
        let mut pieces = match version {
            Version::One => native(node),
            Version::Two => Some(Content::from(self.data(node, "dataRef")).pieces),
        };
        if let (Some(part), Some([Piece::Text(xml)])) = (wrapped(version, element), pieces.as_deref())
            && let Ok(content) = Content::parse_xml(xml)
        {
            let (_, marks) = content::split(content);
            let from = usize::from(part == "-end");
            for mark in marks.into_iter().skip(from).take(1) {
                self.put(mark.kind, mark.attributes, mark.content);
            }
            return;
        }
        if let (Some((kind, attributes)), Some(pieces)) = (element.mark(version), &pieces) {
            return self.put(kind, attributes, Content { pieces: pieces.clone() }.to_xml());
        }
        // What the model cannot say stands before its native code, as it is written.
        let tag = match (&mut pieces, version) {
            (None, _) => {
                let mut tag = element.tag("");
                whole(node, version, &mut tag);
                tag + &format!("</{}>", element.name)
            }
            (Some(list), Version::One) if list.is_empty() => element.tag("/"),
            (Some(_), Version::One) => element.tag(""),
            (Some(_), Version::Two) => element.tag("/"),
        };
        let mut pieces = pieces.unwrap_or_default();
        match pieces.first_mut() {
            Some(Piece::Text(text)) => text.insert_str(0, &tag),
            _ => pieces.insert(0, Piece::Text(tag)),
        }
        let (kind, attributes) = spelled_point(element);
        self.put(kind, attributes, Content { pieces }.to_xml());
    }
}

/// Returns the attributes of a code whose content is the start tag of a container.
pub(super) fn spelled_pair(element: &Element, number: &str) -> Attributes {
    let own = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let kind = element.get("ctype").or(element.get("mtype")).or(element.get("type"));
    let kind = kind.map(|kind| own("type", kind));
    [own("i", number), own("x", number)].into_iter().chain(kind).collect()
}

/// Returns the code whose content is an element that holds no text.
pub(super) fn spelled_point(element: &Element) -> (MarkKind, Attributes) {
    let own = |name: &str, value: &str| Some((name.to_owned(), value.to_owned()));
    let id = element.get("rid").or(element.get("startRef")).or(element.get("id")).unwrap_or_default();
    let x = element.get("id").and_then(|id| own("x", id));
    let kind = element.get("ctype").or(element.get("type")).and_then(|kind| own("type", kind));
    let isolated = element.get("isolated") == Some("yes");
    let (mark, attributes): (_, Vec<Option<_>>) = match element.name.as_str() {
        "it" => {
            let end = element.get("pos") == Some("close");
            (MarkKind::It, vec![own("pos", if end { "end" } else { "begin" }), x, kind])
        }
        "sc" if isolated => (MarkKind::It, vec![own("pos", "begin"), x, kind]),
        "ec" if isolated => (MarkKind::It, vec![own("pos", "end"), x, kind]),
        "bpt" | "bx" | "sc" | "sm" => (MarkKind::Bpt, vec![own("i", id), x, kind]),
        "ept" | "ex" | "ec" | "em" => (MarkKind::Ept, vec![own("i", id)]),
        _ => (MarkKind::Ph, vec![x, kind]),
    };
    (mark, attributes.into_iter().flatten().collect())
}

/// Returns the attributes of the code that starts a `<pc>` when they say all that it does.
pub(super) fn exact_pair(element: &Element, version: Version) -> Option<Attributes> {
    if version == Version::One || element.name != "pc" {
        return None;
    }
    // The writer makes a <pc> of what would be an <sc>.
    let as_start = Element { name: "sc".to_owned(), attributes: element.attributes.clone() };
    as_start.mark(version).filter(|(kind, _)| *kind == MarkKind::Bpt).map(|(_, attributes)| attributes)
}
