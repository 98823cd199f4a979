//! What a query may do, as SQLite's authorizer asks it: read, call functions that touch nothing outside, and ask what
//! the schema looks like. Whatever is not listed is refused.

use rusqlite::hooks::AuthAction;

/// Functions that only compute. Left out of those that SQLite brings: `load_extension`, `fts3_tokenizer`,
/// `sqlite_log`, the R-tree's and FTS3's own, and what only SQLite itself calls.
const FUNCTIONS: &[&str] = &[
    // Scalars.
    "->",
    "->>",
    "abs",
    "ceil",
    "ceiling",
    "changes",
    "char",
    "coalesce",
    "concat",
    "concat_ws",
    "floor",
    "format",
    "glob",
    "hex",
    "if",
    "ifnull",
    "iif",
    "instr",
    "last_insert_rowid",
    "length",
    "like",
    "likelihood",
    "likely",
    "lower",
    "ltrim",
    "match",
    "max",
    "min",
    "mod",
    "nullif",
    "octet_length",
    "printf",
    "quote",
    "random",
    "randomblob",
    "regexp",
    "replace",
    "round",
    "rtrim",
    "sign",
    "soundex",
    "sqlite_compileoption_get",
    "sqlite_compileoption_used",
    "sqlite_source_id",
    "sqlite_version",
    "substr",
    "substring",
    "subtype",
    "total_changes",
    "trim",
    "trunc",
    "typeof",
    "unhex",
    "unicode",
    "unistr",
    "unistr_quote",
    "unlikely",
    "upper",
    "zeroblob",
    // Dates.
    "current_date",
    "current_time",
    "current_timestamp",
    "date",
    "datetime",
    "julianday",
    "strftime",
    "time",
    "timediff",
    "unixepoch",
    // Aggregates and windows.
    "avg",
    "count",
    "cume_dist",
    "dense_rank",
    "first_value",
    "group_concat",
    "lag",
    "last_value",
    "lead",
    "median",
    "nth_value",
    "ntile",
    "percent_rank",
    "percentile",
    "percentile_cont",
    "percentile_disc",
    "rank",
    "row_number",
    "string_agg",
    "sum",
    "total",
    // Mathematics.
    "acos",
    "acosh",
    "asin",
    "asinh",
    "atan",
    "atan2",
    "atanh",
    "cos",
    "cosh",
    "degrees",
    "exp",
    "ln",
    "log",
    "log10",
    "log2",
    "pi",
    "pow",
    "power",
    "radians",
    "sin",
    "sinh",
    "sqrt",
    "tan",
    "tanh",
    // JSON.
    "json",
    "json_array",
    "json_array_insert",
    "json_array_length",
    "json_error_position",
    "json_extract",
    "json_group_array",
    "json_group_object",
    "json_insert",
    "json_object",
    "json_patch",
    "json_pretty",
    "json_quote",
    "json_remove",
    "json_replace",
    "json_set",
    "json_type",
    "json_valid",
    "jsonb",
    "jsonb_array",
    "jsonb_array_insert",
    "jsonb_extract",
    "jsonb_group_array",
    "jsonb_group_object",
    "jsonb_insert",
    "jsonb_object",
    "jsonb_patch",
    "jsonb_remove",
    "jsonb_replace",
    "jsonb_set",
    // Full text.
    "bm25",
    "highlight",
    "snippet",
];

/// Pragmas that describe the schema, with the name they are asked about.
const ABOUT: &[&str] =
    &["foreign_key_list", "index_info", "index_list", "index_xinfo", "table_info", "table_list", "table_xinfo"];

/// Pragmas that tell a setting or a number, allowed without a value, as with one they would set it.
const PLAIN: &[&str] = &[
    "application_id",
    "collation_list",
    "compile_options",
    // FTS5 asks it to see whether its cache is old.
    "data_version",
    "encoding",
    "foreign_keys",
    "freelist_count",
    "function_list",
    "journal_mode",
    "module_list",
    "page_count",
    "page_size",
    "pragma_list",
    "query_only",
    "schema_version",
    "table_list",
    "user_version",
];

/// Tables that SQLite brings and that reach below the archive's own.
const HIDDEN: &[&str] = &["bytecode", "dbstat", "fts3tokenize", "sqlite_dbpage", "sqlite_stmt", "tables_used"];

/// Whether SQLite may do what it asks.
///
/// # Errors
/// What is refused, to go after "is refused: ".
pub fn judge(action: &AuthAction<'_>) -> Result<(), String> {
    let listed = |list: &[&str], name: &str| list.contains(&name.to_ascii_lowercase().as_str());
    match action {
        AuthAction::Select | AuthAction::Recursive => Ok(()),
        AuthAction::Read { table_name, .. } if !listed(HIDDEN, table_name) => Ok(()),
        AuthAction::Read { table_name, .. } => Err(format!("the table {table_name} is not open to queries")),
        AuthAction::Function { function_name } if listed(FUNCTIONS, function_name) => Ok(()),
        AuthAction::Function { function_name } => Err(format!("the function {function_name}() is not open to queries")),
        AuthAction::Pragma { pragma_name, pragma_value: None } if listed(PLAIN, pragma_name) => Ok(()),
        AuthAction::Pragma { pragma_name, .. } if listed(ABOUT, pragma_name) => Ok(()),
        AuthAction::Pragma { pragma_name, .. } => Err(format!("PRAGMA {pragma_name}")),
        AuthAction::Insert { table_name } => Err(format!("it writes to {table_name}")),
        AuthAction::Update { table_name, .. } => Err(format!("it writes to {table_name}")),
        AuthAction::Delete { table_name } => Err(format!("it deletes from {table_name}")),
        AuthAction::Attach { .. } => Err("ATTACH (or VACUUM INTO) opens another file".to_owned()),
        AuthAction::Detach { .. } => Err("DETACH".to_owned()),
        AuthAction::Transaction { .. } | AuthAction::Savepoint { .. } => {
            Err("it controls transactions (BEGIN, COMMIT, SAVEPOINT)".to_owned())
        }
        AuthAction::AlterTable { table_name, .. } => Err(format!("it changes the table {table_name}")),
        AuthAction::Reindex { .. } | AuthAction::Analyze { .. } => Err("it rewrites indexes or statistics".to_owned()),
        _ => Err("it creates or drops part of the schema".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_function_of_this_sqlite_is_decided_on() {
        // A new SQLite brings new functions: look at each, then list it above or here.
        let refused = [
            "fts3_tokenizer",
            "fts5",
            "fts5_get_locale",
            "fts5_insttoken",
            "fts5_locale",
            "fts5_source_id",
            "load_extension",
            "matchinfo",
            "offsets",
            "optimize",
            "rtreecheck",
            "rtreedepth",
            "rtreenode",
            "sqlite_log",
            "sqlite_offset",
            "unknown",
        ];
        let connection = rusqlite::Connection::open_in_memory().unwrap();
        let mut statement = connection.prepare("SELECT DISTINCT name FROM pragma_function_list ORDER BY name").unwrap();
        let names: Vec<String> = statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
        assert!(names.len() > 100);
        let undecided: Vec<_> =
            names.iter().filter(|n| !FUNCTIONS.contains(&n.as_str()) && !refused.contains(&n.as_str())).collect();
        assert!(undecided.is_empty(), "{undecided:?}");
        let both: Vec<_> = refused.iter().filter(|name| FUNCTIONS.contains(name)).collect();
        assert!(both.is_empty(), "{both:?}");
    }
}
