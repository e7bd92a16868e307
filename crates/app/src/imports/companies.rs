//! Rows about companies: found by the key of their own system, else by corporate number, else by exactly the same name.
//! A name that is only alike never makes two companies one; it is said, and left to people.

use std::collections::HashMap;

use db::Sql;
use sea_orm::{ConnectionTrait as _, FromQueryResult};

use super::{
    cells::{Cells, Seen},
    columns::Field,
    people,
    reading::Row,
    references::{Found, References},
    report::{Fate, RowReport},
};
use crate::{
    companies, deals,
    error::{Error, Result},
    events::{Event, EventKind},
    ids::{CompanyId, UserId},
    t,
    text::Texts,
    tx::Tx,
};

/// Which companies there are so far.
pub struct Companies {
    companies: HashMap<i64, Company>,
    by_key: HashMap<String, i64>,
    by_number: HashMap<String, i64>,
    names: References,
    owners: References,
    /// Which companies this file was about.
    pub seen: Seen,
}

#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
struct Company {
    id: i64,
    owner_id: Option<UserId>,
    name: String,
    kana: String,
    corporate_number: String,
    industry: String,
    employees: Option<i64>,
    address: String,
    phone: String,
    website: String,
    mail_domain: String,
    note: String,
    external_id: Option<String>,
}

impl Companies {
    /// Reads which there are.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn load(tx: &Tx) -> Result<Self> {
        let mut sql = Sql::new(
            "SELECT c.id, c.owner_id, c.name, c.kana, c.corporate_number, c.industry, c.employees, c.address, c.phone,
                    c.website, c.mail_domain, c.note, c.external_id
             FROM companies c WHERE 1 = 1",
        );
        companies::push_visible(tx.actor(), &mut sql, "c");
        sql.push(" ORDER BY c.id");
        let all = Company::find_by_statement(sql.statement(tx.dialect()))
            .all(tx.db())
            .await?;
        let mut this = Self {
            companies: HashMap::new(),
            by_key: HashMap::new(),
            by_number: HashMap::new(),
            names: References::none(japan::fold_company),
            owners: people::by_name(tx).await?,
            seen: Seen::default(),
        };
        for company in all {
            this.names.add(company.id, &company.name);
            this.keep(company);
        }
        Ok(this)
    }

    fn keep(&mut self, company: Company) {
        if let Some(key) = &company.external_id {
            self.by_key.insert(key.clone(), company.id);
        }
        if !company.corporate_number.is_empty() {
            self.by_number.insert(company.corporate_number.clone(), company.id);
        }
        self.companies.insert(company.id, company);
    }

    /// Imports some rows.
    ///
    /// # Errors
    /// When the database refuses; then none of them.
    pub async fn rows(&mut self, tx: &mut Tx, rows: &[Row<'_>], reports: &mut Vec<RowReport>) -> Result<()> {
        for row in rows {
            let mut cells = Cells::new(row, tx.actor().texts(), tx.now().day(tx.workspace().zone));
            let wanted = self.read(&mut cells);
            let Some(wanted) = wanted.filter(|_| cells.is_sound()) else {
                let name = cells.raw(Field::Name).map_or("", |cell| cell.text);
                reports.push(cells.report(Fate::Refused, name));
                continue;
            };
            let name = wanted.name.clone();
            let fate = self.write(tx, wanted).await?;
            reports.push(cells.report(fate, &name));
        }
        Ok(())
    }

    /// The company as it should be after the row: what is there, with the cells that are not blank.
    fn read(&mut self, cells: &mut Cells<'_>) -> Option<Company> {
        let name = cells.required(Field::Name)?;
        let key = cells.text(Field::Key);
        let number = corporate_number(cells);
        let cell = cells.raw(if key.is_some() { Field::Key } else { Field::Name });
        // A key and a number may look alike without meaning the same.
        let once = match (&key, &number) {
            (Some(key), _) => format!("k {key}"),
            (None, Some(number)) => format!("# {number}"),
            (None, None) => format!("n {name}"),
        };
        self.seen.once(cells, cell, once);
        let known = self.find(cells, &name, key.as_deref(), number.as_deref());
        let mut company = known.unwrap_or_else(|| blank(&name));
        company.name = name;
        company.external_id = key.or(company.external_id);
        if let Some(owner) = cells.reference(Field::Owner, &self.owners, no_owner) {
            company.owner_id = Some(UserId(owner));
        }
        let fields = [
            (Field::Kana, &mut company.kana),
            (Field::Industry, &mut company.industry),
            (Field::Address, &mut company.address),
            (Field::Phone, &mut company.phone),
            (Field::Website, &mut company.website),
            (Field::MailDomain, &mut company.mail_domain),
        ];
        for (field, fact) in fields {
            if let Some(text) = cells.text(field) {
                *fact = text;
            }
        }
        company.corporate_number = number.unwrap_or(company.corporate_number);
        company.employees = cells.number(Field::Employees).or(company.employees);
        if let Some(note) = cells.long_text(Field::Note) {
            company.note = note;
        }
        for field in [Field::Founded, Field::Revenue, Field::Parent] {
            keep_in_note(cells, field, &mut company.note);
        }
        Some(company)
    }

    /// Which company a row means, if it is there already.
    fn find(&self, cells: &mut Cells<'_>, name: &str, key: Option<&str>, number: Option<&str>) -> Option<Company> {
        let by_key = key.and_then(|key| self.by_key.get(key));
        let by_number = number.and_then(|number| self.by_number.get(number));
        if let Some(id) = by_key.or(by_number) {
            return self.companies.get(id).cloned();
        }
        // Another key or another number says that it is another company, whatever its name.
        let fits = |company: &&Company| {
            (key.is_none() || company.external_id.is_none())
                && (number.is_none() || company.corporate_number.is_empty())
        };
        match self.names.find(name) {
            Found::Exact(id) => self.companies.get(&id).filter(fits).cloned(),
            Found::Folded(_, alike) => {
                let cell = cells.raw(Field::Name);
                cells.hint(cell, t!(cells.words(), "import-alike", names = alike));
                None
            }
            Found::Several(alike) => {
                let exact = self
                    .companies
                    .values()
                    .filter(|company| company.name == name)
                    .filter(fits);
                let mut exact: Vec<_> = exact.collect();
                if exact.len() == 1 {
                    return exact.pop().cloned();
                }
                let cell = cells.raw(Field::Name);
                cells.hint(cell, t!(cells.words(), "import-alike", names = alike.join(" / ")));
                None
            }
            Found::Nothing => None,
        }
    }

    async fn write(&mut self, tx: &mut Tx, mut company: Company) -> Result<Fate> {
        let known = self.companies.get(&company.id);
        if known == Some(&company) {
            return Ok(Fate::Unchanged);
        }
        let (fate, kind) = match known {
            Some(_) => (Fate::Updated, EventKind::CompanyChanged),
            None => (Fate::Created, EventKind::CompanyCreated),
        };
        if let Some(known) = known {
            update(tx, &company).await?;
            if (&known.name, &known.kana) != (&company.name, &company.kana) {
                let names = format!("{}{}", company.name, company.kana);
                deals::company_renamed(tx, CompanyId(company.id), &names).await?;
            }
        } else {
            company.id = insert(tx, &company).await?;
            self.names.add(company.id, &company.name);
        }
        tx.record(Event::new(kind).company(Some(CompanyId(company.id))));
        self.keep(company);
        Ok(fate)
    }
}

fn blank(name: &str) -> Company {
    Company {
        id: 0,
        owner_id: None,
        name: name.to_owned(),
        kana: String::new(),
        corporate_number: String::new(),
        industry: String::new(),
        employees: None,
        address: String::new(),
        phone: String::new(),
        website: String::new(),
        mail_domain: String::new(),
        note: String::new(),
        external_id: None,
    }
}

/// What a message says to do about an owner who is not there.
pub fn no_owner(words: Texts) -> String {
    t!(words, "import-no-owner-remedy")
}

/// Thirteen digits, hyphens left out.
fn corporate_number(cells: &mut Cells<'_>) -> Option<String> {
    let cell = cells.raw(Field::CorporateNumber)?;
    let digits = japan::fold(cell.text);
    if digits.len() != 13 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        let words = cells.words();
        cells.problem(
            Some(cell),
            t!(words, "import-no-corporate-number"),
            t!(words, "import-no-corporate-number-remedy"),
        );
        return None;
    }
    Some(digits)
}

/// Keeps what has no field of its own as a line of the note, under the name of its column; a line of that name is replaced.
fn keep_in_note(cells: &mut Cells<'_>, field: Field, note: &mut String) {
    let Some(cell) = cells.raw(field) else { return };
    let Some(text) = cells.text(field) else { return };
    let start = format!("{}: ", cell.column);
    let mut lines: Vec<String> = note.lines().map(str::to_owned).collect();
    let line = format!("{start}{text}");
    match lines.iter_mut().find(|line| line.starts_with(&start)) {
        Some(there) => *there = line,
        None => lines.push(line),
    }
    *note = lines.join("\n");
}

/// The columns that an import writes, in the order of [`values`].
const COLUMNS: [&str; 15] = [
    "owner_id",
    "name",
    "kana",
    "corporate_number",
    "industry",
    "employees",
    "address",
    "phone",
    "phone_digits",
    "website",
    "mail_domain",
    "note",
    "external_id",
    "name_fold",
    "search_fold",
];

fn values(company: &Company) -> [sea_orm::Value; 15] {
    [
        company.owner_id.map(|owner| owner.0).into(),
        company.name.as_str().into(),
        company.kana.as_str().into(),
        company.corporate_number.as_str().into(),
        company.industry.as_str().into(),
        company.employees.into(),
        company.address.as_str().into(),
        company.phone.as_str().into(),
        japan::phone_digits(&company.phone).into(),
        company.website.as_str().into(),
        company.mail_domain.as_str().into(),
        company.note.as_str().into(),
        company.external_id.as_deref().into(),
        japan::fold_company(&company.name).into(),
        japan::fold(&format!("{}{}", company.name, company.kana)).into(),
    ]
}

async fn insert(tx: &Tx, company: &Company) -> Result<i64> {
    let mut sql = Sql::new("INSERT INTO companies (");
    sql.push(&COLUMNS.join(", ")).push(", created_at, updated_at) VALUES (");
    for value in values(company) {
        sql.bind(value).push(", ");
    }
    sql.bind(tx.now().0).push(", ").bind(tx.now().0).push(") RETURNING id");
    let row = tx.db().query_one_raw(sql.statement(tx.dialect())).await?;
    let row = row.ok_or_else(|| Error::internal("a company was not inserted"))?;
    Ok(row.try_get_by_index(0)?)
}

async fn update(tx: &Tx, company: &Company) -> Result<()> {
    let mut sql = Sql::new("UPDATE companies SET ");
    for (column, value) in COLUMNS.iter().zip(values(company)) {
        sql.push(column).push(" = ").bind(value).push(", ");
    }
    sql.push("version = version + 1, updated_at = ").bind(tx.now().0);
    sql.push(" WHERE id = ").bind(company.id);
    tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    Ok(())
}
