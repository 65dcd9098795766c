//! What a character is to the rules, by one look into a table.
//!
//! A word is read letter by letter around every point, and the standard library finds the properties of a letter beyond
//! ASCII by searches. So each property is worked out once for the letters up to Arabic and Syriac, the punctuation and
//! the kana; for the rest its definition is asked.

use std::sync::LazyLock;

/// Letters of every script up to U+0800, general punctuation, marks and kana of Japanese.
const BLOCKS: [(u32, u32); 3] = [(0, 0x800), (0x2000, 0x2070), (0x3000, 0x3100)];
const SLOTS: usize = 0x800 + 0x70 + 0x100;

/// Returns where the properties of a character stand in the table.
fn slot(c: char) -> Option<usize> {
    match u32::from(c) {
        code @ 0..0x800 => Some(code as usize),
        code @ 0x2000..0x2070 => Some((code - 0x2000 + 0x800) as usize),
        code @ 0x3000..0x3100 => Some((code - 0x3000 + 0x870) as usize),
        _ => None,
    }
}

/// Makes a function of every property and the table of them all. A definition asks no other property: the table is
/// being made when it is asked.
macro_rules! properties {
    ($($(#[$doc:meta])* $name:ident $bit:literal |$c:ident| $holds:expr;)*) => {
        $(
            $(#[$doc])*
            #[inline]
            pub(super) fn $name($c: char) -> bool {
                match slot($c) {
                    Some(at) => TABLE[at] & 1 << $bit != 0,
                    None => $holds,
                }
            }
        )*

        static TABLE: LazyLock<[u16; SLOTS]> = LazyLock::new(|| {
            let mut table = [0; SLOTS];
            for c in BLOCKS.iter().flat_map(|&(from, to)| (from..to).filter_map(char::from_u32)) {
                if let Some(at) = slot(c) {
                    $({
                        let $c = c;
                        table[at] |= u16::from($holds) << $bit;
                    })*
                }
            }
            table
        });
    };
}

properties! {
    /// Returns whether `c` separates segments: white space, or one of the characters that show as nothing at all.
    is_space 0 |c| c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}' | '\u{2060}' | '\u{180e}');

    /// Returns whether `c` only sets direction or joining, so that words are read past it.
    is_format 1 |c| matches!(
        c,
        '\u{200c}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{ad}' | '\u{61c}'
    );

    /// Returns whether `c` closes a quotation or a bracket and never opens one.
    is_closer 2 |c| matches!(
        c,
        ')' | ']' | '}' | '»' | '›' | '”' | '’' | '」' | '』' | '】' | '〉' | '》' | '〕' | '〗' | '〞' | '）'
            | '］' | '｝' | '｣' | '﴾' | '༻' | '༽' | '⟩'
    );

    /// Returns whether `c` is a quotation mark that closes when it stands right after a terminator.
    is_quote 3 |c| matches!(
        c,
        '"' | '\'' | '«' | '»' | '‹' | '›' | '“' | '”' | '„' | '‟' | '‘' | '’' | '＂' | '`' | '´' | '「'
            | '」' | '『' | '』'
    );

    /// Returns whether `c` may stand before the first letter of a sentence; quotation marks may as well.
    is_lead 4 |c| matches!(
        c,
        '(' | '[' | '{' | '¿' | '¡' | '-' | '–' | '—' | '―' | '*' | '_' | '•' | '‣' | '◦' | '⁃' | '·'
            | '（' | '【' | '《' | '〈' | '〔' | '#' | '>' | '~' | '…' | '.' | ',' | '‐' | '+' | '=' | '|' | '&'
            | '/' | '§' | '©' | '®' | '№' | '$' | '€' | '£' | '@' | '%' | '^' | ':' | ';' | '\\'
    );

    /// Returns whether a character ends sentences in some script.
    is_terminator 5 |c| matches!(
        c,
        '.' | '!' | '?' | '…' | '؟' | '۔' | '。' | '！' | '？' | '．' | '｡' | '‼' | '⁇' | '⁈' | '⁉' | '।' | '॥' | '։'
            | '\u{37e}' | '።' | '፧' | '፨' | '။' | '។' | '៕' | '؞' | '܀' | '܁' | '܂' | '߹' | '᠃' | '᠉' | '‽'
            | '⸮' | '︒' | '﹖' | '﹗' | '﹒'
    );

    /// Returns whether a sentence may end at `c` though no white space follows.
    needs_no_space 6 |c| matches!(
        c,
        '。' | '！' | '？' | '｡' | '．' | '।' | '॥' | '።' | '፧' | '။' | '។' | '៕' | '︒' | '﹖' | '﹗'
    );

    /// Returns whether `c` is a combining mark of the common blocks.
    is_mark 7 |c| mark(c);

    /// Returns whether `c` is a letter or a number of any script.
    is_alphanumeric 8 |c| matches!(c, '\u{4e00}'..='\u{9fff}') || c.is_alphanumeric();

    /// Returns whether `c` is a letter of any script.
    is_alphabetic 9 |c| c.is_alphabetic();

    /// Returns whether `c` is a capital.
    is_uppercase 10 |c| c.is_uppercase();

    /// Returns whether `c` is a small letter.
    is_lowercase 11 |c| c.is_lowercase();

    /// Returns whether `c` is a number of any script.
    is_numeric 12 |c| c.is_numeric();

    /// Returns whether `c` may stand inside a word.
    is_word_char 13 |c| matches!(c, '\u{4e00}'..='\u{9fff}')
        || c.is_alphanumeric()
        || matches!(c, '\'' | '’' | '-' | '\u{200c}' | '_')
        || mark(c);

    /// Returns whether `c` joins no neighbour to a grapheme, as far as that can be said by ranges: a fast way past
    /// UAX 29. Carriage return is none, so `\n` is one.
    stands_alone 14 |c| matches!(
        c,
        '\n' | ' '..='~' | '\u{a1}'..='\u{ac}' | '\u{ae}'..='\u{2ff}' | '\u{370}'..='\u{482}' | '\u{48a}'..='\u{52f}'
            | '\u{61d}'..='\u{64a}' | '\u{660}'..='\u{66f}' | '\u{671}'..='\u{6d5}' | '\u{6f0}'..='\u{6ff}'
            | '\u{2010}'..='\u{2027}' | '\u{3001}'..='\u{3029}' | '\u{3041}'..='\u{3096}' | '\u{30a0}'..='\u{30ff}'
            | '\u{4e00}'..='\u{9fff}' | '\u{ff01}'..='\u{ff9d}'
    );
}

fn mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{900}'..='\u{903}'
        | '\u{93a}'..='\u{94f}' | '\u{fe00}'..='\u{fe0f}' | '\u{20d0}'..='\u{20ff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_says_what_the_definitions_say() {
        assert_eq!(BLOCKS.iter().map(|(from, to)| to - from).sum::<u32>(), SLOTS as u32);
        for c in char::from_u32(0).into_iter().chain('\u{1}'..='\u{ffff}') {
            assert_eq!(is_alphanumeric(c), c.is_alphanumeric(), "{c:?}");
            assert_eq!(is_alphabetic(c), c.is_alphabetic(), "{c:?}");
            assert_eq!(is_uppercase(c), c.is_uppercase(), "{c:?}");
            assert_eq!(is_lowercase(c), c.is_lowercase(), "{c:?}");
            assert_eq!(is_numeric(c), c.is_numeric(), "{c:?}");
            assert!(!c.is_whitespace() || is_space(c), "{c:?}");
            assert_eq!(is_mark(c), mark(c), "{c:?}");
        }
    }
}
