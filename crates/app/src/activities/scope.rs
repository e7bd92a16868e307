//! Which activities somebody sees. Every read of activities starts here.

use std::collections::HashSet;

use db::Sql;
use sea_orm::{
    ColumnTrait as _, Condition, EntityTrait as _, QueryFilter as _, QuerySelect as _, QueryTrait as _, Select,
    sea_query::{Alias, Expr, ExprTrait as _, Query, SelectStatement},
};

use super::table::{Column, Entity};
use crate::{
    actor::{Actor, Sees},
    app::App,
    deals,
    error::Result,
    ids::ActivityId,
    leads,
};

/// With whom an activity is, in SQL: the company `c`, or else that of the lead `l`, or its person.
pub const CUSTOMER: &str = "COALESCE(c.name, CASE WHEN l.company = '' THEN l.contact ELSE l.company END)";

/// The activities somebody sees: their own and their people's, those of deals and leads they see, and the appointments they take
/// part in. Not the deleted ones.
#[must_use]
pub fn visible_to(actor: &Actor) -> Select<Entity> {
    all_visible_to(actor).filter(Column::DeletedAt.is_null())
}

/// As [`visible_to`], with the deleted ones: for taking a deletion back.
pub fn all_visible_to(actor: &Actor) -> Select<Entity> {
    #[expect(clippy::disallowed_methods, reason = "the one scope of activities")]
    let all = Entity::find();
    let Some(owned) = actor.owned_visibly(Expr::col((Entity, Column::OwnerId))) else {
        return all;
    };
    let deals = deals::visible_to(actor)
        .select_only()
        .column(deals::Column::Id)
        .into_query();
    let leads = leads::visible_to(actor)
        .select_only()
        .column(leads::Column::Id)
        .into_query();
    let seen = Condition::any()
        .add(owned)
        .add(Column::DealId.in_subquery(deals))
        .add(Column::LeadId.in_subquery(leads));
    all.filter(seen.add(Column::Id.in_subquery(taken_part_in(actor))))
}

fn taken_part_in(actor: &Actor) -> SelectStatement {
    Query::select()
        .column(Alias::new("activity_id"))
        .from(Alias::new("appointment_members"))
        .and_where(Expr::col(Alias::new("user_id")).eq(actor.user.map_or(0, |user| user.0)))
        .to_owned()
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
        sql.push(&format!(
            ") OR EXISTS (SELECT 1 FROM leads vl WHERE vl.id = {alias}.lead_id"
        ));
        leads::push_visible(actor, sql, "vl");
        sql.push(&format!(
            ") OR {alias}.id IN (SELECT vm.activity_id FROM appointment_members vm WHERE vm.user_id = "
        ));
        sql.bind(actor.user.map_or(0, |user| user.0)).push("))");
    }
}

/// Which of these activities somebody sees, the deleted ones included: their disappearance is news too.
///
/// # Errors
/// When the database is away.
pub async fn which_visible(app: &App, actor: &Actor, activities: &[ActivityId]) -> Result<HashSet<ActivityId>> {
    if activities.is_empty() {
        return Ok(HashSet::new());
    }
    let ids = all_visible_to(actor).filter(Column::Id.is_in(activities.iter().copied()));
    let ids: Vec<ActivityId> = ids
        .select_only()
        .column(Column::Id)
        .into_tuple()
        .all(app.db().read())
        .await?;
    Ok(ids.into_iter().collect())
}

/// Leaves out what belongs to a deal that was deleted, or to a lead that was and is no deal: pushes ` AND …` on the activities
/// behind `alias`. Nobody has to do anything about them.
pub fn push_here(sql: &mut Sql, alias: &str) {
    sql.push(&format!(
        " AND NOT EXISTS (SELECT 1 FROM deals gone WHERE gone.id = {alias}.deal_id AND gone.deleted_at IS NOT NULL)
          AND NOT EXISTS (SELECT 1 FROM leads gone WHERE gone.id = {alias}.lead_id AND gone.deleted_at IS NOT NULL
                          AND {alias}.deal_id IS NULL)"
    ));
}
