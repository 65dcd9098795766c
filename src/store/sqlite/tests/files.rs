//! Files come in once, come out as they were, and give way when they are aligned again.

use super::bench::{aligned, bench, dump, full, import, pair, step, tmx, work};
use crate::model::{Annotation, Lang, TranslationUnit};
use crate::store::{FileInfo, SqliteStore, Store};
use crate::store::{Filter, Replaced, UnitKey};
use std::ops::ControlFlow;

/// What a unit is after the store gave it a file and an id.
fn stored(unit: &TranslationUnit, id: i64, file: &FileInfo) -> TranslationUnit {
    let mut unit = unit.clone();
    unit.id = Some(id);
    unit.origin.file.clone_from(&file.name);
    unit.origin.target_file.clone_from(&file.target);
    unit
}

#[test]
fn importing_again_adds_nothing() {
    let mut bench = bench();
    let file = tmx("old.tmx", "a");
    let units = [full(1), pair(2, "Yes.", "بله."), pair(3, "No.", "نه.")];
    assert_eq!(import(&mut bench.store, &file, &units).1, [3, 3, 0]);
    let (before, seq) = (dump(&bench.store), bench.store.change_seq().unwrap());
    assert_eq!(import(&mut bench.store, &file, &units).1, [0, 0, 3]);
    assert_eq!(dump(&bench.store), before);
    assert_eq!(bench.store.change_seq().unwrap(), seq);
    assert_eq!(bench.store.steps().unwrap().len(), 1);
    assert_eq!(import(&mut bench.store, &tmx("other.tmx", "b"), &units).1, [0, 3, 0]);
}

#[test]
fn occurrences_come_back_as_they_came() {
    let mut bench = bench();
    let file = tmx("old.tmx", "a");
    let mut empty = pair(4, "", "");
    empty.variants.clear();
    let units = [full(1), pair(2, "Yes.", "بله."), pair(3, "Yes.", "بله."), empty];
    assert_eq!(import(&mut bench.store, &file, &units).1, [3, 4, 0]);
    let expected: Vec<_> = units.iter().zip(1..).map(|(u, id)| stored(u, id, &file)).collect();
    assert_eq!(bench.store.units(&Filter::default()).unwrap(), expected);
    assert_eq!(bench.store.unit(1).unwrap().as_ref(), Some(&expected[0]));
    assert_eq!(bench.store.unit(9).unwrap(), None);
    assert_eq!(bench.store.files().unwrap()[0].info, file);
    let (before, after) = bench.store.neighbours(2).unwrap();
    assert_eq!(before, Some(UnitKey::of(&units[0].variants)));
    assert_eq!(after, Some(UnitKey::of(&units[2].variants)));
    assert!(bench.store.faults().unwrap().is_empty());
}

#[test]
fn one_place_may_carry_the_unit_twice_with_other_notes() {
    let mut bench = bench();
    let mut noted = pair(1, "Yes.", "بله.");
    noted.annotations.push(Annotation::prop("x-client", "press"));
    let units = [pair(1, "Yes.", "بله."), noted];
    assert_eq!(import(&mut bench.store, &tmx("a.tmx", "a"), &units).1, [1, 2, 0]);
}

#[test]
fn filters_and_sizes() {
    let mut bench = bench();
    import(&mut bench.store, &tmx("a.tmx", "a"), &[full(1), pair(2, "Yes.", "بله.")]);
    import(&mut bench.store, &aligned("x"), &[pair(1, "Yes.", "بله.")]);
    let count = |filter: Filter| bench.store.units(&filter).unwrap().len();
    assert_eq!(count(Filter { languages: vec![Lang::new("de"), Lang::new("FA")], ..Filter::default() }), 1);
    assert_eq!(count(Filter { min_confidence: Some(0.9), ..Filter::default() }), 2);
    assert_eq!(count(Filter { file: Some("news.fa.txt".into()), ..Filter::default() }), 1);
    assert_eq!(count(Filter { approved: Some(true), ..Filter::default() }), 0);
    let stats = bench.store.stats().unwrap();
    assert_eq!((stats.units, stats.occurrences, stats.files, stats.aligned), (2, 3, 2, 1));
    let languages: Vec<_> = stats.languages.iter().map(|(l, n)| (l.as_str(), *n)).collect();
    assert_eq!(languages, [("DE_de", 1), ("en", 2), ("fa", 2)]);
}

#[test]
fn a_visitor_can_stop_and_fail() {
    let mut bench = bench();
    let units: Vec<_> = (1..=5).map(|n| pair(n, "Yes.", "بله.")).collect();
    import(&mut bench.store, &tmx("a.tmx", "a"), &units);
    let mut seen = 0;
    let stop = bench.store.for_each_unit(&Filter::default(), &mut |unit| {
        seen += 1;
        // A visitor may read again.
        assert!(bench.store.unit(unit.id.unwrap())?.is_some());
        Ok(if seen == 3 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
    });
    assert!(stop.is_ok());
    assert_eq!(seen, 3);
    let fail = bench
        .store
        .for_each_unit(&Filter::default(), &mut |_| Err(crate::store::Error::visitor("the printer burns")));
    assert_eq!(fail.unwrap_err().to_string(), "the printer burns");
    assert_eq!(bench.store.units(&Filter::default()).unwrap().len(), 5);
}

#[test]
fn five_thousand_units() {
    let mut bench = bench();
    let units: Vec<_> = (1..=5_000)
        .map(|n| pair(n, &format!("Sentence {}.", n % 4_000), &format!("جملهٔ {}.", n % 4_000)))
        .collect();
    assert_eq!(import(&mut bench.store, &tmx("a.tmx", "a"), &units).1, [4_000, 5_000, 0]);
    assert_eq!(import(&mut bench.store, &tmx("b.tmx", "b"), &units).1, [0, 5_000, 0]);
    assert!(bench.store.faults().unwrap().is_empty());
    let mut place = 0;
    let first = Filter { file: Some("a.tmx".into()), ..Filter::default() };
    bench
        .store
        .for_each_unit(&first, &mut |unit| {
            place += 1;
            assert_eq!(unit.origin.place, place);
            Ok(ControlFlow::Continue(()))
        })
        .unwrap();
    assert_eq!(place, 5_000);
    // Two files, one entry each for the file and for its occurrences.
    let mut entries = 0;
    bench
        .store
        .for_each_change(0, &mut |_| {
            entries += 1;
            Ok(ControlFlow::Continue(()))
        })
        .unwrap();
    assert_eq!(entries, 4);
}

#[test]
fn aligning_again_replaces_what_nobody_confirmed() {
    let mut bench = bench();
    let sure = |mut unit: TranslationUnit, confidence: f64, source: std::ops::Range<usize>| {
        unit.confidence = Some(confidence);
        unit.origin.source_ranges.push(source);
        unit
    };
    let first = [
        sure(pair(1, "He came.", "او آمد."), 0.9, 0..8),
        sure(pair(2, "She left.", "او رفت."), 0.8, 9..18),
        sure(pair(3, "It rained.", "باران بارید."), 0.7, 19..29),
    ];
    let (file, _) = import(&mut bench.store, &aligned("x"), &first);
    let replace = |store: &mut SqliteStore, hash: &str, units: &[TranslationUnit], same: bool| -> Replaced {
        work(store, "align", |work| {
            let added = work.add_file(&aligned(hash)).unwrap();
            assert!(!added.is_new);
            assert_eq!(added.content_changed, !same);
            work.replace_units(added.id, units, same).unwrap()
        })
    };
    let before = dump(&bench.store);
    assert_eq!(replace(&mut bench.store, "x", &first, true), Replaced { kept: 3, ..Replaced::default() });
    assert_eq!(dump(&bench.store), before);

    work(&mut bench.store, "approve", |work| work.set_approved(2, true).unwrap());
    let second = [
        sure(pair(1, "He came.", "او آمد."), 0.95, 0..8),
        sure(pair(2, "She left. It rained.", "او رفت. باران بارید."), 0.6, 9..29),
    ];
    let done = replace(&mut bench.store, "x", &second, true);
    assert_eq!(done, Replaced { kept: 1, removed: 1, overruled: 1, added: 0 });
    let left = bench.store.units(&Filter::default()).unwrap();
    assert_eq!(left.iter().map(|u| u.confidence).collect::<Vec<_>>(), [Some(0.95), Some(0.8)]);

    // Other content: ranges mean something else now, the confirmed text still stays, and is not doubled.
    let third = [
        sure(pair(1, "She left.", "او رفت."), 0.5, 0..9),
        sure(pair(2, "Snow fell.", "برف آمد."), 0.5, 9..18),
    ];
    let done = replace(&mut bench.store, "y", &third, false);
    assert_eq!(done, Replaced { kept: 1, removed: 1, overruled: 0, added: 1 });
    assert_eq!(bench.store.files().unwrap().len(), 1);
    assert_eq!(bench.store.files().unwrap()[0].id, file);
    assert!(bench.store.faults().unwrap().is_empty());
}

#[test]
fn a_change_that_makes_two_the_same_leaves_one() {
    let mut bench = bench();
    import(&mut bench.store, &tmx("a.tmx", "a"), &[pair(1, "Yes.", "بله."), pair(1, "Yes.", "آری.")]);
    let before = dump(&bench.store);
    work(&mut bench.store, "fix", |work| work.update_unit(2, &pair(1, "Yes.", "بله.")).unwrap());
    let stats = bench.store.stats().unwrap();
    assert_eq!((stats.units, stats.occurrences), (1, 1));
    bench.store.undo(2, &step("undo")).unwrap();
    assert_eq!(dump(&bench.store), before);
    assert!(bench.store.faults().unwrap().is_empty());
}

#[test]
fn places_out_of_order_in_a_first_import() {
    let mut bench = bench();
    let units =
        [pair(5, "Yes.", "بله."), pair(2, "No.", "نه."), pair(5, "Yes.", "بله."), pair(6, "No.", "نه.")];
    assert_eq!(import(&mut bench.store, &tmx("a.tmx", "a"), &units).1, [2, 3, 1]);
    let places: Vec<_> =
        bench.store.units(&Filter::default()).unwrap().iter().map(|u| u.origin.place).collect();
    assert_eq!(places, [2, 5, 6]);
    assert!(bench.store.faults().unwrap().is_empty());
}

#[test]
fn a_file_is_renewed_and_its_units_move_and_all_of_it_is_undone() {
    let mut bench = bench();
    let (file, _) = import(&mut bench.store, &tmx("a.tmx", "1"), &[pair(1, "Rain", "باران"), full(2)]);
    let before = dump(&bench.store);
    let next = tmx("a.tmx", "2");
    work(&mut bench.store, "the next delivery", |work| {
        assert_eq!(work.former_delivery(&tmx("a.tmx", "1")).unwrap(), None, "the very content is there");
        assert_eq!(work.former_delivery(&tmx("b.tmx", "2")).unwrap(), None, "another name");
        assert_eq!(work.former_delivery(&next).unwrap(), Some(file));
        work.renew_file(file, &next).unwrap();
        assert_eq!(work.former_delivery(&next).unwrap(), None);
        assert!(!work.add_file(&next).unwrap().is_new);
        let mut ids = Vec::new();
        work.for_each_unit_of(file, &mut |unit| {
            ids.extend(unit.id);
            Ok(std::ops::ControlFlow::Continue(()))
        })
        .unwrap();
        work.move_unit(ids[0], 7, 70).unwrap();
    });
    let places: Vec<_> = bench
        .store
        .units(&Filter::default())
        .unwrap()
        .iter()
        .map(|u| (u.origin.place, u.origin.line))
        .collect();
    assert_eq!(places, [(2, 12), (7, 70)]);
    bench.store.undo(2, &step("undo")).unwrap();
    assert_eq!(dump(&bench.store), before);
}
