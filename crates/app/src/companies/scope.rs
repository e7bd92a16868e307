//! Which companies somebody sees. Every read of companies, and of their contacts, starts here.

use std::collections::HashMap;

use db::{Dialect, Sql};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, EntityTrait as _, FromQueryResult, QueryFilter as _,
    QuerySelect as _, QueryTrait as _, Select, sea_query::Expr,
};

use super::table::{Column, Entity};
use crate::{
    actor::{Actor, Sees},
    deals,
    error::{Error, Result},
    ids::CompanyId,
};

/// The companies somebody sees: those that are theirs or nobody's, and those they have a visible deal with. Not the
/// deleted ones.
#[must_use]
pub fn visible_to(actor: &Actor) -> Select<Entity> {
    all_visible_to(actor).filter(Column::DeletedAt.is_null())
}

/// As [`visible_to`], with the deleted ones: for taking a deletion back.
pub(super) fn all_visible_to(actor: &Actor) -> Select<Entity> {
    #[expect(clippy::disallowed_methods, reason = "the one scope of companies")]
    let all = Entity::find();
    let Some(owned) = actor.owned_visibly(Expr::col((Entity, Column::OwnerId))) else {
        return all;
    };
    let with_deals = deals::visible_to(actor)
        .select_only()
        .column(deals::Column::CompanyId)
        .filter(deals::Column::CompanyId.is_not_null())
        .into_query();
    let visible = Condition::any()
        .add(Column::OwnerId.is_null())
        .add(owned)
        .add(Column::Id.in_subquery(with_deals));
    all.filter(visible)
}

/// Narrows a query in plain SQL to the companies behind `alias` that somebody sees: those that are theirs or
/// nobody's, and those they have a visible deal with. The deleted ones are left out.
pub fn push_visible(actor: &Actor, sql: &mut Sql, alias: &str) {
    sql.push(&format!(" AND {alias}.deleted_at IS NULL"));
    if let Sees::Owners(_) = actor.sees {
        sql.push(&format!(" AND ({alias}.owner_id IS NULL OR "));
        actor.push_owned_visibly(sql, &format!("{alias}.owner_id"));
        sql.push(&format!(
            " OR EXISTS (SELECT 1 FROM deals vd WHERE vd.company_id = {alias}.id"
        ));
        deals::push_visible(actor, sql, "vd");
        sql.push("))");
    }
}

/// The names of a company by which its deals are found.
///
/// # Errors
/// [`Error::NotFound`] when there is no such company for this person.
pub async fn searched_names<C: ConnectionTrait>(db: &C, actor: &Actor, company: CompanyId) -> Result<String> {
    let mut names = searched_names_of(db, actor, [company]).await?;
    names.remove(&company).ok_or(Error::NotFound)
}

/// The same for several; those this person does not see are left out.
///
/// # Errors
/// When the database is away.
pub async fn searched_names_of<C: ConnectionTrait>(
    db: &C,
    actor: &Actor,
    companies: impl IntoIterator<Item = CompanyId>,
) -> Result<HashMap<CompanyId, String>> {
    #[derive(FromQueryResult)]
    struct Row {
        id: CompanyId,
        name: String,
        kana: String,
    }
    let mut sql = Sql::new("SELECT c.id, c.name, c.kana FROM companies c WHERE c.id IN ");
    sql.bind_list(companies.into_iter().map(|id| id.0));
    push_visible(actor, &mut sql, "c");
    let rows = Row::find_by_statement(sql.statement(Dialect::of(db))).all(db).await?;
    let named = |row: Row| (row.id, format!("{}{}", row.name, row.kana));
    Ok(rows.into_iter().map(named).collect())
}

/// What these companies are called; those this person does not see are left out.
///
/// # Errors
/// When the database is away.
pub async fn names<C: ConnectionTrait>(
    db: &C,
    actor: &Actor,
    companies: impl IntoIterator<Item = CompanyId>,
) -> Result<HashMap<CompanyId, String>> {
    #[derive(FromQueryResult)]
    struct Row {
        id: CompanyId,
        name: String,
    }
    let mut sql = Sql::new("SELECT c.id, c.name FROM companies c WHERE c.id IN ");
    sql.bind_list(companies.into_iter().map(|id| id.0));
    push_visible(actor, &mut sql, "c");
    let rows = Row::find_by_statement(sql.statement(Dialect::of(db))).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.name)).collect())
}
