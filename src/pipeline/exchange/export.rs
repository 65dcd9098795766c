//! The store → TMX.

use super::check::Written;
use super::select::{Select, Verdict};
use crate::exchange::tmx::{self, Fit, Profile};
use crate::model::{Lang, TranslationUnit};
use crate::pipeline::align::{Aligned, units_of};
use crate::pipeline::boilerplate::{Marker, put_mark};
use crate::pipeline::error::Error;
use crate::pipeline::watch::{Stage, Watch};
use crate::store::{FileKind, Filter, Store, UnitKey};
use jiff::Timestamp;
use rustc_hash::FxHashSet;
use std::io::Write;
use std::ops::ControlFlow;

/// How units are written.
#[derive(Debug, Clone, Default)]
pub struct ExportOptions {
    /// The moment a header of ours bears when the store has no step.
    pub when: Timestamp,
    /// For whom.
    pub profile: Profile,
    /// The languages of a file that is fitted to a program; found when there are only two.
    pub pair: Option<(Lang, Lang)>,
    /// What passes besides the store's own filter.
    pub select: Select,
    /// Whether of equal units only the first is written.
    pub dedupe: bool,
    /// Whether imported units say which file they came from.
    pub provenance: bool,
    /// Whether what is written is remembered for [`check_tmx`](super::check_tmx).
    pub check: bool,
}

/// What an export wrote.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ExportCounts {
    /// Units written.
    pub units: u64,
    /// Units left out because the program cannot take them.
    pub left_out: u64,
    /// Units left out because an equal one was written.
    pub repeated: u64,
    /// Units left out because they are boilerplate.
    pub boilerplate: u64,
    /// What had to be changed to be valid or left out, with the place of the unit.
    pub warnings: Vec<String>,
    /// What was written, when it is to be checked.
    pub written: Written,
}

/// How many changes are named one by one.
const NAMED: usize = 1000;

impl ExportCounts {
    pub(super) fn say(&mut self, changes: Vec<String>) {
        let room = NAMED.saturating_sub(self.warnings.len());
        self.warnings.extend(changes.into_iter().take(room));
    }
}

/// Returns the header for an export: that of the one TMX file the units come from, else one of ours.
fn header(store: &dyn Store, filter: &Filter, first: &Lang, when: Timestamp) -> Result<tmx::Header, Error> {
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
    Ok(tmx::Header::ours(first, Some(last_step(store, when)?)))
}

/// Returns the moment of the last step, not of the export: the same store gives the same bytes.
pub(super) fn last_step(store: &dyn Store, otherwise: Timestamp) -> Result<Timestamp, Error> {
    Ok(store.steps()?.last().and_then(|step| step.when.parse().ok()).unwrap_or(otherwise))
}

/// Returns the pair of languages of a store whose units have no third one; the source is that of the first unit.
///
/// # Errors
///
/// [`Error::ManyLanguages`] when there are more or fewer than two.
pub(super) fn only_pair(store: &dyn Store, filter: &Filter) -> Result<(Lang, Lang), Error> {
    let tags = store.languages()?;
    let first = first_lang(store, filter)?;
    let mut others = tags.iter().map(|(lang, _)| lang).filter(|lang| !lang.same_language(&first));
    let target = others.next().cloned();
    match target {
        Some(target) if others.all(|lang| lang.same_language(&target)) => {
            Ok((one_tag(&tags, first), one_tag(&tags, target)))
        }
        _ => Err(Error::ManyLanguages { found: tags.into_iter().map(|(lang, _)| lang).collect() }),
    }
}

/// Returns the tag itself when the store has no other spelling or region of the language, else the bare language.
fn one_tag(tags: &[(Lang, u64)], lang: Lang) -> Lang {
    if tags.iter().any(|(other, _)| *other != lang && other.same_language(&lang)) {
        Lang::new(lang.primary())
    } else {
        lang
    }
}

fn first_lang(store: &dyn Store, filter: &Filter) -> Result<Lang, Error> {
    let mut first = None;
    store.for_each_unit(filter, &mut |unit| {
        first = unit.variants.first().map(|v| v.lang.clone());
        Ok(ControlFlow::Break(()))
    })?;
    Ok(first.unwrap_or_else(|| Lang::new("en")))
}

/// Returns the rules of the program that a file is for; `None` for a file of units as they came.
pub(super) fn fit(store: &dyn Store, filter: &Filter, options: &ExportOptions) -> Result<Option<Fit>, Error> {
    if !options.profile.is_fitted() {
        return Ok(None);
    }
    let (source, target) = match &options.pair {
        Some(pair) => pair.clone(),
        None => only_pair(store, filter)?,
    };
    Ok(Some(Fit::new(options.profile, &source, &target)))
}

/// Writes the units that pass as TMX, in the order they came: every occurrence as it came, or fitted to a program.
///
/// # Errors
///
/// A failing output, or a unit that TMX cannot hold; what was written is not whole then. [`Error::ManyLanguages`] when
/// the program takes two and the store has more.
pub fn export_tmx<W: Write>(
    store: &dyn Store,
    filter: &Filter,
    out: W,
    options: &ExportOptions,
    watch: &Watch,
) -> Result<(W, ExportCounts), Error> {
    let fit = fit(store, filter, options)?;
    let header = match &fit {
        Some(fit) => fit.header(Some(last_step(store, options.when)?)),
        None => header(store, filter, &first_lang(store, filter)?, options.when)?,
    };
    let mut sheet = Sheet::new(out, &header, options)?;
    let skipped =
        each_selected(store, filter, &options.select, watch, &mut |unit| sheet.write(unit, fit.as_ref()))?;
    let (out, counts) = sheet.finish()?;
    Ok((out, ExportCounts { boilerplate: skipped, ..counts }))
}

/// One file that is being written.
pub(super) struct Sheet<W: Write> {
    writer: tmx::Writer<W>,
    counts: ExportCounts,
    /// Units written, where repeated ones are left out.
    seen: Option<FxHashSet<UnitKey>>,
    check: bool,
}

impl<W: Write> Sheet<W> {
    pub(super) fn new(out: W, header: &tmx::Header, options: &ExportOptions) -> Result<Sheet<W>, Error> {
        let writer = tmx::Writer::new(out, header, options.profile)?.provenance(options.provenance);
        let seen = options.dedupe.then(FxHashSet::default);
        Ok(Sheet { writer, counts: ExportCounts::default(), seen, check: options.check })
    }

    /// Writes a unit, fitted to the program that the file is for.
    pub(super) fn write(&mut self, unit: TranslationUnit, fit: Option<&Fit>) -> Result<(), Error> {
        let Some(fit) = fit else { return self.put(&unit) };
        let place = format!("{}: unit {}: ", unit.origin.file, unit.origin.place);
        let mut changes = Vec::new();
        match fit.unit(&unit, &mut changes) {
            Ok(fitted) => {
                self.counts.say(changes.into_iter().map(|change| place.clone() + &change).collect());
                self.put(&fitted)?;
                fit.others(&fitted).iter().try_for_each(|other| self.put(other))
            }
            Err(reason) => {
                self.counts.left_out += 1;
                self.counts.say(vec![format!("{place}left out: {reason}")]);
                Ok(())
            }
        }
    }

    fn put(&mut self, unit: &TranslationUnit) -> Result<(), Error> {
        if let Some(seen) = &mut self.seen
            && !seen.insert(UnitKey::of(&unit.variants))
        {
            self.counts.repeated += 1;
            return Ok(());
        }
        let changes = self.writer.write(unit)?;
        self.counts.say(changes);
        self.counts.units += 1;
        if self.check {
            self.counts.written.add(unit);
        }
        Ok(())
    }

    /// Ends the file.
    pub(super) fn finish(self) -> Result<(W, ExportCounts), Error> {
        Ok((self.writer.finish()?, self.counts))
    }
}

/// Gives every occurrence that passes the filter and the selection to a writer, boilerplate with its mark, and says how far
/// it is; returns how many were left out as boilerplate.
pub(super) fn each_selected(
    store: &dyn Store,
    filter: &Filter,
    select: &Select,
    watch: &Watch,
    write: &mut dyn FnMut(TranslationUnit) -> Result<(), Error>,
) -> Result<u64, Error> {
    let selected = select.ready(store)?;
    let (mut read, mut skipped) = (0_u64, 0);
    each(store, filter, &mut |mut unit| {
        read += 1;
        if read.is_multiple_of(1024) {
            watch.at(Stage::Export, read, 0)?;
        }
        match selected.judge(&mut unit) {
            Verdict::Passes => write(unit)?,
            Verdict::Boilerplate => skipped += 1,
            Verdict::Stays => {}
        }
        Ok(())
    })?;
    watch.done();
    Ok(skipped)
}

/// Gives every occurrence that passes the filter to a writer; the first error ends the reading.
pub(super) fn each(
    store: &dyn Store,
    filter: &Filter,
    write: &mut dyn FnMut(TranslationUnit) -> Result<(), Error>,
) -> Result<(), Error> {
    let mut failure = None;
    store.for_each_unit(filter, &mut |unit| {
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

/// Writes the units of aligned pairs as TMX, what the pairs repeat with the mark of boilerplate or not at all; returns how
/// many units are that.
///
/// # Errors
///
/// A failing output.
pub fn write_tmx<W: Write>(
    out: W,
    pairs: &[Aligned],
    skip_boilerplate: bool,
    when: Timestamp,
) -> Result<(W, usize), Error> {
    let source = pairs.first().map_or_else(|| Lang::new("en"), |p| p.languages.source.clone());
    let header = tmx::Header::ours(&source, Some(when));
    let mut writer = tmx::Writer::new(out, &header, Profile::AsItCame)?;
    let mut marker = Marker::default();
    let whole = |pair: &Aligned| {
        let (mut units, whole) = units_of(pair);
        units.truncate(whole);
        units
    };
    pairs.iter().flat_map(whole).for_each(|unit| marker.add(&unit));
    let marks = marker.marks();
    for (mut unit, mark) in pairs.iter().flat_map(whole).zip(&marks) {
        if *mark {
            put_mark(&mut unit);
        }
        if !(*mark && skip_boilerplate) {
            writer.write(&unit)?;
        }
    }
    Ok((writer.finish()?, marks.into_iter().filter(|mark| *mark).count()))
}
