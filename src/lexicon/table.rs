//! Sparse rows of probabilities: what a word is translated to.

/// One direction of a lexicon: for each word of one side, words of the other with p(other | word).
///
/// A row need not sum to one: what is missing is the mass that belongs to words nobody has seen it with yet.
#[derive(Debug, Clone)]
pub(crate) struct Table {
    starts: Vec<u32>,
    columns: Vec<u32>,
    values: Vec<f32>,
    seen: Vec<f32>,
}

impl Default for Table {
    fn default() -> Table {
        Table { starts: vec![0], columns: Vec::new(), values: Vec::new(), seen: Vec::new() }
    }
}

impl Table {
    /// Adds the row of the next word: its cells by ascending column, and how often the word was seen.
    pub(crate) fn push_row(&mut self, cells: impl IntoIterator<Item = (u32, f32)>, seen: f32) {
        for (column, value) in cells {
            self.columns.push(column);
            self.values.push(value);
        }
        self.starts.push(self.columns.len() as u32);
        self.seen.push(seen);
    }

    /// Returns a table of `rows` rows from cells in any order; of equal cells the greatest value stays.
    pub(crate) fn from_cells(rows: usize, mut cells: Vec<(u32, u32, f32)>, seen: &[f32]) -> Table {
        cells.sort_unstable_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)).then(b.2.total_cmp(&a.2)));
        cells.dedup_by_key(|c| (c.0, c.1));
        let mut table = Table::default();
        let mut rest = cells.as_slice();
        for row in 0..rows {
            let n = rest.partition_point(|c| c.0 <= row as u32);
            table.push_row(rest[..n].iter().map(|c| (c.1, c.2)), seen.get(row).copied().unwrap_or(0.0));
            rest = &rest[n..];
        }
        table
    }

    /// Returns how many rows there are.
    pub(crate) fn rows(&self) -> usize {
        self.seen.len()
    }

    /// Returns how many cells there are in all rows.
    pub(crate) fn cells(&self) -> usize {
        self.columns.len()
    }

    /// Returns the columns (ascending) and values of a row; nothing for a row that is not there.
    pub(crate) fn row(&self, row: u32) -> (&[u32], &[f32]) {
        let row = row as usize;
        if row >= self.rows() {
            return (&[], &[]);
        }
        let span = self.starts[row] as usize..self.starts[row + 1] as usize;
        (&self.columns[span.clone()], &self.values[span])
    }

    /// Returns how often the word of a row was seen, 0 for a row that is not there.
    pub(crate) fn seen(&self, row: u32) -> f32 {
        self.seen.get(row as usize).copied().unwrap_or(0.0)
    }

    /// Returns the value of a cell, 0 when it is not there.
    pub(crate) fn get(&self, row: u32, column: u32) -> f32 {
        let (columns, values) = self.row(row);
        columns.binary_search(&column).map_or(0.0, |i| values[i])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_come_back_by_row_and_column() {
        let table = Table::from_cells(3, vec![(2, 5, 0.5), (0, 1, 0.25), (2, 0, 0.125), (2, 5, 0.25)], &[]);
        assert_eq!(table.row(0), (&[1][..], &[0.25][..]));
        assert_eq!(table.row(1), (&[][..], &[][..]));
        assert_eq!(table.row(2), (&[0, 5][..], &[0.125, 0.5][..]));
        assert_eq!(table.get(2, 5), 0.5);
        assert_eq!(table.get(7, 5), 0.0);
    }
}
