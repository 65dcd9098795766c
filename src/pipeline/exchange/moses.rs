//! Two line-aligned files → the store.

use super::intake::Intake;
use super::options::{ImportCounts, ImportOptions};
use super::source::{digest, open};
use crate::exchange::{Warning, moses, tmx};
use crate::model::Lang;
use crate::pipeline::error::Error;
use crate::pipeline::languages::{Wanted, from_name};
use crate::pipeline::watch::Watch;
use crate::store::{FileInfo, FileKind, StepInfo, Store};
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

/// Bytes in which UTF-16 and UTF-32 show: by a mark, or by the zeros of every space and line end.
const HEAD: u64 = 4096;

/// Opens a side: UTF-8 as a stream, whatever has zeros or a mark of UTF-16 decoded as documents are.
fn lines_of(path: &Path, guessed: &mut Vec<Warning>) -> Result<Box<dyn BufRead>, Error> {
    let failed = |e: io::Error| Error::File { path: path.to_owned(), detail: e.to_string() };
    let mut file = open(path)?;
    let mut bytes = Vec::new();
    (&mut file).take(HEAD).read_to_end(&mut bytes).map_err(failed)?;
    let marked = bytes.starts_with(b"\xFE\xFF") || bytes.starts_with(b"\xFF\xFE");
    if !marked && !bytes.contains(&0) {
        return Ok(Box::new(BufReader::new(io::Cursor::new(bytes).chain(file))));
    }
    file.read_to_end(&mut bytes).map_err(failed)?;
    let name = path.display().to_string();
    let (text, warnings) = crate::read::decode(&name, &bytes)?;
    let warning = |text: String| Warning { code: "encoding", line: 1, text: format!("{name}: {text}") };
    guessed.extend(warnings.into_iter().map(warning));
    Ok(Box::new(io::Cursor::new(text)))
}

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
    let mut guessed = Vec::new();
    let mut side = |path: &Path, lang: Lang| -> Result<moses::Side<Box<dyn BufRead>>, Error> {
        Ok(moses::Side { reader: lines_of(path, &mut guessed)?, name: path.display().to_string(), lang })
    };
    let reader = moses::Reader::new(side(source, source_lang.clone())?, side(target, target_lang)?);
    let mut intake = Intake::begin(store, step, &info, source.display().to_string(), options)?;
    intake.warn(guessed);
    for item in reader {
        intake.take(item?, options, watch)?;
    }
    watch.done();
    intake.end(source, &tmx::Header::ours(&source_lang, Some(step.when)), options)
}
