//! The built-in rules of one language as an ordered list of SRX rules.
//!
//! The list asks what `decide` asks, in the same order: of the rules that match at a place the first decides. What holds the
//! place stands in three steps: `before`, a run of ends and closing marks; the word before that; the word that follows.

use super::pattern::{Classes, WORD, choice, forms, set};
use crate::segment::kind::is_format;
use crate::segment::rules::{Class, Rules};
use crate::segment::srx::document::Rule;

/// How far back an opening quotation or bracket is looked for, in characters.
pub(super) const REACH: usize = 300;

/// How far around a place the ways of its writer are looked for, in characters.
pub(super) const WIDE: usize = 2000;

/// Makes the rules of one language.
pub(super) struct Maker<'r> {
    pub(super) rules: &'r Rules,
    pub(super) out: Vec<Rule>,
    pub(super) c: Classes,
    /// One character of white space.
    pub(super) s: String,
    /// What stands between a place and the first letter after it: white space, then openers.
    pub(super) lead: String,
    /// A character of a word.
    pub(super) w: String,
    /// The edge before a word that ends in a point, with what is read past.
    pub(super) edge: String,
    /// What may trail an end beside marks that close.
    pub(super) trail: String,
    /// The beginning of a sentence, as far as looking back can tell.
    pub(super) begin: String,
    /// A point that nothing closes after.
    pub(super) point: String,
    /// A run that closes a quotation.
    pub(super) quoted: String,
    /// A run that closes a bracket and no quotation.
    pub(super) bracketed: String,
    /// Any run.
    pub(super) run: String,
}

impl<'r> Maker<'r> {
    pub(super) fn new(rules: &'r Rules) -> Maker<'r> {
        let extra = if rules.greek {
            Some(';')
        } else if rules.armenian {
            Some(':')
        } else {
            None
        };
        let c = Classes::new(extra);
        let s = format!("[{}]", c.space);
        let tag = r"</?[A-Za-z][^<>:@]{0,300}>";
        let lead = format!(r"{s}(?:[{}{}{}]|{tag})*", c.space, c.opener, c.format);
        let (end, quote, bracket, format) = (&c.end, &c.unquote, &c.unbracket, &c.format);
        let trail = format!(
            r"(?:[{format}*_¹²³⁰-⁹\u0300-\u036F\uFE0E\uFE0F]{{1,3}}|</[A-Za-z][^<>]{{0,20}}>|<br[^<>]{{0,9}}>)"
        );
        let marks = format!("[{end}{quote}{bracket}{format}*_]");
        let edge = format!(r"(?:^|[^{WORD}{format}.&°№§ـ])[{format}.]{{0,3}}");
        Maker {
            begin: format!(
                "(?:^{s}{{0,3}}|\\n[ \\t]{{0,2}}\\r?\\n{s}{{0,3}}|[{}…][{quote}{bracket}]{{0,3}}{s}{{1,2}}|(?:[\\p{{L}}\\p{{M}}]{{4}}|\\p{{Lo}}{{2}}|\\p{{N}}\\p{{N}}|[{quote}{bracket}])[.۔][{quote}{bracket}{format}]{{0,3}}{s}{{1,2}})",
                c.asks
            ),
            point: format!(r"[{format}]{{0,2}}[.۔]{trail}?"),
            quoted: format!(
                r"[{end}]{marks}{{0,5}}(?:[{quote}]|[ \u00A0\u202F][»”])[{end}{quote}{bracket}{format}*_]{{0,3}}{trail}?"
            ),
            bracketed: format!(
                r"[{end}][{end}{format}]{{0,5}}[ ]?[{bracket}][{end}{bracket}{format}*_]{{0,3}}{trail}?"
            ),
            run: format!(r"[{end}]{marks}{{0,6}}{trail}?(?:[ \u00A0\u202F][»”)\]])?{trail}?"),
            w: format!("[{WORD}]"),
            edge,
            trail,
            lead,
            s,
            c,
            rules,
            out: Vec::new(),
        }
    }

    pub(super) fn rule(&mut self, breaks: bool, note: &str, before: &str, after: &str) {
        self.out.push(Rule {
            breaks,
            before: before.to_owned(),
            after: after.to_owned(),
            note: note.to_owned(),
            line: 0,
        });
    }

    pub(super) fn keep(&mut self, note: &str, before: &str, after: &str) {
        self.rule(false, note, before, after);
    }

    pub(super) fn cut(&mut self, note: &str, before: &str, after: &str) {
        self.rule(true, note, before, after);
    }

    /// Looks back at a run of ends and closing marks that `text` describes.
    pub(super) fn back(&self, text: &str) -> String {
        format!("{}(?<={text})", self.filter())
    }

    /// Looks back at a point.
    pub(super) fn back_point(&self, text: &str) -> String {
        format!("{}(?<={text}{})", self.filter(), self.point)
    }

    /// The last character before a place where a run ends: tried first, for it is cheap.
    pub(super) fn filter(&self) -> String {
        let Classes { end, unquote, unbracket, format, .. } = &self.c;
        format!(r"(?<=[{end}{unquote}{unbracket}{format}*_>¹²³⁰-⁹\u0300-\u036F\uFE0E\uFE0F])")
    }

    /// White space and what opens a sentence, then `text`.
    pub(super) fn after(&self, text: &str) -> String {
        format!("(?={}{text})", self.lead)
    }

    /// White space, then `text` before anything that opens.
    pub(super) fn head(&self, text: &str) -> String {
        format!("(?={}[{}{}]*{text})", self.s, self.c.space, self.c.format)
    }

    /// White space.
    pub(super) fn space(&self) -> String {
        format!("(?={})", self.s)
    }

    pub(super) fn words(&self, class: Class, but: Class) -> Option<String> {
        choice(&forms(self.rules, class, but))
    }

    /// Words of a class before a point; `т. д.` is what `т.д.` is.
    pub(super) fn pointed_words(&self, class: Class, but: Class) -> Option<String> {
        self.words(class, but).map(|words| words.replace(r"\.", r"\.\s?"))
    }

    /// A following word of a class, whole.
    pub(super) fn next_word(&self, class: Class) -> Option<String> {
        self.words(class, Class::default()).map(|words| format!("{words}(?!{})", self.w))
    }

    /// A word of the Arabic script.
    pub(super) fn arabic(&self) -> String {
        set(|c| ('\u{600}'..='\u{6ff}').contains(&c) && c.is_alphabetic() || is_format(c))
    }
}
