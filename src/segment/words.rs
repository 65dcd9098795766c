//! What a user adds to the word lists of the built-in rules, or takes out of them.

use super::rules::{Class, Rules};
use super::split::split_by;
use crate::model::Lang;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

/// A line of a rule file that says nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {detail}")]
pub struct WordError {
    /// The 1-based line.
    pub line: usize,
    /// What was found and what was expected.
    pub detail: String,
}

#[derive(Debug, Clone)]
struct Entry {
    /// The primary tag; `None` for every language.
    lang: Option<String>,
    word: String,
    classes: Class,
    removes: bool,
}

/// Words with their classes, in the order they were said; see `docs/segment.md` for the classes.
#[derive(Debug, Clone, Default)]
pub struct WordRules {
    entries: Vec<Entry>,
}

impl WordRules {
    /// Reads a rule file: `class`, tab, `word`, and a language after another tab when it is not meant for all.
    ///
    /// `-class` takes the word out of a class, `-` alone out of all. Empty lines and those that begin with `#` say nothing.
    ///
    /// # Errors
    ///
    /// The first line that is none of these.
    ///
    /// # Examples
    ///
    /// ```
    /// use yeksan::model::Lang;
    /// use yeksan::segment::{Segmenter, WordRules};
    /// let rules = WordRules::read("never\tWrhs\ten\n").unwrap();
    /// let found = Segmenter::new(rules).split("Meet me at Wrhs. Seven. It is red.", &Lang::new("en"));
    /// assert_eq!(found.len(), 2);
    /// ```
    pub fn read(text: &str) -> Result<WordRules, WordError> {
        let mut rules = WordRules::default();
        for (at, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
            let line = line.trim_end();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let entry = entry(line).map_err(|detail| WordError { line: at + 1, detail })?;
            rules.entries.push(entry);
        }
        Ok(rules)
    }

    /// Adds an abbreviation that ends no sentence in `lang`; with `-` before it, takes a built-in one out.
    ///
    /// # Errors
    ///
    /// What is wrong with the word or the language.
    pub fn abbreviation(&mut self, lang: &str, word: &str) -> Result<(), String> {
        let line = match word.strip_prefix('-') {
            Some(word) => format!("-\t{word}\t{lang}"),
            None => format!("never\t{word}\t{lang}"),
        };
        self.entries.push(entry(&line)?);
        Ok(())
    }

    /// Adds what `other` says after what this says.
    pub fn extend(&mut self, other: WordRules) {
        self.entries.extend(other.entries);
    }
}

fn entry(line: &str) -> Result<Entry, String> {
    let fields: Vec<&str> = line.split('\t').map(str::trim).collect();
    let (name, word, lang) = match fields.as_slice() {
        [class, word] => (*class, *word, ""),
        [class, word, lang] => (*class, *word, *lang),
        _ => {
            return Err(format!(
                "{} field{} found, expected class, tab, word, and if need be tab, language",
                fields.len(),
                if fields.len() == 1 { "" } else { "s" }
            ));
        }
    };
    let (removes, name) = name.strip_prefix('-').map_or((false, name), |name| (true, name));
    let classes = if removes && name.is_empty() { Some(Class::ALL) } else { Class::named(name) };
    let classes = classes
        .ok_or_else(|| format!("unknown class `{name}`, expected one of {}", Class::NAMES.join(", ")))?;
    let word = word.trim_end_matches('.');
    if word.is_empty() || word.contains(char::is_whitespace) {
        return Err(format!("`{word}` is no word: write it in one piece, `z.B` for `z. B.`"));
    }
    let whole = (2..=8).contains(&lang.split(['-', '_']).next().unwrap_or_default().len())
        && lang.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    if !lang.is_empty() && !whole {
        return Err(format!("`{lang}` is no language tag, expected one like `en`"));
    }
    let lang = (!lang.is_empty()).then(|| Lang::new(lang).primary());
    Ok(Entry { lang, word: word.to_owned(), classes, removes })
}

/// The built-in rules with what a user said; the default is the built-in ones alone. Cloning shares what was compiled.
#[derive(Debug, Clone, Default)]
pub struct Segmenter {
    own: Option<Arc<Own>>,
}

#[derive(Debug)]
struct Own {
    words: WordRules,
    ready: Mutex<BTreeMap<String, Arc<Rules>>>,
}

impl Segmenter {
    /// Returns the built-in rules with these words.
    pub fn new(words: WordRules) -> Segmenter {
        let own = (!words.entries.is_empty()).then(|| Arc::new(Own { words, ready: Mutex::default() }));
        Segmenter { own }
    }

    /// Gives the rules of a language.
    pub(super) fn look<T>(&self, lang: &Lang, give: impl FnOnce(&Rules) -> T) -> T {
        match &self.own {
            Some(own) => give(&own.rules(lang)),
            None => give(Rules::of(lang)),
        }
    }

    /// Splits one paragraph as [`split`](super::split) does, by these rules.
    pub fn split(&self, text: &str, lang: &Lang) -> Vec<Range<usize>> {
        match &self.own {
            Some(own) => split_by(text, &own.rules(lang)),
            None => split_by(text, Rules::of(lang)),
        }
    }
}

impl Own {
    /// Returns the rules of a language, compiled the first time they are asked for.
    fn rules(&self, lang: &Lang) -> Arc<Rules> {
        let tag = lang.primary();
        let mut ready = self.ready.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(rules) = ready.get(&tag) {
            return Arc::clone(rules);
        }
        let rules = Arc::new(amended(Rules::of(lang), &self.words, &tag));
        ready.insert(tag, Arc::clone(&rules));
        rules
    }
}

/// What is said of a word's point takes the place of what was built in; said twice, both hold.
fn amended(built_in: &Rules, words: &WordRules, tag: &str) -> Rules {
    let mut rules = built_in.clone();
    let mut said = BTreeSet::new();
    for entry in words.entries.iter().filter(|e| e.lang.as_deref().is_none_or(|lang| lang == tag)) {
        if entry.removes {
            rules.remove(&entry.word, entry.classes);
            rules.remove(&entry.word.to_lowercase(), entry.classes);
            continue;
        }
        if entry.classes.has(Class::POINT) && said.insert(entry.word.as_str()) {
            rules.remove(&entry.word, Class::POINT);
        }
        rules.add(entry.word.clone(), entry.classes);
    }
    rules
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(rules: &str, lang: &str, text: &str) -> usize {
        Segmenter::new(WordRules::read(rules).unwrap()).split(text, &Lang::new(lang)).len()
    }

    #[test]
    fn words_are_added_replaced_and_taken_out() {
        let text = "The Dep. Clerk left. Nobody saw it.";
        assert_eq!(cut("never\tDep.\ten\n", "en", text), 2);
        assert_eq!(cut("never\tDep\tde\n", "en", text), cut("", "en", text));
        assert_eq!(cut("# ours\n\nnever\tDep\n", "en-GB", text), 2);
        let built_in = "We bought it from Acme Inc. The price was fair.";
        assert_eq!(cut("", "en", built_in), 2);
        assert_eq!(cut("never\tInc\ten\n", "en", built_in), 1);
        let title = "She met Prof. Lund there.";
        assert_eq!((cut("", "en", title), cut("-\tProf\ten\n", "en", title)), (1, 2));
        assert_eq!(cut("-title\tProf\ten\n", "en", title), 2);
    }

    #[test]
    fn a_line_that_says_nothing_is_named() {
        let error = |text: &str| WordRules::read(text).map(|_| ()).unwrap_err().to_string();
        assert!(error("never\tDep\nWrhs\n").starts_with("line 2: 1 field found, expected class, tab, word"));
        assert!(error("allways\tDep\n").contains("unknown class `allways`, expected one of title, never"));
        assert!(error("never\tz. B.\n").contains("write it in one piece"));
        assert!(error("never\tDep\tenglish please\n").contains("is no language tag"));
    }

    #[test]
    fn an_abbreviation_of_the_configuration_adds_and_removes() {
        let mut rules = WordRules::default();
        rules.abbreviation("en", "Wrhs.").unwrap();
        rules.abbreviation("en", "-Prof").unwrap();
        let segmenter = Segmenter::new(rules);
        let count = |text: &str| segmenter.split(text, &Lang::new("en")).len();
        assert_eq!((count("Go to Wrhs. Seven."), count("She met Prof. Lund.")), (1, 2));
        assert!(WordRules::default().abbreviation("en", "-").is_err());
    }
}
