//! The order of the steps.

use super::accepted::joined;
use super::acronym;
use super::assign::{self, Cover, place};
use super::bearer;
use super::beside;
use super::capital::{self, Capitals};
use super::caseless;
use super::cluster::{self, Group};
use super::corpus::Corpus;
use super::evidence::Evidence;
use super::gloss::drop_glosses;
use super::holder;
use super::inner;
use super::judge::judge;
use super::kept::kept;
use super::link::{Link, Why};
use super::nested;
use super::office;
use super::phrase::{self, WordLinks};
use super::region;
use super::rival;
use super::runs::{self, Key, Spot};
use super::second;
use super::single;
use super::speech;
use super::stand;
use super::table::{self, Hit, Table};
use crate::lexicon::Lexicon;
use crate::model::{Lang, Name, NameKind, Rendering, Side, TranslationUnit, Use, VariantClass, Verdict};
use glossary::calendar::is_day_or_month;
use glossary::term::{Kind, Term};
use rustc_hash::{FxHashMap, FxHashSet};

/// What the finder may be told.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Options {
    /// Whether places that lack every known rendering of a name are listed as [`VariantClass::Missing`].
    pub missing: bool,
}

impl Default for Options {
    fn default() -> Options {
        Options { missing: true }
    }
}

/// Returns whether the names are those of the target: its texts have capitals, and those of the source have none or tell
/// less of names.
///
/// Reads units until both sides show a capital.
pub fn is_reversed(units: &[TranslationUnit], source: &Lang, target: &Lang) -> bool {
    let shows = |lang: &Lang| {
        // Latin words stand in texts of every script: the script of the language decides.
        let capital = |unit: &TranslationUnit| {
            unit.variant(lang).is_some_and(|v| v.text.chars().any(char::is_uppercase))
        };
        speech::has_case(&lang.primary()) && units.iter().any(capital)
    };
    let rank = |lang: &Lang| if shows(lang) { capital::rank(&lang.primary()) } else { 0 };
    rank(target) > rank(source)
}

/// Finds the names and titles of the units and every rendering each was given.
///
/// Every name with at least one rendering comes back, ordered by its text. Names are those of `source`, or of `target`
/// when [`is_reversed`]; the ranges of [`Use::source`] then lie in the target variant and those of [`Use::target`] in
/// the source variant. `terms` (titles, countries, people …; may be empty) name things to look for and renderings to
/// accept; `lexicon` (may be empty) is one learnt from the same or other units, from the side of the names to the other.
/// Units without one of the two languages are passed over. Documents are told apart by [`Origin::file`]; when all units
/// share one, neighbouring units stand for a document.
///
/// The result depends on the arguments only. Linear in the number of units, but for names that stand in very many.
///
/// [`Origin::file`]: crate::model::Origin::file
///
/// ```
/// use yeksan::lexicon::Lexicon;
/// use yeksan::model::{Lang, Origin, TranslationUnit, Variant, Verdict};
/// use yeksan::names::{Options, find};
/// let (en, fa) = (Lang::new("en"), Lang::new("fa"));
/// let unit = |source: &str, target: &str| {
///     TranslationUnit::pair(Variant::new(en.clone(), source), Variant::new(fa.clone(), target), Origin::default())
/// };
/// let units = [
///     unit("The report by Rehman was read.", "گزارش رحمان خوانده شد."),
///     unit("They thanked Rehman for it.", "از رهمان برای آن سپاسگزاری کردند."),
/// ];
/// let names = find(&units, &en, &fa, &[], &Lexicon::default(), &Options::default());
/// assert_eq!(names[0].source, "Rehman");
/// assert_eq!(names[0].verdict, Verdict::True);
/// assert_eq!(names[0].renderings.len(), 2);
/// ```
pub fn find(
    units: &[TranslationUnit],
    source: &Lang,
    target: &Lang,
    terms: &[Term],
    lexicon: &Lexicon,
    options: &Options,
) -> Vec<Name> {
    let (source, target) =
        if is_reversed(units, source, target) { (target, source) } else { (source, target) };
    let nouns = table::nouns(terms, &source.primary(), &target.primary());
    let mut corpus = Corpus::new(units, source, target, &nouns);
    drop(nouns);
    if corpus.caseless {
        caseless::find(&mut corpus);
    }
    let corpus = corpus;
    let table = Table::new(&corpus, terms);
    let capitals = Capitals::new(&corpus);
    let (keys, heads, runs) = keys(&corpus, &capitals, &table);
    let mut evidence = Evidence::new(&corpus, lexicon, &table);
    let longer: Vec<Key> = heads.iter().chain(runs.iter().filter(|k| !k.is_once())).cloned().collect();
    let spelt = acronym::expansions(&corpus, &table, &keys, &longer);
    drop(longer);
    let mut head_links = Vec::with_capacity(heads.len());
    for key in &heads {
        let mut links = hits(&corpus, &table, key);
        add_copies(&corpus, key, &mut links);
        complete(&corpus, &mut evidence, key, &mut links);
        office::look(&corpus, &mut evidence, key, &mut links);
        place(&key.spots, &mut links);
        head_links.push(links);
    }
    drop_inner(&heads, &mut head_links);
    let covers = covers(&heads, &head_links);
    let blocked: Vec<(u32, u16, u16)> = covers.iter().map(|c| (c.unit, c.first, c.end)).collect();
    let candidates: Vec<Vec<Link>> = keys
        .iter()
        .map(|key| {
            let mut links = hits(&corpus, &table, key);
            if !key.is_title() && (key.kind != NameKind::Term || table.head(&key.words).is_some()) {
                let found = single::candidates(&corpus, &mut evidence, key);
                // What is no name for sure must sound like one; days and months have words that sound otherwise (درصد is
                // somewhat like Thursday).
                let sure =
                    |l: &Link| l.why == Why::Copy || l.why == Why::Sound && !is_day(&corpus, &table, key);
                let doubtful = key.weak || is_day(&corpus, &table, key);
                links.extend(found.into_iter().filter(|l| !doubtful || sure(l)));
            }
            links
        })
        .collect();
    let mut links = assign::assign(&keys, candidates, &covers);
    for (key, links) in keys.iter().zip(&mut links).filter(|(k, _)| !k.weak) {
        complete(&corpus, &mut evidence, key, links);
        if let Some(words) = spelt.get(&key.words[0]) {
            spell_out(&corpus, &mut evidence, key, words, links);
        }
        office::look(&corpus, &mut evidence, key, links);
    }
    for (key, links) in keys.iter().zip(&mut links) {
        drop_glosses(&corpus, links);
        place(&key.spots, links);
    }
    let used = self::used(&blocked, links.iter().map(Vec::as_slice));
    let rendered = second::rendered(&corpus, &links);
    let longer = long_titles(&heads);
    for (key, links) in keys.iter().zip(&mut links) {
        second::look(&corpus, &mut evidence, key, links, &used, &rendered, &longer);
    }
    beside::look(&corpus, &mut evidence, &runs, &keys, &mut links, &used);
    let used = self::used(&blocked, links.iter().map(Vec::as_slice));
    acronym::other_letters(&corpus, &keys, &mut links, &used);
    {
        let named: Vec<&Key> = heads.iter().chain(&keys).collect();
        let mut lists: Vec<&mut Vec<Link>> = head_links.iter_mut().chain(&mut links).collect();
        let taken = self::used(&blocked, lists.iter().map(|l| l.as_slice()));
        rival::look(&corpus, &mut evidence, &table, &named, &mut lists, &taken);
    }
    let by_word: WordLinks<'_> =
        keys.iter().zip(&links).map(|(key, links)| (key.words[0], links.as_slice())).collect();
    let mut run_links = Vec::with_capacity(runs.len());
    for key in &runs {
        let sounded = phrase::has_parts(&corpus, &table, key, &by_word);
        if key.is_once() && !sounded {
            run_links.push(Vec::new());
            continue;
        }
        let mut links = if sounded { phrase::from_parts(&corpus, key, &by_word) } else { Vec::new() };
        add_copies(&corpus, key, &mut links);
        // A title before a name: each is reported on its own.
        if !sounded && !phrase::is_address(&table, key, &by_word) {
            complete(&corpus, &mut evidence, key, &mut links);
            office::look(&corpus, &mut evidence, key, &mut links);
            phrase::widen(&corpus, key, &mut links, &by_word);
        }
        place(&key.spots, &mut links);
        run_links.push(links);
    }
    drop(by_word);
    for (key, links) in heads.iter().chain(&runs).zip(head_links.iter_mut().chain(&mut run_links)) {
        second::look(&corpus, &mut evidence, key, links, &blocked, &rendered, &longer);
    }
    {
        let named: Vec<&Key> = heads.iter().chain(&keys).chain(&runs).collect();
        let mut lists: Vec<&mut Vec<Link>> =
            head_links.iter_mut().chain(&mut links).chain(&mut run_links).collect();
        stand::look(&corpus, &mut evidence, &table, &named, &mut lists);
    }
    let regions = region::regions(&corpus);
    let taken = taken(&runs, &run_links);
    let mut names = Vec::new();
    for (key, links) in keys.iter().zip(&mut links) {
        if links.is_empty() {
            continue;
        }
        let head = table.head(&key.words);
        let groups = cluster::group(&corpus, links.clone(), key, head);
        let groups = if claims(&groups) {
            links.retain(|l| !is_taken(&taken, key, l));
            cluster::group(&corpus, links.clone(), key, head)
        } else {
            groups
        };
        let mut groups = groups;
        if groups.is_empty() {
            continue;
        }
        if key.is_title() {
            region::part(&corpus, &regions, &mut groups);
        }
        let of_one_holder =
            head.is_some_and(|h| h.several) && holder::part(&corpus, &capitals, &table, key, &mut groups);
        // A calling is left out or a pronoun stands for it: only names can be missing.
        let list = options.missing && !key.calling;
        let missing = if list { second::missing(&corpus, key, links) } else { Vec::new() };
        let mut name = name(&corpus, key, &groups, &missing);
        // Letters stand for one body, whatever stands beside them; those of a country stand in names of bodies too.
        let acronym =
            capital::is_upper(&name.source) && name.source.chars().count() > 1 && key.kind != NameKind::Place;
        let rivals = groups
            .iter()
            .filter(|g| g.class != VariantClass::ShortForm && !kept(&corpus, &capitals, key, &groups, g));
        // So does the name of a body or contest that the table knows (Ladbrokes Premiership).
        let known = head.is_some()
            && !cluster::inflects(&corpus.target_lang)
            && matches!(key.kind, NameKind::Organisation | NameKind::Event);
        // Where titles inflect, one word for two callings is marked as such; a form of address has no bearer of its own.
        let known = known || of_one_holder || key.is_title() && cluster::inflects(&corpus.target_lang);
        if name.verdict == Verdict::True && !known && rivals.count() < 2 {
            name.verdict = Verdict::Bearer;
        } else if name.verdict == Verdict::True && !acronym && !known {
            let mut clusters = vec![None; key.spots.len()];
            for group in &groups {
                for link in &group.links {
                    clusters[link.spot as usize] = Some(group.cluster);
                }
            }
            let bearers = bearer::bearers(&corpus, &capitals, &table, key, &clusters);
            name.verdict = judge(&corpus, &capitals, &table, key, &groups, &bearers);
        }
        names.push((key, name));
    }
    for (key, links) in heads.iter().chain(&runs).zip(head_links.into_iter().chain(run_links)) {
        if links.is_empty() {
            continue;
        }
        let missing = if options.missing { second::missing(&corpus, key, &links) } else { Vec::new() };
        let mut groups = cluster::group(&corpus, links, key, table.head(&key.words));
        if key.is_title() {
            region::part(&corpus, &regions, &mut groups);
        }
        names.push((key, name(&corpus, key, &groups, &missing)));
    }
    nested::merge(&corpus, &table, &mut names);
    for (key, name) in &mut names {
        inner::add(&corpus, key, &covers, name);
    }
    let mut names: Vec<Name> = names.into_iter().map(|(_, name)| name).collect();
    names.sort_by(|a, b| a.source.cmp(&b.source).then(a.kind.cmp(&b.kind)));
    names
}

/// Returns the single words, the names of several words in the table, and the runs of capitals that it lacks.
fn keys(corpus: &Corpus<'_>, capitals: &Capitals, table: &Table) -> (Vec<Key>, Vec<Key>, Vec<Key>) {
    let (mut singles, mut runs) = runs::find(corpus, capitals, |word| table.is_title_word(word));
    let (short, long): (Vec<Key>, Vec<Key>) =
        table.find(corpus, capitals).into_iter().partition(|k| k.words.len() == 1);
    let known: FxHashSet<&[u32]> = short.iter().chain(&long).map(|k| k.words.as_slice()).collect();
    // A part of a longer name of the table is no use of the part.
    let mut inside: FxHashSet<(u32, u16)> = FxHashSet::default();
    for key in long.iter().filter(|k| k.kind != NameKind::Person) {
        for spot in &key.spots {
            inside.extend((spot.first..spot.end).map(|w| (spot.unit, w)));
        }
    }
    singles.retain(|k| !known.contains(k.words.as_slice()));
    runs.retain(|k| !known.contains(k.words.as_slice()));
    for key in &mut singles {
        let held = |s: &Spot| inside.contains(&(s.unit, s.first));
        key.inner = key.spots.iter().filter(|s| held(s)).cloned().collect();
        key.spots.retain(|s| !held(s));
    }
    singles.retain(|k| !k.spots.is_empty());
    for key in &mut singles {
        if table.is_title_word(key.words[0]) {
            key.kind = NameKind::Title;
            key.calling = true;
        }
    }
    singles.extend(short);
    let (one, more): (Vec<Key>, Vec<Key>) =
        table.nouns(corpus, capitals).into_iter().partition(|k| k.words.len() == 1);
    let mut more = more;
    singles.extend(one);
    // What heads such a name is a common word: only where offices are taken apart are its renderings told from its
    // neighbours'.
    if !glossary::data::title_parts(&corpus.source_lang, &corpus.target_lang).is_empty() {
        let nouns: FxHashSet<&[u32]> = more.iter().map(|k| k.words.as_slice()).collect();
        runs.retain(|k| !nouns.contains(k.words.as_slice()));
        runs.extend(more);
    } else {
        let known: FxHashSet<&[u32]> = runs.iter().map(|k| k.words.as_slice()).collect();
        more.retain(|k| !known.contains(k.words.as_slice()));
        let written = |k: &Key| {
            k.spots.iter().all(|s| corpus.source(s.unit as usize)[s.words()].iter().all(|w| w.capital))
        };
        runs.extend(more.into_iter().filter(written));
    }
    (singles, long, runs)
}

/// Returns whether a name is a day or month whose renderings the table knows.
fn is_day(corpus: &Corpus<'_>, table: &Table, key: &Key) -> bool {
    matches!(key.words[..], [word] if is_day_or_month(corpus.source_words.text(word)))
        && table.head(&key.words).is_some()
}

/// Drops a rendering that is a part of the rendering of a name standing elsewhere in the source: آمریکا in آمریکای مرکزی.
fn drop_inner(heads: &[Key], links: &mut [Vec<Link>]) {
    let mut all: Vec<(Link, Spot)> = Vec::new();
    for (key, links) in heads.iter().zip(links.iter()) {
        all.extend(links.iter().map(|l| (l.clone(), key.spots[l.spot as usize].clone())));
    }
    all.sort_by_key(|(l, s)| (l.unit, l.first, l.end, s.first, s.end));
    for (key, links) in heads.iter().zip(links.iter_mut()) {
        links.retain(|l| {
            let spot = &key.spots[l.spot as usize];
            let from = all.partition_point(|(o, _)| o.unit < l.unit);
            !all[from..].iter().take_while(|(o, _)| o.unit == l.unit).any(|(other, place)| {
                let longer =
                    other.first <= l.first && l.end <= other.end && other.end - other.first > l.end - l.first;
                longer && (place.end <= spot.first || spot.end <= place.first)
            })
        });
    }
}

/// Returns longer names and their renderings, which are no rendering of a single word, sorted.
fn covers(heads: &[Key], links: &[Vec<Link>]) -> Vec<Cover> {
    let mut all: Vec<Cover> = Vec::new();
    for (key, links) in heads.iter().zip(links).filter(|(key, _)| key.kind != NameKind::Person) {
        all.extend(links.iter().map(|l| {
            let spot = &key.spots[l.spot as usize];
            Cover { unit: l.unit, first: l.first, end: l.end, source: (spot.first, spot.end) }
        }));
    }
    all.sort_unstable();
    all
}

/// Returns the places of titles of several words, sorted.
fn long_titles(heads: &[Key]) -> Vec<(u32, u16, u16)> {
    let titles = heads.iter().filter(|k| k.is_title());
    let mut all: Vec<_> = titles.flat_map(|k| k.spots.iter().map(|s| (s.unit, s.first, s.end))).collect();
    all.sort_unstable();
    all
}

/// Returns every target word that renders something, sorted.
fn used<'l>(blocked: &[(u32, u16, u16)], links: impl Iterator<Item = &'l [Link]>) -> Vec<(u32, u16, u16)> {
    let mut all = blocked.to_vec();
    all.extend(links.flatten().map(|l| (l.unit, l.first, l.end)));
    all.sort_unstable();
    all
}

/// Returns where accepted renderings of a name stand in its units, no more than the name has places.
fn hits(corpus: &Corpus<'_>, table: &Table, key: &Key) -> Vec<Link> {
    let Some(head) = table.head(&key.words) else { return Vec::new() };
    let mut units: Vec<u32> = key.spots.iter().map(|s| s.unit).collect();
    units.dedup();
    let mut counts: FxHashMap<String, usize> = FxHashMap::default();
    let mut found: Vec<(u32, Vec<(String, Hit)>)> = Vec::with_capacity(units.len());
    for unit in units {
        let mut here = Vec::new();
        for hit in table.hits(corpus, head, unit as usize) {
            if head.kind == Kind::Person && key.words.len() == 1 && hit.words.len() > 1 {
                // The full name stands for two source words.
                continue;
            }
            let text = joined(corpus.target_text(unit as usize, hit.words.clone()));
            *counts.entry(text.clone()).or_default() += 1;
            here.push((text, hit));
        }
        found.push((unit, here));
    }
    let mut links = Vec::new();
    for (unit, mut here) in found {
        let spots = assign::spots_in(&key.spots, unit);
        if here.len() > spots.len() {
            // Of more renderings than places those of the same number, the usual ones first.
            let other =
                |hit: &Hit| is_plural(corpus, unit as usize, hit) != spots.iter().any(|s| many(corpus, s));
            let usual = |text: &str| std::cmp::Reverse(counts.get(text).copied());
            here.sort_by_key(|(text, hit)| (key.is_title() && other(hit), usual(text), hit.words.start));
            here.truncate(spots.len());
        }
        links.extend(here.into_iter().map(|(_, hit)| Link {
            unit,
            spot: 0,
            first: hit.words.start as u16,
            end: hit.words.end as u16,
            score: 1.4 + 0.2 * hit.words.len() as f32 - if hit.short { 0.1 } else { 0.0 },
            why: Why::Table,
        }));
    }
    links
}

/// Returns whether the source has the plural at a place.
fn many(corpus: &Corpus<'_>, spot: &Spot) -> bool {
    let words = &corpus.source(spot.unit as usize)[spot.words()];
    words.last().is_some_and(|w| corpus.source_words.text(w.key).ends_with('s'))
}

/// Returns whether the noun that a rendering is about has an ending.
fn is_plural(corpus: &Corpus<'_>, unit: usize, hit: &Hit) -> bool {
    let head = if speech::is_head_first(&corpus.target_lang) { hit.words.start } else { hit.words.end - 1 };
    let word = corpus.target(unit)[head];
    hit.plural || word.key != word.stem
}

/// Adds the places where a name of several words is left in Latin, where nothing else renders it.
fn add_copies(corpus: &Corpus<'_>, key: &Key, links: &mut Vec<Link>) {
    let found: FxHashSet<u32> = links.iter().map(|l| l.unit).collect();
    links.extend(phrase::copies(corpus, key).into_iter().filter(|l| !found.contains(&l.unit)));
    drop_glosses(corpus, links);
}

/// Looks for a translation where the table found none.
fn complete(corpus: &Corpus<'_>, evidence: &mut Evidence<'_>, key: &Key, links: &mut Vec<Link>) {
    let found: FxHashSet<u32> = links.iter().map(|l| l.unit).collect();
    let rest: Vec<Spot> = key.spots.iter().filter(|s| !found.contains(&s.unit)).cloned().collect();
    // Each day has its word: another one beside it is chance.
    let is_day = key.words.len() == 1 && is_day_or_month(corpus.source_words.text(key.words[0]));
    if rest.is_empty() || is_day && !found.is_empty() {
        return;
    }
    let rest = Key { spots: rest, ..key.clone() };
    links.extend(phrase::translated(corpus, evidence, &rest));
    place(&key.spots, links);
}

/// Looks for the words that letters stand for where nothing renders the letters.
fn spell_out(
    corpus: &Corpus<'_>,
    evidence: &mut Evidence<'_>,
    key: &Key,
    words: &[u32],
    links: &mut Vec<Link>,
) {
    let found: FxHashSet<u32> = links.iter().map(|l| l.unit).collect();
    let spots: Vec<Spot> = key.spots.iter().filter(|s| !found.contains(&s.unit)).cloned().collect();
    if spots.is_empty() {
        return;
    }
    let whole = Key { words: words.to_vec(), spots, ..key.clone() };
    links.extend(phrase::translated(corpus, evidence, &whole));
    place(&key.spots, links);
}

/// The places on the source side that a translated phrase covers: (unit, word) pairs, sorted.
fn taken(runs: &[Key], links: &[Vec<Link>]) -> Vec<(u32, u16)> {
    let mut all = Vec::new();
    for (key, links) in runs.iter().zip(links) {
        for link in links.iter().filter(|l| l.why != Why::Parts) {
            let spot = &key.spots[link.spot as usize];
            all.extend((spot.first..spot.end).map(|w| (spot.unit, w)));
        }
    }
    all.sort_unstable();
    all.dedup();
    all
}

/// Returns whether a link belongs to a translated phrase; what sounds like the name is its own rendering there too.
fn is_taken(taken: &[(u32, u16)], key: &Key, link: &Link) -> bool {
    !matches!(link.why, Why::Copy | Why::Sound)
        && assign::spots_in(&key.spots, link.unit)
            .iter()
            .all(|s| taken.binary_search(&(s.unit, s.first)).is_ok())
}

fn is_claim(class: VariantClass) -> bool {
    matches!(
        class,
        VariantClass::Spelling | VariantClass::Script | VariantClass::Wording | VariantClass::ChooseOne
    )
}

fn claims(groups: &[Group]) -> bool {
    groups.iter().any(|g| is_claim(g.class))
}

fn name(corpus: &Corpus<'_>, key: &Key, groups: &[Group], missing: &[u32]) -> Name {
    let ortho = groups.iter().any(|g| matches!(g.class, VariantClass::Letters | VariantClass::HalfSpace));
    let choice = |g: &Group| g.class == VariantClass::ChooseOne;
    let listed =
        key.calling || corpus.caseless && groups.iter().all(|g| g.links.iter().all(|l| l.why != Why::Table));
    let verdict = if groups.iter().any(|g| is_claim(g.class) && !(listed && choice(g))) {
        Verdict::True
    } else if ortho {
        Verdict::Ortho
    } else {
        Verdict::Consistent
    };
    let mut renderings: Vec<Rendering> = groups
        .iter()
        .map(|g| Rendering {
            text: g.text.clone(),
            forms: g.forms.iter().map(|f| f.0.clone()).collect(),
            class: g.class,
            uses: g
                .links
                .iter()
                .map(|l| Use {
                    unit: l.unit as usize,
                    source: corpus.source_range(l.unit as usize, key.spots[l.spot as usize].words()),
                    target: corpus.target_range(l.unit as usize, l.words()),
                })
                .collect(),
        })
        .collect();
    if !missing.is_empty() {
        let uses = missing.iter().map(|&place| {
            let spot = &key.spots[place as usize];
            let unit = spot.unit as usize;
            Use { unit, source: corpus.source_range(unit, spot.words()), target: 0..0 }
        });
        let (text, forms, uses) = (String::new(), Vec::new(), uses.collect());
        renderings.push(Rendering { text, forms, class: VariantClass::Missing, uses });
    }
    Name { source: written(corpus, key), side: Side::Source, kind: key.kind, renderings, verdict }
}

/// Returns the name as the source most often writes it, the earliest of equals.
fn written(corpus: &Corpus<'_>, key: &Key) -> String {
    let mut counts: FxHashMap<String, (usize, usize)> = FxHashMap::default();
    let same = |s: &Spot| {
        let words = &corpus.source(s.unit as usize)[s.words()];
        words.iter().map(|w| w.key).eq(key.words.iter().copied())
    };
    for (i, spot) in key.spots.iter().enumerate().filter(|(_, s)| same(s)) {
        let entry =
            counts.entry(corpus.source_text(spot.unit as usize, spot.words())).or_insert((0, usize::MAX - i));
        entry.0 += 1;
    }
    let mut all: Vec<_> = counts.into_iter().collect();
    all.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    let text = all.into_iter().next().map(|(text, _)| text).unwrap_or_default();
    // The Washington Post and Washington Post are one name; The Hague and The Times are no other without it.
    let bare = text.strip_prefix("The ").filter(|rest| rest.contains(' '));
    match bare.filter(|_| key.kind == NameKind::Organisation) {
        Some(bare) => bare.to_owned(),
        None => text,
    }
}
