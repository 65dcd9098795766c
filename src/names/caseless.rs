//! Which words are names where neither script has capitals: they sound alike on both sides, and little speaks for
//! an ordinary word.

use super::corpus::Corpus;
use super::cue::{Cues, Known};
use super::pivot::{Likeness, Sounds};
use super::token::Gap;
use glossary::affix::strip;
use glossary::fold::{Level, folded};
use rustc_hash::FxHashMap;

/// Likeness from which two words may be one name.
const ALIKE: f32 = 0.66;
/// Likeness at which they surely sound alike.
const SURE: f32 = 0.8;
/// Likeness to a name that a word made of an ordinary one must exceed.
const DERIVED: f32 = 0.9;
/// Letters of the shortest word that is looked at.
const SHORTEST: usize = 3;
/// A word in more units than this, and in more than one of `COMMON_SHARE`, is too common for a name.
const COMMON_UNITS: u32 = 50;
const COMMON_SHARE: u32 = 10;
/// What must speak for a name.
const ENOUGH: i32 = 2;

/// Most pairs of words whose likeness is kept.
const MOST_PAIRS: usize = 1_000_000;

/// A source word and the target word of its unit that sounds most like it, each the other's best.
#[derive(Debug, Clone, Copy)]
struct Pair {
    unit: u32,
    source: u16,
    target: u16,
    like: Likeness,
}

/// Sets `capital` on every source word that names something.
///
/// Prepositions and conjunctions written on a word are taken off it first (والموصل, בחיפה), so that all places of a name
/// have one key. Without sound rules for both scripts, and where both languages share their common words (Hindi and
/// Urdu), nothing is found.
pub(super) fn find(corpus: &mut Corpus<'_>) {
    if matches!((corpus.source_lang.as_str(), corpus.target_lang.as_str()), ("hi", "ur") | ("ur", "hi")) {
        return;
    }
    bare(corpus);
    let cues = (Cues::new(&corpus.source_lang), Cues::new(&corpus.target_lang));
    let units = units_of_keys(corpus);
    corpus.ordinary = (0..corpus.target_words.len() as u32)
        .map(|key| match cues.1.sort(corpus.target_words.text(key)) {
            Known::Common => 1.0,
            Known::Derived => DERIVED,
            Known::Name | Known::No => 0.0,
        })
        .collect();
    let pairs = pairs(corpus, &cues, &units);
    let names = names(corpus, &cues, &units, &pairs);
    for unit in 0..corpus.len() {
        for word in corpus.source_mut(unit) {
            // A name left in Latin has its capital already.
            word.capital |= names[word.key as usize];
        }
    }
    let named = |p: &&Pair| names[corpus.source(p.unit as usize)[p.source as usize].key as usize];
    let written: Vec<Pair> = pairs.iter().filter(named).filter(|p| p.like.before > 0).copied().collect();
    for pair in written {
        part(corpus, pair);
    }
}

/// Sets what is written before a name in the other text apart from it, so that a corrected name keeps its preposition.
///
/// An article belongs to the name; that of للموصل cannot be parted from the preposition.
fn part(corpus: &mut Corpus<'_>, pair: Pair) {
    let text = corpus.texts[pair.unit as usize].1;
    let word = &mut corpus.target_mut(pair.unit as usize)[pair.target as usize];
    let raw = &text[word.start as usize..word.end as usize];
    let key = folded(raw, Level::Ortho);
    let cut = key.text().get(..pair.like.before).unwrap_or_default();
    let before = match cut.strip_suffix("ال") {
        Some(rest) => rest.len(),
        None if pair.like.article => return,
        None => cut.len(),
    };
    word.start += key.raw_range(before..key.text().len()).start as u32;
}

/// Gives every source word the key and the range it has without prepositions, where that word stands by itself too or
/// behind several of them.
fn bare(corpus: &mut Corpus<'_>) {
    let units = units_of_keys(corpus);
    let lang = corpus.source_lang.clone();
    let mut forms: FxHashMap<String, (u32, u32)> = FxHashMap::default();
    let mut readings: Vec<Vec<(String, usize)>> = vec![Vec::new(); units.len()];
    for (key, &count) in units.iter().enumerate().filter(|(_, n)| **n > 0) {
        let text = corpus.source_words.text(key as u32);
        for (range, affix) in strip(text, &lang) {
            let cut = &text[..affix.before_bytes];
            if affix.after_bytes > 0
                || cut.is_empty()
                || cut == "ال"
                || text[range.clone()].chars().count() < 3
            {
                continue;
            }
            // للموصل is ل and الموصل; the article stays.
            let rest = match cut.strip_suffix("ال").or_else(|| cut.strip_suffix("لل")) {
                Some(_) => format!("ال{}", &text[range.clone()]),
                None if cut.ends_with('ה') => continue,
                None => text[range.clone()].to_owned(),
            };
            let entry = forms.entry(rest.clone()).or_default();
            *entry = (entry.0 + 1, entry.1 + count);
            readings[key].push((rest, range.start));
        }
    }
    let mut moved: FxHashMap<u32, (u32, usize)> = FxHashMap::default();
    for (key, list) in readings.into_iter().enumerate() {
        let own = units[key];
        let stands = |rest: &str| {
            corpus.source_words.get(rest).map_or(0, |k| units.get(k as usize).copied().unwrap_or(0))
        };
        let best = list.into_iter().find(|(rest, _)| {
            let (kinds, all) = forms.get(rest.as_str()).copied().unwrap_or_default();
            let by_itself = stands(rest);
            by_itself >= own && by_itself > 0
                || kinds + u32::from(by_itself > 0) >= 3 && all + by_itself > 2 * own
        });
        if let Some((rest, start)) = best {
            let to = corpus.source_words.intern(&rest);
            moved.insert(key as u32, (to, start));
        }
    }
    for unit in 0..corpus.len() {
        let text = corpus.texts[unit].0;
        for word in corpus.source_mut(unit) {
            if let Some(&(to, start)) = moved.get(&word.key) {
                let raw = &text[word.start as usize..word.end as usize];
                let key = folded(raw, Level::Ortho);
                // The article of الموصل begins one letter before what was left of للموصل.
                word.start += key.raw_range(start..key.text().len()).start as u32;
                word.key = to;
                // No name runs over a conjunction or preposition.
                if word.gap == Gap::Space {
                    word.gap = Gap::Break;
                }
            }
        }
    }
}

/// Returns in how many units each source key stands.
fn units_of_keys(corpus: &Corpus<'_>) -> Vec<u32> {
    let mut count = vec![0; corpus.source_words.len()];
    let mut last = vec![u32::MAX; count.len()];
    for unit in 0..corpus.len() {
        for word in corpus.source(unit) {
            if last[word.key as usize] != unit as u32 {
                last[word.key as usize] = unit as u32;
                count[word.key as usize] += 1;
            }
        }
    }
    count
}

/// Returns the pairs of words that sound alike, in the order of units and source words.
fn pairs(corpus: &Corpus<'_>, cues: &(Cues, Cues), units: &[u32]) -> Vec<Pair> {
    let rare = |n: u32| n <= COMMON_UNITS || n * COMMON_SHARE <= corpus.len() as u32;
    let long = |text: &str| text.chars().count() >= SHORTEST && !text.chars().any(char::is_numeric);
    let source: Vec<Option<Sounds>> = (0..units.len())
        .map(|key| {
            let text = corpus.source_words.text(key as u32);
            let may = units[key] > 0 && rare(units[key]) && long(text);
            (may && cues.0.sort(text) != Known::Common)
                .then(|| Sounds::of_name(text))
                .filter(|s| !s.is_empty())
        })
        .collect();
    let target: Vec<Option<Sounds>> = (0..corpus.target_words.len())
        .map(|key| {
            let text = corpus.target_words.text(key as u32);
            let may =
                long(text) && !corpus.is_function_word(key as u32) && !corpus.is_ordinary(key as u32, 1.0);
            may.then(|| Sounds::new(text, &corpus.target_lang)).filter(|s| !s.is_empty())
        })
        .collect();
    let mut memo: FxHashMap<(u32, u32), Option<Likeness>> = FxHashMap::default();
    let mut found = Vec::new();
    for unit in 0..corpus.len() {
        let (from, to) = (corpus.source(unit), corpus.target(unit));
        if from.len().max(to.len()) > usize::from(u16::MAX) {
            continue;
        }
        let mut here: Vec<Pair> = Vec::new();
        for (i, word) in from.iter().enumerate() {
            let Some(name) = &source[word.key as usize] else { continue };
            for (j, other) in to.iter().enumerate() {
                let Some(sounds) = &target[other.key as usize] else { continue };
                if memo.len() >= MOST_PAIRS {
                    memo.clear();
                }
                let like = *memo.entry((word.key, other.key)).or_insert_with(|| name.likeness(sounds, ALIKE));
                if let Some(like) = like {
                    here.push(Pair { unit: unit as u32, source: i as u16, target: j as u16, like });
                }
            }
        }
        // Best first; of equals those whose places in the two sentences are most alike.
        let slant = |p: &Pair| {
            let (a, b) = (f32::from(p.source) / from.len() as f32, f32::from(p.target) / to.len() as f32);
            (a - b).abs()
        };
        here.sort_by(|a, b| {
            b.like
                .score
                .total_cmp(&a.like.score)
                .then(slant(a).total_cmp(&slant(b)))
                .then(a.source.cmp(&b.source))
        });
        let mut chosen: Vec<Pair> = Vec::new();
        for pair in here {
            if chosen.iter().all(|c| c.source != pair.source && c.target != pair.target) {
                chosen.push(pair);
            }
        }
        chosen.sort_by_key(|p| p.source);
        found.extend(chosen);
    }
    found
}

/// What speaks for and against a source key.
#[derive(Debug, Clone, Copy, Default)]
struct Account {
    /// Units with a word that sounds like it, and how alike in all.
    paired: u32,
    like: f32,
    /// Pairs whose target has an article, and whose words stand beside another pair, behind a cue.
    articles: u32,
    beside: u32,
    introduced: u32,
    /// What the tables say of its words at most.
    named: bool,
    derived: bool,
    common: bool,
}

/// Returns for every source key whether it names something.
fn names(corpus: &Corpus<'_>, cues: &(Cues, Cues), units: &[u32], pairs: &[Pair]) -> Vec<bool> {
    let mut accounts = vec![Account::default(); units.len()];
    for (at, pair) in pairs.iter().enumerate() {
        let unit = pair.unit as usize;
        let (from, to) = (corpus.source(unit), corpus.target(unit));
        let (i, j) = (pair.source as usize, pair.target as usize);
        let account = &mut accounts[from[i].key as usize];
        account.paired += 1;
        account.like += pair.like.score;
        account.articles += u32::from(pair.like.article);
        let next = |p: Option<&Pair>, left: bool| {
            p.is_some_and(|p| {
                let beside = if left {
                    (p.source + 1, p.target + 1)
                } else {
                    (p.source.wrapping_sub(1), p.target.wrapping_sub(1))
                };
                let (first, second) = if left { (i, j) } else { (i + 1, j + 1) };
                p.unit == pair.unit
                    && beside == (pair.source, pair.target)
                    && from[first].gap == Gap::Space
                    && to[second].gap == Gap::Space
                    && !p.like.article
                    && !pair.like.article
            })
        };
        let full = next(at.checked_sub(1).and_then(|a| pairs.get(a)), true) || next(pairs.get(at + 1), false);
        account.beside += u32::from(full);
        let introduced = |cues: &Cues, text: Option<&str>| text.is_some_and(|t| cues.introduces(t));
        let before = i.checked_sub(1).filter(|_| from[i].gap == Gap::Space);
        let ahead = j.checked_sub(1).filter(|_| to[j].gap == Gap::Space);
        account.introduced += u32::from(
            introduced(&cues.0, before.map(|b| corpus.source_words.text(from[b].key)))
                || introduced(&cues.1, ahead.map(|b| corpus.target_words.text(to[b].key))),
        );
        let (name, word) = (corpus.source_words.text(from[i].key), corpus.target_words.text(to[j].key));
        let known = [cues.0.sort(name), cues.1.sort(word)];
        account.named |= known.contains(&Known::Name);
        account.derived |= known.contains(&Known::Derived);
        account.common |= known.contains(&Known::Common);
    }
    let one_script = script(&corpus.source_lang) == script(&corpus.target_lang);
    (accounts.iter().enumerate())
        .map(|(key, account)| {
            units[key] > 1 && account.paired > 1 && account.paired * 2 >= units[key] && {
                let text = corpus.source_words.text(key as u32);
                let stands = |form: &String| {
                    corpus
                        .source_words
                        .get(form)
                        .is_some_and(|k| units.get(k as usize).is_some_and(|n| *n > 0))
                };
                let inflected = cues.0.noun_forms(text).iter().any(stands);
                let mut score = 0;
                score += i32::from(account.like / account.paired as f32 >= SURE);
                score += i32::from(!one_script);
                score += i32::from(account.paired == units[key] && account.paired > 2);
                score += 2 * i32::from(account.beside > 0);
                score += 2 * i32::from(account.introduced > 0);
                score += 3 * i32::from(account.named);
                score -= 4 * i32::from(account.common && !account.named);
                score -= 2 * i32::from(account.derived && !account.named);
                score -= 3 * i32::from(inflected);
                score -= match account.articles {
                    0 => 0,
                    n if n == account.paired => 2,
                    _ => 3,
                };
                score >= ENOUGH
            }
        })
        .collect()
}

/// Returns the script of a language without capitals.
fn script(lang: &str) -> &str {
    match lang {
        "fa" | "ar" | "ur" | "ps" | "ckb" | "prs" => "arabic",
        "he" | "yi" => "hebrew",
        "hi" | "mr" | "ne" => "devanagari",
        other => other,
    }
}
