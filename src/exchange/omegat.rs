//! The folder of an OmegaT project: its languages, memories and glossaries.

use super::error::Error;
use super::xml;
use crate::model::Lang;
use std::fs;
use std::path::{Path, PathBuf};

/// Nested folders of memories that are looked into.
const DEPTH_MAX: usize = 16;

/// What a project has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Project {
    /// The source language.
    pub source: Lang,
    /// The target language.
    pub target: Lang,
    /// The project's own memory first, then those of its `tm` folder by name.
    pub memories: Vec<PathBuf>,
    /// Its glossaries, by name.
    pub glossaries: Vec<PathBuf>,
}

impl Project {
    /// Returns whether a folder is a project: whether it has an `omegat.project`.
    pub fn is_at(folder: &Path) -> bool {
        folder.join("omegat.project").is_file()
    }

    /// Reads the settings of a project and lists its files.
    ///
    /// # Errors
    ///
    /// Settings that cannot be read, are no XML or name no languages.
    pub fn open(folder: &Path) -> Result<Project, Error> {
        let path = folder.join("omegat.project");
        let name = path.display().to_string();
        let bytes = fs::read(&path).map_err(Error::io(&name))?;
        let decoded = xml::decode(&bytes, &name)?;
        let document = xml::tree(&decoded.text, &name)?;
        let setting = |wanted: &str| {
            let node = document.descendants().find(|n| n.tag_name().name() == wanted)?;
            Some(node.text()?.trim().to_owned()).filter(|text| !text.is_empty())
        };
        let lang = |wanted: &str| {
            let missing = || {
                Error::broken(&name, 1, format!("no <{wanted}>, expected the settings of an OmegaT project"))
            };
            setting(wanted).map(Lang::new).ok_or_else(missing)
        };
        let place = |wanted: &str, usual: &str| match setting(wanted) {
            Some(path) if path != "__DEFAULT__" => folder.join(path),
            _ => folder.join(usual),
        };
        let mut memories = Vec::new();
        let own = folder.join("omegat").join("project_save.tmx");
        memories.extend(own.is_file().then_some(own));
        collect(&place("tm_dir", "tm"), &["tmx", "gz"], DEPTH_MAX, &mut memories)?;
        let mut glossaries = Vec::new();
        let known = ["txt", "utf8", "tab", "csv", "tsv", "tbx"];
        collect(&place("glossary_dir", "glossary"), &known, DEPTH_MAX, &mut glossaries)?;
        Ok(Project { source: lang("source_lang")?, target: lang("target_lang")?, memories, glossaries })
    }
}

/// Lists the files of a folder that have one of the endings, by name, those of its folders after them.
fn collect(folder: &Path, endings: &[&str], depth: usize, out: &mut Vec<PathBuf>) -> Result<(), Error> {
    if !folder.is_dir() || depth == 0 {
        return Ok(());
    }
    let name = folder.display().to_string();
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder).map_err(Error::io(&name))? {
        entries.push(entry.map_err(Error::io(&name))?.path());
    }
    entries.sort();
    for path in &entries {
        let ending = path.extension().and_then(|e| e.to_str()).unwrap_or_default().to_lowercase();
        if path.is_file() && endings.contains(&ending.as_str()) {
            out.push(path.clone());
        }
    }
    for path in entries.iter().filter(|path| path.is_dir() && !path.is_symlink()) {
        collect(path, endings, depth - 1, out)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_project_is_listed() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        assert!(!Project::is_at(root));
        for name in ["omegat", "tm/auto", "glossary"] {
            fs::create_dir_all(root.join(name)).unwrap();
        }
        for name in [
            "omegat/project_save.tmx",
            "tm/b.tmx",
            "tm/a.tmx",
            "tm/notes.md",
            "tm/auto/c.tmx",
            "glossary/glossary.txt",
        ] {
            fs::write(root.join(name), "").unwrap();
        }
        let settings = "<omegat><project version=\"1.0\"><tm_dir>__DEFAULT__</tm_dir><source_lang>EN-US</source_lang>\
                        <target_lang>FA</target_lang></project></omegat>";
        fs::write(root.join("omegat.project"), settings).unwrap();
        let project = Project::open(root).unwrap();
        let list: Vec<_> =
            project.memories.iter().map(|p| p.strip_prefix(root).unwrap().display().to_string()).collect();
        assert_eq!(list, ["omegat/project_save.tmx", "tm/a.tmx", "tm/b.tmx", "tm/auto/c.tmx"]);
        assert_eq!((project.source.as_str(), project.glossaries.len()), ("EN-US", 1));
        fs::write(root.join("omegat.project"), "<omegat/>").unwrap();
        assert!(Project::open(root).unwrap_err().to_string().contains("no <source_lang>"));
    }
}
