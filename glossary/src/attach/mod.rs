//! Takes the affixes off a rendering in a text and puts them on another rendering.
//!
//! Renaming inside a text must not break its grammar: خمینی‌ها renamed keeps its plural, `Путиным` its case. Nothing is
//! guessed. Every way in which a language could have written the base with an affix is written out and compared with
//! what stands there; where the same affix would be written in two ways on the new base, there is no answer.

mod arabic;
mod cells;
mod persian;
mod tables;
mod turkish;

use crate::fold::{Level, fold};

/// What a rendering in a text carries beside its base form: the answer of [`split_affixes`].
///
/// ```
/// use glossary::affix::split_affixes;
/// let found = split_affixes("خمینی‌ها", "خمینی", "fa").unwrap();
/// assert_eq!((found.prefix(), found.stem(), found.suffix()), ("", "خمینی", "\u{200C}ها"));
/// assert_eq!(found.attach("آیت‌الله خمینی").as_deref(), Some("آیت‌الله خمینی‌ها"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Affixed {
    lang: String,
    prefix: String,
    stem: String,
    suffix: String,
    /// The words of the surface form with those of the base; one entry for both whole when only the last word can carry
    /// anything.
    words: Vec<Word>,
    /// Whether the base as a whole was taken for one word, so that spaces in it do not count.
    whole: bool,
}

/// One word of a surface form beside that of the base.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Word {
    surface: String,
    base: String,
    change: Change,
}

/// How a word of a text differs from its base.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Change {
    /// Not at all.
    None,
    Persian(persian::Tail),
    Arabic(arabic::Clitics),
    Cells(cells::Cells),
    Turkish(turkish::Tail),
}

impl Affixed {
    /// Returns what stands before the stem, as written; empty when nothing does.
    pub fn prefix(&self) -> &str {
        &self.prefix
    }

    /// Returns the part that the surface form shares with the base, as written.
    pub fn stem(&self) -> &str {
        &self.stem
    }

    /// Returns what stands behind the stem, as written, with the half-space, space or apostrophe before it.
    pub fn suffix(&self) -> &str {
        &self.suffix
    }

    /// Says whether the surface form is the base form, in whatever writing.
    pub fn is_bare(&self) -> bool {
        self.words.iter().all(|word| word.change == Change::None)
    }

    /// Puts the affixes on another base of the same language, by the rules of its spelling.
    ///
    /// `new_base` is raw text of one or more words in its dictionary form and is not changed but where the affix asks
    /// for it (ه becomes گ before ان, ة becomes ت). Returns `None` when the language has two ways for the new base
    /// (Russian genitive or accusative), none, or the affix stands on a word that the new base has no partner for: then
    /// a person must write the form.
    ///
    /// ```
    /// use glossary::affix::split_affixes;
    /// let attach = |surface, base, new, lang| split_affixes(surface, base, lang)?.attach(new);
    /// assert_eq!(attach("نامهٔ", "نامه", "پیام", "fa").as_deref(), Some("پیام"));
    /// assert_eq!(attach("آمریکایی‌ها", "آمریکا", "ترکیه", "fa").as_deref(), Some("ترکیه‌ای‌ها"));
    /// assert_eq!(attach("للحكومة", "الحكومة", "السلطة", "ar").as_deref(), Some("للسلطة"));
    /// assert_eq!(attach("Ankara'da", "Ankara", "İzmit", "tr").as_deref(), Some("İzmit'te"));
    /// assert_eq!(attach("Трампом", "Трамп", "Макрон", "ru").as_deref(), Some("Макроном"));
    /// assert_eq!(attach("Трампа", "Трамп", "Меркель", "ru"), None);
    /// ```
    pub fn attach(&self, new_base: &str) -> Option<String> {
        if new_base.trim().is_empty() {
            return None;
        }
        if self.whole {
            return self.words[0].put_on(new_base, &self.lang);
        }
        let new_words: Vec<&str> = new_base.split_whitespace().collect();
        let changed: Vec<usize> =
            (0..self.words.len()).filter(|&i| self.words[i].change != Change::None).collect();
        let mut out: Vec<String> = Vec::with_capacity(new_words.len());
        if new_words.len() == self.words.len() {
            for (word, new) in self.words.iter().zip(&new_words) {
                out.push(word.put_on(new, &self.lang)?);
            }
            return Some(out.join(" "));
        }
        // Other words in other places: every affix must find its word by name, or by standing at the edge of both.
        let last = self.words.len() - 1;
        let agreeing = changed.len() > 1;
        let mut placed = vec![false; self.words.len()];
        for (at, new) in new_words.iter().enumerate() {
            let same = self.words.iter().position(|w| fold(&w.base, Level::Ortho) == fold(new, Level::Ortho));
            let edge = match at {
                _ if agreeing => None,
                0 if changed == [0] => Some(0),
                _ if at + 1 == new_words.len() && changed == [last] => Some(last),
                _ => None,
            };
            match edge.or(same) {
                Some(i) => {
                    placed[i] = true;
                    out.push(self.words[i].put_on(new, &self.lang)?);
                }
                None => out.push((*new).to_owned()),
            }
        }
        changed.iter().all(|&i| placed[i]).then(|| out.join(" "))
    }
}

impl Word {
    /// Returns `new_base` with what this word carries.
    fn put_on(&self, new_base: &str, lang: &str) -> Option<String> {
        if fold(&self.base, Level::Letters) == fold(new_base, Level::Letters) {
            return Some(self.surface.clone());
        }
        let text = match &self.change {
            // A bare form may still stand in a case that the new base marks.
            Change::None => cells::bare(&self.base, new_base, lang)?,
            Change::Persian(tail) => tail.put_on(new_base)?,
            Change::Arabic(clitics) => clitics.put_on(new_base)?,
            Change::Cells(cells) => cells.put_on(new_base, lang)?,
            Change::Turkish(tail) => tail.put_on(new_base)?,
        };
        let capital = |text: &str| text.chars().next().map(char::is_uppercase);
        match (capital(&self.surface), capital(&self.base), capital(new_base)) {
            // A sentence begins with it.
            (Some(true), Some(false), Some(false)) => {
                let mut chars = text.chars();
                let first = chars.next()?;
                let upper: String = if lang == "tr" && first == 'i' {
                    "İ".to_owned()
                } else {
                    first.to_uppercase().collect()
                };
                Some(upper + chars.as_str())
            }
            _ => Some(text),
        }
    }
}

/// Takes a surface form apart against the base it is a form of, `None` where it is not understood as one.
///
/// `surface` and `base` are raw text of one or more words, `lang` their primary subtag: `fa`, `ar`, `ru`, `uk`, `de`,
/// `tr` and `en` are known; in others only equal texts are understood. `base` is the dictionary form. Letters compare
/// folded, so ي and ی, half-space and space, hamza and case are no obstacle.
///
/// ```
/// use glossary::affix::split_affixes;
/// let found = split_affixes("وللرئيس", "الرئيس", "ar").unwrap();
/// assert_eq!((found.prefix(), found.stem()), ("ولل", "رئيس"));
/// assert!(split_affixes("рейхстага", "Рейн", "ru").is_none());
/// ```
pub fn split_affixes(surface: &str, base: &str, lang: &str) -> Option<Affixed> {
    let (surface, base) = (surface.trim(), base.trim());
    let persian = matches!(lang, "fa" | "prs");
    if surface.is_empty() || base.is_empty() {
        return None;
    }
    if persian && let Some(tail) = persian::split(surface, base) {
        let change = if tail.is_empty() { Change::None } else { Change::Persian(tail) };
        return Some(Affixed::new(vec![Word::new(surface, base, change)], lang, true));
    }
    if is_same(surface, base, persian) {
        return Some(Affixed::new(vec![Word::new(surface, base, Change::None)], lang, true));
    }
    // Turkish and English inflect the last word of a name only.
    let last_only = match lang {
        "tr" | "az" => Some(Change::Turkish(turkish::split(surface, base, base.contains(' '))?)),
        "en" => Some(Change::Cells(cells::split(surface, base, lang)?)),
        _ => None,
    };
    if let Some(change) = last_only {
        return Some(Affixed::new(vec![Word::new(surface, base, change)], lang, true));
    }
    let (surface_words, base_words) = (words(surface, persian), words(base, persian));
    if surface_words.len() != base_words.len() {
        return None;
    }
    let mut out = Vec::with_capacity(base_words.len());
    for (word, own) in surface_words.iter().zip(&base_words) {
        let change = if is_same(word, own, persian) {
            Change::None
        } else {
            match lang {
                "fa" | "prs" => Change::Persian(persian::split(word, own)?),
                "ar" => Change::Arabic(arabic::split(word, own)?),
                "ru" | "uk" | "de" => Change::Cells(cells::split(word, own, lang)?),
                _ => return None,
            }
        };
        out.push(Word::new(word, own, change));
    }
    Some(Affixed::new(out, lang, false))
}

/// Says whether two texts are the same letters and nothing that letters do not show stands behind one of them.
fn is_same(surface: &str, base: &str, persian: bool) -> bool {
    let mark = |text: &str| text.ends_with(['\'', '’']) || persian && persian::has_mark(text);
    fold(surface, Level::Skeleton) == fold(base, Level::Skeleton) && mark(surface) == mark(base)
}

/// Puts the affixes of a surface form on another base; see [`Affixed::attach`].
pub fn attach(affixed: &Affixed, new_base: &str) -> Option<String> {
    affixed.attach(new_base)
}

impl Affixed {
    fn new(words: Vec<Word>, lang: &str, whole: bool) -> Affixed {
        let first = words.first().map(Word::parts).unwrap_or_default();
        let last = words.last().map(Word::parts).unwrap_or_default();
        let stem = match words.as_slice() {
            [one] => {
                let (prefix, suffix) = one.parts();
                one.surface[prefix.len()..one.surface.len() - suffix.len()].to_owned()
            }
            [head, middle @ .., tail] => {
                let mut all = vec![&head.surface[first.0.len()..]];
                all.extend(middle.iter().map(|word| word.surface.as_str()));
                all.push(&tail.surface[..tail.surface.len() - last.1.len()]);
                all.join(" ")
            }
            [] => String::new(),
        };
        Affixed { lang: lang.to_owned(), prefix: first.0, stem, suffix: last.1, words, whole }
    }
}

impl Word {
    fn new(surface: &str, base: &str, change: Change) -> Word {
        Word { surface: surface.to_owned(), base: base.to_owned(), change }
    }

    /// Returns what stands before and behind what the surface shares with the base, both as written.
    fn parts(&self) -> (String, String) {
        if self.change == Change::None {
            return (String::new(), String::new());
        }
        let (surface, base) = (fold_chars(&self.surface), fold_chars(&self.base));
        let before = match &self.change {
            Change::Arabic(clitics) => clitics.before_chars(),
            _ => 0,
        };
        // An article that both have is counted with what stands before it.
        let own = if before > 0 { arabic::article_chars(&self.base) } else { 0 };
        let shared = surface[before.min(surface.len())..]
            .iter()
            .zip(&base[own.min(base.len())..])
            .take_while(|((_, a), (_, b))| a == b)
            .count();
        let byte = |at: usize| surface.get(at).map_or(self.surface.len(), |(byte, _)| *byte);
        (self.surface[..byte(before)].to_owned(), self.surface[byte(before + shared)..].to_owned())
    }
}

/// Returns the chars of a raw text with their byte offsets, each as it compares.
fn fold_chars(text: &str) -> Vec<(usize, String)> {
    text.char_indices().map(|(at, c)| (at, fold(c.encode_utf8(&mut [0; 4]), Level::Ortho))).collect()
}

/// Splits at white space; a Persian affix written apart stays with its word.
fn words(text: &str, persian: bool) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for part in text.split_whitespace() {
        match out.last_mut() {
            Some(word) if persian && persian::stands_apart(part) => {
                word.push(' ');
                word.push_str(part);
            }
            _ => out.push(part.to_owned()),
        }
    }
    out
}

#[cfg(test)]
mod tests;
