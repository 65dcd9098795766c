//! Progress of long work on stderr, when it is a terminal.

use crate::pipeline::Stage;
use indicatif::{ProgressBar, ProgressStyle};
use std::sync::Mutex;
use std::time::Duration;

/// A bar on a terminal, nothing elsewhere.
#[derive(Debug)]
pub(super) struct Progress {
    shown: bool,
    bar: Mutex<Option<(Stage, ProgressBar)>>,
}

impl Progress {
    /// Returns progress that is shown or not.
    pub(super) fn new(shown: bool) -> Progress {
        Progress { shown, bar: Mutex::new(None) }
    }
}

impl crate::pipeline::Observer for Progress {
    fn at(&self, stage: Stage, done: u64, of: u64) {
        if !self.shown {
            return;
        }
        let Ok(mut bar) = self.bar.lock() else { return };
        if bar.as_ref().is_none_or(|(s, _)| *s != stage) {
            if let Some((_, old)) = bar.take() {
                old.finish_and_clear();
            }
            let template = "{prefix:>10} {bar:30} {pos}/{len} {elapsed}";
            let new = ProgressBar::new(of);
            if let Ok(style) = ProgressStyle::with_template(template) {
                new.set_style(style);
            }
            new.set_prefix(stage.as_str());
            new.enable_steady_tick(Duration::from_millis(200));
            *bar = Some((stage, new));
        }
        if let Some((_, bar)) = bar.as_ref() {
            bar.set_length(of);
            bar.set_position(done);
        }
    }

    fn done(&self) {
        if let Ok(mut bar) = self.bar.lock()
            && let Some((_, old)) = bar.take()
        {
            old.finish_and_clear();
        }
    }
}
