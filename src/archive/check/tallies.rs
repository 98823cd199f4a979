//! What reports go by against what it was counted from: how many claims each statement has, and what figures count.

use rusqlite::{Connection, TransactionBehavior};

use super::super::bulk::TALLY;
use super::{Finding, Matter, Mend};

/// The rows that `claim_group_tallies` should have.
fn counted() -> String {
    format!(
        "SELECT {TALLY}
         FROM claims
         WHERE group_id IS NOT NULL
         GROUP BY group_id
         HAVING count(*) >= 2"
    )
}

/// The rows that `figure_subjects` should have; more may stand there.
const SUBJECTS: &str = "
    SELECT DISTINCT subject, coalesce(counted, '') AS counted
    FROM figures
    WHERE subject IS NOT NULL";

pub(super) fn look(connection: &Connection, tell: &mut dyn FnMut(Finding)) -> rusqlite::Result<()> {
    let counted = counted();
    let mut finding = |problem: String| {
        tell(Finding { matter: Matter::Tallies, article: None, problem, mend: Mend::Reindex });
    };
    let mut statement = connection.prepare(&format!(
        "SELECT n.group_id, n.claims, t.claims
         FROM ({counted}) AS n
         LEFT JOIN claim_group_tallies AS t ON t.group_id = n.group_id
         WHERE (t.claims, t.articles, t.latest, t.asserted, t.denied, t.least_sure, t.most_sure)
               IS NOT (n.claims, n.articles, n.latest, n.asserted, n.denied, n.least_sure, n.most_sure)
         UNION ALL
         SELECT t.group_id, (SELECT count(*) FROM claims AS c WHERE c.group_id = t.group_id) AS claims, t.claims
         FROM claim_group_tallies AS t
         WHERE (SELECT count(*) FROM claims AS c WHERE c.group_id = t.group_id) < 2"
    ))?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (group, claims, noted): (i64, i64, Option<i64>) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let noted = match noted {
            Some(noted) if noted == claims => "and it is counted otherwise what they say".to_owned(),
            noted => format!("and {} are counted", noted.unwrap_or(0)),
        };
        finding(format!("claim_group_tallies {group}: the statement has {claims} claims, {noted}"));
    }
    let mut statement = connection.prepare(&format!(
        "SELECT n.subject, n.counted
         FROM ({SUBJECTS}) AS n
         WHERE NOT EXISTS (SELECT 1 FROM figure_subjects AS s WHERE s.subject = n.subject AND s.counted = n.counted)"
    ))?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (subject, counted): (String, String) = (row.get(0)?, row.get(1)?);
        finding(format!("figure_subjects: figures count {subject:?}, called {counted:?}, and it is not there"));
    }
    Ok(())
}

/// Counts all anew.
pub(super) fn rebuild(connection: &mut Connection) -> rusqlite::Result<()> {
    let counted = counted();
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    transaction.execute_batch(&format!(
        "DELETE FROM claim_group_tallies;
         INSERT INTO claim_group_tallies (group_id, claims, articles, latest, asserted, denied, least_sure, most_sure) {counted};
         DELETE FROM figure_subjects;
         INSERT INTO figure_subjects (subject, counted) {SUBJECTS};"
    ))?;
    transaction.commit()
}
