//! Any bytes: the reader neither panics nor outgrows its bounds, and what it takes comes back from the writer the same.
//!
//!     cargo +nightly fuzz run read -- -max_total_time=600 -rss_limit_mb=512 -dict=tmx.dict

#![no_main]

use libfuzzer_sys::fuzz_target;
use tmx::{Header, Limits, Reader, Unit, Writer};

/// Small enough that passing a bound is an everyday matter.
const LIMITS: Limits =
    Limits { depth: 40, unit_bytes: 20_000, tag_bytes: 2_000, attributes: 20, elements: 500, warnings: 50 };

fn write(header: &Header, units: &[Unit]) -> Vec<u8> {
    let mut writer = Writer::new(Vec::new(), header).expect("a header that was read can be written");
    for unit in units {
        writer.write(unit).expect("a unit that was read can be written");
    }
    writer.finish().expect("memory does not fail")
}

/// A header as the writer writes it, and a unit: the language stands in `xml:lang`.
fn settled(mut unit: Unit) -> Unit {
    for variant in &mut unit.variants {
        variant.lang_attr = tmx::LangAttr::XmlLang;
    }
    unit
}

fuzz_target!(|bytes: &[u8]| {
    let _ = tmx::validate(bytes, LIMITS, |problem| drop(problem.to_string()));
    if let Ok(mut repaired) = Reader::repairing(bytes, LIMITS) {
        let taken: Vec<Unit> = repaired.by_ref().filter_map(Result::ok).map(settled).collect();
        repaired.take_repairs();
        round(repaired.header(), &taken);
    }
    let Ok(mut reader) = Reader::with_limits(bytes, LIMITS) else { return };
    let mut units = Vec::new();
    for item in reader.by_ref() {
        match item {
            Ok(unit) => units.push(settled(unit)),
            Err(error) => {
                let _ = error.to_string();
                if !error.is_recoverable() {
                    return;
                }
            }
        }
    }
    round(reader.header(), &units);
});

/// Writes, reads and compares; then fits to the DTD, which must leave nothing that the validator names as the DTD's.
fn round(header: &Header, units: &[Unit]) {
    let nameable = |attrs: &tmx::Attrs| attrs.iter().all(|(name, _)| !name.contains(':') || name.starts_with("xml:"));
    let units: Vec<Unit> = units.iter().filter(|unit| writable(unit, &nameable)).cloned().collect();
    if !header_is_writable(header, &nameable) {
        return;
    }
    let written = write(header, &units);
    let roomy = Limits { unit_bytes: 1 << 20, tag_bytes: 1 << 20, ..LIMITS };
    let mut again = Reader::with_limits(written.as_slice(), roomy).expect("what was written can be read");
    let back: Vec<Unit> = again.by_ref().map(|unit| unit.expect("what was written can be read")).collect();
    assert_eq!(back, units);
    assert_eq!(write(again.header(), &back), written, "the second copy is the first");
    let mut fitted = header.clone();
    fitted.conform();
    let mut units = back;
    for unit in &mut units {
        unit.conform();
    }
    let _ = write(&fitted, &units);
}

fn header_is_writable(header: &Header, nameable: &dyn Fn(&tmx::Attrs) -> bool) -> bool {
    let item = |item: &tmx::HeaderItem| match item {
        tmx::HeaderItem::Meta(meta) => nameable(&meta.attrs),
        tmx::HeaderItem::Ude(ude) => nameable(&ude.attrs) && ude.maps.iter().all(nameable),
    };
    nameable(&header.other) && header.items.iter().all(item)
}

/// An attribute with a foreign prefix cannot be written without its namespace: the writer refuses such a unit.
fn writable(unit: &Unit, nameable: &dyn Fn(&tmx::Attrs) -> bool) -> bool {
    fn pieces(list: &[tmx::Piece], nameable: &dyn Fn(&tmx::Attrs) -> bool) -> bool {
        list.iter().all(|piece| match piece {
            tmx::Piece::Text(_) => true,
            tmx::Piece::Code { attrs, content, .. } => nameable(attrs) && pieces(content, nameable),
        })
    }
    let meta = |list: &[tmx::Meta]| list.iter().all(|meta| nameable(&meta.attrs));
    nameable(&unit.attrs)
        && meta(&unit.meta)
        && unit.variants.iter().all(|variant| {
            nameable(&variant.attrs) && meta(&variant.meta) && pieces(&variant.content.pieces, nameable)
        })
}
