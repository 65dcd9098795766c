//! Files that are damaged, hostile or no TMX at all.

use crate::{codes, error, file, read, tu};
use std::fmt::Write;
use tmx::{ErrorKind, Reader, Unit};

/// A file of two units whose second segment holds `xml`; the second unit stands on line 6.
fn second(xml: &str) -> String {
    file(&(tu("First", "یکم") + &tu(xml, "دوم")))
}

#[test]
fn malformed_text_is_named_with_line_and_unit() {
    let cases = [
        ("a & b", "`&` that begins no reference, expected `&amp;`"),
        ("a &b c", "`&` that begins no reference, expected `&amp;`"),
        ("a < b", "`<` that begins no tag, expected `&lt;`"),
        ("a&nbsp;b", "entity `&nbsp;` is not one of XML's five and is never expanded"),
        ("a&#x1F;b", "character U+001F is not allowed in XML"),
        ("a&#xD800;b", "character U+D800 is not allowed in XML"),
        ("a&#x110000;b", "character U+110000 is not allowed in XML"),
        ("a&#99999999999999999999;b", "character U+FFFFFFFF is not allowed in XML"),
        ("a&#;b", "`&` that begins no reference, expected `&amp;`"),
        ("a\u{0}b", "character U+0000 is not allowed in XML"),
        ("a\u{1E}b", "character U+001E is not allowed in XML"),
        ("a\u{FFFF}b", "character U+FFFF is not allowed in XML"),
        ("a ]]> b", "`]]>` in text, expected `]]&gt;`"),
        ("a<ph x=1/>", "attribute `x` without a value in quotes in <ph>"),
        ("a<ph x='1' x='2'/>", "attribute `x` stands twice in <ph>"),
        ("a<ph x='1'y='2'/>", "no white space before `y='2'` in <ph>"),
        ("a<ph x='<'/>", "`<` in the value of an attribute, expected `&lt;` or a closing quote"),
        ("a<ph>b</it>", "</it> closes <ph>"),
        ("a</tuv>", "</tuv> closes <seg>"),
        ("a<!-- b -- c -->", "`--` inside a comment"),
        ("a<!ELEMENT b>", "`<!ELEMENT b>"),
        ("a<? b?>", "`<?` without the name of a processing instruction"),
        ("a<?XML b?>", "an XML declaration that is not the first thing in the file"),
    ];
    for (xml, what) in cases {
        let found = error(second(xml));
        assert!(found.starts_with(&format!("6: {what}")) && found.ends_with("(unit 2)"), "{xml}: {found}");
    }
}

#[test]
fn units_before_the_damage_are_read_and_none_after_it() {
    let text = second("a\u{1}b");
    let mut reader = Reader::new(text.as_bytes()).unwrap();
    assert_eq!(reader.next().unwrap().unwrap().number, 1);
    let error = reader.next().unwrap().unwrap_err();
    assert!(!error.is_recoverable() && error.rejected().is_none());
    assert!(reader.next().is_none());
}

#[test]
fn files_that_are_not_whole() {
    let text = second("a");
    for length in 0..text.trim_end().len() {
        let Some(cut) = text.get(..length) else { continue };
        assert!(read(cut).is_err(), "cut after {length} bytes");
    }
    assert_eq!(error(text.replace("</tmx>", "")), "9: the file ends inside <tmx>");
    assert_eq!(error(text.clone() + "<junk>"), "9: content after </tmx>");
    assert_eq!(error(text.clone() + "junk"), "9: content after </tmx>");
    assert_eq!(error(text.clone() + "\0\0"), "9: character U+0000 is not allowed in XML");
    assert_eq!(error(""), "1: no element in the file, expected <tmx>");
    assert_eq!(error(" \n \n"), "3: no element in the file, expected <tmx>");
    assert!(read(text + "\n<!-- the end --><?done?>\n").is_ok());
}

#[test]
fn files_of_another_kind() {
    assert_eq!(error("<!DOCTYPE html><html/>"), "1: root element is <html>, expected <tmx>");
    assert_eq!(error("<map width='1'/>"), "1: not a TMX file but a Tiled game map");
    assert_eq!(error(b"PK\x03\x04\0\0\0\0"), "1: not a TMX file but a zip archive");
    assert_eq!(error("just text"), "1: text `just text`, expected <tmx>");
    assert_eq!(
        error(format!("\n{}", file(""))),
        "2: an XML declaration that is not the first thing in the file"
    );
    assert_eq!(error("&#32;<tmx/>"), "1: a reference outside the root element");
    assert_eq!(error("<?xml version='2.0'?><tmx/>"), "1: an XML declaration of a version that is not 1.0");
    assert_eq!(error(format!("text{}", &file("")[39..])), "1: text `text` before the root element");
}

#[test]
fn a_dtd_is_neither_fetched_nor_obeyed() {
    let with = |dtd: &str, text: &str| second(text).replacen("?>\n", &format!("?>{dtd}\n"), 1);
    let fine = with("<!DOCTYPE tmx PUBLIC \"-//LISA//x>y\" 'tmx14.dtd' >", "a");
    assert!(codes(&fine).is_empty());
    let subset = "<!DOCTYPE tmx [<!ENTITY who \"He's ]> here\"><!-- it's ]> --><?pi ' ]> ?> %p; ]>";
    assert_eq!(codes(with(subset, "a")), ["internal-subset"]);
    let found = error(with(subset, "&who; spoke"));
    assert_eq!(found, "6: entity `&who;` is not one of XML's five and is never expanded (unit 2)");
    assert!(read(with("<!DOCTYPE tmx><!DOCTYPE tmx>", "a")).is_err());
    for bad in ["<!DOCTYPE>", "<!doctype tmx>", "<!DOCTYPE tmx <b>", "<!DOCTYPE tmx [] <b>"] {
        assert!(read(with(bad, "a")).is_err(), "{bad}");
    }
}

#[test]
fn careless_headers_and_roots_are_forgiven() {
    let text = second("a");
    let header = &text[text.find("<header").unwrap()..text.find("<body>").unwrap()];
    let without = text.replace(header, "");
    assert_eq!(codes(&without), ["header-missing"]);
    assert_eq!(codes(text.replace(header, "<header/>")), ["header-attribute"; 7]);
    let after = without.replace("</body>", &format!("</body>{header}"));
    assert_eq!(codes(&after), ["header-missing", "header-out-of-place"]);
    let mut reader = Reader::new(after.as_bytes()).unwrap();
    assert_eq!(reader.by_ref().count(), 2);
    assert_eq!(reader.header().creation_tool, "pen");
    assert_eq!(codes(text.replace(" version=\"1.4\"", "")), ["version"]);
    assert_eq!(codes(text.replace("\"1.4\"", "\"1.4b\"")), ["version"]);
    assert!(codes(text.replace("\"1.4\"", "\"1.1\"")).is_empty());
    assert_eq!(codes(format!("<tmx version='1.4'>{header}</tmx>")), ["body-missing"]);
    assert!(codes(text.replace("<tmx ", "<tmx xmlns='http://www.lisa.org/tmx14' ")).is_empty());
    let prefixed = "<t:tmx xmlns:t='u' version='1.4'><t:body><t:tu tuid='1'><t:tuv xml:lang='en'><t:seg>a<t:ph/></t:seg>\
                    </t:tuv></t:tu></t:body></t:tmx>";
    assert_eq!(read(prefixed).unwrap()[0].variants[0].content.to_xml(), "a<ph></ph>");
}

#[test]
fn salvage_gives_up_the_unit_and_not_the_file() {
    for bad in ["a\u{1}b", "a&#2;b", "a&nbsp;b", "a & b", "\u{FFFE}"] {
        let text = file(&(tu("First", "یکم") + &tu(bad, "دوم") + &tu("Third", "سوم")));
        let items: Vec<_> = Reader::new(text.as_bytes()).unwrap().salvage(true).collect();
        assert_eq!(items.len(), 3, "{bad}");
        let error = items[1].as_ref().unwrap_err();
        assert!(error.is_recoverable() && error.line() == Some(6), "{error}");
        let unit = error.rejected().unwrap();
        let stand_in = if bad == "a & b" { '&' } else { '\u{FFFD}' };
        assert!(unit.variants[0].content.plain().contains(stand_in));
        assert_eq!(items[2].as_ref().unwrap().variants[1].content.plain(), "سوم");
    }
    let outside = file(&(tu("a", "b") + "\u{1}" + &tu("c", "d")));
    let items: Vec<_> = Reader::new(outside.as_bytes()).unwrap().salvage(true).collect();
    assert!(items.len() == 2 && !items[1].as_ref().unwrap_err().is_recoverable());
    let after = file(&tu("a", "b")) + "\0";
    let last = Reader::new(after.as_bytes()).unwrap().salvage(true).last().unwrap();
    assert!(matches!(last.unwrap_err().kind(), ErrorKind::TrailingContent));
}

#[test]
fn many_attributes_are_compared_too() {
    let mut attrs = String::new();
    for number in 0..100 {
        write!(attrs, " a{number}='v'").unwrap();
    }
    let tu = |attrs: &str| file(&format!("<tu{attrs}><tuv xml:lang='en'><seg>a</seg></tuv></tu>"));
    assert_eq!(read(tu(&attrs)).unwrap()[0].attrs.len(), 100);
    assert_eq!(error(tu(&(attrs + " a50='w'"))), "5: attribute `a50` stands twice in <tu>");
}

fn repaired(bytes: impl AsRef<[u8]>) -> (Vec<tmx::Result<Unit>>, Vec<String>) {
    let mut reader = Reader::repairing(bytes.as_ref(), tmx::Limits::default()).unwrap();
    let items = reader.by_ref().collect();
    (items, reader.take_repairs().iter().map(ToString::to_string).collect())
}

#[test]
fn damage_is_repaired_and_every_repair_listed() {
    let text = file(&(tu("a\u{1}b\u{b}\u{b}c", "یکم") + &tu("R & D&nbsp;&who; &#2;x", "دوم")));
    let (units, repairs) = repaired(&text);
    let plain = |at: usize| units[at].as_ref().unwrap().variants[0].content.plain();
    assert_eq!((plain(0).as_str(), plain(1).as_str()), ("abc", "R & D\u{a0}&who; x"));
    assert_eq!(
        repairs,
        [
            "5: character U+0001 is not allowed in XML: taken out",
            "5: character U+000B is not allowed in XML: taken out, 2 times",
            "6: `&` that begins no reference, expected `&amp;`: kept as text",
            "6: entity `&nbsp;` is not one of XML's five and is never expanded: read as in HTML",
            "6: entity `&who;` is not one of XML's five and is never expanded: kept as text",
            "6: character U+0002 is not allowed in XML: taken out",
        ]
    );
}

#[test]
fn bad_bytes_are_repaired_wherever_they_stand() {
    for encoding in ["UTF-8", "US-ASCII"] {
        let mut bytes =
            file(&(tu("one", "two") + &tu("thXee", "four"))).replace("UTF-8", encoding).into_bytes();
        let at = bytes.iter().position(|&b| b == b'X').unwrap();
        bytes[at] = 0xFF;
        let (units, repairs) = repaired(&bytes);
        assert_eq!(units[1].as_ref().unwrap().variants[0].content.plain(), "th\u{fffd}ee");
        assert_eq!(repairs, [format!("6: bytes that are not {encoding}: replaced by U+FFFD")]);
    }
    // Half a character at the end of the file.
    let whole = file(&tu("one", "دو"));
    let cut = &whole.as_bytes()[..whole.find('د').unwrap() + 1];
    let (units, repairs) = repaired(cut);
    assert!(units.len() == 1 && units[0].as_ref().unwrap_err().is_recoverable());
    assert_eq!(repairs.len(), 2, "{repairs:?}");
}

#[test]
fn a_file_cut_off_anywhere_gives_its_whole_units() {
    let text = file(&(tu("First", "یکم") + &tu("<ph>&lt;br></ph>Second", "دوم")));
    let body = text.find("<body>").unwrap() + "<body>".len();
    for cut in body..text.len() - 1 {
        let (items, repairs) = repaired(&text.as_bytes()[..cut]);
        let whole = items.iter().filter(|item| item.is_ok()).count();
        assert_eq!(whole, text[..text.floor_char_boundary(cut)].matches("</tu>").count(), "cut at {cut}");
        assert!(items.iter().all(|item| item.as_ref().err().is_none_or(tmx::Error::is_recoverable)));
        assert!(!repairs.is_empty(), "cut at {cut}");
    }
    let (items, repairs) = repaired(text.clone() + "<junk>");
    assert_eq!((items.len(), repairs.len()), (2, 1));
}

#[test]
fn what_cannot_be_repaired_stays_an_error() {
    for bad in ["a</b>", "<ph x='1' x='2'/>", "a <b c"] {
        let (items, _) = repaired(file(&tu(bad, "b")));
        assert!(items.last().unwrap().as_ref().is_err_and(|error| !error.is_recoverable()), "{bad}");
    }
}

#[test]
fn a_damaged_archive_is_read_as_far_as_it_goes() {
    let text = file(&tu("First", "یکم").repeat(5000));
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut gzip, text.as_bytes()).unwrap();
    let bytes = gzip.finish().unwrap();
    let (items, repairs) = repaired(&bytes[..bytes.len() / 2]);
    assert!(items.iter().filter(|item| item.is_ok()).count() > 1000);
    assert!(repairs.len() >= 2, "{repairs:?}");
}
