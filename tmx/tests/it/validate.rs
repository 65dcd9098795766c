//! What the DTD and the specification say of a file.

use crate::{file, tu};
use tmx::{Limits, Rule, validate};

fn problems(bytes: impl AsRef<[u8]>) -> Vec<String> {
    let mut found = Vec::new();
    validate(bytes.as_ref(), Limits::default(), |problem| {
        found.push(format!("{} [{}]", problem, problem.rule.as_str()));
    })
    .unwrap();
    found
}

#[test]
fn a_good_file_has_no_problem() {
    let rich = r##"<tu tuid="1" srclang="en" creationdate="20240501T080000Z" usagecount="2"><note xml:lang="fa">یادداشت</note>
<prop type="x-a">1</prop><tuv xml:lang="EN"><seg>a<bpt i="1" x="1">{<sub>foot<bpt i="1">[</bpt>note<ept i="1">]</ept></sub></bpt>b<ept i="1">}</ept><hi><ph x="2" assoc="p"/></hi><ut>?</ut></seg></tuv>
<tuv xml:lang="fa-IR"><prop type="x">y</prop><seg><it pos="end" x="3"/></seg></tuv></tu>
"##;
    let text = file(&(tu("a", "b") + rich)).replace(
        "\"/>\n<body>",
        "\"><note>n</note><ude name=\"m\" base=\"x\"><map unicode=\"#xF8FF\" code=\"#xF0\" ent=\"Apple\"/></ude></header>\n<body>",
    );
    assert_eq!(problems(&text), [""; 0]);
    assert_eq!(validate(text.as_bytes(), Limits::default(), |_| {}).unwrap(), 2);
    let utf16: Vec<u8> = std::iter::once(0xFEFF)
        .chain(text.replace("UTF-8", "UTF-16").encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(problems(utf16), [""; 0]);
}

#[test]
fn every_broken_rule_is_named_with_line_and_unit() {
    let seg = |inner: &str| format!("<tu><tuv xml:lang=\"en\"><seg>{inner}</seg></tuv></tu>");
    let cases = [
        (seg("<bpt>x</bpt>"), vec!["5: <bpt> without i (unit 1) [dtd]"]),
        (seg("<bpt i=\"1\"/>"), vec!["5: <bpt i=\"1\"> without its <ept> (unit 1) [spec]"]),
        (seg("<ept i=\"1\"/>"), vec!["5: <ept i=\"1\"> without its <bpt> before it (unit 1) [spec]"]),
        (seg("<it pos=\"open\"/>"), vec!["5: pos `open`, expected begin or end (unit 1) [dtd]"]),
        (seg("<sub>x</sub>"), vec!["5: <sub> may not stand in <seg> (unit 1) [dtd]"]),
        (seg("<ph><ph/></ph>"), vec!["5: <ph> may not stand in <ph> (unit 1) [dtd]"]),
        (seg("<b>x</b>"), vec!["5: <b> is no element of TMX (unit 1) [dtd]"]),
        (
            seg("<ph x=\"one\" mood=\"wet\"/>"),
            vec![
                "5: x `one`, expected a number (unit 1) [spec]",
                "5: attribute `mood` of <ph>, which the DTD does not have (unit 1) [dtd]",
            ],
        ),
        ("<tu/>".into(), vec!["5: <tu> without <tuv> (unit 1) [dtd]"]),
        ("<tu><tuv xml:lang=\"en\"></tuv></tu>".into(), vec!["5: <tuv> without <seg> (unit 1) [dtd]"]),
        ("<tu><tuv lang=\"en\"><seg/></tuv></tu>".into(), vec!["5: <tuv> without xml:lang (unit 1) [dtd]"]),
        (
            "<tu>\n<tuv xml:lang=\"en\"><seg/><note>x</note></tuv></tu>".into(),
            vec!["6: <note> after <seg>, expected before it (unit 1) [dtd]"],
        ),
        (
            "<tu tuid=\"a b\" creationdate=\"2024-05-01\"><tuv xml:lang=\"fa_IR\"><seg/></tuv></tu>".into(),
            vec![
                "5: tuid `a b`, expected no white space (unit 1) [spec]",
                "5: creationdate `2024-05-01`, expected YYYYMMDDThhmmssZ (unit 1) [spec]",
                "5: `fa_IR` is no language tag, expected one such as `en-US` (unit 1) [spec]",
                "5: no variant in the source language `en` (unit 1) [spec]",
            ],
        ),
        ("stray".into(), vec!["5: text `stray` in <body> [dtd]"]),
    ];
    for (body, expected) in cases {
        assert_eq!(problems(file(&body)), expected, "{body}");
    }
}

#[test]
fn frames_are_judged_too() {
    let good = file(&tu("a", "b"));
    let one = |text: String| problems(text).join("; ");
    assert_eq!(one(good.replace("\"1.4\"", "\"1.1\"")), "2: version `1.1`, expected `1.4` [dtd]");
    assert_eq!(one(good.replace(" segtype=\"sentence\"", "")), "3: <header> without segtype [dtd]");
    assert_eq!(
        one(good.replace("<tmx ", "<tmx xmlns=\"u\" ")),
        "2: a namespace in <tmx>, and TMX has none [dtd]"
    );
    assert_eq!(
        one(good.replace("<tu>", "<TU>").replace("</tu>", "</TU>")).matches("is no element").count(),
        1
    );
    assert_eq!(
        one("<xliff/>".into()),
        "1: root element <xliff>, expected <tmx> [dtd]; 1: <xliff> is no element of TMX [dtd]"
            .split("; ")
            .next()
            .unwrap()
    );
    assert!(one(good.replace("</body>", "</body><body/>")).contains("<body> a second time"));
    assert!(one("<tmx version=\"1.4\"/>".into()).contains("<tmx> without <header>"));
    assert!(one(good.replace("UTF-8", "windows-1252")).starts_with("1: encoding windows-1252"));
}

#[test]
fn what_is_no_xml_is_the_last_problem() {
    let cut = file(&tu("a", "b"));
    let found = problems(&cut[..cut.len() - 20]);
    assert!(
        found.last().unwrap().ends_with("[xml]") && found.last().unwrap().contains("the file ends inside"),
        "{found:?}"
    );
    assert!(problems(b"PK\x03\x04")[0].contains("a zip archive"));
    assert_eq!(problems(b"").len(), 1);
    let mut rules = Vec::new();
    validate(&b"\xFF"[..], Limits::default(), |problem| rules.push(problem.rule)).unwrap();
    assert_eq!(rules, [Rule::Xml]);
}
