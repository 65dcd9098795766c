//! When a name that matches is yet another name: Michael Jordan, Mexico City, the month of May.

use crate::calendar::is_day_or_month;
use std::ops::Range;

use crate::term::Kind;
use crate::token::Token;

/// A text with its tokens, asked about the neighbours of a hit.
pub(crate) struct Page<'a> {
    text: &'a str,
    tokens: &'a [Token<'a>],
    /// In a headline every word has its capital, so capitals say nothing.
    title_case: bool,
}

/// Words that begin a sentence or stand before a name without belonging to it.
const OUTSIDE: [&str; 96] = [
    "a",
    "about",
    "after",
    "against",
    "all",
    "also",
    "although",
    "amid",
    "an",
    "and",
    "another",
    "any",
    "are",
    "as",
    "at",
    "because",
    "before",
    "both",
    "but",
    "by",
    "can",
    "could",
    "did",
    "do",
    "does",
    "dr",
    "during",
    "even",
    "ever",
    "every",
    "first",
    "for",
    "former",
    "from",
    "had",
    "has",
    "have",
    "he",
    "her",
    "his",
    "how",
    "if",
    "in",
    "inside",
    "into",
    "is",
    "it",
    "its",
    "last",
    "like",
    "madam",
    "many",
    "may",
    "meanwhile",
    "miss",
    "mr",
    "mrs",
    "ms",
    "much",
    "near",
    "next",
    "now",
    "of",
    "on",
    "once",
    "only",
    "or",
    "our",
    "outside",
    "over",
    "prof",
    "professor",
    "rev",
    "she",
    "since",
    "sir",
    "so",
    "some",
    "that",
    "the",
    "then",
    "this",
    "to",
    "under",
    "unlike",
    "until",
    "was",
    "we",
    "were",
    "what",
    "when",
    "where",
    "while",
    "who",
    "will",
    "with",
];

const MONTHS_THAT_ARE_NAMES: [&str; 5] = ["april", "august", "june", "march", "may"];

const BEFORE_A_MONTH: [&str; 17] = [
    "by", "during", "early", "every", "for", "from", "in", "last", "late", "mid", "next", "of", "on",
    "since", "this", "to", "until",
];

impl<'a> Page<'a> {
    pub(crate) fn new(text: &'a str, tokens: &'a [Token<'a>]) -> Page<'a> {
        let long = tokens.iter().filter(|token| token.text.len() > 3 && !token.is_number());
        let (all, capital) = long.fold((0, 0), |(all, capital), token| {
            (all + 1, capital + usize::from(token.text.starts_with(char::is_uppercase)))
        });
        let opens = tokens.first().is_some_and(|token| token.text.starts_with(char::is_uppercase));
        Page { text, tokens, title_case: opens && all >= 4 && capital * 5 >= all * 4 }
    }

    /// Says whether a capitalised hit is the whole of the name it stands in.
    ///
    /// Neighbours that are hits themselves (a title, another place) do not belong to the name.
    pub(crate) fn stands_alone(&self, raw: &Range<usize>, kind: Kind, hits: &[(Range<usize>, Kind)]) -> bool {
        let follows_count = match kind {
            Kind::Person => true,
            // The US Energy Secretary is of the US, the Jordan Valley is not of Jordan.
            Kind::Place | Kind::Organisation => {
                !crate::find::is_acronym(self.text.get(raw.clone()).unwrap_or(""))
            }
            Kind::Demonym | Kind::Language => false,
            Kind::Title | Kind::Term | Kind::Event => return true,
        };
        let first = self.tokens.partition_point(|token| token.end <= raw.start);
        let behind = self.tokens.partition_point(|token| token.start < raw.end);
        if first >= behind {
            return true;
        }
        let one_word = behind - first == 1;
        let before = first.checked_sub(1).map(|at| &self.tokens[at]);
        let after = self.tokens.get(behind);
        if one_word && kind == Kind::Person && self.is_month(raw, before, after) {
            return false;
        }
        if kind == Kind::Place && self.is_church(raw) {
            return false;
        }
        if self.title_case {
            return true;
        }
        let touches = |a: usize, b: usize| &self.text[a..b] == " ";
        // A capitalised common word is as likely a part of the name (U.S. Drought Monitor), and so is one body's name
        // before another's (Senate Judiciary Committee).
        let is_hit = |token: &Token<'_>| {
            hits.iter().any(|(range, other)| {
                range.start < token.end
                    && token.start < range.end
                    && range != raw
                    && *other != Kind::Term
                    && (*other, kind) != (Kind::Organisation, Kind::Organisation)
            })
        };
        let capital = |token: &Token<'_>| {
            token.text.starts_with(char::is_uppercase)
                && !is_hit(token)
                && !is_in(&OUTSIDE, token)
                && !is_beside(token)
        };
        if kind == Kind::Organisation && !(one_word && follows_count) {
            return true;
        }
        if one_word
            && let Some(token) = before
            && touches(token.end, self.tokens[first].start)
            && capital(token)
            && !token.text.ends_with("'s")
            && !token.text.ends_with("’s")
        {
            return false;
        }
        // What follows a possessive (Iran's) or a hyphen is no part of the name.
        let ends_clean = self.tokens[behind - 1].end == raw.end;
        !(follows_count
            && ends_clean
            && after.is_some_and(|token| touches(raw.end, token.start) && capital(token)))
    }

    /// Says whether a saint's name bears the possessive of churches, schools and hospitals: St. Peter's.
    fn is_church(&self, raw: &Range<usize>) -> bool {
        let saint = ["St. ", "St ", "Saint "].iter().any(|word| self.text[raw.clone()].starts_with(word));
        saint && (self.text[raw.end..].starts_with("'s") || self.text[raw.end..].starts_with("’s"))
    }

    fn is_month(&self, raw: &Range<usize>, before: Option<&Token<'_>>, after: Option<&Token<'_>>) -> bool {
        let lower = self.text[raw.clone()].to_lowercase();
        if MONTHS_THAT_ARE_NAMES.binary_search(&lower.as_str()).is_err() {
            return false;
        }
        after.is_some_and(Token::is_number)
            || before.is_some_and(|token| token.is_number() || is_in(&BEFORE_A_MONTH, token))
    }
}

fn is_in(list: &[&str], token: &Token<'_>) -> bool {
    let lower = token.text.to_lowercase();
    list.binary_search(&lower.as_str()).is_ok()
}

/// Says whether a word stands beside a name without belonging to it: *I*, or a day or month; May is as often a person.
fn is_beside(token: &Token<'_>) -> bool {
    let lower = token.text.to_lowercase();
    lower == "i" || lower != "may" && is_day_or_month(&lower)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn word_lists_are_sorted() {
        for list in [&OUTSIDE[..], &MONTHS_THAT_ARE_NAMES, &BEFORE_A_MONTH] {
            assert!(list.is_sorted(), "{list:?}");
        }
    }
}
