//! Rules of other programs.

use super::program::Desk;

const RULES: &str = r#"<srx xmlns="http://www.lisa.org/srx20" version="2.0"><header segmentsubflows="yes" cascade="yes"/>
<body><languagerules><languagerule languagerulename="fa"><rule break="no"><beforebreak>\bآق\.</beforebreak><afterbreak>\s</afterbreak></rule></languagerule>
<languagerule languagerulename="all"><rule break="yes"><beforebreak>[.؟;]</beforebreak><afterbreak>\s</afterbreak></rule></languagerule></languagerules>
<maprules><languagemap languagepattern="fa.*" languagerulename="fa"/><languagemap languagepattern=".*" languagerulename="all"/></maprules></body></srx>"#;

#[test]
fn an_srx_file_takes_the_place_of_the_built_in_rules() {
    let desk = Desk::new();
    desk.write("team.srx", RULES);
    desk.write("a.fa.txt", "آق. رضا آمد. چه گفت؟ هیچ.\n");
    let cut = desk.yeksan(&["segment", "a.fa.txt", "--srx", "team.srx"]).ended(0).out;
    assert_eq!(cut, "آق. رضا آمد.\nچه گفت؟\nهیچ.\n");
    desk.write("a.en.txt", "It rained; we stayed. We read.\n");
    let found = desk.yeksan(&["segment", "a.en.txt", "--compare", "team.srx"]).ended(0);
    assert_eq!(found.out, "a.en.txt: file only: …It rained; ¦ we stayed. We read.…\n");
    assert!(found.err.contains("1 places differ"), "{}", found.err);
}

#[test]
fn a_broken_rule_file_is_named_with_its_line() {
    let desk = Desk::new();
    desk.write("a.en.txt", "One. Two.\n");
    desk.write("bad.srx", "<srx>\n<body>&x;</body></srx>");
    let refused = desk.yeksan(&["segment", "a.en.txt", "--srx", "bad.srx"]).ended(2);
    assert!(refused.err.contains("bad.srx") && refused.err.contains("line 2"), "{}", refused.err);
    desk.write("team.srx", RULES.replace("[.؟;]", "[.؟;"));
    let refused = desk.yeksan(&["segment", "a.en.txt", "--srx", "team.srx"]).ended(2);
    assert!(refused.err.contains("line 3") && refused.err.contains("not closed"), "{}", refused.err);
}
