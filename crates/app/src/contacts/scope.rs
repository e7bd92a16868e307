//! Which contacts somebody sees: those of the companies they see. Every read of contacts starts here.

use db::Sql;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QuerySelect as _, QueryTrait as _, Select};

use super::table::{Column, Entity};
use crate::{actor::Actor, companies};

/// The contacts somebody sees. Not the deleted ones, nor those of deleted companies.
#[must_use]
pub fn visible_to(actor: &Actor) -> Select<Entity> {
    all_visible_to(actor).filter(Column::DeletedAt.is_null())
}

/// As [`visible_to`], with the deleted ones: for taking a deletion back.
pub(super) fn all_visible_to(actor: &Actor) -> Select<Entity> {
    #[expect(clippy::disallowed_methods, reason = "the one scope of contacts")]
    let all = Entity::find();
    let companies = companies::visible_to(actor)
        .select_only()
        .column(companies::Column::Id)
        .into_query();
    all.filter(Column::CompanyId.in_subquery(companies))
}

/// The same for queries in plain SQL: pushes ` AND …` on the contacts behind `alias`.
pub fn push_visible(actor: &Actor, sql: &mut Sql, alias: &str) {
    sql.push(&format!(
        " AND {alias}.deleted_at IS NULL AND EXISTS (SELECT 1 FROM companies vc WHERE vc.id = {alias}.company_id"
    ));
    companies::push_visible(actor, sql, "vc");
    sql.push(")");
}
