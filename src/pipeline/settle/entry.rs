//! A decision about a rendering → the glossary's entry.

use crate::model::{Lang, Name, NameKind};
use crate::store::StoredTerm;
use glossary::affix::split_affixes;
use glossary::fold::{Level, fold};
use glossary::sound::likeness;
use glossary::term::{Kind, Rendering, Status, Term};

/// What is decided for a headword.
#[derive(Debug)]
pub(super) struct Entry<'a> {
    pub(super) headword: &'a str,
    pub(super) kind: Kind,
    pub(super) to: &'a str,
    /// What was rewritten and is not to be written again.
    pub(super) replaced: &'a [String],
    /// Accepted short forms of the rendering.
    pub(super) short: Vec<String>,
    /// The language of the headword, and that of the rendering.
    pub(super) languages: (&'a Lang, &'a Lang),
}

/// Returns what sort of term a name is.
pub(super) fn kind_of(name: &Name, to: &str, lang: &str) -> Kind {
    match name.kind {
        NameKind::Person => Kind::Person,
        NameKind::Place => Kind::Place,
        NameKind::Organisation => Kind::Organisation,
        NameKind::Title => Kind::Title,
        NameKind::Demonym => Kind::Demonym,
        NameKind::Language => Kind::Language,
        NameKind::Event => Kind::Event,
        NameKind::Term => Kind::Term,
        NameKind::Unknown if name.source.starts_with(char::is_lowercase) => Kind::Term,
        // What is written by its sound names somebody; what is translated, some body.
        NameKind::Unknown if likeness(&name.source, to, lang) >= 0.6 => Kind::Person,
        NameKind::Unknown => Kind::Organisation,
    }
}

impl Entry<'_> {
    /// Returns the entry to be kept, with the id of the one it takes the place of; `None` when the glossary says so already.
    pub(super) fn term(self, there: &[StoredTerm]) -> Option<(Option<i64>, Term)> {
        let (source, target) = (self.languages.0.primary(), self.languages.1.primary());
        let key = |text: &str| fold(text, Level::Ortho);
        let stored = there.iter().find(|t| {
            t.term.source_lang == source
                && t.term.target_lang == target
                && t.term.source.iter().any(|s| key(s) == key(self.headword))
        });
        let mut term = match stored {
            Some(stored) => stored.term.clone(),
            None => Term::new(self.headword, self.to, self.kind, &source, &target),
        };
        let old: Vec<Rendering> = std::mem::take(&mut term.target);
        term.target.push(Rendering { text: self.to.to_owned(), status: Status::Preferred });
        for rendering in old {
            let status = match rendering.status {
                // What was preferred so far is right as well, unless it was rewritten.
                Status::Preferred => Status::Admitted,
                status => status,
            };
            if rendering.text != self.to && !self.replaced.contains(&rendering.text) {
                term.target.push(Rendering { status, ..rendering });
            }
        }
        for text in self.replaced {
            // The glossary counts forms and spellings of the preferred rendering as it.
            if split_affixes(text, self.to, &target).is_none() && key(text) != key(self.to) {
                term.target.push(Rendering { text: text.clone(), status: Status::Forbidden });
            }
        }
        for text in self.short {
            if !term.forms.target_short.contains(&text) && !self.replaced.contains(&text) && text != self.to {
                term.forms.target_short.push(text);
            }
        }
        match stored {
            Some(stored) if stored.term == term => None,
            Some(stored) => Some((Some(stored.id), term)),
            None => Some((None, term)),
        }
    }
}
