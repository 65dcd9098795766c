//! Matches as a translator sees them: both texts, where they come from, and what lowers their worth.

use super::find::{Found, Searcher, of};
use crate::model::{Annotation, Mark, TranslationUnit, Variant};
use crate::pipeline::error::Error;
use crate::search::{Edit, Score, edits, score};
use serde::{Deserialize, Serialize};

/// What lowers the worth of a match, whatever its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Penalty {
    /// It was aligned by the program and nobody confirmed it.
    Alignment,
    /// The aligner was not sure (confidence below one half), and nobody confirmed it.
    Doubtful,
    /// A machine translated it.
    Machine,
    /// The same source text has another translation too.
    Multiple,
}

/// Points taken off for each [`Penalty`]; none by default.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Penalties {
    /// For [`Penalty::Alignment`].
    pub alignment: u8,
    /// For [`Penalty::Doubtful`].
    pub doubtful: u8,
    /// For [`Penalty::Machine`].
    pub machine: u8,
    /// For [`Penalty::Multiple`].
    pub multiple: u8,
}

impl Penalties {
    fn of(&self, penalty: Penalty) -> u8 {
        match penalty {
            Penalty::Alignment => self.alignment,
            Penalty::Doubtful => self.doubtful,
            Penalty::Machine => self.machine,
            Penalty::Multiple => self.multiple,
        }
    }
}

/// Which matches are wanted.
#[derive(Debug, Clone)]
pub struct SearchOptions {
    /// The least score, penalties taken off, 1..=100.
    pub min: u8,
    /// How many at most.
    pub limit: usize,
    /// What is taken off.
    pub penalties: Penalties,
    /// Only units of files with this name or target name.
    pub origin: Option<String>,
    /// The texts before and after the query in its document; `None` when it stands alone.
    pub context: Option<(Option<String>, Option<String>)>,
}

impl Default for SearchOptions {
    fn default() -> SearchOptions {
        SearchOptions { min: 70, limit: 5, penalties: Penalties::default(), origin: None, context: None }
    }
}

/// A match.
#[derive(Debug, Clone, PartialEq)]
pub struct Match {
    /// 0..=101: the score less the penalties; 101 for the same text between the same neighbours.
    pub percent: u8,
    /// The score of the texts.
    pub score: Score,
    /// How the query becomes the memory's text.
    pub edits: Vec<Edit>,
    /// What was taken off, and why.
    pub penalties: Vec<(Penalty, u8)>,
    /// The text that was found, and the other side.
    pub source: Variant,
    /// Its translation.
    pub target: Variant,
    /// Where it stands: the occurrence that counts, confirmed ones before others, then the surest, then the oldest.
    pub unit: TranslationUnit,
    /// The store's id of the unit.
    pub id: i64,
}

/// Occurrences looked at for one unit.
const MOST_OCCURRENCES: usize = 1000;

impl Searcher<'_> {
    /// Returns the best matches of a text, best first.
    ///
    /// # Errors
    ///
    /// Those of the store.
    pub fn matches(
        &mut self,
        text: &str,
        marks: &[Mark],
        options: &SearchOptions,
    ) -> Result<Vec<Match>, Error> {
        let plain = options.penalties == Penalties::default() && options.origin.is_none();
        let mut asked = options.limit;
        loop {
            let (found, all) = self.find_more(text, marks, options.min, asked)?;
            let mut matches = Vec::new();
            for one in &found {
                matches.extend(self.dress(text, marks, one, options)?);
            }
            self.penalise_rivals(&mut matches, options);
            matches.retain(|m| m.percent >= options.min);
            matches.sort_by_key(|m| std::cmp::Reverse(m.percent));
            matches.truncate(options.limit);
            // What was not asked for can at best be as good as the last of what was, without a penalty.
            let bound = found.last().map_or(0, |last| last.percent);
            let enough = matches.len() == options.limit
                && matches.last().is_some_and(|last| plain || last.percent > bound);
            if all || enough {
                return Ok(matches);
            }
            asked *= 4;
        }
    }

    /// Puts together what is known of a unit; `None` when it has gone, or stands in no file asked for.
    fn dress(
        &self,
        text: &str,
        marks: &[Mark],
        found: &Found,
        options: &SearchOptions,
    ) -> Result<Option<Match>, Error> {
        let mut occurrences = self.store.occurrences(found.unit, MOST_OCCURRENCES)?;
        if let Some(origin) = &options.origin {
            occurrences.retain(|unit| is_of(unit, origin));
        }
        let order = |unit: &TranslationUnit| {
            (!unit.approved, std::cmp::Reverse((unit.confidence.unwrap_or(1.0) * 1e6) as u64))
        };
        occurrences.sort_by_key(order);
        let Some(first) = occurrences.first() else { return Ok(None) };
        let (Some(source), Some(target)) =
            (of(&first.variants, &self.source), of(&first.variants, &self.target))
        else {
            return Ok(None);
        };
        let score = score((text, marks), (&source.text, &source.marks));
        let mut chosen = first.clone();
        let mut in_context = false;
        if score.percent == 100
            && let Some(context) = &options.context
        {
            for unit in &occurrences {
                if self.stands_between(unit, context)? {
                    chosen = unit.clone();
                    in_context = true;
                    break;
                }
            }
        }
        let mut found = Match {
            percent: if in_context { 101 } else { score.percent },
            edits: edits(text, &source.text),
            score,
            penalties: Vec::new(),
            source: source.clone(),
            target: target.clone(),
            unit: chosen,
            id: found.unit,
        };
        for penalty in penalties_of(&found.unit, &found.target) {
            take_off(&mut found, penalty, options);
        }
        Ok(Some(found))
    }

    fn stands_between(
        &self,
        unit: &TranslationUnit,
        context: &(Option<String>, Option<String>),
    ) -> Result<bool, Error> {
        let Some(id) = unit.id else { return Ok(false) };
        let (before, after) = self.store.beside(id)?;
        let same = |beside: Option<Vec<Variant>>, wanted: &Option<String>| {
            let text = beside.as_deref().and_then(|v| of(v, &self.source)).map(|v| v.text.as_str());
            text == wanted.as_deref()
        };
        // A text alone in its file stands in no context.
        Ok(context != &(None, None) && same(before, &context.0) && same(after, &context.1))
    }

    /// Takes points off texts that are the same and translated otherwise.
    fn penalise_rivals(&self, matches: &mut [Match], options: &SearchOptions) {
        if options.penalties.multiple == 0 {
            return;
        }
        let rivals: Vec<bool> = matches
            .iter()
            .map(|m| {
                matches.iter().any(|other| {
                    other.id != m.id
                        && other.source.text == m.source.text
                        && other.target.text != m.target.text
                })
            })
            .collect();
        for (found, _) in matches.iter_mut().zip(rivals).filter(|(_, rival)| *rival) {
            take_off(found, Penalty::Multiple, options);
        }
    }
}

/// Returns whether an occurrence stands in a file of this name.
pub(super) fn is_of(unit: &TranslationUnit, file: &str) -> bool {
    unit.origin.file == file || unit.origin.target_file.as_deref() == Some(file)
}

fn take_off(found: &mut Match, penalty: Penalty, options: &SearchOptions) {
    let points = options.penalties.of(penalty);
    if points > 0 {
        found.percent = found.percent.saturating_sub(points);
        found.penalties.push((penalty, points));
    }
}

fn penalties_of(unit: &TranslationUnit, target: &Variant) -> Vec<Penalty> {
    let mut found = Vec::new();
    if !unit.approved
        && let Some(confidence) = unit.confidence
    {
        found.push(if confidence < 0.5 { Penalty::Doubtful } else { Penalty::Alignment });
    }
    if is_machine(&unit.attributes, &unit.annotations) || is_machine(&target.attributes, &target.annotations)
    {
        found.push(Penalty::Machine);
    }
    found
}

/// Says whether the metadata name a machine as the author (`creationid="MT!"`, a property that says so).
fn is_machine(attributes: &[(String, String)], annotations: &[Annotation]) -> bool {
    let names = |text: &str| {
        let text = text.trim().trim_end_matches('!').to_ascii_lowercase();
        text == "mt" || text == "machine" || text.contains("machine translation")
    };
    attributes.iter().any(|(name, value)| matches!(name.as_str(), "creationid" | "changeid") && names(value))
        || annotations.iter().any(|a| {
            a.prop_type().is_some_and(|kind| {
                let kind = kind.to_ascii_lowercase();
                (kind.contains("origin") || kind.contains("type") || kind == "mt")
                    && (names(&a.text) || kind == "mt")
            })
        })
}
