//! Which deals somebody sees. Every read of deals starts here.

use std::collections::HashSet;

use db::Sql;
use sea_orm::{
    ColumnTrait as _, Condition, EntityTrait as _, QueryFilter as _, Select,
    sea_query::{Alias, Expr, ExprTrait as _, Query},
};

use super::table::{Column, Entity};
use crate::{
    actor::{Actor, Sees},
    app::App,
    error::Result,
    ids::DealId,
};

/// The deals somebody sees: those of the owners they see, and those they are a member of. Not the deleted ones.
#[must_use]
pub fn visible_to(actor: &Actor) -> Select<Entity> {
    all_visible_to(actor).filter(Column::DeletedAt.is_null())
}

/// As [`visible_to`], with the deleted ones: for taking a deletion back.
#[must_use]
pub fn all_visible_to(actor: &Actor) -> Select<Entity> {
    #[expect(clippy::disallowed_methods, reason = "the one scope of deals")]
    let all = Entity::find();
    match actor.owned_visibly(Expr::col((Entity, Column::OwnerId))) {
        None => all,
        Some(owned) => all.filter(Condition::any().add(owned).add(is_member(actor))),
    }
}

fn is_member(actor: &Actor) -> Condition {
    let memberships = Query::select()
        .column(Alias::new("deal_id"))
        .from(Alias::new("deal_members"))
        .and_where(Expr::col(Alias::new("user_id")).eq(actor.user.map_or(0, |user| user.0)))
        .to_owned();
    Condition::all().add(Expr::col((Entity, Column::Id)).in_subquery(memberships))
}

/// The same for queries in plain SQL: pushes ` AND …` on the deals behind `alias`. Always narrows: the deleted
/// ones are left out, and what this person may not see.
pub fn push_visible(actor: &Actor, sql: &mut Sql, alias: &str) {
    sql.push(&format!(" AND {alias}.deleted_at IS NULL"));
    if let Sees::Owners(_) = actor.sees {
        sql.push(" AND (");
        actor.push_owned_visibly(sql, &format!("{alias}.owner_id"));
        sql.push(&format!(
            " OR {alias}.id IN (SELECT deal_id FROM deal_members WHERE user_id = "
        ));
        sql.bind(actor.user.map_or(0, |user| user.0)).push("))");
    }
}

/// Which of these deals somebody sees, the deleted ones included: their disappearance is news too.
///
/// # Errors
/// When the database is away.
pub async fn which_visible(app: &App, actor: &Actor, deals: &[DealId]) -> Result<HashSet<DealId>> {
    use sea_orm::QuerySelect as _;
    if deals.is_empty() {
        return Ok(HashSet::new());
    }
    let ids = all_visible_to(actor).filter(Column::Id.is_in(deals.iter().copied()));
    let ids: Vec<DealId> = ids
        .select_only()
        .column(Column::Id)
        .into_tuple()
        .all(app.db().read())
        .await?;
    Ok(ids.into_iter().collect())
}
