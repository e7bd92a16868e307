//! The first start: a workspace and its first admin, made once, by whoever holds the link from the console.

use std::sync::Arc;

use axum::http::HeaderValue;
use chrono_tz::Tz;
use db::Sql;
use sea_orm::ConnectionTrait as _;

use super::{
    links::{self, Link, Purpose},
    passwords,
    people::{self, Details},
    sessions,
};
use crate::{
    actor::{Actor, Role},
    app::App,
    error::{Error, Result},
    ids::UserId,
    money::Currency,
    pipelines::{self, TemplateKind},
    qualification,
    text::Locale,
    tx::Tx,
    workspace::{self, RepSees, Workspace},
};

/// What the setup page asks.
#[derive(Clone, Debug)]
pub struct Setup {
    /// The workspace's name.
    pub workspace: String,
    /// Its language.
    pub locale: Locale,
    /// Its time zone.
    pub zone: Tz,
    /// 1 to 12.
    pub fiscal_start_month: u32,
    /// Of new deals.
    pub currency: Currency,
    /// The pipeline to begin with.
    pub template: TemplateKind,
    /// The first admin's name.
    pub name: String,
    /// Their mail address.
    pub email: String,
    /// Their password, found strong enough.
    pub password: String,
}

/// Makes the link to the setup page; `None` when the workspace is there already.
///
/// # Errors
/// When the database is away.
pub async fn setup_link(app: &App) -> Result<Option<Link>> {
    if app.workspace().await?.is_some() {
        return Ok(None);
    }
    let transaction = app.db().begin().await?;
    let link = links::make(&transaction, Purpose::Setup, None, None, app.now()).await?;
    transaction.commit().await?;
    Ok(Some(link))
}

/// Makes the workspace, its lists, its first pipeline and its first admin, and signs them in. Of two who try at the
/// same time, also with two links, one gets [`Error::NotFound`].
///
/// # Errors
/// [`Error::NotFound`] when the link cannot be used or the workspace is there already.
pub async fn set_up(app: &App, token: &str, setup: Setup) -> Result<HeaderValue> {
    // Hashing takes long; the transaction, in which nobody else can write, does not.
    let hash = passwords::hash(&setup.password).await?;
    let actor = Actor::system(Arc::new(workspace_of(&setup)));
    let mut tx = app.begin(&actor).await?;
    // First the one row that everybody wants, so that they wait in line and not for each other's links.
    let is_first = workspace::create(&tx).await?;
    if !is_first || links::use_up(tx.db(), Purpose::Setup, token, tx.now()).await?.is_none() {
        return Err(Error::NotFound);
    }
    let words = setup.locale.texts();
    pipelines::fill_default_masters(&tx).await?;
    qualification::fill_default_frameworks(&mut tx).await?;
    let template = setup.template.template(words);
    pipelines::start_from_template(&mut tx, &template, &template.name).await?;
    let admin = first_admin(&mut tx, &setup, &hash).await?;
    end_setup_links(&tx).await?;
    let cookie = sessions::open(tx.db(), app, admin).await?;
    tx.commit().await?;
    Ok(cookie)
}

fn workspace_of(setup: &Setup) -> Workspace {
    Workspace {
        name: setup.workspace.clone(),
        locale: setup.locale,
        zone: setup.zone,
        fiscal_start_month: setup.fiscal_start_month,
        currency: setup.currency,
        rep_sees: RepSees::Everything,
        clocks: workspace::ClockSettings::default(),
        leads: workspace::LeadSettings::default(),
        version: 1,
    }
}

async fn first_admin(tx: &mut Tx, setup: &Setup, hash: &str) -> Result<UserId> {
    let details = Details {
        name: setup.name.clone(),
        email: setup.email.clone(),
        role: Role::Admin,
        team: None,
    };
    let admin = people::add(tx, &details).await?;
    let admin = admin.map_err(|refused| Error::internal(format!("the first admin was refused: {refused:?}")))?;
    people::set_password(tx, admin, hash).await?;
    Ok(admin)
}

/// Each start before the setup printed a link of its own.
async fn end_setup_links(tx: &Tx) -> Result<()> {
    let sql = Sql::new("DELETE FROM links WHERE purpose = 'setup'");
    tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    Ok(())
}
