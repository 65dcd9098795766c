//! Which letters of another script spell which Latin letters, and at what cost.

use std::sync::OnceLock;

use crate::sound_data as data;

/// A Latin letter group and a letter group of another script that spell one sound; cost in hundredths of a consonant.
#[derive(Debug)]
pub(crate) struct Rule {
    pub(crate) latin: Vec<u8>,
    pub(crate) other: Vec<char>,
    pub(crate) cost: u16,
}

/// A row of a table: Latin groups, groups of the other script (each list parted by blanks), cost.
pub(crate) type Row = (&'static str, &'static str, u16);

/// How one script spells Latin names.
pub(crate) struct Script {
    rules: Vec<Rule>,
    /// Start of the rules of each (first Latin letter, first other letter modulo 32) cell.
    cells: Vec<(u16, u16)>,
    vowels: &'static str,
    /// Letters that may stand before a name's first vowel or cluster without a sound of their own.
    openers: &'static str,
    /// Letters that are hardly heard and may be added cheaply.
    faint: &'static str,
    block: std::ops::RangeInclusive<char>,
    letters: &'static [&'static str; 26],
    /// Whether articles, prepositions or case endings are written on the name.
    pub(crate) clings: bool,
    /// Whether a cluster at the start of a name gets a vowel before it.
    opens_clusters: bool,
}

impl Script {
    fn build(
        tables: &[&[Row]],
        vowels: &'static str,
        openers: &'static str,
        faint: &'static str,
        block: std::ops::RangeInclusive<char>,
        letters: &'static [&'static str; 26],
        clings: bool,
    ) -> Script {
        let mut rules = Vec::new();
        for (latin, others, cost) in tables.iter().flat_map(|table| table.iter()) {
            for latin in latin.split(' ') {
                for other in others.split(' ') {
                    rules.push(Rule { latin: latin.into(), other: other.chars().collect(), cost: *cost });
                }
            }
        }
        let cell = |rule: &Rule| cell_of(rule.latin[0], rule.other[0]);
        rules.sort_by(|a, b| {
            (cell(a), &a.latin, &a.other, a.cost).cmp(&(cell(b), &b.latin, &b.other, b.cost))
        });
        rules.dedup_by(|b, a| a.latin == b.latin && a.other == b.other);
        let mut cells = vec![(0, 0); 26 * 32];
        for (at, rule) in rules.iter().enumerate() {
            let cell = &mut cells[cell(rule)];
            if cell.1 == 0 {
                cell.0 = at as u16;
            }
            cell.1 = at as u16 + 1;
        }
        Script { rules, cells, vowels, openers, faint, block, letters, clings, opens_clusters: false }
    }

    fn opening_clusters(self) -> Script {
        Script { opens_clusters: true, ..self }
    }

    /// Returns the rules whose groups begin with these two letters (and a few that do not).
    pub(crate) fn rules(&self, latin: u8, other: char) -> &[Rule] {
        if !latin.is_ascii_lowercase() {
            return &[];
        }
        let (start, end) = self.cells[cell_of(latin, other)];
        &self.rules[start as usize..end as usize]
    }

    pub(crate) fn is_vowel(&self, c: char) -> bool {
        holds(self.vowels, c) || holds(self.faint, c)
    }

    pub(crate) fn is_opener(&self, c: char) -> bool {
        holds(self.openers, c)
    }

    /// Says whether `c` is a letter of this script.
    pub(crate) fn holds(&self, c: char) -> bool {
        self.block.contains(&c)
    }

    /// Returns how the letter is called when it is read on its own.
    pub(crate) fn letter_name(&self, letter: u8) -> Option<&'static str> {
        letter.is_ascii_lowercase().then(|| self.letters[(letter - b'a') as usize])
    }

    /// Says whether ه stands for a vowel where it cannot: it does so at the end of a word, or before ی and ای.
    pub(crate) fn is_out_of_place(&self, rule: &Rule, other: &[char], j: usize) -> bool {
        rule.other == ['ه']
            && matches!(rule.latin[0], b'a' | b'e' | b'i' | b'o' | b'u')
            && !matches!(&other[j + 1..], [] | ['ی'] | ['ا', 'ی', ..])
    }

    /// Says whether the spelling lacks the vowel that must come before a name's first two consonants (اسکات).
    pub(crate) fn bars_opening(&self, latin: &[u8], other: char) -> bool {
        self.opens_clusters
            && other == 'س'
            && matches!(latin, [b's', b'c' | b'k' | b'l' | b'm' | b'n' | b'p' | b't', next, ..]
                if !matches!((latin[1], next), (b'c', b'e' | b'h' | b'i')))
    }

    /// What it costs to write a letter that the Latin spelling has nothing for.
    pub(crate) fn insert_cost(&self, other: &[char], j: usize) -> u16 {
        let c = other[j];
        match () {
            () if holds(self.faint, c) => 15,
            () if j == 0 && holds(self.openers, c) => 15,
            () if j > 0 && other[j - 1] == c => 30,
            () if holds(self.vowels, c) && j + 1 == other.len() => 100,
            () if c == 'ا' => 60,
            () if holds(self.vowels, c) => 45,
            () => 170,
        }
    }
}

/// Returns whether a letter is one of a few; `contains` would compare windows of bytes, and this is asked for every letter of a text.
fn holds(letters: &str, c: char) -> bool {
    letters.chars().any(|l| l == c)
}

fn cell_of(latin: u8, other: char) -> usize {
    (latin - b'a') as usize * 32 + (other as usize & 31)
}

/// Returns the spelling rules of a primary subtag, or `None` when there are none.
pub(crate) fn of(lang: &str) -> Option<&'static Script> {
    static FA: OnceLock<Script> = OnceLock::new();
    static AR: OnceLock<Script> = OnceLock::new();
    static RU: OnceLock<Script> = OnceLock::new();
    static EL: OnceLock<Script> = OnceLock::new();
    static HE: OnceLock<Script> = OnceLock::new();
    static HI: OnceLock<Script> = OnceLock::new();
    let arabic_block = '\u{0600}'..='\u{06FF}';
    Some(match lang {
        "fa" | "prs" | "ur" | "ps" | "ckb" => FA.get_or_init(|| {
            let tables: [&[Row]; 2] = [data::ARABIC_SCRIPT, data::PERSIAN];
            Script::build(&tables, "اویهےع", "اع", "ءں", arabic_block, &data::PERSIAN_LETTERS, false)
                .opening_clusters()
        }),
        "ar" => AR.get_or_init(|| {
            let tables: [&[Row]; 2] = [data::ARABIC_SCRIPT, data::ARABIC];
            Script::build(&tables, "اویهع", "اع", "ء", arabic_block, &data::ARABIC_LETTERS, true)
        }),
        "ru" | "uk" | "be" | "bg" | "sr" | "mk" => RU.get_or_init(|| {
            Script::build(
                &[data::CYRILLIC],
                "аеиоуыэюяіїєй",
                "эй",
                "ьъ",
                '\u{0400}'..='\u{04FF}',
                &data::CYRILLIC_LETTERS,
                true,
            )
        }),
        "el" => EL.get_or_init(|| {
            Script::build(
                &[data::GREEK],
                "αεηιουω",
                "",
                "",
                '\u{0370}'..='\u{03FF}',
                &data::GREEK_LETTERS,
                false,
            )
        }),
        "he" => HE.get_or_init(|| {
            Script::build(
                &[data::HEBREW],
                "אויהע",
                "אע",
                "",
                '\u{0590}'..='\u{05FF}',
                &data::HEBREW_LETTERS,
                true,
            )
        }),
        "hi" | "mr" | "ne" => HI.get_or_init(|| {
            Script::build(
                &[data::DEVANAGARI],
                "अआइईउऊएऐओऔािीुूेैोौॉॅय",
                "अ",
                "\u{094D}\u{093C}",
                '\u{0900}'..='\u{097F}',
                &data::DEVANAGARI_LETTERS,
                false,
            )
        }),
        _ => return None,
    })
}

/// Letters of one sound within a script; two of one group are cheap to swap.
const ONE_SOUND: [&str; 26] = [
    "سصث", "زذضظ", "تط", "هح", "قغ", "کقگ", "پب", "فو", "جژ", "چش", "ckq", "sz", "jg", "fv", "vw", "pb",
    "td", "yij", "вф", "зс", "шщ", "гх", "дт", "бп", "кх", "лľ",
];

const VOWELS: &str = "aeiouyاویهعےаеёиоуыэюяіїєйαεηιουωאויהע";

/// How much a letter weighs in a comparison within one script, in hundredths.
pub(crate) fn same_script_weight(c: char) -> u32 {
    if holds(VOWELS, c) { 50 } else { 100 }
}

/// What one letter more or less costs within one script.
pub(crate) fn same_script_gap(c: char) -> u32 {
    match c {
        'ь' | 'ъ' | 'ء' | '\'' => 10,
        'h' => 40,
        _ if holds(VOWELS, c) => 30,
        _ => 100,
    }
}

/// What it costs to take one letter for another within one script.
pub(crate) fn same_script_swap(a: char, b: char) -> u32 {
    match () {
        () if a == b => 0,
        () if ONE_SOUND.iter().any(|group| holds(group, a) && holds(group, b)) => 20,
        () if holds(VOWELS, a) && holds(VOWELS, b) => 30,
        () => 120,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted_and_well_formed() {
        for (name, table) in data::TABLES {
            for pair in table.windows(2) {
                assert!(
                    (pair[0].0, pair[0].2) < (pair[1].0, pair[1].2),
                    "{name}: {:?} before {:?}",
                    pair[0],
                    pair[1]
                );
            }
            for (latin, other, cost) in *table {
                assert!(*cost <= 60, "{name}: {latin}");
                for group in latin.split(' ') {
                    assert!(
                        !group.is_empty() && group.bytes().all(|b| b.is_ascii_lowercase()),
                        "{name}: {latin}"
                    );
                }
                assert!(other.split(' ').all(|group| !group.is_empty()), "{name}: {latin}");
                let key = crate::fold::fold(other, crate::fold::Level::Skeleton);
                assert_eq!(other.replace(' ', ""), key, "{name}: {latin} is not folded");
            }
        }
    }
}
