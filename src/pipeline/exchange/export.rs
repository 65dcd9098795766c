//! The store → TMX.

use crate::exchange::tmx;
use crate::model::Lang;
use crate::pipeline::align::{Aligned, units_of};
use crate::pipeline::error::Error;
use crate::pipeline::watch::{Stage, Watch};
use crate::store::{FileKind, Filter, Store};
use jiff::Timestamp;
use std::io::Write;
use std::ops::ControlFlow;

/// How units are written.
#[derive(Debug, Clone, Copy, Default)]
pub struct ExportOptions {
    /// The moment a header of ours bears when the store has no step.
    pub when: Timestamp,
}

/// What an export wrote.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ExportCounts {
    /// Units written.
    pub units: u64,
    /// What had to be changed to be valid.
    pub warnings: Vec<String>,
}

/// Returns the header for an export: that of the one TMX file the units come from, else one of ours.
fn header(
    store: &dyn Store,
    filter: &Filter,
    first: Option<&Lang>,
    when: Timestamp,
) -> Result<tmx::Header, Error> {
    let files = store.files()?;
    let mut used =
        files.iter().filter(|f| filter.file.as_ref().is_none_or(|n| f.info.name == *n) && f.occurrences > 0);
    if let (Some(one), None) = (used.next(), used.next())
        && one.info.kind == FileKind::Tmx
        && let Some(value) = &one.info.header
        && let Ok(header) = serde_json::from_value(value.clone())
    {
        return Ok(header);
    }
    let source = first.cloned().unwrap_or_else(|| Lang::new("en"));
    // The date of the last step, not of the export: the same store gives the same bytes.
    let when = store.steps()?.last().and_then(|step| step.when.parse().ok()).unwrap_or(when);
    Ok(tmx::Header::ours(&source, Some(when)))
}

/// Writes the units that pass as TMX, every occurrence as it came, in the order it came.
///
/// # Errors
///
/// A failing output, or a unit that TMX cannot hold; what was written is not whole then.
pub fn export_tmx<W: Write>(
    store: &dyn Store,
    filter: &Filter,
    out: W,
    options: &ExportOptions,
    watch: &Watch,
) -> Result<(W, ExportCounts), Error> {
    let mut first = None;
    store.for_each_unit(filter, &mut |unit| {
        first = unit.variants.first().map(|v| v.lang.clone());
        Ok(ControlFlow::Break(()))
    })?;
    let header = header(store, filter, first.as_ref(), options.when)?;
    let mut writer = tmx::Writer::new(out, &header, tmx::Profile::Any)?;
    let mut counts = ExportCounts::default();
    let mut failure = None;
    store.for_each_unit(filter, &mut |unit| {
        let written = writer.write(&unit).map_err(Error::from).and_then(|warnings| {
            counts.units += 1;
            counts.warnings.extend(warnings);
            if counts.units.is_multiple_of(1024) { watch.at(Stage::Export, counts.units, 0) } else { Ok(()) }
        });
        Ok(match written {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                failure = Some(error);
                ControlFlow::Break(())
            }
        })
    })?;
    watch.done();
    match failure {
        Some(error) => Err(error),
        None => Ok((writer.finish()?, counts)),
    }
}

/// Writes the units of aligned pairs as TMX.
///
/// # Errors
///
/// A failing output.
pub fn write_tmx<W: Write>(out: W, pairs: &[Aligned], when: Timestamp) -> Result<W, Error> {
    let source = pairs.first().map_or_else(|| Lang::new("en"), |p| p.languages.source.clone());
    let header = tmx::Header::ours(&source, Some(when));
    let mut writer = tmx::Writer::new(out, &header, tmx::Profile::Any)?;
    for pair in pairs {
        let (units, whole) = units_of(pair);
        for unit in &units[..whole] {
            writer.write(unit)?;
        }
    }
    Ok(writer.finish()?)
}
