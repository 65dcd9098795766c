//! A fix before it is made: what would change, what is asked, what is kept of the decision.

use super::decided::decision;
use super::entry;
use super::register::{Meant, Register, register};
use super::script::{script_of, writes};
use super::unit::refuse_controls;
use crate::model::{Change, Lang, Name, Settlement, Side, TranslationUnit, Verdict};
use crate::pipeline::error::Error;
use crate::pipeline::names::NamesOptions;
use crate::pipeline::watch::Watch;
use crate::settle::{
    Group, Order, Sides, Writing, bare, groups, join_settlements, mend_writing, settle_name, settle_terms,
    spellings, unknown_from,
};
use crate::store::{Decision, Filter, Store};
use glossary::affix::same_word;
use glossary::fold::{Level, fold};
use glossary::sound::similar;
use glossary::term::Term;
use serde_json::json;
use std::collections::BTreeMap;
use std::ops::Range;

/// Likeness from which two names of one rendering are two spellings of one name.
const ONE_NAME: f32 = 0.7;
/// The kind of decision that a rendering is.
const RENDERING: &str = "rendering";

/// What is to be mended for a name.
#[derive(Debug, Clone, Default)]
pub struct NameOrder {
    /// The name, or one of its renderings.
    pub name: String,
    /// What is to be written.
    pub to: String,
    /// Only these renderings are rewritten; all when empty.
    pub from: Vec<String>,
    /// Whether accepted short forms are rewritten as well.
    pub short: bool,
    /// Whether the glossary is left as it is.
    pub no_term: bool,
    /// The reason.
    pub why: String,
    /// Which text is written; without a word the translation, and only in letters that its language is written in.
    pub side: Option<Side>,
}

/// A fix that was worked out and not made yet.
#[derive(Debug, Clone)]
pub struct FixPlan {
    /// Source and target.
    pub languages: (Lang, Lang),
    /// The units looked at.
    pub units: Vec<TranslationUnit>,
    /// What changes in them, and what is asked.
    pub settlement: Settlement,
    /// What is decided, for people: `Rehman = رحمان (forbidden: رهمان)`.
    pub decided: Vec<String>,
    /// What else is to be said.
    pub notes: Vec<String>,
    /// How many places were right already.
    pub right: usize,
    /// How many places with a short form or another accepted rendering were left.
    pub left: usize,
    /// Whether the units that change are confirmed as well.
    pub(super) approves: bool,
    pub(super) decisions: Vec<Decision>,
    /// Terms with the id of the one they take the place of.
    pub(super) terms: Vec<(Option<i64>, Term)>,
    pub(super) why: String,
    /// The store's change number when this was worked out.
    pub(super) seq: u64,
}

impl FixPlan {
    /// Returns whether nothing would change, not even the ledger.
    pub fn is_empty(&self) -> bool {
        self.settlement.changes.is_empty()
            && self.decisions.is_empty()
            && self.terms.is_empty()
            && !self.approves
    }

    /// Confirms every unit that was looked at, in the same step.
    pub fn approve(&mut self) {
        self.approves = self.units.iter().any(|u| !u.approved);
    }

    /// Returns how many stretches would be rewritten.
    pub fn places(&self) -> usize {
        self.settlement.changes.iter().map(|c| c.edits.len()).sum()
    }
}

pub(super) fn plan(languages: (Lang, Lang), units: Vec<TranslationUnit>, seq: u64) -> FixPlan {
    FixPlan {
        languages,
        units,
        settlement: Settlement::default(),
        decided: Vec::new(),
        notes: Vec::new(),
        right: 0,
        left: 0,
        approves: false,
        decisions: Vec::new(),
        terms: Vec::new(),
        why: String::new(),
        seq,
    }
}

/// Works out how a name is given one rendering everywhere.
///
/// The translation is rewritten, unless [`NameOrder::side`] says otherwise: in it the renderings of names of the source, or,
/// where the names are those of the target, their spellings.
///
/// # Errors
///
/// [`Error::OtherScript`] for a rendering in letters that the target is not written in and that it does not have yet,
/// [`Error::UnknownName`], [`Error::UnknownRendering`], [`Error::Bearers`], [`Error::NoRendering`], and those of
/// [`register`].
pub fn plan_name(
    store: &dyn Store,
    languages: (&Lang, &Lang),
    order: &NameOrder,
    watch: &Watch,
) -> Result<FixPlan, Error> {
    let to = bare(&order.to);
    if to.is_empty() {
        return Err(Error::NoRendering);
    }
    refuse_controls(&to)?;
    let seq = store.change_seq()?;
    let register = register(store, languages, &NamesOptions::default(), watch)?;
    let (found, by_rendering) = match register.look_up(&order.name) {
        Meant::Names(found) => (found, false),
        Meant::Renderings(found) => (found, true),
        Meant::Near(near) => return Err(Error::UnknownName { asked: order.name.clone(), near }),
    };
    let side = register.names[found[0]].side;
    let names: Vec<&Name> = found.iter().map(|i| &register.names[*i]).filter(|n| n.side == side).collect();
    let (of_names, of_renderings) = register.sides(side);
    let written = match order.side {
        Some(side) => side,
        None => {
            in_target_script(&to, &names, &register)?;
            Side::Target
        }
    };
    let in_source = written == Side::Source;
    let spelt = written == side;
    let (edited, other) = if spelt { (of_names, of_renderings) } else { (of_renderings, of_names) };
    let sides = Sides { units: &register.units, edited, other, in_source };
    let mut notes = Vec::new();
    let groups: Vec<Group> = if spelt {
        let alike =
            |n: &&&Name| !by_rendering || !order.from.is_empty() || similar(&n.source, &to) >= ONE_NAME;
        for name in names.iter().filter(|n| !alike(n)) {
            notes.push(format!("{} is left alone: --from takes it", name.source));
        }
        spellings(&names.iter().filter(alike).copied().collect::<Vec<_>>(), sides)
    } else {
        if let Some(name) = names.iter().find(|n| n.verdict == Verdict::Bearer)
            && order.from.is_empty()
        {
            return Err(Error::Bearers { name: name.source.clone() });
        }
        names.iter().flat_map(|n| groups(n, sides)).collect()
    };
    let wanted = Order { to: &to, from: &order.from, short: order.short, accepted: &[] };
    if let Some(unknown) = unknown_from(&groups, &wanted, edited).first() {
        let known = groups.iter().filter_map(|g| g.forms.first().cloned()).collect();
        return Err(Error::UnknownRendering {
            name: order.name.clone(),
            rendering: (*unknown).to_owned(),
            known,
        });
    }
    let settled = settle_name(&groups, sides, &wanted);
    let short = groups.iter().filter(|g| g.short).filter_map(|g| g.forms.first().cloned()).collect();
    let headword = if spelt {
        names.iter().flat_map(|n| &n.renderings).map(|r| r.text.as_str()).next().unwrap_or_default()
    } else if by_rendering || fold(&names[0].source, Level::Skeleton) == fold(&order.name, Level::Skeleton) {
        names[0].source.as_str()
    } else {
        // Another number or case of it: a person types the dictionary form.
        order.name.trim()
    };
    let replaced = if order.short {
        settled.replaced.clone()
    } else {
        settled
            .replaced
            .iter()
            .filter(|r| !groups.iter().any(|g| g.short && g.forms.contains(r)))
            .cloned()
            .collect()
    };
    let entry = entry::Entry {
        headword,
        kind: entry::kind_of(names[0], &to, &of_renderings.primary()),
        to: &to,
        replaced: &replaced,
        short,
        languages: (other, edited),
    };
    let mut out = plan(register.languages.clone(), Vec::new(), seq);
    if !order.no_term {
        out.terms.extend(entry.term(&store.terms()?));
    }
    let value =
        json!({"to": to, "from": replaced, "languages": [other.as_str(), edited.as_str()]}).to_string();
    let before = store.decisions(Some(RENDERING))?;
    let last = before.iter().rev().find(|d| d.subject == headword);
    let is_new = last.is_none_or(|d| {
        let old: Option<serde_json::Value> = serde_json::from_str(&d.value).ok();
        !settled.settlement.changes.is_empty()
            || old.as_ref().and_then(|v| v.get("to")).and_then(|v| v.as_str()) != Some(to.as_str())
    });
    if is_new {
        out.decisions.push(decision(RENDERING, headword, &value, &order.why));
    }
    let forbidden =
        if replaced.is_empty() { String::new() } else { format!(" (not {})", replaced.join(", ")) };
    out.decided.push(format!("{headword} = {to}{forbidden}"));
    out.why = order.why.clone();
    out.notes = notes;
    if to != order.to.trim() {
        out.notes.push(format!("{} is taken as {to}: an ezafe is no part of the name", order.to.trim()));
    }
    (out.right, out.left) = (settled.right, settled.left);
    out.settlement = settled.settlement;
    out.units = register.units;
    Ok(out)
}

/// Refuses a rendering in letters that the target is not written in, unless the target has it already.
fn in_target_script(to: &str, names: &[&Name], register: &Register) -> Result<(), Error> {
    let (source, target) = &register.languages;
    let Some(script) = script_of(to).filter(|script| !writes(&register.units, target, *script)) else {
        return Ok(());
    };
    let lang = target.primary();
    let of_source = names.iter().filter(|n| n.side == Side::Source);
    let mut known = of_source.flat_map(|n| &n.renderings).flat_map(|r| &r.forms);
    if known.any(|form| form == to || same_word(form, to, &lang)) {
        return Ok(());
    }
    Err(Error::OtherScript {
        to: to.to_owned(),
        target: target.clone(),
        source_lang: writes(&register.units, source, script).then(|| source.clone()),
    })
}

/// Works out how the glossary is followed: other renderings of names it decides, and forbidden renderings of any term.
///
/// # Errors
///
/// Those of [`register`].
pub fn plan_glossary(store: &dyn Store, languages: (&Lang, &Lang), watch: &Watch) -> Result<FixPlan, Error> {
    let seq = store.change_seq()?;
    let register = register(store, languages, &NamesOptions::default(), watch)?;
    let (settlement, right, left) = follow(&register);
    let mut out = plan(register.languages.clone(), register.units, seq);
    (out.settlement, out.right, out.left) = (settlement, right, left);
    Ok(out)
}

fn follow(register: &Register) -> (Settlement, usize, usize) {
    let (source, target) = (&register.languages.0, &register.languages.1);
    let sides = Sides { units: &register.units, edited: target, other: source, in_source: false };
    let terms = &register.decided.terms;
    let mut parts = Vec::new();
    let (mut right, mut left) = (0, 0);
    // The longer name goes first: what it has is no business of a name inside it.
    let mut taken: BTreeMap<usize, Vec<Range<usize>>> = BTreeMap::new();
    // Names of the target are rendered in the source, which nothing here rewrites.
    let own = register.names.iter().filter(|n| n.side == Side::Source);
    let mut names: Vec<&Name> = own.filter(|n| n.verdict != Verdict::Bearer).collect();
    names.sort_by_key(|n| (std::cmp::Reverse(n.source.split_whitespace().count()), n.source.clone()));
    for name in names {
        let lang = source.primary();
        let Some(term) = terms.iter().find(|t| t.source.iter().any(|s| same_word(s, &name.source, &lang)))
        else {
            continue;
        };
        let Some(to) = term.preferred().next() else { continue };
        let accepted: Vec<String> = term.accepted().map(str::to_owned).collect();
        let order = Order { to, from: &[], short: false, accepted: &accepted };
        let mut groups = groups(name, sides);
        for group in &mut groups {
            group.uses.retain(|(unit, range, _)| {
                !taken.get(unit).into_iter().flatten().any(|t| t.start < range.end && range.start < t.end)
            });
        }
        let settled = settle_name(&groups, sides, &order);
        for (unit, range) in settled.places {
            taken.entry(unit).or_default().push(range);
        }
        parts.push(settled.settlement);
        right += settled.right;
        left += settled.left;
    }
    parts.push(settle_terms(terms, sides, &taken));
    (join_settlements(parts), right, left)
}

/// Works out what is wrong in the writing of every text, by its language.
///
/// # Errors
///
/// [`Error::Stopped`], the store's.
pub fn plan_writing(store: &dyn Store, languages: (&Lang, &Lang), what: Writing) -> Result<FixPlan, Error> {
    let seq = store.change_seq()?;
    let mut out = plan((languages.0.clone(), languages.1.clone()), store.units(&Filter::default())?, seq);
    for (index, unit) in out.units.iter().enumerate() {
        for (position, variant) in unit.variants.iter().enumerate() {
            let edits = mend_writing(&variant.text, &variant.lang, what);
            if !edits.is_empty() {
                out.settlement.changes.push(Change { unit: index, variant: position, edits });
            }
        }
    }
    Ok(out)
}
