//! Which activities somebody sees. Every read of activities starts here.

use db::Sql;
use sea_orm::{
    ColumnTrait as _, Condition, EntityTrait as _, QueryFilter as _, QuerySelect as _, QueryTrait as _, Select,
};

use super::table::{Column, Entity};
use crate::{
    actor::{Actor, Sees},
    deals,
};

/// The activities somebody sees: their own and their people's, and those of deals they see. Not the deleted ones.
#[must_use]
pub fn visible_to(actor: &Actor) -> Select<Entity> {
    all_visible_to(actor).filter(Column::DeletedAt.is_null())
}

/// As [`visible_to`], with the deleted ones: for taking a deletion back.
pub(super) fn all_visible_to(actor: &Actor) -> Select<Entity> {
    #[expect(clippy::disallowed_methods, reason = "the one scope of activities")]
    let all = Entity::find();
    let Some(owned) = actor.owned_visibly(sea_orm::sea_query::Expr::col((Entity, Column::OwnerId))) else {
        return all;
    };
    let deals = deals::visible_to(actor)
        .select_only()
        .column(deals::Column::Id)
        .into_query();
    all.filter(Condition::any().add(owned).add(Column::DealId.in_subquery(deals)))
}

/// The same for queries in plain SQL: pushes ` AND …` on the activities behind `alias`.
pub fn push_visible(actor: &Actor, sql: &mut Sql, alias: &str) {
    sql.push(&format!(" AND {alias}.deleted_at IS NULL"));
    if let Sees::Owners(_) = actor.sees {
        sql.push(" AND (");
        actor.push_owned_visibly(sql, &format!("{alias}.owner_id"));
        sql.push(&format!(
            " OR EXISTS (SELECT 1 FROM deals vd WHERE vd.id = {alias}.deal_id"
        ));
        deals::push_visible(actor, sql, "vd");
        sql.push("))");
    }
}
