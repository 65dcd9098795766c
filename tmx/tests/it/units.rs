//! What a unit holds, and which units are refused.

use crate::{codes, file, read, read_warned, tu};
use tmx::{Content, ErrorKind, HeaderItem, LangAttr, Meta, MetaKind, Piece, Reader, Tag};

#[test]
fn everything_in_a_unit_comes_back_in_order() {
    let body = "<tu tuid='k1' usagecount=\"3\" srclang='en'><prop type='x-b'>2</prop><note xml:lang='fa'>یادداشت</note>\
                <prop type='x-a'>1</prop><tuv changeid='sara' xml:lang='en-GB'><note>n</note><seg>Tea</seg></tuv>\
                <tuv lang='FA'><seg>چای</seg></tuv></tu>";
    let units = read(file(body)).unwrap();
    let unit = &units[0];
    let names: Vec<&str> = unit.attrs.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["tuid", "usagecount", "srclang"]);
    assert_eq!(unit.tuid(), Some("k1"));
    assert_eq!((unit.number, unit.line), (1, 5));
    assert_eq!(unit.meta[0], Meta::prop("x-b", "2"));
    assert_eq!(unit.meta[1].kind, MetaKind::Note);
    assert_eq!(unit.meta[1].attrs, [("xml:lang".to_string(), "fa".to_string())]);
    assert_eq!(unit.meta[2].prop_type(), Some("x-a"));
    assert_eq!(unit.variants[0].lang, "en-GB");
    assert_eq!(unit.variants[0].attr("changeid"), Some("sara"));
    assert_eq!(unit.variants[0].meta, [Meta::note("n")]);
    assert_eq!((unit.variants[1].lang.as_str(), unit.variants[1].lang_attr), ("FA", LangAttr::Lang));
    assert_eq!(unit.variant("fa").unwrap().content.plain(), "چای");
}

#[test]
fn header_keeps_what_it_has() {
    let text = file("").replace(
        "datatype=\"plaintext\"/>",
        "datatype='html' o-encoding='cp1256'><note>صبح</note><ude name='u' base='b'><map unicode='#xE000' code='#x41'/>\
         </ude><prop type='p'>v</prop></header>",
    );
    let reader = Reader::new(text.as_bytes()).unwrap();
    let header = reader.header();
    assert_eq!(header.data_type, "html");
    assert_eq!(header.other, [("o-encoding".to_string(), "cp1256".to_string())]);
    assert_eq!(header.items[0], HeaderItem::Meta(Meta::note("صبح")));
    assert!(
        matches!(&header.items[1], HeaderItem::Ude(ude) if ude.maps.len() == 1 && ude.maps[0].len() == 2)
    );
    assert_eq!(header.items.len(), 3);
    assert_eq!((reader.version(), reader.encoding()), (Some("1.4"), "UTF-8"));
}

#[test]
fn white_space_stays_and_line_ends_are_one_kind() {
    let units = read(file(&tu("  a \t b\r\nc\rd  ", "e&#13;&#10;f\u{A0}\u{202F}"))).unwrap();
    assert_eq!(units[0].variants[0].content.plain(), "  a \t b\nc\nd  ");
    assert_eq!(units[0].variants[1].content.plain(), "e\r\nf\u{A0}\u{202F}");
}

#[test]
fn attribute_values_are_normalised_but_references_are_not() {
    let units =
        read(file("<tu tuid=\"a\tb\r\nc&#9;d&#10;e &quot;&#x67E;\"><tuv xml:lang='en'><seg/></tuv></tu>"));
    assert_eq!(units.unwrap()[0].tuid(), Some("a b c\td\ne \"پ"));
}

#[test]
fn comments_cdata_and_references_are_one_text() {
    let units = read(file(&tu("pre<!-- x --><?p y?>fix &lt;<![CDATA[<b> & ]] ]]>&#x26;", "باران")));
    assert_eq!(units.unwrap()[0].variants[0].content.pieces, [Piece::Text("prefix <<b> & ]] &".to_string())]);
}

#[test]
fn plain_leaves_codes_out_and_keeps_highlights() {
    let xml = r#"<ph x="1">{0}<sub>a note</sub></ph>Press <bpt i="1">&lt;b></bpt><hi type="term">Save</hi><ept i="1">&lt;/b></ept><it pos="end">z</it><ut>u</ut>."#;
    let units = read(file(&tu(xml, "متن"))).unwrap();
    let content = &units[0].variants[0].content;
    assert_eq!(content.plain(), "Press Save.");
    assert_eq!(content.to_xml(), xml.replace("&lt;b>", "&lt;b&gt;").replace("&lt;/b>", "&lt;/b&gt;"));
    assert_eq!(&Content::parse_xml(&content.to_xml()).unwrap(), content);
}

#[test]
fn inner_xml_is_refused_when_it_is_no_content() {
    for bad in [
        "a<b>c</b>",
        "a & b",
        "</seg><seg>",
        "<ph>",
        "</ph>",
        "a\u{1}",
        "&nbsp;",
        "]]>",
        "<?xml version='1.0'?>",
    ] {
        let error = Content::parse_xml(bad).expect_err(bad);
        assert_eq!(error.line(), None, "{bad}");
    }
    assert_eq!(Content::parse_xml("").unwrap(), Content::default());
}

#[test]
fn units_that_break_the_rules_cost_only_themselves() {
    let good = tu("Good", "خوب");
    let cases = [
        ("<tu><tuv><seg>a</seg></tuv></tu>", "<tuv> without xml:lang"),
        ("<tu><tuv xml:lang=' '><seg>a</seg></tuv></tu>", "<tuv> without xml:lang"),
        ("<tu><tuv xml:lang='en'/></tu>", "<tuv> without <seg>"),
        ("<tu><tuv xml:lang='en'><seg>a</seg><seg>b</seg></tuv></tu>", "<tuv> with a second <seg>"),
        ("<tu tuid='9'></tu>", "<tu> without <tuv>"),
    ];
    for (bad, reason) in cases {
        let text = file(&format!("{good}{bad}\n{good}"));
        let items: Vec<_> = Reader::new(text.as_bytes()).unwrap().collect();
        assert_eq!(items.len(), 3);
        let error = items[1].as_ref().unwrap_err();
        assert_eq!(error.to_string(), format!("6: {reason} (unit 2)"));
        assert!(error.is_recoverable());
        assert_eq!(items[2].as_ref().unwrap().number, 3);
    }
}

#[test]
fn a_refused_unit_hands_over_what_could_be_read() {
    let text = file("<tu><tuv xml:lang='en'><seg>a</seg><seg>b</seg></tuv><tuv><seg>پ</seg></tuv></tu>");
    let error = Reader::new(text.as_bytes()).unwrap().next().unwrap().unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::SecondSeg));
    let unit = error.into_rejected().unwrap();
    let texts: Vec<_> = unit.variants.iter().map(|v| (v.lang.as_str(), v.content.plain())).collect();
    assert_eq!(texts, [("en", "a".to_string()), ("en", "b".to_string()), ("", "پ".to_string())]);
}

#[test]
fn odd_units_are_kept_and_told() {
    let pair = "<tuv xml:lang='en'><seg>a</seg></tuv>";
    let cases = [
        ("<tu><tuv xml:lang='en'><seg>a</seg></tuv></tu>".to_string(), "variant-single"),
        (format!("<tu>{pair}<tuv xml:lang='EN'><seg>b</seg></tuv></tu>"), "lang-twice"),
        (format!("<tu tuid='a b'>{pair}<tuv xml:lang='fa'><seg>b</seg></tuv></tu>"), "tuid-space"),
        (format!("<tu>{pair}<tuv xml:lang=' fa'><seg>b</seg></tuv></tu>"), "lang-padded"),
        (format!("<tu>{pair}<tuv xml:lang='fa' lang='ar'><seg>b</seg></tuv></tu>"), "lang-disagrees"),
        (format!("<tu srclang='de'>{pair}<tuv xml:lang='fa'><seg>b</seg></tuv></tu>"), "source-missing"),
        (format!("<tu>{pair}<x>y</x><tuv xml:lang='fa'><seg>b</seg></tuv></tu>"), "element-unknown"),
        (format!("<tu>{pair}stray<tuv xml:lang='fa'><seg>b</seg></tuv></tu>"), "text-stray"),
        (tu("a", ""), "segment-empty"),
        (tu("<bpt i='1'>x</bpt>", "b"), "code-unpaired"),
        (tu("<bpt>x</bpt><ept>x</ept>", "b"), "code-attribute"),
        (tu("<sub>x</sub>", "b"), "element-misplaced"),
        (tu("a", "b").replace("<seg>", "<seg id='1'>").replacen(" id='1'", "", 1), "attribute-left-out"),
        (tu("a", "b").replace("tu>", "TU>"), "element-uppercase"),
    ];
    for (body, code) in cases {
        assert_eq!(codes(file(&body)), [code], "{body}");
        assert_eq!(read(file(&body)).unwrap().len(), 1);
    }
    assert!(codes(file(&tu("a", "b"))).is_empty());
}

#[test]
fn a_warning_names_its_place() {
    let (_, warnings) = read_warned(file(&(tu("a", "b") + "\n" + &tu("c", ""))));
    assert_eq!(warnings[0].to_string(), "7: empty <seg> in `fa` (unit 2)");
    let message = |xml: &str| read_warned(file(&tu(xml, "b"))).1.remove(0).message;
    assert_eq!(message("<bpt i='1'/><bpt i='2'/><ept i='1'/>"), "<bpt i=\"2\"> without its <ept>");
    assert_eq!(message("<bpt i='1'/><ept i='2'/><ept i='1'/>"), "<ept i=\"2\"> without its <bpt>");
    assert_eq!(message("<bpt i='1'/><bpt i='1'/><ept i='1'/>"), "one `i` for several pairs");
}

#[test]
fn foreign_inline_elements_keep_their_text_and_name() {
    let units = read(file(&tu("a<b>bold</b><ph>x<g id=\"1\">y</g></ph>", "متن"))).unwrap();
    let content = &units[0].variants[0].content;
    assert_eq!(content.plain(), "abold");
    let Piece::Code { tag: Tag::Hi, attrs, .. } = &content.pieces[1] else { panic!("{content:?}") };
    assert_eq!(attrs, &[("type".to_string(), "b".to_string())]);
    let xml = r#"a<hi type="b">bold</hi><ph>x<sub type="g id=&quot;1&quot;">y</sub></ph>"#;
    assert_eq!(content.to_xml().replace("&amp;quot;", "&quot;"), xml);
}
