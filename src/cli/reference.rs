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
  yeksan help align")]
pub(super) struct Help {
    /// The command; none for the list of commands
    command: Option<String>,
}

impl Help {
    pub(super) fn run(self) -> Result<Outcome, Failure> {
        let mut all = definition();
        let text = match &self.command {
            None => all.render_long_help(),
            Some(name) => {
                let near = all
                    .get_subcommands()
                    .map(|c| c.get_name().to_owned())
                    .max_by(|a, b| strsim::jaro_winkler(a, name).total_cmp(&strsim::jaro_winkler(b, name)));
                match all.find_subcommand_mut(name) {
                    Some(command) => command.clone().bin_name(format!("yeksan {name}")).render_long_help(),
                    None => {
                        let failure = Failure::new(format!("no command is called {name}"));
                        return Err(match near {
                            Some(near) => failure.hint(format!("did you mean {near}?")),
                            None => failure,
                        });
                    }
                }
            }
        };
        write!(io::stdout(), "{text}")?;
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
