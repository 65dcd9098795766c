//! What a memory teaches the aligner: words of the pairs it aligned, of the units imported into it, and of its glossary.

use super::align::AlignOptions;
use super::error::Error;
use super::glossary::{prior, terms_for};
use super::languages::Wanted;
use super::watch::{Stage, Watch};
use crate::lexicon::{Entry, Lexicon, stems};
use crate::model::Lang;
use crate::store::{FileKind, Filter, LexiconEntry, Store};
use std::ops::ControlFlow;

/// Imported units that are learnt from, those of the latest file first: a second's work, and more of them teach little.
const UNITS: usize = 20_000;

/// A lexicon and the two languages it leads from and to.
pub(super) type PairWords = (Lang, Lang, Lexicon);

/// What the imported units and the glossary of a store teach.
#[derive(Debug, Clone, Default)]
pub struct Taught {
    words: Vec<PairWords>,
}

impl Taught {
    /// Learns from a store, for the languages asked for; when none are, for the only two it has. Learning starts from the
    /// words that ship, if those are wanted.
    ///
    /// # Errors
    ///
    /// The store's, and [`Error::Stopped`].
    pub fn by(store: &dyn Store, options: &AlignOptions, watch: &Watch) -> Result<Taught, Error> {
        let Some((source, target)) = languages(store, &options.wanted)? else { return Ok(Taught::default()) };
        let shipped = if options.no_tables { None } else { prior(&source, &target) };
        let mut words = imported(store, (&source, &target), shipped.as_ref(), watch)?;
        let terms = terms_for(store, &source, &target)?;
        if !terms.is_empty() {
            let rows = terms.iter().map(|term| (term.headword(), term.accepted().collect()));
            let glossary = Lexicon::from_words(rows, &source, &target);
            words = Some(words.map_or_else(|| glossary.clone(), |words| words.merge(&glossary)));
        }
        let words = words.unwrap_or_default();
        Ok(Taught { words: vec![(source, target, words)] })
    }

    /// Returns what is known together with what alignments have taught the store by now; nothing when nobody taught it.
    ///
    /// # Errors
    ///
    /// The store's.
    pub fn with_alignments(&self, store: &dyn Store) -> Result<Vec<PairWords>, Error> {
        let mut out = Vec::new();
        for (source, target, words) in &self.words {
            let mut all = words.clone();
            if let Some(learnt) = aligned(store, source, target)? {
                all = all.merge(&learnt);
            }
            if let Some(learnt) = aligned(store, target, source)? {
                all = all.merge(&learnt.turned());
            }
            if !all.is_empty() {
                out.push((source.clone(), target.clone(), all));
            }
        }
        Ok(out)
    }
}

/// Returns the lexicon for a pair of languages, whichever way it was learnt.
pub(super) fn words_for(known: &[PairWords], source: &Lang, target: &Lang) -> Option<Lexicon> {
    known.iter().find_map(|(from, to, words)| {
        if from.same_language(source) && to.same_language(target) {
            Some(words.clone())
        } else if from.same_language(target) && to.same_language(source) {
            Some(words.turned())
        } else {
            None
        }
    })
}

/// Returns the languages without their regions; `None` when none are asked for and the store has not just two.
fn languages(store: &dyn Store, wanted: &Wanted) -> Result<Option<(Lang, Lang)>, Error> {
    let bare = |lang: &Lang| Lang::new(lang.primary());
    if let (Some(source), Some(target)) = (&wanted.source, &wanted.target) {
        return Ok(Some((bare(source), bare(target))));
    }
    let mut found: Vec<Lang> = Vec::new();
    for (lang, _) in store.languages()? {
        if !found.iter().any(|other| other.same_language(&lang)) {
            found.push(bare(&lang));
        }
    }
    Ok(match found.as_slice() {
        [source, target] => Some((source.clone(), target.clone())),
        _ => None,
    })
}

/// Learns from units that no alignment made.
fn imported(
    store: &dyn Store,
    pair: (&Lang, &Lang),
    shipped: Option<&Lexicon>,
    watch: &Watch,
) -> Result<Option<Lexicon>, Error> {
    let mut texts: Vec<(Vec<String>, Vec<String>)> = Vec::new();
    let files = store.files()?;
    for file in files.iter().rev().filter(|f| f.info.kind != FileKind::Aligned && f.occurrences > 0) {
        let filter = Filter {
            file: Some(file.info.name.clone()),
            languages: vec![pair.0.clone(), pair.1.clone()],
            ..Filter::default()
        };
        store.for_each_unit(&filter, &mut |unit| {
            if let (Some(source), Some(target)) = (unit.variant(pair.0), unit.variant(pair.1)) {
                texts.push((stems(&source.text, pair.0), stems(&target.text, pair.1)));
            }
            Ok(if texts.len() < UNITS { ControlFlow::Continue(()) } else { ControlFlow::Break(()) })
        })?;
        watch.at(Stage::Read, 0, 0)?;
        if texts.len() == UNITS {
            break;
        }
    }
    if texts.is_empty() {
        return Ok(None);
    }
    Lexicon::train_until(&texts, 5, shipped, &|| watch.is_stopped()).map(Some).ok_or(Error::Stopped)
}

/// Returns the lexicon that a store keeps of its alignments, `None` when it has none.
fn aligned(store: &dyn Store, source: &Lang, target: &Lang) -> Result<Option<Lexicon>, Error> {
    let entries = store.lexicon(source, target)?;
    if entries.is_empty() {
        return Ok(None);
    }
    Ok(Some(Lexicon::from_entries(entries.into_iter().map(|e| Entry {
        source: e.source,
        target: e.target,
        forward: e.forward as f32,
        backward: e.backward as f32,
        count: e.count as f32,
    }))))
}

/// Returns what a store knew of two languages' words together with what a batch taught.
pub(super) fn lexicon_entries(
    store: &dyn Store,
    (source, target): (&Lang, &Lang),
    learnt: &Lexicon,
) -> Result<Vec<LexiconEntry>, Error> {
    let whole = match aligned(store, source, target)? {
        Some(stored) => stored.merge(learnt),
        None => learnt.clone(),
    };
    let entries = whole
        .entries()
        .into_iter()
        // A pair seen less than once in four sentences is noise that a large store would drown in.
        .filter(|e| e.count >= 0.25)
        .map(|e| LexiconEntry {
            source: e.source,
            target: e.target,
            forward: f64::from(e.forward),
            backward: f64::from(e.backward),
            count: f64::from(e.count),
        })
        .collect();
    Ok(entries)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Origin, TranslationUnit, Variant};
    use crate::store::{Access, Durability, FileInfo, SqliteStore, StepInfo};
    use glossary::term::{Kind, Term};

    fn memory(folder: &tempfile::TempDir, kind: FileKind) -> SqliteStore {
        let mut store = SqliteStore::open(&folder.path().join("m.db"), Access::Create).unwrap();
        let step = StepInfo {
            who: "tester".into(),
            when: jiff::Timestamp::UNIX_EPOCH,
            command: "test".into(),
            durability: Durability::Full,
        };
        let info = FileInfo { kind, name: "a.tmx".into(), target: None, hash: "x".into(), header: None };
        let mut transaction = store.begin(&step).unwrap();
        let file = transaction.add_file(&info).unwrap().id;
        let lines = [
            ("The harbour is closed.", "بندر بسته است."),
            ("The harbour burned.", "بندر سوخت."),
            ("The road burned.", "جاده سوخت."),
            ("The road is closed.", "جاده بسته است."),
        ];
        for (place, (en, fa)) in (1..).zip(lines) {
            let origin = Origin { file: "a.tmx".into(), place, ..Origin::default() };
            let (en, fa) = (Variant::new(Lang::new("en-GB"), en), Variant::new(Lang::new("fa"), fa));
            transaction.add_unit(file, &TranslationUnit::pair(en, fa, origin)).unwrap();
        }
        let term = Term::new("lighthouse", "فانوس", Kind::Term, "en", "fa");
        transaction.add_term(&term, "").unwrap();
        transaction.commit().unwrap();
        store
    }

    fn taught(store: &SqliteStore, source: Option<&str>, target: Option<&str>) -> Vec<PairWords> {
        let wanted = Wanted { source: source.map(Lang::new), target: target.map(Lang::new) };
        let options = AlignOptions { wanted, ..AlignOptions::default() };
        Taught::by(store, &options, &Watch::silent()).unwrap().with_alignments(store).unwrap()
    }

    #[test]
    fn imported_units_and_terms_teach_both_directions() {
        let folder = tempfile::tempdir().unwrap();
        let store = memory(&folder, FileKind::Tmx);
        let (en, fa) = (Lang::new("en"), Lang::new("fa"));
        for known in [
            taught(&store, Some("en-US"), Some("fa-IR")),
            taught(&store, None, None),
            taught(&store, Some("fa"), Some("en")),
        ] {
            let words = words_for(&known, &en, &fa).unwrap();
            let (harbour, port) = (&stems("harbour", &en)[0], &stems("بندر", &fa)[0]);
            let burned = &stems("سوخت", &fa)[0];
            assert!(words.forward(harbour, port) > 2.0 * words.forward(harbour, burned));
            assert!(words.forward(&stems("lighthouse", &en)[0], &stems("فانوس", &fa)[0]) > 0.2);
            assert!(words_for(&known, &en, &Lang::new("de")).is_none());
        }
    }

    #[test]
    fn aligned_units_teach_by_their_lexicon_only() {
        let folder = tempfile::tempdir().unwrap();
        let store = memory(&folder, FileKind::Aligned);
        let known = taught(&store, Some("en"), Some("fa"));
        let words = words_for(&known, &Lang::new("en"), &Lang::new("fa")).unwrap();
        assert_eq!(words.forward("harbour", "بندر"), 0.0);
    }
}
