//! What can stop a job, and what to do about it.

use crate::model::Lang;
use crate::{exchange, read, store};
use std::io;
use std::path::PathBuf;

/// Why a job could not be done.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file could not be read as text.
    #[error(transparent)]
    Read(#[from] read::Error),
    /// A two-language file could not be read or written.
    #[error(transparent)]
    Exchange(#[from] exchange::Error),
    /// The search index.
    #[error(transparent)]
    Search(#[from] crate::search::Error),
    /// The store.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// A file or folder could not be opened or made.
    #[error("{}: {detail}", path.display())]
    File {
        /// The path.
        path: PathBuf,
        /// What the system said.
        detail: String,
    },
    /// A language the built-in segmentation has no rules of its own for.
    #[error("no segmentation rules of their own for `{lang}`: they are for {known}")]
    NoOwnRules {
        /// The language asked for.
        lang: Lang,
        /// Those there are.
        known: String,
    },
    /// A line of a list or table is wrong.
    #[error("{}:{line}: {detail}", path.display())]
    Line {
        /// The file.
        path: PathBuf,
        /// The 1-based line.
        line: usize,
        /// What was found and what was expected.
        detail: String,
    },
    /// An abbreviation of the configuration is none.
    #[error("[segment] abbreviations: {detail}")]
    Abbreviation {
        /// What was found and what was expected.
        detail: String,
    },
    /// A term of the glossary that says nothing, or two things.
    #[error("term `{headword}`: {detail}")]
    Term {
        /// Its headword.
        headword: String,
        /// What is wrong with it.
        detail: &'static str,
    },
    /// A workbook could not be made.
    #[error(transparent)]
    Sheet(#[from] crate::sheet::Error),
    /// A termbase among the memories.
    #[error("{}: this is a termbase (TBX), not a memory", path.display())]
    Termbase {
        /// The file.
        path: PathBuf,
    },
    /// A file of terms is no table and no termbase, or is damaged.
    #[error("{0}")]
    Terms(String),
    /// What was written to.
    #[error("cannot write: {0}")]
    Write(#[from] io::Error),
    /// Neither name nor text tells a file's language.
    #[error("{path}: its language is not known")]
    UnknownLanguage {
        /// The file.
        path: String,
    },
    /// A file of an archive speaks another language than its place or name says.
    #[error("{}: the text is in `{found}`, expected {expected}", path.display())]
    WrongLanguage {
        /// The file.
        path: PathBuf,
        /// What it speaks.
        found: Lang,
        /// What was expected.
        expected: String,
    },
    /// Source and target were swapped.
    #[error(
        "{source_path} is in `{spoken}` and {target_path} in `{spoken_target}`: source and target are swapped"
    )]
    Swapped {
        /// The file given as source.
        source_path: String,
        /// The file given as target.
        target_path: String,
        /// What the first file speaks.
        spoken: Lang,
        /// What the second file speaks.
        spoken_target: Lang,
    },
    /// One file was given as both sides.
    #[error("{}: given as source and as target", path.display())]
    SameFile {
        /// The file.
        path: PathBuf,
    },
    /// Both files are in one language.
    #[error("{source_path} and {target_path} are both in `{lang}`")]
    SameLanguage {
        /// The language.
        lang: Lang,
        /// The file given as source.
        source_path: String,
        /// The file given as target.
        target_path: String,
    },
    /// The two files do not translate each other.
    #[error(
        "{source_path} and {target_path} do not look like translations of each other (confidence {confidence:.2})"
    )]
    Unrelated {
        /// The source file.
        source_path: String,
        /// The target file.
        target_path: String,
        /// The document's confidence.
        confidence: f64,
    },
    /// A file with something odd in it, where nothing odd was to be forgiven.
    #[error("{name}: nothing was imported, for it has {} problems: {}", problems.len(), problems.first().map_or("", String::as_str))]
    Strict {
        /// The file.
        name: String,
        /// What is odd, one sentence each with file and line.
        problems: Vec<String>,
    },
    /// A file of two languages is wanted, and the store has more or fewer.
    #[error("two languages are wanted, and the store has {}", names(found))]
    ManyLanguages {
        /// The languages of the store.
        found: Vec<Lang>,
    },
    /// The store holds no unit of the pair asked for.
    #[error("the store has no units in {0}")]
    NoUnits(String),
    /// No file of the store has this name.
    #[error("the store has no file called {asked}")]
    UnknownOrigin {
        /// What was asked for.
        asked: String,
        /// What may have been meant.
        near: Vec<String>,
    },
    /// A character that no text can have.
    #[error("{what} is a control character, which a text cannot have (character {at})")]
    Control {
        /// Its code point and name.
        what: String,
        /// Its 1-based place in the text, in characters.
        at: usize,
    },
    /// The folder of a file to be written is not there.
    #[error("{}: the folder {} is not there", path.display(), folder.display())]
    NoFolder {
        /// The file.
        path: PathBuf,
        /// Its folder.
        folder: PathBuf,
    },
    /// No name is written or rendered like this.
    #[error("no name {asked} was found")]
    UnknownName {
        /// What was asked for.
        asked: String,
        /// What may have been meant.
        near: Vec<String>,
    },
    /// A name has no such rendering.
    #[error("{name} is nowhere rendered {rendering}")]
    UnknownRendering {
        /// The name.
        name: String,
        /// What was asked for.
        rendering: String,
        /// How it is rendered.
        known: Vec<String>,
    },
    /// The renderings of a name belong to several bearers.
    #[error("{name} is the name of several: which rendering is wrong cannot be told")]
    Bearers {
        /// The name.
        name: String,
    },
    /// A rendering in letters that its language is not written in.
    #[error("{to} is not written in the letters of `{target}`, the language of the translation")]
    OtherScript {
        /// What was to be written.
        to: String,
        /// The language of the translation.
        target: Lang,
        /// The language of the source, when it is written in such letters.
        source_lang: Option<Lang>,
    },
    /// The rendering to be written is blank.
    #[error("the text to write is blank")]
    NoRendering,
    /// The store has no such unit.
    #[error("the store has no unit {0}")]
    UnknownUnit(i64),
    /// A unit has no text of the language, or more than two and none was named.
    #[error("unit {unit}: which text is meant is not known, it has {}", known.iter().map(Lang::as_str).collect::<Vec<_>>().join(", "))]
    NoVariant {
        /// The unit.
        unit: i64,
        /// Its languages.
        known: Vec<Lang>,
    },
    /// Somebody else wrote to the store between the look and the writing.
    #[error("the store was changed meanwhile; nothing was written")]
    Changed,
    /// Ctrl-C.
    #[error("stopped")]
    Stopped,
}

impl Error {
    /// Returns what to do next, when something can be said.
    pub fn hint(&self) -> Option<String> {
        match self {
            Error::NoOwnRules { .. } => Some(
                "every file also holds the rules for all other languages; leave `--lang` out for all"
                    .to_owned(),
            ),
            Error::Termbase { .. } => Some("`yeksan glossary import` takes it".to_owned()),
            Error::UnknownLanguage { .. } => Some("name the languages: -s en -t fa".to_owned()),
            Error::Swapped { spoken, spoken_target, .. } => {
                Some(format!("give the files the other way round, or say -s {spoken} -t {spoken_target}"))
            }
            Error::SameFile { .. } | Error::SameLanguage { .. } => Some(
                "give a text and its translation; name the languages with -s and -t if they were guessed"
                    .to_owned(),
            ),
            Error::Unrelated { .. } => {
                Some("check the file names; --min-score 0 stores the pairs all the same".to_owned())
            }
            Error::Strict { name, .. } => Some(format!(
                "`yeksan validate {name}` lists them; without --strict they are forgiven and said"
            )),
            Error::ManyLanguages { .. } => Some("name the pair: -s en -t fa".to_owned()),
            Error::UnknownOrigin { near, .. } if near.is_empty() => {
                Some("`yeksan dump` names the file of every unit".to_owned())
            }
            Error::UnknownOrigin { near, .. } => Some(format!("did you mean {}?", near.join(" or "))),
            Error::Control { .. } => Some("type the text without it; direction marks are fine".to_owned()),
            Error::NoFolder { folder, .. } => Some(format!("make it: mkdir -p {}", folder.display())),
            Error::UnknownName { near, .. } if near.is_empty() => {
                Some("`yeksan names --all` lists every name".to_owned())
            }
            Error::UnknownName { near, .. } => Some(format!("did you mean {}?", near.join(" or "))),
            Error::UnknownRendering { known, .. } => Some(format!("it is rendered {}", known.join(" · "))),
            Error::Bearers { .. } => Some("--from names the renderings to replace".to_owned()),
            Error::OtherScript { target, source_lang, .. } => {
                let source = source_lang.as_ref().map(|source| {
                    format!("; --side source respells the name in the `{source}` texts, the originals")
                });
                Some(format!(
                    "give the rendering as `{target}` writes it; --side target writes it as it is{}",
                    source.unwrap_or_default()
                ))
            }
            Error::UnknownUnit(_) => {
                Some("`yeksan dump` and `yeksan names show` print the ids of units".to_owned())
            }
            Error::NoVariant { .. } => Some("--lang names the language".to_owned()),
            Error::Changed => Some("run the command again".to_owned()),
            Error::NoUnits(_) => Some("`yeksan align` or `yeksan import` puts units in".to_owned()),
            Error::Store(store::Error::Newer { .. }) => {
                Some("a newer yeksan made it; this one reads what that one exports".to_owned())
            }
            Error::Store(store::Error::Missing { .. }) => Some(
                "`yeksan align`, `yeksan import` or `yeksan run` makes one; --db names another".to_owned(),
            ),
            _ => None,
        }
    }

    /// Returns whether the user stopped the job.
    pub fn is_interruption(&self) -> bool {
        matches!(self, Error::Stopped)
    }
}

fn names(langs: &[Lang]) -> String {
    langs.iter().map(Lang::as_str).collect::<Vec<_>>().join(", ")
}
