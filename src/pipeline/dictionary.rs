//! Words that a user brings to the aligner: a table of their own, or the glossary of the store.

use super::align::DictionaryRow;
use super::error::Error;
use super::glossary::terms_for;
use crate::model::Lang;
use crate::store::Store;
use std::path::Path;

/// Reads a dictionary: source word or phrase, tab, target, and if wanted a tab and a weight above 0 and up to 1; `#` starts a
/// comment.
///
/// # Errors
///
/// A file that cannot be read, or a line without two fields or with a weight that is none.
pub fn read_dictionary(path: &Path) -> Result<Vec<DictionaryRow>, Error> {
    let text = std::fs::read_to_string(path)
        .map_err(|e| Error::File { path: path.to_owned(), detail: e.to_string() })?;
    let mut rows = Vec::new();
    for (number, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let wrong =
            |detail: &str| Error::Line { path: path.to_owned(), line: number + 1, detail: detail.to_owned() };
        let mut fields = line.split('\t').map(str::trim);
        let (Some(source), Some(target)) =
            (fields.next().filter(|f| !f.is_empty()), fields.next().filter(|f| !f.is_empty()))
        else {
            return Err(wrong("expected source, tab, target"));
        };
        let weight = match fields.next().filter(|f| !f.is_empty()) {
            None => 1.0,
            Some(field) => field
                .parse::<f32>()
                .ok()
                .filter(|w| *w > 0.0 && *w <= 1.0)
                .ok_or_else(|| wrong("the weight is no number above 0 and up to 1"))?,
        };
        rows.push((source.to_owned(), target.to_owned(), weight));
    }
    Ok(rows)
}

/// Returns the terms of a store for a pair of languages as rows of a dictionary.
///
/// # Errors
///
/// The store's.
pub fn glossary_rows(store: &dyn Store, source: &Lang, target: &Lang) -> Result<Vec<DictionaryRow>, Error> {
    let mut rows = Vec::new();
    for term in terms_for(store, source, target)? {
        rows.extend(term.accepted().map(|target| (term.headword().to_owned(), target.to_owned(), 1.0)));
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_comments_and_errors() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("words.tsv");
        let read = |text: &str| {
            std::fs::write(&path, text).unwrap();
            read_dictionary(&path)
        };
        let rows = read("# words\nsea\tدریا\nship\tکشتی\t0.5\n\n").unwrap();
        assert_eq!(rows[0], ("sea".to_owned(), "دریا".to_owned(), 1.0));
        assert_eq!(rows[1].2, 0.5);
        for (text, said) in [("sea\n", ":1: expected"), ("a\tb\nc\td\t7\n", ":2: the weight")] {
            assert!(read(text).unwrap_err().to_string().contains(said));
        }
    }
}
