//! Inline elements of XLIFF and inline codes of the model, where one says exactly what the other does.

use crate::exchange::xml::push_attribute;
use crate::model::MarkKind;

pub(super) type Attributes = Vec<(String, String)>;

/// Which XLIFF a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Version {
    /// XLIFF 1.2, and 1.0 and 1.1 when reading.
    One,
    /// XLIFF 2.0, and 2.1 when reading.
    Two,
}

/// A start tag without what refers to other parts of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Element {
    pub(super) name: String,
    pub(super) attributes: Attributes,
}

/// Begins the subtype of whatever XLIFF 2 has no word for, and the ctype of what XLIFF 1.2 has none for.
const PREFIX_TWO: &str = "yeksan:";

/// The `type`s of XLIFF 2 codes that need no subtype.
const TYPES_TWO: [&str; 5] = ["fmt", "image", "link", "quote", "ui"];

/// The `type`s of XLIFF 2 annotations.
const MARKS_TWO: [&str; 3] = ["comment", "generic", "term"];

/// The ctype of a code kept as the TMX that it is.
pub(super) const TMX_ONE: &str = "x-tmx";
/// The same of a highlight's start and end.
pub(super) const TMX_PARTS: [&str; 3] = ["", "-start", "-end"];
const UT_ONE: &str = "x-tmx-ut";
const HI_ONE: &str = "x-tmx-hi";

/// Returns whether an id was made by the writer for a code that has none.
pub(super) fn is_made(id: &str) -> bool {
    id.strip_prefix('_').is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
}

impl Element {
    pub(super) fn new(name: &str, attributes: &[(&str, &str)]) -> Element {
        let own = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        Element { name: name.to_owned(), attributes: attributes.iter().map(own).collect() }
    }

    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    /// Returns the start tag, with `end` before its `>`.
    pub(super) fn tag(&self, end: &str) -> String {
        let mut out = format!("<{}", self.name);
        for (name, value) in &self.attributes {
            push_attribute(&mut out, name, value);
        }
        out + end + ">"
    }

    /// Returns the element with every id the writer made spelled alike, for comparing.
    fn settled(mut self) -> Element {
        for (name, value) in &mut self.attributes {
            if matches!(name.as_str(), "id" | "mid") && is_made(value) {
                "_".clone_into(value);
            }
        }
        self
    }

    /// Returns the code that says just what this element does, `None` when the model has no way to say it.
    pub(super) fn mark(&self, version: Version) -> Option<(MarkKind, Attributes)> {
        let (kind, attributes) = self.nearest(version)?;
        let back = element(version, kind, &attributes, &mut || "_0".to_owned())?;
        (back.settled() == self.clone().settled()).then_some((kind, attributes))
    }

    fn nearest(&self, version: Version) -> Option<(MarkKind, Attributes)> {
        let mut out: Attributes = Vec::new();
        let mut kind = match (version, self.name.as_str()) {
            (_, "ph") => MarkKind::Ph,
            (Version::One, "it") => MarkKind::It,
            (Version::One, "bpt") => MarkKind::Bpt,
            (Version::One, "ept") => MarkKind::Ept,
            (_, "mrk") => MarkKind::HiStart,
            (Version::Two, "sc" | "ec") if self.get("isolated") == Some("yes") => MarkKind::It,
            (Version::Two, "sc" | "pc") => MarkKind::Bpt,
            (Version::Two, "ec") => MarkKind::Ept,
            _ => return None,
        };
        let ids = (self.get("id"), self.get("rid"));
        if version == Version::Two && kind == MarkKind::It {
            out.push(("pos".to_owned(), if self.name == "sc" { "begin" } else { "end" }.to_owned()));
        }
        for (name, value) in &self.attributes {
            let mut put = |name: &str, value: &str| out.push((name.to_owned(), value.to_owned()));
            match (name.as_str(), value.as_str()) {
                ("id" | "mid", made) if is_made(made) => {}
                ("id", value) if kind == MarkKind::Bpt => match ids {
                    // Without a rid the id is both; with one that is the same, TMX had no x.
                    (_, None) => {
                        put("i", value);
                        put("x", value);
                    }
                    (id, rid) if id == rid => put("i", value),
                    _ => put("x", value),
                },
                ("rid", value) if kind == MarkKind::Bpt => {
                    if ids.0 != ids.1 {
                        put("i", value);
                    }
                }
                ("id", value) if kind == MarkKind::Ept && version == Version::One => put("i", value),
                ("startRef", value) if kind == MarkKind::Ept => put("i", value),
                ("id" | "mid", value) => put("x", value),
                ("ctype", UT_ONE) if kind == MarkKind::Ph => kind = MarkKind::Ut,
                ("mtype", HI_ONE) => {}
                ("ctype" | "mtype", value) if version == Version::One => put("type", value),
                ("assoc", value) if kind == MarkKind::Ph => put("assoc", value),
                ("pos", "open") => put("pos", "begin"),
                ("pos", "close") => put("pos", "end"),
                ("isolated", "yes") if kind == MarkKind::It => {}
                ("type", "other") if version == Version::Two && self.get("subType").is_some() => {}
                ("type", "yeksan:hi") if kind == MarkKind::HiStart => {}
                ("subType", "yeksan:ut") if kind == MarkKind::Ph => kind = MarkKind::Ut,
                ("type" | "subType", value) if version == Version::Two => {
                    put("type", value.strip_prefix(PREFIX_TWO).unwrap_or(value));
                }
                _ => return None,
            }
        }
        Some((kind, out))
    }
}

/// Returns the element that says just what a code does, `None` when XLIFF has none; `id` makes an id.
pub(super) fn exact(
    version: Version,
    kind: MarkKind,
    attributes: &[(String, String)],
    id: &mut dyn FnMut() -> String,
) -> Option<Element> {
    let made = element(version, kind, attributes, id)?;
    let (back, read) = made.nearest(version)?;
    (back == kind && read == attributes).then_some(made)
}

fn element(
    version: Version,
    kind: MarkKind,
    attributes: &[(String, String)],
    id: &mut dyn FnMut() -> String,
) -> Option<Element> {
    let get = |name: &str| attributes.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str());
    let two = version == Version::Two;
    if matches!(kind, MarkKind::Bpt | MarkKind::Ept) && get("i").is_none() {
        return None;
    }
    let mut out = Element::new(
        match (version, kind) {
            (_, MarkKind::Ph | MarkKind::Ut) => "ph",
            (Version::One, MarkKind::Bpt) => "bpt",
            (Version::One, MarkKind::Ept) => "ept",
            (Version::One, MarkKind::It) => "it",
            (Version::Two, MarkKind::Bpt) => "sc",
            (Version::Two, MarkKind::Ept) => "ec",
            (Version::Two, MarkKind::It) if get("pos") == Some("begin") => "sc",
            (Version::Two, MarkKind::It) => "ec",
            (_, MarkKind::HiStart | MarkKind::HiEnd) => "mrk",
        },
        &[],
    );
    let mut put = |name: &str, value: &str| out.attributes.push((name.to_owned(), value.to_owned()));
    for (name, value) in attributes {
        match (kind, name.as_str(), value.as_str()) {
            (MarkKind::Bpt, "i", value) => match get("x") {
                Some(x) if x == value => put("id", value),
                None if !two => {
                    put("id", value);
                    put("rid", value);
                }
                Some(_) if !two => put("rid", value),
                _ => return None,
            },
            (MarkKind::Bpt, "x", value) if get("i") == Some(value) => {}
            (MarkKind::Bpt, "x", value) if !two => put("id", value),
            (MarkKind::Ept, "i", value) => put(if two { "startRef" } else { "id" }, value),
            (MarkKind::HiStart, "x", value) if !two => put("mid", value),
            (MarkKind::Ph | MarkKind::It | MarkKind::Ut | MarkKind::HiStart, "x", value) => put("id", value),
            (MarkKind::Ph, "assoc", value) if !two => put("assoc", value),
            (MarkKind::It, "pos", "begin") if !two => put("pos", "open"),
            (MarkKind::It, "pos", "end") if !two => put("pos", "close"),
            (MarkKind::It, "pos", "begin" | "end") => {}
            (MarkKind::HiStart, "type", value) if !two && value != "seg" => put("mtype", value),
            (MarkKind::HiStart, "type", value) if two => match MARKS_TWO.contains(&value) {
                true => put("type", value),
                false => put("type", &format!("{PREFIX_TWO}{value}")),
            },
            (MarkKind::Ph | MarkKind::It | MarkKind::Bpt, "type", value) if !two => put("ctype", value),
            (MarkKind::Ph | MarkKind::It | MarkKind::Bpt, "type", value) => {
                match TYPES_TWO.contains(&value) {
                    true => put("type", value),
                    false => {
                        put("type", "other");
                        put("subType", &format!("{PREFIX_TWO}{value}"));
                    }
                }
            }
            _ => return None,
        }
    }
    match kind {
        MarkKind::Ut if two => {
            put("type", "other");
            put("subType", "yeksan:ut");
        }
        MarkKind::Ut => put("ctype", UT_ONE),
        MarkKind::It if two => put("isolated", "yes"),
        MarkKind::HiStart if get("type").is_none() => match two {
            true => put("type", "yeksan:hi"),
            false => put("mtype", HI_ONE),
        },
        _ => {}
    }
    let has = |name: &str| out.get(name).is_some();
    let needs_id = if two { out.name != "ec" || has("isolated") } else { out.name != "mrk" };
    if needs_id && !has("id") {
        out.attributes.push(("id".to_owned(), id()));
    }
    let fits = |(name, value): &(String, String)| match name.as_str() {
        "id" | "startRef" if two => is_name_token(value),
        "subType" | "type" if two => {
            value.split(':').all(|part| !part.is_empty()) && !value.contains(char::is_whitespace)
        }
        _ => true,
    };
    (out.attributes.iter().all(fits)).then_some(out)
}

/// Returns whether a text is an NMTOKEN, as ids of XLIFF 2 are.
pub(super) fn is_name_token(text: &str) -> bool {
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ':' | '\u{b7}');
    !text.is_empty() && text.chars().all(fits)
}

/// Returns the element that holds a code as the TMX that it is.
pub(super) fn wrapper(version: Version, part: &str, id: &str) -> Element {
    match version {
        Version::One => Element::new("ph", &[("id", id), ("ctype", &format!("{TMX_ONE}{part}"))]),
        Version::Two => {
            let subtype = format!("{PREFIX_TWO}tmx{part}");
            Element::new("ph", &[("id", id), ("type", "other"), ("subType", &subtype)])
        }
    }
}

/// Returns which part of [`TMX_PARTS`] an element holds when it is one that [`wrapper`] made.
pub(super) fn wrapped(version: Version, element: &Element) -> Option<&'static str> {
    let word = match version {
        Version::One => element.get("ctype")?.strip_prefix(TMX_ONE)?,
        Version::Two => element.get("subType")?.strip_prefix("yeksan:tmx")?,
    };
    TMX_PARTS.into_iter().find(|part| element.name == "ph" && *part == word)
}

/// How an element that the model cannot say stands in the content of a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// It holds text: its start and its end are two codes.
    Container,
    /// It holds native code, or none.
    Point,
}

/// Returns the form of an inline element of a version, `None` for any other name, and the attributes it may have.
pub(super) fn inline(version: Version, name: &str) -> Option<(Form, &'static [&'static str])> {
    let known: (Form, &[&str]) = match (version, name) {
        (Version::One, "g") => (Form::Container, &["id", "ctype", "clone", "xid", "equiv-text", "ts"]),
        (Version::One, "mrk") => (Form::Container, &["mtype", "mid", "comment", "ts"]),
        (Version::One, "x") => (Form::Point, &["id", "ctype", "clone", "xid", "equiv-text", "ts"]),
        (Version::One, "bx" | "ex") => {
            (Form::Point, &["id", "rid", "ctype", "clone", "xid", "equiv-text", "ts"])
        }
        (Version::One, "bpt" | "ept") => {
            (Form::Point, &["id", "rid", "ctype", "crc", "xid", "equiv-text", "ts"])
        }
        (Version::One, "ph") => (Form::Point, &["id", "ctype", "assoc", "crc", "xid", "equiv-text", "ts"]),
        (Version::One, "it") => {
            (Form::Point, &["id", "rid", "pos", "ctype", "crc", "xid", "equiv-text", "ts"])
        }
        (Version::Two, "pc") => (
            Form::Container,
            &[
                "id",
                "canCopy",
                "canDelete",
                "canOverlap",
                "canReorder",
                "copyOf",
                "dispEnd",
                "dispStart",
                "equivEnd",
                "equivStart",
                "subFlowsEnd",
                "subFlowsStart",
                "subType",
                "type",
                "dir",
            ],
        ),
        (Version::Two, "mrk") => (Form::Container, &["id", "translate", "type", "ref", "value"]),
        (Version::Two, "sm") => (Form::Point, &["id", "translate", "type", "ref", "value"]),
        (Version::Two, "em") => (Form::Point, &["startRef"]),
        (Version::Two, "cp") => (Form::Point, &["hex"]),
        (Version::Two, "ph" | "sc" | "ec") => (
            Form::Point,
            &[
                "id",
                "canCopy",
                "canDelete",
                "canOverlap",
                "canReorder",
                "copyOf",
                "disp",
                "equiv",
                "isolated",
                "startRef",
                "subFlows",
                "subType",
                "type",
                "dir",
            ],
        ),
        _ => return None,
    };
    Some(known)
}

/// Returns whether an element of this version may have an attribute; those of other namespaces it may have anyway.
pub(super) fn takes(version: Version, element: &Element) -> bool {
    inline(version, &element.name).is_some_and(|(_, names)| {
        element.attributes.iter().all(|(name, _)| name.contains(':') || names.contains(&name.as_str()))
    })
}
