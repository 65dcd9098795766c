//! Finds what the documents of a collection repeat and nobody wrote for any of them: notes about the company, contact
//! blocks, navigation bars, notices of rights, appeals.
//!
//! Documents come as [`Trace`]s, so that no text is held. `docs/segment.md` tells how and why.

mod blocks;
mod count;
mod trace;

pub use trace::Trace;

use count::Counts;

/// Returns, for every line of every document, whether it is boilerplate of the collection.
///
/// The documents are those of one language, or of one side of a language pair. Fewer than three have none. What is said
/// of a document depends neither on the order of the others nor on the number of threads; the work is that of sorting
/// the lines, and 24 bytes a line are held besides the traces.
///
/// # Examples
///
/// ```
/// use yeksan::segment::{Trace, boilerplate};
/// let about = "Sepid Tea grows and packs tea on the slopes above Lahijan.";
/// let releases: Vec<Vec<Trace>> = ["rain", "frost", "sunshine"]
///     .iter()
///     .map(|word| vec![Trace::of(&format!("The {word} of this spring was good for leaves and pickers alike.")), Trace::of(about)])
///     .collect();
/// assert_eq!(boilerplate(&releases)[0], [false, true]);
/// assert_eq!(boilerplate(&releases[..2])[0], [false, false]);
/// ```
pub fn boilerplate(documents: &[Vec<Trace>]) -> Vec<Vec<bool>> {
    match Counts::of(documents) {
        Some(counts) => documents.iter().map(|lines| blocks::marks(lines, &counts)).collect(),
        None => documents.iter().map(|lines| vec![false; lines.len()]).collect(),
    }
}

#[cfg(test)]
mod tests;
