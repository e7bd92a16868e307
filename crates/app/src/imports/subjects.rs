//! The deal, lead or company a row is about: by the key of their own system, by name, or by name and company.

use db::Sql;
use sea_orm::FromQueryResult;

use super::{
    cells::Cells,
    columns::Field,
    company_names,
    references::{Found, References},
};
use crate::{
    deals,
    error::Result,
    ids::{CompanyId, DealId, LeadId},
    leads, t,
    text::Texts,
    touches,
    tx::Tx,
};

/// Everything a row can be about.
pub struct Subjects {
    deals: References,
    deal_companies: std::collections::HashMap<i64, CompanyId>,
    leads: References,
    companies: References,
}

/// What a row is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Subject {
    /// The deal.
    pub deal: Option<DealId>,
    /// The lead.
    pub lead: Option<LeadId>,
    /// The company: as the row says, else the deal's.
    pub company: Option<CompanyId>,
}

impl Subject {
    /// A deal before a lead.
    #[must_use]
    pub fn touched(self) -> Option<touches::About> {
        let deal = self.deal.map(touches::About::Deal);
        deal.or(self.lead.map(touches::About::Lead))
    }
}

#[derive(FromQueryResult)]
struct DealRow {
    id: i64,
    title: String,
    external_id: Option<String>,
    company_id: Option<CompanyId>,
    company: Option<String>,
}

#[derive(FromQueryResult)]
struct LeadRow {
    id: i64,
    company: String,
    contact: String,
    external_id: Option<String>,
}

/// A title alone may be that of many deals; with its company it seldom is.
fn at_company(title: &str, company: &str) -> String {
    format!("{title}\n{}", japan::fold_company(company))
}

impl Subjects {
    /// Reads what there is.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn load(tx: &Tx) -> Result<Self> {
        let mut this = Self {
            deals: References::none(japan::fold),
            deal_companies: std::collections::HashMap::new(),
            leads: References::none(japan::fold),
            companies: company_names::by_name(tx).await?,
        };
        this.load_deals(tx).await?;
        this.load_leads(tx).await?;
        Ok(this)
    }

    async fn load_deals(&mut self, tx: &Tx) -> Result<()> {
        let mut sql = Sql::new(
            "SELECT d.id, d.title, d.external_id, d.company_id, c.name AS company
             FROM deals d LEFT JOIN companies c ON c.id = d.company_id WHERE 1 = 1",
        );
        deals::push_visible(tx.actor(), &mut sql, "d");
        sql.push(" ORDER BY d.id");
        for row in DealRow::find_by_statement(sql.statement(tx.dialect()))
            .all(tx.db())
            .await?
        {
            self.deals.add(row.id, &row.title);
            if let Some(key) = row.external_id.filter(|key| *key != row.title) {
                self.deals.add_alias(row.id, &key);
            }
            if let Some(company) = &row.company {
                self.deals.add_alias(row.id, &at_company(&row.title, company));
            }
            if let Some(company) = row.company_id {
                self.deal_companies.insert(row.id, company);
            }
        }
        Ok(())
    }

    async fn load_leads(&mut self, tx: &Tx) -> Result<()> {
        let mut sql = Sql::new("SELECT l.id, l.company, l.contact, l.external_id FROM leads l WHERE 1 = 1");
        leads::push_visible(tx.actor(), &mut sql, "l");
        sql.push(" ORDER BY l.id");
        for row in LeadRow::find_by_statement(sql.statement(tx.dialect()))
            .all(tx.db())
            .await?
        {
            self.leads.add(row.id, &leads::name_of(&row.company, &row.contact));
            if let Some(key) = row.external_id {
                self.leads.add_alias(row.id, &key);
            }
        }
        Ok(())
    }

    /// What a row is about; what cannot be found is noted.
    pub fn read(&self, cells: &mut Cells<'_>) -> Subject {
        let company = cells.reference(Field::Company, &self.companies, no_company);
        let deal = self.deal(cells);
        let by_key = cells.reference(Field::LeadKey, &self.leads, no_lead);
        let lead = by_key.or_else(|| cells.reference(Field::Lead, &self.leads, no_lead));
        let of_deal = deal.and_then(|deal| self.deal_companies.get(&deal)).copied();
        Subject {
            deal: deal.map(DealId),
            lead: lead.map(LeadId),
            company: company.map(CompanyId).or(of_deal),
        }
    }

    fn deal(&self, cells: &mut Cells<'_>) -> Option<i64> {
        if cells.raw(Field::DealKey).is_some() {
            return cells.reference(Field::DealKey, &self.deals, no_deal);
        }
        if let (Some(title), Some(company)) = (cells.raw(Field::Deal), cells.raw(Field::Company))
            && let Found::Exact(id) = self.deals.find(&at_company(title.text, company.text))
        {
            return Some(id);
        }
        cells.reference(Field::Deal, &self.deals, no_deal)
    }

    /// A company by its name, in another cell.
    pub fn company(&self, cells: &mut Cells<'_>, field: Field) -> Option<CompanyId> {
        cells.reference(field, &self.companies, no_company).map(CompanyId)
    }
}

fn no_company(words: Texts) -> String {
    t!(words, "import-no-company-remedy")
}

fn no_deal(words: Texts) -> String {
    t!(words, "import-no-deal-remedy")
}

fn no_lead(words: Texts) -> String {
    t!(words, "import-no-lead-remedy")
}
