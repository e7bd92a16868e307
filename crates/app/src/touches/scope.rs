//! Which touches somebody sees: those of the deals and leads they see. Every read of touches starts here.

use db::Sql;
use sea_orm::{
    ColumnTrait as _, Condition, EntityTrait as _, QueryFilter as _, QuerySelect as _, QueryTrait as _, Select,
};

use super::table::{Column, Entity};
use crate::{actor::Actor, deals, leads};

/// The touches somebody sees. Not the deleted ones.
#[must_use]
pub fn visible_to(actor: &Actor) -> Select<Entity> {
    all_visible_to(actor).filter(Column::DeletedAt.is_null())
}

/// As [`visible_to`], with the deleted ones: for taking a deletion back.
pub(super) fn all_visible_to(actor: &Actor) -> Select<Entity> {
    #[expect(clippy::disallowed_methods, reason = "the one scope of touches")]
    let all = Entity::find();
    let deals = deals::visible_to(actor).select_only().column(deals::Column::Id);
    let leads = leads::visible_to(actor).select_only().column(leads::Column::Id);
    let visible = Condition::any()
        .add(Column::DealId.in_subquery(deals.into_query()))
        .add(Column::LeadId.in_subquery(leads.into_query()));
    all.filter(visible)
}

/// The same for queries in plain SQL: pushes ` AND …` on the touches behind `alias`. The deleted ones are left out.
pub fn push_visible(actor: &Actor, sql: &mut Sql, alias: &str) {
    sql.push(&format!(
        " AND {alias}.deleted_at IS NULL AND (EXISTS (SELECT 1 FROM deals td WHERE td.id = {alias}.deal_id"
    ));
    deals::push_visible(actor, sql, "td");
    sql.push(&format!(
        ") OR EXISTS (SELECT 1 FROM leads tl WHERE tl.id = {alias}.lead_id"
    ));
    leads::push_visible(actor, sql, "tl");
    sql.push("))");
}
