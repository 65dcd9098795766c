//! What a file says comes back, and a file that is filled stays as it is otherwise.

use crate::exchange::fill::{Answer, Sureness};
use crate::exchange::xliff::{Languages, Reader, Version, Writer, fill};
use crate::exchange::{Item, content, tmx};
use crate::model::{Annotation, AnnotationKind, Lang, Mark, MarkKind, Origin, TranslationUnit, Variant};
use proptest::prelude::*;

const ONE: &str = r##"<?xml version="1.0" encoding="UTF-8"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
<file original="rain.html" source-language="en" target-language="fa" datatype="html">
<header><skl><internal-file>SKL</internal-file></skl></header>
<body><group>
<trans-unit id="1" resname="p1" approved="yes"><source>The <g id="1" ctype="bold">rain</g> has<x id="2"/> stopped.</source>
<target state="final">باران <g id="1" ctype="bold">بند</g> آمده<x id="2"/> است.</target><note from="desk">front page</note>
<alt-trans><source>Rain</source><target>باران</target></alt-trans></trans-unit>
<trans-unit id="2"><source>One <bpt id="1" ctype="link">&lt;a href="x"></bpt>link<ept id="1">&lt;/a></ept> and a note<ph id="3">[<sub>the note</sub>]</ph>.</source>
<target state="needs-review-translation" state-qualifier="fuzzy-match">یک <bpt id="1" ctype="link">&lt;a href="x"></bpt>پیوند<ept id="1">&lt;/a></ept> و یادداشت<ph id="3">[<sub>یادداشت</sub>]</ph>.</target>
<context-group purpose="location"><context context-type="sourcefile">rain.c</context><context context-type="x-page">7</context></context-group></trans-unit>
<trans-unit id="3"><source>Snow. Hail.</source><seg-source><mrk mtype="seg" mid="a">Snow.</mrk> <mrk mtype="seg" mid="b">Hail.</mrk></seg-source>
<target><mrk mtype="seg" mid="a">برف.</mrk> <mrk mtype="seg" mid="b"></mrk></target></trans-unit>
<trans-unit id="4"><source>Half <it id="9" pos="open" crc="1">&lt;i></it>open, <mrk mtype="term" comment="wind">gale</mrk> <bx id="5"/>x<ex id="5"/></source><target>نیمه<it id="9" pos="open" crc="1">&lt;i></it>باز، <mrk mtype="term" comment="wind">توفان</mrk> <bx id="5"/>ایکس<ex id="5"/></target></trans-unit>
<trans-unit id="5"><source>Untranslated</source><target/></trans-unit>
</group></body></file></xliff>
"##;

const TWO: &str = r##"<?xml version="1.0"?>
<xliff version="2.1" xmlns="urn:oasis:names:tc:xliff:document:2.0" srcLang="en" trgLang="fa">
<file id="f1" original="rain.html">
<unit id="u1" name="p1"><notes><note appliesTo="target">check the verb</note><note category="desk">front page</note></notes>
<originalData><data id="d1">&lt;b></data><data id="d2">&lt;/b></data><data id="d3">&lt;br/></data></originalData>
<segment id="s1" state="final"><source>The <pc id="1" dataRefStart="d1" dataRefEnd="d2">rain</pc> stopped.<ph id="2" dataRef="d3" equiv="br"/></source>
<target>باران <pc id="1" dataRefStart="d1" dataRefEnd="d2">بند</pc> آمد.<ph id="2" dataRef="d3" equiv="br"/></target></segment>
<ignorable><source> </source></ignorable>
<segment id="s2"><source>A <sc id="3" type="fmt"/>snow<ec startRef="3"/> <mrk id="m1" type="term" ref="#x">day</mrk><cp hex="0001"/></source></segment></unit>
<unit id="u2"><segment><source>Hail</source><target>تگرگ</target></segment></unit>
</file></xliff>
"##;

fn read(text: &str) -> Vec<Item> {
    Reader::new(text.as_bytes(), "rain.xlf", &Languages::default()).unwrap().map(Result::unwrap).collect()
}

fn units(text: &str) -> Vec<TranslationUnit> {
    read(text).into_iter().filter_map(Item::unit).collect()
}

fn write(units: &[TranslationUnit], version: Version) -> (String, Vec<String>) {
    let mut writer = Writer::new(Vec::new(), version, &Lang::new("en"), &Lang::new("fa")).unwrap();
    let mut lost = Vec::new();
    for unit in units {
        lost.extend(writer.write(unit).unwrap().into_sentences());
    }
    (String::from_utf8(writer.finish().unwrap()).unwrap(), lost)
}

fn homeless(units: Vec<TranslationUnit>) -> Vec<TranslationUnit> {
    units.into_iter().map(|unit| TranslationUnit { origin: Origin::default(), ..unit }).collect()
}

#[test]
fn a_file_of_1_2_is_read_whole() {
    let items = read(ONE);
    assert_eq!(items.len(), 6);
    let first = items[0].clone().unit().unwrap();
    assert_eq!(first.variants[0].text, "The rain has stopped.");
    let contents: Vec<_> =
        first.variants[0].marks.iter().map(|m| (m.at, m.kind, m.content.as_str())).collect();
    assert_eq!(
        contents,
        [
            (4, MarkKind::Bpt, "&lt;g id=\"1\" ctype=\"bold\"&gt;"),
            (8, MarkKind::Ept, "&lt;/g&gt;"),
            (12, MarkKind::Ph, "&lt;x id=\"2\"/&gt;")
        ]
    );
    assert_eq!((first.approved, first.tuid.as_deref(), first.origin.line), (true, Some("1"), 6));
    let said: Vec<_> = first.annotations.iter().map(|a| (a.prop_type(), a.text.as_str())).collect();
    assert_eq!(
        said,
        [
            (Some("x-original"), "rain.html"),
            (Some("x-resname"), "p1"),
            (Some("x-state"), "final"),
            (None, "front page")
        ]
    );
    let second = items[1].clone().unit().unwrap();
    assert_eq!(second.variants[0].marks[0].content, "&lt;a href=\"x\"&gt;");
    assert_eq!(second.variants[1].marks[2].content, "[<sub>یادداشت</sub>]");
    assert!(second.annotations.contains(&Annotation::prop("x-context-sourcefile", "rain.c")));
    assert!(second.annotations.contains(&Annotation::prop("x-page", "7")));
    let snow = items[2].clone().unit().unwrap();
    assert_eq!((snow.variants[0].text.as_str(), snow.variants[1].text.as_str()), ("Snow.", "برف."));
    for refused in [&items[3], &items[5]] {
        let Item::Rejected(refused) = refused else { panic!() };
        assert_eq!(refused.reason, "not translated");
    }
}

#[test]
fn a_file_of_2_is_read_whole() {
    let items = read(TWO);
    assert_eq!(items.len(), 3);
    let first = items[0].clone().unit().unwrap();
    assert_eq!(first.variants[0].text, "The rain stopped.");
    assert_eq!(first.variants[0].marks[0].content, "&lt;b&gt;");
    assert!(first.approved);
    assert_eq!(first.variants[1].annotations[0].text, "check the verb");
    let Item::Rejected(second) = &items[1] else { panic!() };
    assert_eq!(second.unit.variants[0].text, "A snow day\u{1}");
}

#[test]
fn every_code_goes_to_tmx_and_both_xliffs_and_back() {
    for text in [ONE, TWO] {
        let all = homeless(units(text));
        for version in [Version::One, Version::Two] {
            let (written, lost) = write(&all, version);
            assert!(lost.iter().all(|l| l.contains("of a note")), "{lost:?}");
            let back = homeless(units(&written));
            let texts = |units: &[TranslationUnit]| {
                units
                    .iter()
                    .map(|u| u.variants.iter().map(|v| (v.text.clone(), v.marks.clone())).collect::<Vec<_>>())
                    .collect::<Vec<_>>()
            };
            assert_eq!(texts(&back), texts(&all), "{written}");
        }
        let header = tmx::Header::ours(&Lang::new("en"), None);
        let mut writer = tmx::Writer::new(Vec::new(), &header, tmx::Profile::Any).unwrap();
        for unit in &all {
            let changes = writer.write(unit).unwrap();
            assert!(changes.iter().all(|c| c.contains("<note>")), "{changes:?}");
        }
        let file = writer.finish().unwrap();
        let back =
            tmx::Reader::new(file.as_slice(), "x.tmx").unwrap().map(|item| item.unwrap().unit().unwrap());
        for (a, b) in back.zip(&all) {
            assert_eq!(
                (&a.variants[0].marks, &a.variants[1].marks),
                (&b.variants[0].marks, &b.variants[1].marks)
            );
        }
    }
}

#[test]
fn an_own_version_keeps_everything() {
    let all = homeless(units(ONE));
    let (written, lost) = write(&all, Version::One);
    assert_eq!(homeless(units(&written)), all, "{written}");
    assert!(lost.is_empty());
    assert!(written.contains("<g id=\"1\" ctype=\"bold\">rain</g> has<x id=\"2\"/>"), "{written}");
    let all = homeless(units(TWO));
    let (written, _) = write(&all, Version::Two);
    assert_eq!(homeless(units(&written)), all, "{written}");
    assert!(written.contains("<pc id=\"1\" dataRefStart=\"d1\" dataRefEnd=\"d2\">rain</pc>"), "{written}");
}

#[test]
fn what_is_no_xliff_is_named() {
    let refused = |text: &str| {
        Reader::new(text.as_bytes(), "x.xlf", &Languages::default()).map(|_| ()).unwrap_err().to_string()
    };
    assert_eq!(refused("<tmx version=\"1.4\"/>"), "x.xlf:1: expected <xliff> of version 1 or 2, found <tmx>");
    assert!(refused(&ONE.replace("</source>\n<target state=\"final\">", "\n")).starts_with("x.xlf:7"));
    let silent = ONE.replace(" target-language=\"fa\"", "");
    assert_eq!(refused(&silent), "x.xlf:3: the file names no target language, and none was given");
    let given = Languages { target: Some(Lang::new("fa-IR")), source: None };
    let unit = Reader::new(silent.as_bytes(), "x", &given).unwrap().next().unwrap().unwrap().unit().unwrap();
    assert_eq!(unit.variants[1].lang.as_str(), "fa-IR");
}

#[test]
fn filling_changes_targets_and_nothing_else() {
    let mut asked = Vec::new();
    let mut answer = |ask: &crate::exchange::fill::Ask| {
        asked.push((ask.id.clone(), ask.source.text.clone()));
        let text = "تگرگ".to_owned();
        Some(Answer { text, marks: Vec::new(), sureness: Sureness::Doubtful })
    };
    let filled = fill(ONE.as_bytes(), "x", &Languages::default(), &mut answer).unwrap();
    assert_eq!((filled.units, filled.translated, filled.filled), (6, 4, 2));
    let expected = ONE
        .replace("mid=\"b\"></mrk></target>", "mid=\"b\">تگرگ</mrk></target>")
        .replace("<target/>", "<target state=\"needs-review-translation\">تگرگ</target>");
    assert_eq!(String::from_utf8(filled.bytes).unwrap(), expected);
    let filled = fill(TWO.as_bytes(), "x", &Languages::default(), &mut answer).unwrap();
    assert_eq!((filled.units, filled.translated, filled.filled), (3, 2, 1));
    let expected = TWO
        .replace("<cp hex=\"0001\"/></source>", "<cp hex=\"0001\"/></source><target>تگرگ</target>")
        .replace(
            "<segment id=\"s2\">",
            "<segment id=\"s2\" state=\"initial\" subState=\"yeksan:needs-review\">",
        );
    assert_eq!(String::from_utf8(filled.bytes).unwrap(), expected);
    assert_eq!(asked.len(), 3);
    let none = fill(ONE.as_bytes(), "x", &Languages::default(), &mut |_| None).unwrap();
    assert_eq!(none.bytes, ONE.as_bytes());
}

#[test]
fn filling_keeps_codes_and_makes_targets() {
    let one = ONE
        .replace("<target state=\"final\">باران <g id=\"1\" ctype=\"bold\">بند</g> آمده<x id=\"2\"/> است.</target>", "")
        .replace("<target><mrk mtype=\"seg\" mid=\"a\">برف.</mrk> <mrk mtype=\"seg\" mid=\"b\"></mrk></target>", "");
    let mut echo = |ask: &crate::exchange::fill::Ask| {
        let Variant { text, marks, .. } = ask.source.clone();
        Some(Answer { text, marks, sureness: Sureness::Final })
    };
    let filled = fill(one.as_bytes(), "x", &Languages::default(), &mut echo).unwrap();
    let text = String::from_utf8(filled.bytes).unwrap();
    assert!(text.contains("<target state=\"final\">The <g id=\"1\" ctype=\"bold\">rain</g> has<x id=\"2\"/> stopped.</target>"), "{text}");
    assert!(text.contains("<target><mrk mtype=\"seg\" mid=\"a\">Snow.</mrk> <mrk mtype=\"seg\" mid=\"b\">Hail.</mrk></target>"), "{text}");
    let two = TWO.replace("<target>باران <pc id=\"1\" dataRefStart=\"d1\" dataRefEnd=\"d2\">بند</pc> آمد.<ph id=\"2\" dataRef=\"d3\" equiv=\"br\"/></target>", "<target></target>");
    let filled = fill(two.as_bytes(), "x", &Languages::default(), &mut echo).unwrap();
    let text = String::from_utf8(filled.bytes).unwrap();
    assert!(text.contains("<target>The <pc id=\"1\" dataRefStart=\"d1\" dataRefEnd=\"d2\">rain</pc> stopped.<ph id=\"2\" equiv=\"br\" dataRef=\"d3\"/></target>"), "{text}");
    assert_eq!(filled.filled, 2);
    assert_eq!(text.matches("<originalData>").count(), 1);
}

fn attributes(names: &'static [&'static str]) -> impl Strategy<Value = Vec<(String, String)>> {
    prop::sample::subsequence(names.to_vec(), 0..=names.len()).prop_flat_map(|names| {
        let n = names.len();
        prop::collection::vec("[1-3a-c _]{1,2}|_1|fmt|term|seg", n)
            .prop_map(move |values| names.iter().map(|n| (*n).to_owned()).zip(values).collect())
    })
}

fn mark() -> impl Strategy<Value = (MarkKind, Vec<(String, String)>, String)> {
    let contents = prop::sample::select(vec![
        "",
        "&lt;b&gt;",
        "{x}",
        "&lt;g id=\"1\"&gt;",
        "&lt;/g&gt;",
        "&lt;x id=\"1\"/&gt;",
        "&lt;ph id=\"1\"&gt;a",
        "&lt;pc id=\"1\" equivStart=\"e\"&gt;",
        "&lt;/pc&gt;",
        "a<sub>foot <hi>note</hi></sub>",
        "<sub type=\"x\">note</sub>",
    ]);
    let kinds = vec![
        (MarkKind::Bpt, &["i", "x", "type"][..]),
        (MarkKind::Ept, &["i"]),
        (MarkKind::Ph, &["x", "assoc", "type"]),
        (MarkKind::It, &["pos", "x", "type"]),
        (MarkKind::Ut, &["x"]),
    ];
    (prop::sample::select(kinds), contents).prop_flat_map(|((kind, names), content)| {
        attributes(names).prop_map(move |list| (kind, list, content.to_owned()))
    })
}

fn marked() -> impl Strategy<Value = (String, Vec<Mark>)> {
    let run = "[a-c<&>\"\u{200c}ابپ\n]{0,4}";
    let piece = prop_oneof![
        3 => (mark(), run).prop_map(|(m, text)| (vec![m], text)),
        1 => (attributes(&["x", "type"]), mark(), run).prop_map(|(list, inner, text)| {
            let hi = (MarkKind::HiStart, list, String::new());
            (vec![hi, inner, (MarkKind::HiEnd, Vec::new(), String::new())], text)
        }),
    ];
    prop::collection::vec(piece, 0..5).prop_map(|pieces| {
        let (mut text, mut marks) = ("x".to_owned(), Vec::new());
        for (group, run) in pieces {
            for (kind, attributes, content) in group {
                marks.push(Mark { at: text.len(), kind, attributes, content });
            }
            text.push_str(&run);
        }
        let joined = content::join(&text, &marks).unwrap();
        content::split(joined)
    })
}

fn unit() -> impl Strategy<Value = TranslationUnit> {
    let annotation = prop_oneof![
        ("x-[a-z]{1,3}|[a-z]{1,3}|x-tmx-[a-z]", "[^\\p{C}]{0,6}")
            .prop_map(|(kind, text)| Annotation::prop(&kind, text)),
        "[^\\p{C}]{1,6}".prop_map(|text| Annotation {
            kind: AnnotationKind::Note,
            attributes: Vec::new(),
            text
        }),
    ];
    let side = |lang: &'static str, annotation: BoxedStrategy<Annotation>| {
        (marked(), attributes(&["creationdate", "changeid"]), prop::collection::vec(annotation, 0..2))
            .prop_map(move |((text, marks), attributes, annotations)| Variant {
                lang: Lang::new(lang),
                text,
                marks,
                attributes,
                annotations,
            })
    };
    let annotation = annotation.boxed();
    (
        side("en", annotation.clone()),
        side("fa", annotation.clone()),
        prop::option::of("[a-c0-2_ ]{0,2}"),
        attributes(&["creationdate", "usagecount"]),
        prop::collection::vec(annotation, 0..3),
        any::<bool>(),
    )
        .prop_map(|(source, target, tuid, attributes, annotations, approved)| TranslationUnit {
            tuid,
            attributes,
            annotations,
            approved,
            ..TranslationUnit::pair(source, target, Origin::default())
        })
}

/// Notes go after properties in XLIFF.
fn sorted(mut unit: TranslationUnit) -> TranslationUnit {
    unit.annotations.sort_by_key(|a| a.kind);
    for variant in &mut unit.variants {
        variant.annotations.sort_by_key(|a| a.kind);
    }
    unit
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn what_is_written_reads_back(units_in in prop::collection::vec(unit(), 0..4)) {
        for version in [Version::One, Version::Two] {
            let (written, lost) = write(&units_in, version);
            prop_assert!(lost.is_empty(), "{:?}", lost);
            let back: Vec<_> = homeless(units(&written)).into_iter().map(sorted).collect();
            let given: Vec<_> = units_in.iter().cloned().map(sorted).collect();
            prop_assert_eq!(back, given, "{}", written);
        }
    }

    #[test]
    fn any_bytes_are_read(text in "(<xliff version=\"1.2\">|<file|<source>|<g id=\"1\">|</g>|[<>/a &;]){0,12}") {
        let _ = Reader::new(text.as_bytes(), "x", &Languages::default());
    }
}
