//! Two line-aligned files → the store.

use super::intake::Intake;
use super::options::{ImportCounts, ImportOptions};
use super::source::{digest, open};
use crate::exchange::{moses, tmx};
use crate::model::Lang;
use crate::pipeline::error::Error;
use crate::pipeline::languages::{Wanted, from_name};
use crate::pipeline::watch::Watch;
use crate::store::{FileInfo, FileKind, StepInfo, Store};
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

/// Imports two line-aligned files as one step.
///
/// # Errors
///
/// Files that cannot be read or have not the same number of lines; a language nobody names.
pub fn import_moses(
    store: &mut dyn Store,
    step: &StepInfo,
    (source, target): (&Path, &Path),
    wanted: &Wanted,
    options: &ImportOptions,
    watch: &Watch,
) -> Result<ImportCounts, Error> {
    let lang = |given: &Option<Lang>, path: &Path| {
        // `corpus.fa`: the ending of a line-aligned file is its language.
        let ending = || path.extension().and_then(|e| e.to_str()).filter(|e| e.len() <= 3).map(Lang::new);
        given
            .clone()
            .or_else(|| from_name(path))
            .or_else(ending)
            .ok_or_else(|| Error::UnknownLanguage { path: path.display().to_string() })
    };
    if source.canonicalize().is_ok_and(|path| target.canonicalize().is_ok_and(|other| other == path)) {
        return Err(Error::SameFile { path: source.to_owned() });
    }
    let (source_lang, target_lang) = (lang(&wanted.source, source)?, lang(&wanted.target, target)?);
    let info = FileInfo {
        kind: FileKind::Moses,
        name: options.name(source),
        target: Some(options.name(target)),
        hash: digest(&[source, target], &options.map.to_string())?,
        header: None,
    };
    let side = |path: &Path, lang: Lang| -> Result<moses::Side<BufReader<File>>, Error> {
        Ok(moses::Side { reader: BufReader::new(open(path)?), name: path.display().to_string(), lang })
    };
    let reader = moses::Reader::new(side(source, source_lang.clone())?, side(target, target_lang)?);
    let mut intake = Intake::begin(store, step, &info, source.display().to_string(), options)?;
    for item in reader {
        intake.take(item?, options, watch)?;
    }
    watch.done();
    intake.end(source, &tmx::Header::ours(&source_lang, Some(step.when)), options)
}
