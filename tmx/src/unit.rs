//! What a TMX file holds: its header and its translation units.

use crate::content::Content;

/// Attributes in the order in which they stand in the file, as `(name, value)`; values are unescaped.
pub type Attrs = Vec<(String, String)>;

/// Returns the value of the attribute `name`, or `None`.
///
/// ```
/// let attrs = vec![("tuid".to_string(), "7".to_string())];
/// assert_eq!(tmx::attr(&attrs, "tuid"), Some("7"));
/// assert_eq!(tmx::attr(&attrs, "srclang"), None);
/// ```
pub fn attr<'a>(attrs: &'a [(String, String)], name: &str) -> Option<&'a str> {
    attrs.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
}

/// The `<header>` of a file.
///
/// A required attribute that a file lacks is an empty string here, and the reader warns. The writer puts a valid
/// stand-in for each that is empty (`unknown`, `sentence`, `en`, `*all*`).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Header {
    /// `creationtool`: the program that wrote the file.
    pub creation_tool: String,
    /// `creationtoolversion`: its version.
    pub creation_tool_version: String,
    /// `segtype`: `block`, `paragraph`, `sentence` or `phrase`.
    pub seg_type: String,
    /// `o-tmf`: the format of the memory the file was made from.
    pub o_tmf: String,
    /// `adminlang`: language of notes and props.
    pub admin_lang: String,
    /// `srclang`: source language of all units that do not name their own, or `*all*`.
    pub src_lang: String,
    /// `datatype`: kind of data, `plaintext`, `html` …
    pub data_type: String,
    /// Every other attribute, in order.
    pub other: Attrs,
    /// Notes, props and user-defined encodings, in order.
    pub items: Vec<HeaderItem>,
}

impl Header {
    /// Returns a header with the given tool and source language; sentences of plain text, English notes.
    ///
    /// ```
    /// let header = tmx::Header::new("demo", "1.0", "en");
    /// assert_eq!(header.seg_type, "sentence");
    /// ```
    pub fn new(tool: &str, version: &str, src_lang: &str) -> Self {
        Header {
            creation_tool: tool.to_string(),
            creation_tool_version: version.to_string(),
            seg_type: "sentence".to_string(),
            o_tmf: tool.to_string(),
            admin_lang: "en".to_string(),
            src_lang: src_lang.to_string(),
            data_type: "plaintext".to_string(),
            other: Vec::new(),
            items: Vec::new(),
        }
    }
}

/// One child of the header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HeaderItem {
    /// `<note>` or `<prop>`.
    Meta(Meta),
    /// `<ude>`: a user-defined encoding.
    Ude(Ude),
}

/// A `<ude>` with its `<map>` elements; the reader keeps it and never applies it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ude {
    /// `name`, `base`.
    pub attrs: Attrs,
    /// The attributes of each `<map/>`.
    pub maps: Vec<Attrs>,
}

/// Whether a piece of metadata is a `<note>` or a `<prop>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MetaKind {
    /// `<note>`: a comment.
    Note,
    /// `<prop>`: a tool's own property, named by its `type`.
    Prop,
}

/// A `<note>` or `<prop>` of the header, a unit or a variant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meta {
    /// Note or prop.
    pub kind: MetaKind,
    /// Its attributes: `type`, `xml:lang`, `o-encoding`.
    pub attrs: Attrs,
    /// Its text.
    pub text: String,
}

impl Meta {
    /// Returns a note without attributes.
    pub fn note(text: impl Into<String>) -> Self {
        Meta { kind: MetaKind::Note, attrs: Vec::new(), text: text.into() }
    }

    /// Returns a prop of the given type.
    ///
    /// ```
    /// let prop = tmx::Meta::prop("x-page", "12");
    /// assert_eq!(prop.prop_type(), Some("x-page"));
    /// ```
    pub fn prop(kind: impl Into<String>, text: impl Into<String>) -> Self {
        Meta { kind: MetaKind::Prop, attrs: vec![("type".to_string(), kind.into())], text: text.into() }
    }

    /// Returns the `type` of a prop; `None` for a note or a prop without one.
    pub fn prop_type(&self) -> Option<&str> {
        match self.kind {
            MetaKind::Prop => attr(&self.attrs, "type"),
            MetaKind::Note => None,
        }
    }
}

/// One `<tu>`: the same text in several languages.
///
/// Two units are equal when they say the same; where they stood in a file does not count.
#[derive(Debug, Clone, Default)]
pub struct Unit {
    /// All attributes of the `<tu>`, in order.
    pub attrs: Attrs,
    /// Its notes and props, in order.
    pub meta: Vec<Meta>,
    /// Its variants, in order.
    pub variants: Vec<Variant>,
    /// Place in the file, counted from 1; 0 for a unit that was not read.
    pub number: u64,
    /// Line of the `<tu>`, counted from 1; 0 for a unit that was not read.
    pub line: u64,
}

impl PartialEq for Unit {
    fn eq(&self, other: &Self) -> bool {
        self.attrs == other.attrs && self.meta == other.meta && self.variants == other.variants
    }
}

impl Eq for Unit {}

impl Unit {
    /// Returns a unit of two plain texts.
    ///
    /// ```
    /// let unit = tmx::Unit::pair("en", "Good morning.", "fa", "صبح به‌خیر.");
    /// assert_eq!(unit.variant("FA").map(|v| v.content.plain()).as_deref(), Some("صبح به‌خیر."));
    /// ```
    pub fn pair(source_lang: &str, source: &str, target_lang: &str, target: &str) -> Self {
        Unit {
            variants: vec![Variant::new(source_lang, source), Variant::new(target_lang, target)],
            ..Unit::default()
        }
    }

    /// Returns the value of an attribute of the `<tu>`.
    pub fn attr(&self, name: &str) -> Option<&str> {
        attr(&self.attrs, name)
    }

    /// Returns the `tuid`, which need not be unique in a file.
    pub fn tuid(&self) -> Option<&str> {
        self.attr("tuid")
    }

    /// Returns the first variant whose language is `lang`, letter case aside; `None` when there is none.
    pub fn variant(&self, lang: &str) -> Option<&Variant> {
        self.variants.iter().find(|variant| variant.lang.eq_ignore_ascii_case(lang))
    }
}

/// Which attribute named the language of a variant.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum LangAttr {
    /// `xml:lang`, as TMX 1.4 has it.
    #[default]
    XmlLang,
    /// `lang`, as TMX 1.1 had it. The writer writes `xml:lang`.
    Lang,
}

/// One `<tuv>`: the text in one language.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Variant {
    /// The language as written; empty in a rejected unit when the file names none.
    pub lang: String,
    /// Where the language stood.
    pub lang_attr: LangAttr,
    /// Every other attribute, in order.
    pub attrs: Attrs,
    /// Notes and props, in order.
    pub meta: Vec<Meta>,
    /// What `<seg>` holds.
    pub content: Content,
}

impl Variant {
    /// Returns a variant without attributes.
    pub fn new(lang: &str, content: impl Into<Content>) -> Self {
        Variant { lang: lang.to_string(), content: content.into(), ..Variant::default() }
    }

    /// Returns the value of an attribute other than the language.
    pub fn attr(&self, name: &str) -> Option<&str> {
        attr(&self.attrs, name)
    }
}
