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

#[test]
fn a_rule_file_and_the_configuration_add_words_and_take_words_out() {
    let desk = Desk::new();
    let text = desk.write("note.en.txt", "Meet me at Wrhs. Seven. Ask for Prof. Lund.\n");
    let lines = |run: super::program::Run| run.ended(0).out.lines().count();
    assert_eq!(lines(desk.yeksan(&["segment", &text])), 3, "built in");
    desk.write("words.tsv", "# ours\nnever\tWrhs\ten\n");
    assert_eq!(lines(desk.yeksan(&["segment", &text, "--rules", "words.tsv"])), 2);
    std::fs::create_dir(desk.path("house")).unwrap();
    desk.write("house/words.tsv", "never\tWrhs.\n");
    desk.write(
        "house/yeksan.toml",
        "[segment]\nrules = \"words.tsv\"\nabbreviations = { en = [\"-Prof\"] }\n",
    );
    assert_eq!(lines(desk.yeksan(&["segment", &text, "--config", "house/yeksan.toml"])), 3);
    desk.write("words.tsv", "never\tWrhs\nalways\tetc\n");
    let run = desk.yeksan(&["segment", &text, "--rules", "words.tsv"]).ended(2);
    assert!(
        run.err.contains("words.tsv:2: unknown class `always`, expected one of title, never"),
        "{}",
        run.err
    );
    desk.write("yeksan.toml", "[segment]\nabbreviations = { en = [\"z. B.\"] }\n");
    let run = desk.yeksan(&["segment", &text]).ended(2);
    assert!(run.err.contains("[segment] abbreviations: `z. B` is no word"), "{}", run.err);
}

#[test]
fn the_configuration_cuts_what_is_aligned_too() {
    let desk = Desk::new();
    let source = desk.write("a.en.txt", "Meet me at Wrhs. Seven. It is red.\n");
    let target = desk.write("a.de.txt", "Wir treffen uns in Haus Sieben. Es ist rot.\n");
    desk.write("yeksan.toml", "[segment]\nabbreviations = { en = [\"Wrhs\"] }\n");
    desk.yeksan(&["align", &source, &target, "--no-store", "--min-score", "0", "--beads", "beads"]).ended(0);
    let beads = String::from_utf8(desk.read("beads/000.tsv")).unwrap();
    assert_eq!(beads.lines().count(), 2, "{beads}");
}

#[test]
fn the_built_in_rules_go_out_as_srx() {
    let desk = Desk::new();
    let said = desk.yeksan(&["segment", "--export-srx", "own.srx", "-l", "fa,en"]).ended(0);
    assert!(
        said.err.contains("own.srx: written") && said.err.contains("what SRX cannot say"),
        "{}",
        said.err
    );
    assert_eq!(said.out, "");
    let file = desk.read("own.srx");
    let again = desk.yeksan(&["segment", "--export-srx", "own.srx", "--lang", "en", "--lang", "fa"]).ended(0);
    assert!(again.err.contains("own.srx: replaced"), "{}", again.err);
    assert_eq!(desk.read("own.srx"), file);
    let piped = desk.yeksan(&["segment", "--export-srx", "-", "-l", "en,fa"]).ended(0);
    assert_eq!(piped.out.as_bytes(), file);
    desk.write("a.fa.txt", "دکتر رضایی آمد. «چه کسی؟» پرسید. م. آزاد نیامد.\n");
    let differs =
        desk.yeksan(&["segment", "a.fa.txt", "--compare", "own.srx", "--dialect", "omegat"]).ended(0);
    assert!(
        differs.out.is_empty() && differs.err.contains("0 places differ"),
        "{}{}",
        differs.out,
        differs.err
    );
}

#[test]
fn rules_to_export_are_of_languages_there_are() {
    let desk = Desk::new();
    let refused = desk.yeksan(&["segment", "--export-srx", "own.srx", "-l", "fa,xx"]).ended(2);
    assert!(refused.err.contains("`xx`") && refused.err.contains("zh"), "{}", refused.err);
    assert!(!desk.path("own.srx").exists());
    desk.write("a.txt", "One. Two.\n");
    desk.yeksan(&["segment", "a.txt", "--export-srx", "own.srx"]).ended(2);
    let two = desk.yeksan(&["segment", "a.txt", "-l", "en,fa"]).ended(2);
    assert!(two.err.contains("one `--lang`"), "{}", two.err);
    let nowhere = desk.yeksan(&["segment", "--export-srx", "no/such/own.srx", "-l", "en"]).ended(2);
    assert!(nowhere.err.contains("own.srx"), "{}", nowhere.err);
}
