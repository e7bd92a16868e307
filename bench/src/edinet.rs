//! The companies of the EDINET code list: real names, readings and corporate numbers. They are no part of the repository:
//! `KIZASHI_TEST_DATA` names the folder they are in.

use std::path::PathBuf;

use anyhow::{Context, Result};
use kizashi::{
    ids::CompanyId,
    matching::{Clues, Known},
};

/// A company as it is registered.
#[derive(Clone, Debug)]
pub struct Registered {
    pub name: String,
    pub kana: String,
    /// Thirteen digits.
    pub number: String,
}

impl Registered {
    /// As a record in the workspace.
    pub fn known(&self, id: i64) -> Known {
        let clues = Clues {
            name: self.name.clone(),
            corporate_number: self.number.clone(),
            ..Clues::default()
        };
        Known::new(CompanyId(id), &clues, &self.kana)
    }
}

/// The file, if it is there; says so if not.
#[expect(clippy::print_stdout, reason = "what is skipped has to be seen")]
pub fn file() -> Option<PathBuf> {
    let otherwise = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/data");
    let data = std::env::var_os("KIZASHI_TEST_DATA").map_or(otherwise, PathBuf::from);
    let file = data.join("edinet/edinet_corporations_cp932.csv");
    if file.is_file() {
        return Some(file);
    }
    println!(
        "SKIPPED: no {}; KIZASHI_TEST_DATA names the folder of the data",
        file.display()
    );
    None
}

/// The companies with a corporate number, each number once.
pub fn read(file: &PathBuf) -> Result<Vec<Registered>> {
    let bytes = std::fs::read(file).with_context(|| file.display().to_string())?;
    let decoded = japan::decode(&bytes)?;
    // A title stands above the header.
    let (_, table) = decoded.text.split_once('\n').context("the file is empty")?;
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let headers = reader.headers()?.clone();
    let column = |name: &str| {
        let found = headers.iter().position(|header| header == name);
        found.with_context(|| format!("no column {name}"))
    };
    let name = column("Submitter Name")?;
    let kana = column("Submitter Name（phonetic）")?;
    let number = column("Submitter's Japan Corporate Number")?;
    let mut seen = std::collections::HashSet::new();
    let mut companies = Vec::new();
    for row in reader.records() {
        let row = row?;
        let cell = |at: usize| row.get(at).unwrap_or_default().trim().to_owned();
        let company = Registered {
            name: cell(name),
            kana: cell(kana),
            number: cell(number),
        };
        if japan::corporate_number(&company.number).is_ok() && seen.insert(company.number.clone()) {
            companies.push(company);
        }
    }
    Ok(companies)
}
