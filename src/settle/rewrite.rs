//! One rendering as it stands in a text → the rendering wanted, with the affixes it has.

use super::writing::in_letters_of;
use glossary::affix::{Affixed, split_affixes};
use glossary::fold::{Level, fold};
use std::cmp::Reverse;

/// What is to be written in the place of a surface form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Rewritten {
    /// It is a form of the wanted rendering, in its letters.
    Right,
    /// This.
    Write(String),
    /// It is a form of one of the bases, but the wanted rendering cannot take its affixes for sure.
    CannotAttach,
    /// It is a form of nothing known.
    NotUnderstood,
}

/// A rendering that is wanted everywhere.
#[derive(Debug, Clone)]
pub(super) struct Wanted<'a> {
    /// As it was given, without an ezafe at its end.
    pub(super) text: &'a str,
    lang: &'a str,
    /// The same in the singular, when it bears a plural sign.
    singular: Option<String>,
}

const HAMZA_ABOVE: char = '\u{0654}';

impl<'a> Wanted<'a> {
    /// Returns the wanted rendering of a language, given as its primary subtag.
    pub(super) fn new(text: &'a str, lang: &'a str) -> Wanted<'a> {
        let text = text.trim();
        let singular = singular(text, lang);
        Wanted { text, lang, singular }
    }

    /// Returns what to write for `surface`, a form of one of `bases`.
    ///
    /// `single` says that the place speaks of one where the wanted rendering is written for several.
    pub(super) fn rewrite(&self, surface: &str, bases: &[String], single: bool) -> Rewritten {
        let forms = [Some(self.text), self.singular.as_deref()];
        for own in forms.into_iter().flatten() {
            if let Some(text) = self.respelled(surface, own) {
                return if text == surface { Rewritten::Right } else { Rewritten::Write(text) };
            }
        }
        let mut understood = false;
        for base in bases {
            let Some(affixed) = split_affixes(surface, base, self.lang) else { continue };
            understood = true;
            let wanted = match &self.singular {
                Some(singular) if single || !affixed.is_bare() => singular,
                _ => self.text,
            };
            if let Some(text) = affixed.attach(wanted) {
                return Rewritten::Write(text);
            }
        }
        if understood { Rewritten::CannotAttach } else { Rewritten::NotUnderstood }
    }

    /// Returns `surface` with the letters of `own` when it is a form of it.
    fn respelled(&self, surface: &str, own: &str) -> Option<String> {
        let affixed = split_affixes(surface, own, self.lang)?;
        let mended = in_letters_of(surface, self.lang);
        if affixed.is_bare() {
            // Capitals of a headline stay.
            let shouted = surface != own && surface == own.to_uppercase();
            return Some(if shouted { surface.to_owned() } else { own.to_owned() });
        }
        let same = |text: &str| fold(text, Level::Skeleton) == fold(surface, Level::Skeleton);
        // Word by word, since a plural or an ezafe may stand on any of them.
        let (words, own_words): (Vec<&str>, Vec<&str>) =
            (mended.split_whitespace().collect(), own.split_whitespace().collect());
        let by_word = || -> Option<String> {
            let mut out = Vec::with_capacity(words.len());
            for (word, own) in words.iter().zip(&own_words) {
                let affixed = split_affixes(word, own, self.lang)?;
                out.push(if affixed.is_bare() {
                    (*own).to_owned()
                } else {
                    format!("{}{own}{}", affixed.prefix(), affixed.suffix())
                });
            }
            Some(out.join(" "))
        };
        let whole = format!("{}{own}{}", affixed.prefix(), in_letters_of(affixed.suffix(), self.lang));
        let candidates = [(words.len() == own_words.len()).then(by_word).flatten(), Some(whole)];
        let fits = |text: &String| same(text) && split_affixes(text, own, self.lang).is_some();
        // A stem that changed with its affix (نماینده, نمایندگان) is left as it stands, but for its letters.
        Some(candidates.into_iter().flatten().find(fits).unwrap_or(mended))
    }

    /// Returns the ezafe that stands behind the wanted rendering in `surface`, `None` when none is written there.
    pub(super) fn ezafe(&self, surface: &str) -> Option<Affixed> {
        let affixed = split_affixes(surface, self.text, self.lang)?;
        matches!(affixed.suffix(), "\u{0654}" | "ۀ" | "\u{200c}ی" | "ی").then_some(affixed)
    }

    /// Says whether an ezafe would be written behind the wanted rendering where `surface` does not show one.
    pub(super) fn hides_ezafe(&self, surface: &str) -> bool {
        let shows = |text: &str| text.ends_with(['ه', 'ا', 'و', 'ۀ', HAMZA_ABOVE]);
        matches!(self.lang, "fa" | "prs") && shows(self.text) && !shows(surface)
    }
}

/// Returns a rendering without an ezafe at its end: what a list of names shows may carry one.
///
/// ```
/// assert_eq!(yeksan::settle::bare("انقلاب مشروطهٔ"), "انقلاب مشروطه");
/// ```
pub fn bare(text: &str) -> String {
    let text = text.trim();
    match (text.strip_suffix(HAMZA_ABOVE), text.strip_suffix('ۀ')) {
        (Some(bare), _) => bare.to_owned(),
        (_, Some(bare)) => format!("{bare}ه"),
        _ => text.to_owned(),
    }
}

/// Returns a word without the affix that its writing shows: an ezafe on ه, and what stands behind a half-space.
fn without_sign<'a>(word: &'a str, lang: &str) -> Option<&'a str> {
    let (stem, rest) = word.rsplit_once('\u{200c}')?;
    split_affixes(word, stem, lang).filter(|a| !a.is_bare() && !rest.is_empty() && !stem.is_empty())?;
    Some(stem)
}

/// Returns a rendering in the singular, `None` when no word of it bears a sign of the plural.
fn singular(text: &str, lang: &str) -> Option<String> {
    let mut found = false;
    let words: Vec<&str> = text
        .split_whitespace()
        .map(|word| match without_sign(word, lang) {
            Some(stem) if fold(&word[stem.len()..], Level::Ortho).starts_with("ها") => {
                found = true;
                stem
            }
            _ => word,
        })
        .collect();
    found.then(|| words.join(" "))
}

/// Returns what the forms of one rendering may be forms of, the likeliest first.
///
/// A base is a form as written or one without the affix its writing shows; the one that explains the most forms leads, the
/// shorter of two that explain as many.
pub(super) fn bases(forms: &[String], lang: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for form in forms {
        let ezafe = form.split_whitespace().map(bare).collect::<Vec<_>>().join(" ");
        let stems: Vec<&str> = ezafe.split_whitespace().map(|w| without_sign(w, lang).unwrap_or(w)).collect();
        for base in [form.clone(), bare(form), stems.join(" "), ezafe] {
            if !base.is_empty() && !found.contains(&base) {
                found.push(base);
            }
        }
    }
    let explains = |base: &str| forms.iter().filter(|f| split_affixes(f, base, lang).is_some()).count();
    found.sort_by_cached_key(|base| (Reverse(explains(base)), base.chars().count()));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn to(wanted: &str, surface: &str, forms: &[&str]) -> Rewritten {
        let forms: Vec<String> = forms.iter().map(|f| (*f).to_owned()).collect();
        Wanted::new(wanted, "fa").rewrite(surface, &bases(&forms, "fa"), false)
    }

    fn write(text: &str) -> Rewritten {
        Rewritten::Write(text.to_owned())
    }

    #[test]
    fn letters_and_half_spaces_are_taken_over_and_affixes_stay() {
        assert_eq!(to("خمینی", "خميني", &[]), write("خمینی"));
        assert_eq!(to("خمینی", "خميني‌ها", &[]), write("خمینی‌ها"));
        assert_eq!(to("خمینی", "خمینی‌ها", &[]), Rewritten::Right);
        assert_eq!(to("حسینعلی", "حسین‌علی", &[]), write("حسینعلی"));
        assert_eq!(to("عادل‌آباد", "عادل آباد", &[]), write("عادل‌آباد"));
        assert_eq!(to("هیئت مرگ", "هيئت‌هاي مرگ", &[]), write("هیئت‌های مرگ"));
        assert_eq!(to("انقلاب مشروطه", "انقلاب مشروطهٔ", &[]), Rewritten::Right);
        assert_eq!(to("نماینده", "نمايندگان", &[]), write("نمایندگان"));
    }

    #[test]
    fn other_words_take_the_affixes_over() {
        let committee = ["کمیتهٔ مرگ"];
        assert_eq!(to("هیئت مرگ", "کمیتهٔ مرگ", &committee), write("هیئت مرگ"));
        assert_eq!(to("هیئت مرگ", "کمیته‌های مرگ", &["کمیته‌های مرگ"]), write("هیئت‌های مرگ"));
        assert_eq!(to("رحمان", "رهمان", &["رهمان"]), write("رحمان"));
        assert_eq!(to("رحمان", "رهمان‌ها", &["رهمان", "رهمان‌ها"]), write("رحمان‌ها"));
        assert_eq!(to("هیئت", "کمیته‌های", &["کمیته"]), write("هیئت‌های"));
        assert_eq!(to("رحمان", "دانش", &["رهمان"]), Rewritten::NotUnderstood);
    }

    #[test]
    fn a_plural_that_was_typed_is_no_part_of_the_name() {
        let wanted = Wanted::new("هیئت‌های مرگ", "fa");
        let bases = bases(&["کمیتهٔ مرگ".to_owned(), "کمیته‌های مرگ".to_owned()], "fa");
        assert_eq!(wanted.rewrite("کمیته‌های مرگ", &bases, false), write("هیئت‌های مرگ"));
        assert_eq!(wanted.rewrite("کمیتهٔ مرگ", &bases, true), write("هیئت مرگ"));
        assert_eq!(wanted.rewrite("هیئت مرگ", &bases, true), Rewritten::Right);
    }

    #[test]
    fn what_a_language_does_not_tell_is_asked() {
        let wanted = Wanted::new("Меркель", "ru");
        let bases = bases(&["Мэркел".to_owned()], "ru");
        assert_eq!(wanted.rewrite("Мэркела", &bases, false), Rewritten::CannotAttach);
    }
}
