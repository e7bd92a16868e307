//! `bench matching`: how well names are matched, on real companies, and how long all candidates of a large workspace take.

use std::fmt::Write as _;

use anyhow::Result;

use crate::{
    data, duplicates, edinet,
    names::{self, Found},
};

/// So many companies, with a contact each.
const COMPANIES: i64 = 100_000;

/// What was found out, as Markdown.
pub async fn report(databases: &[String]) -> Result<String> {
    let mut text = String::new();
    if let Some(file) = edinet::file() {
        text.push_str(&names_report(&edinet::read(&file)?)?);
    }
    for database in databases {
        text.push_str(&times_report(database).await?);
    }
    Ok(text)
}

fn names_report(companies: &[edinet::Registered]) -> Result<String> {
    let mut text = format!(
        "\n## matching by name, {} companies of the EDINET code list\n\n| written with | names | precision | recall |\n|---|---|---|---|\n",
        companies.len()
    );
    let mut all = Found::default();
    for (what, found) in names::spellings(companies) {
        writeln!(
            text,
            "| {what} | {} | {:.4} | {:.4} |",
            found.written,
            found.precision(),
            found.recall()
        )?;
        all.add(found);
    }
    writeln!(
        text,
        "| **all** | {} | **{:.4}** | **{:.4}** |\n",
        all.written,
        all.precision(),
        all.recall()
    )?;
    let (doubled, too_sure) = names::double_names(companies);
    writeln!(
        text,
        "- names of two corporate numbers: {doubled}; more than perhaps one: {}",
        too_sure.len()
    )?;
    let (likely, perhaps) = names::asked_in_vain(companies);
    writeln!(
        text,
        "- different companies, if nobody had entered a number: {likely} pairs likely, {perhaps} perhaps one"
    )?;
    for letters in [4, 6, 8] {
        let (written, found) = names::mistyped(companies, letters);
        let share = names::share(found, written);
        writeln!(
            text,
            "- a kana left out of names of at least {letters}: {written}, of which {share:.2} are found"
        )?;
    }
    Ok(text)
}

async fn times_report(database: &str) -> Result<String> {
    let folder = tempfile::tempdir()?;
    let url = data::url(database, folder.path(), COMPANIES.unsigned_abs()).await?;
    let measured = duplicates::measure(&url, COMPANIES).await?;
    let [sure, likely, perhaps] = measured.pairs;
    Ok(format!(
        "\n## candidates, {database}, {} companies and {} contacts\n\n- all of them: {:.1} s; again, nothing new: {:.1} s; after a change of one company: {:.0} ms\n- pairs: {sure} sure, {likely} likely, {perhaps} perhaps\n",
        measured.companies,
        measured.contacts,
        measured.all.as_secs_f64(),
        measured.again.as_secs_f64(),
        measured.one.as_secs_f64() * 1000.0,
    ))
}
