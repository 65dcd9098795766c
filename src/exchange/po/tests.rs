//! What a catalogue says comes back, and one that is filled stays as it is otherwise.

use crate::exchange::Item;
use crate::exchange::fill::{Answer, Sureness};
use crate::exchange::po::{Reader, Writer, fill};
use crate::exchange::xliff::Languages;
use crate::model::{Annotation, AnnotationKind, Lang, Origin, TranslationUnit, Variant};
use proptest::prelude::*;

const FILE: &str = r#"# A catalogue
msgid ""
msgstr ""
"Language: fa_IR\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\n"

# from the desk
#. shown on the front page
#: rain.c:7 rain.c:9
#, c-format
msgctxt "weather"
msgid "%s has \"stopped\".\n"
msgstr "%s «بند» آمده است.\n"

#, fuzzy, c-format
#| msgid "%d day"
msgid "%d day"
msgid_plural ""
"%d "
"days"
msgstr[0] "یک روز"
msgstr[1] "%d روز"

#: rain.c:11
msgid "Snow"
msgstr ""

#~ msgid "Hail"
#~ msgstr "تگرگ"
"#;

fn read(text: &str) -> Vec<Item> {
    Reader::new(text.as_bytes(), "rain.po", &Languages::default()).unwrap().map(Result::unwrap).collect()
}

fn write(units: &[TranslationUnit]) -> (String, Vec<String>) {
    let mut writer = Writer::new(Vec::new(), &Lang::new("en"), &Lang::new("fa_IR")).unwrap();
    let mut lost = Vec::new();
    for unit in units {
        lost.extend(writer.write(unit).unwrap().into_sentences());
    }
    (String::from_utf8(writer.finish().unwrap()).unwrap(), lost)
}

fn homeless(items: Vec<Item>) -> Vec<TranslationUnit> {
    let units = items.into_iter().filter_map(Item::unit);
    units.map(|unit| TranslationUnit { origin: Origin::default(), ..unit }).collect()
}

#[test]
fn a_catalogue_is_read_whole() {
    let items = read(FILE);
    let texts: Vec<_> = items
        .iter()
        .map(|item| match item {
            Item::Unit(unit) => format!("{} = {}", unit.variants[0].text, unit.variants[1].text),
            Item::Rejected(refused) => refused.reason.clone(),
        })
        .collect();
    assert_eq!(
        texts,
        [
            "%s has \"stopped\".\n = %s «بند» آمده است.\n",
            "%d day = یک روز",
            "%d days = %d روز",
            "not translated",
            "Hail = تگرگ"
        ]
    );
    let first = items[0].clone().unit().unwrap();
    assert_eq!((first.approved, first.origin.line, first.variants[1].lang.as_str()), (true, 13, "fa_IR"));
    let said: Vec<_> =
        first.annotations.iter().map(|a| (a.prop_type().unwrap_or("note"), a.text.as_str())).collect();
    assert_eq!(
        said,
        [
            ("note", "from the desk"),
            ("x-po-context", "weather"),
            ("x-po-reference", "rain.c:7 rain.c:9"),
            ("x-po-flags", "c-format"),
            ("x-po-extracted", "shown on the front page")
        ]
    );
    let plural = items[2].clone().unit().unwrap();
    assert!(!plural.approved);
    assert!(plural.annotations.contains(&Annotation::prop("x-po-plural", "1/2")));
    assert!(plural.annotations.contains(&Annotation::prop("x-po-msgid", "%d day")));
}

#[test]
fn a_catalogue_comes_back() {
    let units = homeless(read(FILE));
    let (written, lost) = write(&units);
    assert!(lost.is_empty(), "{lost:?}");
    assert_eq!(homeless(read(&written)), units, "{written}");
    assert!(
        written.contains(
            "msgid \"%d day\"\nmsgid_plural \"%d days\"\nmsgstr[0] \"یک روز\"\nmsgstr[1] \"%d روز\"\n"
        ),
        "{written}"
    );
    assert!(written.contains("#~ msgid \"Hail\"\n#~ msgstr \"تگرگ\"\n"));
    assert!(
        written.contains("msgid \"\"\n\"%s has \\\"stopped\\\".\\n\"")
            || written.contains("msgid \"%s has \\\"stopped\\\".\\n\"\n")
    );
}

#[test]
fn damage_is_named_with_its_line() {
    let refused = |text: &str| {
        Reader::new(text.as_bytes(), "x.po", &Languages { target: Some(Lang::new("fa")), source: None })
            .map(|_| ())
            .unwrap_err()
            .to_string()
    };
    assert_eq!(refused("msgid \"a\"\nmsgstr \"b\n"), "x.po:2: a string without its closing quotation mark");
    assert_eq!(refused("\n\"a\"\n"), "x.po:2: a string that follows no keyword");
    assert_eq!(refused("msgid \"a\"\nmsgstr \"\\q\"\n"), "x.po:2: `\\q` is no escape");
    assert_eq!(refused("msgid \"a\"\nmsgid \"b\"\n"), "x.po:2: a second msgid in one entry");
    assert_eq!(refused("<xliff/>\n"), "x.po:1: expected a comment, a keyword or a string, found `<xliff/>`");
    assert_eq!(refused("msgid \"a\"\nmsgstr[1] \"b\"\n"), "x.po:2: expected msgstr[0], found msgstr[1]");
}

#[test]
fn filling_changes_translations_and_nothing_else() {
    let mut answer = |ask: &crate::exchange::fill::Ask| {
        assert_eq!(ask.source.text, "Snow");
        Some(Answer { text: "برف".to_owned(), marks: Vec::new(), sureness: Sureness::Doubtful })
    };
    let filled = fill(FILE.as_bytes(), "x", &Languages::default(), &mut answer).unwrap();
    assert_eq!((filled.units, filled.translated, filled.filled), (5, 4, 1));
    let expected = FILE.replace("msgid \"Snow\"\nmsgstr \"\"", "#, fuzzy\nmsgid \"Snow\"\nmsgstr \"برف\"");
    assert_eq!(String::from_utf8(filled.bytes).unwrap(), expected);
}

fn unit() -> impl Strategy<Value = TranslationUnit> {
    let annotation = prop_oneof![
        ("x-[a-z]{1,3}|[a-z]{1,3}", "[a-c\\\\\nن]{0,6}")
            .prop_map(|(kind, text)| Annotation::prop(&kind, text)),
        Just(Annotation::prop("x-po-context", "menu")),
        Just(Annotation::prop("x-po-flags", "fuzzy, c-format")),
        "[a-z]{1,6}".prop_map(|text| Annotation { kind: AnnotationKind::Note, attributes: Vec::new(), text }),
    ];
    let text = "[a-c]{1,2}[a-c\"\\\\\n\t\r\u{7}\u{1}ابپ%]{0,8}";
    (text, text, prop::option::of("[a-c\\\\]{0,3}"), prop::collection::vec(annotation, 0..3), any::<bool>())
        .prop_map(|(source, target, tuid, mut annotations, approved)| {
            // One context and one line of flags an entry, and notes first.
            annotations.sort();
            annotations.dedup_by(|a, b| a.prop_type() == b.prop_type());
            let (source, target) =
                (Variant::new(Lang::new("en"), source), Variant::new(Lang::new("fa_IR"), target));
            TranslationUnit {
                tuid,
                annotations,
                approved,
                ..TranslationUnit::pair(source, target, Origin::default())
            }
        })
}

proptest! {
    #[test]
    fn what_is_written_reads_back(units in prop::collection::vec(unit(), 0..5)) {
        let (written, lost) = write(&units);
        let back = homeless(read(&written));
        // A source that stood before gets a context, which is said.
        prop_assert!(lost.iter().all(|l| l.contains("context")), "{:?}", lost);
        prop_assert_eq!(back.len(), units.len(), "{}", written);
        for (a, b) in back.into_iter().zip(units) {
            let plain = |unit: TranslationUnit| {
                let mut annotations = unit.annotations;
                annotations.retain(|a| a.prop_type() != Some("x-po-context"));
                annotations.sort();
                TranslationUnit { annotations, ..unit }
            };
            prop_assert_eq!(plain(a), plain(b), "{}", written);
        }
    }

    #[test]
    fn any_lines_are_read(text in "(msgid |msgstr |msgctxt |\"|#~ |#, |a|\\\\|\n){0,20}") {
        let _ = Reader::new(text.as_bytes(), "x", &Languages { target: Some(Lang::new("fa")), source: None });
    }
}
