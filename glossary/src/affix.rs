//! What a language hangs on a word: plural, case, ezafe, clitics, proclitics.
//!
//! Words come folded at [`Level::Ortho`], so ZWNJ is gone, ئ is ی, and Turkish ı is i.

use std::ops::Range;

use crate::affix_table::{self as table, Ending};
use crate::fold::{Level, fold};
use crate::plural;

pub use crate::attach::{Affixed, attach, split_affixes};

/// What was taken off a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Affix {
    /// What stood before the stem, in bytes; 0 when nothing did.
    pub before_bytes: usize,
    /// What stood after the stem, in bytes; 0 when nothing did.
    pub after_bytes: usize,
    /// Letters the bare word ends in and the stem lost: `y` of `cities`, ه of نمایندگان.
    pub restore: &'static str,
    /// Whether the affix makes a plural.
    pub plural: bool,
    /// Whether many bare words end (or begin) like this, so that only a second form of the word proves it an affix.
    pub weak: bool,
}

impl Affix {
    /// Nothing taken off.
    pub const NONE: Affix =
        Affix { before_bytes: 0, after_bytes: 0, restore: "", plural: false, weak: false };
}

/// Returns the readings of a folded word as stem and affix, longest stem first; the bare word comes first of all.
///
/// `word_folded` is one word folded at [`Level::Ortho`], `lang` a primary subtag such as `fa`; ranges are bytes of
/// `word_folded`. A stem keeps two letters at least, three where the affix is short.
///
/// ```
/// use glossary::affix::strip;
/// let word = "نمایندگان";
/// let (stem, affix) = strip(word, "fa").into_iter().find(|(_, affix)| affix.restore == "ه").unwrap();
/// assert_eq!(&word[stem], "نمایند");
/// assert!(affix.plural);
/// ```
pub fn strip(word_folded: &str, lang: &str) -> Vec<(Range<usize>, Affix)> {
    let whole = 0..word_folded.len();
    let mut out = vec![(whole, Affix::NONE)];
    if word_folded.len() < 3 {
        return out;
    }
    let language = table::of(lang);
    let mut starts: Vec<(usize, bool)> = vec![(0, false)];
    for before in language.before {
        if let Some(rest) = word_folded.strip_prefix(before.text)
            && rest.chars().take(before.keeps).count() == before.keeps
            && rest.starts_with(char::is_alphanumeric)
        {
            starts.push((before.text.len(), before.weak));
        }
    }
    for &(start, weak_start) in &starts {
        let rest = &word_folded[start..];
        if start > 0 {
            let affix = Affix { before_bytes: start, weak: weak_start, ..Affix::NONE };
            out.push((start..word_folded.len(), affix));
        }
        for ending in language.endings() {
            if let Some(stem) = stem_of(rest, ending) {
                let affix = Affix {
                    before_bytes: start,
                    after_bytes: rest.len() - stem.len(),
                    restore: ending.restore,
                    plural: ending.plural,
                    weak: ending.weak || weak_start,
                };
                out.push((start..start + stem.len(), affix));
            }
        }
        if language.apostrophe
            && let Some(at) = rest.find('\'')
            && at >= 2
            && rest.len() - at <= 10
            && !rest[at + 1..].contains('\'')
        {
            let affix = Affix { before_bytes: start, after_bytes: rest.len() - at, ..Affix::NONE };
            out.push((start..start + at, affix));
        }
    }
    out[1..].sort_by(|(a, x), (b, y)| {
        (b.len() + y.restore.len()).cmp(&(a.len() + x.restore.len())).then(x.weak.cmp(&y.weak))
    });
    out.dedup_by(|b, a| a.0 == b.0 && a.1.restore == b.1.restore);
    out
}

/// Returns the stem an ending leaves, or `None` when the ending is not there or the stem is too short.
fn stem_of<'a>(word: &'a str, ending: &Ending) -> Option<&'a str> {
    let stem = word.strip_suffix(ending.text.as_str())?;
    let letters = stem.chars().filter(|c| c.is_alphanumeric()).count();
    (letters >= ending.keeps && stem.ends_with(char::is_alphanumeric)).then_some(stem)
}

/// Says whether a folded piece of text is one of the endings that `lang` hangs on words.
///
/// ```
/// use glossary::affix::is_ending;
/// assert!(is_ending("ого", "ru"));
/// assert!(!is_ending("анск", "ru"));
/// ```
pub fn is_ending(rest_folded: &str, lang: &str) -> bool {
    table::of(lang).endings().iter().any(|ending| ending.text == rest_folded)
}

/// Says whether two texts are forms of one rendering: equal but for the affixes of `lang`.
///
/// Takes raw text of one or more words. Spaces, half-spaces and hyphens between parts do not count; words pair up in
/// order, and each pair is equal, shares a stem, is a paradigm pair (one stem, both rests endings of the language), or is
/// a Persian broken plural and its singular.
///
/// ```
/// use glossary::affix::same_word;
/// assert!(same_word("نمایندهٔ مجلس", "نمایندگان مجلس", "fa"));
/// assert!(same_word("مدرسه", "مدارسی", "fa"));
/// assert!(same_word("Путин", "Путиным", "ru"));
/// assert!(!same_word("بلفاست", "بلفست", "fa"));
/// ```
pub fn same_word(a: &str, b: &str, lang: &str) -> bool {
    let (key_a, key_b) = (fold(a, Level::Skeleton), fold(b, Level::Skeleton));
    if key_a == key_b {
        return !key_a.is_empty();
    }
    let (words_a, words_b) = (words(a, lang), words(b, lang));
    if words_a.len() == words_b.len() {
        let same = words_a.iter().zip(&words_b).all(|(a, b)| same_form(a, b, lang));
        if same && !words_a.is_empty() {
            return true;
        }
    }
    // Half-space on one side, space on the other: only the last part can carry the affix of the whole.
    words_a.len() != words_b.len() && same_form(&words_a.concat(), &words_b.concat(), lang)
}

/// Splits raw text into folded words; a Persian affix written apart (خانه های) joins its word.
fn words(text: &str, lang: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let key = fold(text, Level::Ortho);
    let parts = key.split(|c: char| !(c.is_alphanumeric() || c == '\'' || unicode_mark(c)));
    for part in parts.map(|part| part.trim_matches('\'')).filter(|part| !part.is_empty()) {
        match out.last_mut() {
            // г-н, г-ном are господин, господином cut short.
            Some(word) if lang == "ru" && word == "г" && ADDRESS.contains(&part) => {
                *word = if part.starts_with('н') { "господин" } else { "госпожа" }.to_owned();
            }
            Some(word) if table::of(lang).apart.contains(&part) => word.push_str(part),
            _ => out.push(part.to_owned()),
        }
    }
    out
}

/// What stands behind the hyphen of the Russian Mr. and Mrs. in every case.
const ADDRESS: [&str; 10] = ["жа", "же", "жи", "жой", "жу", "н", "на", "не", "ном", "ну"];

fn unicode_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

/// Says whether two folded words are forms of one word.
pub(crate) fn same_form(a: &str, b: &str, lang: &str) -> bool {
    if a == b {
        return true;
    }
    let language = table::of(lang);
    if language.paradigm && paradigm_pair(a, b, lang) {
        return true;
    }
    let (stems_a, stems_b) = (strip(a, lang), strip(b, lang));
    stems_a.iter().any(|(range_a, affix_a)| {
        stems_b.iter().any(|(range_b, affix_b)| {
            // Two weak guesses prove each other only over a long stem.
            if affix_a.weak && affix_b.weak && a[range_a.clone()].chars().count() < 4 {
                return false;
            }
            let left = a[range_a.clone()].bytes().chain(affix_a.restore.bytes());
            left.eq(b[range_b.clone()].bytes().chain(affix_b.restore.bytes()))
        })
    }) || broken(a, &stems_a, b, lang)
        || broken(b, &stems_b, a, lang)
}

/// Says whether a word with these readings is a broken plural of the other.
fn broken(word: &str, readings: &[(Range<usize>, Affix)], other: &str, lang: &str) -> bool {
    let bare = readings.iter().filter(|(_, affix)| affix.restore.is_empty());
    let mut singulars = bare.filter_map(|(range, _)| plural::singular(&word[range.clone()], lang));
    singulars.any(|one| same_form(one, other, lang))
}

/// Says whether two folded words share a stem of three letters and both rests are endings of `lang`.
///
/// A fleeting vowel may stand in the form without an ending: отец, отца.
fn paradigm_pair(a: &str, b: &str, lang: &str) -> bool {
    let language = table::of(lang);
    let is_ending =
        |rest: &str| rest.is_empty() || language.endings().iter().any(|ending| ending.text == rest);
    let shared =
        a.chars().zip(b.chars()).take_while(|(x, y)| x == y).map(|(c, _)| c.len_utf8()).sum::<usize>();
    let mut cut = shared;
    while a[..cut].chars().count() >= 3 {
        if is_ending(&a[cut..]) && is_ending(&b[cut..]) {
            return true;
        }
        cut -= a[..cut].chars().next_back().map_or(cut, char::len_utf8);
    }
    fleeting(a, b, &is_ending) || fleeting(b, a, &is_ending)
}

/// Says whether `bare` is `inflected` with a vowel before its last consonant and without the ending.
fn fleeting(bare: &str, inflected: &str, is_ending: &impl Fn(&str) -> bool) -> bool {
    let mut back = bare.char_indices().rev();
    let (Some((last_at, last)), Some((vowel_at, vowel))) = (back.next(), back.next()) else { return false };
    if !matches!(vowel, 'е' | 'о' | 'и' | 'e')
        || matches!(last, 'а' | 'е' | 'и' | 'о' | 'у' | 'ы' | 'э' | 'ю' | 'я')
    {
        return false;
    }
    let Some(rest) = inflected.strip_prefix(&bare[..vowel_at]) else { return false };
    // The vowel may leave a soft sign behind: лев, льва.
    let (softened, rest) = rest.strip_prefix('ь').map_or((false, rest), |rest| (true, rest));
    let Some(rest) = rest.strip_prefix(&bare[last_at..]) else { return false };
    (softened || bare[..vowel_at].chars().count() >= 2) && !rest.is_empty() && is_ending(rest)
}

/// Returns a cheap stem of one raw word, the same for most of its forms.
///
/// Only endings that few bare words share are cut, so تهران and میلان stay whole; where every noun inflects (German,
/// Russian) any ending is cut over four letters, and an English plural s from a word in lower case. A part after a half-space is cut
/// when it is an affix. The stem is folded at [`Level::Ortho`].
///
/// ```
/// use glossary::affix::stem;
/// assert_eq!(stem("کتاب‌هایشان", "fa"), "کتاب");
/// assert_eq!(stem("تهران", "fa"), "تهران");
/// ```
pub fn stem(word: &str, lang: &str) -> String {
    let language = table::of(lang);
    if !language.apart.is_empty() && word.contains('\u{200C}') {
        let mut parts: Vec<String> = word.split('\u{200C}').map(|part| fold(part, Level::Ortho)).collect();
        while parts.len() > 1
            && let Some(last) = parts.last()
            && (last.is_empty() || language.endings().iter().any(|ending| ending.text == *last))
            && parts[..parts.len() - 1].iter().map(|part| part.chars().count()).sum::<usize>() >= 2
        {
            parts.pop();
        }
        if parts.len() == 1 {
            return parts.swap_remove(0);
        }
        return parts.concat();
    }
    let mut key = fold(word, Level::Ortho);
    if let Some((range, affix)) = strip(&key, lang)
        .into_iter()
        .filter(|(range, affix)| {
            let letters = key[range.clone()].chars().count();
            // Where every noun inflects, an ending is likelier than not; an English name keeps its s.
            let likely =
                language.paradigm || (lang == "en" && affix.plural && word.starts_with(char::is_lowercase));
            letters >= 3 && !affix.weak || letters >= 4 && likely
        })
        .min_by_key(|(range, affix)| range.len() + affix.restore.len())
    {
        key.truncate(range.end);
        key.drain(..range.start);
        key.push_str(affix.restore);
    }
    plural::singular(&key, lang).map_or(key, str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_one_rendering() {
        for (lang, a, b) in [
            ("fa", "خانه‌ها", "خانه"),
            ("fa", "خانه های", "خانه‌های"),
            ("fa", "خانهٔ", "خانه‌ی"),
            ("fa", "رئیس‌جمهور", "رئیس جمهوری"),
            ("fa", "وزیر امور خارجه", "وزیران امور خارجه"),
            ("fa", "نماینده", "نمایندگانش"),
            ("fa", "دولتشان", "دولت"),
            ("fa", "آمریکا", "آمریکایی‌ها"),
            ("fa", "دانشجو", "دانشجویان"),
            ("fa", "بزرگ‌ترین", "بزرگ"),
            ("ar", "الرئيس", "والرئيس"),
            ("ar", "للحكومة", "الحكومة"),
            ("ar", "وزير", "بالوزير"),
            ("ar", "أوباما", "وأوباما"),
            ("en", "Obama's", "Obama"),
            ("en", "cities", "city"),
            ("en", "Prime Ministers", "prime minister"),
            ("de", "Ministers", "Minister"),
            ("de", "Häuser", "Haus"),
            ("de", "Hans'", "Hans"),
            ("ru", "Путина", "Путиным"),
            ("ru", "Московский", "Московского"),
            ("ru", "отец", "отца"),
            ("ru", "Белый дом", "Белого дома"),
            ("ru", "Андрей", "Андрея"),
            ("ru", "Лев", "Льва"),
            ("ru", "Меркель", "Меркелем"),
            ("ru", "г-н Трамп", "г-ном Трампом"),
            ("ru", "г-жа Мэй", "госпожой Мэй"),
            ("tr", "Ankara'nın", "Ankara"),
            ("tr", "Türkiye’den", "Türkiye’nin"),
            ("tr", "kitaplarından", "kitap"),
            ("tr", "bakanlık", "bakanlığı"),
            ("ur", "وزیروں", "وزیر"),
            ("fr", "l’Iran", "Iran"),
            ("es", "ministros", "ministro"),
            ("uk", "Києва", "Києву"),
        ] {
            assert!(same_word(a, b, lang), "{lang}: {a} / {b}");
            assert!(same_word(b, a, lang), "{lang}: {b} / {a}");
        }
    }

    #[test]
    fn variants_are_not_forms() {
        for (lang, a, b) in [
            ("fa", "بلفاست", "بلفست"),
            ("fa", "مردم", "مردان"),
            ("fa", "دادگاه عالی", "دیوان عالی"),
            ("fa", "پالو", "Palu"),
            ("fa", "ترامپ", "ترمپ"),
            ("ar", "بوتين", "بوتن"),
            ("ru", "Трамп", "Трумп"),
            ("ru", "Мэй", "Мей"),
            ("ru", "Хельсинки", "Хелсинки"),
            ("de", "Premierminister", "Ministerpräsident"),
            ("en", "Jordan", "Jordon"),
            ("tr", "Erdoğan", "Erdem"),
            ("xx", "abc", "abd"),
        ] {
            assert!(!same_word(a, b, lang), "{lang}: {a} / {b}");
        }
    }

    #[test]
    fn stem_leaves_names_whole() {
        for word in ["تهران", "ایران", "میلان", "لبنان", "تنها", "علی", "کرمان"]
        {
            assert_eq!(stem(word, "fa"), fold(word, Level::Ortho));
        }
        for (lang, word, expected) in [
            ("fa", "آب‌ها", "آب"),
            ("fa", "کتابهای", "کتاب"),
            ("ar", "والحكومة", "حکومه"),
            ("en", "Obama's", "obama"),
            ("en", "cities", "city"),
            ("en", "ministers", "minister"),
            ("en", "Texas", "texas"),
            ("ru", "Московского", "московск"),
            ("ru", "Путиным", "путин"),
            ("de", "Präsidenten", "prasident"),
            ("xx", "Obama", "obama"),
        ] {
            assert_eq!(stem(word, lang), expected);
        }
    }

    #[test]
    fn the_bare_word_comes_first_and_stems_shrink() {
        let word = "کتابهایشان";
        let readings = strip(word, "fa");
        assert_eq!(readings[0], (0..word.len(), Affix::NONE));
        assert!(readings.iter().any(|(range, _)| &word[range.clone()] == "کتاب"));
    }
}
