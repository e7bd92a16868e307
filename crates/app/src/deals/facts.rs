//! What a deal's numbers are called: its company, owner, channel and how it ended, for its page.

use db::Sql;
use sea_orm::FromQueryResult;

use super::table::Model;
use crate::{
    app::App,
    error::{Error, Result},
};

/// The names behind a deal's numbers.
#[derive(Clone, Debug, FromQueryResult)]
pub struct DealFacts {
    /// The company.
    pub company: Option<String>,
    /// Where it is.
    pub company_address: Option<String>,
    /// Whether it still has a page.
    pub company_is_there: bool,
    /// The pipeline.
    pub pipeline: String,
    /// The owner.
    pub owner: String,
    /// How the appointment was won.
    pub channel: Option<String>,
    /// Why it was lost.
    pub loss_reason: Option<String>,
    /// To whom.
    pub competitor: Option<String>,
}

impl DealFacts {
    /// Reads them. The deal is one that the reader sees, and so they see these.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn read(app: &App, deal: &Model) -> Result<Self> {
        let mut sql = Sql::new(
            "SELECT f.name AS company, f.address AS company_address, f.id IS NOT NULL AND f.deleted_at IS NULL AS company_is_there,
                    p.name AS pipeline, u.name AS owner, c.name AS channel, r.name AS loss_reason, k.name AS competitor
             FROM deals d JOIN pipelines p ON p.id = d.pipeline_id JOIN users u ON u.id = d.owner_id
             LEFT JOIN companies f ON f.id = d.company_id LEFT JOIN channels c ON c.id = d.channel_id
             LEFT JOIN loss_reasons r ON r.id = d.loss_reason_id LEFT JOIN competitors k ON k.id = d.competitor_id
             WHERE d.id = ",
        );
        sql.bind(deal.id.0);
        app.one(sql).await?.ok_or(Error::NotFound)
    }
}
