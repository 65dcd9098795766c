//! Offices and bodies with a known rendering: places where another word stands in it (وزیر داخله beside وزیر کشور).

use super::assign;
use super::capital;
use super::corpus::Corpus;
use super::evidence::Evidence;
use super::link::{Link, Why};
use super::runs::{Key, Spot};
use super::speech;
use std::collections::BTreeMap;

/// Relation from which a source word explains a target word.
const EXPLAINED: f32 = 0.35;
/// Relation from which a word translates a word of the name, however often it stands elsewhere.
const OWN: f32 = 0.2;

/// Adds a link where the table's rendering stands but for one word, in units where none of its renderings stands.
///
/// The noun the rendering is about must be there. The other word must be nobody else's: no source word beside the name
/// explains it, and it stands nowhere without the name or translates a word of it.
pub(super) fn look(corpus: &Corpus<'_>, evidence: &mut Evidence<'_>, key: &Key, links: &mut Vec<Link>) {
    let mut rows: BTreeMap<Vec<u32>, usize> = BTreeMap::new();
    for link in links.iter().filter(|l| l.why == Why::Table && l.end - l.first > 1) {
        let row = corpus.target(link.unit as usize)[link.words()].iter().map(|w| w.stem).collect();
        *rows.entry(row).or_default() += 1;
    }
    let mut rows: Vec<(Vec<u32>, usize)> = rows.into_iter().collect();
    rows.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    let mut last = u32::MAX;
    for spot in &key.spots {
        let unit = spot.unit;
        if unit == last || links.iter().any(|l| l.unit == unit && l.why == Why::Table) {
            continue;
        }
        last = unit;
        let Some((first, end)) = rows.iter().find_map(|(row, _)| stand_in(corpus, evidence, key, spot, row))
        else {
            continue;
        };
        links.retain(|l| l.unit != unit);
        let link = Link { unit, spot: 0, first: first as u16, end: end as u16, score: 0.6, why: Why::Words };
        links.push(link);
    }
}

/// Returns where a row of stems stands but for one word.
fn stand_in(
    corpus: &Corpus<'_>,
    evidence: &mut Evidence<'_>,
    key: &Key,
    spot: &Spot,
    row: &[u32],
) -> Option<(usize, usize)> {
    let unit = spot.unit as usize;
    let words = corpus.target(unit);
    let head = if speech::is_head_first(&corpus.target_lang) { 0 } else { row.len() - 1 };
    let neighbours = neighbours(corpus, spot);
    (0..words.len().saturating_sub(row.len() - 1)).find_map(|first| {
        let range = first..first + row.len();
        let others: Vec<usize> = range.clone().filter(|&i| words[i].stem != row[i - first]).collect();
        let [other] = others.as_slice() else { return None };
        let word = words[*other];
        let text = corpus.target_words.text(word.key);
        let foreign = speech::is_latin(text) != speech::is_latin_script(&corpus.target_lang);
        if *other == first + head
            || foreign
            || text.chars().count() < 3
            || text.chars().any(char::is_numeric)
            || speech::is_function_word(text, &corpus.target_lang)
            || !corpus.unbroken(unit, range.clone())
        {
            return None;
        }
        let explained = corpus.source(unit).iter().any(|s| {
            !key.words.contains(&s.key) && evidence.relation(s.key, word.key, word.stem) >= EXPLAINED
        });
        let own = key.words.iter().any(|&w| evidence.translation(w, word.key, word.stem) >= OWN);
        let alone = || is_alone(corpus, key, word.stem);
        // A neighbour that nothing renders may be what the word renders: `the rapporteur warned`.
        let open =
            neighbours.iter().any(|&s| !words.iter().any(|t| evidence.relation(s, t.key, t.stem) >= OWN));
        (!explained && (own || alone() && !open)).then_some((range.start, range.end))
    })
}

/// Returns the words of the source directly before and behind a place that are no function words.
fn neighbours(corpus: &Corpus<'_>, spot: &Spot) -> Vec<u32> {
    let words = corpus.source(spot.unit as usize);
    let before = (spot.first as usize).checked_sub(1);
    [before, Some(spot.end as usize)]
        .into_iter()
        .flatten()
        .filter_map(|i| words.get(i))
        .map(|w| w.key)
        .filter(|&k| !capital::is_common(corpus.source_words.text(k)))
        .collect()
}

/// Returns whether a target stem stands in units of the name only.
fn is_alone(corpus: &Corpus<'_>, key: &Key, stem: u32) -> bool {
    corpus.units_of(stem).iter().all(|&unit| !assign::spots_in(&key.spots, unit).is_empty())
}
