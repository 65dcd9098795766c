//! Which person or place a use of a name means: its full name, or the full name the document gives elsewhere.

use super::capital::{Capitals, Standing};
use super::cluster::Group;
use super::corpus::Corpus;
use super::runs::{Key, Spot};
use super::speech::Sounding;
use super::table::Table;
use super::token::Gap;
use crate::model::NameKind;

/// How many units around a use tell its full name when the units do not say where documents end.
const WINDOW: usize = 30;

/// Likeness from which the word beside a rendering spells the name beside the name.
const SOUNDS: f32 = 0.6;

/// Another word of the full name a use stands in; `None` for a use that stands alone.
pub(super) type Bearer = Option<u32>;

/// Returns the bearers of every place of a single-word name.
///
/// `cluster` says which rendering each place has. A bare use means the bearer of the full name near by; a bare place
/// name only when both are rendered alike (Scotland is not the National Trust for Scotland).
pub(super) fn bearers(
    corpus: &Corpus<'_>,
    capitals: &Capitals,
    table: &Table,
    key: &Key,
    cluster: &[Option<usize>],
) -> Vec<Vec<Bearer>> {
    let own: Vec<Vec<Bearer>> = key.spots.iter().map(|s| full_names(corpus, capitals, table, s)).collect();
    let mut all = own.clone();
    let is_place = matches!(key.kind, NameKind::Place | NameKind::Demonym | NameKind::Language);
    for (i, place) in own.iter().enumerate() {
        if place.is_empty() {
            let near = nearest(corpus, key, &own, i).filter(|&n| !is_place || cluster[n] == cluster[i]);
            all[i] = near.map_or_else(|| vec![None], |n| own[n].clone());
        }
    }
    all
}

fn full_names(corpus: &Corpus<'_>, capitals: &Capitals, table: &Table, spot: &Spot) -> Vec<Bearer> {
    let unit = spot.unit as usize;
    let words = corpus.source(unit);
    let (first, last) = (spot.first as usize, spot.end as usize - 1);
    let crown = |i: usize| words[i].capital && is_crown(corpus.source_words.text(words[i].key));
    let named = |i: usize| {
        crown(i)
            || capitals.standing(corpus, unit, i) != Standing::Common
                && !(capitals.headline(unit) && capitals.lower(words[i].key) > 0)
                && !table.is_title_word(words[i].key)
    };
    let binds =
        |i: usize| matches!(corpus.source_words.text(words[i].form), "of" | "for" | "the" | "de" | "von");
    let near = |i: usize| near(words[i].gap);
    let mut found = Vec::new();
    let mut at = first;
    while at > 0 && near(at) && first - at < 3 && (named(at - 1) || binds(at - 1)) {
        at -= 1;
        if named(at) {
            found.push(Some(words[at].key));
        }
    }
    let mut at = last + 1;
    while at < words.len() && near(at) && at - last <= 3 && (named(at) || binds(at)) {
        if named(at) {
            found.push(Some(words[at].key));
        }
        at += 1;
    }
    found
}

fn near(gap: Gap) -> bool {
    matches!(gap, Gap::Space | Gap::Hyphen)
}

/// Returns whether a title before a first name tells its bearer from others, as a surname does: King Charles.
fn is_crown(title: &str) -> bool {
    matches!(
        title,
        "emperor"
            | "empress"
            | "king"
            | "pope"
            | "prince"
            | "princess"
            | "queen"
            | "saint"
            | "sultan"
            | "tsar"
    )
}

/// Returns the full name given nearest to a bare use: the one before it in the document, else the one after it.
fn nearest(corpus: &Corpus<'_>, key: &Key, own: &[Vec<Bearer>], at: usize) -> Option<usize> {
    let unit = key.spots[at].unit as usize;
    let same = |i: usize| {
        let other = key.spots[i].unit as usize;
        corpus.document[other] == corpus.document[unit]
            && (corpus.has_documents || other.abs_diff(unit) <= WINDOW)
    };
    let before = (0..at).rev().take_while(|&i| same(i)).find(|&i| !own[i].is_empty());
    let after = (at + 1..own.len())
        .take_while(|&i| same(i))
        .find(|&i| !own[i].is_empty() && key.spots[i].unit != unit as u32);
    before.or(after)
}

/// Returns whether every use of a place's rendering stands beside a name that sounds alike on both sides, as a person's
/// does: Chad Morrison is not Chad.
pub(super) fn in_full_names(corpus: &Corpus<'_>, capitals: &Capitals, key: &Key, group: &Group) -> bool {
    group.links.iter().all(|link| {
        let (unit, spot) = (link.unit as usize, &key.spots[link.spot as usize]);
        let (source, target) = (corpus.source(unit), corpus.target(unit));
        let alike = |from: Option<usize>, to: Option<usize>, first: usize| {
            let pair = from.and_then(|i| source.get(i)).zip(to.and_then(|i| target.get(i)));
            pair.is_some_and(|(name, word)| {
                name.capital
                    && near(source[first].gap)
                    && capitals.lower(name.key) == 0
                    && Sounding::new(corpus.source_words.text(name.key)).likeness(
                        corpus.target_words.text(word.key),
                        &corpus.target_lang,
                        SOUNDS,
                    ) > 0.0
            })
        };
        let (first, end) = (spot.first as usize, spot.end as usize);
        let (start, stop) = (link.first as usize, link.end as usize);
        alike(Some(end), Some(stop), end) || alike(first.checked_sub(1), start.checked_sub(1), first)
    })
}

/// Returns whether two uses may mean one bearer.
///
/// A use that stands alone may mean any bearer, but for a rendering left in Latin it must stand alone on both sides:
/// `Washington Examiner` left in Latin says nothing about Washington.
pub(super) fn share(a: &[Bearer], b: &[Bearer], other_script: bool) -> bool {
    if !other_script && (a.contains(&None) || b.contains(&None)) {
        return true;
    }
    a.iter().any(|x| b.contains(x))
}
