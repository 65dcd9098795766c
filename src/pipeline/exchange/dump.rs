//! Everything a store holds, for other programs.

use super::export::each;
use crate::exchange;
use crate::pipeline::error::Error;
use crate::store::{Filter, Store};
use std::io::Write;

/// Writes every occurrence whole, one a line.
///
/// # Errors
///
/// A failing output.
pub fn dump_jsonl<W: Write>(store: &dyn Store, mut out: W) -> Result<W, Error> {
    each(store, &Filter::default(), &mut |unit| Ok(exchange::json::write_line(&mut out, unit)?))?;
    Ok(out)
}

/// Writes every occurrence as TMX yardsticks read it.
///
/// # Errors
///
/// A failing output.
pub fn dump_tmx_json<W: Write>(store: &dyn Store, out: W) -> Result<W, Error> {
    let mut writer = exchange::json::TmxJson::new(out)?;
    each(store, &Filter::default(), &mut |unit| Ok(writer.write(&unit)?))?;
    Ok(writer.finish()?)
}
