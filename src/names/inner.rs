//! Uses of a name inside a longer one: *Welsh* in *Welsh Parliament*. They are listed and never claimed.

use super::accepted::{joined, match_joined};
use super::assign::Cover;
use super::corpus::Corpus;
use super::runs::{Key, Spot};
use crate::model::{Name, Use, VariantClass};

/// Adds to a name the places inside longer names whose rendering holds a rendering the name has already.
///
/// `covers` are the longer names with their renderings, sorted.
pub(super) fn add(corpus: &Corpus<'_>, key: &Key, covers: &[Cover], name: &mut Name) {
    if key.inner.is_empty() {
        return;
    }
    let texts: Vec<String> = name.renderings.iter().map(|r| joined(&r.text)).collect();
    let mut grown = false;
    for spot in &key.inner {
        let from = covers.partition_point(|c| c.unit < spot.unit);
        let here = covers[from..].iter().take_while(|c| c.unit == spot.unit);
        let Some((rendering, target)) =
            here.filter(|c| c.holds(spot)).find_map(|c| inside(corpus, c, &texts))
        else {
            continue;
        };
        if name.renderings[rendering].class == VariantClass::Missing {
            continue;
        }
        name.renderings[rendering].uses.push(used(corpus, spot, target));
        grown = true;
    }
    if grown {
        for rendering in &mut name.renderings {
            rendering.uses.sort_by_key(|u| (u.unit, u.source.start));
        }
    }
}

/// Returns which of the texts stands inside the rendering of a longer name, and its target words.
fn inside(corpus: &Corpus<'_>, cover: &Cover, texts: &[String]) -> Option<(usize, std::ops::Range<usize>)> {
    let words = cover.first as usize..cover.end as usize;
    texts.iter().enumerate().filter(|(_, text)| !text.is_empty()).find_map(|(i, text)| {
        let here = |first| match_joined(corpus, cover.unit as usize, first, text).map(|end| first..end);
        let found = words.clone().filter_map(here).find(|range| range.end <= words.end)?;
        Some((i, found))
    })
}

fn used(corpus: &Corpus<'_>, spot: &Spot, target: std::ops::Range<usize>) -> Use {
    let unit = spot.unit as usize;
    Use { unit, source: corpus.source_range(unit, spot.words()), target: corpus.target_range(unit, target) }
}
