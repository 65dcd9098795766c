//! Which lines of one document are boilerplate: blocks of repeated lines, by where they stand and what is in them.

use super::count::Counts;
use super::trace::{Form, Trace};
use std::ops::Range;

/// Short lines of a document's own that may stand before its first or after its last block: a headline, a date.
const SLACK: usize = 2;
/// Letters of a line that fills a slot (`Contact: … Tel.`), or of a headline.
const SHORT: u16 = 60;
/// Lines at an edge that are a block whatever they say: a navigation bar.
const BAR: usize = 3;
/// Sentences with changing numbers that a block may hold in a row.
const CHANGING: usize = 2;

/// Returns which lines of a document are boilerplate by what the collection repeats.
///
/// A document of which everything is would be lost to whoever leaves boilerplate out; none of it is marked.
pub(super) fn marks(lines: &[Trace], counts: &Counts) -> Vec<bool> {
    let document = Lines { lines, counts };
    let mut marks = vec![false; lines.len()];
    let mut blocks = document.blocks();
    document.fill_slots(&mut blocks);
    for block in &blocks {
        if document.is_near_start(block, &marks) && document.is_block_at_edge(block, &marks) {
            document.mark(block, &mut marks);
        }
    }
    for block in blocks.iter().rev() {
        if document.is_near_end(block, &marks) && document.is_block_at_edge(block, &marks) {
            document.mark(block, &mut marks);
        }
    }
    for block in blocks.iter().flat_map(|block| document.frequent(block)) {
        if lines[block.clone()].iter().any(Trace::is_evidence) {
            document.mark(&block, &mut marks);
        }
    }
    if marks.iter().all(|&mark| mark) {
        marks.fill(false);
    }
    marks
}

struct Lines<'a> {
    lines: &'a [Trace],
    counts: &'a Counts,
}

impl Lines<'_> {
    /// Returns the longest runs of repeated lines of which each is repeated together with the next.
    fn blocks(&self) -> Vec<Range<usize>> {
        let enough = self.counts.enough_at_edges();
        let repeated: Vec<bool> = self.lines.iter().map(|l| self.counts.of_line(l) >= enough).collect();
        let runs = |inside: &dyn Fn(usize) -> bool| {
            let mut runs: Vec<Range<usize>> = Vec::new();
            for at in (0..self.lines.len()).filter(|&at| inside(at)) {
                match runs.last_mut() {
                    Some(run)
                        if run.end == at
                            && self.counts.of_next(&self.lines[at - 1], &self.lines[at]) >= enough =>
                    {
                        run.end += 1;
                    }
                    _ => runs.push(at..at + 1),
                }
            }
            runs
        };
        // A sentence whose numbers change says something (`Prices rose by 3.2 percent.`), unless a block goes on behind it.
        let mut held = repeated.clone();
        for run in runs(&|at| repeated[at]) {
            let changing = |at: &usize| self.is_changing(*at);
            let mut at = run.start;
            while let Some(start) = (at..run.end).find(changing) {
                let end = (start..run.end).find(|at| !changing(at)).unwrap_or(run.end);
                let before = start > run.start || start == 0;
                let behind = end < run.end || end == self.lines.len();
                if !(before && behind && end - start <= CHANGING) {
                    held[start..end].fill(false);
                }
                at = end;
            }
        }
        runs(&|at| held[at])
    }

    fn is_changing(&self, at: usize) -> bool {
        let line = &self.lines[at];
        let enough = self.counts.enough_at_edges();
        line.form == Form::Sentence && line.dated && self.counts.of_exact(line) < enough
    }

    /// Joins the blocks at the end of a document over one short line that differs from document to document.
    ///
    /// Not those at its beginning: what differs there is the headline.
    fn fill_slots(&self, blocks: &mut Vec<Range<usize>>) {
        let open = vec![false; self.lines.len()];
        for later in (1..blocks.len()).rev() {
            let (a, b) = (blocks[later - 1].clone(), blocks[later].clone());
            let fits = self.is_near_end(&b, &open)
                && a.start > 0
                && a.end + 1 == b.start
                && self.is_short(a.end)
                && self.counts.of_slot(&self.lines[a.end - 1], &self.lines[b.start])
                    >= self.counts.enough_at_edges();
            if fits {
                blocks.remove(later);
                blocks[later - 1].end = b.end;
            } else {
                break;
            }
        }
    }

    fn is_short(&self, at: usize) -> bool {
        let line = &self.lines[at];
        line.form != Form::Sentence && line.letters < SHORT
    }

    /// Whether nothing but marked lines and a few short ones stand in a stretch.
    fn is_slack(&self, mut stretch: Range<usize>, marks: &[bool]) -> bool {
        let mut own = 0;
        stretch.all(|at| {
            own += usize::from(!marks[at]);
            own <= SLACK && (marks[at] || self.is_short(at))
        })
    }

    fn is_near_start(&self, block: &Range<usize>, marks: &[bool]) -> bool {
        self.is_slack(0..block.start, marks)
    }

    fn is_near_end(&self, block: &Range<usize>, marks: &[bool]) -> bool {
        self.is_slack(block.end..self.lines.len(), marks)
    }

    /// Whether a block at the beginning or end of a document has what shows that it is boilerplate.
    fn is_block_at_edge(&self, block: &Range<usize>, marks: &[bool]) -> bool {
        let lines = &self.lines[block.clone()];
        let plain = lines.iter().filter(|l| l.form != Form::Quote).count();
        if plain >= BAR || lines.iter().any(Trace::is_evidence) {
            return true;
        }
        // One or two labels head nothing at the very end (`ENDS`), nor before the headline (`PRESS RELEASE`).
        let often = lines.iter().all(|l| self.counts.of_line(l) >= self.counts.enough_alone());
        let last = (block.end..self.lines.len()).all(|at| marks[at]);
        let before_headline = block.start == 0 && block.end < self.lines.len() && self.is_short(block.end);
        often && plain > 0 && (last || before_headline && lines.len() == 1)
    }

    /// Returns the parts of a block that occur so often that they are boilerplate wherever they stand.
    fn frequent(&self, block: &Range<usize>) -> Vec<Range<usize>> {
        let enough = self.counts.enough_inside();
        let mut parts: Vec<Range<usize>> = Vec::new();
        for at in block.clone().filter(|&at| self.counts.of_line(&self.lines[at]) >= enough) {
            match parts.last_mut() {
                Some(part) if part.end == at => part.end += 1,
                _ => parts.push(at..at + 1),
            }
        }
        parts
    }

    /// Marks a block, without the heading of what follows it.
    fn mark(&self, block: &Range<usize>, marks: &mut [bool]) {
        let mut end = block.end;
        let heads = |at: usize| {
            self.lines[at].form == Form::Label
                && self.lines.get(at + 1).is_some_and(|next| next.form != Form::Label)
                && !marks[at + 1]
        };
        if block.len() > 1 && heads(end - 1) {
            end -= 1;
        }
        marks[block.start..end].fill(true);
    }
}
