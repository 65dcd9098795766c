//! What is wrong with a file, and what two memories differ in.

use crate::program::Desk;

fn tmx(body: &str) -> String {
    format!(
        "<tmx version=\"1.4\"><header creationtool=\"pen\" creationtoolversion=\"2\" segtype=\"sentence\" o-tmf=\"ink\" \
         adminlang=\"en\" srclang=\"en\" datatype=\"plaintext\"/>\n<body>\n{body}</body></tmx>\n"
    )
}

fn tu(attributes: &str, en: &str, fa: &str) -> String {
    format!(
        "<tu{attributes}><tuv xml:lang=\"en\"><seg>{en}</seg></tuv><tuv xml:lang=\"fa\"><seg>{fa}</seg></tuv></tu>\n"
    )
}

#[test]
fn a_file_is_judged_with_lines() {
    let desk = Desk::new();
    desk.write("good.tmx", tmx(&tu("", "Rain", "باران")));
    let run = desk.yeksan(&["validate", "good.tmx"]).ended(0);
    assert!(run.out.is_empty() && run.err.contains("good.tmx: 1 units, no problem"), "{}", run.err);
    desk.write("odd.tmx", tmx(&(tu("", "Rain", "باران") + &tu(" mood=\"wet\"", "Snow", "<b>برف</b>"))));
    let run = desk.yeksan(&["validate", "good.tmx", "odd.tmx"]).ended(1);
    assert_eq!(
        run.out,
        "odd.tmx:4: attribute `mood` of <tu>, which the DTD does not have (unit 2) [dtd]\n\
         odd.tmx:4: <b> is no element of TMX (unit 2) [dtd]\n"
    );
    let report = desk.yeksan(&["validate", "--format", "json", "odd.tmx"]).ended(1).json();
    assert_eq!(report["files"][0]["problems"][1]["line"], 4);
    assert_eq!(report["files"][0]["units"], 2);
    desk.yeksan(&["validate", "nowhere.tmx"]).ended(2);
    desk.write("cut.tmx", &tmx("")[..120]);
    let run = desk.yeksan(&["validate", "cut.tmx"]).ended(1);
    assert!(run.out.contains("[xml]"), "{}", run.out);
}

#[test]
fn two_memories_differ_in_what_they_differ_in() {
    let desk = Desk::new();
    desk.write(
        "a.tmx",
        tmx(&(tu("", "Rain", "باران")
            + &tu("", "Snow", "برف")
            + &tu("", "Fog", "مه")
            + &tu("", "Fog", "مه"))),
    );
    desk.write(
        "b.tmx",
        tmx(&(tu("", "Fog", "مه") + &tu("", "Wind", "باد") + &tu(" tuid=\"7\"", "Snow", "برف تازه"))),
    );
    let run = desk.yeksan(&["diff", "a.tmx", "b.tmx"]).ended(1);
    assert!(run.err.contains("1 the same · 1 added · 2 removed · 1 changed"), "{}", run.err);
    assert!(run.out.contains("- en: Rain") && run.out.contains("+ fa: باد"), "{}", run.out);
    assert!(run.out.contains("  en: Snow\n- fa: برف\n+ fa: برف تازه\n"), "{}", run.out);
    let report = desk.yeksan(&["diff", "a.tmx", "b.tmx", "--format", "json"]).ended(1).json();
    assert_eq!(report["removed"].as_array().map(Vec::len), Some(2));
    assert_eq!(report["changed"][0]["after"]["variants"][1]["text"], "برف تازه");
    desk.yeksan(&["import", "a.tmx"]).ended(0);
    desk.yeksan(&["diff", "a.tmx", "yeksan.db", "--metadata"]).ended(0);
    desk.yeksan(&["diff", "a.tmx", "nowhere.tmx"]).ended(2);
    desk.write("list.txt", "Milk, bread");
    desk.yeksan(&["diff", "a.tmx", "list.txt"]).ended(2);
    desk.write("c.tmx", tmx(&tu("", "Rain", "باران")));
    desk.write("d.tmx", tmx(&tu(" usagecount=\"3\"", "Rain", "باران")));
    desk.yeksan(&["diff", "c.tmx", "d.tmx"]).ended(0);
    desk.yeksan(&["diff", "c.tmx", "d.tmx", "--metadata"]).ended(1);
}
