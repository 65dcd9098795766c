//! What is promised when a process is killed, a disk is full, a file is damaged or two write at once: whole steps,
//! nothing that was said to be done lost, a clear error, and the old data intact.

use super::program::{Desk, Run};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// How often each kind of work is killed, at points spread over its run.
const KILLS: u32 = 40;

/// Writes two line-aligned files of `lines` sentences; `seed` makes them differ.
fn corpus(desk: &Desk, name: &str, lines: usize, seed: usize) {
    let (mut en, mut fa) = (String::new(), String::new());
    for n in 0..lines {
        let n = n * 7 + seed;
        en.push_str(&format!("In case {n} the court of the district heard {} witnesses.\n", n % 91 + 2));
        fa.push_str(&format!("دادگاه منطقه در پروندهٔ {n} سخنان {} شاهد را شنید.\n", n % 91 + 2));
    }
    desk.write(&format!("{name}.en"), en);
    desk.write(&format!("{name}.fa"), fa);
}

fn import(desk: &Desk, name: &str) -> Run {
    let (en, fa) = (format!("{name}.en"), format!("{name}.fa"));
    desk.yeksan(&["import", "--moses", &en, &fa, "-s", "en", "-t", "fa"])
}

fn occurrences(desk: &Desk) -> usize {
    desk.yeksan(&["dump"]).ended(0).out.lines().count()
}

/// Starts the program and kills it after `delay`; returns whether it had ended by itself with success.
fn killed(desk: &Desk, arguments: &[&str], delay: Duration) -> bool {
    let mut child = Command::new(env!("CARGO_BIN_EXE_yeksan"))
        .args(arguments)
        .current_dir(desk.path("."))
        .env_remove("YEKSAN_DB")
        .env("SOURCE_DATE_EPOCH", "1738540800")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    std::thread::sleep(delay);
    // SIGKILL on Unix: no handler runs.
    let _ = child.kill();
    child.wait().unwrap().success()
}

/// Kills `arguments` at points spread over the time an undisturbed run takes, each time on a fresh copy of the store.
///
/// `states` are the only numbers of occurrences that may be seen afterwards; a run that ended with success has to leave
/// the last of them.
fn kill_everywhere(desk: &Desk, arguments: &[&str], states: [usize; 2]) {
    let whole = desk.read("yeksan.db");
    let fresh = || {
        for file in ["yeksan.db-wal", "yeksan.db-shm"] {
            let _ = std::fs::remove_file(desk.path(file));
        }
        desk.write("yeksan.db", &whole);
    };
    let begun = Instant::now();
    desk.yeksan(arguments).ended(0);
    let span = begun.elapsed();
    assert_eq!(occurrences(desk), states[1], "the undisturbed run");
    for n in 0..KILLS {
        fresh();
        let done = killed(desk, arguments, span * n / KILLS);
        let found = occurrences(desk);
        assert!(states.contains(&found), "kill {n} left {found} occurrences, neither of {states:?}");
        if done {
            assert_eq!(found, states[1], "kill {n}: what was said to be done is not there");
        }
        desk.yeksan(&["doctor"]).ended(0);
        // The same again completes what the kill left.
        desk.yeksan(arguments).ended(if found == states[1] && arguments[0] == "undo" { 2 } else { 0 });
        assert_eq!(occurrences(desk), states[1], "kill {n}, the second try");
    }
}

/// A store whose log has been written back, so that one file holds everything.
fn settled_store(desk: &Desk) {
    desk.yeksan(&["backup", "whole.db"]).ended(0);
    for file in ["yeksan.db", "yeksan.db-wal", "yeksan.db-shm"] {
        let _ = std::fs::remove_file(desk.path(file));
    }
    desk.yeksan(&["--db", "yeksan.db", "restore", "whole.db"]).ended(0);
    for file in ["yeksan.db-wal", "yeksan.db-shm"] {
        let _ = std::fs::remove_file(desk.path(file));
    }
}

#[test]
fn an_import_that_is_killed_leaves_all_or_nothing() {
    let desk = Desk::new();
    corpus(&desk, "first", 300, 1);
    corpus(&desk, "second", 2_000, 2);
    import(&desk, "first").ended(0);
    settled_store(&desk);
    let arguments = ["import", "--moses", "second.en", "second.fa", "-s", "en", "-t", "fa"];
    kill_everywhere(&desk, &arguments, [300, 2_300]);
}

#[test]
fn an_undo_that_is_killed_leaves_all_or_nothing() {
    let desk = Desk::new();
    corpus(&desk, "first", 300, 1);
    corpus(&desk, "second", 1_000, 2);
    import(&desk, "first").ended(0);
    import(&desk, "second").ended(0);
    settled_store(&desk);
    kill_everywhere(&desk, &["undo", "2"], [1_300, 300]);
}

#[test]
fn an_alignment_that_is_killed_leaves_all_or_nothing() {
    let desk = Desk::new();
    corpus(&desk, "first", 300, 1);
    corpus(&desk, "text", 40, 2);
    import(&desk, "first").ended(0);
    settled_store(&desk);
    kill_everywhere(&desk, &["align", "text.en", "text.fa", "-s", "en", "-t", "fa"], [300, 340]);
}

#[test]
fn a_fix_that_is_killed_leaves_all_or_nothing() {
    let desk = Desk::new();
    let (mut en, mut fa) = (String::new(), String::new());
    for n in 0..600 {
        en.push_str(&format!("Witness {n} named Khomeini in court.\n"));
        let name = if n % 3 == 0 { "خميني" } else { "خمینی" };
        fa.push_str(&format!("شاهد {n} در دادگاه از {name} نام برد.\n"));
    }
    desk.write("a.en", en);
    desk.write("a.fa", fa);
    import(&desk, "a").ended(0);
    settled_store(&desk);
    let whole = desk.read("yeksan.db");
    let before = desk.yeksan(&["dump"]).ended(0).out;
    let begun = Instant::now();
    desk.yeksan(&["fix", "--letters"]).ended(0);
    let span = begun.elapsed();
    let after = desk.yeksan(&["dump"]).ended(0).out;
    assert!(before != after && !after.contains("خميني"));
    for n in 0..KILLS {
        for file in ["yeksan.db-wal", "yeksan.db-shm"] {
            let _ = std::fs::remove_file(desk.path(file));
        }
        desk.write("yeksan.db", &whole);
        let done = killed(&desk, &["fix", "--letters"], span * n / KILLS);
        let found = desk.yeksan(&["dump"]).ended(0).out;
        assert!(found == after || !done && found == before, "kill {n} left neither the old nor the new");
        desk.yeksan(&["fix", "--letters"]).ended(0);
        assert_eq!(desk.yeksan(&["dump"]).ended(0).out, after, "kill {n}, the second try");
    }
}

#[test]
fn an_index_whose_making_is_killed_never_answers_wrongly() {
    let desk = Desk::new();
    corpus(&desk, "first", 2_000, 1);
    import(&desk, "first").ended(0);
    settled_store(&desk);
    let asked = ["search", "In case 701 the court of the district heard 22 witnesses.", "--format", "tsv"];
    let clear = || {
        for entry in std::fs::read_dir(desk.path(".")).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if name != "yeksan.db" && (name.contains(".db") || name.contains(".idx")) && name != "whole.db" {
                std::fs::remove_file(path).unwrap();
            }
        }
    };
    clear();
    let begun = Instant::now();
    let right = desk.yeksan(&asked).ended(0).out;
    let span = begun.elapsed();
    assert!(right.starts_with("100\t") || right.starts_with("9"), "{right}");
    for n in 0..KILLS {
        clear();
        killed(&desk, &asked, span * n / KILLS);
        assert_eq!(desk.yeksan(&asked).ended(0).out, right, "kill {n}");
    }
}

#[test]
fn a_backup_that_is_killed_never_gets_its_name_half_written() {
    let desk = Desk::new();
    corpus(&desk, "first", 4_000, 1);
    import(&desk, "first").ended(0);
    let begun = Instant::now();
    desk.yeksan(&["backup", "copy.db"]).ended(0);
    let span = begun.elapsed();
    for n in 0..KILLS / 4 {
        let _ = std::fs::remove_file(desk.path("copy.db"));
        let done = killed(&desk, &["backup", "copy.db"], span * n / (KILLS / 4));
        assert!(!done || desk.path("copy.db").exists());
        if desk.path("copy.db").exists() {
            desk.yeksan(&["--db", "copy.db", "doctor"]).ended(0);
        }
    }
}

#[test]
fn two_writers_at_once_lose_nothing() {
    let desk = Desk::new();
    corpus(&desk, "first", 1_500, 1);
    corpus(&desk, "second", 1_500, 4);
    std::thread::scope(|scope| {
        for name in ["first", "second"] {
            let desk = &desk;
            scope.spawn(move || import(desk, name).ended(0));
        }
    });
    assert_eq!(occurrences(&desk), 3_000);
    desk.yeksan(&["doctor"]).ended(0);
}

#[test]
fn a_damaged_page_is_found_named_and_mended_from_a_copy() {
    let desk = Desk::new();
    corpus(&desk, "first", 2_000, 1);
    import(&desk, "first").ended(0);
    settled_store(&desk);
    let before = desk.yeksan(&["dump"]).ended(0).out;
    let mut bytes = desk.read("yeksan.db");
    for at in [bytes.len() / 3, bytes.len() / 2, bytes.len() * 2 / 3] {
        bytes[at..at + 400].fill(0xA5);
    }
    desk.write("yeksan.db", &bytes);
    let ill = desk.yeksan(&["doctor"]).ended(1);
    assert!(ill.out.contains("yeksan restore"), "{}", ill.out);
    let refused = desk.yeksan(&["backup", "bad.db"]);
    assert_eq!(refused.code, 2, "{}", refused.err);
    assert!(!desk.path("bad.db").exists(), "a copy of a damaged store gets no name");
    desk.yeksan(&["restore", "whole.db"]).ended(0);
    assert_eq!(desk.yeksan(&["dump"]).ended(0).out, before);
    desk.yeksan(&["doctor"]).ended(0);
    let kept = std::fs::read_dir(desk.path("."))
        .unwrap()
        .any(|e| e.unwrap().file_name().to_string_lossy().starts_with("yeksan.db.before-"));
    assert!(kept, "the damaged store is kept beside the new one");
}

#[test]
fn a_copy_that_is_no_store_or_damaged_restores_nothing() {
    let desk = Desk::new();
    corpus(&desk, "first", 2_000, 1);
    import(&desk, "first").ended(0);
    let before = desk.yeksan(&["dump"]).ended(0).out;
    desk.yeksan(&["backup", "copy.db"]).ended(0);
    let mut bytes = desk.read("copy.db");
    let half = bytes.len() / 2;
    bytes[half..half + 9_000].fill(0);
    desk.write("copy.db", &bytes);
    desk.write("notes.txt", "نان، شیر، چای");
    for file in ["copy.db", "notes.txt", "none.db", "yeksan.db"] {
        let refused = desk.yeksan(&["restore", file]).ended(2);
        assert!(refused.err.contains(file), "{}", refused.err);
    }
    assert_eq!(desk.yeksan(&["dump"]).ended(0).out, before);
}

#[test]
fn restoring_is_taken_back_with_the_copy_it_made() {
    let desk = Desk::new();
    corpus(&desk, "first", 200, 1);
    corpus(&desk, "second", 300, 2);
    import(&desk, "first").ended(0);
    desk.yeksan(&["backup", "old.db"]).ended(0);
    assert_eq!(desk.yeksan(&["backup", "old.db"]).ended(2).code, 2, "a copy is never written over");
    import(&desk, "second").ended(0);
    let full = desk.yeksan(&["dump"]).ended(0).out;
    desk.yeksan(&["restore", "old.db", "-n"]).ended(0);
    assert_eq!(desk.yeksan(&["dump"]).ended(0).out, full, "a dry run changes nothing");
    let said = desk.yeksan(&["restore", "old.db"]).ended(0).err;
    assert_eq!(occurrences(&desk), 200);
    let kept = said.rsplit(" is in ").next().unwrap().trim().to_owned();
    desk.yeksan(&["restore", &kept]).ended(0);
    assert_eq!(desk.yeksan(&["dump"]).ended(0).out, full);
}

#[test]
fn daily_copies_are_kept_to_a_number() {
    let desk = Desk::new();
    corpus(&desk, "first", 20, 1);
    import(&desk, "first").ended(0);
    std::fs::create_dir(desk.path("yeksan.db.backups")).unwrap();
    for name in ["2024-01-01.db", "2024-01-02.db", "2024-01-03.db", "mine.db"] {
        desk.write(&format!("yeksan.db.backups/{name}"), "");
    }
    desk.yeksan(&["backup", "--keep", "2"]).ended(0);
    let mut left: Vec<String> = std::fs::read_dir(desk.path("yeksan.db.backups"))
        .unwrap()
        .map(|e| e.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    left.sort();
    assert_eq!(left, ["2024-01-03.db", "2025-02-03.db", "mine.db"]);
}

#[test]
fn a_store_deleted_or_replaced_between_two_commands_is_a_new_store() {
    let desk = Desk::new();
    corpus(&desk, "first", 50, 1);
    import(&desk, "first").ended(0);
    std::fs::remove_file(desk.path("yeksan.db")).unwrap();
    let refused = desk.yeksan(&["dump"]).ended(2);
    assert!(refused.err.contains("no such store"), "{}", refused.err);
    import(&desk, "first").ended(0);
    assert_eq!(occurrences(&desk), 50);
}

#[cfg(unix)]
#[test]
fn a_read_only_folder_says_so_and_can_still_be_read() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::new();
    std::fs::create_dir(desk.path("locked")).unwrap();
    corpus(&desk, "first", 50, 1);
    desk.yeksan(&[
        "--db",
        "locked/m.db",
        "import",
        "--moses",
        "first.en",
        "first.fa",
        "-s",
        "en",
        "-t",
        "fa",
    ])
    .ended(0);
    for file in ["m.db-wal", "m.db-shm"] {
        let _ = std::fs::remove_file(desk.path("locked").join(file));
    }
    let mode = |path: &str, mode: u32| {
        std::fs::set_permissions(desk.path(path), std::fs::Permissions::from_mode(mode)).unwrap();
    };
    mode("locked/m.db", 0o444);
    mode("locked", 0o555);
    // The superuser writes everywhere; then there is nothing to see here.
    let bound = std::fs::write(desk.path("locked/probe"), "x").is_err();
    if bound {
        let refused = desk.yeksan(&["--db", "locked/m.db", "undo"]).ended(2);
        assert!(refused.err.contains("read-only"), "{}", refused.err);
        assert_eq!(desk.yeksan(&["--db", "locked/m.db", "dump"]).ended(0).out.lines().count(), 50);
    }
    mode("locked", 0o755);
}

/// A small file system of its own, where the system lets the tests mount one.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_keeps_what_was_there() {
    let desk = Desk::new();
    std::fs::create_dir(desk.path("small")).unwrap();
    let mount = desk.path("small").display().to_string();
    let mounted = Command::new("mount")
        .args(["-t", "tmpfs", "-o", "size=1200k", "tmpfs", &mount])
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|s| s.success());
    if !mounted {
        eprintln!("not allowed to mount a small file system: not tested here");
        return;
    }
    struct Unmount(String);
    impl Drop for Unmount {
        fn drop(&mut self) {
            let _ = Command::new("umount").arg(&self.0).status();
        }
    }
    let _guard = Unmount(mount);
    corpus(&desk, "first", 300, 1);
    corpus(&desk, "second", 20_000, 2);
    let on = |arguments: &[&str]| {
        let mut all = vec!["--db", "small/m.db"];
        all.extend_from_slice(arguments);
        desk.yeksan(&all)
    };
    on(&["import", "--moses", "first.en", "first.fa", "-s", "en", "-t", "fa"]).ended(0);
    let before = on(&["dump"]).ended(0).out;
    let refused = on(&["import", "--moses", "second.en", "second.fa", "-s", "en", "-t", "fa"]).ended(2);
    assert!(refused.err.contains("disk full"), "{}", refused.err);
    assert_eq!(on(&["dump"]).ended(0).out, before);
    on(&["doctor"]).ended(0);
    let refused = on(&["export", "small/out.tmx"]);
    assert!(refused.code == 0 || !desk.path("small/out.tmx").exists(), "no half of a file");
}
