//! What people said of names: these two are one, these two are not.

use crate::model::{Name, NameKind, Rendering, Use, VariantClass, Verdict};
use glossary::affix::same_word;
use glossary::fold::{Level, fold};
use glossary::sound::similar;
use std::cmp::Reverse;
use std::ops::Range;

/// Likeness from which two renderings are spellings of one sound.
const SPELLING: f32 = 0.6;

/// Which of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bond {
    /// One bearer under two spellings.
    Same,
    /// Two bearers.
    Different,
}

/// The decisions about names, oldest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bonds {
    /// Spellings of one bearer.
    pub same: Vec<(String, String)>,
    /// Names, or renderings of one name, of two bearers.
    pub different: Vec<(String, String)>,
}

fn key(text: &str) -> String {
    fold(text, Level::Skeleton)
}

impl Bonds {
    /// Returns the names that were said to be one with `name`, directly or by way of another.
    pub fn joined_with(&self, name: &str) -> impl Iterator<Item = &str> {
        let mut keys = vec![key(name)];
        let mut found: Vec<&str> = Vec::new();
        let mut at = 0;
        while at < keys.len() {
            for (a, b) in &self.same {
                for (this, other) in [(a, b), (b, a)] {
                    if key(this) == keys[at] && !keys.contains(&key(other)) {
                        keys.push(key(other));
                        found.push(other);
                    }
                }
            }
            at += 1;
        }
        found.into_iter()
    }
}

/// Applies decisions to the names of a run: joins those that are one, and takes claims back between different bearers.
///
/// `lang` is the primary subtag of the renderings. Names of no decision stay as they are.
pub fn bind(names: Vec<Name>, bonds: &Bonds, lang: &str) -> Vec<Name> {
    let mut names = join(names, bonds, lang);
    for (a, b) in &bonds.different {
        part(&mut names, a, b);
    }
    names
}

fn join(names: Vec<Name>, bonds: &Bonds, lang: &str) -> Vec<Name> {
    if bonds.same.is_empty() {
        return names;
    }
    let mut out: Vec<Name> = Vec::with_capacity(names.len());
    for name in names {
        let kin: Vec<String> = bonds.joined_with(&name.source).map(key).collect();
        match out.iter_mut().find(|n| kin.contains(&key(&n.source))) {
            Some(first) => merge(first, name, lang),
            None => out.push(name),
        }
    }
    out
}

/// Takes the renderings of `other` into `name` and says anew what is claimed.
fn merge(name: &mut Name, other: Name, lang: &str) {
    let uses = |n: &Name| n.renderings.iter().map(|r| r.uses.len()).sum::<usize>();
    if uses(&other) > uses(name) {
        name.source = other.source;
    }
    if name.kind == NameKind::Unknown {
        name.kind = other.kind;
    }
    for rendering in other.renderings {
        let same = |r: &&mut Rendering| {
            let missing = |r: &Rendering| r.class == VariantClass::Missing;
            missing(r) == missing(&rendering) && (r.text == rendering.text || writes_as(r, &rendering, lang))
        };
        match name.renderings.iter_mut().find(same) {
            Some(there) => {
                for form in rendering.forms {
                    if !there.forms.contains(&form) {
                        there.forms.push(form);
                    }
                }
                there.uses.extend(rendering.uses);
                // The same place may be known under both names.
                there.uses.sort_by_key(|u| (u.unit, u.target.start, u.target.end, u.source.start));
                there.uses.dedup_by(|b, a| a.unit == b.unit && a.target == b.target && !a.target.is_empty());
            }
            None => name.renderings.push(rendering),
        }
    }
    classify(name, lang);
}

/// Returns whether two renderings are forms of one word in the same letters.
fn writes_as(a: &Rendering, b: &Rendering, lang: &str) -> bool {
    a.forms.iter().any(|x| {
        b.forms.iter().any(|y| x == y || same_word(x, y, lang) && difference(x, y) == VariantClass::Main)
    })
}

/// Returns how two renderings of one sound differ in writing; `Main` when they do not.
fn difference(a: &str, b: &str) -> VariantClass {
    let bare = |s: &str| s.chars().filter(|c| !c.is_whitespace() && *c != '\u{200c}').collect::<String>();
    if key(a) == key(b) {
        return match (a == b, fold(a, Level::Letters) == fold(b, Level::Letters)) {
            (true, _) => VariantClass::Main,
            (false, true) => VariantClass::Letters,
            (false, false) if bare(a) == bare(b) => VariantClass::HalfSpace,
            (false, false) => VariantClass::Letters,
        };
    }
    VariantClass::Main
}

fn classify(name: &mut Name, lang: &str) {
    let rank = |r: &Rendering| match r.class {
        VariantClass::Missing => 2,
        VariantClass::ShortForm => 1,
        _ => 0,
    };
    name.renderings.sort_by_key(|r| (rank(r), Reverse(r.uses.len())));
    let Some(main) = name.renderings.first().filter(|r| rank(r) == 0).map(|r| r.text.clone()) else { return };
    let latin = |s: &str| s.contains(|c: char| c.is_ascii_alphabetic());
    let mut claims: Vec<VariantClass> = Vec::new();
    for (n, rendering) in name.renderings.iter_mut().enumerate() {
        if rank(rendering) > 0 {
            continue;
        }
        rendering.class = if n == 0 {
            VariantClass::Main
        } else if latin(&main) != latin(&rendering.text) {
            VariantClass::Script
        } else if same_word(&main, &rendering.text, lang) {
            match difference(&main, &rendering.text) {
                VariantClass::Main => VariantClass::Letters,
                class => class,
            }
        } else if similar(&main, &rendering.text) >= SPELLING {
            VariantClass::Spelling
        } else {
            VariantClass::Wording
        };
        claims.extend((n > 0).then_some(rendering.class));
    }
    let writing = |c: &VariantClass| matches!(c, VariantClass::Letters | VariantClass::HalfSpace);
    name.verdict = match claims.as_slice() {
        [] => Verdict::Consistent,
        all if all.iter().all(writing) => Verdict::Ortho,
        _ => Verdict::True,
    };
}

/// Takes back what is claimed between two bearers, given as names or as renderings of one name.
fn part(names: &mut [Name], a: &str, b: &str) {
    let of = |name: &str| -> Vec<(usize, Range<usize>)> {
        let uses = names.iter().filter(|n| key(&n.source) == key(name)).flat_map(|n| &n.renderings);
        uses.flat_map(|r| &r.uses).map(|u| (u.unit, u.source.clone())).collect()
    };
    let (of_a, of_b) = (of(a), of(b));
    for name in names {
        if !matches!(name.verdict, Verdict::True | Verdict::Ortho) {
            continue;
        }
        let holds = |places: &[(usize, Range<usize>)], u: &Use| {
            places.iter().any(|(unit, s)| {
                *unit == u.unit && s.start <= u.source.start && u.source.end <= s.end && *s != u.source
            })
        };
        let told = || {
            name.renderings
                .iter()
                .filter(|r| !matches!(r.class, VariantClass::Missing | VariantClass::ShortForm))
        };
        // Each rendering belongs to one bearer, by the longer name around it or by what it is itself.
        let side = |r: &Rendering| {
            let is = |text: &str| r.forms.iter().any(|f| f == text);
            let within = |places: &[(usize, Range<usize>)]| {
                !r.uses.is_empty() && r.uses.iter().all(|u| holds(places, u))
            };
            match (is(a) || within(&of_a), is(b) || within(&of_b)) {
                (true, false) => Some(Bond::Same),
                (false, true) => Some(Bond::Different),
                _ => None,
            }
        };
        let sides: Vec<Option<Bond>> = told().map(side).collect();
        let split = [Bond::Same, Bond::Different]
            .iter()
            .all(|s| sides.iter().filter(|x| x.as_ref() == Some(s)).count() == 1);
        if split && sides.iter().all(Option::is_some) {
            name.verdict = Verdict::Bearer;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Side;

    fn rendering(text: &str, class: VariantClass, places: &[(usize, usize)]) -> Rendering {
        let uses = places.iter().map(|&(unit, at)| Use { unit, source: at..at + 5, target: 0..text.len() });
        Rendering { text: text.into(), forms: vec![text.into()], class, uses: uses.collect() }
    }

    fn name(source: &str, verdict: Verdict, renderings: Vec<Rendering>) -> Name {
        Name { source: source.into(), side: Side::Source, kind: NameKind::Person, renderings, verdict }
    }

    #[test]
    fn two_spellings_become_one_name_and_their_renderings_clash() {
        let names = vec![
            name(
                "Raesi",
                Verdict::Consistent,
                vec![rendering("رئیسی", VariantClass::Main, &[(0, 0), (1, 0)])],
            ),
            name("Raisi", Verdict::Consistent, vec![rendering("رییسی", VariantClass::Main, &[(2, 0)])]),
            name("Tehran", Verdict::Consistent, vec![rendering("تهران", VariantClass::Main, &[(2, 9)])]),
        ];
        let bonds = Bonds { same: vec![("raisi".into(), "Raesi".into())], ..Bonds::default() };
        let bound = bind(names.clone(), &bonds, "fa");
        assert_eq!(bound.len(), 2);
        assert_eq!((bound[0].source.as_str(), bound[0].verdict), ("Raesi", Verdict::Ortho));
        let classes: Vec<_> = bound[0].renderings.iter().map(|r| (r.class, r.uses.len())).collect();
        assert_eq!(classes, [(VariantClass::Main, 2), (VariantClass::Letters, 1)]);
        assert_eq!(bind(names.clone(), &Bonds::default(), "fa"), names);
    }

    #[test]
    fn joins_go_on_from_name_to_name() {
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        let bonds = Bonds { same: vec![pair("Raesi", "Raisi"), pair("Raissi", "Raisi")], ..Bonds::default() };
        let all: Vec<&str> = bonds.joined_with("raesi").collect();
        assert_eq!(all, ["Raisi", "Raissi"]);
    }

    #[test]
    fn different_bearers_are_no_claim() {
        let names = vec![
            name(
                "Ahmad",
                Verdict::True,
                vec![
                    rendering("احمد", VariantClass::Main, &[(0, 0)]),
                    rendering("احمت", VariantClass::Spelling, &[(1, 0)]),
                ],
            ),
            Name {
                renderings: vec![Rendering {
                    uses: vec![Use { unit: 0, source: 0..12, target: 0..9 }],
                    ..rendering("احمد کریمی", VariantClass::Main, &[])
                }],
                ..name("Ahmad Karimi", Verdict::Consistent, vec![])
            },
            Name {
                renderings: vec![Rendering {
                    uses: vec![Use { unit: 1, source: 0..12, target: 0..9 }],
                    ..rendering("احمت داود", VariantClass::Main, &[])
                }],
                ..name("Ahmet Davud", Verdict::Consistent, vec![])
            },
        ];
        let by_name =
            Bonds { different: vec![("Ahmad Karimi".into(), "Ahmet Davud".into())], ..Bonds::default() };
        assert_eq!(bind(names.clone(), &by_name, "fa")[0].verdict, Verdict::Bearer);
        let by_rendering =
            Bonds { different: vec![("احمد".into(), "احمت".into())], ..Bonds::default() };
        assert_eq!(bind(names.clone(), &by_rendering, "fa")[0].verdict, Verdict::Bearer);
        let other = Bonds { different: vec![("Ahmad Karimi".into(), "Tehran".into())], ..Bonds::default() };
        assert_eq!(bind(names, &other, "fa")[0].verdict, Verdict::True);
    }
}
