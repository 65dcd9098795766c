//! Completions, man pages, `help` and `version`.

use super::definition;
use super::failure::Failure;
use super::outcome::Outcome;
use clap::Args;
use clap_complete::Shell;
use std::io::{self, Write};
use std::path::PathBuf;

/// Write a shell's completion script to stdout
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  yeksan completions bash > ~/.local/share/bash-completion/completions/yeksan
  yeksan completions fish > ~/.config/fish/completions/yeksan.fish")]
pub(super) struct Completions {
    /// The shell
    shell: Shell,
}

impl Completions {
    pub(super) fn run(self) -> Result<Outcome, Failure> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut definition(), "yeksan", &mut script);
        io::stdout().write_all(&script)?;
        Ok(Outcome::Fine)
    }
}

/// Write the man pages of all commands to a folder
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  yeksan man ~/.local/share/man/man1")]
pub(super) struct Man {
    /// The folder; it is made when it is not there
    dir: PathBuf,
}

impl Man {
    pub(super) fn run(self) -> Result<Outcome, Failure> {
        let failure = |e: io::Error| Failure::new(format!("{}: {e}", self.dir.display()));
        std::fs::create_dir_all(&self.dir).map_err(failure)?;
        clap_mangen::generate_to(definition(), &self.dir).map_err(failure)?;
        Ok(Outcome::Fine)
    }
}

/// Show the help of a command
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  yeksan help align
  yeksan help glossary add")]
pub(super) struct Help {
    /// The command; none for the list of commands
    command: Vec<String>,
}

impl Help {
    pub(super) fn run(self) -> Result<Outcome, Failure> {
        let mut at = definition();
        let mut name = "yeksan".to_owned();
        for word in &self.command {
            let near = at
                .get_subcommands()
                .map(|c| c.get_name().to_owned())
                .max_by(|a, b| strsim::jaro_winkler(a, word).total_cmp(&strsim::jaro_winkler(b, word)));
            let Some(found) = at.find_subcommand(word).cloned() else {
                let failure = Failure::new(format!("{name} has no command {word}"));
                return Err(match near {
                    Some(near) => failure.hint(format!("did you mean {near}?")),
                    None => failure,
                });
            };
            name = format!("{name} {word}");
            at = found.bin_name(name.clone());
        }
        write!(io::stdout(), "{}", at.render_long_help())?;
        Ok(Outcome::Fine)
    }
}

/// Show the version
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  yeksan version --json")]
pub(super) struct Version {
    /// As JSON
    #[arg(long)]
    json: bool,
}

impl Version {
    pub(super) fn run(self) -> Result<Outcome, Failure> {
        let version = env!("CARGO_PKG_VERSION");
        if self.json {
            writeln!(io::stdout(), "{}", serde_json::json!({"schema_version": 1, "version": version}))?;
        } else {
            writeln!(io::stdout(), "yeksan {version}")?;
        }
        Ok(Outcome::Fine)
    }
}
