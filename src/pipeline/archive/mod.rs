//! Folders of documents and translations → which file translates which.

mod content;
mod name;
#[cfg(test)]
mod tests;

use super::align::PairFiles;
use super::error::Error;
use super::glossary::prior;
use super::languages::Wanted;
use super::text::{TextOptions, load};
use super::watch::{Stage, Watch};
use crate::lexicon::Lexicon;
use crate::model::Lang;
use content::Likeness;
use name::Name;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

/// What files are paired by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum PairBy {
    /// By names, days and content together.
    #[default]
    Auto,
    /// By names only: the same words and numbers, marks of languages aside.
    Name,
    /// By the day in the name only, in either calendar.
    Date,
    /// By content only.
    Content,
}

/// Two files of an archive that belong together.
#[derive(Debug, Clone, PartialEq)]
pub struct PlannedPair {
    /// The files.
    pub files: PairFiles,
    /// What ties them: `name`, `date`, `number`, `content`, joined by `+`.
    pub reason: String,
    /// How sure that is, 0..=1.
    pub score: f64,
}

/// Which file of an archive translates which.
#[derive(Debug, Default)]
pub struct Plan {
    /// Pairs, by source path.
    pub pairs: Vec<PlannedPair>,
    /// Files without a counterpart, by path.
    pub orphans: Vec<PathBuf>,
    /// Files that cannot be read or are in neither language, by path, with the reason.
    pub failed: Vec<(PathBuf, Error)>,
    /// The languages of both sides.
    pub languages: Option<(Lang, Lang)>,
}

/// How sure a text's language must be before the file is taken for misplaced.
const SURE: f64 = 0.6;
/// Likeness that ties two files whose names say nothing, and by how much it must lead every other.
const ALIKE: f32 = 0.12;
const LEAD: f32 = 1.3;
/// Likeness below which a number or day in the name is taken for chance.
const UNLIKE: f32 = 0.02;
/// Files that share a day or a number are compared each with each up to this many pairs.
const BUCKET: usize = 2_500;

/// A file as far as pairing needs it.
struct Entry {
    path: PathBuf,
    relative: String,
    side: usize,
    traits: Vec<String>,
}

/// Reads the files of one folder, or of a source and a target folder, and pairs them.
///
/// `memory` is a lexicon to compare contents with, beside the one that ships. The work grows with the text and, for
/// content, with the documents that share rare words; not with the square of the files.
///
/// # Errors
///
/// A folder that cannot be listed, languages that are not known, a stop. What is wrong with one file is in the plan.
pub fn plan(
    folders: &[PathBuf],
    wanted: &Wanted,
    by: PairBy,
    memory: Option<&Lexicon>,
    watch: &Watch,
) -> Result<Plan, Error> {
    if let [one, other] = folders
        && one.canonicalize().is_ok_and(|path| other.canonicalize().is_ok_and(|o| o == path))
    {
        return Err(Error::SameFile { path: one.clone() });
    }
    let mut files = Vec::new();
    for (number, folder) in folders.iter().enumerate() {
        let mut found = Vec::new();
        list(folder, &mut found)?;
        found.sort();
        files.extend(found.into_iter().map(|path| (number, path)));
    }
    let (done, of) = (AtomicU64::new(0), files.len() as u64);
    let read: Vec<_> = files
        .par_iter()
        .map(|(_, path)| {
            if watch.is_stopped() {
                return Err(Error::Stopped);
            }
            let text = load(path, None, &TextOptions::default());
            let _ = watch.at(Stage::Read, done.fetch_add(1, Ordering::Relaxed) + 1, of);
            text
        })
        .collect();
    watch.done();
    let mut plan = Plan::default();
    let heard = |folder: Option<usize>| {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for ((number, _), text) in files.iter().zip(&read) {
            if let Ok(text) = text
                && let Some((lang, _)) = text.detected.as_ref().filter(|(_, sure)| *sure >= SURE)
                && folder.is_none_or(|f| f == *number)
            {
                *counts.entry(lang.primary()).or_default() += 1;
            }
        }
        let mut counts: Vec<(usize, String)> =
            counts.into_iter().map(|(lang, count)| (count, lang)).collect();
        counts.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        counts.into_iter().map(|(_, lang)| Lang::new(lang))
    };
    let split = folders.len() == 2;
    let (source, target) = match (&wanted.source, &wanted.target) {
        (Some(source), Some(target)) => (Some(source.clone()), Some(target.clone())),
        (source, target) if split => (
            source.clone().or_else(|| heard(Some(0)).next()),
            target.clone().or_else(|| heard(Some(1)).next()),
        ),
        (source, target) => {
            let mut two: Vec<Lang> = heard(None).take(2).collect();
            // English is more often translated than a translation.
            two.sort_by_key(|lang| (lang.primary() != "en", lang.primary()));
            let mut rest =
                two.into_iter().filter(|l| Some(l) != source.as_ref() && Some(l) != target.as_ref());
            (source.clone().or_else(|| rest.next()), target.clone().or_else(|| rest.next()))
        }
    };
    let (Some(source), Some(target)) = (source, target) else {
        return Err(Error::UnknownLanguage {
            path: folders.first().map_or_else(String::new, |p| p.display().to_string()),
        });
    };
    let langs = (&source, &target);
    let lexicon = match (prior(&source, &target), memory) {
        (Some(shipped), Some(memory)) => Some(shipped.merge(memory)),
        (Some(shipped), None) => Some(shipped),
        (None, memory) => memory.cloned(),
    };
    let turned = lexicon.as_ref().map(content::turned);
    let settled: Vec<Result<Entry, Box<(PathBuf, Error)>>> = files
        .into_par_iter()
        .zip(read)
        .map(|((number, path), text)| {
            let text = text.map_err(|e| Box::new((path.clone(), e)))?;
            let relative = relative(&folders[number], &path);
            let named = Name::of(&relative, langs).side;
            let sure = text.detected.as_ref().filter(|(_, sure)| *sure >= SURE).map(|(lang, _)| lang);
            let side_of = |lang: &Lang| [langs.0, langs.1].into_iter().position(|l| l.same_language(lang));
            let spoken = sure.map(side_of);
            let expected = if split { Some(number) } else { named };
            let side = match (spoken, expected) {
                (Some(Some(spoken)), Some(expected)) if spoken == expected => spoken,
                (Some(Some(spoken)), None) => spoken,
                (None, Some(expected)) => expected,
                (None, None) => {
                    let unknown = Error::UnknownLanguage { path: path.display().to_string() };
                    return Err(Box::new((path, unknown)));
                }
                (Some(_), expected) => {
                    return Err(Box::new((
                        path.clone(),
                        Error::WrongLanguage {
                            path,
                            found: sure.cloned().unwrap_or_else(|| Lang::new("und")),
                            expected: expected.map_or_else(
                                || format!("`{source}` or `{target}`"),
                                |side| format!("`{}`", [langs.0, langs.1][side]),
                            ),
                        },
                    )));
                }
            };
            let lang = [langs.0, langs.1][side];
            let traits = content::traits(&text.segments, lang, side == 0, turned.as_ref());
            Ok(Entry { path, relative, side, traits })
        })
        .collect();
    let mut entries: [Vec<Entry>; 2] = Default::default();
    for entry in settled {
        match entry {
            Ok(entry) => entries[entry.side].push(entry),
            Err(failed) if matches!(failed.1, Error::Stopped) => return Err(Error::Stopped),
            Err(failed) => plan.failed.push(*failed),
        }
    }
    let found = matched(&entries, langs, by);
    let mut taken: [BTreeSet<usize>; 2] = Default::default();
    for (number, (s, t, reason, score)) in found.into_iter().enumerate() {
        taken[0].insert(s);
        taken[1].insert(t);
        let files = PairFiles {
            source: entries[0][s].path.clone(),
            target: entries[1][t].path.clone(),
            id: format!("{number:03}"),
        };
        plan.pairs.push(PlannedPair { files, reason, score });
    }
    for (side, taken) in entries.iter().zip(&taken) {
        let left = side.iter().enumerate().filter(|(at, _)| !taken.contains(at));
        plan.orphans.extend(left.map(|(_, entry)| entry.path.clone()));
    }
    plan.orphans.sort();
    plan.failed.sort_by(|a, b| a.0.cmp(&b.0));
    plan.languages = Some((source, target));
    Ok(plan)
}

/// A possible pair.
struct Edge {
    source: usize,
    target: usize,
    score: f32,
    likeness: f32,
    tied: [bool; 3],
}

/// Returns the pairs (source, target, reason, score) by source: the best first, each file once.
fn matched(entries: &[Vec<Entry>; 2], langs: (&Lang, &Lang), by: PairBy) -> Vec<(usize, usize, String, f64)> {
    let names: Vec<Vec<Name>> =
        entries.iter().map(|side| side.iter().map(|e| Name::of(&e.relative, langs)).collect()).collect();
    let traits: Vec<Vec<Vec<String>>> =
        entries.iter().map(|side| side.iter().map(|e| e.traits.clone()).collect()).collect();
    let likeness = Likeness::new(&traits[0], &traits[1]);
    let candidates: Vec<Vec<(f32, usize)>> =
        (0..traits[1].len()).into_par_iter().map(|t| likeness.candidates(t)).collect();
    let mut edges: BTreeMap<(usize, usize), [bool; 3]> = BTreeMap::new();
    let keys: [fn(&Name) -> Option<String>; 3] = [
        |n| Some(n.key()).filter(|k| !k.is_empty()),
        |n| n.day.map(|d| d.to_string()),
        |n| (!n.numbers.is_empty()).then(|| n.numbers.join(" ")),
    ];
    for (kind, key) in keys.iter().enumerate() {
        let wanted = match by {
            PairBy::Auto => true,
            PairBy::Name => kind == 0,
            PairBy::Date => kind == 1,
            PairBy::Content => false,
        };
        let mut buckets: BTreeMap<String, [Vec<usize>; 2]> = BTreeMap::new();
        for (side, names) in names.iter().enumerate().filter(|_| wanted) {
            for (at, name) in names.iter().enumerate() {
                if let Some(key) = key(name) {
                    buckets.entry(key).or_default()[side].push(at);
                }
            }
        }
        for [sources, targets] in buckets.into_values() {
            if sources.len() * targets.len() <= BUCKET {
                for &s in &sources {
                    targets.iter().for_each(|&t| edges.entry((s, t)).or_default()[kind] = true);
                }
            }
        }
    }
    if matches!(by, PairBy::Auto | PairBy::Content) {
        for (t, list) in candidates.iter().enumerate() {
            list.iter().for_each(|&(_, s)| _ = edges.entry((s, t)).or_default());
        }
    }
    let mut edges: Vec<Edge> = edges
        .into_iter()
        .map(|((source, target), tied)| {
            let likeness = likeness.of(source, target);
            let name = [1.0, 0.5, 0.3].into_iter().zip(tied).filter(|t| t.1).map(|t| t.0).fold(0.0, f32::max);
            Edge { source, target, score: name + likeness, likeness, tied }
        })
        .collect();
    edges.sort_by(|a, b| b.score.total_cmp(&a.score).then((a.source, a.target).cmp(&(b.source, b.target))));
    // The likest and the next likest of each file: what content alone ties must lead clearly on both sides.
    let mut best: [BTreeMap<usize, (f32, f32)>; 2] = Default::default();
    for edge in &edges {
        for (side, at) in [edge.source, edge.target].into_iter().enumerate() {
            let two = best[side].entry(at).or_insert((0.0, 0.0));
            if edge.likeness > two.0 {
                *two = (edge.likeness, two.0);
            } else if edge.likeness > two.1 {
                two.1 = edge.likeness;
            }
        }
    }
    let mut taken: [BTreeSet<usize>; 2] = Default::default();
    let mut out = Vec::new();
    for edge in &edges {
        let (s, t) = (edge.source, edge.target);
        if taken[0].contains(&s) || taken[1].contains(&t) {
            continue;
        }
        let leads = [best[0][&s], best[1][&t]]
            .iter()
            .all(|&(first, second)| edge.likeness >= first && edge.likeness >= LEAD * second);
        let silent = entries[0][s].traits.len().min(entries[1][t].traits.len()) < 8;
        let accepted = match by {
            PairBy::Name => edge.tied[0],
            PairBy::Date => edge.tied[1],
            PairBy::Content => edge.likeness >= ALIKE && leads,
            PairBy::Auto => {
                edge.tied[0] && (silent || edge.likeness > 0.0)
                    || (edge.tied[1] || edge.tied[2])
                        && (silent || edge.likeness >= UNLIKE.max(0.5 * best[1][&t].0))
                    || edge.likeness >= ALIKE && leads
            }
        };
        if accepted {
            taken[0].insert(s);
            taken[1].insert(t);
            let mut reasons: Vec<&str> =
                ["name", "date", "number"].into_iter().zip(edge.tied).filter(|r| r.1).map(|r| r.0).collect();
            if edge.likeness >= ALIKE {
                reasons.push("content");
            }
            let strength = f64::from(edge.score - edge.likeness) + f64::from(edge.likeness.sqrt());
            out.push((s, t, reasons.join("+"), (strength.min(1.0) * 100.0).round() / 100.0));
        }
    }
    out.sort_by_key(|pair| (pair.0, pair.1));
    out
}

/// Lists the files of a folder and those below, leaving out hidden ones and what is no document at all.
fn list(folder: &Path, out: &mut Vec<PathBuf>) -> Result<(), Error> {
    let wrong = |e: std::io::Error| Error::File { path: folder.to_owned(), detail: e.to_string() };
    for item in std::fs::read_dir(folder).map_err(wrong)? {
        let item = item.map_err(wrong)?;
        let path = item.path();
        let name = item.file_name();
        let name = name.to_string_lossy();
        let kind = item.file_type().map_err(wrong)?;
        let other =
            [".db", ".tmx", ".db-wal", ".db-shm", "yeksan.toml"].iter().any(|end| name.ends_with(end));
        if name.starts_with('.') || other {
            continue;
        }
        if kind.is_dir() {
            list(&path, out)?;
        } else if kind.is_file() || path.is_file() {
            out.push(path);
        }
    }
    Ok(())
}

/// Returns the path below its folder, parts between slashes on every system.
fn relative(folder: &Path, path: &Path) -> String {
    let below = path.strip_prefix(folder).unwrap_or(path);
    let parts: Vec<_> = below.components().map(|c| c.as_os_str().to_string_lossy().into_owned()).collect();
    parts.join("/")
}
