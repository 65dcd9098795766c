//! The index against a brute force that shares nothing with it but the words.

use super::build::Builder;
use super::error::Error;
use super::index::Index;
use super::layout::Stamp;
use super::lookup::Scratch;
use super::memory::Memory;
use super::query::Query;
use super::token::words;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::io::Cursor;

fn stamp() -> Stamp {
    Stamp { change: 12, mark: 34, label: "en-fa".to_owned() }
}

fn file(texts: &BTreeMap<i64, String>) -> Vec<u8> {
    let mut builder = Builder::default();
    for (unit, text) in texts {
        builder.add(*unit, text).unwrap();
    }
    builder.finish(Cursor::new(Vec::new()), &stamp()).unwrap().into_inner()
}

/// The textbook's word Levenshtein.
fn distance(a: &[String], b: &[String]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, y) in b.iter().enumerate() {
            let best = (diagonal + usize::from(x != y)).min(row[j] + 1).min(row[j + 1] + 1);
            diagonal = std::mem::replace(&mut row[j + 1], best);
        }
    }
    row[b.len()]
}

/// Compares the query with every text: (unit, edits, words of the longer), nearest first, then by unit.
fn brute_force(texts: &BTreeMap<i64, String>, query: &str, min: u8, limit: usize) -> Vec<(i64, u32, u32)> {
    let keys = |text: &str| -> Vec<String> { words(text).map(|w| w.key.into_owned()).collect() };
    let query = keys(query);
    let mut all = Vec::new();
    for (unit, text) in texts {
        let text = keys(text);
        let longer = query.len().max(text.len());
        let distance = distance(&query, &text);
        if !query.is_empty() && (longer - distance) * 100 >= usize::from(min) * longer && distance < longer {
            all.push((*unit, distance as u32, longer as u32));
        }
    }
    all.sort_by(|a, b| {
        (u64::from(a.1) * u64::from(b.2)).cmp(&(u64::from(b.1) * u64::from(a.2))).then(a.0.cmp(&b.0))
    });
    all.truncate(limit);
    all
}

fn found(memory: &Memory, query: &str, min: u8, limit: usize) -> Vec<(i64, u32, u32)> {
    let hits = memory.search(&Query::new(query), min, limit, &mut Scratch::default());
    hits.iter().map(|hit| (hit.unit, hit.distance, hit.longer)).collect()
}

/// A text of words whose frequencies are skewed; some are long enough for many columns and blocks.
fn text() -> impl Strategy<Value = String> {
    let word = (0u32..1000).prop_map(|n| match n * n / 10_000 {
        0..=9 => "the".to_owned(),
        n @ 10..=25 => format!("w{}", n % 7),
        n => format!("کلمه{n}"),
    });
    prop_oneof![
        8 => prop::collection::vec(word.clone(), 0..14),
        1 => prop::collection::vec(word, 60..90),
    ]
    .prop_map(|words| words.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn finds_what_brute_force_finds(
        texts in prop::collection::vec(text(), 1..120),
        queries in prop::collection::vec(text(), 1..6),
        changes in prop::collection::vec((any::<bool>(), 0usize..140, text()), 0..20),
        min in 30u8..=100,
        limit in 1usize..8,
    ) {
        let mut all: BTreeMap<i64, String> = (1..).zip(texts.clone()).collect();
        let mut memory = Memory::new(Index::from_bytes(&file(&all)).unwrap());
        let mut next = 1000;
        for (adds, at, text) in changes {
            if adds {
                next += 1;
                all.insert(next, text.clone());
                memory.put(next, &text);
            } else if let Some((&unit, text)) = all.iter().nth(at) {
                let text = text.clone();
                memory.remove(unit);
                // Half of those that go come back with their old id, as undo brings them.
                if at % 2 == 0 { memory.put(unit, &text) } else { drop(all.remove(&unit)) }
            }
        }
        for query in queries.iter().chain(&texts[..texts.len().min(3)]) {
            prop_assert_eq!(found(&memory, query, min, limit), brute_force(&all, query, min, limit), "{}", query);
        }
    }

    #[test]
    fn a_damaged_file_is_refused(at in any::<prop::sample::Index>(), bit in 0u8..8, cut in any::<bool>()) {
        let texts: BTreeMap<i64, String> = (1..40).map(|n| (n, format!("unit {n} of the memory"))).collect();
        let mut bytes = file(&texts);
        let at = at.index(bytes.len());
        if cut { bytes.truncate(at) } else { bytes[at] ^= 1 << bit }
        prop_assert!(matches!(Index::from_bytes(&bytes), Err(Error::Unusable(_))));
    }
}

/// Ten thousand sentences of skewed words; queries are sentences with words changed, left out and put in.
#[test]
fn recall_is_whole_at_ten_thousand() {
    let mut state = 88_172_645_463_325_252u64;
    let mut random = move |n: u64| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state % n
    };
    let sentence = |random: &mut dyn FnMut(u64) -> u64| -> Vec<String> {
        let len = 3 + random(22);
        (0..len)
            .map(|_| {
                let n = 1 + random(4000);
                format!("w{}", 4000 / n + random(1 + n / 40))
            })
            .collect()
    };
    let all: Vec<Vec<String>> = (0..10_000).map(|_| sentence(&mut random)).collect();
    let texts: BTreeMap<i64, String> = (1..).zip(all.iter().map(|words| words.join(" "))).collect();
    let memory = Memory::new(Index::from_bytes(&file(&texts)).unwrap());
    for _ in 0..12 {
        let mut query = all[random(10_000) as usize].clone();
        for _ in 0..random(query.len() as u64 / 2 + 1) {
            let at = random(query.len() as u64) as usize;
            match random(3) {
                0 if query.len() > 1 => drop(query.remove(at)),
                1 => query.insert(at, "w7".to_owned()),
                _ => query[at] = "w1999".to_owned(),
            }
        }
        let query = query.join(" ");
        for min in [70, 50, 30] {
            let (found, truth) = (found(&memory, &query, min, 5), brute_force(&texts, &query, min, 5));
            assert_eq!(found, truth, "{query} at {min}");
        }
    }
}

#[test]
fn an_empty_memory_has_nothing() {
    let memory = Memory::new(Index::from_bytes(&file(&BTreeMap::new())).unwrap());
    assert!(found(&memory, "anything at all", 30, 5).is_empty());
    assert!(memory.same_letters(&Query::new("")).is_empty());
    assert!(matches!(Index::from_bytes(&[]), Err(Error::Unusable(_))));
}

#[test]
fn the_same_letters_are_found_whatever_stands_between() {
    let texts = [
        (1, "The e-mail came."),
        (2, "the email, came"),
        (3, "The e-mail came"),
        (4, "The emails came"),
        (5, "!"),
    ];
    let texts = texts.into_iter().map(|(unit, text)| (unit, text.to_owned())).collect();
    let mut memory = Memory::new(Index::from_bytes(&file(&texts)).unwrap());
    memory.put(9, "THE EMAIL CAME");
    memory.remove(2);
    assert_eq!(memory.same_letters(&Query::new("The e-mail came")), [3, 1, 9]);
    assert_eq!(memory.same_letters(&Query::new("!")), [5]);
    assert!(memory.same_letters(&Query::new("?")).is_empty());
}

#[test]
fn an_index_knows_its_stamp() {
    let index = Index::from_bytes(&file(&BTreeMap::new())).unwrap();
    assert_eq!(index.stamp(), &stamp());
}
