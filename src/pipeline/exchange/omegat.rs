//! The store → the memories and the glossary of an OmegaT project.

use super::export::{ExportCounts, ExportOptions, Sheet, each_selected, fit, last_step};
use crate::exchange::tmx::Profile;
use crate::model::TranslationUnit;
use crate::pipeline::error::Error;
use crate::pipeline::glossary::terms_for;
use crate::pipeline::output::{Output, write_whole};
use crate::pipeline::watch::Watch;
use crate::store::{Filter, Store};
use glossary::table::{self, Layout};
use std::fs;
use std::path::{Path, PathBuf};

/// How a project is filled.
#[derive(Debug, Clone, Default)]
pub struct OmegatOptions {
    /// How units are written; the profile is OmegaT's in any case.
    pub export: ExportOptions,
    /// Whether confirmed units go to `tm/enforce`, which overrules what stands in the project, and not to `tm/auto`.
    pub enforce: bool,
    /// Below this confidence a unit is doubtful, 0..=1.
    pub doubtful: f64,
}

/// What was written into a project.
#[derive(Debug, Clone, Default)]
pub struct OmegatCounts {
    /// The files, with what each has; one that has nothing was not written, or removed when it was there.
    pub files: Vec<(PathBuf, ExportCounts)>,
    /// Files of a former export that have nothing any more and were removed.
    pub removed: Vec<PathBuf>,
    /// Terms in the glossary.
    pub terms: usize,
    /// Units left out because they are boilerplate.
    pub boilerplate: u64,
}

/// The folders of a project, and what goes into each.
const FOLDERS: [&str; 4] = ["tm/enforce", "tm/auto", "tm", "tm/penalty-20"];

/// The name of each file: what is ours in a project can be told by it.
const MEMORY: &str = "yeksan.tmx";
const GLOSSARY: &str = "yeksan.txt";

fn folder(unit: &TranslationUnit, options: &OmegatOptions) -> usize {
    match unit.confidence {
        _ if unit.approved && options.enforce => 0,
        _ if unit.approved => 1,
        Some(confidence) if confidence < options.doubtful => 3,
        _ => 2,
    }
}

/// Writes what a person confirmed to `tm/auto` (or `tm/enforce`), what the aligner doubts to `tm/penalty-20`, the rest to
/// `tm`, and the glossary to `glossary`, all under names of our own.
///
/// Each file is written beside its place and renamed when all are whole.
///
/// # Errors
///
/// A folder that cannot be made or written, a unit that TMX cannot hold, [`Error::ManyLanguages`].
pub fn export_omegat(
    store: &dyn Store,
    filter: &Filter,
    project: &Path,
    options: &OmegatOptions,
    watch: &Watch,
) -> Result<OmegatCounts, Error> {
    let export = ExportOptions { profile: Profile::OmegaT, ..options.export.clone() };
    let Some(fit) = fit(store, filter, &export)? else { return Ok(OmegatCounts::default()) };
    let header = fit.header(Some(last_step(store, export.when)?));
    let mut sheets: [Option<Sheet<Output>>; FOLDERS.len()] = Default::default();
    let boilerplate = each_selected(store, filter, &export.select, watch, &mut |unit| {
        let at = folder(&unit, options);
        let sheet = match &mut sheets[at] {
            Some(sheet) => sheet,
            none => {
                let path = made(&project.join(FOLDERS[at]))?.join(MEMORY);
                none.insert(Sheet::new(Output::create(&path)?, &header, &export)?)
            }
        };
        sheet.write(unit, Some(&fit))
    })?;
    let mut counts = OmegatCounts { boilerplate, ..OmegatCounts::default() };
    let mut whole = Vec::new();
    for (sheet, folder) in sheets.into_iter().zip(FOLDERS) {
        let path = project.join(folder).join(MEMORY);
        match sheet.map(Sheet::finish).transpose()? {
            // What was left out is said all the same.
            Some((output, written)) => {
                if written.units > 0 {
                    whole.push(output);
                }
                counts.files.push((path, written));
            }
            None => counts.removed.extend(path.exists().then_some(path)),
        }
    }
    let terms = terms_for(store, fit.source(), fit.target())?;
    counts.terms = terms.len();
    let glossary = project.join("glossary").join(GLOSSARY);
    if !terms.is_empty() {
        made(&project.join("glossary"))?;
        write_whole(&glossary, table::write(&terms, Layout::OmegaT).as_bytes())?;
    } else if glossary.exists() {
        counts.removed.push(glossary);
    }
    for output in whole {
        output.keep()?;
    }
    for path in &counts.removed {
        fs::remove_file(path).map_err(|e| Error::File { path: path.clone(), detail: e.to_string() })?;
    }
    Ok(counts)
}

fn made(folder: &Path) -> Result<&Path, Error> {
    fs::create_dir_all(folder).map_err(|e| Error::File { path: folder.to_owned(), detail: e.to_string() })?;
    Ok(folder)
}
