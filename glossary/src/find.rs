//! All terms of a glossary in a text, in one pass.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::affix::strip;
use crate::affix_table;
use crate::find_guard as guard;
use crate::fold::{Level, fold, folded};
use crate::term::{Kind, Status, Term};
use crate::token::{Token, tokens};

/// Which side of the terms a text is searched for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The source spellings.
    Source,
    /// The target renderings, forbidden ones too.
    Target,
}

/// A term found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Index of the term in the order the finder was given them.
    pub term: usize,
    /// Index of the form: spellings of the side first, then its plurals, then its short forms.
    pub form: usize,
    /// Bytes of the raw text, without an affix that can be cut off cleanly.
    pub raw: Range<usize>,
    /// How binding the rendering is; source spellings are preferred, plural and short forms admitted.
    pub status: Status,
    /// Whether the form is a short one.
    pub is_short: bool,
    /// Whether the form is a plural or carries a plural ending.
    pub is_plural: bool,
    /// Other terms with this very form, in order: Georgia the country and Georgia the state.
    pub also: Vec<usize>,
}

/// A compiled glossary side that finds its terms in texts.
///
/// Words match by fold and affix (`تهران‌ها`, `والحكومة`, `Путиным`, `Obama's`), half-space, space and hyphen between
/// words are one, the longest term wins, and hits do not overlap. Names written with a capital match only capitals
/// (Jordan, not jordan), and on the source side a place or person inside a longer capitalised name (Mexico City, Michael
/// Jordan) is none. A rendering is there whatever stands beside it.
/// Cost is linear in the text for a given glossary.
///
/// ```
/// use glossary::find::{Finder, Side};
/// use glossary::term::{Kind, Term};
/// let terms = [Term::new("Supreme Court", "دیوان عالی", Kind::Organisation, "en", "fa")];
/// let finder = Finder::new(&terms, Side::Target, "fa");
/// let text = "رأی دیوان‌ عالی اعلام شد";
/// assert_eq!(&text[finder.hits(text)[0].raw.clone()], "دیوان‌ عالی");
/// ```
#[derive(Debug, Clone)]
pub struct Finder {
    lang: String,
    side: Side,
    /// Whether stems of both sides are compared, not the text's alone.
    stems_both: bool,
    persian: bool,
    /// Folded words of the forms.
    words: FxHashMap<String, u32>,
    /// Stem to the words it may belong to.
    stems: FxHashMap<String, Vec<u32>>,
    spelt: Vec<String>,
    /// (state, word) to state; state 0 is the root.
    edges: FxHashMap<(u32, u32), u32>,
    /// State to the forms that end there.
    ends: Vec<Vec<u32>>,
    forms: Vec<Form>,
}

#[derive(Debug, Clone)]
struct Form {
    term: u32,
    form: u32,
    kind: Kind,
    status: Status,
    is_short: bool,
    is_plural: bool,
    /// The form as written, word by word, when its capitals count.
    capitals: Option<Vec<String>>,
    /// Whether the hyphen is what makes it a noun: a sit-in, to sit in.
    hyphen_counts: bool,
}

/// A word of the text, cut at hyphens and half-spaces.
struct Piece {
    start: usize,
    end: usize,
    /// Index of the token it belongs to.
    token: usize,
    readings: Vec<Reading>,
}

/// A word of the glossary that a piece may be a form of.
#[derive(Clone, Copy)]
struct Reading {
    word: u32,
    /// Pieces taken: more than one when a half-space word is read as one.
    span: usize,
    start: usize,
    end: usize,
    inflected: bool,
    plural: bool,
}

struct Candidate {
    form: u32,
    pieces: Range<usize>,
    raw: Range<usize>,
    inflected: bool,
    plural: bool,
}

impl Finder {
    /// Compiles one side of the terms; `lang` is the primary subtag of that side.
    pub fn new<'a>(terms: impl IntoIterator<Item = &'a Term>, side: Side, lang: &str) -> Finder {
        let mut finder = Finder {
            lang: lang.to_owned(),
            side,
            stems_both: matches!(lang, "ar" | "he" | "tr" | "az") || affix_table::of(lang).paradigm,
            persian: matches!(lang, "fa" | "prs"),
            words: FxHashMap::default(),
            stems: FxHashMap::default(),
            spelt: Vec::new(),
            edges: FxHashMap::default(),
            ends: vec![Vec::new()],
            forms: Vec::new(),
        };
        for (at, term) in terms.into_iter().enumerate() {
            let mut number = 0;
            let mut add = |finder: &mut Finder, text: &str, status, is_short, is_plural| {
                finder.add(
                    text,
                    Form {
                        term: at as u32,
                        form: number,
                        kind: term.kind,
                        status,
                        is_short,
                        is_plural,
                        capitals: None,
                        hyphen_counts: false,
                    },
                );
                number += 1;
            };
            let (plural, short) = match side {
                Side::Source => {
                    for text in &term.source {
                        add(&mut finder, text, Status::Preferred, false, false);
                    }
                    (&term.forms.source_plural, &term.forms.source_short)
                }
                Side::Target => {
                    for rendering in &term.target {
                        add(&mut finder, &rendering.text, rendering.status, false, false);
                    }
                    (&term.forms.target_plural, &term.forms.target_short)
                }
            };
            for text in plural {
                add(&mut finder, text, Status::Admitted, false, true);
            }
            for text in short {
                add(&mut finder, text, Status::Admitted, true, false);
            }
        }
        finder
    }

    fn add(&mut self, text: &str, mut form: Form) {
        let tokens: Vec<Token<'_>> = tokens(text).collect();
        let parts: Vec<&str> = tokens.iter().flat_map(Token::parts).map(|part| part.text).collect();
        if parts.is_empty() {
            return;
        }
        let capital = |part: &str| part.starts_with(char::is_uppercase);
        let capitals = match form.kind {
            // General and Major are ranks, general and major are not; other titles match in any case.
            Kind::Title => parts.len() == 1 && parts.iter().all(|part| capital(part)),
            Kind::Term => parts.len() == 1 && is_acronym(parts[0]),
            _ => parts.iter().any(|part| capital(part)),
        };
        if capitals {
            form.capitals = Some(parts.iter().map(|part| (*part).to_owned()).collect());
        }
        let particles = ["by", "down", "in", "off", "on", "out", "over", "up"];
        form.hyphen_counts = parts.len() == 2 && tokens.len() == 1 && particles.contains(&parts[1]);
        let at = self.forms.len() as u32;
        self.forms.push(form);
        let words: Vec<String> = parts.iter().map(|part| word_key(part)).collect();
        self.insert(&words, at);
        // Half-space words are also written in one (رئیسجمهور).
        let joined: Vec<String> = tokens.iter().map(|token| word_key(token.text)).collect();
        if text.contains('\u{200C}') && joined.len() < words.len() {
            self.insert(&joined, at);
        }
    }

    fn insert(&mut self, words: &[String], form: u32) {
        let mut state = 0;
        for word in words {
            let word = self.intern(word);
            let next = self.ends.len() as u32;
            state = *self.edges.entry((state, word)).or_insert(next);
            if state == next {
                self.ends.push(Vec::new());
            }
        }
        self.ends[state as usize].push(form);
    }

    fn intern(&mut self, word: &str) -> u32 {
        if let Some(&id) = self.words.get(word) {
            return id;
        }
        let id = self.spelt.len() as u32;
        self.spelt.push(word.to_owned());
        self.words.insert(word.to_owned(), id);
        if self.stems_both {
            for stem in stems_of(word, &self.lang) {
                let ids = self.stems.entry(stem).or_default();
                if !ids.contains(&id) {
                    ids.push(id);
                }
            }
        }
        id
    }

    /// Returns the terms in `text`, in order and without overlap.
    pub fn hits(&self, text: &str) -> Vec<Hit> {
        if self.forms.is_empty() {
            return Vec::new();
        }
        let tokens: Vec<Token<'_>> = tokens(text).collect();
        let pieces = self.pieces(&tokens);
        let mut found = Vec::new();
        for start in 0..pieces.len() {
            let mut path = Vec::new();
            self.walk(&pieces, &tokens, start, start, 0, &mut path, &mut found);
        }
        let found =
            found.into_iter().filter(|candidate| self.spelling_fits(text, candidate, &pieces)).collect();
        let chosen = self.choose(found);
        let covered: Vec<(Range<usize>, Kind)> = (chosen.iter())
            .map(|(best, _)| (best.raw.clone(), self.forms[best.form as usize].kind))
            .collect();
        let page = guard::Page::new(text, &tokens);
        (chosen.into_iter())
            .filter(|(best, _)| {
                let form = &self.forms[best.form as usize];
                self.side == Side::Target
                    || form.capitals.is_none()
                    || page.stands_alone(&best.raw, form.kind, &covered)
            })
            .map(|(best, also)| {
                let form = &self.forms[best.form as usize];
                Hit {
                    term: form.term as usize,
                    form: form.form as usize,
                    raw: best.raw,
                    status: form.status,
                    is_short: form.is_short,
                    is_plural: form.is_plural || best.plural,
                    also,
                }
            })
            .collect()
    }

    /// Cuts the tokens into pieces and looks each up.
    fn pieces(&self, tokens: &[Token<'_>]) -> Vec<Piece> {
        let mut out = Vec::with_capacity(tokens.len() + 8);
        for (number, token) in tokens.iter().enumerate() {
            let parts: Vec<Token<'_>> = token.parts().collect();
            let first = out.len();
            for part in &parts {
                let readings = self.readings(part, 1);
                out.push(Piece { start: part.start, end: part.end, token: number, readings });
            }
            if parts.len() > 1 {
                out[first].readings.extend(self.readings(token, parts.len()));
            }
        }
        out
    }

    /// Returns the glossary words that the token may be a form of.
    fn readings(&self, token: &Token<'_>, span: usize) -> Vec<Reading> {
        let mut out: Vec<Reading> = Vec::new();
        let dotted = token.text.contains('.');
        let key = folded(token.text, Level::Ortho);
        let whole = if dotted { word_key(token.text) } else { key.text().to_owned() };
        let exact =
            Reading { word: 0, span, start: token.start, end: token.end, inflected: false, plural: false };
        if let Some(&word) = self.words.get(&whole) {
            out.push(Reading { word, ..exact });
        }
        if dotted || token.is_number() {
            return out;
        }
        let mut sound = String::new();
        for (range, affix) in strip(key.text(), &self.lang).into_iter().skip(1) {
            let stem = &key.text()[range.clone()];
            sound.clear();
            sound.push_str(stem);
            sound.push_str(affix.restore);
            let letters = sound.chars().count();
            let mut push = |word: u32, whole: bool| {
                if out.iter().any(|reading| reading.word == word) {
                    return;
                }
                let raw = key.raw_range(range.clone());
                let (start, end) = if whole || !affix.restore.is_empty() {
                    (token.start, token.end)
                } else {
                    (token.start + raw.start, token.start + raw.end)
                };
                out.push(Reading { word, span, start, end, inflected: true, plural: affix.plural });
            };
            if let Some(&word) = self.words.get(&sound) {
                let ending = &key.text()[range.end..];
                let likely = match letters {
                    _ if !affix.weak => true,
                    _ if !self.persian => letters >= 3,
                    // Under four letters chance words abound (قطر, قطرات): only the commonest endings count.
                    3 => matches!(ending, "ی" | "یی" | "ای" | "ان"),
                    // مالکیت is no form of مالکی.
                    _ => letters >= 4 && !matches!(ending, "ت" | "ین" | "ست"),
                };
                if likely {
                    push(word, self.stems_both && affix.before_bytes == 0 && !ending.starts_with('\''));
                }
            }
            if self.stems_both && letters >= 3 {
                for &word in self.stems.get(&sound).into_iter().flatten() {
                    if crate::affix::same_form(&self.spelt[word as usize], key.text(), &self.lang) {
                        push(word, true);
                    }
                }
            }
        }
        if self.stems_both {
            for &word in self.stems.get(&whole).into_iter().flatten() {
                if !out.iter().any(|reading| reading.word == word)
                    && crate::affix::same_form(&self.spelt[word as usize], &whole, &self.lang)
                {
                    out.push(Reading { word, inflected: true, ..exact });
                }
            }
        }
        out
    }

    /// Follows the forms from a piece on and notes each that ends.
    #[allow(clippy::too_many_arguments)]
    fn walk(
        &self,
        pieces: &[Piece],
        tokens: &[Token<'_>],
        first: usize,
        at: usize,
        state: u32,
        path: &mut Vec<Reading>,
        found: &mut Vec<Candidate>,
    ) {
        let Some(piece) = pieces.get(at) else { return };
        for reading in &piece.readings {
            let Some(&next) = self.edges.get(&(state, reading.word)) else { continue };
            path.push(*reading);
            let behind = at + reading.span;
            for &form in &self.ends[next as usize] {
                if let Some(plural) = self.edge_fits(pieces, tokens, first, behind) {
                    let start = path[0].start;
                    found.push(Candidate {
                        form,
                        pieces: first..behind,
                        raw: start..reading.end.max(start),
                        inflected: path.iter().any(|reading| reading.inflected),
                        plural: plural || path.iter().any(|reading| reading.plural),
                    });
                }
            }
            self.walk(pieces, tokens, first, behind, next, path, found);
            path.pop();
        }
    }

    /// Says whether a form may begin and end inside its tokens, and whether what follows is a plural ending.
    ///
    /// A hyphen is an edge (Iran-backed); a half-space is one only before affixes (ایران‌ها, not ایران‌خودرو).
    fn edge_fits(&self, pieces: &[Piece], tokens: &[Token<'_>], first: usize, behind: usize) -> Option<bool> {
        let half_space = |before: usize, after: usize| {
            let (a, b) = (&pieces[before], &pieces[after]);
            let token = &tokens[a.token];
            a.token == b.token && token.text[a.end - token.start..b.start - token.start].contains('\u{200C}')
        };
        if first > 0 && half_space(first - 1, first) {
            return None;
        }
        let mut plural = false;
        let mut at = behind;
        while at < pieces.len() && at > 0 && half_space(at - 1, at) {
            let token = &tokens[pieces[at].token];
            let ending =
                fold(&token.text[pieces[at].start - token.start..pieces[at].end - token.start], Level::Ortho);
            let known = affix_table::of(&self.lang).endings().iter().find(|known| known.text == ending)?;
            plural |= known.plural;
            at += 1;
        }
        Some(plural)
    }

    /// Says whether the text has capitals, and a noun's hyphen, where the form has them.
    fn spelling_fits(&self, text: &str, candidate: &Candidate, pieces: &[Piece]) -> bool {
        let form = &self.forms[candidate.form as usize];
        if form.hyphen_counts && text.get(candidate.raw.clone()).is_none_or(|raw| raw.contains(' ')) {
            return false;
        }
        let Some(capitals) = &form.capitals else { return true };
        if capitals.len() != candidate.pieces.len() {
            return true;
        }
        candidate.pieces.clone().zip(capitals).all(|(at, word)| {
            // Behind an elided article or a proclitic: l'Iran.
            let written = text.get(pieces[at].start.max(candidate.raw.start)..pieces[at].end).unwrap_or("");
            if is_acronym(word) {
                return is_acronym(written.trim_end_matches(|c: char| !c.is_uppercase() && c != '.'));
            }
            !word.starts_with(char::is_uppercase) || !written.starts_with(char::is_lowercase)
        })
    }

    /// Picks the longest candidate from left to right and names the other terms that share its form.
    fn choose(&self, mut found: Vec<Candidate>) -> Vec<(Candidate, Vec<usize>)> {
        let rank = |candidate: &Candidate| {
            let form = &self.forms[candidate.form as usize];
            (candidate.inflected, form.is_short, form.status, form.term, form.form)
        };
        found.sort_by(|a, b| {
            (a.pieces.start.cmp(&b.pieces.start))
                .then(b.pieces.end.cmp(&a.pieces.end))
                .then_with(|| rank(a).cmp(&rank(b)))
        });
        let mut out: Vec<(Candidate, Vec<usize>)> = Vec::new();
        for candidate in found {
            match out.last_mut() {
                Some((best, also)) if best.pieces == candidate.pieces => {
                    let term = self.forms[candidate.form as usize].term;
                    let known =
                        self.forms[best.form as usize].term == term || also.contains(&(term as usize));
                    if !known && candidate.inflected == best.inflected {
                        also.push(term as usize);
                    }
                }
                Some((best, _)) if candidate.pieces.start < best.pieces.end => {}
                _ => out.push((candidate, Vec::new())),
            }
        }
        for (_, also) in &mut out {
            also.sort_unstable();
        }
        out
    }
}

/// Returns the key under which a word of a form or text is looked up: folded, and U.S. without its stops.
fn word_key(word: &str) -> String {
    let mut key = fold(word, Level::Ortho);
    if key.contains('.') && !key.contains(|c: char| c.is_numeric()) {
        key.retain(|c| c != '.');
    }
    key
}

/// Says whether a word is written in capitals only, with or without stops.
pub(crate) fn is_acronym(word: &str) -> bool {
    let letters = word.chars().filter(|&c| c != '.');
    let mut count = 0;
    for c in letters {
        if !(c.is_uppercase() || c.is_numeric()) {
            return false;
        }
        count += 1;
    }
    count >= 2
}

/// Returns the stems under which other forms of a glossary word may turn up.
fn stems_of(word: &str, lang: &str) -> Vec<String> {
    let mut out: Vec<String> = strip(word, lang)
        .into_iter()
        .map(|(range, affix)| format!("{}{}", &word[range], affix.restore))
        .filter(|stem| stem.chars().count() >= 3 || stem == word)
        .collect();
    // A fleeting vowel goes before an ending: отец, отца.
    let letters: Vec<char> = word.chars().collect();
    if let [head @ .., 'е' | 'о', last] = letters.as_slice()
        && head.len() >= 2
    {
        out.push(head.iter().chain([last]).collect());
    }
    out
}
