//! Whether renderings of a name of one word may mean one bearer.

use super::accepted;
use super::bearer;
use super::capital::Capitals;
use super::cluster::{self, Group};
use super::corpus::Corpus;
use super::kept::kept;
use super::link::{Link, Why};
use super::runs::Key;
use super::speech;
use super::table::Table;
use crate::model::{NameKind, VariantClass, Verdict};

/// Returns the verdict on a name of one word: true when two of its renderings may mean one bearer.
pub(super) fn judge(
    corpus: &Corpus<'_>,
    capitals: &Capitals,
    table: &Table,
    key: &Key,
    groups: &[Group],
    bearers: &[Vec<bearer::Bearer>],
) -> Verdict {
    // A place left in Latin among words of the text's own script stands for itself, among Latin words for a part of them.
    let inside = |l: &Link| {
        let words = corpus.target(l.unit as usize);
        let latin =
            |i: usize| words.get(i).is_some_and(|w| speech::is_latin(corpus.target_words.text(w.key)));
        latin(l.end as usize) || (l.first as usize).checked_sub(1).is_some_and(latin)
    };
    let local = matches!(key.kind, NameKind::Place | NameKind::Demonym | NameKind::Language);
    // Jordan the person and the country: where the table translates the place, who is spelled within a full name is
    // another bearer.
    let head = table.head(&key.words).filter(|_| local);
    let person_of = |g: &Group| {
        let person =
            |h| cluster::is_spelled(corpus, key, h, g) || bearer::in_full_names(corpus, capitals, key, g);
        !meant_bare(g, bearers) && head.is_some_and(person)
    };
    let is_place = |g: &Group| {
        head.is_some_and(|h| accepted::accepts(&h.accepted, &g.text, &corpus.target_lang).is_some())
    };
    let place = |g: &Group| local && speech::is_latin(&g.text);
    // So does a person's name where neither side has another name beside it.
    let person = matches!(key.kind, NameKind::Person | NameKind::Unknown);
    let bare = |l: &Link| local || person && bearers[l.spot as usize] == [None];
    let alone = |g: &Group| speech::is_latin(&g.text) && g.links.iter().any(|l| !inside(l) && bare(l));
    let meant = |g: &Group| -> Vec<bearer::Bearer> {
        let own = |l: &&Link| !place(g) || !inside(l) || !bearers[l.spot as usize].contains(&None);
        g.links.iter().filter(own).flat_map(|l| bearers[l.spot as usize].iter().copied()).collect()
    };
    let all: Vec<(&Group, Vec<bearer::Bearer>)> = groups
        .iter()
        .filter(|g| g.class != VariantClass::ShortForm && !kept(corpus, capitals, key, groups, g))
        .map(|g| (g, meant(g)))
        .collect();
    for (i, (one, a)) in all.iter().enumerate() {
        let clash = |(other, b): &(&Group, Vec<bearer::Bearer>)| {
            let (of_person, of_other) = (person_of(one), person_of(other));
            if of_person != of_other && is_place(if of_person { other } else { one }) {
                return false;
            }
            // Two accepted names of a country are a choice, whoever is meant.
            if other.class == VariantClass::ChooseOne && other.links.iter().all(|l| l.why == Why::Table) {
                return true;
            }
            let script =
                speech::is_latin(&one.text) != speech::is_latin(&other.text) && !alone(one) && !alone(other);
            other.cluster != one.cluster && bearer::share(a, b, script)
        };
        if all[i + 1..].iter().any(clash) {
            return Verdict::True;
        }
    }
    let ortho = groups.iter().any(|g| matches!(g.class, VariantClass::Letters | VariantClass::HalfSpace));
    if ortho { Verdict::Ortho } else { Verdict::Bearer }
}

/// Returns whether a group has a use that stands alone and is near to no full name.
fn meant_bare(group: &Group, bearers: &[Vec<bearer::Bearer>]) -> bool {
    group.links.iter().any(|l| bearers[l.spot as usize].contains(&None))
}
