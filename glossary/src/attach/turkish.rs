//! What Turkish writes behind a word: number, case, possessive, by vowel harmony.

use crate::fold::{Level, fold};

/// An affix as it was written: with or without an apostrophe, and its pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tail {
    apostrophe: Option<char>,
    pattern: &'static str,
}

/// Patterns: `A` is a or e, `I` is ı i u ü, `D` is d or t; a letter in brackets is written behind a vowel only.
const PATTERNS: [&str; 30] = [
    "lAr",
    "lArI",
    "lArA",
    "lArIn",
    "lArDA",
    "lArDAn",
    "lArlA",
    "lArIn(n)In",
    "lArInDA",
    "lArInDAn",
    "lArInA",
    "lArInI",
    "(y)I",
    "(y)A",
    "(n)In",
    "DA",
    "DAn",
    "(y)lA",
    "DAki",
    "(s)I",
    "(s)InDA",
    "(s)InDAn",
    "(s)InA",
    "(s)InI",
    "(s)InIn",
    "(y)DI",
    "DIr",
    "lI",
    "cA",
    "lIk",
];

/// Patterns behind a possessive, whose n returns: Bakanı, Bakanına.
const AFTER_POSSESSIVE: [&str; 6] = ["nI", "nA", "nIn", "nDA", "nDAn", "(y)lA"];

const VOWELS: &str = "aeıioöuüâîû";

impl Tail {
    /// Returns a base with this affix; `None` where the base would change in a way that letters do not tell.
    pub(super) fn put_on(&self, base: &str) -> Option<String> {
        let possessive = AFTER_POSSESSIVE.contains(&self.pattern);
        let vowel = lower(base).chars().next_back().is_some_and(|c| VOWELS.contains(c));
        match possessive {
            true if self.pattern == "(y)lA" => {}
            // A body or office ends in a possessive again, or nobody knows.
            true if !(vowel && base.contains(' ')) => return None,
            false
                if vowel
                    && base.contains(' ')
                    && self.pattern.starts_with(['(', 'D'])
                    && self.pattern != "(n)In" =>
            {
                return None;
            }
            _ => {}
        }
        write(base, self.pattern, self.apostrophe)
    }
}

/// Finds the affix of a word; `inner` says that other words stand before it, so that it may be a possessive compound.
pub(super) fn split(word: &str, base: &str, inner: bool) -> Option<Tail> {
    let (text, apostrophe) = match word.rfind(['\'', '’']) {
        Some(at) => (word, word[at..].chars().next()),
        None => (word, None),
    };
    let key = fold(text, Level::Letters);
    let lists: [&[&'static str]; 2] = [&AFTER_POSSESSIVE, &PATTERNS];
    let lists = if inner { &lists[..] } else { &lists[1..] };
    for pattern in lists.iter().flat_map(|list| list.iter()) {
        let soft = write(base, pattern, apostrophe);
        let plain = apply(base, base, pattern, apostrophe);
        for written in [soft, plain].into_iter().flatten() {
            if fold(&written, Level::Letters) == key {
                return Some(Tail { apostrophe, pattern });
            }
        }
    }
    None
}

/// Writes a pattern behind a base, softening its last consonant where it must.
fn write(base: &str, pattern: &str, apostrophe: Option<char>) -> Option<String> {
    let last = base.chars().next_back()?;
    let opens =
        pattern.starts_with(['I', 'A', '(']) && !pattern.starts_with("(y)D") && !pattern.starts_with("(y)l");
    if apostrophe.is_some() || !opens || !matches!(last, 'p' | 'ç' | 't' | 'k') {
        return apply(base, base, pattern, apostrophe);
    }
    // Bakanlık, bakanlığı; whether t and p soften only a dictionary knows.
    let syllables = lower(base).chars().filter(|c| VOWELS.contains(*c)).count();
    if last == 'k' && syllables > 1 && !base.ends_with("nk") {
        let soft = format!("{}ğ", &base[..base.len() - 1]);
        return apply(&soft, base, pattern, apostrophe);
    }
    None
}

fn apply(written: &str, base: &str, pattern: &str, apostrophe: Option<char>) -> Option<String> {
    let mut out = written.to_owned();
    out.extend(apostrophe);
    let mut sound = lower(base);
    let mut letters = pattern.chars();
    while let Some(c) = letters.next() {
        let last = sound.chars().next_back()?;
        let vowel = sound.chars().rev().find(|c| VOWELS.contains(*c))?;
        let ends_open = VOWELS.contains(last);
        let next = match c {
            '(' => {
                let buffer = letters.next()?;
                letters.next();
                if !ends_open {
                    continue;
                }
                buffer
            }
            'A' => {
                if "aıouâû".contains(vowel) {
                    'a'
                } else {
                    'e'
                }
            }
            'I' => match vowel {
                'a' | 'ı' | 'â' => 'ı',
                'e' | 'i' | 'î' => 'i',
                'o' | 'u' | 'û' => 'u',
                _ => 'ü',
            },
            'D' => {
                if "fstkçşhp".contains(last) {
                    't'
                } else {
                    'd'
                }
            }
            'c' => {
                if "fstkçşhp".contains(last) {
                    'ç'
                } else {
                    'c'
                }
            }
            c => c,
        };
        out.push(next);
        sound.push(next);
    }
    Some(out)
}

fn lower(text: &str) -> String {
    text.replace('I', "ı").replace('İ', "i").to_lowercase()
}
