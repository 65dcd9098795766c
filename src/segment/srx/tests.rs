//! Rule files, read, run and written.

use crate::segment::srx::{Cutter, Dialect, Error, Options, Srx};

fn file(cascade: &str, rules: &str) -> String {
    format!(
        r#"<?xml version="1.0"?><srx xmlns="http://www.lisa.org/srx20" version="2.0">
<header segmentsubflows="yes" cascade="{cascade}"/><body><languagerules>{rules}</languagerules>
<maprules><languagemap languagepattern="fa.*" languagerulename="fa"/>
<languagemap languagepattern=".*" languagerulename="all"/></maprules></body></srx>"#
    )
}

fn rule(breaks: bool, before: &str, after: &str) -> String {
    let yes = if breaks { "yes" } else { "no" };
    format!(
        r#"<rule break="{yes}"><beforebreak>{before}</beforebreak><afterbreak>{after}</afterbreak></rule>"#
    )
}

fn named(name: &str, rules: &[String]) -> String {
    format!(r#"<languagerule languagerulename="{name}">{}</languagerule>"#, rules.concat())
}

fn cut(rules: &[String], text: &str) -> Vec<String> {
    let srx = Srx::parse(&file("no", &named("all", rules))).unwrap();
    let cutter = Cutter::new(&srx, "en", &Options::default()).unwrap();
    let spans = cutter.split(text);
    let pieces: Vec<String> = spans.iter().map(|s| text[s.clone()].to_owned()).collect();
    assert_eq!(pieces.concat(), text, "pieces cover the text");
    pieces
}

#[test]
fn the_first_rule_that_matches_decides() {
    let (no, yes) = (rule(false, "[A-Z]\\.", "\\s"), rule(true, "\\.", "\\s"));
    assert_eq!(cut(&[no.clone(), yes.clone()], "By J. Roe. End."), ["By J. Roe.", " End."]);
    assert_eq!(cut(&[yes, no], "By J. Roe. End."), ["By J.", " Roe.", " End."]);
}

#[test]
fn a_breaking_rule_begins_after_the_break_before_it() {
    let rules = [rule(true, "!!!", ""), rule(true, "!!", "")];
    assert_eq!(cut(&rules, "Go!!!now"), ["Go!!", "!now"]);
}

#[test]
fn halves_may_be_empty() {
    assert_eq!(cut(&[rule(true, "", "\\n")], "یک\nدو\nسه"), ["یک", "\nدو", "\nسه"]);
    assert_eq!(cut(&[rule(true, "", "")], "نان"), ["ن", "ا", "ن"]);
    assert_eq!(cut(&[rule(false, "", ""), rule(true, "\\.", "")], "a.b"), ["a.b"]);
    assert_eq!(cut(&[rule(true, "\\.", "")], ""), Vec::<String>::new());
}

#[test]
fn look_around_boundaries_and_groups_are_understood() {
    let rules = [
        rule(false, "(?&lt;!\\p{L})(dr|mr)\\.", "\\s"),
        rule(false, "no\\b\\.", "\\s(?=\\d)"),
        rule(true, "\\.", "\\s"),
    ];
    assert_eq!(cut(&rules, "xdr. A mr. B no. 4 no. C"), ["xdr.", " A mr. B no. 4 no.", " C"]);
    let rules = [rule(true, "(?&lt;=[.؟])\\s+", "(?!-)")];
    assert_eq!(cut(&rules, "چرا؟ - نه. آری"), ["چرا؟ - نه. ", "آری"]);
    let rules = [rule(true, "\\bOK\\.", "\\s")];
    assert_eq!(cut(&rules, "OK. BOOK. OK. X"), ["OK.", " BOOK. OK.", " X"]);
    let rules = [rule(true, "-", ""), rule(true, "\\bx", "")];
    assert_eq!(cut(&rules, "a-xy"), ["a-", "x", "y"]);
    let rules = [rule(false, "\\bst\\.", "\\s"), rule(true, "\\.", "\\s")];
    assert_eq!(cut(&rules, "st. A best. B"), ["st. A best.", " B"]);
}

#[test]
fn cascades_gather_the_rules_of_every_map_that_fits() {
    let rules = named("fa", &[rule(false, "م\\.", "\\s")]) + &named("all", &[rule(true, "[.؟]", "\\s")]);
    let text = "م. آزاد آمد. رفت.";
    let split = |cascade: &str, lang: &str| {
        let srx = Srx::parse(&file(cascade, &rules)).unwrap();
        let cutter = Cutter::new(&srx, lang, &Options::default()).unwrap();
        cutter.split(text).len()
    };
    assert_eq!((split("yes", "fa-IR"), split("yes", "FA"), split("yes", "en")), (2, 2, 3));
    assert_eq!(split("no", "fa"), 1);
    let srx = Srx::parse(&file("no", &rules)).unwrap();
    let omegat = Options { omegat: true, dialect: Dialect::Java };
    assert_eq!(Cutter::new(&srx, "fa", &omegat).unwrap().split(text).len(), 2);
}

#[test]
fn what_was_read_is_written() {
    let text = r#"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE srx>
<srx xmlns="http://www.lisa.org/srx20" xmlns:x="urn:example" version="2.0">
<header segmentsubflows="no" cascade="yes"><formathandle type="start" include="yes"/><formathandle type="end" include="no"/>
<x:options trim="no"><x:deep>&lt;</x:deep></x:options></header>
<body><languagerules><languagerule languagerulename="A &amp; B"><rule break="no"><beforebreak>&lt;a&#10;</beforebreak></rule>
<rule><afterbreak><![CDATA[\s&]]></afterbreak></rule></languagerule></languagerules>
<maprules><languagemap languagepattern="fa|de" languagerulename="A &amp; B"/></maprules><x:sample/></body></srx>"#;
    let srx = Srx::parse(text).unwrap();
    assert!(
        srx.cascade
            && !srx.segment_subflows
            && srx.handles.start
            && !srx.handles.end
            && !srx.handles.isolated
    );
    let rules = srx.rules_for("DE").unwrap();
    assert_eq!((rules[0].before.as_str(), rules[0].breaks), ("<a\n", false));
    assert_eq!((rules[1].after.as_str(), rules[1].breaks), ("\\s&", true));
    let written = srx.write();
    assert!(written.contains("<x:options trim=\"no\"><x:deep>&lt;</x:deep></x:options>"), "{written}");
    assert!(written.contains("<x:sample/>"), "{written}");
    let again = Srx::parse(&written).unwrap();
    assert_eq!(again.write(), written);
    let bare = |mut srx: Srx| {
        srx.languages.iter_mut().flat_map(|l| &mut l.rules).for_each(|r| r.line = 0);
        srx
    };
    assert_eq!(bare(again), bare(srx));
}

#[test]
fn broken_files_name_their_line() {
    for (text, line, part) in [
        ("", 1, "<srx>"),
        ("<html/>", 1, "<html>"),
        ("<srx>\n<body>\n", 3, "ends inside"),
        ("<srx>\n<header cascade=\"maybe\"/></srx>", 2, "maybe"),
        ("<srx><body><languagerules>\n<rule/>", 2, "outside"),
        ("<srx>\n\n<body>&who;</body></srx>", 3, "who"),
        ("<srx>\n<frobnicate/></srx>", 2, "frobnicate"),
    ] {
        let said = Srx::parse(text).unwrap_err();
        let (Error::Xml { line: found, detail } | Error::Content { line: found, detail }) = &said else {
            panic!("{said}")
        };
        assert!(*found == line && detail.contains(part), "{text}: {said}");
    }
    let srx = Srx::parse(&file("no", &format!("\n{}", named("all", &[rule(true, "[a", "")])))).unwrap();
    let said = Cutter::new(&srx, "en", &Options::default()).unwrap_err().to_string();
    assert!(said.starts_with("line 3: the pattern `[a`"), "{said}");
    assert!(matches!(Cutter::new(&Srx::default(), "en", &Options::default()), Err(Error::NoRules { .. })));
}

proptest::proptest! {
    #[test]
    fn pieces_cover_any_text(text in "[a-zA-Z.!? \u{6a9}-\u{6af}\n]{0,80}") {
        let rules = [rule(false, "\\b\\w\\.", "\\s"), rule(true, "[.!?]+", "\\s"), rule(true, "", "\\n")];
        cut(&rules, &text);
    }
}

#[test]
fn what_follows_is_read_past_a_half_that_is_empty() {
    let rules = [rule(true, "[.?][“”]", "[“„]"), rule(true, "[.?]", "")];
    assert_eq!(cut(&rules, "„So?““"), ["„So?", "““"]);
    let rules = [rule(false, "[.?]", "“"), rule(true, "[.?][“”]", "[“„]"), rule(true, "x", "")];
    assert_eq!(cut(&rules, "„So?““"), ["„So?“", "“"]);
}

/// The pieces by the letter of the standard: every rule is asked at every place.
fn by_the_letter(rules: &[(bool, &str, &str)], text: &str) -> Vec<std::ops::Range<usize>> {
    let halves: Vec<(bool, regex::Regex, regex::Regex)> = rules
        .iter()
        .map(|(breaks, before, after)| {
            let before = regex::Regex::new(&format!(r"(?:{before})\z")).unwrap();
            (*breaks, before, regex::Regex::new(&format!("(?:{after})")).unwrap())
        })
        .collect();
    let (mut pieces, mut start) = (Vec::new(), 0);
    for place in text.char_indices().map(|(at, _)| at).skip(1) {
        let decides = halves.iter().find(|(breaks, before, after)| {
            before.is_match_at(&text[..place], if *breaks { start } else { 0 })
                && after.find_at(text, place).is_some_and(|found| found.start() == place)
        });
        if decides.is_some_and(|(breaks, ..)| *breaks) {
            pieces.push(start..place);
            start = place;
        }
    }
    pieces.extend((start < text.len()).then_some(start..text.len()));
    pieces
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(120))]
    #[test]
    fn rules_are_followed_to_the_letter(
        rules in proptest::collection::vec(
            (
                proptest::prelude::any::<bool>(),
                proptest::sample::select(vec![
                    "", "[.!?…]", "[.!?…][“”)]*\\s", "[^,]\\s\\p{L}{2}\\.", "\\b\\w\\.", "\\w+\\b\\.\\s", "\\bet\\b\\s\\bal\\.",
                    "م\\.", "(a|ab?)+", "\\n", "b*", "x?\\.{2,}",
                ]),
                proptest::sample::select(vec![
                    "", "\\s", "\\p{Lu}[^\\p{Lu}]", "\\S*@", "[a-z]+(\\.|\\b)", "[“„]", "(?:|a)b", "\\s+a", "\\p{L}\\b", "\\.*$",
                ]),
            ),
            1..6,
        ),
        text in "([a-cA-Cx.!?… “”),@\n]|ab|et al|م){0,24}",
    ) {
        let file_rules: Vec<String> = rules.iter().map(|(breaks, before, after)| rule(*breaks, before, after)).collect();
        let srx = Srx::parse(&file("no", &named("all", &file_rules))).unwrap();
        let cutter = Cutter::new(&srx, "en", &Options::default()).unwrap();
        proptest::prop_assert_eq!(cutter.split(&text), by_the_letter(&rules, &text));
    }
}
