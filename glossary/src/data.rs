//! The glossary that comes with the crate.

use std::sync::OnceLock;

use crate::table::{Options, read};
use crate::term::{Kind, Term};

/// A file that ships: its name, the kind of rows that state none, its text.
type File = (&'static str, Kind, &'static str);

macro_rules! file {
    ($pair:literal, $name:literal, $kind:ident) => {
        ($name, Kind::$kind, include_str!(concat!("../data/", $pair, "/", $name)))
    };
}

macro_rules! starter {
    ($pair:literal) => {
        [
            file!($pair, "calendar.tsv", Event),
            file!($pair, "demonyms.tsv", Demonym),
            file!($pair, "organisations.tsv", Organisation),
            file!($pair, "places.tsv", Place),
            file!($pair, "territories.tsv", Place),
            file!($pair, "titles.tsv", Title),
        ]
    };
}

const EN_FA: [File; 9] = [
    file!("en-fa", "calendar.tsv", Event),
    file!("en-fa", "demonyms.tsv", Demonym),
    file!("en-fa", "languages.tsv", Language),
    file!("en-fa", "organisations.tsv", Organisation),
    file!("en-fa", "people.tsv", Person),
    file!("en-fa", "places.tsv", Place),
    file!("en-fa", "terms.tsv", Term),
    file!("en-fa", "territories.tsv", Place),
    file!("en-fa", "titles.tsv", Title),
];

/// The files of each target language, all from English.
const PAIRS: [(&str, &[File]); 5] = [
    ("ar", &starter!("en-ar")),
    ("de", &starter!("en-de")),
    ("fa", &EN_FA),
    ("ru", &starter!("en-ru")),
    ("tr", &starter!("en-tr")),
];
const EN_FA_TITLE_PARTS: &str = include_str!("../data/en-fa/title_parts.tsv");
const EN_FA_REGIONS: &str = include_str!("../data/en-fa/regions.tsv");

/// The word lexicon of each target language that has one, all from English.
const WORDS: [(&str, &str); 5] = [
    ("ar", include_str!("../data/en-ar/words.tsv")),
    ("de", include_str!("../data/en-de/words.tsv")),
    ("fa", include_str!("../data/en-fa/words.tsv")),
    ("ru", include_str!("../data/en-ru/words.tsv")),
    ("tr", include_str!("../data/en-tr/words.tsv")),
];

/// Terms of several languages, each read when it is first asked for.
type Kept<const N: usize> = [OnceLock<Vec<Term>>; N];

/// Returns the built-in terms of a language pair, in either direction; a pair without data has none.
///
/// Languages are primary subtags. The table is read once and kept.
///
/// ```
/// use glossary::data::built_in;
/// assert!(built_in("en", "fa").iter().any(|term| term.headword() == "Iran"));
/// assert!(built_in("fa", "en").iter().any(|term| term.headword() == "ایران"));
/// assert!(built_in("en", "xx").is_empty());
/// ```
pub fn built_in(source_lang: &str, target_lang: &str) -> &'static [Term] {
    static FORTH: Kept<{ PAIRS.len() }> = [const { OnceLock::new() }; PAIRS.len()];
    static BACK: Kept<{ PAIRS.len() }> = [const { OnceLock::new() }; PAIRS.len()];
    let place = |other: &str| PAIRS.iter().position(|(lang, _)| *lang == other);
    let forth = |at: usize| {
        FORTH[at].get_or_init(|| {
            let (target_lang, files) = PAIRS[at];
            let options = |file, kind| Options { file, source_lang: "en", target_lang, kind };
            files
                .iter()
                .flat_map(|(file, kind, text)| read(text.as_bytes(), &options(file, *kind)).0)
                .collect()
        })
    };
    match (source_lang, target_lang) {
        ("en", other) => place(other).map_or(&[], |at| forth(at)),
        (other, "en") => place(other)
            .map_or(&[], |at| BACK[at].get_or_init(|| forth(at).iter().map(Term::reversed).collect())),
        _ => &[],
    }
}

/// Returns plain words of a language pair with their usual stems in the other, for finding what translates what.
///
/// This is no glossary: nothing in it is a rule for a translator, every rendering is as good as the next. Works in
/// either direction; a pair without data has none.
///
/// ```
/// use glossary::data::lexicon;
/// assert!(lexicon("en", "fa").iter().any(|term| term.headword() == "house"));
/// assert!(lexicon("de", "en").iter().any(|term| term.headword() == "Haus"));
/// assert!(lexicon("en", "xx").is_empty());
/// ```
pub fn lexicon(source_lang: &str, target_lang: &str) -> &'static [Term] {
    static FORTH: Kept<{ WORDS.len() }> = [const { OnceLock::new() }; WORDS.len()];
    static BACK: Kept<{ WORDS.len() }> = [const { OnceLock::new() }; WORDS.len()];
    let place = |other: &str| WORDS.iter().position(|(lang, _)| *lang == other);
    let forth = |at: usize| {
        FORTH[at].get_or_init(|| {
            let (target_lang, text) = WORDS[at];
            let options = Options { file: "words.tsv", source_lang: "en", target_lang, kind: Kind::Term };
            read(text.as_bytes(), &options).0
        })
    };
    match (source_lang, target_lang) {
        ("en", other) => place(other).map_or(&[], |at| forth(at)),
        (other, "en") => place(other)
            .map_or(&[], |at| BACK[at].get_or_init(|| forth(at).iter().map(Term::reversed).collect())),
        _ => &[],
    }
}

/// Returns what makes another office of an office in a language pair (*deputy*, *former*), `{}` standing for the office.
///
/// Of rows from `dict` all renderings are as good as each other, of others each names another office. Only from English
/// to Persian; any other pair has none.
///
/// ```
/// use glossary::data::title_parts;
/// let deputy = title_parts("en", "fa").iter().find(|part| part.headword() == "deputy {}").unwrap();
/// assert_eq!(deputy.preferred().next(), Some("معاون {}"));
/// assert!(title_parts("fa", "en").is_empty());
/// ```
pub fn title_parts(source_lang: &str, target_lang: &str) -> &'static [Term] {
    static EN_TO_FA: OnceLock<Vec<Term>> = OnceLock::new();
    match (source_lang, target_lang) {
        ("en", "fa") => EN_TO_FA.get_or_init(|| {
            let options =
                Options { file: "title_parts.tsv", source_lang: "en", target_lang: "fa", kind: Kind::Title };
            read(EN_FA_TITLE_PARTS.as_bytes(), &options).0
        }),
        _ => &[],
    }
}

/// Returns the words for offices and bodies that are those of one country, by the names that tell a text is about it.
///
/// Where a text is about Afghanistan an interior minister is وزیر داخله, elsewhere وزیر کشور. Only from English to Persian; any
/// other pair has none.
///
/// ```
/// use glossary::data::regions;
/// let of_afghanistan = regions("en", "fa").iter().find(|region| region.headword() == "Afghanistan").unwrap();
/// assert!(of_afghanistan.source.iter().any(|name| name == "Kabul"));
/// assert!(of_afghanistan.accepted().any(|word| word == "داخله"));
/// ```
pub fn regions(source_lang: &str, target_lang: &str) -> &'static [Term] {
    static EN_TO_FA: OnceLock<Vec<Term>> = OnceLock::new();
    match (source_lang, target_lang) {
        ("en", "fa") => EN_TO_FA.get_or_init(|| {
            let options =
                Options { file: "regions.tsv", source_lang: "en", target_lang: "fa", kind: Kind::Term };
            read(EN_FA_REGIONS.as_bytes(), &options).0
        }),
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fold::{Level, fold};
    use crate::table::DATA_HEADER;

    #[test]
    fn files_are_well_formed_and_sorted() {
        let mut wrong: Vec<String> = Vec::new();
        let all = PAIRS.iter().flat_map(|(lang, files)| files.iter().map(move |file| (*lang, *file)));
        let parts = ("fa", ("title_parts.tsv", Kind::Title, EN_FA_TITLE_PARTS));
        let regions = ("fa", ("regions.tsv", Kind::Term, EN_FA_REGIONS));
        for (target_lang, (name, kind, text)) in all.chain([parts, regions]) {
            let file = &format!("en-{target_lang}/{name}");
            let options = Options { file, source_lang: "en", target_lang, kind };
            let (terms, errors) = read(text.as_bytes(), &options);
            wrong.extend(errors.iter().map(ToString::to_string));
            if terms.is_empty() {
                wrong.push(format!("{file}: no terms"));
            }
            let mut rows =
                text.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
            if rows.next().is_none_or(|(_, header)| !header.split('\t').eq(DATA_HEADER)) {
                wrong.push(format!("{file}: the header is not that of the data layout"));
            }
            for (at, row) in rows {
                let fields: Vec<&str> = row.split('\t').collect();
                if fields.len() != DATA_HEADER.len() || fields[2].is_empty() || fields[8].is_empty() {
                    wrong.push(format!("{file}:{}: expected nine fields with kind and from", at + 1));
                }
            }
            for pair in terms.windows(2) {
                let [a, b] = [&pair[0], &pair[1]].map(|term| fold(term.headword(), Level::Letters));
                match a.cmp(&b) {
                    std::cmp::Ordering::Less => {}
                    std::cmp::Ordering::Equal => wrong.push(format!("{file}: `{b}` stands twice")),
                    std::cmp::Ordering::Greater => wrong.push(format!("{file}: `{b}` stands after `{a}`")),
                }
            }
        }
        assert!(wrong.is_empty(), "{} faults:\n{}", wrong.len(), wrong.join("\n"));
    }

    #[test]
    fn the_lexicons_read_without_fault_and_are_sorted() {
        for (target_lang, text) in WORDS {
            let options = Options { file: "words.tsv", source_lang: "en", target_lang, kind: Kind::Term };
            let (terms, errors) = read(text.as_bytes(), &options);
            assert!(errors.is_empty(), "{target_lang}: {errors:?}");
            let rows = text.strip_prefix("source\ttarget\n").unwrap().lines();
            let words: Vec<&str> = rows.map(|row| row.split('\t').next().unwrap()).collect();
            assert_eq!(terms.len(), words.len(), "{target_lang}");
            assert_eq!(words.windows(2).find(|two| two[0] >= two[1]), None, "{target_lang}");
            assert_eq!(lexicon("en", target_lang).len(), lexicon(target_lang, "en").len());
        }
    }

    #[test]
    fn both_directions_know_the_same_terms() {
        for (lang, files) in PAIRS {
            assert_eq!(built_in("en", lang).len(), built_in(lang, "en").len());
            let rows: usize = files.iter().map(|(.., text)| text.lines().count() - 1).sum();
            assert_eq!(built_in("en", lang).len(), rows, "{lang}");
        }
        assert!(built_in("de", "fa").is_empty());
    }
}
