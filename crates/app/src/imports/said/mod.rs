//! What rows about deals say of them: items of frameworks, the interest, answers of hearings. Each item and each question has
//! columns of its own, known by the names the team gave them, in either language; those that the list of deals writes.
//!
//! A blank cell leaves what is known. What is said already, in the same words, writes nothing.

mod answers;
mod columns;
mod facts;

use self::columns::Columns;
use super::{
    cells::Cells,
    reading::{Cell, Table},
    references::References,
};
use crate::{
    deals::Deal,
    error::Result,
    hearing::{self, Given, Seen},
    ids::{CompanyId, ContactId, DealId, ItemId, PipelineId, QuestionId},
    money::Currency,
    qualification::{self, AskedItems, Stated},
    t,
    text::{Locale, Texts},
    tx::Tx,
};

/// The columns of a file that say something of this kind, and what they refer to.
pub struct Columned {
    columns: Columns,
    asked: AskedItems,
    interests: References,
}

/// What a row says.
#[derive(Default)]
pub struct Told {
    facts: Vec<(ItemId, qualification::Said)>,
    interest: Option<Stated>,
    answers: Vec<(QuestionId, Seen, Given)>,
}

/// Of which deal a row tells.
pub struct About<'d> {
    /// The deal, unless it is new.
    pub deal: Option<&'d Deal>,
    /// Of which pipeline it is or will be.
    pub pipeline: PipelineId,
    /// Whose contacts may have said it.
    pub company: Option<CompanyId>,
    /// Of amounts without one.
    pub currency: Currency,
}

/// Both languages: a file may come from a colleague who reads the other one.
fn languages() -> [Texts; 2] {
    [Locale::Ja.texts(), Locale::En.texts()]
}

/// One of several by its name in either language, or by its code.
fn named<T: Copy>(
    text: &str,
    all: &[T],
    name: impl Fn(T, Texts) -> String,
    code: impl Fn(T) -> &'static str,
) -> Option<T> {
    let wanted = japan::fold(text);
    let is_it = |one: &T| {
        code(*one) == text
            || languages()
                .into_iter()
                .any(|words| japan::fold(&name(*one, words)) == wanted)
    };
    all.iter().copied().find(is_it)
}

impl Columned {
    /// Finds the columns of a file.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn load(tx: &Tx, table: &Table) -> Result<Self> {
        let interests = db::Sql::new("SELECT id, name FROM interests ORDER BY id");
        Ok(Self {
            columns: Columns::find(tx, table).await?,
            asked: AskedItems::read(tx.db()).await?,
            interests: References::read(tx.db(), interests, japan::fold).await?,
        })
    }

    /// Whether a column was known.
    pub fn uses(&self, place: usize) -> bool {
        self.columns.has(place)
    }

    /// Reads a row; what is wrong about it becomes notes of its cells.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn read(&self, tx: &Tx, cells: &mut Cells<'_>, about: &About<'_>) -> Result<Told> {
        let mut told = Told::default();
        if self.columns.is_empty() {
            return Ok(told);
        }
        let people = people(tx, about).await?;
        for item in &self.columns.items {
            told.facts
                .extend(facts::read(self, tx, cells, about, &people, item).await?);
        }
        told.interest = facts::interest(self, tx, cells, about, &people).await?;
        for question in &self.columns.questions {
            told.answers
                .extend(answers::read(tx, cells, about, &people, question).await?);
        }
        Ok(told)
    }
}

impl Told {
    /// Writes it down; answers whether anything was new.
    ///
    /// # Errors
    /// As the acts of each.
    pub async fn write(self, tx: &mut Tx, deal: DealId) -> Result<bool> {
        let mut is_new = false;
        for (item, said) in self.facts {
            is_new |= qualification::say(tx, deal, item, None, said).await?;
        }
        if let Some(stated) = self.interest {
            is_new |= qualification::state_interest(tx, deal, None, stated).await?;
        }
        for (question, seen, given) in self.answers {
            is_new |= hearing::give(tx, deal, question, seen, given).await? != hearing::Kept::Unchanged;
        }
        Ok(is_new)
    }
}

/// Who can have said something: the contacts of the company, and those who take part in the deal.
async fn people(tx: &Tx, about: &About<'_>) -> Result<References> {
    let mut sql = db::Sql::new("SELECT c.id, c.name FROM contacts c WHERE c.deleted_at IS NULL AND (c.company_id = ");
    let company = about.company.or(about.deal.and_then(|deal| deal.company_id));
    sql.bind(company.map_or(0, |company| company.0));
    sql.push(" OR c.id IN (SELECT contact_id FROM deal_contacts WHERE deal_id = ");
    sql.bind(about.deal.map_or(0, |deal| deal.id.0))
        .push(")) ORDER BY c.id");
    References::read(tx.db(), sql, japan::fold).await
}

/// A contact by name; whoever stands there already, also when they left.
fn contact(
    cells: &mut Cells<'_>,
    place: Option<usize>,
    people: &References,
    is: Option<(ContactId, &str)>,
) -> Option<ContactId> {
    let Some(cell) = place.and_then(|place| cells.at(place)) else {
        return is.map(|(id, _)| id);
    };
    if let Some((id, name)) = is
        && name == cell.text
    {
        return Some(id);
    }
    let found = cells.reference_in(cell, people, |words| t!(words, "import-no-contact-remedy"));
    found.map(ContactId)
}

/// A cell that says something of a list: one of it, else the row is refused with what there is.
fn listed<'r, T: Copy>(
    cells: &mut Cells<'r>,
    cell: Cell<'r>,
    all: &[T],
    name: impl Fn(T, Texts) -> String,
    code: impl Fn(T) -> &'static str,
) -> Option<T> {
    let found = named(cell.text, all, &name, code);
    if found.is_none() {
        let words = cells.words();
        let known: Vec<String> = all.iter().map(|one| name(*one, words)).collect();
        let remedy = t!(
            words,
            "import-not-listed-remedy",
            known = known.join(&t!(words, "told-list"))
        );
        cells.problem(Some(cell), t!(words, "import-not-listed"), remedy);
    }
    found
}

/// What a deal is not asked is refused: nobody would ever see it.
fn not_asked<'r>(cells: &mut Cells<'r>, cell: Option<Cell<'r>>) {
    let words = cells.words();
    cells.problem(
        cell,
        t!(words, "import-not-asked"),
        t!(words, "import-not-asked-remedy"),
    );
}
