//! Files that are whole or not there: written beside their place and renamed.

use super::error::Error;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use tempfile::{Builder, NamedTempFile};

/// A file that is being written. Dropped before [`keep`](Output::keep) it leaves nothing, and an older file stays.
#[derive(Debug)]
pub struct Output {
    file: Inner,
    path: PathBuf,
}

#[derive(Debug)]
enum Inner {
    /// Written beside its place.
    Beside(BufWriter<NamedTempFile>),
    /// A device or pipe, which is written to and never replaced.
    Straight(BufWriter<File>),
}

impl Output {
    /// Begins a file at `path`.
    ///
    /// # Errors
    ///
    /// When its folder cannot be written to.
    pub fn create(path: &Path) -> Result<Output, Error> {
        let failed = |e: io::Error| Error::File { path: path.to_owned(), detail: e.to_string() };
        // A link stays a link: what it names is replaced.
        let path = &path.canonicalize().unwrap_or_else(|_| path.to_owned());
        if let Ok(about) = std::fs::metadata(path)
            && !about.is_file()
        {
            if about.is_dir() {
                return Err(failed(io::Error::other("this is a directory")));
            }
            let file = std::fs::OpenOptions::new().write(true).open(path).map_err(failed)?;
            return Ok(Output { file: Inner::Straight(BufWriter::new(file)), path: path.to_owned() });
        }
        let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        if !folder.exists() {
            return Err(Error::NoFolder { path: path.to_owned(), folder: folder.to_owned() });
        }
        let mut builder = Builder::new();
        builder.prefix(".yeksan-");
        #[cfg(unix)]
        {
            // What the user's mask leaves, as for any file that a program makes.
            use std::os::unix::fs::PermissionsExt;
            builder.permissions(std::fs::Permissions::from_mode(0o666));
        }
        // The name of the temporary file says nothing to a user: only the system's reason does.
        let file = builder.tempfile_in(folder).map_err(|e| failed(io::Error::from(e.kind())))?;
        Ok(Output { file: Inner::Beside(BufWriter::new(file)), path: path.to_owned() })
    }

    /// Opens what was written so far for reading; a device or pipe cannot be read again.
    ///
    /// # Errors
    ///
    /// When it cannot be flushed or opened.
    pub fn reopen(&mut self) -> Result<File, Error> {
        let failed = |e: io::Error| Error::File { path: self.path.clone(), detail: e.to_string() };
        match &mut self.file {
            Inner::Beside(file) => file.flush().and_then(|()| file.get_ref().reopen()).map_err(failed),
            Inner::Straight(_) => Err(failed(io::Error::other(
                "a device or pipe cannot be read again, as --check would have to",
            ))),
        }
    }

    /// Puts the whole file in its place.
    ///
    /// # Errors
    ///
    /// When the disk is full or the place cannot be taken.
    pub fn keep(self) -> Result<(), Error> {
        let failed = |e: io::Error| Error::File { path: self.path.clone(), detail: e.to_string() };
        match self.file {
            Inner::Straight(mut file) => file.flush().map_err(failed),
            Inner::Beside(file) => {
                let file = file.into_inner().map_err(|e| failed(e.into_error()))?;
                file.as_file().sync_all().map_err(failed)?;
                file.persist(&self.path).map(|_: File| ()).map_err(|e| failed(e.error))
            }
        }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.file {
            Inner::Beside(file) => file.write(bytes),
            Inner::Straight(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.file {
            Inner::Beside(file) => file.flush(),
            Inner::Straight(file) => file.flush(),
        }
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
