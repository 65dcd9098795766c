//! For whom a TMX file is: units and header fitted to what one program takes.

use super::header::Header;
use super::native;
use crate::model::{Annotation, Lang, MarkKind, TranslationUnit, Variant};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};

/// For whom a TMX file is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Profile {
    /// For whoever wrote it: every unit as it came, all languages, valid by the DTD of TMX 1.4.
    #[default]
    AsItCame,
    /// As it came, without inline codes (level 1).
    Plain,
    /// For any program: the rules that all of them share.
    Any,
    /// OmegaT: inline codes as OmegaT names them, so that segments with codes fill too.
    OmegaT,
    /// Trados: regions in the languages, no side longer than its cloud takes.
    Trados,
    /// memoQ: regions in the languages, its own properties kept.
    MemoQ,
    /// MateCat: regions in the languages.
    MateCat,
}

/// The longest side that the cloud of Trados takes, in characters.
const TRADOS_CHARS: usize = 2000;

/// The region that a language without one is given where programs want one, sorted by language.
const REGIONS: [(&str, &str); 42] = [
    ("ar", "SA"),
    ("az", "AZ"),
    ("bg", "BG"),
    ("bn", "BD"),
    ("ca", "ES"),
    ("cs", "CZ"),
    ("da", "DK"),
    ("de", "DE"),
    ("el", "GR"),
    ("en", "US"),
    ("es", "ES"),
    ("et", "EE"),
    ("fa", "IR"),
    ("fi", "FI"),
    ("fr", "FR"),
    ("he", "IL"),
    ("hi", "IN"),
    ("hr", "HR"),
    ("hu", "HU"),
    ("hy", "AM"),
    ("id", "ID"),
    ("it", "IT"),
    ("ja", "JP"),
    ("kk", "KZ"),
    ("ko", "KR"),
    ("lt", "LT"),
    ("lv", "LV"),
    ("nl", "NL"),
    ("pl", "PL"),
    ("prs", "AF"),
    ("ps", "AF"),
    ("pt", "PT"),
    ("ro", "RO"),
    ("ru", "RU"),
    ("sk", "SK"),
    ("sv", "SE"),
    ("tg", "TJ"),
    ("th", "TH"),
    ("tr", "TR"),
    ("uk", "UA"),
    ("ur", "PK"),
    ("zh", "CN"),
];

/// The properties that memoQ knows by its own names, sorted.
const MEMOQ_PROPS: [&str; 4] = ["client", "domain", "project", "subject"];

impl Profile {
    /// Returns whether units are fitted to a program, and so have two languages.
    pub fn is_fitted(self) -> bool {
        !matches!(self, Profile::AsItCame | Profile::Plain)
    }

    fn wants_region(self) -> bool {
        matches!(self, Profile::Trados | Profile::MemoQ | Profile::MateCat)
    }
}

/// Fits units of one pair of languages to a program.
#[derive(Debug, Clone)]
pub struct Fit {
    profile: Profile,
    source: Lang,
    target: Lang,
}

impl Fit {
    /// Returns the rules of a profile for a pair of languages; their tags are put in the spelling of BCP 47.
    ///
    /// ```
    /// use yeksan::exchange::tmx::{Fit, Profile};
    /// use yeksan::model::Lang;
    ///
    /// let fit = Fit::new(Profile::Trados, &Lang::new("EN_us"), &Lang::new("fas"));
    /// assert_eq!((fit.source().as_str(), fit.target().as_str()), ("en-US", "fa-IR"));
    /// ```
    pub fn new(profile: Profile, source: &Lang, target: &Lang) -> Fit {
        let tag = |lang: &Lang| spelled(lang, profile.wants_region());
        Fit { profile, source: tag(source), target: tag(target) }
    }

    /// Returns the source language as it is written.
    pub fn source(&self) -> &Lang {
        &self.source
    }

    /// Returns the target language as it is written.
    pub fn target(&self) -> &Lang {
        &self.target
    }

    /// Returns the header of the file.
    pub fn header(&self, when: Option<Timestamp>) -> Header {
        let mut header = Header::ours(&self.source, when);
        if self.profile == Profile::OmegaT {
            // OmegaT takes inline codes at their word in its own files only.
            header.tool = "OmegaT".to_owned();
            header.tool_version = "3.6".to_owned();
            header.o_tmf = "OmegaT TMX".to_owned();
        }
        header
    }

    /// Fits a unit and adds what had to be changed to `changes`, one sentence each.
    ///
    /// # Errors
    ///
    /// The reason why the unit cannot be in the file.
    pub fn unit(&self, unit: &TranslationUnit, changes: &mut Vec<String>) -> Result<TranslationUnit, String> {
        let side = |lang: &Lang| unit.variant(lang).ok_or_else(|| format!("no variant in `{lang}`"));
        let (mut source, mut target) = (side(&self.source)?.clone(), side(&self.target)?.clone());
        for (variant, tag) in [(&mut source, &self.source), (&mut target, &self.target)] {
            if variant.text.trim().is_empty() && variant.marks.is_empty() {
                return Err(format!("nothing in `{tag}`"));
            }
            if self.profile == Profile::Trados {
                let chars = variant.text.chars().count();
                if chars > TRADOS_CHARS {
                    return Err(format!("{chars} characters in `{tag}`, and Trados takes {TRADOS_CHARS}"));
                }
            }
            self.fit_variant(variant, tag, changes);
        }
        if self.profile == Profile::OmegaT {
            native::name_codes(&mut source, &mut target, changes);
        }
        let mut unit = TranslationUnit { variants: vec![source, target], ..unit.clone() };
        fit_attributes(&mut unit.attributes, changes);
        self.fit_annotations(&mut unit.annotations);
        Ok(unit)
    }

    /// Returns the fitted unit as the program may have it too: for OmegaT without the blanks after line breaks, of which
    /// nobody knows whether the page had them, and cut at the breaks, as it cuts HTML into sentences. None for most.
    pub fn others(&self, fitted: &TranslationUnit) -> Vec<TranslationUnit> {
        if self.profile != Profile::OmegaT {
            return Vec::new();
        }
        let mut unit = fitted.clone();
        let closed: Vec<bool> = unit.variants.iter_mut().map(native::close_breaks).collect();
        let sides: Vec<Vec<Variant>> = unit.variants.iter().map(native::pieces).collect();
        let [source, target] = sides.as_slice() else { return Vec::new() };
        let mut others = Vec::new();
        if source.len() == target.len() && source.len() > 1 {
            let whole =
                |(a, b): &(&Variant, &Variant)| !a.text.trim().is_empty() && !b.text.trim().is_empty();
            for (a, b) in source.iter().zip(target).filter(whole) {
                others.push(TranslationUnit { variants: vec![a.clone(), b.clone()], ..unit.clone() });
            }
        }
        if closed.contains(&true) {
            others.insert(0, unit);
        }
        others
    }

    fn fit_variant(&self, variant: &mut Variant, tag: &Lang, changes: &mut Vec<String>) {
        variant.lang = tag.clone();
        fit_attributes(&mut variant.attributes, changes);
        self.fit_annotations(&mut variant.annotations);
        for mark in variant.marks.iter_mut().filter(|mark| mark.kind == MarkKind::Ut) {
            mark.kind = MarkKind::Ph;
        }
    }

    /// Gives properties the prefix that a program's own ones must have.
    fn fit_annotations(&self, annotations: &mut [Annotation]) {
        for annotation in annotations {
            let Some((_, kind)) = annotation.attributes.iter_mut().find(|(name, _)| name == "type") else {
                continue;
            };
            let own = self.profile == Profile::MemoQ && MEMOQ_PROPS.binary_search(&kind.as_str()).is_ok();
            if !own && !kind.starts_with("x-") {
                kind.insert_str(0, "x-");
            }
        }
    }
}

/// Leaves out what fitted units contradict, and spells dates as TMX does.
fn fit_attributes(attributes: &mut Vec<(String, String)>, changes: &mut Vec<String>) {
    attributes.retain_mut(|(name, value)| match name.as_str() {
        "srclang" | "lang" | "o-encoding" => false,
        "creationdate" | "changedate" | "lastusagedate" => match compact(value) {
            Some(date) => {
                *value = date;
                true
            }
            None => {
                changes.push(format!("{name} `{value}` is no date, left out"));
                false
            }
        },
        _ => true,
    });
}

/// Returns a date in TMX's spelling, `20240501T080000Z`; `None` when it is none.
fn compact(text: &str) -> Option<String> {
    let text = text.trim();
    let print = |date: DateTime| date.strftime("%Y%m%dT%H%M%SZ").to_string();
    if let Ok(moment) = text.parse::<Timestamp>() {
        return Some(moment.strftime("%Y%m%dT%H%M%SZ").to_string());
    }
    let date = text.strip_suffix(['Z', 'z']).unwrap_or(text);
    date.parse::<DateTime>().ok().or_else(|| date.parse::<Date>().ok().map(DateTime::from)).map(print)
}

/// Returns a tag in the spelling of BCP 47: hyphens, `en`, `Latn`, `US`, two letters where ISO 639 has them.
fn spelled(lang: &Lang, wants_region: bool) -> Lang {
    let mut parts = lang.as_str().split(['-', '_']);
    parts.next();
    let mut out = lang.primary();
    let mut has_region = false;
    for part in parts {
        out.push('-');
        match part.len() {
            2 => {
                has_region = true;
                out.push_str(&part.to_ascii_uppercase());
            }
            4 => {
                let lower = part.to_ascii_lowercase();
                out.push_str(&lower[..1].to_ascii_uppercase());
                out.push_str(&lower[1..]);
            }
            _ => out.push_str(&part.to_ascii_lowercase()),
        }
    }
    if wants_region
        && !has_region
        && let Ok(at) = REGIONS.binary_search_by(|(known, _)| (*known).cmp(&lang.primary()))
    {
        out.push('-');
        out.push_str(REGIONS[at].1);
    }
    Lang::new(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Origin;

    fn unit() -> TranslationUnit {
        let variant = |lang: &str, text: &str| Variant::new(Lang::new(lang), text);
        TranslationUnit::pair(variant("EN_us", "Rain"), variant("fa", "باران"), Origin::default())
    }

    #[test]
    fn tables_are_sorted() {
        assert!(REGIONS.windows(2).all(|w| w[0].0 < w[1].0));
        assert!(MEMOQ_PROPS.windows(2).all(|w| w[0] < w[1]));
    }

    #[test]
    fn tags_are_spelled_as_bcp_47_has_them() {
        let tag = |lang: &str, region| spelled(&Lang::new(lang), region).as_str().to_owned();
        assert_eq!(tag("EN_us", false), "en-US");
        assert_eq!(tag("fas", false), "fa");
        assert_eq!(tag("fas", true), "fa-IR");
        assert_eq!(tag("zh_hant_tw", true), "zh-Hant-TW");
        assert_eq!(tag("tlh", true), "tlh");
    }

    #[test]
    fn dates_are_compact() {
        for date in ["2024-05-01T08:00:00Z", "20240501T080000Z", "2024-05-01T08:00:00", "2024-05-01 08:00:00"]
        {
            assert_eq!(compact(date).as_deref(), Some("20240501T080000Z"), "{date}");
        }
        assert_eq!(compact("2024-05-01").as_deref(), Some("20240501T000000Z"));
        assert_eq!(compact("2024-05-01T10:00:00+02:00").as_deref(), Some("20240501T080000Z"));
        assert_eq!(compact("last year"), None);
    }

    #[test]
    fn a_unit_has_the_pair_and_nothing_that_contradicts_it() {
        let mut unit = unit();
        unit.variants.insert(1, Variant::new(Lang::new("de"), "Regen"));
        unit.attributes = vec![("srclang".into(), "EN_us".into()), ("changedate".into(), "soon".into())];
        unit.annotations = vec![Annotation::prop("client", "press"), Annotation::prop("x-own", "1")];
        let (fit, mut changes) = (Fit::new(Profile::Any, &Lang::new("en"), &Lang::new("fa")), Vec::new());
        let fitted = fit.unit(&unit, &mut changes).unwrap();
        let tags: Vec<_> = fitted.variants.iter().map(|v| v.lang.as_str()).collect();
        assert_eq!(tags, ["en", "fa"]);
        assert!(fitted.attributes.is_empty());
        assert_eq!(changes, ["changedate `soon` is no date, left out"]);
        assert_eq!(fitted.annotations[0].prop_type(), Some("x-client"));
        let memoq = Fit::new(Profile::MemoQ, &Lang::new("en"), &Lang::new("fa"));
        assert_eq!(memoq.unit(&unit, &mut changes).unwrap().annotations[0].prop_type(), Some("client"));
        assert_eq!(memoq.target().as_str(), "fa-IR");
    }

    #[test]
    fn what_a_program_cannot_take_is_left_out_with_the_reason() {
        let (en, fa) = (Lang::new("en"), Lang::new("fa"));
        let refused = |profile, unit: &TranslationUnit| {
            Fit::new(profile, &en, &fa).unit(unit, &mut Vec::new()).unwrap_err()
        };
        let mut long = unit();
        long.variants[1].text = "باران ".repeat(500);
        assert_eq!(refused(Profile::Trados, &long), "3000 characters in `fa-IR`, and Trados takes 2000");
        assert!(Fit::new(Profile::Any, &en, &fa).unit(&long, &mut Vec::new()).is_ok());
        let mut empty = unit();
        empty.variants[1].text = " ".into();
        assert_eq!(refused(Profile::Any, &empty), "nothing in `fa`");
        empty.variants.pop();
        assert_eq!(refused(Profile::Any, &empty), "no variant in `fa`");
    }
}
