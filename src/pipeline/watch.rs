//! What long work looks at (stop) and reports to (progress).

use super::error::Error;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// What is being done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Files are read and segmented.
    Read,
    /// Segments are aligned.
    Align,
    /// Units are stored.
    Store,
    /// Names are searched.
    Names,
    /// Units are written out.
    Export,
    /// Texts are indexed.
    Index,
    /// Segments are looked up.
    Analyse,
    /// Segments are filled.
    Pretranslate,
}

impl Stage {
    /// Returns the word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Stage::Read => "reading",
            Stage::Align => "aligning",
            Stage::Store => "storing",
            Stage::Names => "names",
            Stage::Export => "exporting",
            Stage::Index => "indexing",
            Stage::Analyse => "analysing",
            Stage::Pretranslate => "filling",
        }
    }
}

/// Who is told how far the work is.
pub trait Observer: Send + Sync + fmt::Debug {
    /// `done` of `of` steps of a stage are done.
    fn at(&self, stage: Stage, done: u64, of: u64);
    /// The work has ended.
    fn done(&self);
}

/// A stop flag and an observer.
#[derive(Debug)]
pub struct Watch {
    stop: Arc<AtomicBool>,
    observer: Box<dyn Observer>,
}

#[derive(Debug)]
struct Silent;

impl Observer for Silent {
    fn at(&self, _stage: Stage, _done: u64, _of: u64) {}
    fn done(&self) {}
}

impl Watch {
    /// Returns a watch; setting `stop` ends the work between two transactions.
    pub fn new(stop: Arc<AtomicBool>, observer: Box<dyn Observer>) -> Watch {
        Watch { stop, observer }
    }

    /// Returns a watch that tells nobody and is never stopped.
    pub fn silent() -> Watch {
        Watch { stop: Arc::default(), observer: Box::new(Silent) }
    }

    /// Returns whether the work is to end, for a stage that asks for itself.
    pub fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    /// Reports how far the work is.
    ///
    /// # Errors
    ///
    /// [`Error::Stopped`] when it is to end.
    pub fn at(&self, stage: Stage, done: u64, of: u64) -> Result<(), Error> {
        if self.is_stopped() {
            self.observer.done();
            return Err(Error::Stopped);
        }
        self.observer.at(stage, done, of);
        Ok(())
    }

    /// Reports that the work has ended.
    pub fn done(&self) {
        self.observer.done();
    }
}
