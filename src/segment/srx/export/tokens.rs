//! What the word before a point says, as rules: list markers, abbreviations and their classes, initials, ordinals.

use super::maker::Maker;
use super::pattern::{choice, forms, times};
use crate::segment::rules::Class;

const NONE: Class = Class::NONE;

impl Maker<'_> {
    /// A number or letter that opens the sentence, or follows a colon, up to its point.
    pub(super) fn marker(&self) -> String {
        let lead = format!(r#"[(\["“•*\-–⁃«{}]"#, self.c.space);
        let label = format!(
            r"(?:\p{{N}}{{1,3}}|[IVXLC]{{1,5}}|[ivxlc]{{1,5}}|\p{{L}}|{}\p{{N}}{{1,3}})",
            times(r"\p{N}{1,3}\.", 1, 3)
        );
        let s = &self.s;
        format!(r"(?:{}{lead}{{0,4}}{label}|[:：]{s}{{1,2}}\p{{N}}{{1,2}})", self.begin)
    }

    /// Returns the words of any class, for what goes on in lower case after them.
    pub(super) fn words_of_any_class(&self) -> Option<String> {
        choice(&forms(self.rules, Class::ALL, NONE))
    }

    /// Returns words in lower case that, written with a capital, often open sentences.
    pub(super) fn low_starts(&self) -> Vec<String> {
        let low = |word: &String| {
            let mut chars = word.chars();
            let first = chars.next().map(|c| c.to_lowercase().collect::<String>()).unwrap_or_default();
            format!("{first}{}", chars.as_str())
        };
        let mut found: Vec<String> = forms(self.rules, Class::START, NONE)
            .iter()
            .map(low)
            .filter(|word| self.rules.starts_in_capitals(word) && word.starts_with(char::is_lowercase))
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The rules for a plain point with white space after it and no lower case to follow.
    pub(super) fn tokens(&mut self) {
        let (s, space, edge) = (self.s.clone(), self.space(), self.edge.clone());
        let elided = r"(?:\p{L}{1,12}['’])?";
        let word = |m: &Self, words: &str| m.back_point(&format!("{edge}{elided}{words}"));
        self.keep("the marker of an item", &self.back_point(&self.marker()), &space);
        if let Some(section) = self.words(Class::SECTION, NONE) {
            let before =
                format!(r"{}{section}{s}{{1,3}}(?:\p{{N}}{{1,6}}|[IVXLC]{{1,8}}|[ivxlc]{{1,8}})", self.begin);
            self.keep("the number of a section", &self.back_point(&before), &space);
        }
        let number = format!(r"(?:\p{{N}}|(?:[IVXLC]{{2,8}}|[ivxlc]{{2,8}})(?!{}))", self.w);
        if let Some(words) = self.pointed_words(Class::NUMBER, NONE) {
            self.keep("before a number", &word(self, &words), &self.after(&number));
        }
        self.times();
        self.units();
        if let Some(words) =
            self.pointed_words(Class::TITLE.or(Class::NEVER), Class::TIME.or(Class::UNIT).or(Class::MAY))
        {
            self.keep("never", &word(self, &words), &space);
        }
        self.doubtful();
    }

    fn times(&mut self) {
        let Some(time) = self.pointed_words(Class::TIME, NONE) else { return };
        let (s, edge, space) = (self.s.clone(), self.edge.clone(), self.space());
        let before = self.back_point(&format!("{edge}{time}"));
        let zone = self.next_word(Class::ZONE).map_or(String::new(), |zone| format!("|{zone}"));
        self.keep("a time zone follows", &before, &self.after(&format!("(?:{}+ time{zone})", self.w)));
        self.keep("a bracket after a time", &before, &self.head(r"\("));
        if let Some(prep) = self.words(Class::PREP, NONE) {
            let opens =
                format!("{}{prep}{s}{{1,2}}(?:[^{}]{{1,12}}{s}{{1,2}})?{time}", self.begin, self.c.space);
            self.keep("a time that opens the sentence", &self.back_point(&opens), &space);
        }
        self.cut("a time", &before, &space);
    }

    fn units(&mut self) {
        let Some(unit) = self.pointed_words(Class::UNIT, Class::TIME) else { return };
        let s = self.s.clone();
        let counted = self.back_point(&format!(r"[\p{{N}}IVX]{s}{{1,3}}{unit}"));
        self.keep("a dash after a measure", &counted, &self.head("[-–—]"));
        let month = self.words(Class::MONTH, NONE).map_or(String::new(), |month| format!("|{month}"));
        let prep =
            self.words(Class::PREP, NONE).map_or(String::new(), |prep| format!("(?:{prep}{s}{{1,2}})?"));
        let sp = &self.c.space;
        let date = format!(
            "{}{prep}{}{unit}",
            self.begin,
            times(&format!("(?:[^{sp}]{{0,6}}[0-9][^{sp}]{{0,6}}{month}){s}{{1,2}}"), 1, 3)
        );
        self.keep("a date alone", &self.back_point(&date), &self.space());
        self.cut("a measure", &counted, &self.after(r"[\p{Lu}\p{N}]"));
        self.keep("a measure goes on", &counted, &self.space());
    }

    /// What ends a sentence only where a word that often opens one follows.
    fn doubtful(&mut self) {
        let (s, edge, space) = (self.s.clone(), self.edge.clone(), self.space());
        let elided = r"(?:\p{L}{1,12}['’])?";
        let format = self.c.format.clone();
        let letter = format!(r"[ـ\p{{M}}{format}]{{0,3}}");
        let arabic = r"[\u0620-\u06FF]";
        let single_arabic = format!("{edge}{arabic}{letter}");
        self.keep("one letter of the Arabic script", &self.back_point(&single_arabic), &space);
        if let Some(title) = self.words(Class::TITLE, NONE) {
            let low = format!(r"{edge}{title}\.?{s}{{1,3}}\p{{Ll}}");
            self.keep("a small letter after a title", &self.back_point(&low), &space);
        }
        let mut kinds: Vec<String> = Vec::new();
        let may = self.pointed_words(Class::UNIT.or(Class::MAY), Class::TIME);
        kinds.extend(may.map(|words| format!("{elided}{words}")));
        let cased = r"[\p{Lu}\p{Ll}\p{Lt}]";
        kinds.push(format!("{cased}{letter}"));
        let parts = times(&format!(r"-?\p{{L}}{letter}\."), 1, 6);
        kinds.push(format!(r"{parts}-?\p{{L}}{letter}"));
        let kinds = kinds.join("|");
        let doubtful = self.back_point(&format!("{edge}(?:{kinds})"));
        let starts = self.starts();
        if let Some(starts) = &starts {
            self.cut("a doubtful point, then a word that opens sentences", &doubtful, starts);
        }
        self.keep("a doubtful point", &doubtful, &space);
        let month = self.next_word(Class::MONTH);
        if self.rules.ordinals {
            let parts = times(r"\p{N}{0,2}[\-–.]", 0, 3);
            let ordinal = format!(r"{edge}(?:{parts}\p{{N}}{{1,2}}|[IVXLC]{{1,8}})");
            if let Some(month) = &month {
                self.keep("an ordinal before a month", &self.back_point(&ordinal), &self.after(month));
            }
            if let Some(starts) = &starts {
                self.cut("a number, then a word that opens sentences", &self.back_point(&ordinal), starts);
            }
            let digits = self.back_point(&format!(r"{edge}\p{{N}}{{1,2}}"));
            self.cut(
                "a number before a number",
                &digits,
                &format!(r"(?={s}+\p{{N}}{w}{{0,2}}(?!{w}|[.۔]))", w = self.w),
            );
            self.keep("an ordinal", &self.back_point(&ordinal), &space);
        } else if let Some(month) = &month {
            let day = self.back_point(&format!("{edge}[0-9]{{1,2}}"));
            self.keep("a day before its month", &day, &self.after(month));
        }
    }

    /// What follows is a word that often opens sentences.
    fn starts(&self) -> Option<String> {
        let words = forms(self.rules, Class::START, NONE);
        let (one, more): (Vec<String>, Vec<String>) = words.into_iter().partition(|w| w.chars().count() == 1);
        let w = &self.w;
        let one = choice(&one).map(|words| format!(r"{words}(?!{w}|[.۔])"));
        let more = choice(&more).map(|words| format!("{words}(?!{w})"));
        let both: Vec<String> = more.into_iter().chain(one).collect();
        let dash = format!("(?!{}[{}{}]*[-–—])", self.s, self.c.space, self.c.format);
        (!both.is_empty()).then(|| format!("{dash}{}", self.after(&format!("(?:{})", both.join("|")))))
    }

    /// What no rule above decided.
    pub(super) fn rest(&mut self) {
        self.cut("the end of a sentence", &self.back(&self.run), &self.space());
        self.keep("nothing else", r"(?<=[\s\S])", r"(?=[\s\S])");
    }
}
