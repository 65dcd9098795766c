//! Offices and bodies that one country calls by words of its own: وزیر داخله where a text is about Afghanistan, elsewhere
//! وزیر کشور.

use super::accepted;
use super::cluster::Group;
use super::corpus::Corpus;
use super::speech;
use crate::model::VariantClass;

/// How many units around one that names a country are about it where units do not say where documents end.
const WINDOW: usize = 5;

/// The words of one country, and which units are about it.
#[derive(Debug)]
pub(super) struct Region {
    words: Vec<String>,
    about: Vec<bool>,
}

/// Returns the countries that have words of their own and that some unit is about.
pub(super) fn regions(corpus: &Corpus<'_>) -> Vec<Region> {
    let terms = glossary::data::regions(&corpus.source_lang, &corpus.target_lang);
    let of = |term: &glossary::term::Term| {
        let names: Vec<u32> =
            term.source.iter().filter_map(|n| corpus.source_words.get(&n.to_lowercase())).collect();
        let named = |unit: usize| corpus.source(unit).iter().any(|w| w.capital && names.contains(&w.key));
        let mut about = vec![false; corpus.len()];
        for unit in (0..corpus.len()).filter(|&unit| named(unit)) {
            let near = |other: usize| corpus.document[other] == corpus.document[unit];
            let (first, last) = (unit.saturating_sub(WINDOW), (unit + WINDOW).min(corpus.len() - 1));
            (first..=last).filter(|&other| near(other)).for_each(|other| about[other] = true);
        }
        Region { words: term.accepted().map(accepted::joined).collect(), about }
    };
    terms.iter().map(of).filter(|region| region.about.contains(&true)).collect()
}

/// Takes a rendering in the words of a country out of the variants where only it stands in texts about that country.
pub(super) fn part(corpus: &Corpus<'_>, regions: &[Region], groups: &mut [Group]) {
    for region in regions {
        let own = |g: &Group| {
            let words = accepted::words_of(&g.text);
            words.iter().any(|w| region.words.iter().any(|o| speech::same_word(w, o, &corpus.target_lang)))
        };
        let inside = |g: &Group| g.links.iter().all(|l| region.about[l.unit as usize]);
        let outside = |g: &Group| !g.links.iter().any(|l| region.about[l.unit as usize]);
        let variant = |g: &Group| g.class != VariantClass::ShortForm;
        let (of_country, others): (Vec<&Group>, Vec<&Group>) =
            groups.iter().filter(|g| variant(g)).partition(|g| own(g));
        if of_country.is_empty() || others.is_empty() {
            continue;
        }
        // Two words in texts about the country are two words for one office.
        if of_country.iter().all(|g| inside(g)) && others.iter().all(|g| outside(g)) {
            for group in groups.iter_mut().filter(|g| own(g)) {
                group.class = VariantClass::ShortForm;
            }
            groups.sort_by_key(|g| g.class == VariantClass::ShortForm);
            if let Some(first) = groups.first_mut() {
                first.class = VariantClass::Main;
            }
        }
    }
}
