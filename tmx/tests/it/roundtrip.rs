//! Properties: what is written reads back the same, and the place of a chunk's end never matters.

use crate::{file, tu};
use proptest::collection::vec;
use proptest::prelude::*;
use std::io::{BufRead, Read};
use tmx::{
    Attrs, Content, Header, HeaderItem, LangAttr, Meta, MetaKind, Piece, Reader, Tag, Ude, Unit, Variant,
    Writer,
};

/// Text with everything that needs care.
fn text() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        4 => "[a-zA-Z ]{1,8}",
        4 => "[آ-ی\u{200c} ]{1,8}",
        2 => "[&<>\"'\\]\\[!/=;#?-]{1,4}",
        1 => Just("]]>".to_string()),
        1 => "[\r\n\t\u{85}\u{2028}\u{a0}\u{feff}\u{fffd}]{1,3}",
        1 => "[\u{10380}-\u{1039d}\u{1f600}-\u{1f610}]{1,2}",
    ];
    vec(part, 0..5).prop_map(|parts| parts.concat())
}

fn attrs(names: &'static [&'static str]) -> impl Strategy<Value = Attrs> {
    let names = proptest::sample::subsequence(names, 0..=names.len()).prop_shuffle();
    names.prop_flat_map(|names| {
        let values = vec(text(), names.len());
        values.prop_map(move |values| names.iter().map(|name| name.to_string()).zip(values).collect())
    })
}

fn meta() -> impl Strategy<Value = Meta> {
    let kind = prop_oneof![Just(MetaKind::Note), Just(MetaKind::Prop)];
    (kind, attrs(&["type", "xml:lang", "o-encoding"]), text()).prop_map(|(kind, attrs, text)| Meta {
        kind,
        attrs,
        text,
    })
}

/// Joins texts in a row and drops empty ones, as the reader does.
fn canonical(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    for piece in pieces {
        match (out.last_mut(), piece) {
            (_, Piece::Text(text)) if text.is_empty() => {}
            (Some(Piece::Text(before)), Piece::Text(text)) => before.push_str(&text),
            (_, piece) => out.push(piece),
        }
    }
    out
}

fn pieces() -> impl Strategy<Value = Vec<Piece>> {
    let leaf = text().prop_map(Piece::Text);
    let tag = prop::sample::select(vec![Tag::Bpt, Tag::Ept, Tag::Ph, Tag::It, Tag::Ut, Tag::Hi, Tag::Sub]);
    let piece = leaf.prop_recursive(3, 12, 4, move |inner| {
        (tag.clone(), attrs(&["i", "x", "type", "pos", "vendor"]), vec(inner, 0..4))
            .prop_map(|(tag, attrs, content)| Piece::Code { tag, attrs, content: canonical(content) })
    });
    vec(piece, 0..5).prop_map(canonical)
}

fn variant() -> impl Strategy<Value = Variant> {
    let lang = "[a-z]{2,3}([-_][A-Z]{2})?";
    (lang, attrs(&["changeid", "lang", "creationdate", "own"]), vec(meta(), 0..3), pieces())
        .prop_map(|(lang, attrs, meta, pieces)| Variant { attrs, meta, ..Variant::new(&lang, pieces) })
}

fn unit() -> impl Strategy<Value = Unit> {
    (attrs(&["tuid", "srclang", "usagecount", "own"]), vec(meta(), 0..3), vec(variant(), 1..4))
        .prop_map(|(attrs, meta, variants)| Unit { attrs, meta, variants, ..Unit::default() })
}

fn header() -> impl Strategy<Value = Header> {
    let ude = (attrs(&["name", "base"]), vec(attrs(&["unicode", "code", "ent"]), 0..3))
        .prop_map(|(attrs, maps)| HeaderItem::Ude(Ude { attrs, maps }));
    let item = prop_oneof![meta().prop_map(HeaderItem::Meta), ude];
    (text(), attrs(&["creationid", "o-encoding"]), vec(item, 0..3)).prop_map(|(tool, other, items)| Header {
        other,
        items,
        ..Header::new(&format!("t{tool}"), "1", "en")
    })
}

fn write(header: &Header, units: &[Unit]) -> Vec<u8> {
    let mut writer = Writer::new(Vec::new(), header).unwrap();
    for unit in units {
        writer.write(unit).unwrap();
    }
    writer.finish().unwrap()
}

fn read(bytes: &[u8]) -> (Header, Vec<Unit>) {
    let mut reader = Reader::new(bytes).unwrap();
    let units = reader.by_ref().collect::<Result<_, _>>().unwrap();
    (reader.header().clone(), units)
}

/// A reader that hands out few bytes at a time.
struct Drops<'a> {
    bytes: &'a [u8],
    size: usize,
}

impl Read for Drops<'_> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let length = self.size.min(self.bytes.len()).min(into.len());
        into[..length].copy_from_slice(&self.bytes[..length]);
        self.bytes = &self.bytes[length..];
        Ok(length)
    }
}

impl BufRead for Drops<'_> {
    fn fill_buf(&mut self) -> std::io::Result<&[u8]> {
        Ok(&self.bytes[..self.size.min(self.bytes.len())])
    }

    fn consume(&mut self, length: usize) {
        self.bytes = &self.bytes[length..];
    }
}

/// Returns all that a reader says of a file, in words.
fn story(reader: tmx::Result<Reader<impl BufRead>>, salvage: bool) -> Vec<String> {
    let mut reader = match reader {
        Ok(reader) => reader.salvage(salvage),
        Err(error) => return vec![error.to_string()],
    };
    let mut story: Vec<String> = reader.by_ref().map(|item| format!("{item:?}")).collect();
    story.extend(reader.warnings().iter().map(ToString::to_string));
    story
}

/// A file longer than a chunk, with every construct, in which damage can be done.
fn rich() -> String {
    let unit = tu(
        "a <bpt i='1' x=\"1\">&lt;b></bpt>c]]<ept i='1'/> <!-- no - text --> <![CDATA[d ]] > e]]>&#x41;",
        "چای \u{200f}(\u{FEFB})\r\n <?pi x ? ?>",
    );
    file(&unit.repeat(3)).replacen("?>\n", "?>\r\n<!DOCTYPE tmx [ <!ENTITY a \"b\"> <!-- > --> ]>\r", 1)
}

proptest! {
    #[test]
    fn what_is_written_reads_back(header in header(), units in vec(unit(), 0..4)) {
        let bytes = write(&header, &units);
        let (header_back, units_back) = read(&bytes);
        prop_assert_eq!(&header_back, &header);
        prop_assert_eq!(&units_back, &units);
        prop_assert_eq!(write(&header_back, &units_back), bytes);
    }

    #[test]
    fn inner_xml_reads_back(pieces in pieces()) {
        let content = Content { pieces };
        prop_assert_eq!(Content::parse_xml(&content.to_xml()).unwrap(), content);
    }

    #[test]
    fn another_parser_reads_the_same(unit in unit()) {
        let bytes = write(&Header::new("t", "1", "en"), std::slice::from_ref(&unit));
        let theirs = segments(std::str::from_utf8(&bytes).unwrap());
        let ours: Vec<String> = unit.variants.iter().map(|variant| all_text(&variant.content.pieces)).collect();
        prop_assert_eq!(theirs, ours);
    }

    #[test]
    fn a_conformed_unit_needs_no_second_time(unit in unit()) {
        let mut once = unit.clone();
        once.conform();
        let mut twice = once.clone();
        prop_assert_eq!(twice.conform(), Vec::<String>::new());
        prop_assert_eq!(twice, once);
    }

    #[test]
    fn chunks_do_not_matter(
        size in 1..9usize,
        salvage: bool,
        cuts in vec((any::<prop::sample::Index>(), 0..12usize, vec(any::<u8>(), 0..3)), 0..3),
    ) {
        let mut bytes = rich().into_bytes();
        for (at, length, instead) in cuts {
            let at = at.index(bytes.len());
            let end = (at + length).min(bytes.len());
            bytes.splice(at..end, instead);
        }
        let whole = story(Reader::new(bytes.as_slice()), salvage);
        prop_assert_eq!(story(Reader::new(Drops { bytes: &bytes, size }), salvage), whole);
    }

    #[test]
    fn whatever_is_taken_can_be_written(at: prop::sample::Index, instead in "\\PC{0,3}") {
        let mut text = rich();
        let at = (0..=at.index(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap();
        text.insert_str(at, &instead);
        let Ok(reader) = Reader::new(text.as_bytes()) else { return Ok(()) };
        let mut header = reader.header().clone();
        header.conform();
        let Ok(mut units) = reader.collect::<Result<Vec<Unit>, _>>() else { return Ok(()) };
        for unit in &mut units {
            unit.conform();
            for variant in &mut unit.variants {
                variant.lang_attr = LangAttr::XmlLang;
            }
        }
        prop_assert_eq!(read(&write(&header, &units)).1, units);
    }
}

#[test]
fn the_file_with_every_construct_is_read() {
    let (_, units) = read(rich().as_bytes());
    assert_eq!(units.len(), 3);
    assert_eq!(units[2].variants[0].content.plain(), "a c]]  d ]] > eA");
    assert_eq!(units[2].variants[1].content.plain(), "چای \u{200f}(\u{FEFB})\n ");
}

#[test]
fn what_cannot_be_written_is_refused_and_the_rest_goes_on() {
    let good = Unit::pair("en", "Tea", "fa", "چای");
    let with_attr = |name: &str| Unit { attrs: vec![(name.to_string(), "v".to_string())], ..good.clone() };
    let twice = Unit { attrs: vec![("a".to_string(), String::new()); 2], ..good.clone() };
    let cases = [
        (Unit::pair("en", "a\u{1}", "fa", "b"), "character U+0001 is not allowed in XML (unit 2)"),
        (Unit::default(), "<tu> without <tuv> (unit 2)"),
        (Unit::pair("en", "a", "", "b"), "<tuv> without xml:lang (unit 2)"),
        (with_attr("a b"), "attribute `a b` cannot be written: it is no XML name (unit 2)"),
        (
            with_attr("v:k"),
            "attribute `v:k` cannot be written: it needs a namespace, and TMX has none (unit 2)",
        ),
        (twice, "attribute `a` cannot be written: it stands twice (unit 2)"),
    ];
    for (bad, reason) in cases {
        let mut writer = Writer::new(Vec::new(), &Header::default()).unwrap();
        writer.write(&good).unwrap();
        assert_eq!(writer.write(&bad).unwrap_err().to_string(), reason);
        writer.write(&good).unwrap();
        assert_eq!(writer.units(), 2);
        assert_eq!(read(&writer.finish().unwrap()).1, [good.clone(), good.clone()]);
    }
}

#[test]
fn an_empty_header_is_written_as_one_that_is_allowed() {
    let text = String::from_utf8(write(&Header::default(), &[])).unwrap();
    assert!(text.contains(
        "<header creationtool=\"unknown\" creationtoolversion=\"unknown\" segtype=\"sentence\" o-tmf=\"unknown\" \
         adminlang=\"en\" srclang=\"*all*\" datatype=\"unknown\"/>"
    ));
}

#[test]
fn conform_says_what_it_changed() {
    let xml = "<bpt v='1'>a</bpt><it>b</it><ept>c</ept><sub>d</sub>";
    let content = Content::parse_xml(xml).unwrap();
    let mut unit = Unit { variants: vec![Variant::new("en", content)], ..Unit::default() };
    unit.attrs.push(("v:k".to_string(), "1".to_string()));
    assert_eq!(
        unit.conform(),
        [
            "attribute `v:k` of <tu> moved into a <prop>",
            "attribute `v` of <bpt> left out",
            "<bpt> given i=\"1\"",
            "<it> given pos=\"begin\"",
            "<ept> given i=\"1\"",
            "misplaced <sub> made <hi>",
        ]
    );
    let fixed = "<bpt i=\"1\">a</bpt><it pos=\"begin\">b</it><ept i=\"1\">c</ept><hi>d</hi>";
    assert_eq!(unit.variants[0].content.to_xml(), fixed);
}

fn all_text(pieces: &[Piece]) -> String {
    let text = |piece: &Piece| match piece {
        Piece::Text(text) => text.clone(),
        Piece::Code { content, .. } => all_text(content),
    };
    pieces.iter().map(text).collect()
}

/// Returns all text of each segment, codes included, as quick-xml reads it.
fn segments(xml: &str) -> Vec<String> {
    use quick_xml::events::Event;
    let mut reader = quick_xml::Reader::from_str(xml);
    let mut found = Vec::new();
    let mut text = None;
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) if tag.name().as_ref() == "seg" => text = Some(String::new()),
            Event::End(tag) if tag.name().as_ref() == "seg" => found.extend(text.take()),
            Event::Text(part) => {
                if let Some(text) = &mut text {
                    text.push_str(&part);
                }
            }
            Event::GeneralRef(part) => {
                if let Some(text) = &mut text {
                    match part.resolve_char_ref().unwrap() {
                        Some(c) => text.push(c),
                        None => {
                            let name: &str = &part;
                            text.push_str(quick_xml::escape::resolve_predefined_entity(name).unwrap());
                        }
                    }
                }
            }
            Event::Eof => return found,
            _ => {}
        }
    }
}
