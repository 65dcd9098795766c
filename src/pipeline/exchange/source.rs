//! Files that are read for an import: opened, and known by a digest.

use crate::pipeline::digest::Digest;
use crate::pipeline::error::Error;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// Opens a file; a folder is refused by its name.
pub(super) fn open(path: &Path) -> Result<File, Error> {
    let failed = |e: io::Error| Error::File { path: path.to_owned(), detail: e.to_string() };
    let file = File::open(path).map_err(failed)?;
    if file.metadata().map_err(failed)?.is_dir() {
        return Err(Error::File { path: path.to_owned(), detail: "this is a directory".to_owned() });
    }
    Ok(file)
}

/// Returns the digest by which a store knows the content of files that are read in this `manner`.
///
/// Whatever changes the units that come of the same bytes belongs to the manner; an empty one adds nothing.
pub(super) fn digest(paths: &[&Path], manner: &str) -> Result<String, Error> {
    let mut hash = Digest::default();
    let mut buffer = vec![0; 1 << 16];
    for path in paths {
        let mut file = open(path)?;
        loop {
            let n = file
                .read(&mut buffer)
                .map_err(|e| Error::File { path: path.to_path_buf(), detail: e.to_string() })?;
            if n == 0 {
                break;
            }
            hash.add(&buffer[..n]);
        }
        hash.add(&[0]);
    }
    hash.add(manner.as_bytes());
    Ok(hash.finish())
}
