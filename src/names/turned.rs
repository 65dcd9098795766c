//! Names seen from the other side: one word of a side without capitals that is written two ways on the side with them
//! (رئیسی as *Raisi* and *Raesi*).

use crate::model::{Lang, Name, NameKind, Rendering, TranslationUnit, Use, VariantClass, Verdict};
use glossary::affix::same_word;
use glossary::fold::{Level, fold};
use glossary::sound::similar;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Likeness of two spellings of one name.
const SPELLING: f32 = 0.7;
/// Fewest letters of a name whose spelling is compared: short ones are alike by chance.
const LETTERS: usize = 4;
/// Letters that all forms of a word share.
const BEGINNING: usize = 4;
/// Words that join the words of a name and say nothing of it.
const JOINTS: &[&str] = &["and", "for", "in", "of", "on", "the", "to"];
/// How many units around a place tell who is meant.
const WINDOW: usize = 30;
/// What makes another word of a name: inhabitants, adjectives, teachings.
const DERIVED: &[&str] = &[
    "a", "al", "an", "ans", "ean", "ese", "i", "ian", "ians", "ic", "ion", "is", "ise", "ish", "ism", "ist",
    "ists", "n", "ns", "s",
];

/// Returns the words of the other side that two or more of these names render, each as a name whose renderings these are.
///
/// `names` are those of the units' texts in `own`, their renderings are in `other`; every name that comes back stands on
/// the other side and is claimed: two spellings of one bearer, or two wordings of a title, body or term of several words. Two people
/// who only share a word are none. Ordered by text; empty when there is nothing to claim.
pub fn turned(names: &[Name], units: &[TranslationUnit], (own, other): (&Lang, &Lang)) -> Vec<Name> {
    let company = Company::new(names, units, own);
    let (own, other) = (&own.primary(), &other.primary());
    // Forms of one word share their beginning.
    let mut by_word: BTreeMap<String, Vec<(&str, Vec<Written<'_>>)>> = BTreeMap::new();
    for name in names {
        for rendering in name.renderings.iter().filter(|r| is_plain(r.class)) {
            let key: String = fold(&rendering.text, Level::Skeleton).chars().take(BEGINNING).collect();
            let words = by_word.entry(key).or_default();
            let at = words.iter().position(|(text, _)| same_word(text, &rendering.text, other));
            let at = at.unwrap_or_else(|| {
                words.push((&rendering.text, Vec::new()));
                words.len() - 1
            });
            let list = &mut words[at].1;
            match list.iter_mut().find(|w| std::ptr::eq(w.name, name)) {
                Some(there) => there.renderings.push(rendering),
                None => list.push(Written { name, renderings: vec![rendering] }),
            }
        }
    }
    let mut out: Vec<Name> = Vec::new();
    for mut written in by_word.into_values().flatten().map(|(_, list)| list).filter(|list| list.len() > 1) {
        written.sort_by_key(|w| (Reverse(w.uses().count()), w.first(), w.name.source.as_str()));
        while written.len() > 1 {
            let main = written.remove(0);
            let (with, rest): (Vec<_>, Vec<_>) = written.into_iter().partition(|w| {
                class(main.name, w.name, own)
                    .is_some_and(|c| c != VariantClass::Spelling || company.may_be_one(&main, w))
            });
            written = rest;
            if !with.is_empty() {
                out.push(claim(&main, &with, own));
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

/// What stands beside a name: it tells two people of one sound apart.
struct Company<'n> {
    units: &'n [TranslationUnit],
    lang: &'n Lang,
    /// The words of names but for titles, and those of titles, folded.
    words: BTreeSet<String>,
    titles: BTreeSet<String>,
}

impl<'n> Company<'n> {
    fn new(names: &'n [Name], units: &'n [TranslationUnit], lang: &'n Lang) -> Company<'n> {
        let split = |n: &Name| -> Vec<String> {
            fold(&n.source, Level::Ortho).split_whitespace().map(str::to_owned).collect()
        };
        let (titles, other): (Vec<&Name>, Vec<&Name>) = names.iter().partition(|n| n.kind == NameKind::Title);
        let words = other.into_iter().flat_map(split).collect();
        Company { units, lang, words, titles: titles.into_iter().flat_map(split).collect() }
    }

    /// Returns whether two spellings may mean one bearer: unless each place of both has a name beside it and no two of
    /// these agree.
    fn may_be_one(&self, a: &Written<'_>, b: &Written<'_>) -> bool {
        let (of_a, of_b) = (self.beside(a), self.beside(b));
        if of_a.iter().any(Vec::is_empty) || of_b.iter().any(Vec::is_empty) {
            return true;
        }
        let agree = |x: &String, y: &String| x == y || similar(x, y) >= SPELLING;
        of_a.iter().flatten().any(|x| of_b.iter().flatten().any(|y| agree(x, y)))
    }

    /// Returns, of every place, the names directly before and behind it, or beside the nearest place of the same document
    /// that has some; none where it stands alone.
    fn beside(&self, written: &Written<'_>) -> Vec<Vec<String>> {
        let own: Vec<(usize, Vec<String>)> =
            written.uses().map(|u| (u.unit, self.around(u.unit, u.on(written.name.side)))).collect();
        let file = |unit: usize| self.units.get(unit).map(|u| &u.origin.file);
        let near = |unit: usize| {
            let same = |other: &&(usize, Vec<String>)| {
                !other.1.is_empty() && other.0.abs_diff(unit) <= WINDOW && file(other.0) == file(unit)
            };
            own.iter().filter(same).min_by_key(|other| other.0.abs_diff(unit)).map(|other| other.1.clone())
        };
        own.iter()
            .map(
                |(unit, names)| {
                    if names.is_empty() { near(*unit).unwrap_or_default() } else { names.clone() }
                },
            )
            .collect()
    }

    fn around(&self, unit: usize, range: &Range<usize>) -> Vec<String> {
        let text = self.units.get(unit).and_then(|u| u.variant(self.lang)).map(|v| v.text.as_str());
        let sides = text.and_then(|t| Some((t.get(..range.start)?, t.get(range.end..)?)));
        let Some((before, behind)) = sides else { return Vec::new() };
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '\'' | '’');
        let before = before.strip_suffix(' ').map(|t| t.split_at(t.trim_end_matches(is_part).len()));
        let behind = behind.strip_prefix(' ').map(|t| &t[..t.len() - t.trim_start_matches(is_part).len()]);
        let name = |word: &str, begins: bool| {
            let key = fold(word, Level::Ortho);
            let is_name = word.starts_with(char::is_uppercase)
                && !self.titles.contains(&key)
                && (!begins || self.words.contains(&key));
            is_name.then_some(key)
        };
        // A capital at the beginning of a sentence says nothing.
        let before = before.and_then(|(rest, word)| {
            name(word, !rest.trim_end().ends_with(|c: char| c.is_alphanumeric() || matches!(c, ',' | ';')))
        });
        before.into_iter().chain(behind.and_then(|word| name(word, false))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Origin, Side, Variant};

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

    fn found(names: &[Name], texts: &[&str]) -> Vec<Name> {
        let (en, fa) = (Lang::new("en"), Lang::new("fa"));
        let unit = |text: &&str| {
            let (fa, en) = (Variant::new(fa.clone(), "متن"), Variant::new(en.clone(), *text));
            TranslationUnit::pair(fa, en, Origin::default())
        };
        let units: Vec<TranslationUnit> = texts.iter().map(unit).collect();
        turned(names, &units, (&en, &fa))
    }

    fn told(names: &[Name]) -> Vec<String> {
        shown(&found(names, &[]))
    }

    fn shown(names: &[Name]) -> Vec<String> {
        let one = |n: &Name| {
            let parts: Vec<String> = n
                .renderings
                .iter()
                .map(|r| format!("{} {} {}", r.text, r.uses.len(), r.class.as_str()))
                .collect();
            format!("{}: {}", n.source, parts.join(", "))
        };
        names.iter().map(one).collect()
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
        let found = found(&names, &[]);
        assert_eq!(
            shown(&found),
            ["حسینعلی: Hossein-Ali 1 main, Hosseinali 1 half-space", "رئیسی: Raisi 2 main, Raesi 1 spelling"]
        );
        assert_eq!((found[0].verdict, found[1].verdict), (Verdict::Ortho, Verdict::True));
        assert_eq!(found[1].side, Side::Source);
        assert_eq!(found[1].renderings[1].uses[0].target, 0..5);
    }

    #[test]
    fn two_people_of_one_sound_are_none() {
        let names = [
            person("Stephen", "استیون", &[(0, 0)]),
            person("Steven", "استیون", &[(1, 0)]),
            person("Hall", "هال", &[(0, 8)]),
            person("King", "کینگ", &[(1, 7)]),
            name("Mr", NameKind::Title, "آقای", &[]),
        ];
        let of = |first: &str, second: &str| shown(&found(&names, &[first, second]));
        assert!(of("Stephen Hall left.", "Steven King came.").is_empty());
        let claim = ["استیون: Stephen 1 main, Steven 1 spelling"];
        assert_eq!(of("Stephen Hall left.", "Steven Hall came."), claim);
        assert_eq!(of("Stephen Hall left.", "Steven came."), claim, "one that stands alone may be either");
        assert_eq!(of("Stephen Hall left.", "Then Steven came."), claim, "no name");
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
