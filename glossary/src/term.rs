//! What a glossary holds: terms, their renderings, and how binding each is.

use std::fmt;
use std::str::FromStr;

/// One entry: a headword with its other spellings, and what it is called in the other language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// Source spellings, the headword first.
    pub source: Vec<String>,
    /// Target renderings, the preferred one first.
    pub target: Vec<Rendering>,
    /// Plural and short forms of both sides.
    pub forms: Forms,
    /// What sort of thing it names.
    pub kind: Kind,
    /// Primary subtag of the source side, such as `en`.
    pub source_lang: String,
    /// Primary subtag of the target side, such as `fa`.
    pub target_lang: String,
    /// Where the term holds (a client, a project, a subject); `None` everywhere.
    pub scope: Option<String>,
    /// A remark for people.
    pub note: Option<String>,
    /// Where the entry comes from.
    pub from: Option<String>,
}

impl Term {
    /// Returns a term with one headword and one preferred rendering.
    ///
    /// ```
    /// use glossary::term::{Kind, Term};
    /// let term = Term::new("Tehran", "تهران", Kind::Place, "en", "fa");
    /// assert_eq!(term.headword(), "Tehran");
    /// assert_eq!(term.preferred().next(), Some("تهران"));
    /// ```
    pub fn new(source: &str, target: &str, kind: Kind, source_lang: &str, target_lang: &str) -> Term {
        Term {
            source: vec![source.to_owned()],
            target: vec![Rendering { text: target.to_owned(), status: Status::Preferred }],
            forms: Forms::default(),
            kind,
            source_lang: source_lang.to_owned(),
            target_lang: target_lang.to_owned(),
            scope: None,
            note: None,
            from: None,
        }
    }

    /// Returns the first source spelling; empty when there is none.
    pub fn headword(&self) -> &str {
        self.source.first().map_or("", String::as_str)
    }

    /// Returns the renderings one should write.
    pub fn preferred(&self) -> impl Iterator<Item = &str> {
        self.target.iter().filter(|r| r.status == Status::Preferred).map(|r| r.text.as_str())
    }

    /// Returns every rendering that is not forbidden, with plural and short forms.
    pub fn accepted(&self) -> impl Iterator<Item = &str> {
        let renderings =
            self.target.iter().filter(|r| r.status != Status::Forbidden).map(|r| r.text.as_str());
        let forms = self.forms.target_plural.iter().chain(&self.forms.target_short).map(String::as_str);
        renderings.chain(forms)
    }

    /// Returns the renderings one must not write.
    pub fn forbidden(&self) -> impl Iterator<Item = &str> {
        self.target.iter().filter(|r| r.status == Status::Forbidden).map(|r| r.text.as_str())
    }

    /// Returns the term with source and target exchanged.
    ///
    /// Forbidden renderings become admitted headwords, for a reader may meet them; the headword becomes the preferred
    /// rendering. The preferred rendering leads the sources.
    pub fn reversed(&self) -> Term {
        let mut source: Vec<&Rendering> = self.target.iter().collect();
        source.sort_by_key(|rendering| rendering.status);
        let status = |at| if at == 0 { Status::Preferred } else { Status::Admitted };
        Term {
            source: source.into_iter().map(|rendering| rendering.text.clone()).collect(),
            target: (self.source.iter().enumerate())
                .map(|(at, text)| Rendering { text: text.clone(), status: status(at) })
                .collect(),
            forms: Forms {
                source_plural: self.forms.target_plural.clone(),
                target_plural: self.forms.source_plural.clone(),
                source_short: self.forms.target_short.clone(),
                target_short: self.forms.source_short.clone(),
            },
            kind: self.kind,
            source_lang: self.target_lang.clone(),
            target_lang: self.source_lang.clone(),
            scope: self.scope.clone(),
            note: self.note.clone(),
            from: self.from.clone(),
        }
    }
}

/// Forms of a term that are neither headword nor rendering.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Forms {
    /// Plurals of the source.
    pub source_plural: Vec<String>,
    /// Plurals of the target.
    pub target_plural: Vec<String>,
    /// Abbreviations and short names of the source: `PM`, `UN`.
    pub source_short: Vec<String>,
    /// Abbreviations and short names of the target.
    pub target_short: Vec<String>,
}

/// A rendering and how binding it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendering {
    /// The rendering as it is written.
    pub text: String,
    /// Whether to write it, allow it or refuse it.
    pub status: Status,
}

/// How binding a rendering is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Write this one.
    Preferred,
    /// Right as well.
    Admitted,
    /// Wrong.
    Forbidden,
}

/// What sort of thing a term names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A person.
    Person,
    /// A country, city, river or building.
    Place,
    /// A ministry, party, company or club.
    Organisation,
    /// An office or form of address.
    Title,
    /// Any other word or phrase.
    Term,
    /// A people or its adjective.
    Demonym,
    /// A language.
    Language,
    /// A war, treaty, feast or cup.
    Event,
}

/// A word that names no kind or status.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
#[error("unknown {what} `{found}`, expected one of {expected}")]
pub struct UnknownWord {
    /// What was read: a kind or a status.
    pub what: &'static str,
    /// What stood there.
    pub found: String,
    /// What may stand there.
    pub expected: &'static str,
}

impl Kind {
    /// Every kind, in the order of the enum.
    pub const ALL: [Kind; 8] = [
        Kind::Person,
        Kind::Place,
        Kind::Organisation,
        Kind::Title,
        Kind::Term,
        Kind::Demonym,
        Kind::Language,
        Kind::Event,
    ];

    /// Returns the word that stands for the kind in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Person => "person",
            Kind::Place => "place",
            Kind::Organisation => "organisation",
            Kind::Title => "title",
            Kind::Term => "term",
            Kind::Demonym => "demonym",
            Kind::Language => "language",
            Kind::Event => "event",
        }
    }

    /// Says whether the kind names one thing in the world, so that English writes it with a capital.
    pub fn is_name(self) -> bool {
        !matches!(self, Kind::Title | Kind::Term)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Kind {
    type Err = UnknownWord;

    fn from_str(word: &str) -> Result<Kind, UnknownWord> {
        let lower = word.trim().to_ascii_lowercase();
        Ok(match lower.as_str() {
            "person" | "people" => Kind::Person,
            "place" | "territory" | "country" => Kind::Place,
            "organisation" | "organization" | "org" => Kind::Organisation,
            "title" => Kind::Title,
            "term" => Kind::Term,
            "demonym" => Kind::Demonym,
            "language" => Kind::Language,
            "event" => Kind::Event,
            _ => {
                let expected = "person, place, organisation, title, term, demonym, language, event";
                return Err(UnknownWord { what: "kind", found: word.trim().to_owned(), expected });
            }
        })
    }
}

impl Status {
    /// Returns the word that stands for the status in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Status::Preferred => "preferred",
            Status::Admitted => "admitted",
            Status::Forbidden => "forbidden",
        }
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Status {
    type Err = UnknownWord;

    /// Reads our words and those of TBX (`preferredTerm-admn-sts`, `deprecatedTerm-admn-sts`).
    fn from_str(word: &str) -> Result<Status, UnknownWord> {
        let lower = word.trim().to_ascii_lowercase();
        let stem = lower.strip_suffix("-admn-sts").unwrap_or(&lower);
        Ok(match stem {
            "preferred" | "preferredterm" | "standardizedterm" => Status::Preferred,
            "admitted" | "admittedterm" | "allowed" | "legalterm" | "regulatedterm" => Status::Admitted,
            "forbidden" | "deprecated" | "deprecatedterm" | "supersededterm" | "not allowed" => {
                Status::Forbidden
            }
            _ => {
                let expected = "preferred, admitted, forbidden";
                return Err(UnknownWord { what: "status", found: word.trim().to_owned(), expected });
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_kinds_and_statuses_come_back() {
        for kind in Kind::ALL {
            assert_eq!(kind.as_str().parse(), Ok(kind));
        }
        for status in [Status::Preferred, Status::Admitted, Status::Forbidden] {
            assert_eq!(status.as_str().parse(), Ok(status));
        }
        let error = "city hall".parse::<Kind>().unwrap_err();
        assert!(error.to_string().starts_with("unknown kind `city hall`, expected one of person"), "{error}");
    }

    #[test]
    fn reversing_keeps_the_preferred_first() {
        let mut term = Term::new("Britain", "انگلیس", Kind::Place, "en", "fa");
        term.target[0].status = Status::Admitted;
        term.target.push(Rendering { text: "بریتانیا".into(), status: Status::Preferred });
        let back = term.reversed();
        assert_eq!(back.source, ["بریتانیا", "انگلیس"]);
        assert_eq!((back.source_lang.as_str(), back.preferred().next()), ("fa", Some("Britain")));
    }
}
