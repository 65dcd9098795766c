//! `same-source-differs` and `same-target-differs`: one whole segment translated two ways, or two segments alike.

use super::rule::{Check, Page, Pair};
use crate::model::{Finding, Place, Rival, Severity};
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};

/// The help page of `same-source-differs`.
pub(crate) const SOURCE_PAGE: Page = Page {
    code: "same-source-differs",
    summary: "one source segment has two or more translations",
    text: "What it does: groups units whose source text is equal, white space and case aside, and reports those with more than one target.\n\n\
        Why it matters: the memory will offer both, and readers of a series see both.\n\n\
        Example: \"Chapter one\" as «فصل یک» and «فصل اول».\n\n\
        Write instead: one of them, unless the context asks for two.",
};

/// The help page of `same-target-differs`.
pub(crate) const TARGET_PAGE: Page = Page {
    code: "same-target-differs",
    summary: "one target segment stands for two or more different sources",
    text: "What it does: groups units whose target text is equal and reports those with more than one source of three words or more.\n\n\
        Why it matters: often a translation was pasted in the wrong row.\n\n\
        Example: «دادگاه حکم داد.» for \"The court ruled.\" and \"The minister resigned.\"\n\n\
        Write instead: the right translation; two wordings of one thought need no change.",
};

/// Groups equal segments of one side and reports groups whose other side differs.
#[derive(Debug)]
pub(crate) struct SameText {
    by_target: bool,
    /// Hashes of the texts that have more than one other side; `None` when every text is kept.
    clashing: Option<FxHashSet<u64>>,
    groups: BTreeMap<String, Vec<(String, usize)>>,
    shown: BTreeMap<String, String>,
}

impl SameText {
    /// Returns the check `same-source-differs`.
    pub(crate) fn source() -> SameText {
        SameText { by_target: false, clashing: None, groups: BTreeMap::new(), shown: BTreeMap::new() }
    }

    /// Returns the check `same-target-differs`.
    pub(crate) fn target() -> SameText {
        SameText { by_target: true, clashing: None, groups: BTreeMap::new(), shown: BTreeMap::new() }
    }

    /// Keeps only texts that have more than one other side among these pairs of source and target, all that will be seen:
    /// a memory's texts are not held twice for the few that clash.
    pub(crate) fn among<'a>(mut self, pairs: impl Iterator<Item = (&'a str, &'a str)>) -> SameText {
        let mut first: FxHashMap<u64, u64> = FxHashMap::default();
        let mut clashing = FxHashSet::default();
        for (source, target) in pairs {
            let (by, other) = if self.by_target { (target, source) } else { (source, target) };
            if by.trim().is_empty() || other.trim().is_empty() {
                continue;
            }
            let (by, other) = (hash(by), hash(other));
            if *first.entry(by).or_insert(other) != other {
                clashing.insert(by);
            }
        }
        self.clashing = Some(clashing);
        self
    }
}

/// Returns a hash of a text's [`key`].
fn hash(text: &str) -> u64 {
    let mut hasher = FxHasher::default();
    key(text).hash(&mut hasher);
    hasher.finish()
}

fn key(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

impl Check for SameText {
    fn code(&self) -> &'static str {
        if self.by_target { TARGET_PAGE.code } else { SOURCE_PAGE.code }
    }

    fn see(&mut self, pair: &Pair<'_>) {
        let (by, other) =
            if self.by_target { (pair.target, pair.source) } else { (pair.source, pair.target) };
        if by.text.trim().is_empty() || other.text.trim().is_empty() {
            return;
        }
        if self.clashing.as_ref().is_some_and(|clashing| !clashing.contains(&hash(&by.text))) {
            return;
        }
        let key = key(&by.text);
        self.shown.entry(key.clone()).or_insert_with(|| by.text.clone());
        self.groups.entry(key).or_default().push((other.text.clone(), pair.index));
    }

    fn finish(&mut self) -> Vec<Finding> {
        let groups = std::mem::take(&mut self.groups);
        let mut findings = Vec::new();
        for (text_key, members) in groups {
            let mut rivals: Vec<(String, Vec<(String, usize)>)> = Vec::new();
            for (text, index) in members {
                let other = key(&text);
                match rivals.iter_mut().find(|(k, _)| *k == other) {
                    Some((_, list)) => list.push((text, index)),
                    None => rivals.push((other, vec![(text, index)])),
                }
            }
            let long = |k: &str| k.split(' ').count() >= 3;
            if rivals.len() < 2 || (self.by_target && !rivals.iter().all(|(k, _)| long(k))) {
                continue;
            }
            rivals.sort_by_key(|(_, list)| (std::cmp::Reverse(list.len()), list[0].1));
            let subject = self.shown.remove(&text_key).unwrap_or(text_key);
            let side = if self.by_target { "sources" } else { "targets" };
            findings.push(Finding {
                id: String::new(),
                code: self.code(),
                severity: if self.by_target { Severity::Info } else { Severity::Warning },
                message: format!("{} different {side}", rivals.len()),
                subject,
                places: Vec::new(),
                rivals: rivals
                    .into_iter()
                    .enumerate()
                    .map(|(n, (_, list))| Rival {
                        text: list[0].0.clone(),
                        count: list.len(),
                        class: if n == 0 { "main" } else { "wording" }.to_owned(),
                        places: list
                            .into_iter()
                            .map(|(_, unit)| Place { unit, source: Vec::new(), target: Vec::new() })
                            .collect(),
                    })
                    .collect(),
                fix: None,
            });
        }
        findings.sort_by_key(|f| f.rivals.iter().filter_map(|r| r.places.first()).map(|p| p.unit).min());
        findings
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::findings_of;

    const PAIRS: &[(&str, &str)] = &[
        ("Chapter one", "فصل یک"),
        ("Chapter one", "فصل اول"),
        ("chapter  one", "فصل یک"),
        ("The court has ruled.", "دادگاه حکم داد."),
        ("The minister has resigned.", "دادگاه حکم داد."),
    ];

    #[test]
    fn one_source_two_targets() {
        let found = findings_of(SameText::source(), PAIRS);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].rivals.iter().map(|r| r.count).collect::<Vec<_>>(), [2, 1]);
    }

    #[test]
    fn only_what_clashes_is_kept() {
        for check in [SameText::source, SameText::target] {
            let kept = check().among(PAIRS.iter().copied());
            assert_eq!(kept.clashing.as_ref().map(FxHashSet::len), Some(1));
            assert_eq!(findings_of(kept, PAIRS), findings_of(check(), PAIRS));
        }
    }

    #[test]
    fn one_target_two_sources() {
        let found = findings_of(SameText::target(), PAIRS);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].subject, "دادگاه حکم داد.");
    }
}
