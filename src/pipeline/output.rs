//! Files that are whole or not there: written beside their place and renamed.

use super::error::Error;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use tempfile::{Builder, NamedTempFile};

/// A file that is being written. Dropped before [`keep`](Output::keep) it leaves nothing, and an older file stays.
#[derive(Debug)]
pub struct Output {
    file: BufWriter<NamedTempFile>,
    path: PathBuf,
}

impl Output {
    /// Begins a file at `path`.
    ///
    /// # Errors
    ///
    /// When its folder cannot be written to.
    pub fn create(path: &Path) -> Result<Output, Error> {
        let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let mut builder = Builder::new();
        builder.prefix(".yeksan-");
        #[cfg(unix)]
        {
            // What the user's mask leaves, as for any file that a program makes.
            use std::os::unix::fs::PermissionsExt;
            builder.permissions(std::fs::Permissions::from_mode(0o666));
        }
        let file = builder
            .tempfile_in(folder)
            .map_err(|e| Error::File { path: path.to_owned(), detail: e.to_string() })?;
        Ok(Output { file: BufWriter::new(file), path: path.to_owned() })
    }

    /// Puts the whole file in its place.
    ///
    /// # Errors
    ///
    /// When the disk is full or the place cannot be taken.
    pub fn keep(self) -> Result<(), Error> {
        let failed = |e: io::Error| Error::File { path: self.path.clone(), detail: e.to_string() };
        let file = self.file.into_inner().map_err(|e| failed(e.into_error()))?;
        file.as_file().sync_all().map_err(failed)?;
        file.persist(&self.path).map(|_: File| ()).map_err(|e| failed(e.error))
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Writes a whole file.
///
/// # Errors
///
/// When it cannot be written.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let mut output = Output::create(path)?;
    output.write_all(bytes)?;
    output.keep()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_kept_leaves_the_old_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.tmx");
        write_whole(&path, b"old").unwrap();
        let mut output = Output::create(&path).unwrap();
        output.write_all(b"half").unwrap();
        drop(output);
        assert_eq!(std::fs::read(&path).unwrap(), b"old");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
        write_whole(&path, b"new").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"new");
    }

    #[test]
    fn a_folder_that_is_not_there_is_named() {
        let error = write_whole(Path::new("/nowhere/at/all.tmx"), b"").unwrap_err();
        assert!(error.to_string().starts_with("/nowhere/at/all.tmx: "), "{error}");
    }
}
