//! Names with a known rendering of several words: places where another word stands in it (وزیر داخله beside وزیر کشور),
//! or a slip (وزرت کشور).

use super::assign;
use super::capital;
use super::cluster;
use super::corpus::{Corpus, TargetWord};
use super::evidence::Evidence;
use super::link::{Link, Why};
use super::runs::{Key, Spot};
use super::speech;
use crate::model::NameKind;
use std::collections::BTreeMap;

/// Relation from which a source word explains a target word.
const EXPLAINED: f32 = 0.35;
/// Relation from which a word translates a word of the name, however often it stands elsewhere.
const OWN: f32 = 0.2;

/// Likeness from which a word is a slip for another.
const SLIP: f32 = 0.8;
/// In how many units a slip may stand.
const SLIP_UNITS: u32 = 2;

/// Adds a link where a known rendering stands but for one word, in units where no rendering as long stands.
///
/// Known are the table's renderings and rows of words found twice. The other word must be nobody else's: no source word
/// beside the name explains it. It is a rare word that looks like the one it stands for; or, in an office or body in
/// units without any rendering of the table, it stands nowhere without the name or translates a word of it, and the
/// noun the rendering is about is there.
pub(super) fn look(corpus: &Corpus<'_>, evidence: &mut Evidence<'_>, key: &Key, links: &mut Vec<Link>) {
    // Where cases change words, a slip cannot be told from a form.
    let inflects = cluster::inflects(&corpus.target_lang);
    let is_office = matches!(key.kind, NameKind::Title | NameKind::Organisation);
    if inflects && !is_office {
        return;
    }
    let mut rows: BTreeMap<Vec<u32>, (usize, bool)> = BTreeMap::new();
    for link in links.iter().filter(|l| matches!(l.why, Why::Table | Why::Words) && l.end - l.first > 1) {
        let row = corpus.target(link.unit as usize)[link.words()].iter().map(|w| w.stem).collect();
        let entry = rows.entry(row).or_default();
        *entry = (entry.0 + 1, entry.1 || link.why == Why::Table);
    }
    let mut rows: Vec<(Vec<u32>, usize, bool)> = rows
        .into_iter()
        .map(|(row, (n, table))| (row, n, table))
        .filter(|r| r.2 || r.1 > 1 && !inflects)
        .collect();
    if rows.is_empty() {
        return;
    }
    rows.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    let mut longest: BTreeMap<u32, usize> = BTreeMap::new();
    for link in links.iter().filter(|l| l.why == Why::Table || rows.iter().any(|r| is_row(corpus, l, &r.0))) {
        let length = longest.entry(link.unit).or_default();
        *length = (*length).max(link.words().len());
    }
    let mut last = u32::MAX;
    for spot in &key.spots {
        let unit = spot.unit;
        if unit == last {
            continue;
        }
        last = unit;
        let known = longest.get(&unit).copied().unwrap_or(0);
        let found = rows.iter().filter(|r| r.0.len() > known).find_map(|(row, _, table)| {
            stand_in(corpus, evidence, key, spot, row, is_office && *table && known == 0)
        });
        let Some((first, end)) = found else { continue };
        links.retain(|l| l.unit != unit);
        let link = Link { unit, spot: 0, first: first as u16, end: end as u16, score: 0.6, why: Why::Words };
        links.push(link);
    }
}

fn is_row(corpus: &Corpus<'_>, link: &Link, row: &[u32]) -> bool {
    corpus.target(link.unit as usize)[link.words()].iter().map(|w| w.stem).eq(row.iter().copied())
}

/// Returns where a row of stems stands but for one word; `any` lets that be any word, not only a slip.
fn stand_in(
    corpus: &Corpus<'_>,
    evidence: &mut Evidence<'_>,
    key: &Key,
    spot: &Spot,
    row: &[u32],
    any: bool,
) -> Option<(usize, usize)> {
    let unit = spot.unit as usize;
    let words = corpus.target(unit);
    let head = if speech::is_head_first(&corpus.target_lang) { 0 } else { row.len() - 1 };
    let neighbours = neighbours(corpus, spot);
    (0..words.len().saturating_sub(row.len() - 1)).find_map(|first| {
        let range = first..first + row.len();
        let others: Vec<usize> = range.clone().filter(|&i| words[i].stem != row[i - first]).take(2).collect();
        let [other] = others.as_slice() else { return None };
        let word = words[*other];
        let text = corpus.target_words.text(word.key);
        let foreign = speech::is_latin(text) != speech::is_latin_script(&corpus.target_lang);
        if foreign
            || text.chars().count() < 3
            || text.chars().any(char::is_numeric)
            || corpus.is_function_word(word.key)
            || !corpus.unbroken(unit, range.clone())
        {
            return None;
        }
        let meant = corpus.target_words.text(row[*other - first]);
        let slip = !cluster::inflects(&corpus.target_lang) && is_slip(corpus, &word, meant);
        if !slip && (!any || *other == first + head) {
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
        (!explained && (slip || own || alone() && !open)).then_some((range.start, range.end))
    })
}

/// Returns whether a word is rare and looks like the one it should be, of four letters at least.
fn is_slip(corpus: &Corpus<'_>, word: &TargetWord, meant: &str) -> bool {
    let like = |text: &str| text.chars().count() > 3 && speech::similar(text, meant) >= SLIP;
    corpus.stem_units[word.stem as usize] <= SLIP_UNITS
        && meant.chars().count() > 3
        && [word.key, word.stem].iter().any(|&k| like(corpus.target_words.text(k)))
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
