//! What Arabic writes before and behind a word: و ف, ب ك ل, the article; dual, plural, pronouns.

use crate::fold::{Level, fold};

/// What a word carries beside its base.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Clitics {
    conjunction: &'static str,
    preposition: &'static str,
    article: Article,
    ending: &'static str,
    /// Letters before the stem, the article that both have included.
    before_chars: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Article {
    /// As the base has it.
    Same,
    Added,
    Dropped,
}

const CONJUNCTIONS: [&str; 3] = ["", "و", "ف"];
const PREPOSITIONS: [&str; 4] = ["", "ب", "ك", "ل"];
const ENDINGS: [&str; 19] = [
    "", "ين", "ون", "ان", "ات", "ة", "تين", "تان", "ه", "ها", "هم", "هن", "هما", "نا", "كم", "ك", "ا", "ي",
    "اً",
];

impl Clitics {
    pub(super) fn before_chars(&self) -> usize {
        self.before_chars
    }

    /// Returns a base with these clitics, `None` where it would change in a way that letters do not tell.
    pub(super) fn put_on(&self, base: &str) -> Option<String> {
        let core = with_ending(base, self.ending)?;
        with_start(&core, self.conjunction, self.preposition, self.article)
    }
}

/// Returns how many letters the article of a base has: two, or none.
pub(super) fn article_chars(base: &str) -> usize {
    if bare(base).is_some() { 2 } else { 0 }
}

/// Returns a word without its article, `None` when it has none.
fn bare(word: &str) -> Option<&str> {
    let rest = word.strip_prefix("ال")?;
    // الله is a name, and what keeps two letters (الف) has no article.
    (rest.chars().count() >= 3 && !word.starts_with("الله")).then_some(rest)
}

/// Finds what a word carries that its base does not.
pub(super) fn split(word: &str, base: &str) -> Option<Clitics> {
    let key = fold(word, Level::Ortho);
    for ending in ENDINGS {
        let Some(core) = with_ending(base, ending) else { continue };
        for article in [Article::Same, Article::Added, Article::Dropped] {
            for conjunction in CONJUNCTIONS {
                for preposition in PREPOSITIONS {
                    let Some(written) = with_start(&core, conjunction, preposition, article) else {
                        continue;
                    };
                    if fold(&written, Level::Ortho) == key {
                        let definite = match article {
                            Article::Added => true,
                            Article::Same => bare(base).is_some(),
                            Article::Dropped => false,
                        };
                        // للـ hides the first letter of the article.
                        let article_chars = if definite { 2 - usize::from(preposition == "ل") } else { 0 };
                        let before_chars =
                            conjunction.chars().count() + preposition.chars().count() + article_chars;
                        return Some(Clitics { conjunction, preposition, article, ending, before_chars });
                    }
                }
            }
        }
    }
    None
}

fn with_start(core: &str, conjunction: &str, preposition: &str, article: Article) -> Option<String> {
    let core = match (article, bare(core)) {
        (Article::Same, _) => core.to_owned(),
        (Article::Added, None) if core.chars().count() >= 2 => format!("ال{core}"),
        (Article::Added, Some(_)) => return None,
        (Article::Dropped, Some(rest)) => rest.to_owned(),
        _ => return None,
    };
    let core =
        match (preposition, bare(&core).or_else(|| core.starts_with("الله").then(|| &core["ال".len()..])))
        {
            // Of three ل two are written: لليبي for ل and الليبي.
            ("ل", Some(rest)) if rest.starts_with('ل') => format!("ل{rest}"),
            ("ل", Some(rest)) => format!("لل{rest}"),
            _ => format!("{preposition}{core}"),
        };
    Some(format!("{conjunction}{core}"))
}

fn with_ending(base: &str, ending: &str) -> Option<String> {
    if ending.is_empty() {
        return Some(base.to_owned());
    }
    let last = base.chars().next_back()?;
    let stem = || &base[..base.len() - last.len_utf8()];
    match (last, ending) {
        ('ة', "ات") => Some(format!("{}ات", stem())),
        // The ة opens before what follows it.
        ('ة', "ين" | "ون" | "ة" | "اً" | "ا" | "تين" | "تان") => None,
        ('ة', _) => Some(format!("{}ت{ending}", stem())),
        (_, "تين" | "تان") => None,
        ('ى', "ه" | "ها" | "هم" | "هن" | "هما" | "نا" | "كم" | "ك") => {
            Some(format!("{}ا{ending}", stem()))
        }
        ('ا', "ه" | "ها" | "هم" | "هن" | "هما" | "نا" | "كم" | "ك") => {
            Some(format!("{base}{ending}"))
        }
        // The hamza changes its seat, and other vowels fall: no letters tell which.
        ('ا' | 'ى' | 'ء' | 'و' | 'آ', _) => None,
        _ => Some(format!("{base}{ending}")),
    }
}
