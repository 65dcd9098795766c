//! Files besides TMX, as a user brings and takes them.

use crate::program::Desk;

const XLIFF: &str = r#"<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
<file original="rain.html" source-language="en" target-language="fa" datatype="html"><body>
<trans-unit id="1" approved="yes"><source>The <g id="1">rain</g> has stopped.</source><target>باران <g id="1">بند</g> آمده است.</target><note>front page</note></trans-unit>
<trans-unit id="2"><source>It<x id="7"/> snows.</source><target>برف<x id="7"/> می‌بارد.</target></trans-unit>
<trans-unit id="3"><source>Hail</source></trans-unit>
</body></file></xliff>
"#;

fn lines(desk: &Desk, db: &str) -> Vec<serde_json::Value> {
    let out = desk.yeksan(&["--db", db, "dump", "--format", "jsonl"]).ended(0).out;
    let line = |line: &str| {
        let mut value: serde_json::Value = serde_json::from_str(line).unwrap();
        let unit = value.as_object_mut().unwrap();
        unit.remove("origin");
        unit.remove("id");
        value
    };
    out.lines().map(line).collect()
}

#[test]
fn every_form_goes_out_and_comes_back() {
    let desk = Desk::new();
    desk.write("rain.xlf", XLIFF);
    let run = desk.yeksan(&["--db", "a.db", "import", "rain.xlf"]).ended(0);
    let counts = "rain.xlf: 3 read · 2 new · 0 already there · 0 rejected · 1 untranslated";
    assert!(run.err.contains(counts), "{}", run.err);
    assert!(!desk.path("rain.xlf.rejected.tmx").exists(), "nothing is wrong with it");
    let again = desk.yeksan(&["--db", "a.db", "import", "rain.xlf"]).ended(0);
    assert!(again.err.contains("0 new · 2 already there"), "{}", again.err);
    let given = lines(&desk, "a.db");
    assert_eq!(given.len(), 2);
    let forms: [&[&str]; 6] = [
        &["out.xlf"],
        &["--xliff", "out2.xlf", "--xliff-version", "2.0"],
        &["out.csv"],
        &["out.tsv"],
        &["out.xlsx"],
        &["out.tmx"],
    ];
    for form in forms {
        desk.yeksan(&[&["--db", "a.db", "export"], form].concat()).ended(0);
        let file = form.iter().find(|word| word.starts_with("out")).unwrap();
        let db = format!("{file}.db");
        desk.yeksan(&["--db", &db, "import", file]).ended(0);
        let mut back = lines(&desk, &db);
        let mut given = given.clone();
        if *file == "out.tmx" {
            // TMX says in a property of ours what is confirmed.
            for value in &mut back {
                let own = |note: &serde_json::Value| note.to_string().contains("x-yeksan-approved");
                value["annotations"].as_array_mut().unwrap().retain(|note| !own(note));
            }
        }
        for value in back.iter_mut().chain(given.iter_mut()) {
            let list = value["annotations"].as_array_mut().unwrap();
            list.sort_by_key(ToString::to_string);
        }
        assert_eq!(back, given, "{file}");
    }
    let run = desk.yeksan(&["--db", "a.db", "export", "out.po"]).ended(0);
    assert!(run.err.contains("rain.xlf: unit 1: 4 inline codes written as text"), "{}", run.err);
    let run = desk.yeksan(&["--db", "b.db", "import", "out.po"]).ended(0);
    assert!(run.err.contains("2 read · 2 new"), "{}", run.err);
    desk.yeksan(&["--db", "a.db", "export", "--moses", "c.en", "c.fa"]).ended(0);
    assert_eq!(String::from_utf8(desk.read("c.fa")).unwrap(), "باران بند آمده است.\nبرف می‌بارد.\n");
    let run = desk.yeksan(&["--db", "a.db", "export", "--jsonl", "-"]).ended(0);
    assert_eq!(run.out.lines().count(), 2);
    desk.yeksan(&["--db", "a.db", "export", "out.xlf", "--for", "trados"]).ended(2);
}

#[test]
fn damaged_and_hostile_files_leave_nothing() {
    let desk = Desk::new();
    desk.write("cut.xlf", &XLIFF[..XLIFF.len() - 20]);
    desk.write(
        "bomb.xlf",
        format!("<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>{}", XLIFF.replace("Hail", "&a;")),
    );
    desk.write("cut.po", "msgid \"a\"\nmsgstr \"b\n");
    desk.write("terms.tbx", "<martif type=\"TBX\"><text/></martif>");
    for (file, said) in [
        ("cut.xlf", "cut.xlf:6: "),
        ("bomb.xlf", "bomb.xlf:1: a DOCTYPE with declarations of its own is refused"),
        ("cut.po", "cut.po:2: a string without its closing quotation mark"),
        ("terms.tbx", "this is a termbase"),
    ] {
        let run = desk.yeksan(&["--db", "a.db", "import", file, "-t", "fa"]).ended(2);
        assert!(run.err.contains(said), "{file}: {}", run.err);
    }
    assert_eq!(desk.yeksan(&["--db", "a.db", "dump", "--format", "jsonl"]).ended(0).out, "");
}

#[test]
fn an_omegat_project_is_taken_in() {
    let desk = Desk::new();
    for folder in ["p/omegat", "p/tm/auto", "p/glossary"] {
        std::fs::create_dir_all(desk.path(folder)).unwrap();
    }
    desk.write(
        "p/omegat.project",
        "<omegat><project><source_lang>EN-US</source_lang><target_lang>FA</target_lang></project></omegat>",
    );
    let tmx = |text: &str| {
        format!(
            "<tmx version=\"1.1\"><header creationtool=\"OmegaT\" creationtoolversion=\"3\" segtype=\"sentence\" o-tmf=\"x\" adminlang=\"EN-US\" srclang=\"EN-US\" datatype=\"plaintext\"/><body><tu><tuv lang=\"EN-US\"><seg>{text}</seg></tuv><tuv lang=\"FA\"><seg>باران</seg></tuv></tu></body></tmx>"
        )
    };
    desk.write("p/omegat/project_save.tmx", tmx("Rain"));
    desk.write("p/tm/auto/old.tmx", tmx("Shower"));
    desk.write("p/glossary/glossary.txt", "rain\tباران\tweather\n");
    let run = desk.yeksan(&["import", "p"]).ended(0);
    assert!(run.err.contains("1 terms added"), "{}", run.err);
    assert_eq!(desk.yeksan(&["dump", "--format", "jsonl"]).ended(0).out.lines().count(), 2);
}

#[test]
fn glossaries_go_out_and_come_back() {
    let desk = Desk::new();
    let base = [
        "glossary",
        "add",
        "harbour",
        "بندر",
        "--forbid",
        "اسکله",
        "--kind",
        "place",
        "--scope",
        "coast",
        "--note",
        "since 1998",
    ];
    desk.yeksan(&base).ended(0);
    desk.yeksan(&["glossary", "add", "Hafen", "بندر", "-s", "de", "-t", "fa"]).ended(0);
    let refused = desk.yeksan(&["glossary", "export", "g.txt"]).ended(2);
    assert!(refused.err.contains("-s and -t"), "{}", refused.err);
    desk.yeksan(&["glossary", "export", "g.txt", "-s", "en", "-t", "fa"]).ended(0);
    assert_eq!(
        String::from_utf8(desk.read("g.txt")).unwrap(),
        "harbour\tبندر\tsince 1998; forbidden: اسکله\n"
    );
    for (file, options) in [
        ("g.tbx", &[][..]),
        ("g2.tbx", &["--layout", "tbx2"]),
        ("g3.tbx", &["--layout", "tbx-dct"]),
        ("g.xlsx", &[]),
        ("g.csv", &[]),
        ("g.tsv", &[]),
    ] {
        desk.yeksan(&[&["glossary", "export", file, "-s", "en", "-t", "fa"], options].concat()).ended(0);
        let db = format!("{file}.db");
        let dry =
            desk.yeksan(&["--db", &db, "glossary", "import", file, "-s", "en", "-t", "fa", "-n"]).ended(0);
        assert!(dry.err.contains("new: harbour → بندر") && !desk.path(&db).exists(), "{}", dry.err);
        desk.yeksan(&["--db", &db, "glossary", "import", file, "-s", "en", "-t", "fa"]).ended(0);
        let again = desk.yeksan(&["--db", &db, "glossary", "import", file, "-s", "en", "-t", "fa"]).ended(0);
        assert!(
            again.err.contains("0 terms added · 0 changed · 1 already there · 0 rejected"),
            "{}",
            again.err
        );
        let list = desk.yeksan(&["--db", &db, "glossary", "list"]).ended(0).out;
        assert!(list.starts_with("harbour\tبندر !اسکله\tplace"), "{file}: {list}");
        desk.yeksan(&["--db", &db, "glossary", "export", "again", "--layout", "csv"]).ended(0);
        let again = String::from_utf8(desk.read("again")).unwrap();
        assert!(again.contains("place,coast,since 1998"), "{file}: {again}");
    }
    desk.write("bad.tbx", "<martif><text><body><termEntry id=\"c1\"><langSet xml:lang=\"en\"><tig><term>quay</term></tig></langSet></termEntry></body></text></martif>");
    let run = desk.yeksan(&["glossary", "import", "bad.tbx", "-s", "en", "-t", "fa"]).ended(3);
    assert!(run.err.contains("bad.tbx:1: no term in fa (entry c1, `quay`)"), "{}", run.err);
    desk.yeksan(&["glossary", "rm", "harbour", "-s", "de"]).ended(2);
    desk.yeksan(&["glossary", "rm", "harbour", "-s", "en", "-t", "fa"]).ended(0);
}

#[test]
fn a_catalogue_half_done_says_how_much() {
    let desk = Desk::new();
    desk.write(
        "a.po",
        "msgid \"\"\nmsgstr \"Language: fa\\n\"\n\nmsgid \"Rain\"\nmsgstr \"باران\"\n\nmsgid \"Snow\"\nmsgstr \"\"\n\nmsgid \"Hail\"\nmsgstr \"\"\n",
    );
    let import = ["import", "a.po", "-s", "en", "-t", "fa", "--strict"];
    let run = desk.yeksan(&import).ended(0);
    assert!(
        run.err.contains("3 read · 1 new · 0 already there · 0 rejected · 2 untranslated"),
        "{}",
        run.err
    );
    let again = desk.yeksan(&import).ended(0);
    assert!(
        again.err.contains("3 read · 0 new · 1 already there · 0 rejected · 2 untranslated"),
        "{}",
        again.err
    );
}

#[test]
fn line_aligned_files_may_be_in_utf_16() {
    let desk = Desk::new();
    let wide = |text: &str, mark: bool, big: bool| -> Vec<u8> {
        let bytes = |unit: u16| if big { unit.to_be_bytes() } else { unit.to_le_bytes() };
        mark.then_some(0xfeff).into_iter().chain(text.encode_utf16()).flat_map(bytes).collect()
    };
    let (en, fa) = ("Rain fell all night.\r\nSnow came late.\r\n", "باران همهٔ شب بارید.\r\nبرف دیر آمد.\r\n");
    desk.write("a.en", wide(en, true, false));
    desk.write("a.fa", wide(fa, true, true));
    let run = desk.yeksan(&["import", "--moses", "a.en", "a.fa", "-s", "en", "-t", "fa"]).ended(0);
    assert!(run.err.contains("2 read · 2 new") && !run.err.contains("warning"), "{}", run.err);
    assert_eq!(desk.targets(), ["باران همهٔ شب بارید.", "برف دیر آمد."]);
    // Without a mark, and beside a file in UTF-8: the same units, and the guess is said.
    desk.write("b.en", wide(en, false, false));
    desk.write("b.fa", fa);
    let run =
        desk.yeksan(&["--db", "b.db", "import", "--moses", "b.en", "b.fa", "-s", "en", "-t", "fa"]).ended(0);
    assert!(run.err.contains("b.en: no byte-order mark; read as UTF-16LE by its bytes"), "{}", run.err);
    assert!(run.err.contains("2 read · 2 new"), "{}", run.err);
    desk.write("c.en", [0u8, 1, 2, 0, 0, 3, 0, 0, b'\n']);
    let run = desk.yeksan(&["import", "--moses", "c.en", "b.fa", "-s", "en", "-t", "fa"]).ended(2);
    assert!(run.err.contains("c.en") && run.err.contains("binary"), "{}", run.err);
}
