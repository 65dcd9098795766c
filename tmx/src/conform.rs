//! Makes a unit that was read from a careless file fit the DTD.

use crate::content::{Piece, Tag};
use crate::escape::{illegal_char, is_xml_char};
use crate::grammar::is_common;
use crate::unit::{Attrs, Header, HeaderItem, Meta, MetaKind, Unit, attr};
use std::collections::BTreeSet;

const META: [&str; 4] = ["type", "xml:lang", "o-encoding", "lang"];
const HEADER: [&str; 5] = ["o-encoding", "creationdate", "creationid", "changedate", "changeid"];
const SEG_TYPES: [&str; 4] = ["block", "paragraph", "sentence", "phrase"];

impl Header {
    /// Moves attributes that the DTD does not know into props `x-attribute-NAME`; returns what was changed.
    pub fn conform(&mut self) -> Vec<String> {
        let mut changes = Vec::new();
        let mut props = Vec::new();
        move_unknown(&mut self.other, |name, _| HEADER.contains(&name), "header", &mut props, &mut changes);
        for item in &mut self.items {
            if let HeaderItem::Meta(meta) = item {
                conform_meta(meta, &mut changes);
            }
        }
        let mut count = 0;
        self.other.iter_mut().for_each(|(_, value)| mend(value, &mut count));
        for field in [
            &mut self.creation_tool,
            &mut self.creation_tool_version,
            &mut self.o_tmf,
            &mut self.admin_lang,
            &mut self.src_lang,
            &mut self.data_type,
        ] {
            mend(field, &mut count);
        }
        for item in &mut self.items {
            match item {
                HeaderItem::Meta(meta) => mend_meta(std::slice::from_mut(meta), &mut count),
                HeaderItem::Ude(ude) => {
                    ude.attrs
                        .iter_mut()
                        .chain(ude.maps.iter_mut().flatten())
                        .for_each(|(_, v)| mend(v, &mut count));
                }
            }
        }
        replaced(count, &mut changes);
        let empty = |item: &HeaderItem| matches!(item, HeaderItem::Ude(ude) if ude.maps.is_empty());
        if self.items.iter().any(empty) {
            self.items.retain(|item| !empty(item));
            changes.push("<ude> without <map> left out".to_string());
        }
        self.items.extend(props.into_iter().map(HeaderItem::Meta));
        changes
    }
}

impl Unit {
    /// Makes the unit fit the DTD of TMX 1.4 and returns what was changed, one line each; none for a fitting unit.
    ///
    /// Attributes of the unit and its variants that the DTD does not know become props `x-attribute-NAME`; those of
    /// inline elements, notes and props are left out. `<bpt>` and `<ept>` get the `i` they lack, in the order in
    /// which they nest, and `<it>` a `pos`. A `<sub>` outside a code becomes `<hi>`, an element inside native code
    /// `<sub>`. Characters that XML cannot hold become U+FFFD.
    ///
    /// ```
    /// let mut unit = tmx::Unit::pair("en", "Rain", "fa", "باران");
    /// unit.attrs.push(("mood".to_string(), "wet".to_string()));
    /// assert_eq!(unit.conform(), ["attribute `mood` of <tu> moved into a <prop>"]);
    /// assert_eq!(unit.meta, [tmx::Meta::prop("x-attribute-mood", "wet")]);
    /// ```
    pub fn conform(&mut self) -> Vec<String> {
        let mut changes = Vec::new();
        self.mend(&mut changes);
        let fits = |name: &str, value: &str| match name {
            "tuid" | "srclang" => true,
            "segtype" => SEG_TYPES.contains(&value),
            "lang" => false,
            _ => is_common(name),
        };
        move_unknown(&mut self.attrs, fits, "tu", &mut self.meta, &mut changes);
        for meta in &mut self.meta {
            conform_meta(meta, &mut changes);
        }
        for variant in &mut self.variants {
            move_unknown(
                &mut variant.attrs,
                |name, _| is_common(name),
                "tuv",
                &mut variant.meta,
                &mut changes,
            );
            for meta in &mut variant.meta {
                conform_meta(meta, &mut changes);
            }
            let mut codes = Codes { changes: &mut changes, used: BTreeSet::new(), open: Vec::new(), next: 1 };
            codes.collect(&variant.content.pieces);
            codes.conform(&mut variant.content.pieces, None);
        }
        changes
    }
}

impl Unit {
    /// Puts U+FFFD in the place of characters that XML cannot hold.
    fn mend(&mut self, changes: &mut Vec<String>) {
        let mut count = 0;
        self.attrs.iter_mut().for_each(|(_, value)| mend(value, &mut count));
        mend_meta(&mut self.meta, &mut count);
        for variant in &mut self.variants {
            mend(&mut variant.lang, &mut count);
            variant.attrs.iter_mut().for_each(|(_, value)| mend(value, &mut count));
            mend_meta(&mut variant.meta, &mut count);
            mend_pieces(&mut variant.content.pieces, &mut count);
        }
        replaced(count, changes);
    }
}

fn replaced(count: usize, changes: &mut Vec<String>) {
    if count > 0 {
        changes.push(format!("{count} characters that XML cannot hold replaced by U+FFFD"));
    }
}

fn mend(text: &mut String, count: &mut usize) {
    if illegal_char(text).is_some() {
        *count += text.chars().filter(|c| !is_xml_char(*c)).count();
        *text = text.replace(|c| !is_xml_char(c), "\u{fffd}");
    }
}

fn mend_meta(list: &mut [Meta], count: &mut usize) {
    for meta in list {
        mend(&mut meta.text, count);
        meta.attrs.iter_mut().for_each(|(_, value)| mend(value, count));
    }
}

fn mend_pieces(list: &mut [Piece], count: &mut usize) {
    for piece in list {
        match piece {
            Piece::Text(text) => mend(text, count),
            Piece::Code { attrs, content, .. } => {
                attrs.iter_mut().for_each(|(_, value)| mend(value, count));
                mend_pieces(content, count);
            }
        }
    }
}

fn move_unknown(
    attrs: &mut Attrs,
    fits: impl Fn(&str, &str) -> bool,
    element: &str,
    props: &mut Vec<Meta>,
    changes: &mut Vec<String>,
) {
    attrs.retain(|(name, value)| {
        let fits = fits(name, value);
        if !fits {
            changes.push(format!("attribute `{name}` of <{element}> moved into a <prop>"));
            props.push(Meta::prop(format!("x-attribute-{name}"), value.as_str()));
        }
        fits
    });
}

fn conform_meta(meta: &mut Meta, changes: &mut Vec<String>) {
    let is_prop = meta.kind == MetaKind::Prop;
    let element = if is_prop { "prop" } else { "note" };
    leave_out(&mut meta.attrs, |name| META.contains(&name) && (is_prop || name != "type"), element, changes);
    if is_prop && attr(&meta.attrs, "type").is_none() {
        changes.push("<prop> without type given `x-unknown`".to_string());
        meta.attrs.insert(0, ("type".to_string(), "x-unknown".to_string()));
    }
}

fn leave_out(attrs: &mut Attrs, fits: impl Fn(&str) -> bool, element: &str, changes: &mut Vec<String>) {
    attrs.retain(|(name, _)| {
        let fits = fits(name);
        if !fits {
            changes.push(format!("attribute `{name}` of <{element}> left out"));
        }
        fits
    });
}

/// The inline elements of one segment.
struct Codes<'a> {
    changes: &'a mut Vec<String>,
    used: BTreeSet<String>,
    open: Vec<String>,
    next: usize,
}

impl Codes<'_> {
    fn collect(&mut self, pieces: &[Piece]) {
        for piece in pieces {
            if let Piece::Code { attrs, content, .. } = piece {
                self.used.extend(attr(attrs, "i").map(str::to_string));
                self.collect(content);
            }
        }
    }

    fn fresh(&mut self) -> String {
        loop {
            let number = self.next.to_string();
            self.next += 1;
            if !self.used.contains(&number) {
                return number;
            }
        }
    }

    fn conform(&mut self, pieces: &mut [Piece], parent: Option<Tag>) {
        for piece in pieces {
            let Piece::Code { tag, attrs, content } = piece else { continue };
            let in_code = parent.is_some_and(Tag::holds_code);
            if in_code != (*tag == Tag::Sub) {
                let fitting = if in_code { Tag::Sub } else { Tag::Hi };
                self.changes.push(format!("misplaced <{}> made <{}>", tag.as_str(), fitting.as_str()));
                *tag = fitting;
            }
            let tag = *tag;
            leave_out(attrs, |name| allowed(tag).contains(&name), tag.as_str(), self.changes);
            self.complete(tag, attrs);
            self.conform(content, Some(tag));
        }
    }

    fn complete(&mut self, tag: Tag, attrs: &mut Attrs) {
        let missing = |attrs: &Attrs, name| attr(attrs, name).is_none();
        let (name, value) = match tag {
            Tag::Bpt if missing(attrs, "i") => {
                let i = self.fresh();
                self.open.push(i.clone());
                ("i", i)
            }
            Tag::Ept if missing(attrs, "i") => {
                let i = self.open.pop();
                ("i", i.unwrap_or_else(|| self.fresh()))
            }
            Tag::It if !matches!(attr(attrs, "pos"), Some("begin" | "end")) => {
                attrs.retain(|(name, _)| name != "pos");
                ("pos", "begin".to_string())
            }
            _ => return,
        };
        self.changes.push(format!("<{}> given {name}=\"{value}\"", tag.as_str()));
        attrs.insert(0, (name.to_string(), value));
    }
}

fn allowed(tag: Tag) -> &'static [&'static str] {
    match tag {
        Tag::Bpt => &["i", "x", "type"],
        Tag::Ept => &["i"],
        Tag::Ph => &["x", "assoc", "type"],
        Tag::It => &["pos", "x", "type"],
        Tag::Ut => &["x"],
        Tag::Hi => &["x", "type"],
        Tag::Sub => &["datatype", "type"],
    }
}
