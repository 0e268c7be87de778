//! A place in the tables of matches, and where keys lead from it.

use super::pairs::Part;

/// A cell: the number of its table among those that are shown, its row and its column there, of which the first, 0, are
/// heads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct At {
    /// The table.
    pub table: usize,
    /// The row.
    pub row: usize,
    /// The column.
    pub column: usize,
}

impl At {
    /// The id of its element.
    pub fn id(self) -> String {
        format!("cell-{}-{}-{}", self.table, self.row, self.column)
    }

    /// The cell whose element has an id.
    pub fn of(id: &str) -> Option<Self> {
        let mut numbers = id.strip_prefix("cell-")?.split('-').map(str::parse);
        let mut next = || numbers.next()?.ok();
        Some(Self { table: next()?, row: next()?, column: next()? })
    }

    /// Where a key leads; none where it leads nowhere.
    pub fn after(self, key: &str, far: bool, parts: &[Part]) -> Option<Self> {
        let part = parts.get(self.table)?;
        let (rows, columns) = (part.rows.len(), part.columns.len());
        let Self { table, row, column } = self;
        let next = match key {
            "ArrowRight" => Self { column: column.saturating_add(1).min(columns), ..self },
            "ArrowLeft" => Self { column: column.saturating_sub(1), ..self },
            "ArrowDown" if row < rows => Self { row: row.saturating_add(1), ..self },
            "ArrowDown" => self.into_table(table.saturating_add(1), parts, false)?,
            "ArrowUp" if row > 0 => Self { row: row.saturating_sub(1), ..self },
            "ArrowUp" => self.into_table(table.checked_sub(1)?, parts, true)?,
            "PageDown" => Self { row: row.saturating_add(10).min(rows), ..self },
            "PageUp" => Self { row: row.saturating_sub(10), ..self },
            "Home" => Self { column: 0, row: if far { 1 } else { row }, ..self },
            "End" => Self { column: columns, row: if far { rows } else { row }, ..self },
            _ => return None,
        };
        // In the corner nothing can be chosen.
        Some(if (next.row, next.column) == (0, 0) { self } else { next })
    }

    /// The nearest cell of another table, at its top or at its end.
    fn into_table(self, table: usize, parts: &[Part], at_end: bool) -> Option<Self> {
        let part = parts.get(table)?;
        let column = self.column.min(part.columns.len());
        let row = if at_end { part.rows.len() } else { usize::from(column == 0) };
        Some(Self { table, row, column })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(at: (usize, usize, usize), key: &str) -> Option<(usize, usize, usize)> {
        let part = |table, rows, columns| Part { table, rows: (0..rows).collect(), columns: (0..columns).collect() };
        let (table, row, column) = at;
        let next = At { table, row, column }.after(key, false, &[part(0, 2, 3), part(4, 1, 1)])?;
        Some((next.table, next.row, next.column))
    }

    #[test]
    fn arrows_lead_along_and_stop_at_the_edges() {
        assert_eq!(after((0, 1, 1), "ArrowRight"), Some((0, 1, 2)));
        assert_eq!(after((0, 1, 3), "ArrowRight"), Some((0, 1, 3)));
        assert_eq!(after((0, 1, 1), "ArrowLeft"), Some((0, 1, 0)));
        assert_eq!(after((0, 0, 1), "ArrowLeft"), Some((0, 0, 1)), "nothing is in the corner");
        assert_eq!(after((0, 1, 2), "End"), Some((0, 1, 3)));
        assert_eq!(after((0, 1, 2), "PageDown"), Some((0, 2, 2)));
        assert_eq!(after((0, 0, 1), "ArrowUp"), None);
        assert_eq!(after((0, 1, 1), "x"), None);
    }

    #[test]
    fn arrows_lead_from_one_table_into_the_next() {
        assert_eq!(after((0, 2, 3), "ArrowDown"), Some((1, 0, 1)));
        assert_eq!(after((0, 2, 0), "ArrowDown"), Some((1, 1, 0)));
        assert_eq!(after((1, 0, 1), "ArrowUp"), Some((0, 2, 1)));
        assert_eq!(after((1, 1, 1), "ArrowDown"), None);
    }

    #[test]
    fn an_id_names_its_cell() {
        let at = At { table: 1, row: 20, column: 3 };
        assert_eq!(At::of(&at.id()), Some(at));
        assert_eq!(At::of("cell-1-2"), None);
        assert_eq!(At::of("finding:x"), None);
    }
}
