//! The DTD of TMX 1.4: what may stand in what, and with which attributes; and the values that the specification allows.

use crate::tag::{Tag, shorten};
use crate::validate::Rule;

/// The elements of TMX, by the names of their start tags.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Element {
    Tmx,
    Header,
    Body,
    Note,
    Prop,
    Ude,
    Map,
    Tu,
    Tuv,
    Seg,
    Bpt,
    Ept,
    Ph,
    It,
    Ut,
    Hi,
    Sub,
    /// None of them.
    Other,
}

/// The most frequent first.
const NAMES: [(Element, &str); 17] = [
    (Element::Tuv, "tuv"),
    (Element::Seg, "seg"),
    (Element::Prop, "prop"),
    (Element::Tu, "tu"),
    (Element::Note, "note"),
    (Element::Bpt, "bpt"),
    (Element::Ept, "ept"),
    (Element::Ph, "ph"),
    (Element::It, "it"),
    (Element::Ut, "ut"),
    (Element::Hi, "hi"),
    (Element::Sub, "sub"),
    (Element::Tmx, "tmx"),
    (Element::Header, "header"),
    (Element::Body, "body"),
    (Element::Ude, "ude"),
    (Element::Map, "map"),
];

impl Element {
    pub(crate) fn from_name(name: &str) -> Element {
        NAMES.iter().find(|(_, known)| *known == name).map_or(Element::Other, |(element, _)| *element)
    }

    pub(crate) fn as_str(self) -> &'static str {
        NAMES.iter().find(|(element, _)| *element == self).map_or("?", |(_, name)| name)
    }

    /// Says whether characters may stand in it; of an unknown element nothing is known.
    pub(crate) fn holds_text(self) -> bool {
        use Element::{Body, Header, Map, Tmx, Tu, Tuv, Ude};
        !matches!(self, Tmx | Header | Body | Ude | Map | Tu | Tuv)
    }

    fn is_code(self) -> bool {
        matches!(self, Element::Bpt | Element::Ept | Element::Ph | Element::It | Element::Ut)
    }

    /// Says whether an element may stand in this one at all.
    fn may_hold(self, child: Element) -> bool {
        use Element::{Body, Header, Hi, Map, Note, Prop, Seg, Sub, Tmx, Tu, Tuv, Ude};
        match self {
            Tmx => matches!(child, Header | Body),
            Header => matches!(child, Note | Prop | Ude),
            Body => child == Tu,
            Ude => child == Map,
            Tu => matches!(child, Note | Prop | Tuv),
            Tuv => matches!(child, Note | Prop | Seg),
            Seg | Hi | Sub => child.is_code() || child == Hi,
            code if code.is_code() => child == Sub,
            _ => false,
        }
    }
}

/// The children that an element has had so far, as far as their order or number matters.
#[derive(Debug, Default)]
pub(crate) struct Children {
    /// `<header>`, or the last `<tuv>` or `<seg>`.
    first: bool,
    /// `<body>`, or any child of `<ude>`.
    second: bool,
}

impl Children {
    /// Takes the next child of `parent`; says why it may not stand there.
    pub(crate) fn take(&mut self, parent: Element, child: Element) -> Result<(), String> {
        let name = parent.as_str();
        if !parent.may_hold(child) {
            return Err(format!("may not stand in <{name}>"));
        }
        match (parent, child) {
            (Element::Tmx, Element::Header) => {
                let late = self.second;
                if std::mem::replace(&mut self.first, true) {
                    return Err("a second time".to_string());
                }
                if late {
                    return Err("after <body>, expected before it".to_string());
                }
            }
            (Element::Tmx, Element::Body) if std::mem::replace(&mut self.second, true) => {
                return Err("a second time".to_string());
            }
            (Element::Tu, Element::Tuv) => self.first = true,
            (Element::Tuv, Element::Seg) if std::mem::replace(&mut self.first, true) => {
                return Err("a second time in one <tuv>".to_string());
            }
            (Element::Tu | Element::Tuv, Element::Note | Element::Prop) if self.first => {
                let after = if parent == Element::Tu { "<tuv>" } else { "<seg>" };
                return Err(format!("after {after}, expected before it"));
            }
            (Element::Ude, _) => self.second = true,
            _ => {}
        }
        Ok(())
    }

    /// Says what an element lacks at its end.
    pub(crate) fn complete(&self, element: Element) -> Result<(), &'static str> {
        match element {
            Element::Tmx if !self.first => Err("<header>"),
            Element::Tmx if !self.second => Err("<body>"),
            Element::Tu if !self.first => Err("<tuv>"),
            Element::Tuv if !self.first => Err("<seg>"),
            Element::Ude if !self.second => Err("<map>"),
            _ => Ok(()),
        }
    }
}

/// Attributes that many elements share.
const RECORD: [&str; 11] = [
    "o-encoding",
    "datatype",
    "usagecount",
    "lastusagedate",
    "creationtool",
    "creationtoolversion",
    "creationdate",
    "creationid",
    "changedate",
    "changeid",
    "o-tmf",
];

/// Says whether `<tu>` and `<tuv>` share an attribute.
pub(crate) fn is_common(attribute: &str) -> bool {
    attribute == "lang" || RECORD.contains(&attribute)
}

/// Returns the attributes that an element must have, and those that it may have besides.
fn known(element: Element) -> (&'static [&'static str], &'static [&'static str]) {
    match element {
        Element::Tmx => (&["version"], &[]),
        Element::Header => {
            (&crate::read::REQUIRED, &["o-encoding", "creationdate", "creationid", "changedate", "changeid"])
        }
        Element::Note => (&[], &["o-encoding", "xml:lang", "lang"]),
        Element::Prop => (&["type"], &["o-encoding", "xml:lang", "lang"]),
        Element::Ude => (&["name"], &["base"]),
        Element::Map => (&["unicode"], &["code", "ent", "subst"]),
        Element::Tu => (&[], &["tuid", "segtype", "srclang"]),
        Element::Tuv => (&["xml:lang"], &["lang"]),
        Element::Bpt => (&["i"], &["x", "type"]),
        Element::Ept => (&["i"], &[]),
        Element::Ph => (&[], &["x", "assoc", "type"]),
        Element::It => (&["pos"], &["x", "type"]),
        Element::Ut => (&[], &["x"]),
        Element::Hi => (&[], &["x", "type"]),
        Element::Sub => (&[], &["datatype", "type"]),
        Element::Body | Element::Seg | Element::Other => (&[], &[]),
    }
}

/// Returns what is wrong with the attributes of a tag.
pub(crate) fn attributes(element: Element, tag: &Tag) -> Vec<(Rule, String)> {
    let (required, allowed) = known(element);
    let shared = matches!(element, Element::Tu | Element::Tuv);
    let mut found = Vec::new();
    for name in required {
        if !tag.attrs().any(|(other, _)| other == *name) {
            found.push((Rule::Dtd, format!("<{}> without {name}", element.as_str())));
        }
    }
    for (name, value) in tag.attrs() {
        let is_known =
            required.contains(&name) || allowed.contains(&name) || (shared && RECORD.contains(&name));
        if !is_known {
            let name = shorten(name);
            found.push((
                Rule::Dtd,
                format!("attribute `{name}` of <{}>, which the DTD does not have", element.as_str()),
            ));
            continue;
        }
        if let Some((rule, expected)) = wrong(element, name, value) {
            found.push((rule, format!("{name} `{}`, expected {expected}", shorten(value))));
        } else if matches!(name, "xml:lang" | "lang" | "adminlang" | "srclang") && !is_language(value, name) {
            let value = shorten(value);
            found.push((Rule::Spec, format!("`{value}` is no language tag, expected one such as `en-US`")));
        }
    }
    if element == Element::Map && !tag.attrs().any(|(name, _)| matches!(name, "code" | "ent" | "subst")) {
        found.push((Rule::Spec, "<map> without code, ent or subst".to_string()));
    }
    found
}

/// Returns what was expected in place of a wrong value.
fn wrong(element: Element, name: &str, value: &str) -> Option<(Rule, &'static str)> {
    let is_number = !value.is_empty() && value.bytes().all(|b| b.is_ascii_digit());
    let (fits, rule, expected) = match (element, name) {
        (Element::Tmx, "version") => (value == "1.4", Rule::Dtd, "`1.4`"),
        (_, "segtype") => (
            ["block", "paragraph", "sentence", "phrase"].contains(&value),
            Rule::Dtd,
            "block, paragraph, sentence or phrase",
        ),
        (Element::It, "pos") => (["begin", "end"].contains(&value), Rule::Dtd, "begin or end"),
        (_, "creationdate" | "changedate" | "lastusagedate") => {
            (is_date(value), Rule::Spec, "YYYYMMDDThhmmssZ")
        }
        (_, "usagecount" | "i" | "x") => (is_number, Rule::Spec, "a number"),
        (_, "tuid") => (!value.contains(char::is_whitespace), Rule::Spec, "no white space"),
        (_, "assoc") => (["p", "f", "b"].contains(&value), Rule::Spec, "p, f or b"),
        (Element::Map, "unicode" | "code") => {
            let digits = value.strip_prefix("#x").unwrap_or_default();
            let is_hex = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_hexdigit());
            (is_hex, Rule::Spec, "`#x` and hexadecimal digits")
        }
        _ => return None,
    };
    (!fits).then_some((rule, expected))
}

fn is_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    let digits = |range: std::ops::Range<usize>| bytes[range].iter().all(u8::is_ascii_digit);
    bytes.len() == 16 && digits(0..8) && bytes[8] == b'T' && digits(9..15) && bytes[15] == b'Z'
}

/// Says whether a text is spelled as a language tag (RFC 5646, in outline).
fn is_language(text: &str, name: &str) -> bool {
    if name == "srclang" && text == "*all*" {
        return true;
    }
    let mut parts = text.split('-');
    let first = parts.next().unwrap_or_default();
    let fits = |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric());
    fits(first) && first.bytes().all(|b| b.is_ascii_alphabetic()) && parts.all(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_back() {
        for (element, name) in NAMES {
            assert_eq!((Element::from_name(name), element.as_str()), (element, name));
        }
        assert_eq!(Element::from_name("TU"), Element::Other);
    }

    #[test]
    fn dates_and_languages() {
        assert!(is_date("20240501T080000Z") && !is_date("2024-05-01T08:00:00Z") && !is_date("20240501"));
        assert!(
            is_language("fa-IR", "xml:lang")
                && is_language("*all*", "srclang")
                && is_language("x-own", "lang")
        );
        assert!(
            !is_language("EN_us", "xml:lang") && !is_language("", "lang") && !is_language("*all*", "lang")
        );
    }
}
