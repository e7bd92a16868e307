//! Which leads somebody sees. Every read of leads starts here.
//!
//! Those of the owners they see, as with deals. A lead that is nobody's yet is seen by everybody who may write: somebody has
//! to take it up.

use db::Sql;
use sea_orm::{ColumnTrait as _, Condition, EntityTrait as _, QueryFilter as _, Select, sea_query::Expr};

use super::table::{Column, Entity};
use crate::actor::{Actor, Sees};

/// The leads somebody sees. Not the deleted ones.
#[must_use]
pub fn visible_to(actor: &Actor) -> Select<Entity> {
    all_visible_to(actor).filter(Column::DeletedAt.is_null())
}

/// As [`visible_to`], with the deleted ones: for taking a deletion back.
pub(super) fn all_visible_to(actor: &Actor) -> Select<Entity> {
    #[expect(clippy::disallowed_methods, reason = "the one scope of leads")]
    let all = Entity::find();
    match actor.owned_visibly(Expr::col((Entity, Column::OwnerId))) {
        None => all,
        Some(owned) if actor.may_write() => all.filter(Condition::any().add(owned).add(Column::OwnerId.is_null())),
        Some(owned) => all.filter(owned),
    }
}

/// The same for queries in plain SQL: pushes ` AND …` on the leads behind `alias`. The deleted ones are left out.
pub fn push_visible(actor: &Actor, sql: &mut Sql, alias: &str) {
    sql.push(&format!(" AND {alias}.deleted_at IS NULL"));
    if let Sees::Owners(_) = actor.sees {
        sql.push(" AND (");
        if actor.may_write() {
            sql.push(&format!("{alias}.owner_id IS NULL OR "));
        }
        actor.push_owned_visibly(sql, &format!("{alias}.owner_id"));
        sql.push(")");
    }
}
