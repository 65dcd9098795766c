//! What a fix promises, on texts made of names, affixes and neighbours by chance.

use super::fix::apply_fix;
use super::plan::{FixPlan, NameOrder, plan_name, plan_writing};
use crate::model::{Change, Edit, Lang, Mark, MarkKind, Origin, Settlement, TranslationUnit, Variant};
use crate::pipeline::{Watch, Writing};
use crate::settle::{Group, Order, Sides, apply, inverse, settle_name};
use crate::store::{Access, Durability, FileInfo, FileKind, Filter, SqliteStore, StepInfo, Store};
use proptest::prelude::*;

fn step() -> StepInfo {
    StepInfo {
        who: "tester".into(),
        when: jiff::Timestamp::UNIX_EPOCH,
        command: "test".into(),
        durability: Durability::Full,
    }
}

fn store(folder: &tempfile::TempDir, units: &[TranslationUnit]) -> SqliteStore {
    let mut store = SqliteStore::open(&folder.path().join("m.db"), Access::Create).unwrap();
    let info =
        FileInfo { kind: FileKind::Tmx, name: "a.tmx".into(), target: None, hash: "x".into(), header: None };
    let mut transaction = store.begin(&step()).unwrap();
    let file = transaction.add_file(&info).unwrap().id;
    for unit in units {
        transaction.add_unit(file, unit).unwrap();
    }
    transaction.commit().unwrap();
    store
}

fn unit(place: u64, en: &str, fa: &str) -> TranslationUnit {
    let origin = Origin { file: "a.tmx".into(), place, ..Origin::default() };
    TranslationUnit::pair(Variant::new(Lang::new("en"), en), Variant::new(Lang::new("fa"), fa), origin)
}

const WANTED: &str = "خمینی";
const VARIANTS: [&str; 4] = ["خميني", "خمینی", "خمئینی", "خومینی"];
const AFFIXES: [&str; 6] = ["", "‌ها", "‌های", "‌ها", "‌هایشان", ""];

/// Units whose Persian has one place each of some spelling with some affix, and the groups a finder would give.
fn memory() -> impl Strategy<Value = (Vec<TranslationUnit>, Vec<Group>)> {
    let place = (0..VARIANTS.len(), 0..AFFIXES.len(), "[آابدرمسفو ]{0,8}", "[آابدرمسفو ]{0,8}", 0..12usize);
    proptest::collection::vec(place, 1..8).prop_map(|places| {
        let mut groups: Vec<Group> = VARIANTS
            .iter()
            .map(|v| Group { forms: vec![(*v).to_owned()], short: false, uses: Vec::new() })
            .collect();
        let mut units = Vec::new();
        for (n, (variant, affix, before, after, code)) in places.into_iter().enumerate() {
            let surface = format!("{}{}", VARIANTS[variant], AFFIXES[affix]);
            let text = format!("{before} {surface} {after}");
            let start = before.len() + 1;
            let range = start..start + surface.len();
            if !groups[variant].forms.contains(&surface) {
                groups[variant].forms.push(surface);
            }
            groups[variant].uses.push((n, range.clone(), 0..8));
            let mut unit = unit(n as u64 + 1, "Khomeini spoke.", &text);
            let at = (range.start + code).min(text.len());
            if text.is_char_boundary(at) {
                let mark =
                    Mark { at, kind: MarkKind::Ph, attributes: Vec::new(), content: "&lt;br/&gt;".into() };
                unit.variants[1].marks.push(mark);
            }
            units.push(unit);
        }
        groups.retain(|g| !g.uses.is_empty());
        (units, groups)
    })
}

fn settled(units: &[TranslationUnit], groups: &[Group]) -> Settlement {
    let (en, fa) = (Lang::new("en"), Lang::new("fa"));
    let sides = Sides { units, edited: &fa, other: &en, in_source: false };
    settle_name(groups, sides, &Order { to: WANTED, from: &[], short: false, accepted: &[] }).settlement
}

fn plan(units: Vec<TranslationUnit>, settlement: Settlement, seq: u64) -> FixPlan {
    FixPlan {
        languages: (Lang::new("en"), Lang::new("fa")),
        units,
        settlement,
        decided: Vec::new(),
        notes: Vec::new(),
        right: 0,
        left: 0,
        approves: false,
        decisions: Vec::new(),
        terms: Vec::new(),
        why: String::new(),
        seq,
    }
}

/// Returns the groups of the memory after its changes were made.
fn moved(groups: &[Group], changes: &[Change]) -> Vec<Group> {
    let mut groups = groups.to_vec();
    for (unit, range, _) in groups.iter_mut().flat_map(|g| &mut g.uses) {
        for edit in changes.iter().filter(|c| c.unit == *unit).flat_map(|c| &c.edits) {
            assert!(
                edit.range.start >= range.start && edit.range.end <= range.end,
                "an edit outside its place"
            );
            range.end = range.end + edit.text.len() - edit.range.len();
        }
    }
    groups
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_fix_is_exact_can_be_turned_back_and_has_nothing_left_to_do((units, groups) in memory()) {
        let settlement = settled(&units, &groups);
        prop_assert!(settlement.asks.is_empty(), "{:?}", settlement.asks);
        let mut fixed = units.clone();
        for change in &settlement.changes {
            let old = &units[change.unit].variants[change.variant];
            let new = apply(old, &change.edits);
            prop_assert!(new.text.contains(WANTED));
            prop_assert_eq!(&apply(&new, &inverse(&old.text, &change.edits)).text, &old.text);
            fixed[change.unit].variants[change.variant] = new;
        }
        let again = settled(&fixed, &moved(&groups, &settlement.changes));
        prop_assert!(again.changes.is_empty(), "{:?}", again.changes);
    }

    #[test]
    fn undo_brings_every_byte_back((units, groups) in memory()) {
        let folder = tempfile::tempdir().unwrap();
        let mut store = store(&folder, &units);
        let before = store.units(&Filter::default()).unwrap();
        let plan = plan(before.clone(), settled(&before, &groups), store.change_seq().unwrap());
        let fixed = apply_fix(&mut store, &step(), &plan, &Watch::silent()).unwrap();
        prop_assert_eq!(fixed.step.is_some(), !plan.is_empty());
        if let Some(done) = fixed.step {
            prop_assert_ne!(&store.units(&Filter::default()).unwrap(), &before);
            store.undo(done, &step()).unwrap();
        }
        prop_assert_eq!(&store.units(&Filter::default()).unwrap(), &before);
    }
}

#[test]
fn a_store_that_changed_meanwhile_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = store(&folder, &[unit(1, "Khomeini spoke.", "خميني سخن گفت.")]);
    let pair = (&Lang::new("en"), &Lang::new("fa"));
    let writing = Writing { letters: true, ..Writing::default() };
    let plan = plan_writing(&store, pair, writing).unwrap();
    let mut transaction = store.begin(&step()).unwrap();
    transaction.set_approved(1, true).unwrap();
    transaction.commit().unwrap();
    let error = apply_fix(&mut store, &step(), &plan, &Watch::silent()).unwrap_err();
    assert!(error.to_string().contains("changed meanwhile"), "{error}");
    assert!(store.unit(1).unwrap().unwrap().variants[1].text.contains("خميني"));
    let plan = plan_writing(&store, pair, writing).unwrap();
    apply_fix(&mut store, &step(), &plan, &Watch::silent()).unwrap();
    assert!(store.unit(1).unwrap().unwrap().variants[1].text.contains(WANTED));
}

#[test]
fn a_stopped_fix_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = store(&folder, &[unit(1, "Khomeini spoke.", "خميني سخن گفت.")]);
    let edit = Edit { range: 0..10, text: WANTED.into() };
    let settlement = Settlement {
        changes: vec![Change { unit: 0, variant: 1, edits: vec![edit] }],
        ..Settlement::default()
    };
    let plan = plan(store.units(&Filter::default()).unwrap(), settlement, store.change_seq().unwrap());
    let stop = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(true));
    #[derive(Debug)]
    struct Nobody;
    impl crate::pipeline::Observer for Nobody {
        fn at(&self, _: crate::pipeline::Stage, _: u64, _: u64) {}
        fn done(&self) {}
    }
    apply_fix(&mut store, &step(), &plan, &Watch::new(stop, Box::new(Nobody))).unwrap_err();
    assert!(store.unit(1).unwrap().unwrap().variants[1].text.contains("خميني"));
    assert_eq!(store.steps().unwrap().len(), 1);
}

#[test]
fn a_blank_rendering_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(&folder, &[unit(1, "Khomeini spoke.", "خميني سخن گفت.")]);
    let order = NameOrder { name: "Khomeini".into(), to: " ".into(), ..NameOrder::default() };
    assert!(plan_name(&store, (&Lang::new("en"), &Lang::new("fa")), &order, &Watch::silent()).is_err());
}
