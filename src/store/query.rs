//! Runs one SQL text on whichever database it is.

/// One thing for SQLite, another for PostgreSQL: a pool, or a connection in a transaction.
pub(crate) enum On<S, P> {
    Sqlite(S),
    Postgres(P),
}

/// Runs a statement and gives the number of rows it touched: `execute!(database.writer(), "… $1", a)`.
macro_rules! execute {
    ($on:expr, $sql:expr $(, $value:expr)* $(,)?) => {
        match $on {
            $crate::store::query::On::Sqlite(on) => {
                sqlx::query($sql)$(.bind($value))*.execute(on).await.map(|done| done.rows_affected())
            }
            $crate::store::query::On::Postgres(on) => {
                sqlx::query($sql)$(.bind($value))*.execute(on).await.map(|done| done.rows_affected())
            }
        }
        .map_err($crate::store::StoreError::from)
    };
}

/// The first row, if there is one, as a tuple: `fetch_optional!(database.reader(), (Uuid, String), "… $1", a)`.
macro_rules! fetch_optional {
    ($on:expr, $row:ty, $sql:expr $(, $value:expr)* $(,)?) => {
        match $on {
            $crate::store::query::On::Sqlite(on) => {
                sqlx::query_as::<_, $row>($sql)$(.bind($value))*.fetch_optional(on).await
            }
            $crate::store::query::On::Postgres(on) => {
                sqlx::query_as::<_, $row>($sql)$(.bind($value))*.fetch_optional(on).await
            }
        }
        .map_err($crate::store::StoreError::from)
    };
}

/// All rows, as tuples.
macro_rules! fetch_all {
    ($on:expr, $row:ty, $sql:expr $(, $value:expr)* $(,)?) => {
        match $on {
            $crate::store::query::On::Sqlite(on) => {
                sqlx::query_as::<_, $row>($sql)$(.bind($value))*.fetch_all(on).await
            }
            $crate::store::query::On::Postgres(on) => {
                sqlx::query_as::<_, $row>($sql)$(.bind($value))*.fetch_all(on).await
            }
        }
        .map_err($crate::store::StoreError::from)
    };
}

/// One statement for several rows: `execute_rows!(on, text, rows, |row| row.0, row.1)` binds the values row by row.
macro_rules! execute_rows {
    ($on:expr, $sql:expr, $rows:expr, |$row:pat_param| $($value:expr),+ $(,)?) => {
        match $on {
            $crate::store::query::On::Sqlite(on) => {
                let mut query = sqlx::query($sql);
                for $row in $rows {
                    query = query$(.bind($value))+;
                }
                query.execute(on).await.map(drop)
            }
            $crate::store::query::On::Postgres(on) => {
                let mut query = sqlx::query($sql);
                for $row in $rows {
                    query = query$(.bind($value))+;
                }
                query.execute(on).await.map(drop)
            }
        }
        .map_err($crate::store::StoreError::from)
    };
}

/// `($1, $2), ($3, $4)` for two rows of two columns.
pub(crate) fn placeholders(rows: usize, columns: usize) -> String {
    let row = |row: usize| {
        let columns: Vec<_> = (1..=columns).map(|column| format!("${}", row * columns + column)).collect();
        format!("({})", columns.join(", "))
    };
    (0..rows).map(row).collect::<Vec<_>>().join(", ")
}

pub(crate) use {execute, execute_rows, fetch_all, fetch_optional};
