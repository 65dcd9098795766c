//! What a file says comes back, and what is not TMX is told.

use crate::exchange::tmx::{Header, Profile, Reader, Writer};
use crate::exchange::{Error, Item};
use crate::model::{Annotation, AnnotationKind, Lang, Mark, MarkKind, Origin, TranslationUnit, Variant};
use proptest::prelude::*;

type Attributes = Vec<(String, String)>;

/// A file with everything: codes in codes, stray attributes, notes everywhere, a user-defined encoding, three languages.
const RICH: &str = r##"<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4">
<header creationtool="Desk" creationtoolversion="2.1" segtype="sentence" o-tmf="desk" adminlang="fa" srclang="en" datatype="html" creationid="نرگس">
<note xml:lang="fa">حافظهٔ خبرها</note>
<prop type="x-project">news</prop>
<ude name="house" base="Unicode"><map unicode="#xF8FF" code="#xF0" ent="Apple_logo"/></ude>
</header>
<body>
<tu tuid="0001" datatype="Text" usagecount="2">
<note>کنار عکس</note>
<prop type="x-domain">weather</prop>
<prop type="x-domain">press</prop>
<tuv xml:lang="en" creationdate="19990228T153400Z"><seg>The <bpt i="1" x="1">&lt;b&gt;</bpt>rain<ept i="1">&lt;/b&gt;</ept> has <hi type="x">really <hi>stopped</hi></hi>.</seg></tuv>
<tuv xml:lang="fa" changeid="سارا"><prop type="x-checked">yes</prop>
<seg>باران <bpt i="1" x="1">&lt;b&gt;</bpt>بند<ept i="1">&lt;/b&gt;</ept> آمده است<ph x="2" type="fnote">{<sub>پانویس <ph>*</ph></sub>}</ph>.</seg></tuv>
<tuv xml:lang="de-DE"><seg> Der Regen hat aufgehört.<ut>?</ut> </seg></tuv>
</tu>
<tu srclang="fa">
<tuv xml:lang="fa"><seg></seg></tuv>
<tuv xml:lang="en"><seg><it pos="begin" x="1">&lt;i&gt;</it>&lt;empty&gt;</seg></tuv>
</tu>
</body>
</tmx>
"##;

fn read(text: &str) -> (Header, Vec<Item>) {
    let mut reader = Reader::new(text.as_bytes(), "news.tmx").unwrap();
    let items = reader.by_ref().map(Result::unwrap).collect();
    (reader.header().clone(), items)
}

fn write(header: &Header, items: &[Item], profile: Profile) -> (String, Vec<String>) {
    let mut writer = Writer::new(Vec::new(), header, profile).unwrap();
    let mut changes = Vec::new();
    for item in items {
        changes.extend(writer.write(&item.clone().unit().unwrap()).unwrap());
    }
    (String::from_utf8(writer.finish().unwrap()).unwrap(), changes)
}

#[test]
fn a_file_comes_back_byte_for_byte() {
    let (header, items) = read(RICH);
    let (written, changes) = write(&header, &items, Profile::AsItCame);
    assert!(changes.is_empty(), "{changes:?}");
    let straight = |text: &str| {
        text.replace("<prop type=\"x-checked\">yes</prop>\n<seg>", "<prop type=\"x-checked\">yes</prop><seg>")
    };
    assert_eq!(straight(&written), straight(RICH));
    let stored: Header = serde_json::from_value(serde_json::to_value(&header).unwrap()).unwrap();
    assert_eq!(stored, header);
}

#[test]
fn what_stands_where() {
    let (header, items) = read(RICH);
    assert_eq!((header.tool.as_str(), header.adminlang.as_str(), header.items.len()), ("Desk", "fa", 3));
    let unit = items[0].clone().unit().unwrap();
    assert_eq!(unit.tuid.as_deref(), Some("0001"));
    assert_eq!(unit.attributes[0], ("datatype".to_owned(), "Text".to_owned()));
    assert_eq!(unit.annotations.len(), 3);
    assert_eq!(unit.variants[0].text, "The rain has really stopped.");
    assert_eq!(unit.variants[1].marks[2].content, "{<sub>پانویس <ph>*</ph></sub>}");
    assert_eq!(unit.variants[2].lang.as_str(), "de-DE");
    assert_eq!((unit.origin.file.as_str(), unit.origin.place, unit.origin.line), ("news.tmx", 1, 9));
    assert_eq!((unit.confidence, unit.approved), (None, false));
}

#[test]
fn a_unit_that_breaks_the_rules_is_refused_with_its_text() {
    let file = RICH.replace("<tuv xml:lang=\"de-DE\">", "<tuv>");
    let (_, items) = read(&file);
    let Item::Rejected(refused) = &items[0] else { panic!("{:?}", items[0]) };
    assert_eq!(refused.reason, "<tuv> without xml:lang");
    assert_eq!(refused.unit.variants.len(), 3);
    assert_eq!(refused.unit.origin.place, 1);
    assert!(matches!(items[1], Item::Unit(_)));
}

#[test]
fn a_damaged_file_names_file_and_line() {
    let cut = &RICH[..RICH.find("</body>").unwrap()];
    let last = Reader::new(cut.as_bytes(), "news.tmx").unwrap().last().unwrap();
    let message = last.unwrap_err().to_string();
    assert!(message.starts_with("news.tmx:2") && message.contains("ends inside"), "{message}");
    let refused = Reader::new(&b"Milk, bread"[..], "list.tmx").map(|_| ()).unwrap_err().to_string();
    assert!(refused.starts_with("list.tmx:1: "), "{refused}");
}

#[test]
fn level_one_leaves_the_codes_out_and_says_so() {
    let (header, items) = read(RICH);
    let (written, changes) = write(&header, &items, Profile::Plain);
    assert_eq!(changes[0], "news.tmx:9: unit 1: 10 inline codes left out");
    assert!(written.contains("<seg>The rain has really stopped.</seg>"));
    assert!(!written.contains("bpt"));
}

#[test]
fn our_own_pairs_say_how_sure_and_where_from() {
    let when = "2024-05-01T08:00:00.5Z".parse().unwrap();
    let header = Header::ours(&Lang::new("en"), Some(when));
    let mut unit = TranslationUnit::pair(
        Variant::new(Lang::new("en"), "Rain."),
        Variant::new(Lang::new("fa"), "باران."),
        Origin {
            file: "a.en.txt".into(),
            target_file: Some("a.fa.txt".into()),
            place: 4,
            ..Origin::default()
        },
    );
    unit.confidence = Some(0.9375);
    unit.approved = true;
    let (written, changes) = write(&header, &[Item::Unit(unit.clone())], Profile::AsItCame);
    assert!(changes.is_empty());
    assert!(
        written.contains(r#"srclang="en" datatype="plaintext" creationdate="20240501T080000Z""#),
        "{written}"
    );
    for prop in [
        "<prop type=\"x-yeksan-confidence\">0.9375</prop>",
        "<prop type=\"x-yeksan-approved\">yes</prop>",
        "<prop type=\"x-yeksan-source-file\">a.en.txt</prop>",
        "<prop type=\"x-yeksan-target-file\">a.fa.txt</prop>",
        "<prop type=\"x-yeksan-place\">4</prop>",
    ] {
        assert!(written.contains(prop), "{written}");
    }
    // Another store learns it from the file, and writes the same file again.
    let (header, items) = read(&written);
    let back = items[0].clone().unit().unwrap();
    assert_eq!((back.confidence, back.approved), (Some(0.9375), true));
    assert_eq!(write(&header, &items, Profile::AsItCame).0, written);
    // An imported unit gets nothing added but that a person confirmed it here, and says where it came from when asked.
    unit.confidence = None;
    let (confirmed, _) = write(&header, &[Item::Unit(unit.clone())], Profile::AsItCame);
    assert_eq!(confirmed.matches("<prop").count(), 1);
    assert!(confirmed.contains("<prop type=\"x-yeksan-approved\">yes</prop>"));
    let mut writer = Writer::new(Vec::new(), &header, Profile::AsItCame).unwrap().provenance(true);
    writer.write(&unit).unwrap();
    assert_eq!(String::from_utf8(writer.finish().unwrap()).unwrap().matches("<prop").count(), 4);
    // A confirmation that was taken back goes out no more.
    unit.annotations.push(Annotation::prop("x-yeksan-approved", "yes"));
    unit.approved = false;
    assert!(!write(&header, &[Item::Unit(unit)], Profile::AsItCame).0.contains("<prop"));
}

#[test]
fn what_xml_cannot_hold_is_replaced_and_said_and_the_file_goes_on() {
    let header = Header::ours(&Lang::new("en"), None);
    let mut writer = Writer::new(Vec::new(), &header, Profile::AsItCame).unwrap();
    let unit = |text: &str| {
        let target = Variant::new(Lang::new("fa"), "بله");
        TranslationUnit::pair(Variant::new(Lang::new("en"), text), target, Origin::default())
    };
    let changes = writer.write(&unit("bell \u{7}")).unwrap();
    assert!(changes[0].contains("1 characters") && changes[0].contains("U+FFFD"), "{changes:?}");
    let mut broken = unit("ok");
    broken.variants[1].marks =
        vec![Mark { at: 1, kind: MarkKind::Ph, attributes: Vec::new(), content: String::new() }];
    assert!(matches!(writer.write(&broken), Err(Error::Codes { .. })));
    writer.write(&unit("fine")).unwrap();
    let written = String::from_utf8(writer.finish().unwrap()).unwrap();
    let (_, items) = read(&written);
    assert_eq!(items.len(), 2);
    assert_eq!(items[0].clone().unit().unwrap().variants[0].text, "bell \u{fffd}");
}

fn attributes(names: &'static [&'static str]) -> impl Strategy<Value = Attributes> {
    let values = prop::collection::vec("[^\\p{C}]{0,8}", names.len());
    (prop::sample::subsequence(names, 0..=names.len()), values)
        .prop_map(|(names, values)| names.into_iter().map(str::to_owned).zip(values).collect())
}

fn annotations() -> impl Strategy<Value = Vec<Annotation>> {
    let prop = ("x-[a-z]{1,6}", "[^\\p{C}]{0,12}").prop_map(|(kind, text)| Annotation::prop(&kind, text));
    let note = ("[^\\p{C}]{0,12}", attributes(&["xml:lang", "o-encoding"]))
        .prop_map(|(text, attributes)| Annotation { kind: AnnotationKind::Note, attributes, text });
    prop::collection::vec(prop_oneof![prop, note], 0..3)
}

fn marked_text() -> impl Strategy<Value = (String, Vec<Mark>)> {
    let part = prop_oneof![
        4 => "[a-zA-Z <>&\"'ابپتیک\u{200c}\u{1F600}\t\n]{1,8}".prop_map(|text| (text, 0)),
        1 => Just((String::new(), 1)),
        1 => Just((String::new(), 2)),
        1 => Just((String::new(), 3)),
    ];
    prop::collection::vec(part, 0..8).prop_map(|parts| {
        let (mut text, mut marks, mut pair) = (String::new(), Vec::new(), 0);
        let mark = |at, kind, attributes: &[(&str, String)], content: &str| Mark {
            at,
            kind,
            attributes: attributes.iter().map(|(n, v)| ((*n).to_owned(), v.clone())).collect(),
            content: content.to_owned(),
        };
        for (run, kind) in parts {
            let from = text.len();
            text.push_str(&run);
            match kind {
                1 => {
                    pair += 1;
                    let i = pair.to_string();
                    text.push_str("متن");
                    marks.push(mark(from, MarkKind::Bpt, &[("i", i.clone()), ("x", i.clone())], "&lt;b&gt;"));
                    marks.push(mark(text.len(), MarkKind::Ept, &[("i", i)], ""));
                }
                2 => {
                    marks.push(mark(from, MarkKind::Ph, &[("x", "9".into())], "{<sub>note &amp; more</sub>}"))
                }
                3 => {
                    text.push('x');
                    marks.push(mark(from, MarkKind::HiStart, &[("type", "bold".into())], ""));
                    marks.push(mark(text.len(), MarkKind::HiEnd, &[], ""));
                }
                _ => {}
            }
        }
        (text, marks)
    })
}

fn unit() -> impl Strategy<Value = TranslationUnit> {
    let variant = (
        prop::sample::select(vec!["en", "fa", "de-DE", "FA_ir"]),
        marked_text(),
        attributes(&["creationdate", "changeid", "datatype"]),
        annotations(),
    )
        .prop_map(|(lang, (text, marks), attributes, annotations)| Variant {
            lang: Lang::new(lang),
            text,
            marks,
            attributes,
            annotations,
        });
    (
        prop::option::of("[^\\p{C}]{0,8}"),
        prop::collection::vec(variant, 1..4),
        attributes(&["srclang", "usagecount", "creationid"]),
        annotations(),
    )
        .prop_map(|(tuid, variants, attributes, annotations)| TranslationUnit {
            id: None,
            variants,
            tuid,
            attributes,
            annotations,
            origin: Origin::default(),
            confidence: None,
            approved: false,
        })
}

proptest! {
    #[test]
    fn what_is_written_reads_back(units in prop::collection::vec(unit(), 0..4)) {
        let header = Header::ours(&Lang::new("en"), None);
        let items: Vec<_> = units.iter().cloned().map(Item::Unit).collect();
        let (written, changes) = write(&header, &items, Profile::AsItCame);
        prop_assert!(changes.is_empty(), "{:?}", changes);
        let (read_header, back) = read(&written);
        prop_assert_eq!(read_header, header);
        let back: Vec<_> = back
            .into_iter()
            .map(|item| TranslationUnit { origin: Origin::default(), ..item.unit().unwrap() })
            .collect();
        prop_assert_eq!(back, units);
    }
}
