//! `yeksan.toml`: the nearest one upward from the working directory.

use super::failure::Failure;
use crate::pipeline::Penalties;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What a configuration may say. What it says and this version does not know is reported, not refused.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub(super) struct Config {
    /// The source language.
    pub(super) source: Option<String>,
    /// The target language.
    pub(super) target: Option<String>,
    /// Who the steps are by.
    pub(super) user: Option<String>,
    /// Which checks run.
    pub(super) check: CheckConfig,
    /// How matches are searched.
    pub(super) search: SearchConfig,
    /// How sentences are found.
    pub(super) segment: SegmentConfig,
}

/// `[check]`.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub(super) struct CheckConfig {
    /// Codes to run.
    pub(super) select: Vec<String>,
    /// Codes to leave out.
    pub(super) ignore: Vec<String>,
    /// The severity from which on findings make the exit code 1.
    #[serde(rename = "fail-on")]
    pub(super) fail_on: Option<String>,
}

/// `[search]`.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub(super) struct SearchConfig {
    /// The least score.
    pub(super) min: Option<u8>,
    /// How many matches at most.
    pub(super) limit: Option<usize>,
    /// Points taken off.
    pub(super) penalties: Penalties,
}

/// `[segment]`.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub(super) struct SegmentConfig {
    /// A rule file, relative to the configuration.
    pub(super) rules: Option<PathBuf>,
    /// Abbreviations by language; those with `-` before them are taken out.
    pub(super) abbreviations: BTreeMap<String, Vec<String>>,
}

const KNOWN: &[&str] = &["check", "search", "segment", "source", "target", "user"];

/// Reads a configuration; returns it with the keys that this version does not know.
pub(super) fn parse(text: &str, path: &Path) -> Result<(Config, Vec<String>), Failure> {
    let failure = |error: toml::de::Error| {
        let line =
            error.span().map(|s| 1 + text[..s.start.min(text.len())].matches('\n').count()).unwrap_or(1);
        Failure::new(format!("{}:{line}: {}", path.display(), error.message()))
    };
    let table: toml::Table = toml::from_str(text).map_err(failure)?;
    let unknown = table.keys().filter(|k| !KNOWN.contains(&k.as_str())).cloned().collect();
    Ok((toml::from_str(text).map_err(failure)?, unknown))
}

/// Returns the nearest file of this name in `from` or a folder above it.
pub(super) fn nearest(from: &Path, name: &str) -> Option<PathBuf> {
    from.ancestors().map(|dir| dir.join(name)).find(|path| path.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_it_knows_and_names_what_it_does_not() {
        let text = "source = \"en\"\ntarget = \"fa\"\ncolour = true\n[check]\nignore = [\"half-space\"]\n";
        let (config, unknown) = parse(text, Path::new("yeksan.toml")).unwrap();
        assert_eq!(config.source.as_deref(), Some("en"));
        assert_eq!(config.check.ignore, ["half-space"]);
        assert_eq!(unknown, ["colour"]);
    }

    #[test]
    fn an_error_names_its_line() {
        let error = parse("source = \"en\"\ntarget = \n", Path::new("yeksan.toml")).unwrap_err();
        assert!(error.to_string().starts_with("yeksan.toml:2: "), "{error}");
    }
}
