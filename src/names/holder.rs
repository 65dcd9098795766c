//! One word for several offices (*governor*: استاندار, فرماندار): which office is meant depends on who holds it, so two
//! renderings clash where they belong to one holder.

use super::accepted;
use super::capital::{Capitals, Standing};
use super::cluster::Group;
use super::corpus::Corpus;
use super::runs::{Key, Spot};
use super::table::Table;
use super::token::Gap;
use crate::model::VariantClass;
use glossary::calendar::is_day_or_month;

/// How many words to either side may tell whose office it is.
const REACH: usize = 7;
/// How many units a holder is remembered where units do not say where documents end.
const WINDOW: usize = 10;

/// Makes a choice between renderings a wording where two of them belong to one holder, and returns whether any does.
///
/// A holder is a name beside the title: of a person, a place or a body. A title that stands alone means the holder named
/// last in the document. A rendering inside another (رئیس, رئیس مجلس) is the same office.
pub(super) fn part(
    corpus: &Corpus<'_>,
    capitals: &Capitals,
    table: &Table,
    key: &Key,
    groups: &mut [Group],
) -> bool {
    let own: Vec<Vec<u32>> = key.spots.iter().map(|s| beside(corpus, capitals, table, s)).collect();
    let holders: Vec<Vec<u32>> = (0..own.len()).map(|at| meant(corpus, key, &own, at)).collect();
    let of = |group: &Group| -> Vec<u32> {
        group.links.iter().flat_map(|l| holders[l.spot as usize].iter().copied()).collect()
    };
    let all: Vec<(Vec<u32>, String)> = groups.iter().map(|g| (of(g), accepted::joined(&g.text))).collect();
    let mut found = false;
    for i in 1..groups.len() {
        if groups[i].class != VariantClass::ChooseOne {
            continue;
        }
        let clash = (0..i).any(|j| {
            let (a, b) = (&all[i], &all[j]);
            groups[j].class != VariantClass::ShortForm
                && !a.1.contains(&b.1)
                && !b.1.contains(&a.1)
                && a.0.iter().any(|holder| b.0.contains(holder))
        });
        if clash {
            groups[i].class = VariantClass::Wording;
            found = true;
        }
    }
    found
}

/// Returns the holders of a place: those beside it, else those of the nearest place before it that has some.
fn meant(corpus: &Corpus<'_>, key: &Key, own: &[Vec<u32>], at: usize) -> Vec<u32> {
    let unit = key.spots[at].unit as usize;
    let near = |i: &usize| {
        let other = key.spots[*i].unit as usize;
        corpus.document[other] == corpus.document[unit] && (corpus.has_documents || unit - other <= WINDOW)
    };
    (0..=at).rev().take_while(near).find(|&i| !own[i].is_empty()).map(|i| own[i].clone()).unwrap_or_default()
}

/// Returns the words of the names beside a title: `Governor Smith`, `the governor of Nineveh, Najim al-Sabawi`,
/// `Ayesha Khattak, the speaker`.
fn beside(corpus: &Corpus<'_>, capitals: &Capitals, table: &Table, spot: &Spot) -> Vec<u32> {
    let unit = spot.unit as usize;
    let words = corpus.source(unit);
    let text = |at: usize| corpus.source_words.text(words[at].key);
    // A capital at the beginning of a sentence says nothing.
    let least = |at: usize| if words[at].gap == Gap::Start { Standing::Name } else { Standing::Weak };
    let is_name = |at: usize| {
        words[at].capital
            && capitals.standing(corpus, unit, at) >= least(at)
            && !table.is_title_word(words[at].key)
            && !is_day_or_month(text(at))
    };
    let (first, end) = (spot.first as usize, spot.end as usize);
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate().skip(end).take(REACH) {
        if word.gap == Gap::Start {
            break;
        }
        if is_name(at) {
            found.push(word.key);
        } else if !matches!(text(at), "of" | "for" | "in" | "the" | "de" | "al") {
            break;
        }
    }
    for at in (first.saturating_sub(REACH)..first).rev() {
        if words[at + 1].gap == Gap::Start {
            break;
        }
        if is_name(at) {
            found.push(words[at].key);
        } else if !matches!(text(at), "the" | "a" | "an" | "former" | "then") {
            break;
        }
    }
    found
}
