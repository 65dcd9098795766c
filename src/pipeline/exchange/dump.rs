//! Everything a store holds, for other programs.

use crate::exchange;
use crate::model::TranslationUnit;
use crate::pipeline::error::Error;
use crate::store::{Filter, Store};
use std::io::Write;
use std::ops::ControlFlow;

/// Gives every occurrence to a writer; the first error ends the reading.
fn each(store: &dyn Store, write: &mut dyn FnMut(TranslationUnit) -> Result<(), Error>) -> Result<(), Error> {
    let mut failure = None;
    store.for_each_unit(&Filter::default(), &mut |unit| {
        Ok(match write(unit) {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                failure = Some(error);
                ControlFlow::Break(())
            }
        })
    })?;
    failure.map_or(Ok(()), Err)
}

/// Writes every occurrence whole, one a line.
///
/// # Errors
///
/// A failing output.
pub fn dump_jsonl<W: Write>(store: &dyn Store, mut out: W) -> Result<W, Error> {
    each(store, &mut |unit| Ok(exchange::json::write_line(&mut out, unit)?))?;
    Ok(out)
}

/// Writes every occurrence as TMX yardsticks read it.
///
/// # Errors
///
/// A failing output.
pub fn dump_tmx_json<W: Write>(store: &dyn Store, out: W) -> Result<W, Error> {
    let mut writer = exchange::json::TmxJson::new(out)?;
    each(store, &mut |unit| Ok(writer.write(&unit)?))?;
    Ok(writer.finish()?)
}
