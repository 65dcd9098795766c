//! What the tests of the store share: a store in a fresh directory, sample units, and a dump of what a store holds.

use crate::model::{Annotation, Lang, Mark, MarkKind, Origin, TranslationUnit, Variant};
use crate::store::{
    Access, Durability, FileId, FileInfo, FileKind, SqliteStore, StepInfo, Store, Transaction,
};
use std::path::PathBuf;
use tempfile::TempDir;

/// A store and the directory it is in.
pub(super) struct Bench {
    pub(super) store: SqliteStore,
    pub(super) path: PathBuf,
    pub(super) _dir: TempDir,
}

pub(super) fn bench() -> Bench {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("yeksan.db");
    let store = SqliteStore::open(&path, Access::Create).unwrap();
    Bench { store, path, _dir: dir }
}

pub(super) fn step(command: &str) -> StepInfo {
    StepInfo {
        who: "mina".to_owned(),
        when: "2024-05-01T08:00:00Z".parse().unwrap(),
        command: command.to_owned(),
        durability: Durability::Bulk,
    }
}

pub(super) fn tmx(name: &str, hash: &str) -> FileInfo {
    FileInfo {
        kind: FileKind::Tmx,
        name: name.to_owned(),
        target: None,
        hash: hash.to_owned(),
        header: Some(serde_json::json!({"creationtool": "sample", "note": ["یادداشت"]})),
    }
}

pub(super) fn aligned(hash: &str) -> FileInfo {
    FileInfo {
        kind: FileKind::Aligned,
        name: "news.en.txt".to_owned(),
        target: Some("news.fa.txt".to_owned()),
        hash: hash.to_owned(),
        header: None,
    }
}

/// A bare pair at a place.
pub(super) fn pair(place: u64, source: &str, target: &str) -> TranslationUnit {
    let origin = Origin { place, line: place + 10, ..Origin::default() };
    let (source, target) = (Variant::new(Lang::new("en"), source), Variant::new(Lang::new("fa"), target));
    TranslationUnit::pair(source, target, origin)
}

/// A unit that has everything a unit can have.
pub(super) fn full(place: u64) -> TranslationUnit {
    let attribute = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let mut unit = pair(place, "The <report> was published.", "گزارش منتشر شد.");
    unit.variants.push(Variant::new(Lang::new("DE_de"), "Der Bericht wurde veröffentlicht."));
    unit.tuid = Some("r-17".to_owned());
    unit.attributes = vec![attribute("srclang", "en"), attribute("changeid", "سارا")];
    unit.annotations = vec![Annotation::prop("x-client", "press"), Annotation::prop("x-client", "press")];
    unit.variants[1].attributes = vec![attribute("creationdate", "20240501T080000Z")];
    unit.variants[1].annotations.push(Annotation {
        kind: crate::model::AnnotationKind::Note,
        attributes: vec![attribute("xml:lang", "fa")],
        text: "نیم‌فاصله را نگه دارید".to_owned(),
    });
    unit.variants[0].marks = vec![
        Mark {
            at: 4,
            kind: MarkKind::Bpt,
            attributes: vec![attribute("i", "1")],
            content: "&lt;b>".to_owned(),
        },
        Mark { at: 12, kind: MarkKind::Ept, attributes: vec![attribute("i", "1")], content: String::new() },
    ];
    unit.origin.source_ranges = vec![3..20, 40..44];
    unit.origin.target_ranges.push(0..28);
    unit.confidence = Some(0.1 + 0.2);
    unit
}

/// Runs one step.
pub(super) fn work<T>(
    store: &mut SqliteStore,
    command: &str,
    run: impl FnOnce(&mut dyn Transaction) -> T,
) -> T {
    let mut work = store.begin(&step(command)).unwrap();
    let out = run(work.as_mut());
    work.commit().unwrap();
    out
}

/// Adds a file with these units and returns it with the new units, the new occurrences and those that were there.
pub(super) fn import(
    store: &mut SqliteStore,
    file: &FileInfo,
    units: &[TranslationUnit],
) -> (FileId, [usize; 3]) {
    work(store, &format!("import {}", file.name), |work| {
        let file = work.add_file(file).unwrap().id;
        let mut counts = [0; 3];
        for unit in units {
            let added = work.add_unit(file, unit).unwrap();
            counts[0] += usize::from(added.unit_is_new);
            counts[if added.occurrence_is_new { 1 } else { 2 }] += 1;
        }
        (file, counts)
    })
}

/// Everything a store holds besides its history, row by row.
pub(super) fn dump(store: &SqliteStore) -> String {
    let mut out = String::new();
    for table in ["file", "unit", "variant", "occurrence", "term", "rendering", "decision", "setting"] {
        let sql = format!("SELECT * FROM {table} ORDER BY 1, 2");
        let mut statement = store.connection().prepare(&sql).unwrap();
        let columns = statement.column_count();
        let mut rows = statement.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            out.push_str(table);
            for column in 0..columns {
                let cell: rusqlite::types::Value = row.get(column).unwrap();
                out.push_str(&format!(" | {cell:?}"));
            }
            out.push('\n');
        }
    }
    out
}
