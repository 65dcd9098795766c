//! Every step can be taken back, and the taking back too.

use super::bench::{aligned, bench, dump, full, import, pair, step, tmx, work};
use crate::store::{Decision, Error, Filter, StepId};
use crate::store::{SqliteStore, Store};
use glossary::term::{Kind, Term};

fn undo(store: &mut SqliteStore, id: StepId) -> StepId {
    store.undo(id, &step("undo")).unwrap()
}

fn decision(subject: &str) -> Decision {
    Decision {
        id: 0,
        kind: "name-same".to_owned(),
        subject: subject.to_owned(),
        value: "Raisi".to_owned(),
        why: "یک نفرند".to_owned(),
        who: String::new(),
        when: String::new(),
    }
}

fn term(target: &str) -> Term {
    Term::new("Tehran", target, Kind::Place, "en", "fa")
}

#[test]
fn dropping_a_step_leaves_nothing() {
    let mut bench = bench();
    import(&mut bench.store, &tmx("a.tmx", "a"), &[full(1)]);
    let before = dump(&bench.store);
    let mut work = bench.store.begin(&step("import")).unwrap();
    let file = work.add_file(&tmx("b.tmx", "b")).unwrap();
    work.add_unit(file.id, &pair(1, "Yes.", "بله.")).unwrap();
    work.set_setting("target", Some("fa")).unwrap();
    drop(work);
    assert_eq!(dump(&bench.store), before);
    assert_eq!(bench.store.steps().unwrap().len(), 1);
    // The first import of an empty store puts indexes off: they must come back too.
    let mut fresh = self::bench();
    let mut work = fresh.store.begin(&step("import")).unwrap();
    let file = work.add_file(&tmx("b.tmx", "b")).unwrap();
    work.add_unit(file.id, &pair(1, "Yes.", "بله.")).unwrap();
    drop(work);
    assert_eq!(import(&mut fresh.store, &tmx("b.tmx", "b"), &[pair(1, "Yes.", "بله.")]).1, [1, 1, 0]);
    assert!(fresh.store.faults().unwrap().is_empty());
}

#[test]
fn a_step_of_every_kind_goes_and_comes_back() {
    let mut bench = bench();
    let shared = pair(2, "Yes.", "بله.");
    import(&mut bench.store, &tmx("a.tmx", "a"), &[full(1), shared.clone(), pair(3, "No.", "نه.")]);
    work(&mut bench.store, "add", |work| {
        work.add_decision(&decision("Raesi")).unwrap();
        work.add_term(&term("تهران"), "نام رسمی").unwrap();
        work.add_term(&term("تهرون"), "").unwrap();
        work.set_setting("source", Some("en")).unwrap();
    });
    let before = dump(&bench.store);
    let mut run = bench.store.begin(&step("everything")).unwrap();
    let file = run.add_file(&tmx("b.tmx", "b")).unwrap().id;
    run.add_unit(file, &shared).unwrap();
    run.add_unit(file, &pair(5, "Perhaps.", "شاید.")).unwrap();
    run.set_approved(1, true).unwrap();
    run.update_unit(3, &pair(3, "No!", "نه!")).unwrap();
    run.remove_unit(1).unwrap();
    run.update_unit(3, &pair(3, "No?", "نه؟")).unwrap();
    run.remove_unit(2).unwrap();
    run.add_decision(&decision("Khomeini")).unwrap();
    run.remove_decision(1).unwrap();
    run.add_term(&term("یاسوج"), "").unwrap();
    run.update_term(1, &term("طهران"), "املای قدیم").unwrap();
    run.update_term(1, &Term { note: Some("پایتخت".into()), ..term("تهران") }, "").unwrap();
    run.remove_term(2).unwrap();
    run.set_setting("source", Some("en-US")).unwrap();
    run.set_setting("target", Some("fa")).unwrap();
    let done = run.commit().unwrap().unwrap();
    let after = dump(&bench.store);
    assert_ne!(before, after);

    let undone = undo(&mut bench.store, done);
    assert_eq!(dump(&bench.store), before);
    assert!(
        matches!(bench.store.undo(done, &step("undo")), Err(Error::AlreadyUndone { step, by }) if step == done && by == undone)
    );
    let redone = undo(&mut bench.store, undone);
    assert_eq!(dump(&bench.store), after);
    let third = undo(&mut bench.store, redone);
    assert_eq!(dump(&bench.store), before);
    undo(&mut bench.store, third);
    assert_eq!(dump(&bench.store), after);
    undo(&mut bench.store, done);
    assert_eq!(dump(&bench.store), before);
    assert!(bench.store.faults().unwrap().is_empty());
    let steps = bench.store.steps().unwrap();
    assert_eq!(steps[3].undoes, Some(done));
    assert!(steps[2].undone_by.is_some());
}

#[test]
fn a_unit_comes_back_for_an_occurrence_that_outlived_it() {
    let mut bench = bench();
    import(&mut bench.store, &tmx("a.tmx", "a"), &[pair(1, "Yes.", "بله."), pair(2, "Yes.", "بله.")]);
    let before = dump(&bench.store);
    work(&mut bench.store, "rm", |work| work.remove_unit(1).unwrap());
    work(&mut bench.store, "rm", |work| work.remove_unit(2).unwrap());
    assert_eq!(bench.store.stats().unwrap().units, 0);
    undo(&mut bench.store, 2);
    assert_eq!(bench.store.units(&Filter::default()).unwrap()[0].variants[1].text, "بله.");
    undo(&mut bench.store, 3);
    assert_eq!(dump(&bench.store), before);
    // The same content under another id: what comes back joins it.
    undo(&mut bench.store, 1);
    import(&mut bench.store, &tmx("b.tmx", "b"), &[pair(1, "Yes.", "بله.")]);
    let last = bench.store.steps().unwrap().len() as StepId - 1;
    undo(&mut bench.store, last);
    let stats = bench.store.stats().unwrap();
    assert_eq!((stats.units, stats.occurrences), (1, 3));
    assert!(bench.store.faults().unwrap().is_empty());
}

#[test]
fn what_others_built_on_stays() {
    let mut bench = bench();
    import(&mut bench.store, &tmx("a.tmx", "a"), &[pair(1, "Yes.", "بله."), pair(2, "No.", "نه.")]);
    work(&mut bench.store, "approve", |work| work.set_approved(2, true).unwrap());
    let refused = bench.store.undo(1, &step("undo")).unwrap_err();
    assert!(matches!(refused, Error::BuiltOn { step: 1, later: 2 }), "{refused}");
    assert_eq!(bench.store.steps().unwrap().len(), 2);
    undo(&mut bench.store, 2);
    undo(&mut bench.store, 1);
    assert_eq!(bench.store.stats().unwrap().occurrences, 0);
    // Doing the confirmation again needs the row.
    let refused = bench.store.undo(3, &step("undo")).unwrap_err();
    assert!(matches!(refused, Error::BuiltOn { step: 3, later: 4 }), "{refused}");
    assert!(matches!(bench.store.undo(99, &step("undo")), Err(Error::NotFound { what: "step", id: 99, .. })));
}

#[test]
fn a_file_others_added_to_stays() {
    let mut bench = bench();
    import(&mut bench.store, &aligned("x"), &[pair(1, "Yes.", "بله.")]);
    import(&mut bench.store, &aligned("x"), &[pair(2, "No.", "نه.")]);
    assert!(matches!(bench.store.undo(1, &step("undo")), Err(Error::BuiltOn { step: 1, later: 2 })));
    assert_eq!(bench.store.stats().unwrap().occurrences, 2);
    assert_eq!(bench.store.steps().unwrap().len(), 2);
}

#[test]
fn the_change_number_never_falls() {
    let mut bench = bench();
    assert_eq!(bench.store.change_seq().unwrap(), 0);
    import(&mut bench.store, &tmx("a.tmx", "a"), &[pair(1, "Yes.", "بله.")]);
    let after_import = bench.store.change_seq().unwrap();
    assert!(after_import > 0);
    undo(&mut bench.store, 1);
    assert!(bench.store.change_seq().unwrap() > after_import);
    // Ids are not used twice.
    import(&mut bench.store, &tmx("a.tmx", "a"), &[pair(1, "Yes.", "بله.")]);
    assert_eq!(bench.store.units(&Filter::default()).unwrap()[0].id, Some(2));
}

#[test]
fn an_index_can_follow_what_was_touched() {
    use crate::store::{Lookup, Moment};
    let mut bench = bench();
    assert_eq!(bench.store.moment().unwrap(), Moment::default());
    let mut work = bench.store.begin(&step("import a.tmx")).unwrap();
    let file = work.add_file(&tmx("a.tmx", "a1")).unwrap().id;
    let first = work.add_unit(file, &pair(1, "one", "یک")).unwrap().id;
    work.add_unit(file, &pair(2, "two", "دو")).unwrap();
    work.commit().unwrap();
    let then = bench.store.moment().unwrap();
    let mut work = bench.store.begin(&step("remove")).unwrap();
    work.remove_unit(first).unwrap();
    work.add_unit(file, &pair(3, "three", "سه")).unwrap();
    work.commit().unwrap();
    let (touched, now) = bench.store.touched(then.change, 10).unwrap().unwrap();
    assert_eq!((touched.as_slice(), now), ([1, 3].as_slice(), bench.store.moment().unwrap()));
    assert!(bench.store.unit_variants(1).unwrap().is_none());
    assert_eq!(bench.store.unit_variants(3).unwrap().unwrap()[0].text, "three");
    assert!(bench.store.touched(then.change, 1).unwrap().is_none());
    assert!(bench.store.remembers(then).unwrap());
    assert!(!bench.store.remembers(Moment { mark: then.mark ^ 1, ..then }).unwrap());
    let three = bench.store.occurrences(3, 5).unwrap();
    assert_eq!(bench.store.beside(three[0].id.unwrap()).unwrap().0.unwrap()[0].text, "two");
    assert_eq!(bench.store.lines(3, 5).unwrap(), [13]);
}
