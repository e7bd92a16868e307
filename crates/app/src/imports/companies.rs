//! Rows about companies: found by the key of their own system, else by corporate number, else by exactly the same name.
//! A name that is only alike never makes two companies one; it is said, and left to people.

use std::collections::{HashMap, HashSet};

use db::Sql;
use sea_orm::{ConnectionTrait as _, FromQueryResult, QueryOrder as _};

use super::{
    cells::{Cells, Seen},
    columns::Field,
    people,
    reading::Row,
    references::{Found, References},
    report::{Fate, RowReport},
};
use crate::{
    companies::{self, Facts},
    error::Result,
    ids::{CompanyId, UserId},
    merges, t,
    text::Texts,
    tx::Tx,
};

/// Which companies there are so far.
pub struct Companies {
    companies: HashMap<i64, Company>,
    by_key: HashMap<String, CompanyId>,
    by_number: HashMap<String, CompanyId>,
    /// Keys and numbers of companies that were merged into others.
    merged: HashSet<String>,
    names: References,
    owners: References,
    /// Which companies this file was about.
    pub seen: Seen,
}

/// A company, as it is or as a row wants it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Company {
    /// `None` while it is new.
    id: Option<CompanyId>,
    key: Option<String>,
    facts: Facts,
}

impl Companies {
    /// Reads which there are.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn load(tx: &Tx) -> Result<Self> {
        let all = companies::visible_to(tx.actor()).order_by_asc(companies::Column::Id);
        let all = all.all(tx.db()).await?;
        let mut this = Self {
            companies: HashMap::new(),
            by_key: HashMap::new(),
            by_number: HashMap::new(),
            merged: HashSet::new(),
            names: References::none(japan::fold_company),
            owners: people::by_name(tx).await?,
            seen: Seen::default(),
        };
        for company in all {
            this.names.add(company.id.0, &company.name);
            let facts = Facts::from(&company);
            this.keep(company.id, company.external_id, facts);
        }
        this.know_merged(tx).await?;
        Ok(this)
    }

    /// A company that was merged into another is still found by its key, its number and its name: as the other one.
    async fn know_merged(&mut self, tx: &Tx) -> Result<()> {
        #[derive(FromQueryResult)]
        struct Gone {
            id: i64,
            name: String,
            external_id: Option<String>,
            corporate_number: String,
        }
        let whence = merges::whence(tx.db(), merges::Kind::Company).await?;
        let mut ids: Vec<i64> = whence.keys().copied().collect();
        ids.sort_unstable();
        for ids in ids.chunks(100) {
            let mut sql = Sql::new("SELECT id, name, external_id, corporate_number FROM companies WHERE id IN ");
            sql.bind_list(ids.iter().copied()).push(" ORDER BY id");
            let rows = Gone::find_by_statement(sql.statement(tx.dialect()))
                .all(tx.db())
                .await?;
            for gone in rows {
                let Some(kept) = whence.get(&gone.id).filter(|kept| self.companies.contains_key(kept)) else {
                    continue;
                };
                if let Some(key) = gone.external_id {
                    self.merged.insert(format!("k {key}"));
                    self.by_key.entry(key).or_insert(CompanyId(*kept));
                }
                let number = gone.corporate_number;
                if !number.is_empty() && !self.by_number.contains_key(&number) {
                    self.merged.insert(format!("# {number}"));
                    self.by_number.insert(number, CompanyId(*kept));
                }
                if self.names.find(&gone.name) == Found::Nothing {
                    self.names.add_alias(*kept, &gone.name);
                }
            }
        }
        Ok(())
    }

    fn keep(&mut self, id: CompanyId, key: Option<String>, facts: Facts) {
        if let Some(key) = &key {
            self.by_key.insert(key.clone(), id);
        }
        if !facts.corporate_number.is_empty() {
            self.by_number.insert(facts.corporate_number.clone(), id);
        }
        let id = Some(id);
        self.companies
            .insert(id.map_or(0, |id| id.0), Company { id, key, facts });
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
            let name = wanted.facts.name.clone();
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
        self.seen.once(cells, cell, once.clone());
        let known = self.find(cells, &name, key.as_deref(), number.as_deref());
        let mut company = known.unwrap_or(Company {
            id: None,
            key: None,
            facts: Facts::default(),
        });
        // A company that was merged into this one says only what nobody said yet, and leaves this one its key.
        let before = self.merged.contains(&once).then(|| company.facts.clone());
        company.key = key.filter(|_| before.is_none()).or(company.key);
        let facts = &mut company.facts;
        facts.name = name;
        if let Some(owner) = cells.reference(Field::Owner, &self.owners, no_owner) {
            facts.owner = Some(UserId(owner));
        }
        let texts = [
            (Field::Kana, &mut facts.kana),
            (Field::Industry, &mut facts.industry),
            (Field::Address, &mut facts.address),
            (Field::Phone, &mut facts.phone),
            (Field::Website, &mut facts.website),
            (Field::MailDomain, &mut facts.mail_domain),
        ];
        for (field, fact) in texts {
            if let Some(text) = cells.text(field) {
                *fact = text;
            }
        }
        facts.mail_domain.make_ascii_lowercase();
        if let Some(number) = number {
            facts.corporate_number = number;
        }
        facts.employees = cells.number(Field::Employees).or(facts.employees);
        if let Some(note) = cells.long_text(Field::Note) {
            facts.note = note;
        }
        for field in [Field::Founded, Field::Revenue, Field::Parent] {
            keep_in_note(cells, field, &mut facts.note);
        }
        if let Some(before) = before {
            *facts = completed(before, facts.clone());
        }
        Some(company)
    }

    /// Which company a row means, if it is there already.
    fn find(&self, cells: &mut Cells<'_>, name: &str, key: Option<&str>, number: Option<&str>) -> Option<Company> {
        let by_key = key.and_then(|key| self.by_key.get(key));
        let by_number = number.and_then(|number| self.by_number.get(number));
        if let Some(id) = by_key.or(by_number) {
            return self.companies.get(&id.0).cloned();
        }
        // Another key or another number says that it is another company, whatever its name.
        let fits = |company: &&Company| {
            (key.is_none() || company.key.is_none()) && (number.is_none() || company.facts.corporate_number.is_empty())
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
                    .filter(|company| company.facts.name == name)
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

    async fn write(&mut self, tx: &mut Tx, company: Company) -> Result<Fate> {
        let Company { id, key, facts } = company;
        let Some(id) = id else {
            let made = companies::create(tx, facts.clone(), key.clone()).await?;
            self.names.add(made.id.0, &made.name);
            self.keep(made.id, key, facts);
            return Ok(Fate::Created);
        };
        let known = self.companies.get(&id.0);
        let same_key = known.is_some_and(|known| known.key == key);
        if same_key && known.is_some_and(|known| known.facts == facts) {
            return Ok(Fate::Unchanged);
        }
        companies::change(tx, id, None, facts.clone()).await?;
        if !same_key {
            let mut sql = Sql::new("UPDATE companies SET version = version + 1, external_id = ");
            sql.bind(key.as_deref()).push(" WHERE id = ").bind(id.0);
            tx.db().execute_raw(sql.statement(tx.dialect())).await?;
        }
        self.keep(id, key, facts);
        Ok(Fate::Updated)
    }
}

/// What a message says to do about an owner who is not there.
pub fn no_owner(words: Texts) -> String {
    t!(words, "import-no-owner-remedy")
}

/// What is known, and where nothing is, what a row says.
fn completed(known: Facts, row: Facts) -> Facts {
    let text = |known: String, row: String| if known.is_empty() { row } else { known };
    Facts {
        owner: known.owner.or(row.owner),
        name: text(known.name, row.name),
        kana: text(known.kana, row.kana),
        corporate_number: text(known.corporate_number, row.corporate_number),
        industry: text(known.industry, row.industry),
        employees: known.employees.or(row.employees),
        address: text(known.address, row.address),
        phone: text(known.phone, row.phone),
        website: text(known.website, row.website),
        mail_domain: text(known.mail_domain, row.mail_domain),
        note: text(known.note, row.note),
    }
}

/// Thirteen digits, hyphens left out.
pub(super) fn corporate_number(cells: &mut Cells<'_>) -> Option<String> {
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
