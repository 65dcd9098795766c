//! `--source` and `--target`.

use super::context::Context;
use crate::model::Lang;
use crate::pipeline::Wanted;
use clap::Args;

/// The language pair of a command.
#[derive(Debug, Clone, Args)]
pub(super) struct Languages {
    /// Source language [default: the configuration's, the file's name, the text]
    #[arg(short, long, value_name = "LANG")]
    source: Option<String>,
    /// Target language [default: the configuration's, the file's name, the text]
    #[arg(short, long, value_name = "LANG")]
    target: Option<String>,
}

impl Languages {
    /// Returns what was asked for, the configuration filling what was not given.
    pub(super) fn wanted(&self, context: &Context) -> Wanted {
        let pick = |given: &Option<String>, configured: &Option<String>| {
            given.as_ref().or(configured.as_ref()).map(Lang::new)
        };
        Wanted {
            source: pick(&self.source, &context.config.source),
            target: pick(&self.target, &context.config.target),
        }
    }
}
