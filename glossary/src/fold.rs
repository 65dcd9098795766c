//! Comparison keys of a text, with a way back to the raw bytes.
//!
//! Folding never rewrites a stored text: it makes the key under which two spellings count as one.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_canonical, decompose_compatible, is_combining_mark};

/// How much two texts may differ and still fold to the same key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// The same letters: composed, lower case, Persian ی and ک, ASCII digits, no tatweel, harakat or bidi control.
    Letters,
    /// The same spelling: also no half-space, hamza seats and ة levelled, one hyphen, no Latin diacritics.
    Ortho,
    /// The same letters in a row: also no space, hyphen or punctuation, and آ counts as ا.
    Skeleton,
}

/// Returns the comparison key of `text`.
///
/// Folding a key again at the same level changes nothing. Linear in the length of `text`.
///
/// ```
/// use glossary::fold::{Level, fold};
/// assert_eq!(fold("خميني", Level::Letters), "خمینی");
/// assert_eq!(fold("می‌رود", Level::Ortho), "میرود");
/// assert_eq!(fold("São-Paulo", Level::Skeleton), "saopaulo");
/// ```
pub fn fold(text: &str, level: Level) -> String {
    if text.is_ascii() && level != Level::Skeleton {
        return text.to_ascii_lowercase();
    }
    let mut out = String::with_capacity(text.len());
    walk(text, level, &mut out, |_, _, _| {});
    out
}

/// Returns the key of `text` together with the map back to its bytes.
///
/// ```
/// use glossary::fold::{Level, folded};
/// let raw = "به خانه‌ها رفت";
/// let key = folded(raw, Level::Ortho);
/// let at = key.text().find("خانهها").unwrap();
/// assert_eq!(&raw[key.raw_range(at..at + "خانهها".len())], "خانه‌ها");
/// ```
pub fn folded(text: &str, level: Level) -> Folded {
    if text.is_ascii() && level != Level::Skeleton {
        return Folded { text: text.to_ascii_lowercase(), pieces: Vec::new(), raw_len: text.len() };
    }
    let mut out = String::with_capacity(text.len());
    let mut pieces = Vec::with_capacity(text.len() / 2);
    walk(text, level, &mut out, |folded, start, end| {
        pieces.push(Piece { folded: folded as u32, start: start as u32, end: end as u32 });
    });
    Folded { text: out, pieces, raw_len: text.len() }
}

/// A folded text that remembers where each piece of it came from.
#[derive(Debug, Clone, Default)]
pub struct Folded {
    text: String,
    /// One entry a letter with its marks, in order; empty when every byte stands where it stood.
    pieces: Vec<Piece>,
    raw_len: usize,
}

/// A letter with its marks: where its key begins and which raw bytes it covers.
#[derive(Debug, Clone, Copy)]
struct Piece {
    folded: u32,
    start: u32,
    end: u32,
}

impl Folded {
    /// Returns the folded text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the raw byte range that a byte range of the folded text came from.
    ///
    /// Both ends lie on char boundaries of the raw text and marks go with their letter. An empty range gives an
    /// empty range; ends beyond the text are cut.
    pub fn raw_range(&self, range: Range<usize>) -> Range<usize> {
        if self.text.is_empty() {
            return 0..0;
        }
        if self.pieces.is_empty() {
            let end = range.end.min(self.raw_len);
            return range.start.min(end)..end;
        }
        let first =
            self.pieces.partition_point(|piece| piece.folded as usize <= range.start).saturating_sub(1);
        if range.start >= self.text.len() {
            let end = self.pieces[self.pieces.len() - 1].end as usize;
            return end..end;
        }
        let start = self.pieces[first].start as usize;
        if range.end <= range.start {
            return start..start;
        }
        let last = self.pieces.partition_point(|piece| (piece.folded as usize) < range.end).saturating_sub(1);
        start..self.pieces[last.max(first)].end as usize
    }
}

/// Writes the key of `text` to `out` and reports each letter's folded start, raw start and raw end.
fn walk(text: &str, level: Level, out: &mut String, mut piece: impl FnMut(usize, usize, usize)) {
    let mut chars = text.char_indices().peekable();
    let mut cluster = String::new();
    while let Some((at, first)) = chars.next() {
        let alone = chars.peek().is_none_or(|&(_, next)| !joins(next, level));
        if alone {
            if dropped(first, level) {
                continue;
            }
            let before = out.len();
            match simple(first, level) {
                Some(c) => out.push(c),
                None => out.push_str(&fold_cluster(first.to_string(), level)),
            }
            if out.len() > before {
                piece(before, at, at + first.len_utf8());
            }
            continue;
        }
        cluster.clear();
        let mut start = at;
        let mut end = at;
        let mut c = first;
        let mut pos = at;
        loop {
            let kept = !dropped(c, level);
            if kept {
                if cluster.is_empty() {
                    start = pos;
                }
                cluster.push(c);
            }
            if kept || (is_combining_mark(c) && !cluster.is_empty()) {
                end = pos + c.len_utf8();
            }
            match chars.peek() {
                Some(&(next_at, next)) if joins(next, level) => {
                    (pos, c) = (next_at, next);
                    chars.next();
                }
                _ => break,
            }
        }
        if cluster.is_empty() {
            continue;
        }
        let before = out.len();
        out.push_str(&fold_cluster(cluster.clone(), level));
        if out.len() > before {
            piece(before, start, end);
        }
    }
}

/// Says whether `c` belongs to the letter before it: a mark, a following jamo, or a character that vanishes.
fn joins(c: char, level: Level) -> bool {
    if c.is_ascii_alphanumeric() {
        return false;
    }
    dropped(c, level) || is_combining_mark(c) || matches!(c, '\u{1160}'..='\u{11FF}')
}

/// Says whether `c` leaves no trace at `level`.
fn dropped(c: char, level: Level) -> bool {
    if c.is_ascii() {
        return level == Level::Skeleton && !c.is_ascii_alphanumeric();
    }
    let invisible = matches!(c,
        '\u{00AD}' | '\u{0640}' | '\u{061C}' | '\u{200B}' | '\u{200D}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}');
    // Harakat, superscript alef, Quranic signs; Hebrew points.
    let pointed = matches!(c,
        '\u{0610}'..='\u{061A}' | '\u{064B}'..='\u{0652}' | '\u{0656}'..='\u{065F}' | '\u{0670}'
        | '\u{06D6}'..='\u{06DC}' | '\u{06DF}'..='\u{06E4}' | '\u{06E7}' | '\u{06E8}' | '\u{06EA}'..='\u{06ED}'
        | '\u{0591}'..='\u{05BD}' | '\u{05BF}' | '\u{05C1}' | '\u{05C2}' | '\u{05C4}' | '\u{05C5}' | '\u{05C7}');
    if invisible || pointed {
        return true;
    }
    match level {
        Level::Letters => false,
        Level::Ortho => c == '\u{200C}',
        Level::Skeleton => {
            c == '\u{200C}'
                || !(c.is_alphanumeric() || is_combining_mark(c) || matches!(c, '\u{FE70}'..='\u{FEFF}'))
        }
    }
}

/// Returns the fold of a letter that carries no mark, when it is one of the everyday ones.
fn simple(c: char, level: Level) -> Option<char> {
    match c {
        '\0'..='\x7f' => Some(c.to_ascii_lowercase()),
        '\u{0621}'..='\u{063A}'
        | '\u{0641}'..='\u{064A}'
        | '\u{0660}'..='\u{0669}'
        | '\u{06F0}'..='\u{06F9}'
        | '\u{0671}'
        | '\u{0679}'..='\u{06D3}'
        | '\u{06D5}'
        | '\u{200C}'
        | '\u{060C}'
        | '\u{061B}'
        | '\u{061F}'
        | '\u{00AB}'
        | '\u{00BB}' => Some(letter(c, level)),
        'а'..='я' => Some(c),
        'А'..='Я' => char::from_u32(c as u32 + 0x20),
        _ => None,
    }
}

/// Folds a letter with its marks, over and over until nothing changes, so that the key is stable.
fn fold_cluster(cluster: String, level: Level) -> String {
    let mut now = cluster;
    for _ in 0..8 {
        let mut next = String::with_capacity(now.len());
        let open = now.chars().flat_map(|c| open(c, level)).filter(|&c| !dropped(c, level));
        for c in open.nfc() {
            push_folded(c, level, &mut next);
        }
        if next == now {
            break;
        }
        now = next;
    }
    now
}

/// Opens the presentation forms that old files carry (ﻻ, ﷲ, Ａ) into plain letters.
fn open(c: char, level: Level) -> Vec<char> {
    let mut out = Vec::with_capacity(2);
    match c {
        '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' | '\u{FF01}'..='\u{FF5E}' => {
            decompose_compatible(c, |part| out.push(part));
        }
        '\u{FB00}'..='\u{FB06}' if level > Level::Letters => decompose_compatible(c, |part| out.push(part)),
        _ => out.push(c),
    }
    out
}

fn push_folded(c: char, level: Level, out: &mut String) {
    if dropped(c, level) {
        return;
    }
    let mapped = letter(c, level);
    if mapped == '\u{0130}' {
        return out.push('i');
    }
    for lower in mapped.to_lowercase() {
        let lower = if lower == 'ς' { 'σ' } else { lower };
        if level == Level::Letters { out.push(lower) } else { push_plain(lower, out) }
    }
}

/// Pushes `c` without the diacritics that spelling may leave out; й and ї are letters of their own and stay.
fn push_plain(c: char, out: &mut String) {
    match c {
        'ß' => out.push_str("ss"),
        'æ' => out.push_str("ae"),
        'œ' => out.push_str("oe"),
        'þ' => out.push_str("th"),
        'ı' => out.push('i'),
        'ø' => out.push('o'),
        'ł' => out.push('l'),
        'đ' | 'ð' => out.push('d'),
        'ħ' => out.push('h'),
        'ё' => out.push('е'),
        '\u{0300}'..='\u{036F}' | '\u{0653}'..='\u{0655}' => {}
        '\u{00C0}'..='\u{024F}' | '\u{0370}'..='\u{03FF}' | '\u{1E00}'..='\u{1FFF}' => {
            decompose_canonical(c, |part| {
                if !matches!(part, '\u{0300}'..='\u{036F}') {
                    out.push(part);
                }
            });
        }
        _ => out.push(c),
    }
}

/// Maps one letter to the one it counts as.
fn letter(c: char, level: Level) -> char {
    let c = match c {
        'ي' | 'ى' => 'ی',
        'ك' | 'ڪ' => 'ک',
        '\u{0660}'..='\u{0669}' => char::from(b'0' + (c as u32 - 0x0660) as u8),
        '\u{06F0}'..='\u{06F9}' => char::from(b'0' + (c as u32 - 0x06F0) as u8),
        _ => c,
    };
    if level == Level::Letters {
        return c;
    }
    match c {
        'أ' | 'إ' | 'ٱ' | 'ٲ' | 'ٳ' => 'ا',
        'آ' if level == Level::Skeleton => 'ا',
        'ؤ' => 'و',
        'ئ' => 'ی',
        'ة' | 'ۀ' | 'ە' | 'ہ' | 'ۂ' | 'ۃ' | 'ھ' => 'ه',
        'ۓ' => 'ے',
        '\u{2010}'..='\u{2015}'
        | '\u{2212}'
        | '\u{FE58}'
        | '\u{FE63}'
        | '\u{FF0D}'
        | '\u{05BE}'
        | '\u{058A}' => '-',
        '\u{2018}' | '\u{2019}' | '\u{02BC}' | '\u{201B}' => '\'',
        '\u{00A0}' | '\u{202F}' | '\u{2000}'..='\u{200A}' | '\u{3000}' => ' ',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn letters_are_the_same_letters() {
        for (raw, key) in [
            ("خميني", "خمینی"),
            ("كتاب ۱۲۳ ٤٥", "کتاب 123 45"),
            ("ســلام", "سلام"),
            ("مُحَمَّد", "محمد"),
            ("\u{202b}تهران\u{202c}", "تهران"),
            ("می‌رود", "می‌رود"),
            ("Istanbul İzmir", "istanbul izmir"),
            ("ΟΔΟΣ", "οδοσ"),
            ("ﺳﻼم", "سلام"),
            ("e\u{301}", "é"),
        ] {
            assert_eq!(fold(raw, Level::Letters), key, "{raw}");
        }
    }

    #[test]
    fn ortho_levels_spelling() {
        for (raw, key) in [
            ("خانهٔ ما", "خانه ما"),
            ("خانۀ ما", "خانه ما"),
            ("مسأله، مسئله", "مساله، مسیله"),
            ("رئیس‌جمهور", "رییسجمهور"),
            ("مؤسسة", "موسسه"),
            ("آب", "آب"),
            ("Straße Kıbrıs café", "strasse kibris cafe"),
            ("Jean\u{2011}Luc", "jean-luc"),
            ("Королёв Йод", "королев йод"),
            ("Αθήνα", "αθηνα"),
            ("Łódź", "lodz"),
        ] {
            assert_eq!(fold(raw, Level::Ortho), key, "{raw}");
        }
    }

    #[test]
    fn skeleton_is_letters_in_a_row() {
        assert_eq!(fold("رئیس جمهور", Level::Skeleton), fold("رئیس‌جمهور", Level::Skeleton));
        assert_eq!(fold("آیت‌الله", Level::Skeleton), "ایتالله");
        assert_eq!(fold("U.S. Army", Level::Skeleton), "usarmy");
    }

    #[test]
    fn raw_range_keeps_marks_and_leaves_controls_out() {
        let raw = "a مُحَمَّد\u{200f} b";
        let key = folded(raw, Level::Letters);
        let at = key.text().find("محمد").unwrap();
        assert_eq!(&raw[key.raw_range(at..at + "محمد".len())], "مُحَمَّد");
        let raw = "رئیس جمهور، آمد";
        let key = folded(raw, Level::Skeleton);
        assert_eq!(&raw[key.raw_range(0.."رییسجمهور".len())], "رئیس جمهور");
        let raw = "Die Straße hier";
        let key = folded(raw, Level::Ortho);
        assert_eq!(&raw[key.raw_range(4..11)], "Straße");
    }

    proptest! {
        #[test]
        fn fold_is_idempotent(text in "\\PC{0,24}|[ا-یآأإئؤۀهيىكٔ\u{200c}\u{0640}\u{064e}\u{0653} .-]{0,16}|[a-zA-ZİıßéÅ\u{300}-\u{310}]{0,12}") {
            for level in [Level::Letters, Level::Ortho, Level::Skeleton] {
                let once = fold(&text, level);
                prop_assert_eq!(&fold(&once, level), &once);
                let key = folded(&text, level);
                prop_assert_eq!(key.text(), &once);
            }
        }

        #[test]
        fn ranges_lie_on_char_boundaries(text in "\\PC{0,24}|[ا-یآئٔ\u{200c}\u{0640}\u{064e} .-]{0,16}", a in 0usize..60, b in 0usize..60) {
            for level in [Level::Letters, Level::Ortho, Level::Skeleton] {
                let key = folded(&text, level);
                let raw = key.raw_range(a..b);
                prop_assert!(raw.start <= raw.end && text.is_char_boundary(raw.start) && text.is_char_boundary(raw.end));
            }
        }
    }
}
