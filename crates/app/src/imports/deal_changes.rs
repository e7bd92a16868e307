//! What a row changes about a deal that is there already. What happened here since the last import is not undone.

use super::{
    cells::Cells,
    columns::Field,
    deals::{Wanted, ended},
    report::Fate,
};
use crate::{
    deals::{self, Change, Deal, Line, Move, NewLine, Outcome},
    error::{Error, Result},
    ids::ProductId,
    t,
    tx::Tx,
};

/// Brings a deal to what a row says, as far as the row says anything.
///
/// # Errors
/// When the database refuses.
pub async fn apply(
    tx: &mut Tx,
    cells: &mut Cells<'_>,
    deal: &Deal,
    has: &[ProductId],
    wanted: &Wanted,
) -> Result<Fate> {
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
    if change != Change::default() {
        let version = deals::change(tx, deal.id, None, change).await?.version;
        // What a deal that was closed just now is worth was said then, and is no change any more.
        fate = if version > deal.version { Fate::Updated } else { fate };
    }
    if product(tx, cells, deal, has, wanted).await? {
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
async fn product(tx: &mut Tx, cells: &mut Cells<'_>, deal: &Deal, has: &[ProductId], wanted: &Wanted) -> Result<bool> {
    let Some((product, name, list)) = &wanted.product else {
        return Ok(false);
    };
    if has.contains(product) {
        return Ok(false);
    }
    let mut lines: Vec<NewLine> = deals::lines_of(tx.db(), deal.id)
        .await?
        .into_iter()
        .map(as_new)
        .collect();
    if lines.len() == 1 {
        lines.clear();
    }
    lines.push(NewLine {
        product: Some(*product),
        name: name.clone(),
        quantity: 1,
        unit_price: wanted.amount.filter(|amount| *amount > 0).unwrap_or(*list),
    });
    match deals::set_lines(tx, deal.id, None, lines, false).await {
        Ok(_) => Ok(true),
        // A product that is no longer sold stays with the deals that have it, and comes to no other.
        Err(Error::NotFound) => {
            cells.hint(cells.raw(Field::Product), t!(cells.words(), "import-product-retired"));
            Ok(false)
        }
        Err(error) => Err(error),
    }
}

fn as_new(line: Line) -> NewLine {
    NewLine {
        product: line.product_id,
        name: line.name,
        quantity: line.quantity,
        unit_price: line.unit_price,
    }
}
