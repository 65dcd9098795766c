//! The name of a file as somebody types it → the name by which the store knows it.

use super::error::Error;
use super::place::{store_folder, stored_name};
use crate::store::{SqliteStore, Store};
use std::path::Path;

/// How many names are offered for one that is not known.
const OFFERED: usize = 3;

/// Returns the name by which a store knows a file: the one that was asked for, or that of the file it leads to from here.
/// The name of a folder of files counts when `folders` do.
///
/// # Errors
///
/// [`Error::UnknownOrigin`] with the names that are written most like it; the store's.
pub fn known_origin(store: &SqliteStore, asked: &str, folders: bool) -> Result<String, Error> {
    let mut names: Vec<String> = Vec::new();
    for file in store.files()? {
        names.push(file.info.name);
        names.extend(file.info.target);
    }
    let folder = |name: &str, of: &str| name.strip_prefix(of).is_some_and(|rest| rest.starts_with('/'));
    let known = |asked: &str| names.iter().any(|name| name == asked || folders && folder(name, asked));
    let from_here = stored_name(&store_folder(store.path()), Path::new(asked));
    if let Some(name) = [asked, asked.trim_end_matches('/'), &from_here].into_iter().find(|name| known(name))
    {
        return Ok(name.to_owned());
    }
    let tail = |name: &str| name.rsplit('/').next().unwrap_or_default().to_lowercase();
    let likeness = |name: &str| {
        let (own, wanted) = (tail(name), tail(asked));
        if own.contains(&wanted) && !wanted.is_empty() { 1.0 } else { strsim::jaro_winkler(&own, &wanted) }
    };
    names.sort();
    names.dedup();
    let all = names.len();
    let mut near: Vec<(f64, String)> = names.into_iter().map(|name| (likeness(&name), name)).collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    // A handful is offered as it is: it may be none of them.
    near.retain(|(likeness, _)| *likeness > 0.8 || all <= OFFERED);
    let near = near.into_iter().take(OFFERED).map(|(_, name)| name).collect();
    Err(Error::UnknownOrigin { asked: asked.to_owned(), near })
}
