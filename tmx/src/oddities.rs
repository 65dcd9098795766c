//! What TMX allows and nobody means: the reader warns of it.

use crate::content::{Content, Piece, Tag};
use crate::tag::shorten;
use crate::unit::{Unit, Variant, attr};
use crate::warning::{WarningCode, Warnings};

/// Warns of a unit whose variants do not fit together; `header_lang` is the source language of the file.
pub(crate) fn of_unit(unit: &Unit, header_lang: &str, warnings: &mut Warnings) {
    let line = unit.line;
    if let Some(tuid) = unit.tuid().filter(|tuid| tuid.contains(char::is_whitespace)) {
        warnings.add(WarningCode::TuidSpace, line, || format!("white space in tuid `{}`", shorten(tuid)));
    }
    for Variant { lang, .. } in &unit.variants {
        if lang.trim().len() != lang.len() {
            warnings
                .add(WarningCode::LangPadded, line, || format!("white space around the language `{lang}`"));
        }
    }
    if let [only] = unit.variants.as_slice() {
        warnings.add(WarningCode::SingleVariant, line, || format!("only one variant, `{}`", only.lang));
    }
    if let Some(lang) = repeated_lang(&unit.variants) {
        warnings.add(WarningCode::SameLangTwice, line, || format!("two variants in `{lang}`"));
    }
    let source = unit.attr("srclang").unwrap_or(header_lang);
    let speaks = |variant: &Variant| primary(&variant.lang).eq_ignore_ascii_case(primary(source));
    if !source.is_empty() && source != "*all*" && !unit.variants.iter().any(speaks) {
        let message = || format!("no variant in the source language `{}`", shorten(source));
        warnings.add(WarningCode::NoSourceVariant, line, message);
    }
}

/// Returns the language subtag: `en` of `en-US`.
fn primary(lang: &str) -> &str {
    let lang = lang.trim();
    lang.split(['-', '_']).next().unwrap_or(lang)
}

/// Returns a language that two variants share.
fn repeated_lang(variants: &[Variant]) -> Option<&str> {
    if variants.len() <= 8 {
        let twice =
            |at: usize| variants[..at].iter().any(|v| v.lang.eq_ignore_ascii_case(&variants[at].lang));
        return (1..variants.len()).find(|&at| twice(at)).map(|at| variants[at].lang.as_str());
    }
    let mut langs: Vec<(String, &str)> =
        variants.iter().map(|variant| (variant.lang.to_ascii_lowercase(), variant.lang.as_str())).collect();
    langs.sort_unstable();
    langs.windows(2).find(|pair| pair[0].0 == pair[1].0).map(|pair| pair[1].1)
}

/// Warns of halves of pairs without the other half and of attributes that pair them.
pub(crate) fn of_codes(content: &Content, line: u64, warnings: &mut Warnings) {
    let mut pairs = Pairs::default();
    pairs.visit(&content.pieces);
    if pairs.missing > 0 {
        warnings.add(WarningCode::CodeAttribute, line, || {
            format!("{} inline elements without the `i` or `pos` they need", pairs.missing)
        });
    }
    pairs.begins.sort_unstable();
    pairs.ends.sort_unstable();
    if pairs.begins != pairs.ends {
        let only = |these: &[&str], others: &[&str]| {
            these.iter().find(|i| others.binary_search(i).is_err()).map(|i| i.to_string())
        };
        let begin = only(&pairs.begins, &pairs.ends).map(|i| format!("<bpt i=\"{i}\"> without its <ept>"));
        let end = || only(&pairs.ends, &pairs.begins).map(|i| format!("<ept i=\"{i}\"> without its <bpt>"));
        let message = begin.or_else(end).unwrap_or_else(|| "one `i` for several pairs".to_string());
        warnings.add(WarningCode::UnpairedCode, line, || message);
    }
}

#[derive(Default)]
struct Pairs<'a> {
    begins: Vec<&'a str>,
    ends: Vec<&'a str>,
    missing: usize,
}

impl<'a> Pairs<'a> {
    fn visit(&mut self, pieces: &'a [Piece]) {
        for piece in pieces {
            let Piece::Code { tag, attrs, content } = piece else { continue };
            let needed = match tag {
                Tag::Bpt | Tag::Ept => Some("i"),
                Tag::It => Some("pos"),
                _ => None,
            };
            if let Some(name) = needed {
                match (attr(attrs, name), tag) {
                    (None, _) => self.missing += 1,
                    (Some(i), Tag::Bpt) => self.begins.push(i),
                    (Some(i), Tag::Ept) => self.ends.push(i),
                    _ => {}
                }
            }
            self.visit(content);
        }
    }
}
