//! Names seen from the other side: one word of a side without capitals that is written two ways on the side with them
//! (رئیسی as *Raisi* and *Raesi*).

use crate::model::{Name, NameKind, Rendering, Use, VariantClass, Verdict};
use glossary::affix::same_word;
use glossary::fold::{Level, fold};
use glossary::sound::similar;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

/// Likeness of two spellings of one name.
const SPELLING: f32 = 0.7;
/// Fewest letters of a name whose spelling is compared: short ones are alike by chance.
const LETTERS: usize = 4;
/// Words that join the words of a name and say nothing of it.
const JOINTS: &[&str] = &["and", "for", "in", "of", "on", "the", "to"];
/// What makes another word of a name: inhabitants, adjectives, teachings.
const DERIVED: &[&str] = &[
    "a", "al", "an", "ans", "ean", "ese", "i", "ian", "ians", "ic", "ion", "is", "ise", "ish", "ism", "ist",
    "ists", "n", "ns", "s",
];

/// Returns the words of the other side that two or more of these names render, each as a name whose renderings these are.
///
/// `names` all stand on the side whose language has the primary subtag `cased`; every name that comes back stands on the
/// other and is claimed: two spellings of one bearer, or two wordings of a title, body or term of several words. Two people
/// who only share a word are none. Ordered by text; empty when there is nothing to claim.
pub fn turned(names: &[Name], cased: &str) -> Vec<Name> {
    let full = FullNames::new(names);
    let mut by_word: BTreeMap<String, Vec<Written<'_>>> = BTreeMap::new();
    for name in names {
        for rendering in name.renderings.iter().filter(|r| is_plain(r.class)) {
            let key = fold(&rendering.text, Level::Skeleton);
            let list = by_word.entry(key).or_default();
            match list.iter_mut().find(|w| std::ptr::eq(w.name, name)) {
                Some(there) => there.renderings.push(rendering),
                None => list.push(Written { name, renderings: vec![rendering] }),
            }
        }
    }
    let mut out: Vec<Name> = Vec::new();
    for mut written in by_word.into_values().filter(|list| list.len() > 1) {
        written.sort_by_key(|w| (Reverse(w.uses().count()), w.first(), w.name.source.as_str()));
        while written.len() > 1 {
            let main = written.remove(0);
            let (with, rest): (Vec<_>, Vec<_>) = written.into_iter().partition(|w| {
                class(main.name, w.name, cased)
                    .is_some_and(|c| c != VariantClass::Spelling || full.may_be_one(&main, w))
            });
            written = rest;
            if !with.is_empty() {
                out.push(claim(&main, &with, cased));
            }
        }
    }
    out.sort_by(|a, b| a.source.cmp(&b.source).then(a.kind.cmp(&b.kind)));
    out
}

/// A name with those of its renderings that are one word.
struct Written<'n> {
    name: &'n Name,
    renderings: Vec<&'n Rendering>,
}

impl Written<'_> {
    fn uses(&self) -> impl Iterator<Item = &Use> {
        self.renderings.iter().flat_map(|r| &r.uses)
    }

    fn first(&self) -> usize {
        self.uses().map(|u| u.unit).min().unwrap_or(usize::MAX)
    }
}

/// A rendering that is one of the name itself.
fn is_plain(class: VariantClass) -> bool {
    !matches!(
        class,
        VariantClass::Missing | VariantClass::ShortForm | VariantClass::ChooseOne | VariantClass::Script
    )
}

/// Returns how two names of one rendering differ, `None` when nothing is claimed of the two.
fn class(main: &Name, other: &Name, lang: &str) -> Option<VariantClass> {
    let (a, b) = (fold(&main.source, Level::Ortho), fold(&other.source, Level::Ortho));
    let (x, y) = (fold(&a, Level::Skeleton), fold(&b, Level::Skeleton));
    if x == y {
        // Capitals are those of a headline or of a house.
        let written = |text: &str| text.to_lowercase();
        return match (written(&main.source), written(&other.source)) {
            (a, b) if a == b => None,
            _ if a == b => Some(VariantClass::Letters),
            _ => Some(VariantClass::HalfSpace),
        };
    }
    let people = |n: &Name| matches!(n.kind, NameKind::Demonym | NameKind::Language);
    if same_word(&a, &b, lang) || people(main) != people(other) || is_derived(&x, &y) || is_derived(&y, &x) {
        return None;
    }
    let (a, b): (Vec<&str>, Vec<&str>) = (words(&a), words(&b));
    let is_title = main.kind == NameKind::Title || other.kind == NameKind::Title;
    let within =
        |long: &[&str], short: &[&str]| short.iter().all(|w| long.iter().any(|l| same_word(l, w, lang)));
    if within(&a, &b) && within(&b, &a) {
        // Interior minister, minister of the interior.
        return Some(if is_title { VariantClass::ChooseOne } else { VariantClass::Wording });
    }
    if within(&a, &b) || within(&b, &a) {
        return None;
    }
    let alike =
        |x: &str, y: &str| x.chars().count().min(y.chars().count()) >= LETTERS && similar(x, y) >= SPELLING;
    let each = || a.len() == b.len() && a.iter().zip(&b).all(|(x, y)| same_word(x, y, lang) || alike(x, y));
    // Common words are spelled by another house (defence, defense), not another name.
    let names = [main, other].iter().all(|n| n.source.starts_with(char::is_uppercase));
    if names && !is_title && (each() || a.len() != b.len() && alike(&x, &y)) {
        return Some(VariantClass::Spelling);
    }
    let shared = a.iter().any(|w| b.iter().any(|o| same_word(w, o, lang)));
    (shared && a.len() > 1 && b.len() > 1 && !is_person(main) && !is_person(other))
        .then_some(VariantClass::Wording)
}

fn is_person(name: &Name) -> bool {
    name.kind == NameKind::Person
}

fn words(text: &str) -> Vec<&str> {
    text.split(|c: char| c.is_whitespace() || c == '-')
        .filter(|w| !w.is_empty() && !JOINTS.contains(w))
        .collect()
}

/// Returns whether one skeleton is the other with what makes a people or an adjective of it.
fn is_derived(long: &str, short: &str) -> bool {
    let shared: usize =
        long.chars().zip(short.chars()).take_while(|(x, y)| x == y).map(|(x, _)| x.len_utf8()).sum();
    // The last letter may be lost: Serbia, Serbian and Serb; Turkey, Turkish.
    short.len() - shared <= 2 && DERIVED.contains(&&long[shared..])
}

/// Returns the word that two or more names render, `main` first.
fn claim(main: &Written<'_>, others: &[Written<'_>], lang: &str) -> Name {
    let rendering = |written: &Written<'_>, class: VariantClass| {
        let mut uses: Vec<Use> = written.uses().cloned().collect();
        uses.sort_by_key(|u| (u.unit, u.source.start, u.target.start));
        let text = written.name.source.clone();
        Rendering { forms: vec![text.clone()], text, class, uses }
    };
    let mut renderings = vec![rendering(main, VariantClass::Main)];
    for other in others {
        renderings.extend(class(main.name, other.name, lang).map(|class| rendering(other, class)));
    }
    let writing = |r: &Rendering| matches!(r.class, VariantClass::Letters | VariantClass::HalfSpace);
    let verdict = if renderings.iter().skip(1).all(writing) { Verdict::Ortho } else { Verdict::True };
    let kind = match main.name.kind {
        NameKind::Unknown => others.iter().map(|o| o.name.kind).find(|k| *k != NameKind::Unknown),
        kind => Some(kind),
    };
    let most = main.renderings.iter().max_by_key(|r| r.uses.len());
    Name {
        source: most.map(|r| r.text.clone()).unwrap_or_default(),
        side: main.name.side.other(),
        kind: kind.unwrap_or(NameKind::Unknown),
        renderings,
        verdict,
    }
}

/// A place of a longer name, and what stands in it beside the shorter one.
type Place<'n> = (usize, Range<usize>, &'n str);

/// Where full names stand: they tell two people of one surname apart.
struct FullNames<'n> {
    places: BTreeMap<usize, Vec<Place<'n>>>,
}

impl<'n> FullNames<'n> {
    fn new(names: &'n [Name]) -> FullNames<'n> {
        let mut places: BTreeMap<usize, Vec<Place<'n>>> = BTreeMap::new();
        for name in names.iter().filter(|n| words(&n.source).len() > 1) {
            for used in name.renderings.iter().flat_map(|r| &r.uses) {
                let place = (used.unit, used.on(name.side).clone(), name.source.as_str());
                places.entry(used.unit).or_default().push(place);
            }
        }
        FullNames { places }
    }

    /// Returns whether two spellings may mean one bearer: unless both stand in full names only and no two of these agree
    /// in what they have beside the spelling.
    fn may_be_one(&self, a: &Written<'_>, b: &Written<'_>) -> bool {
        let (of_a, of_b) = (self.beside(a), self.beside(b));
        if of_a.iter().any(Vec::is_empty) || of_b.iter().any(Vec::is_empty) {
            return true;
        }
        let agree = |x: &&str, y: &&str| x == y || similar(x, y) >= SPELLING;
        of_a.iter().flatten().any(|x| of_b.iter().flatten().any(|y| agree(x, y)))
    }

    /// Returns, of every use, the other words of the full names it stands in; none for one that stands alone.
    fn beside(&self, written: &Written<'_>) -> Vec<Vec<&'n str>> {
        let own = fold(&written.name.source, Level::Ortho);
        let own = words(&own);
        let of = |used: &Use| {
            let range = used.on(written.name.side);
            let around = self.places.get(&used.unit).into_iter().flatten();
            let around =
                around.filter(|(_, r, _)| r.start <= range.start && range.end <= r.end && r != range);
            around
                .flat_map(|(_, _, full)| full.split_whitespace())
                .filter(|w| !own.contains(&fold(w, Level::Ortho).as_str()))
                .collect()
        };
        written.uses().map(of).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Side;

    fn name(source: &str, kind: NameKind, target: &str, places: &[(usize, usize)]) -> Name {
        let uses = places.iter().map(|&(unit, at)| Use { unit, source: 0..4, target: at..at + source.len() });
        let (text, uses) = (target.to_owned(), uses.collect());
        let rendering = Rendering { forms: vec![text.clone()], text, class: VariantClass::Main, uses };
        let (source, side) = (source.to_owned(), Side::Target);
        Name { source, side, kind, renderings: vec![rendering], verdict: Verdict::Consistent }
    }

    fn person(source: &str, target: &str, places: &[(usize, usize)]) -> Name {
        name(source, NameKind::Person, target, places)
    }

    fn told(names: &[Name]) -> Vec<String> {
        let one = |n: &Name| {
            let parts: Vec<String> = n
                .renderings
                .iter()
                .map(|r| format!("{} {} {}", r.text, r.uses.len(), r.class.as_str()))
                .collect();
            format!("{}: {}", n.source, parts.join(", "))
        };
        turned(names, "en").iter().map(one).collect()
    }

    #[test]
    fn two_spellings_of_one_word_are_a_claim() {
        let names = [
            person("Raisi", "رئیسی", &[(0, 0), (1, 0)]),
            person("Raesi", "رئیسی", &[(2, 0)]),
            person("Hossein-Ali", "حسینعلی", &[(0, 20)]),
            person("Hosseinali", "حسین‌علی", &[(1, 20)]),
            person("Evin", "اوین", &[(1, 40)]),
        ];
        let found = turned(&names, "en");
        assert_eq!(
            told(&names),
            ["حسینعلی: Hossein-Ali 1 main, Hosseinali 1 half-space", "رئیسی: Raisi 2 main, Raesi 1 spelling"]
        );
        assert_eq!((found[0].verdict, found[1].verdict), (Verdict::Ortho, Verdict::True));
        assert_eq!(found[1].side, Side::Source);
        assert_eq!(found[1].renderings[1].uses[0].target, 0..5);
    }

    #[test]
    fn two_people_of_one_sound_are_none() {
        let two = |first: &str, second: &str| {
            vec![
                person("Stephen", "استیون", &[(0, 0)]),
                person("Steven", "استیون", &[(1, 0)]),
                person(first, "استیون هال", &[(0, 0)]),
                person(second, "استیون کینگ", &[(1, 0)]),
            ]
        };
        assert!(told(&two("Stephen Hall", "Steven King")).is_empty());
        assert_eq!(told(&two("Stephen Hall", "Steven Hall")), ["استیون: Stephen 1 main, Steven 1 spelling"]);
        // One that stands alone may be either.
        let mut bare = two("Stephen Hall", "Steven King");
        bare.pop();
        assert_eq!(told(&bare).len(), 1);
    }

    #[test]
    fn wordings_of_one_office_or_body_are_claims() {
        let body = |text: &str, target: &str, unit| name(text, NameKind::Organisation, target, &[(unit, 0)]);
        let title = |text: &str, target: &str, unit| name(text, NameKind::Title, target, &[(unit, 0)]);
        let names = [
            body("Guardian Council", "شورای نگهبان", 0),
            body("Council of Guardians", "شورای نگهبان", 1),
            body("death committee", "هیئت مرگ", 2),
            body("death commission", "هیئت مرگ", 3),
            title("interior minister", "وزیر کشور", 4),
            title("minister of the interior", "وزیر کشور", 5),
        ];
        assert_eq!(
            told(&names),
            [
                "شورای نگهبان: Guardian Council 1 main, Council of Guardians 1 wording",
                "هیئت مرگ: death committee 1 main, death commission 1 wording",
                "وزیر کشور: interior minister 1 main, minister of the interior 1 choose-one",
            ]
        );
    }

    #[test]
    fn forms_parts_and_callings_are_no_claims() {
        let none = [
            [person("Khamenei", "خامنه‌ای", &[(0, 0)]), person("Ali Khamenei", "خامنه‌ای", &[(1, 0)])],
            [person("prisoner", "زندانی", &[(0, 0)]), person("prisoners", "زندانی", &[(1, 0)])],
            [
                name("Serbia", NameKind::Place, "صرب", &[(0, 0)]),
                name("Serbian", NameKind::Unknown, "صرب", &[(1, 0)]),
            ],
            [
                name("president", NameKind::Title, "رئیس", &[(0, 0)]),
                name("chief", NameKind::Title, "رئیس", &[(1, 0)]),
            ],
            [
                name("Supreme Leader", NameKind::Title, "رهبر", &[(0, 0)]),
                name("supreme leader", NameKind::Title, "رهبر", &[(1, 0)]),
            ],
            [person("Ann", "آن", &[(0, 0)]), person("Anne", "آن", &[(1, 0)])],
        ];
        for names in none {
            assert!(told(&names).is_empty(), "{names:?}");
        }
    }
}
