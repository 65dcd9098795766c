//! What every command knows: the global options, the configuration, the clock, the user, the terminal.

use super::config::{self, Config};
use super::failure::Failure;
use super::progress::Progress;
use crate::pipeline::{self, Aligned, TextOptions, Watch};
use crate::report::{Bidi, Style, printable};
use crate::store::{Access, Durability, SqliteStore, StepInfo};
use clap::{Args, ValueEnum};
use jiff::Timestamp;
use std::env;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// When colours are used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum When {
    /// On a terminal, unless NO_COLOR is set.
    Auto,
    /// Everywhere.
    Always,
    /// Nowhere.
    Never,
}

/// How right-to-left text is kept from turning a terminal line around.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum BidiWhen {
    /// Isolated on a terminal only.
    Auto,
    /// Isolated everywhere.
    Isolate,
    /// Never.
    None,
}

/// Options that stand with every command.
#[derive(Debug, Args)]
pub(super) struct Globals {
    /// The store [default: $YEKSAN_DB, the nearest yeksan.db upward, ./yeksan.db]
    #[arg(long, global = true, value_name = "FILE")]
    db: Option<PathBuf>,
    /// The configuration [default: the nearest yeksan.toml upward]
    #[arg(long, global = true, value_name = "FILE", conflicts_with = "isolated")]
    config: Option<PathBuf>,
    /// Read no configuration
    #[arg(long, global = true)]
    isolated: bool,
    /// Who the step is by [default: the configuration's, the system's]
    #[arg(long, global = true, value_name = "NAME")]
    user: Option<String>,
    /// Say nothing on stderr but errors
    #[arg(short, long, global = true)]
    quiet: bool,
    /// Show every place of a finding, and what was guessed
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    verbose: u8,
    /// Colours
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    color: When,
    /// Isolate right-to-left text with U+2068 and U+2069
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    bidi: BidiWhen,
}

/// What every command knows.
#[derive(Debug)]
pub(super) struct Context {
    globals: Globals,
    /// The configuration; empty when there is none.
    pub(super) config: Config,
    now: Timestamp,
    stop: Arc<AtomicBool>,
    /// Whether the running work looks at the stop flag; other work is ended by the first Ctrl-C.
    watched: Arc<AtomicBool>,
}

impl Context {
    /// Reads configuration and environment, and takes Ctrl-C.
    pub(super) fn new(globals: Globals) -> Result<Context, Failure> {
        let path = match (&globals.config, globals.isolated) {
            (Some(path), _) => Some(path.clone()),
            (None, true) => None,
            (None, false) => env::current_dir().ok().and_then(|dir| config::nearest(&dir, "yeksan.toml")),
        };
        let mut unknown = Vec::new();
        let mut config = Config::default();
        if let Some(path) = &path {
            let text = std::fs::read_to_string(path)
                .map_err(|e| Failure::new(format!("{}: {e}", path.display())))?;
            (config, unknown) = config::parse(&text, path)?;
            if let (Some(rules), Some(folder)) = (config.segment.rules.as_mut(), path.parent()) {
                *rules = folder.join(&*rules);
            }
        }
        let stop = Arc::new(AtomicBool::new(false));
        let watched = Arc::new(AtomicBool::new(false));
        let (flag, asked) = (Arc::clone(&stop), Arc::clone(&watched));
        // The second Ctrl-C ends the process at once; SQLite keeps whole transactions either way.
        let handler = ctrlc::set_handler(move || {
            if flag.swap(true, Ordering::SeqCst) || !asked.load(Ordering::SeqCst) {
                std::process::exit(130);
            }
        });
        let context = Context { globals, config, now: now()?, stop, watched };
        if let Err(error) = handler {
            context.warn(&format!("Ctrl-C will end the process at once: {error}"));
        }
        for key in unknown {
            context.warn(&format!("yeksan.toml: this version knows no key `{key}`"));
        }
        Ok(context)
    }

    /// Returns how documents are read and cut: by the built-in rules, the configuration's words, and those of `rules`.
    pub(super) fn text(&self, rules: Option<&Path>) -> Result<TextOptions, Failure> {
        let own = &self.config.segment;
        let files: Vec<&Path> = own.rules.as_deref().into_iter().chain(rules).collect();
        let segmenter = pipeline::segmenter(&files, &own.abbreviations)?;
        Ok(TextOptions { segmenter, ..TextOptions::default() })
    }

    /// Returns the moment all steps of this process bear: SOURCE_DATE_EPOCH when it is set, else the clock's.
    pub(super) fn now(&self) -> Timestamp {
        self.now
    }

    /// Returns the step of a command of this process.
    pub(super) fn step(&self, durability: Durability) -> StepInfo {
        let command: Vec<String> = env::args_os().skip(1).map(|a| a.to_string_lossy().into_owned()).collect();
        StepInfo {
            who: self.user(),
            when: self.now,
            command: format!("yeksan {}", command.join(" ")),
            durability,
        }
    }

    fn user(&self) -> String {
        self.globals
            .user
            .clone()
            .or_else(|| self.config.user.clone())
            .or_else(|| whoami::username().ok())
            .unwrap_or_else(|| "unknown".to_owned())
    }

    /// Returns the store that `--db` names.
    pub(super) fn given_store(&self) -> Option<PathBuf> {
        self.globals.db.clone()
    }

    /// Returns where the store is, whether it exists or not.
    pub(super) fn store_path(&self) -> PathBuf {
        let named = self
            .given_store()
            .or_else(|| env::var_os("YEKSAN_DB").filter(|value| !value.is_empty()).map(PathBuf::from));
        named.unwrap_or_else(|| {
            let here = env::current_dir().unwrap_or_default();
            config::nearest(&here, "yeksan.db").unwrap_or_else(|| PathBuf::from("yeksan.db"))
        })
    }

    /// Opens the store.
    ///
    /// Only a command that writes makes one.
    pub(super) fn store(&self, access: Access) -> Result<SqliteStore, Failure> {
        Ok(SqliteStore::open(&self.store_path(), access)?)
    }

    /// Returns what long work looks at and reports to.
    pub(super) fn watch(&self) -> Watch {
        self.watched.store(true, Ordering::SeqCst);
        let shown = !self.globals.quiet && std::io::stderr().is_terminal();
        Watch::new(Arc::clone(&self.stop), Box::new(Progress::new(shown)))
    }

    /// Returns whether every detail is asked for.
    pub(super) fn verbose(&self) -> bool {
        self.globals.verbose > 0
    }

    /// Writes a line to stderr unless `--quiet`.
    pub(super) fn say(&self, line: &str) {
        if !self.globals.quiet {
            let _ = writeln!(std::io::stderr(), "{}", printable(line));
        }
    }

    /// Writes an error to stderr, also with `--quiet`, for work that goes on.
    pub(super) fn error(&self, line: &str) {
        let (red, off) = if self.stderr_colour() { ("\u{1b}[1;31m", "\u{1b}[0m") } else { ("", "") };
        let _ = writeln!(std::io::stderr(), "{red}error:{off} {}", printable(line));
    }

    /// Says what was guessed and mended in a pair of texts.
    pub(super) fn warn_of(&self, pair: &Aligned) {
        for note in &pair.languages.notes {
            self.warn(note);
        }
        for (text, path) in [(&pair.source, &pair.files.source), (&pair.target, &pair.files.target)] {
            // The language was settled with both texts in sight, and said above.
            for warning in text.document.warnings.iter().filter(|w| !w.contains("language")) {
                self.warn(&format!("{}: {warning}", path.display()));
            }
        }
    }

    /// Writes a warning to stderr unless `--quiet`.
    pub(super) fn warn(&self, line: &str) {
        let (yellow, off) = if self.stderr_colour() { ("\u{1b}[1;33m", "\u{1b}[0m") } else { ("", "") };
        if !self.globals.quiet {
            let _ = writeln!(std::io::stderr(), "{yellow}warning:{off} {}", printable(line));
        }
    }

    /// Returns how findings are dressed on stdout.
    pub(super) fn style(&self) -> Style {
        let terminal = std::io::stdout().is_terminal();
        let isolate = match self.globals.bidi {
            BidiWhen::Auto => terminal,
            BidiWhen::Isolate => true,
            BidiWhen::None => false,
        };
        Style {
            colour: self.colour(terminal),
            bidi: if isolate { Bidi::Isolate } else { Bidi::None },
            places: if self.verbose() { usize::MAX } else { 2 },
        }
    }

    /// Returns whether stderr is coloured.
    pub(super) fn stderr_colour(&self) -> bool {
        self.colour(std::io::stderr().is_terminal())
    }

    fn colour(&self, terminal: bool) -> bool {
        match self.globals.color {
            When::Always => true,
            When::Never => false,
            When::Auto => terminal && env::var_os("NO_COLOR").is_none_or(|v| v.is_empty()),
        }
    }
}

/// Returns SOURCE_DATE_EPOCH (reproducible-builds.org) or the present, in whole seconds.
fn now() -> Result<Timestamp, Failure> {
    match env::var("SOURCE_DATE_EPOCH") {
        Err(_) => Ok(Timestamp::from_second(Timestamp::now().as_second()).unwrap_or_default()),
        Ok(text) => {
            text.trim().parse().ok().and_then(|s: i64| Timestamp::from_second(s).ok()).ok_or_else(|| {
                Failure::new(format!(
                    "SOURCE_DATE_EPOCH is `{text}`, expected seconds since 1970, such as 1738540800"
                ))
            })
        }
    }
}
