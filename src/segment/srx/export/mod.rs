//! The built-in rules as SRX, for programs that cut by such a file.
//!
//! Nothing here is kept by hand: [`export`] asks the word lists and predicates the built-in rules are compiled from, so the
//! file says what they say. `docs/srx-export.md` tells how, and what SRX has no words for.

mod decisions;
mod lists;
mod maker;
mod pattern;
mod tokens;
mod unmarked;

use super::document::{LanguageMap, LanguageRules, Rule, Srx};
use crate::model::Lang;
use crate::segment::Segmenter;
use crate::segment::rules::Rules;
use maker::Maker;

/// The built-in rules as a file, and what it cannot say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Export {
    /// The rules; each carries a note that is written as a comment.
    pub srx: Srx,
    /// What the built-in rules do and these rules do not, a line each.
    pub left_out: Vec<String>,
}

/// The name of the rules for every language without rules of its own.
const OTHERS: &str = "other languages";

/// Returns the tags of the languages with rules of their own, sorted.
pub fn exported_languages() -> Vec<&'static str> {
    Rules::languages()
}

/// Returns the built-in rules of some languages, or of all, and those for every other language; with the words that
/// `segmenter` adds and without those it takes out.
///
/// Languages whose rules are the same share them. A language that is not among [`exported_languages`] adds nothing: the
/// rules for every other language are its rules. The same languages give the same file, byte for byte.
///
/// ```
/// use yeksan::model::Lang;
/// use yeksan::segment::Segmenter;
/// use yeksan::segment::srx::{Cutter, Dialect, Options, export};
///
/// let file = export(Some(&[Lang::new("en")]), &Segmenter::default()).srx;
/// let cutter = Cutter::new(&file, "en", &Options { dialect: Dialect::Java, ..Options::default() })?;
/// let text = "Dr. Azad came at 6 p.m. She spoke.";
/// let pieces: Vec<&str> = cutter.split(text).into_iter().map(|s| text[s].trim()).collect();
/// assert_eq!(pieces, ["Dr. Azad came at 6 p.m.", "She spoke."]);
/// # Ok::<(), yeksan::segment::srx::Error>(())
/// ```
pub fn export(languages: Option<&[Lang]>, segmenter: &Segmenter) -> Export {
    let mut groups: Vec<(Vec<&str>, Vec<Rule>)> = Vec::new();
    for tag in exported_languages() {
        if languages.is_some_and(|wanted| !wanted.iter().any(|lang| lang.primary() == tag)) {
            continue;
        }
        let rules = segmenter.look(&Lang::new(tag), rules_of);
        match groups.iter_mut().find(|(_, same)| *same == rules) {
            Some((tags, _)) => tags.push(tag),
            None => groups.push((vec![tag], rules)),
        }
    }
    let left_out = left_out();
    let mut srx = Srx { segment_subflows: true, ..Srx::default() };
    for (tags, rules) in groups {
        let name = tags.join(", ");
        let pattern = tags.iter().flat_map(|tag| [(*tag).to_owned(), tag.to_uppercase()]).collect::<Vec<_>>();
        srx.maps.push(LanguageMap {
            pattern: format!("(?:{})(?:[-_].*)?", pattern.join("|")),
            rules: name.clone(),
        });
        srx.languages.push(LanguageRules::new(name, rules));
    }
    let other = Lang::new("und");
    srx.maps.push(LanguageMap { pattern: ".*".to_owned(), rules: OTHERS.to_owned() });
    srx.languages.push(LanguageRules::new(OTHERS, segmenter.look(&other, rules_of)));
    let said: Vec<String> = left_out.iter().map(|line| format!("  {line}")).collect();
    srx.foreign.header.push(format!(
        "<!--\nThe built-in segmentation rules of Yeksan, written by its command `segment`: make it anew, do not edit it.\n\
         Each language's rules are whole: with or without cascade they cut alike. What they do not do as Yeksan does:\n{}\n-->",
        said.join("\n")
    ));
    Export { srx, left_out }
}

fn rules_of(rules: &Rules) -> Vec<Rule> {
    let mut maker = Maker::new(rules);
    maker.paragraph();
    maker.lists();
    maker.unmarked();
    maker.extensions();
    maker.brackets();
    maker.tight();
    maker.after_speech();
    maker.lower();
    maker.speech();
    maker.ellipses();
    maker.closed();
    maker.tokens();
    maker.glued();
    maker.rest();
    maker.out
}

fn left_out() -> Vec<String> {
    let lines = [
        "where a sentence began is told from the end before it, not from the cut itself",
        "a quotation or bracket that opened more than 300 characters ago is not seen",
        "straight quotation marks are not counted: one after an end closes",
        "a paragraph written without capitals throughout is cut as any other",
        "the items of a list inside a paragraph are cut from the second on, up to the twelfth",
        "ends inside inline codes are left to the program",
    ];
    lines.iter().map(|line| (*line).to_owned()).collect()
}

#[cfg(test)]
mod tests;
