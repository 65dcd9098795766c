//! A name and the rendering decided for it → the edits that write it everywhere.

use super::gather::Gather;
use super::rewrite::{Rewritten, Wanted, bases};
use crate::model::{Lang, Name, Settlement, TranslationUnit, VariantClass};
use glossary::affix::{Affixed, same_word, split_affixes};
use glossary::fold::{Level, fold};
use glossary::token::{Token, tokens};
use std::collections::BTreeMap;
use std::ops::Range;

/// What was decided for a name.
#[derive(Debug, Clone, Copy)]
pub struct Order<'a> {
    /// The rendering to write, in its dictionary form ([`bare`](super::bare)).
    pub to: &'a str,
    /// Only these renderings are rewritten; all when empty.
    pub from: &'a [String],
    /// Whether accepted short forms are rewritten as well.
    pub short: bool,
    /// Other renderings that are right, too.
    pub accepted: &'a [String],
}

/// Renderings of one name that stand at the same side of the units: its forms, and where they stand.
#[derive(Debug, Clone)]
pub struct Group {
    /// Every form as written, most frequent first.
    pub forms: Vec<String>,
    /// Whether it is an accepted short form.
    pub short: bool,
    /// Unit, byte range in the text to be edited, byte range in the other text.
    pub uses: Vec<(usize, Range<usize>, Range<usize>)>,
}

/// What a decision about one name comes to.
#[derive(Debug, Clone, Default)]
pub struct NameSettled {
    /// The edits and what is left to a person.
    pub settlement: Settlement,
    /// The renderings that are other words than the wanted one and were rewritten, in their dictionary form.
    pub replaced: Vec<String>,
    /// The stretches that have the rendering, before or after: unit, byte range in the text as it was.
    pub places: Vec<(usize, Range<usize>)>,
    /// How many places have the rendering already.
    pub right: usize,
    /// How many places have an accepted short form, or another accepted rendering, and were left.
    pub left: usize,
    /// How many places have no rendering that was found.
    pub missing: usize,
}

/// Which texts are looked at.
#[derive(Debug, Clone, Copy)]
pub struct Sides<'a> {
    /// The units.
    pub units: &'a [TranslationUnit],
    /// The language of the texts to be edited.
    pub edited: &'a Lang,
    /// The language of the other texts.
    pub other: &'a Lang,
    /// Whether the texts to be edited are the sources of the units.
    pub in_source: bool,
}

/// Returns the renderings of a name as groups; gaps are left out.
pub fn groups(name: &Name, sides: Sides<'_>) -> Vec<Group> {
    name.renderings
        .iter()
        .filter(|r| r.class != VariantClass::Missing)
        .map(|r| Group {
            forms: r.forms.clone(),
            short: r.class == VariantClass::ShortForm,
            uses: r
                .uses
                .iter()
                .map(|u| {
                    let (edited, other) =
                        if sides.in_source { (&u.source, &u.target) } else { (&u.target, &u.source) };
                    (u.unit, edited.clone(), other.clone())
                })
                .collect(),
        })
        .collect()
}

/// Returns the spellings of names themselves as groups, for a memory whose names are to be written in one way.
pub fn spellings(names: &[&Name], sides: Sides<'_>) -> Vec<Group> {
    let lang = sides.edited.primary();
    let mut out: Vec<Group> = Vec::new();
    for used in names.iter().flat_map(|n| &n.renderings).flat_map(|r| &r.uses) {
        let (edited, other) =
            if sides.in_source { (&used.source, &used.target) } else { (&used.target, &used.source) };
        let Some(variant) = sides.units[used.unit].variant(sides.edited) else { continue };
        let Some(form) = variant.text.get(edited.clone()).filter(|f| !f.is_empty()) else { continue };
        let place = (used.unit, edited.clone(), other.clone());
        match out.iter_mut().find(|g| g.forms.iter().any(|f| f == form || same_word(f, form, &lang))) {
            Some(group) => {
                if !group.forms.iter().any(|f| f == form) {
                    group.forms.push(form.to_owned());
                }
                if !group.uses.contains(&place) {
                    group.uses.push(place);
                }
            }
            None => out.push(Group { forms: vec![form.to_owned()], short: false, uses: vec![place] }),
        }
    }
    out
}

/// Returns which of the renderings to be replaced no group has.
pub fn unknown_from<'a>(groups: &[Group], order: &Order<'a>, lang: &Lang) -> Vec<&'a str> {
    let lang = lang.primary();
    let known = |from: &str| groups.iter().any(|g| is_from(g, from, groups, &lang));
    order.from.iter().map(String::as_str).filter(|from| !known(from)).collect()
}

/// Says whether a group is the rendering that was named: by its very letters, else by its word.
fn is_from(group: &Group, from: &str, all: &[Group], lang: &str) -> bool {
    let written = |g: &Group| g.forms.iter().any(|f| f == from);
    let worded = |g: &Group| {
        g.forms.iter().any(|f| {
            fold(f, Level::Ortho) == fold(from, Level::Ortho) || split_affixes(f, from, lang).is_some()
        })
    };
    written(group) || !all.iter().any(written) && worded(group)
}

/// Returns the edits that write `order.to` for every other rendering of a name.
///
/// Affixes stay; what cannot be told is asked. `missing` is not counted here.
pub fn settle_name(groups: &[Group], sides: Sides<'_>, order: &Order<'_>) -> NameSettled {
    let lang = sides.edited.primary();
    let wanted = Wanted::new(order.to, &lang);
    let text_of = |unit: usize| sides.units[unit].variant(sides.edited).map(|v| v.text.as_str());
    let other_of = |unit: usize, range: &Range<usize>| {
        let text = sides.units[unit].variant(sides.other)?.text.get(range.clone())?;
        Some(fold(text, Level::Ortho))
    };
    let mut seen = Evidence::default();
    for (unit, range, other) in groups.iter().flat_map(|g| &g.uses) {
        let Some(text) = text_of(*unit) else { continue };
        for extent in extents(text, range) {
            let surface = &text[extent.clone()];
            if let (Some(ezafe), Some(next)) = (wanted.ezafe(surface), next_word(text, extent.end)) {
                seen.ezafe.entry(fold(next.text, Level::Ortho)).or_insert(ezafe);
            }
            if surface == wanted.text
                && let Some(other) = other_of(*unit, other)
            {
                seen.as_typed.push(other);
            }
        }
    }
    let mut out = NameSettled::default();
    let mut gather = Gather::new(sides);
    for group in groups {
        let bases = bases(&group.forms, &lang);
        if !order.from.is_empty() && !order.from.iter().any(|f| is_from(group, f, groups, &lang)) {
            continue;
        }
        let accepted = |text: &String| {
            text != order.to && group.forms.iter().any(|f| split_affixes(f, text, &lang).is_some())
        };
        if group.short && !order.short || order.accepted.iter().any(accepted) {
            out.left += group.uses.len();
            continue;
        }
        let mut written = false;
        for (unit, range, other) in &group.uses {
            let Some(text) = text_of(*unit) else { continue };
            let single = other_of(*unit, other).is_some_and(|o| seen.is_single(&o, &sides.other.primary()));
            match rewrite(text, range, &wanted, &bases, single) {
                Outcome::Right(range) => {
                    out.right += 1;
                    out.places.push((*unit, range));
                }
                Outcome::Ask(range, why) => gather.ask(*unit, range, why),
                Outcome::Write(range, new) => {
                    let (new, doubt) = with_ezafe(text, &range, new, &wanted, &seen);
                    if doubt {
                        gather.doubt(*unit, range.clone(), "an ezafe may belong behind it");
                    }
                    gather.write(*unit, range.clone(), &new);
                    out.places.push((*unit, range));
                    written = true;
                }
            }
        }
        if let Some(base) = bases.first()
            && written
            && split_affixes(base, order.to, &lang).is_none()
            && !out.replaced.contains(base)
        {
            out.replaced.push(base.clone());
        }
    }
    out.settlement = gather.finish();
    out
}

/// What the places that have the wanted rendering show.
#[derive(Default)]
struct Evidence {
    /// The word behind → the ezafe that is written before it.
    ezafe: BTreeMap<String, Affixed>,
    /// What stands in the other text where the rendering stands as it was typed.
    as_typed: Vec<String>,
}

impl Evidence {
    /// Says whether `other` is another number of what the rendering as typed stands for.
    fn is_single(&self, other: &String, lang: &str) -> bool {
        !self.as_typed.is_empty()
            && self.as_typed.iter().all(|typed| typed != other && same_word(typed, other, lang))
    }
}

enum Outcome {
    Right(Range<usize>),
    Write(Range<usize>, String),
    Ask(Range<usize>, &'static str),
}

/// Returns the stretches that a rendering found at `range` may be, the longest first: with the rest of its first and last
/// word, and as found.
fn extents(text: &str, range: &Range<usize>) -> Vec<Range<usize>> {
    let mut whole = range.clone();
    for token in tokens(text).filter(|t| t.end > range.start && t.start < range.end) {
        whole.start = whole.start.min(token.start);
        whole.end = whole.end.max(token.end);
    }
    let mut out = vec![whole.clone(), range.start..whole.end, whole.start..range.end, range.clone()];
    out.dedup();
    out
}

fn rewrite(text: &str, range: &Range<usize>, wanted: &Wanted<'_>, bases: &[String], single: bool) -> Outcome {
    if range.is_empty() || text.get(range.clone()).is_none() {
        return Outcome::Ask(0..0, "the place is not known");
    }
    let mut why = "its form is not understood";
    for extent in extents(text, range) {
        if inside_word(text, &extent) {
            why = "it stands inside a longer word";
            continue;
        }
        let surface = &text[extent.clone()];
        match wanted.rewrite(surface, bases, single) {
            Rewritten::Right => return Outcome::Right(extent),
            Rewritten::Write(new) if new == surface => return Outcome::Right(extent),
            Rewritten::Write(_) if in_longer_latin(text, &extent, wanted.text) => {
                return Outcome::Ask(
                    extent,
                    "it stands in a longer name left in Latin letters: fix that one",
                );
            }
            Rewritten::Write(new) => return Outcome::Write(extent, new),
            Rewritten::CannotAttach => {
                return Outcome::Ask(extent, "the language has no sure form of the rendering for this place");
            }
            Rewritten::NotUnderstood => {}
        }
    }
    Outcome::Ask(range.clone(), why)
}

/// Says whether a stretch begins or ends inside a word; a hyphen parts words.
fn inside_word(text: &str, range: &Range<usize>) -> bool {
    let joins = |c: char| c.is_alphanumeric() || c == '\u{200c}';
    let cut = |token: Token<'_>| {
        let before = token.start < range.start
            && range.start < token.end
            && text[..range.start].chars().next_back().is_some_and(joins);
        let after = token.start < range.end
            && range.end < token.end
            && text[range.end..].chars().next().is_some_and(joins);
        before || after
    };
    tokens(text).any(cut)
}

/// Says whether a stretch of Latin letters, to be written in another script, has a Latin name beside it.
fn in_longer_latin(text: &str, range: &Range<usize>, to: &str) -> bool {
    let latin = |s: &str| s.starts_with(|c: char| c.is_ascii_alphabetic());
    if !latin(&text[range.clone()]) || latin(to) {
        return false;
    }
    let name = |t: Token<'_>| t.text.starts_with(|c: char| c.is_ascii_uppercase());
    let before = text[..range.start].strip_suffix(' ').and_then(|rest| {
        let last = tokens(rest).last()?;
        (last.end == rest.len()).then_some(last)
    });
    before.is_some_and(name) || next_word(text, range.end).is_some_and(name)
}

/// Returns the word behind `at` when nothing but one space stands between.
fn next_word(text: &str, at: usize) -> Option<Token<'_>> {
    let rest = text[at..].strip_prefix([' ', '\u{a0}'])?;
    let token = tokens(rest).next().filter(|t| t.start == 0)?;
    Some(token)
}

/// Words that no ezafe stands before.
const NO_EZAFE_BEFORE: [&str; 28] = [
    "است",
    "اند",
    "او",
    "از",
    "با",
    "بر",
    "برای",
    "بود",
    "بودند",
    "به",
    "تا",
    "در",
    "را",
    "شد",
    "شدند",
    "شده",
    "شود",
    "نیز",
    "نیست",
    "هم",
    "هست",
    "و",
    "ولی",
    "چه",
    "کرد",
    "که",
    "گفت",
    "یا",
];

/// Adds an ezafe that the old word did not show where the memory has it; says whether one may be due that it has not.
fn with_ezafe(
    text: &str,
    range: &Range<usize>,
    new: String,
    wanted: &Wanted<'_>,
    seen: &Evidence,
) -> (String, bool) {
    if new != wanted.text || !wanted.hides_ezafe(&text[range.clone()]) {
        return (new, false);
    }
    let Some(next) = next_word(text, range.end) else { return (new, false) };
    let key = fold(next.text, Level::Ortho);
    match seen.ezafe.get(&key).and_then(|ezafe| ezafe.attach(wanted.text)) {
        Some(with) => (with, false),
        None => (new, !NO_EZAFE_BEFORE.contains(&key.as_str())),
    }
}
