//! What a row changes about a deal that is there already. What happened here since the last import is not undone.

use db::Sql;
use sea_orm::{ConnectionTrait as _, FromQueryResult};

use super::{
    cells::Cells,
    columns::Field,
    deals::{Wanted, ended},
    report::Fate,
};
use crate::{
    deals::{self, Change, Deal, Move, Outcome},
    error::Result,
    events::{Event, EventKind},
    ids::{DealId, ProductId},
    t,
    tx::Tx,
};

/// A line of products of a deal.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Line {
    /// Its number.
    pub id: i64,
    /// Of this deal.
    pub deal_id: DealId,
    /// From the list, if it is.
    pub product_id: Option<ProductId>,
}

/// Brings a deal to what a row says, as far as the row says anything.
///
/// # Errors
/// When the database refuses.
pub async fn apply(tx: &mut Tx, cells: &mut Cells<'_>, deal: &Deal, lines: &[Line], wanted: &Wanted) -> Result<Fate> {
    if deal.deleted_at.is_some() {
        cells.hint(None, t!(cells.words(), "import-deal-deleted"));
        return Ok(Fate::Unchanged);
    }
    let mut fate = stand(tx, cells, deal, wanted).await?;
    let change = Change {
        title: differs(&deal.title, wanted.title.as_ref()),
        company: differs(&deal.company_id, wanted.company.map(Some).as_ref()),
        owner: differs(&deal.owner_id, Some(&wanted.owner)),
        amount: differs(&deal.amount, wanted.amount.map(Some).as_ref()),
        currency: wanted
            .amount
            .filter(|_| deal.currency != wanted.currency.code())
            .map(|_| wanted.currency),
        expected_close_on: differs(&deal.expected_close_on, wanted.expected.map(Some).as_ref()),
        probability: None,
        channel: differs(&deal.channel_id, wanted.channel.map(Some).as_ref()),
        note: differs(&deal.note, wanted.note.as_ref()),
    };
    // What a deal that was closed just now is worth was said then.
    let version = deals::change(tx, deal.id, None, change).await?.version;
    if version > deal.version {
        fate = Fate::Updated;
    }
    if product(tx, deal, lines, wanted).await? {
        fate = Fate::Updated;
    }
    Ok(fate)
}

fn differs<T: Clone + PartialEq>(is: &T, wanted: Option<&T>) -> Option<T> {
    wanted.filter(|wanted| *wanted != is).cloned()
}

/// Moves and closes. A deal that was closed here stays closed, and in the way it was.
async fn stand(tx: &mut Tx, cells: &mut Cells<'_>, deal: &Deal, wanted: &Wanted) -> Result<Fate> {
    let words = cells.words();
    let is_open = matches!(deal.outcome, Outcome::Open | Outcome::OnHold);
    let closes = matches!(wanted.outcome, Outcome::Won | Outcome::Lost);
    if is_open && closes {
        let since = deals::told_until(tx, deal.id).await?;
        let zone = tx.workspace().zone;
        if let Some(ended) = ended(wanted, cells, since, tx.now(), zone) {
            deals::end_past(tx, deal.id, ended).await?;
            return Ok(Fate::Updated);
        }
    }
    if !is_open && deal.outcome != wanted.outcome {
        cells.hint(cells.raw(Field::Stage), t!(words, "import-closed-here"));
    }
    if deal.outcome == Outcome::Open && !closes && wanted.phase_said && deal.phase_id != wanted.phase {
        let wish = Move {
            to: wanted.phase,
            version: None,
            override_reason: Some(t!(words, "import-override")),
        };
        deals::move_to(tx, deal.id, wish).await?;
        return Ok(Fate::Updated);
    }
    Ok(Fate::Unchanged)
}

/// Puts the product of a row in the place of the only one there is, or beside several.
async fn product(tx: &mut Tx, deal: &Deal, lines: &[Line], wanted: &Wanted) -> Result<bool> {
    let Some((product, name, list)) = &wanted.product else {
        return Ok(false);
    };
    if lines.iter().any(|line| line.product_id == Some(*product)) {
        return Ok(false);
    }
    let price = wanted.amount.filter(|amount| *amount > 0).unwrap_or(*list);
    let mut sql;
    if let [only] = lines {
        sql = Sql::new("UPDATE deal_products SET product_id = ");
        sql.bind(product.0).push(", name = ").bind(name.as_str());
        sql.push(", unit_price = ").bind(price);
        sql.push(" WHERE id = ").bind(only.id);
    } else {
        sql =
            Sql::new("INSERT INTO deal_products (deal_id, product_id, name, quantity, unit_price, position) VALUES (");
        sql.bind(deal.id.0).push(", ").bind(product.0);
        sql.push(", ").bind(name.as_str());
        sql.push(", 1, ").bind(price);
        sql.push(", ")
            .bind(i64::try_from(lines.len()).unwrap_or(0) + 1)
            .push(")");
    }
    tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    tx.record(
        Event::new(EventKind::DealChanged)
            .deal(deal.id)
            .company(deal.company_id)
            .phases([deal.phase_id])
            .data(serde_json::json!({ "changes": { "product": [null, name] } })),
    );
    Ok(true)
}
