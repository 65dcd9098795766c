//! `--source` and `--target`.

use super::context::Context;
use crate::model::Lang;
use crate::pipeline::Wanted;
use clap::Args;

/// Reads a language tag.
pub(super) fn tag(text: &str) -> Result<Lang, String> {
    Lang::parse(text).ok_or_else(|| "expected a language tag, such as en, fa or pt-BR".to_owned())
}

/// Reads a confidence.
pub(super) fn score(text: &str) -> Result<f64, String> {
    let value = text.parse().ok().filter(|v| (0.0..=1.0).contains(v));
    value.ok_or_else(|| "expected a number from 0 to 1".to_owned())
}

/// The language pair of a command.
#[derive(Debug, Clone, Args)]
pub(super) struct Languages {
    /// Source language [default: the configuration's, the file's name, the text]
    #[arg(short, long, value_name = "LANG", value_parser = tag)]
    source: Option<Lang>,
    /// Target language [default: the configuration's, the file's name, the text]
    #[arg(short, long, value_name = "LANG", value_parser = tag)]
    target: Option<Lang>,
}

impl Languages {
    /// Returns what was asked for, the configuration filling what was not given.
    pub(super) fn wanted(&self, context: &Context) -> Wanted {
        let pick = |given: &Option<Lang>, configured: &Option<String>| {
            given.clone().or_else(|| configured.as_ref().map(Lang::new))
        };
        Wanted {
            source: pick(&self.source, &context.config.source),
            target: pick(&self.target, &context.config.target),
        }
    }
}
