//! Statements over many rows. There is a text for each of a few sizes; a list takes the smallest that holds it and leaves the
//! rest of its places empty, so that few texts are prepared and a list needs one exchange with the database.

/// How many rows a text has room for.
pub(super) const SIZES: [usize; 14] = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128];

/// Cuts a list into pieces that a text holds, each with the index of that text and the rows that it has room for.
pub(super) fn cut<T>(rows: &[T]) -> impl Iterator<Item = (usize, usize, &[T])> {
    rows.chunks(SIZES[SIZES.len() - 1]).filter_map(|piece| {
        let index = SIZES.iter().position(|size| *size >= piece.len())?;
        Some((index, SIZES[index], piece))
    })
}

/// `($1, $2), ($3, $4)`: the places of so many rows.
fn rows(size: usize, first: usize, columns: usize) -> String {
    let row = |row: usize| {
        let start = first + row * columns;
        let places: Vec<String> = (start..start + columns).map(|place| format!("${place}")).collect();
        format!("({})", places.join(", "))
    };
    (0..size).map(row).collect::<Vec<_>>().join(", ")
}

/// A text that inserts the given rows and leaves out the empty places. `columns` are those that each row has of its own,
/// the first of which is never null; `shared` is `$1` for a last column that all rows have in common.
pub(super) fn insert(size: usize, table: &str, columns: &[&str], shared: Option<&str>, conflict: &str) -> String {
    let own = columns.len();
    let values: Vec<String> = (1..=own).map(|column| format!("column{column}")).collect();
    format!(
        "INSERT INTO {table} ({}{}) SELECT {}{} FROM (VALUES {}) AS given WHERE column1 IS NOT NULL ON CONFLICT {conflict}",
        columns.join(", "),
        shared.map_or(String::new(), |column| format!(", {column}")),
        values.join(", "),
        shared.map_or("", |_| ", $1"),
        rows(size, 1 + usize::from(shared.is_some()), own),
    )
}

/// Runs a text of `insert` with a piece of rows: first what all of them share, then each row's own values, then nothing for
/// each place that is left. Gives the affected rows.
macro_rules! insert_rows {
    ($tx:expr, $texts:expr, [$($shared:expr),*], $cut:expr, |$query:ident, $row:ident: $type:ty| $bound:expr) => {{
        let (index, size, piece) = $cut;
        let text: &'static str = &$texts[index];
        let places = piece.iter().map(Some).chain(std::iter::repeat(None)).take(size);
        match $tx {
            $crate::server::storage::Tx::Sqlite(tx) => {
                let query = sqlx::query(text)$(.bind($shared))*;
                places.fold(query, |$query, $row: Option<$type>| $bound).execute(&mut **tx).await
                    .map(|done| done.rows_affected())
            }
            $crate::server::storage::Tx::Postgres(tx) => {
                let query = sqlx::query(text)$(.bind($shared))*;
                places.fold(query, |$query, $row: Option<$type>| $bound).execute(&mut **tx).await
                    .map(|done| done.rows_affected())
            }
        }
        .map_err($crate::server::storage::StoreError::from)
    }};
}
pub(super) use insert_rows;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_takes_the_smallest_text_that_holds_it() {
        for length in [1, 2, 5, 90, 128, 129, 300] {
            let list: Vec<usize> = (0..length).collect();
            let pieces: Vec<_> = cut(&list).collect();
            assert_eq!(pieces.len(), length.div_ceil(128));
            for (index, size, piece) in &pieces {
                assert!(SIZES[*index] == *size && piece.len() <= *size && piece.len() * 3 >= *size * 2);
            }
            assert_eq!(pieces.into_iter().flat_map(|(_, _, piece)| piece).copied().collect::<Vec<_>>(), list);
        }
        assert_eq!(cut::<usize>(&[]).count(), 0);
    }

    #[test]
    fn a_text_has_a_place_for_every_value() {
        let text = insert(2, "t", &["a", "b"], Some("at"), "DO NOTHING");
        let expected = "INSERT INTO t (a, b, at) SELECT column1, column2, $1 FROM (VALUES ($2, $3), ($4, $5)) AS given \
                        WHERE column1 IS NOT NULL ON CONFLICT DO NOTHING";
        assert_eq!(text, expected);
    }
}
