//! The names of the properties that an aligned unit gets in files that know no fields of ours.

/// The aligner's confidence, 0..=1.
pub(super) const CONFIDENCE: &str = "x-yeksan-confidence";
/// `yes` when a person confirmed the unit.
pub(super) const APPROVED: &str = "x-yeksan-approved";
/// The document that the source came from.
pub(super) const SOURCE_FILE: &str = "x-yeksan-source-file";
/// The document that the target came from.
pub(super) const TARGET_FILE: &str = "x-yeksan-target-file";
/// The number of the unit in its file.
pub(super) const PLACE: &str = "x-yeksan-place";
