//! What `check` and `allow` say, and hold back.

use crate::program::Desk;

const EN: &str = "It killed 34 people.\nRaesi spoke.\nRaesi left.\nRaesi came back.\n";
const FA: &str = "۴۳ نفر را کشت.\nرئیسی سخن گفت.\nرئیسی رفت.\nرئیسی بازگشت.\n";

fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("a.en", EN);
    desk.write("a.fa", FA);
    desk.yeksan(&["import", "--moses", "a.en", "a.fa", "-s", "en", "-t", "fa"]).ended(0);
    desk
}

fn tmx(units: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?><tmx version=\"1.4\"><header creationtool=\"t\" creationtoolversion=\"1\" segtype=\"sentence\" \
         o-tmf=\"t\" adminlang=\"en\" srclang=\"en\" datatype=\"plaintext\"/><body>{units}</body></tmx>"
    )
}

fn number_id(desk: &Desk) -> String {
    let run = desk.yeksan(&["check", "--select", "number", "--format", "json"]).ended(1);
    let id = run.json()["findings"][0]["id"].as_str().map(str::to_owned);
    id.unwrap_or_else(|| panic!("no id in {}", run.out))
}

#[test]
fn an_allowed_finding_is_counted_and_not_shown_until_it_is_taken_back() {
    let desk = desk();
    let id = number_id(&desk);
    let shown = desk.yeksan(&["check", "--select", "number"]).ended(1).out;
    assert!(shown.contains(&format!("yeksan allow {id} --why")), "{shown}");
    let refused = desk.yeksan(&["allow", &id[..6]]).ended(2);
    assert!(refused.err.contains("--why"), "{}", refused.err);
    desk.yeksan(&["allow", &id[..6], "--why", "two sources", "-n"]).ended(0);
    desk.yeksan(&["--user", "mina", "allow", &id[..6], "--why", "two sources"]).ended(0);
    let run = desk.yeksan(&["check", "--select", "number"]).ended(0);
    assert!(run.out.contains("not shown: 1 allowed"), "{}", run.out);
    let list = desk.yeksan(&["allow", "--list"]).ended(0).out;
    assert!(list.contains(&id) && list.contains("two sources") && list.contains("mina"), "{list}");
    desk.yeksan(&["undo"]).ended(0);
    desk.yeksan(&["check", "--select", "number"]).ended(1);
    desk.yeksan(&["allow", "number-mismatch", "--why", "drafts"]).ended(0);
    desk.yeksan(&["check", "--select", "number"]).ended(0);
    desk.yeksan(&["allow", "--rm", "number-mismatch"]).ended(0);
    desk.yeksan(&["check", "--select", "number"]).ended(1);
}

#[test]
fn what_is_allowed_in_vain_is_said() {
    let desk = desk();
    desk.yeksan(&["allow", "name-variant", "Nobody", "--why", "gone"]).ended(0);
    // Warnings are not looked at here: what answers to an entry may be one.
    for select in ["error", "warning", "number"] {
        let run = desk.yeksan(&["check", "--select", select, "--exit-zero"]).ended(0);
        assert!(!run.out.contains("allow-unused"), "{select}: {}", run.out);
    }
    let run = desk.yeksan(&["check", "--ignore", "info", "--exit-zero"]).ended(0);
    assert!(!run.out.contains("allow-unused"), "{}", run.out);
    let run = desk.yeksan(&["check", "--select", "name,allow-unused"]).ended(1);
    assert!(run.out.contains("allow-unused") && run.out.contains("Nobody"), "{}", run.out);
    desk.yeksan(&["check", "--select", "number", "--exit-zero"]).ended(0);
}

#[test]
fn a_baseline_outlives_another_import_and_another_line() {
    let desk = desk();
    desk.yeksan(&["check", "--write-baseline", "known.txt"]).ended(0);
    desk.yeksan(&["check", "--baseline", "known.txt"]).ended(0);
    desk.write("b.en", format!("Rain fell.\n{EN}It killed 7 of 15 people.\n"));
    desk.write("b.fa", format!("باران آمد.\n{FA}هفت تن از ۵۱ نفر را کشت.\n"));
    desk.yeksan(&["--db", "b.db", "import", "--moses", "b.en", "b.fa", "-s", "en", "-t", "fa"]).ended(0);
    let run =
        desk.yeksan(&["--db", "b.db", "check", "--select", "number", "--baseline", "known.txt"]).ended(1);
    assert!(run.out.contains("۵۱") && !run.out.contains("۴۳"), "{}", run.out);
    assert!(run.out.contains("1 in the baseline"), "{}", run.out);
    let wrong = desk.yeksan(&["check", "--baseline", "a.en"]).ended(2);
    assert!(wrong.err.contains("a.en:1: ") && wrong.err.contains("--write-baseline"), "{}", wrong.err);
}

#[test]
fn the_exit_code_follows_fail_on() {
    let desk = desk();
    desk.write("yeksan.toml", "[check]\nselect = [\"number\"]\nfail-on = \"error\"\n");
    desk.yeksan(&["check"]).ended(1);
    desk.yeksan(&["check", "--select", "info,warning"]).ended(0);
    desk.write("yeksan.toml", "[check]\nfail-on = \"sometimes\"\n");
    let wrong = desk.yeksan(&["check"]).ended(2);
    assert!(wrong.err.contains("sometimes"), "{}", wrong.err);
}

#[test]
fn a_delivery_is_held_against_the_memory_and_nothing_is_stored() {
    let desk = desk();
    desk.write(
        "new.en.txt",
        "Raesi met the press in Tehran on Monday.\n\nThe court ruled on the appeal after a long day.\n",
    );
    desk.write(
        "new.fa.txt",
        "ریسی دوشنبه در تهران با خبرنگاران دیدار کرد.\n\nدادگاه پس از روزی دراز دربارهٔ تجدیدنظر حکم داد.\n",
    );
    let before = desk.yeksan(&["dump"]).ended(0).out;
    let run = desk.yeksan(&["check", "new.en.txt", "new.fa.txt"]).ended(1);
    assert!(run.out.contains("the memory says رئیسی (3 uses), this delivery says ریسی (1)"), "{}", run.out);
    assert!(
        !run.out.contains("number-mismatch"),
        "the memory's own findings are not the delivery's: {}",
        run.out
    );
    assert_eq!(before, desk.yeksan(&["dump"]).ended(0).out);
    let sarif = desk.yeksan(&["check", "new.en.txt", "new.fa.txt", "--format", "sarif"]).ended(1).json();
    let place = &sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "new.fa.txt");
    assert_eq!(place["region"]["startLine"], 1);
}

#[test]
fn a_tmx_file_is_checked_and_its_units_may_allow() {
    let desk = Desk::new();
    let unit = |prop: &str| {
        format!(
            "<tu>{prop}<tuv xml:lang=\"en\"><seg>It killed 34 people.</seg></tuv><tuv xml:lang=\"fa\"><seg>۴۳ نفر را کشت.</seg></tuv></tu>"
        )
    };
    desk.write("d.tmx", tmx(&unit("")));
    let run = desk.yeksan(&["check", "d.tmx"]).ended(1);
    assert!(run.out.contains("34 in the source, ۴۳ in the target"), "{}", run.out);
    desk.write("d.tmx", tmx(&unit("<prop type=\"x-yeksan-allow\">number-mismatch a quotation</prop>")));
    desk.yeksan(&["check", "d.tmx"]).ended(0);
    let sarif = desk.yeksan(&["check", "d.tmx", "--format", "sarif"]).ended(0).json();
    assert_eq!(sarif["runs"][0]["results"][0]["suppressions"][0]["kind"], "inSource");
    let wrong = desk.yeksan(&["check", "nothing.txt"]).ended(2);
    assert!(wrong.err.contains("nothing.txt"), "{}", wrong.err);
}

#[cfg(feature = "xlsx")]
#[test]
fn findings_come_as_a_workbook() {
    let desk = desk();
    desk.yeksan(&["check", "--format", "xlsx", "-o", "findings.xlsx"]).ended(1);
    assert!(desk.read("findings.xlsx").starts_with(b"PK"));
}

#[test]
fn what_is_certain_is_mended_on_request() {
    let desk = Desk::new();
    desk.write("a.en", "He goes home.\nShe came.\n");
    desk.write("a.fa", "او به خانه مي رود.\nاو آمد.\n");
    desk.yeksan(&["import", "--moses", "a.en", "a.fa", "-s", "en", "-t", "fa"]).ended(0);
    let before = desk.yeksan(&["dump"]).ended(0).out;
    let shown = desk.yeksan(&["check", "--fix", "--diff"]).ended(0);
    assert!(shown.out.contains("می‌رود"), "{}", shown.out);
    assert_eq!(before, desk.yeksan(&["dump"]).ended(0).out);
    desk.yeksan(&["check", "--fix"]).ended(0);
    assert!(desk.yeksan(&["dump"]).ended(0).out.contains("می‌رود"));
    desk.yeksan(&["check", "--select", "letters-mixed,half-space"]).ended(0);
    desk.yeksan(&["undo"]).ended(0);
    assert_eq!(before, desk.yeksan(&["dump"]).ended(0).out);
    desk.yeksan(&["check", "--fix", "--select", "number"]).ended(2);
}

#[test]
fn what_is_no_check_and_no_finding_cannot_be_allowed() {
    let desk = desk();
    let run = desk.yeksan(&["allow", "nmae-variant", "--why", "x"]).ended(2);
    assert!(run.err.contains("did you mean name-variant?"), "{}", run.err);
    let run = desk.yeksan(&["check", "--select", "number-mismatsh"]).ended(2);
    assert!(run.err.contains("did you mean number-mismatch?"), "{}", run.err);
    for id in ["deadbeef", "deadbeef00"] {
        let run = desk.yeksan(&["allow", id, "--why", "x"]).ended(2);
        assert!(run.err.contains("no finding of the memory") && run.err.contains("--unseen"), "{}", run.err);
    }
    desk.yeksan(&["allow", "deadbeef00", "--why", "of a delivery", "--unseen"]).ended(0);
    assert!(desk.yeksan(&["allow", "--list"]).ended(0).out.contains("deadbeef00"));
    // Every place of a finding has an id of its own, and can be named by it.
    desk.yeksan(&["check", "--write-baseline", "known.txt"]).ended(0);
    let known = String::from_utf8(desk.read("known.txt")).unwrap();
    let place = known.lines().nth(1).unwrap().split('\t').next().unwrap().to_owned();
    desk.yeksan(&["allow", &place, "--why", "here only"]).ended(0);
}

#[test]
fn a_unit_that_allows_what_is_no_check_is_named() {
    let desk = desk();
    let unit = "<tu><prop type=\"x-yeksan-allow\">nubmer-mismatch a quotation</prop>\
        <tuv xml:lang=\"en\"><seg>It killed 34 people.</seg></tuv>\
        <tuv xml:lang=\"fa\"><seg>۴۳ نفر را کشت.</seg></tuv></tu>";
    desk.write("d.tmx", tmx(unit));
    let run = desk.yeksan(&["check", "d.tmx"]).ended(1);
    assert!(
        run.out.contains("nubmer-mismatch: no check is called so; did you mean number-mismatch?"),
        "{}",
        run.out
    );
}

#[test]
fn findings_of_aligned_documents_lead_to_a_file_from_here_and_a_line() {
    let desk = Desk::new();
    std::fs::create_dir_all(desk.path("job/texts")).unwrap();
    let en = "The court met on Sunday.\n\nIt killed 34 people in Tehran.\n\nNobody came to the hall.\n";
    let fa = "دادگاه روز یکشنبه تشکیل شد.\n\n۴۳ نفر را در تهران کشت.\n\nهیچ‌کس به تالار نیامد.\n";
    desk.write("job/texts/a.en.txt", en);
    desk.write("job/texts/a.fa.txt", fa);
    let db = ["--db", "job/m.db"];
    desk.yeksan(
        &[&db[..], &["align", "job/texts/a.en.txt", "job/texts/a.fa.txt", "--min-score", "0"]].concat(),
    )
    .ended(0);
    let check = |format: &str| {
        desk.yeksan(&[&db[..], &["check", "--select", "number", "--format", format]].concat()).ended(1)
    };
    let line = check("github").out;
    assert!(line.starts_with("::error file=job/texts/a.fa.txt,line=3,title=number-mismatch::"), "{line}");
    let place = |run: crate::program::Run| {
        run.json()["runs"][0]["results"][0]["locations"][0]["physicalLocation"].clone()
    };
    let sarif = place(check("sarif"));
    assert_eq!(sarif["artifactLocation"]["uri"], "job/texts/a.fa.txt");
    assert_eq!(sarif["region"]["startLine"], 3);
    // A document that was changed since has other lines: none is better than a wrong one.
    desk.write("job/texts/a.fa.txt", format!("سرآغاز\n\n{fa}"));
    let line = check("github").out;
    assert!(line.starts_with("::error file=job/texts/a.fa.txt,title="), "{line}");
}

#[test]
fn a_run_and_a_check_of_what_it_stored_say_the_same() {
    let desk = Desk::new();
    desk.write(
        "a.en.txt",
        "The court met on Sunday in Tehran.\n\nThe families of the prisoners waited outside the building for hours.\n\n\
         It killed 34 people.\n\nNobody came to the hall.\n",
    );
    desk.write(
        "a.fa.txt",
        "دادگاه روز یکشنبه در تهران تشکیل شد.\n\n۴۳ نفر را کشت.\n\nهیچ‌کس به تالار نیامد.\n",
    );
    let last = |text: &str| text.trim_end().lines().next_back().unwrap_or_default().to_owned();
    let run =
        last(&desk.yeksan(&["run", "a.en.txt", "a.fa.txt", "--out", "job", "--min-score", "0"]).ended(0).out);
    let pair = last(&desk.yeksan(&["check", "a.en.txt", "a.fa.txt"]).ended(1).out);
    let stored = desk.yeksan(&["check", "--db", "job/memory.db"]).ended(1).out;
    assert!(stored.contains("1 segment has no translation"), "{stored}");
    assert_eq!((run.clone(), run), (pair, last(&stored)));
    desk.yeksan(&["undo", "--db", "job/memory.db"]).ended(0);
    desk.yeksan(&["check", "--db", "job/memory.db"]).ended(2);
}

#[test]
fn a_unit_without_a_translation_is_found_in_a_file_and_in_the_memory() {
    let desk = Desk::new();
    let pair = "<tu><tuv xml:lang=\"en\"><seg>The court met.</seg></tuv><tuv xml:lang=\"fa\"><seg>دادگاه تشکیل شد.</seg></tuv></tu>";
    let lone = "<tu><tuv xml:lang=\"en\"><seg>The judge left the hall.</seg></tuv></tu>";
    desk.write("d.tmx", tmx(&format!("{pair}{lone}")));
    let run = desk.yeksan(&["check", "d.tmx"]).ended(1);
    assert!(
        run.out.contains("1 segment has no translation") && run.out.contains("The judge left"),
        "{}",
        run.out
    );
    desk.yeksan(&["import", "d.tmx"]).ended(0);
    let run = desk.yeksan(&["check"]).ended(1);
    assert!(run.out.contains("1 segment has no translation"), "{}", run.out);
}
