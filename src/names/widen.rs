//! Renderings of titles of which only a part was found: نماینده where نماینده کارگاه stands.

use super::account::{Account, Rendered};
use super::corpus::Corpus;
use super::evidence::Evidence;
use super::link::{Link, Why};
use super::repeat;
use super::runs::Key;
use super::stand::{self, Usual};
use super::table::Table;
use std::collections::BTreeMap;

/// Most words of a rendering.
const LONGEST: usize = 5;
/// How many words to either side of a title count as near.
const NEAR: usize = 3;
/// Relation from which a word translates a word of the name.
const OWN: f32 = 0.25;

/// Widens renderings that no table knows by the free words beside them that belong to the name.
///
/// Such a word translates a word of the name, stands in another rendering of it, heads renderings of its sort, or the
/// widened row stands in another unit of the name, and hardly elsewhere.
pub(super) fn look(
    corpus: &Corpus<'_>,
    evidence: &mut Evidence<'_>,
    table: &Table,
    key: &Key,
    links: &mut [Link],
    names: &[Rendered],
) {
    let guessed = |l: &Link| matches!(l.why, Why::Words | Why::StandIn);
    if table.sort_of(key).is_none() || !links.iter().any(guessed) {
        return;
    }
    let usual = Usual::new(corpus, links);
    let mut grown: BTreeMap<usize, (u16, u16)> = BTreeMap::new();
    for (at, link) in links.iter().enumerate().filter(|(_, l)| guessed(l)) {
        let unit = link.unit as usize;
        let words = corpus.target(unit);
        let (mut first, mut end) = (link.first as usize, link.end as usize);
        let touches = |first: usize, end: usize| {
            first > 0
                && corpus.unbroken(unit, first - 1..first + 1)
                && !corpus.is_function_word(words[first - 1].key)
                || end < words.len()
                    && corpus.unbroken(unit, end - 1..end + 1)
                    && !corpus.is_function_word(words[end].key)
        };
        if !touches(first, end) {
            continue;
        }
        let spot = &key.spots[link.spot as usize];
        let account = Account::new(corpus, evidence, spot, stand::in_unit(names, link.unit));
        // A title of its own that nothing renders may be what heads the row: the spokesman of a minister.
        let source = corpus.source(unit);
        let around = (spot.first as usize).saturating_sub(NEAR)..(spot.end as usize + NEAR).min(source.len());
        let alone = around.filter(|i| !spot.words().contains(i)).all(|i| !account.is_open(corpus, unit, i));
        let belongs = |evidence: &mut Evidence<'_>, at: usize, first: usize, end: usize| {
            let word = words[at];
            let mut own = || key.words.iter().any(|&w| stand::relation(evidence, w, &word) >= OWN);
            account.is_free(corpus, unit, at)
                && (usual.has(word.stem)
                    || own()
                    || repeat::comes_back(
                        corpus,
                        key,
                        &words[first..end].iter().map(|w| w.stem).collect::<Vec<_>>(),
                    ))
        };
        while end < words.len()
            && end - first < LONGEST
            && corpus.unbroken(unit, end - 1..end + 1)
            && belongs(evidence, end, first, end + 1)
        {
            end += 1;
        }
        while first > 0
            && end - first < LONGEST
            && corpus.unbroken(unit, first - 1..first + 1)
            && (belongs(evidence, first - 1, first - 1, end)
                || alone
                    && account.is_free(corpus, unit, first - 1)
                    && table.heads_renderings(table.sort_of(key), words[first - 1].stem))
        {
            first -= 1;
        }
        if (first, end) != (link.first as usize, link.end as usize) {
            grown.insert(at, (first as u16, end as u16));
        }
    }
    for (at, (first, end)) in grown {
        (links[at].first, links[at].end) = (first, end);
    }
}
