//! The name by which a store knows a file, whatever folder a command was typed in.

use std::path::{Component, Path, PathBuf};

/// Returns the name of a file for a store in `folder`: relative to the folder when the file lies in it or beside it, so
/// that the two can be moved together; absolute otherwise. A path that cannot be resolved keeps its spelling.
pub(super) fn stored_name(folder: &Path, file: &Path) -> String {
    let resolve = |path: &Path| {
        let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
        path.canonicalize().ok()
    };
    let (Some(folder), Some(file)) = (resolve(folder), resolve(file)) else {
        return file.display().to_string();
    };
    let found = match (file.strip_prefix(&folder), folder.parent()) {
        (Ok(inside), _) => inside.to_owned(),
        // A root folder is no neighbourhood: everything would lie beside it.
        (Err(_), Some(parent)) if parent.parent().is_some() => match file.strip_prefix(parent) {
            Ok(beside) => Path::new("..").join(beside),
            Err(_) => file,
        },
        _ => file,
    };
    // One spelling on every system.
    let mut name = String::new();
    for part in found.components() {
        match part {
            Component::RootDir => name.push('/'),
            part => {
                if !name.is_empty() && !name.ends_with('/') {
                    name.push('/');
                }
                name.push_str(&part.as_os_str().to_string_lossy());
            }
        }
    }
    name
}

/// Returns a file of a store in `folder` as somebody in `here` would type it: relative when it lies in `here`, else absolute.
/// A name that is no file there, such as one given by `--origin`, stays as it is.
pub(super) fn shown_name(folder: &Path, name: &str, here: &Path) -> String {
    let (Ok(file), Ok(here)) = (folder.join(name).canonicalize(), here.canonicalize()) else {
        return name.to_owned();
    };
    let inside = file.strip_prefix(&here).map(Path::to_owned);
    inside.unwrap_or(file).display().to_string()
}

/// Returns the folder of a store, which the names of its files are relative to.
pub fn store_folder(store: &Path) -> PathBuf {
    match store.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_file_has_one_name() {
        let root = tempfile::tempdir().unwrap();
        let at = |p: &str| root.path().join(p);
        std::fs::create_dir_all(at("job/en")).unwrap();
        for file in ["job/en/a.txt", "b.txt"] {
            std::fs::write(at(file), "x").unwrap();
        }
        assert_eq!(stored_name(&at("job"), &at("job/en/a.txt")), "en/a.txt");
        assert_eq!(stored_name(&at("job"), &at("job/./en/../en/a.txt")), "en/a.txt");
        assert_eq!(stored_name(&at("job"), &at("b.txt")), "../b.txt");
        assert!(Path::new(&stored_name(&at("job/en"), &at("b.txt"))).is_absolute());
        assert_eq!(stored_name(&at("job"), Path::new("nowhere.txt")), "nowhere.txt");
    }
}
