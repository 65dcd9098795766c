//! Languages of a file: which tags it has, what they are taken for, and which the user wants changed.

use crate::model::{Lang, TranslationUnit, Variant};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// Language tags that are stored as others.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LangMap(Vec<(Lang, Lang)>);

/// Returns whether two tags are one tag, letter case and separator aside.
fn same_tag(one: &str, other: &str) -> bool {
    let plain = |b: u8| if b == b'_' { b'-' } else { b.to_ascii_lowercase() };
    one.bytes().map(plain).eq(other.bytes().map(plain))
}

impl LangMap {
    /// Adds a change of a tag into another.
    pub fn add(&mut self, from: Lang, to: Lang) {
        self.0.push((from, to));
    }

    /// Returns whether nothing is changed.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the tag that stands for one; letter case and separator of what is changed do not matter.
    fn get(&self, tag: &str) -> Option<&Lang> {
        self.0.iter().find(|(from, _)| same_tag(from.as_str(), tag)).map(|(_, to)| to)
    }

    /// Changes a tag; returns whether it did.
    pub(super) fn change(&self, tag: &mut String) -> bool {
        let Some(to) = self.get(tag) else { return false };
        to.as_str().clone_into(tag);
        true
    }

    /// Changes the languages of a unit; returns how many variants were changed.
    fn apply(&self, unit: &mut TranslationUnit) -> u64 {
        if self.is_empty() {
            return 0;
        }
        if let Some((_, srclang)) = unit.attributes.iter_mut().find(|(name, _)| name == "srclang") {
            self.change(srclang);
        }
        let mut changed = 0;
        for variant in &mut unit.variants {
            if let Some(to) = self.get(variant.lang.as_str()) {
                variant.lang = to.clone();
                changed += 1;
            }
        }
        changed
    }
}

impl fmt::Display for LangMap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (from, to) in &self.0 {
            write!(f, "{from}={to};")?;
        }
        Ok(())
    }
}

/// The tags met in a file.
#[derive(Debug, Default)]
pub(super) struct Tags {
    counts: BTreeMap<Lang, u64>,
    /// Primary languages that one unit has twice, under different tags.
    rivals: BTreeMap<String, BTreeSet<Lang>>,
    changed: u64,
}

impl Tags {
    /// Changes and counts the languages of a unit.
    pub(super) fn take(&mut self, unit: &mut TranslationUnit, map: &LangMap) {
        self.changed += map.apply(unit);
        for variant in &unit.variants {
            match self.counts.get_mut(&variant.lang) {
                Some(count) => *count += 1,
                None => {
                    self.counts.insert(variant.lang.clone(), 1);
                }
            }
        }
        match unit.variants.as_slice() {
            [] | [_] => {}
            [a, b] if !a.lang.same_language(&b.lang) => {}
            many => self.note_rivals(many),
        }
    }

    fn note_rivals(&mut self, variants: &[Variant]) {
        let mut first: BTreeMap<String, &Lang> = BTreeMap::new();
        for Variant { lang, .. } in variants {
            let primary = lang.primary();
            match first.get(&primary) {
                Some(other) if *other != lang => {
                    self.rivals.entry(primary).or_default().extend([(*other).clone(), lang.clone()]);
                }
                Some(_) => {}
                None => {
                    first.insert(primary, lang);
                }
            }
        }
    }

    /// Returns what the tags are taken for, one sentence each.
    pub(super) fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        if self.changed > 0 {
            notes.push(format!("{} variants stored under another language (--map-lang)", self.changed));
        }
        let plain = |lang: &Lang| lang.primary() == lang.as_str();
        if self.counts.keys().any(|lang| !plain(lang)) {
            let each = |(lang, count): (&Lang, &u64)| {
                if plain(lang) {
                    format!("{lang} {count}")
                } else {
                    format!("{lang} {count} (answers to `{}`)", lang.primary())
                }
            };
            let list: Vec<String> = self.counts.iter().map(each).collect();
            notes.push(format!("languages: {}", list.join(", ")));
        }
        notes
    }

    /// Returns what is ambiguous or missing, one sentence each.
    pub(super) fn warnings(&self, name: &str, wanted: &[Lang]) -> Vec<String> {
        let list = |tags: &mut dyn Iterator<Item = &Lang>| {
            tags.map(|lang| format!("`{lang}`")).collect::<Vec<_>>().join(", ")
        };
        let mut warnings = Vec::new();
        for (primary, tags) in &self.rivals {
            let tags = list(&mut tags.iter());
            warnings.push(format!(
                "{name}: `{primary}` is ambiguous, units have {tags}: all are kept; name the one you mean in full"
            ));
        }
        for lang in wanted {
            if !self.counts.is_empty() && !self.counts.keys().any(|tag| tag.same_language(lang)) {
                let tags = list(&mut self.counts.keys());
                warnings.push(format!(
                    "{name}: no unit has `{lang}`, the languages are {tags}; --map-lang TAG={lang} when one is meant"
                ));
            }
        }
        warnings
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Origin;

    fn unit(tags: &[&str]) -> TranslationUnit {
        let mut variants = tags.iter().map(|tag| Variant::new(Lang::new(*tag), "x"));
        let (a, b) = (variants.next().unwrap(), variants.next().unwrap());
        let mut unit = TranslationUnit::pair(a, b, Origin::default());
        unit.variants.extend(variants);
        unit
    }

    #[test]
    fn tags_are_changed_whatever_their_spelling() {
        let mut map = LangMap::default();
        map.add(Lang::new("en-us"), Lang::new("en"));
        let (mut tags, mut unit) = (Tags::default(), unit(&["EN_US", "fa"]));
        unit.attributes.push(("srclang".into(), "en-US".into()));
        tags.take(&mut unit, &map);
        assert_eq!(unit.variants[0].lang.as_str(), "en");
        assert_eq!(unit.attributes[0].1, "en");
        assert_eq!(tags.notes(), ["1 variants stored under another language (--map-lang)"]);
    }

    #[test]
    fn a_fallback_is_said_and_so_is_what_is_ambiguous() {
        let (mut tags, map) = (Tags::default(), LangMap::default());
        tags.take(&mut unit(&["EN_US", "fa"]), &map);
        assert_eq!(tags.notes(), ["languages: EN_US 1 (answers to `en`), fa 1"]);
        assert!(tags.warnings("a.tmx", &[Lang::new("en"), Lang::new("fa")]).is_empty());
        tags.take(&mut unit(&["en-GB", "fa", "en-US"]), &map);
        let warnings = tags.warnings("a.tmx", &[Lang::new("de")]);
        assert!(
            warnings[0].starts_with("a.tmx: `en` is ambiguous, units have `en-GB`, `en-US`"),
            "{warnings:?}"
        );
        assert!(warnings[1].contains("no unit has `de`"), "{warnings:?}");
    }
}
