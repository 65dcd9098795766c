//! What a table says comes back.

use super::*;
use crate::exchange::content;
use crate::model::{Annotation, Variant};
use ::tmx::Content;

fn read(text: &str, delimiter: Delimiter) -> Vec<Item> {
    let (en, fa) = (Lang::new("en"), Lang::new("fa"));
    Reader::new(text.as_bytes(), "list", delimiter, &en, &fa).unwrap().map(Result::unwrap).collect()
}

fn texts(item: &Item) -> Vec<(&str, &str)> {
    match item {
        Item::Unit(unit) => unit.variants.iter().map(|v| (v.lang.as_str(), v.text.as_str())).collect(),
        Item::Rejected(refused) => vec![("", refused.reason.as_str())],
    }
}

fn write(units: &[TranslationUnit], delimiter: Delimiter) -> (String, Vec<String>) {
    let mut layout = if delimiter == Delimiter::Tab { Layout::all().one_line() } else { Layout::all() };
    units.iter().for_each(|unit| layout.add(unit));
    let mut writer = Writer::new(Vec::new(), delimiter, layout).unwrap();
    let lost = units.iter().flat_map(|unit| writer.write(unit).unwrap().into_sentences()).collect();
    (String::from_utf8(writer.finish().unwrap()).unwrap(), lost)
}

/// Units with codes, notes, properties, line breaks and a third language.
fn units() -> Vec<TranslationUnit> {
    let marked = |lang: &str, xml: &str| {
        let (text, marks) = content::split(Content::parse_xml(xml).unwrap());
        Variant { marks, ..Variant::new(Lang::new(lang), text) }
    };
    let mut units: Vec<TranslationUnit> = (0..200)
        .map(|n| {
            TranslationUnit::pair(
                marked("en", &format!("Rain {n} has <bpt i=\"1\">&lt;b&gt;</bpt>stopped<ept i=\"1\">&lt;/b&gt;</ept>; \"so\"")),
                marked("fa", &format!("باران {n} <hi>بند</hi> آمد\n\tو رفت")),
                Origin::default(),
            )
        })
        .collect();
    units[0].tuid = Some("a".into());
    units[1].approved = true;
    units[2].annotations = vec![
        crate::exchange::facts::note("first"),
        crate::exchange::facts::note("second"),
        Annotation::prop("x-client", "press"),
        Annotation::prop("x-client", "radio"),
        Annotation::prop("domain", "weather"),
    ];
    units[3].attributes.push(("creationdate".into(), "20240501T080000Z".into()));
    units[3].variants[1].attributes.push(("changeid".into(), "سارا".into()));
    units[4].variants.push(Variant::new(Lang::new("de-DE"), "Regen"));
    units
}

#[test]
fn what_is_written_reads_back() {
    for delimiter in [Delimiter::Comma, Delimiter::Semicolon, Delimiter::Tab] {
        let (written, lost) = write(&units(), delimiter);
        assert!(lost.is_empty(), "{lost:?}");
        let back: Vec<_> = read(&written, delimiter)
            .into_iter()
            .map(|item| TranslationUnit { origin: Origin::default(), ..item.unit().unwrap() })
            .collect();
        assert_eq!(back, units());
    }
}

#[cfg(feature = "xlsx")]
#[test]
fn a_workbook_reads_back() {
    let units = units();
    let mut layout = Layout::all();
    units.iter().for_each(|unit| layout.add(unit));
    let table = sheet_of(&layout, &units, &mut |_, written| assert_eq!(written, Written::Unit(Vec::new())));
    assert!(table.columns[1].right_to_left && !table.columns[0].right_to_left);
    let bytes = crate::sheet::workbook(&[table]).unwrap().bytes;
    let (en, fa) = (Lang::new("en"), Lang::new("fa"));
    let back: Vec<_> = SheetReader::new(&bytes, "review.xlsx", &en, &fa)
        .unwrap()
        .map(|item| TranslationUnit { origin: Origin::default(), ..item.unwrap().unit().unwrap() })
        .collect();
    assert_eq!(back, units);
    assert!(SheetReader::new(b"no", "review.xlsx", &en, &fa).is_err());
}

#[test]
fn a_table_without_header() {
    let items = read("\"Rain, snow\",\"باران، برف\",p. 3\nSnow,\nHail\n", Delimiter::Comma);
    assert_eq!(texts(&items[0]), [("en", "Rain, snow"), ("fa", "باران، برف")]);
    let unit = items[0].clone().unit().unwrap();
    assert_eq!(unit.annotations, [Annotation::prop("x-column-3", "p. 3")]);
    assert_eq!(texts(&items[1]), [("", "no text in fa")]);
    assert_eq!(texts(&items[2]), [("", "1 cells, expected at least 2")]);
    let Item::Rejected(last) = &items[2] else { panic!() };
    assert_eq!((last.unit.origin.place, last.unit.origin.line), (3, 3));
}

#[test]
fn a_header_names_the_columns() {
    let items = read("\u{feff}id;Target;source;Client\n7;باران;Rain;press\n", Delimiter::Semicolon);
    let unit = items[0].clone().unit().unwrap();
    assert_eq!(texts(&items[0]), [("fa", "باران"), ("en", "Rain")]);
    assert_eq!(unit.tuid.as_deref(), Some("7"));
    assert_eq!(unit.annotations, [Annotation::prop("x-Client", "press")]);
    assert_eq!((unit.origin.place, unit.origin.line), (1, 2));
}

#[test]
fn many_languages_may_have_gaps() {
    let items = read("en-US,fa_IR,deu\nRain,,Regen\nSnow,برف,\nHail,,\n", Delimiter::Comma);
    assert_eq!(texts(&items[0]), [("en-US", "Rain"), ("deu", "Regen")]);
    assert_eq!(texts(&items[1]), [("en-US", "Snow"), ("fa_IR", "برف")]);
    assert_eq!(texts(&items[2]), [("", "no text in fa_IR")]);
}

#[test]
fn quotation_marks_in_a_tsv_are_text() {
    let items = read("\"No,\" he said.\t«نه»، گفت.\n", Delimiter::Tab);
    assert_eq!(texts(&items[0]), [("en", "\"No,\" he said."), ("fa", "«نه»، گفت.")]);
}

#[test]
fn bytes_that_are_no_text_are_an_error() {
    let (en, fa) = (Lang::new("en"), Lang::new("fa"));
    let mut reader = Reader::new(&b"a,b\nc,\xC4\n"[..], "x.csv", Delimiter::Comma, &en, &fa).unwrap();
    assert!(reader.next().unwrap().is_ok());
    assert_eq!(reader.next().unwrap().unwrap_err().to_string(), "x.csv:2: bytes that are not UTF-8");
}

#[test]
fn a_text_that_was_changed_loses_its_codes_and_that_is_said() {
    let file = "en,fa,fa (tmx)\nRain,باران تند,<hi>باران</hi>\n";
    let (en, fa) = (Lang::new("en"), Lang::new("fa"));
    let mut reader = Reader::new(file.as_bytes(), "x.csv", Delimiter::Comma, &en, &fa).unwrap();
    let unit = reader.next().unwrap().unwrap().unit().unwrap();
    assert!(unit.variants[1].marks.is_empty());
    let warnings = reader.take_warnings();
    assert_eq!(warnings[0].text, "x.csv:2: the text in fa was changed, its inline codes are left out");
}

#[test]
fn what_a_tsv_cannot_hold_is_told() {
    let (en, fa) = (Lang::new("en"), Lang::new("fa"));
    let mut unit = TranslationUnit::pair(
        Variant::new(en.clone(), "a"),
        Variant::new(fa.clone(), "b"),
        Origin::default(),
    );
    unit.annotations.push(Annotation::prop("x-place", "p. 3\nline 7"));
    unit.variants.push(Variant::new(Lang::new("de"), "c"));
    let mut layout = Layout::pair(&en, &fa).one_line();
    layout.add(&unit);
    let mut writer = Writer::new(Vec::new(), Delimiter::Tab, layout).unwrap();
    let lost = ["the text in de left out", "line breaks written as spaces"].map(str::to_owned).to_vec();
    assert_eq!(writer.write(&unit).unwrap(), Written::Unit(lost));
    assert_eq!(writer.finish().unwrap(), "en\tfa\tx-place\na\tb\tp. 3 line 7\n".as_bytes());
}

#[test]
fn a_quotation_mark_that_nothing_closes_swallows_no_rows() {
    let read = |text: &str| {
        let (en, fa) = (Lang::new("en"), Lang::new("fa"));
        Reader::new(text.as_bytes(), "a.csv", Delimiter::Comma, &en, &fa)
            .unwrap()
            .collect::<Result<Vec<_>, _>>()
    };
    let said = read("one,یک\ntwo,\"دو\nthree,سه\nfour,چهار\n").unwrap_err().to_string();
    assert!(said.contains("a.csv:2") && said.contains("closes"), "{said}");
    assert_eq!(read("one,\"یک \"\"و\"\" دو\"\ntwo,5\" دو\n").unwrap().len(), 2);
}
