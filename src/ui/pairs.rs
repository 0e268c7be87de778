//! Which Services and workloads the table of matches shows, and which of them are in view.

use std::ops::Range;

use crate::view::{Column, MatchTable, Row, State};

/// What is shown of one namespace's table, by the indices of its rows and columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The table's index.
    pub table: usize,
    /// Its Services.
    pub rows: Vec<usize>,
    /// Its workloads.
    pub columns: Vec<usize>,
}

/// The part of its content that a box which scrolls shows, in CSS pixels across and down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// From the left edge.
    pub across: Range<usize>,
    /// From the top.
    pub down: Range<usize>,
}

/// What is left of the tables where `is_sought` tells what answers to a search, and where problems alone are wished for.
/// Where a Service answers, with its name and its selector, that Service is left; where a workload does, with its name
/// and its labels, that workload; and of the other side what answers too, or else all. A table of more columns than fit
/// stands in several parts.
pub fn parts(tables: &[MatchTable], is_sought: &dyn Fn(&str) -> bool, problems: bool, fit: usize) -> Vec<Part> {
    let mut parts = Vec::new();
    for (table, all) in tables.iter().enumerate() {
        let is_called = |name: &str, pairs: &[String]| is_sought(&[name, " ", &pairs.join(" ")].concat());
        let row = |row: &Row| is_called(&row.name, &row.selector);
        let column = |column: &Column| is_called(&column.name, &column.labels);
        let in_namespace = is_sought(&all.namespace);
        let (mut rows, mut columns) = (found(&all.services, row), found(&all.workloads, column));
        if rows.is_empty() && columns.is_empty() && !in_namespace {
            continue;
        }
        if rows.is_empty() || in_namespace {
            rows = (0..all.services.len()).collect();
        }
        if columns.is_empty() || in_namespace {
            columns = (0..all.workloads.len()).collect();
        }
        if problems {
            let state = |row: usize, column: usize| Some(all.services.get(row)?.cells.get(column)?.state);
            let near = |row: usize, column: usize| matches!(state(row, column), Some(State::Nearly | State::Depends));
            rows.retain(|&row| {
                all.services.get(row).is_some_and(|row| row.dead) || columns.iter().any(|&column| near(row, column))
            });
            let nearest: Vec<usize> =
                columns.iter().copied().filter(|&column| rows.iter().any(|&row| near(row, column))).collect();
            if !nearest.is_empty() {
                columns = nearest;
            }
        }
        if rows.is_empty() {
            continue;
        }
        while columns.len() > fit {
            let rest = columns.split_off(fit);
            parts.push(Part { table, rows: rows.clone(), columns: std::mem::replace(&mut columns, rest) });
        }
        parts.push(Part { table, rows, columns });
    }
    parts
}

fn found<T>(all: &[T], fits: impl Fn(&T) -> bool) -> Vec<usize> {
    all.iter().enumerate().filter(|(_, one)| fits(one)).map(|(at, _)| at).collect()
}

/// Where one of many equal pieces in a line lies, which stand behind something of another size.
pub fn piece(before: usize, size: usize, at: usize) -> Range<usize> {
    let start = before.saturating_add(size.saturating_mul(at));
    start..start.saturating_add(size)
}

/// Of so many equal pieces in a line, those that a part of the line shows, with two beside it on either end.
pub fn in_view(count: usize, size: usize, shown: Range<usize>) -> Range<usize> {
    let first = shown.start.checked_div(size).unwrap_or_default().saturating_sub(2).min(count);
    let last = shown.end.div_ceil(size).saturating_add(2).min(count);
    first..last.max(first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::Cell;

    fn table() -> MatchTable {
        let cell = |state| Cell { state, text: 0 };
        let column = |name: &str, label: &str| Column {
            key: String::new(),
            name: name.to_owned(),
            kind: String::new(),
            labels: vec![label.to_owned()],
        };
        let row = |name: &str, dead: bool, states: [State; 2]| Row {
            key: String::new(),
            name: name.to_owned(),
            kind: String::new(),
            selector: vec![format!("app={name}")],
            dead,
            cells: states.map(cell).to_vec(),
        };
        MatchTable {
            namespace: "shop".to_owned(),
            workloads: vec![column("pages", "app=web"), column("store", "app=db")],
            services: vec![
                row("web", false, [State::Yes, State::No]),
                row("dbx", true, [State::No, State::Nearly]),
                row("lost", true, [State::No, State::No]),
            ],
            texts: Vec::new(),
            note: None,
        }
    }

    fn shown(text: &str, problems: bool) -> Vec<(Vec<usize>, Vec<usize>)> {
        parts(&[table()], &|whole| whole.contains(text), problems, 2)
            .into_iter()
            .map(|part| (part.rows, part.columns))
            .collect()
    }

    #[test]
    fn a_text_leaves_who_answers_to_it() {
        assert_eq!(shown("", false), [(vec![0, 1, 2], vec![0, 1])]);
        assert_eq!(shown("lost", false), [(vec![2], vec![0, 1])], "a Service, with all workloads");
        assert_eq!(shown("store", false), [(vec![0, 1, 2], vec![1])], "a workload, with all Services");
        assert_eq!(shown("app=web", false), [(vec![0], vec![0])], "both sides");
        assert_eq!(shown("shop", false), [(vec![0, 1, 2], vec![0, 1])], "the namespace");
        assert_eq!(shown("nowhere", false), []);
    }

    #[test]
    fn problems_are_services_without_pods_and_near_misses() {
        assert_eq!(shown("", true), [(vec![1, 2], vec![1])]);
        assert_eq!(shown("lost", true), [(vec![2], vec![0, 1])], "where nothing is near, all are shown");
        assert_eq!(shown("web", true), []);
    }

    #[test]
    fn what_is_wider_than_fits_stands_in_several_parts_with_all_rows() {
        let parts = parts(&[table()], &|_| true, false, 1);
        let parts: Vec<_> = parts.into_iter().map(|part| (part.table, part.rows, part.columns)).collect();
        assert_eq!(parts, [(0, vec![0, 1, 2], vec![0]), (0, vec![0, 1, 2], vec![1])]);
    }

    #[test]
    fn only_what_is_in_view_is_drawn_and_a_little_beside() {
        assert_eq!(in_view(100, 10, 200..250), 18..27);
        assert_eq!(in_view(100, 10, 0..35), 0..6);
        assert_eq!(in_view(3, 10, 0..1000), 0..3);
        assert_eq!(in_view(3, 10, 500..1000), 3..3, "it is all above");
    }
}
