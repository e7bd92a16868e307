//! People: list, invite, change, disable, and the links that are handed over.

use askama::Template;
use axum::{extract::Path, http::StatusCode, response::Response};
use kit::{fields::Fields, flash::Toast};

use super::person_form;
use crate::{
    accounts::{
        self, InHand, Person,
        links::{Link, Purpose},
        people::{self, Account, Refused},
        teams::{self, TeamRow},
    },
    actor::{Actor, Role},
    cx::Cx,
    error::{Error, Result},
    form::Form,
    ids::UserId,
    page::Page,
    t,
    tx::Tx,
    workspace::RepSees,
};

#[derive(Template)]
#[template(path = "settings/views/people.html")]
struct PeoplePage {
    page: Page,
    accounts: Vec<Account>,
    handed: Option<Handed>,
}

/// A link, shown this once.
struct Handed {
    name: String,
    url: String,
    until: String,
    invited: bool,
}

/// `GET /settings/people`
pub async fn list(cx: Cx) -> Result<Response> {
    draw_list(&cx, StatusCode::OK, None).await
}

async fn draw_list(cx: &Cx, status: StatusCode, handed: Option<Handed>) -> Result<Response> {
    let page = PeoplePage {
        page: cx.page(t!(cx, "people")),
        accounts: people::accounts(cx.db()).await?,
        handed,
    };
    cx.html_with(status, &page)
}

#[derive(Template)]
#[template(path = "settings/views/person.html")]
struct PersonPage {
    page: Page,
    form: Form,
    /// `None` invites somebody new.
    account: Option<Account>,
    teams: Vec<TeamRow>,
}

/// `GET /settings/people/new`
pub async fn new(cx: Cx) -> Result<Response> {
    let mut form = Form::new(cx.texts(), Fields::default());
    form.set("role", Role::Rep.code());
    draw_person(&cx, form, None).await
}

/// `POST /settings/people`: adds the account and shows its invitation.
pub async fn create(cx: Cx, fields: Fields) -> Result<Response> {
    let mut form = Form::new(cx.texts(), fields);
    let Some(details) = person_form::read(&mut form, &teams_in_use(&cx).await?) else {
        return draw_person(&cx, form, None).await;
    };
    let mut tx = cx.begin().await?;
    let id = match people::add(&mut tx, &details).await? {
        Ok(id) => id,
        Err(refused) => {
            tx.rollback().await?;
            person_form::say_refused(&mut form, refused);
            return draw_person(&cx, form, None).await;
        }
    };
    hand(&cx, tx, id).await
}

/// Makes the link, and shows it on the list: it is known now and never again.
async fn hand(cx: &Cx, mut tx: Tx, id: UserId) -> Result<Response> {
    let (link, purpose): (Link, Purpose) = people::password_link(&mut tx, id).await?;
    let account = people::account(tx.db(), id).await?;
    tx.commit().await?;
    let zone = cx.zone();
    let day = japan::short_date(link.expires_at.day(zone), cx.today(), cx.texts().lang());
    let handed = Handed {
        name: account.name,
        url: link.url(&cx.app.config().public_url),
        until: format!("{day} {}", link.expires_at.clock_time(zone)),
        invited: purpose == Purpose::Invitation,
    };
    draw_list(cx, StatusCode::CREATED, Some(handed)).await
}

/// `GET /settings/people/{id}/edit`
pub async fn edit(cx: Cx, Path(id): Path<UserId>) -> Result<Response> {
    let account = people::account(cx.db(), id).await?;
    let mut form = Form::new(cx.texts(), Fields::default());
    person_form::fill(&mut form, &account);
    draw_person(&cx, form, Some(account)).await
}

/// `POST /settings/people/{id}`
pub async fn change(cx: Cx, Path(id): Path<UserId>, fields: Fields) -> Result<Response> {
    let account = people::account(cx.db(), id).await?;
    let mut form = Form::new(cx.texts(), fields);
    let mut teams = teams_in_use(&cx).await?;
    // Whoever is in a retired team may stay there.
    teams.extend(match account.team_id {
        Some(team) if teams.iter().all(|other| other.id != team) => Some(teams::team(cx.db(), team).await?),
        _ => None,
    });
    let Some(details) = person_form::read(&mut form, &teams) else {
        return draw_person(&cx, form, Some(account)).await;
    };
    let version = form.fields().number("version").unwrap_or_default();
    let mut tx = cx.begin().await?;
    match people::change(&mut tx, id, version, &details).await {
        Ok(Ok(())) => {
            tx.commit().await?;
            let saved = t!(cx, "person-saved", name = details.name);
            return Ok(cx.see("/settings/people", Some(Toast::new(saved))));
        }
        Ok(Err(refused)) => person_form::say_refused(&mut form, refused),
        Err(Error::Stale) => person_form::show_theirs(&mut form, &people::account(tx.db(), id).await?),
        Err(error) => return Err(error),
    }
    tx.rollback().await?;
    draw_person(&cx, form, Some(account)).await
}

async fn draw_person(cx: &Cx, form: Form, account: Option<Account>) -> Result<Response> {
    let title = match &account {
        None => t!(cx, "person-invite"),
        Some(account) => t!(cx, "person-edit", name = account.name.as_str()),
    };
    let status = form.status();
    let page = PersonPage {
        page: cx.page(title).narrow(),
        form,
        account,
        teams: teams_in_use(cx).await?,
    };
    cx.html_with(status, &page)
}

async fn teams_in_use(cx: &Cx) -> Result<Vec<TeamRow>> {
    let mut teams = teams::teams(cx.db()).await?;
    teams.retain(|team| team.retired_at.is_none());
    Ok(teams)
}

#[derive(Template)]
#[template(path = "settings/views/person_link.html")]
struct LinkPage {
    page: Page,
    account: Account,
}

/// `GET /settings/people/{id}/links`: what the link will do.
pub async fn new_link(cx: Cx, Path(id): Path<UserId>) -> Result<Response> {
    let account = people::account(cx.db(), id).await?;
    let page = LinkPage {
        page: cx
            .page(t!(cx, "person-link-title", name = account.name.as_str()))
            .narrow(),
        account,
    };
    cx.html(&page)
}

/// `POST /settings/people/{id}/links`
pub async fn create_link(cx: Cx, Path(id): Path<UserId>) -> Result<Response> {
    let tx = cx.begin().await?;
    hand(&cx, tx, id).await
}

#[derive(Template)]
#[template(path = "settings/views/person_disable.html")]
struct DisablePage {
    page: Page,
    form: Form,
    account: Account,
    in_hand: InHand,
    owners: Vec<Person>,
}

/// `GET /settings/people/{id}/disable`
pub async fn ask_disable(cx: Cx, Path(id): Path<UserId>) -> Result<Response> {
    let account = people::account(cx.db(), id).await?;
    let mut form = Form::new(cx.texts(), Fields::default());
    form.set("version", account.version);
    draw_disable(&cx, form, account).await
}

/// `POST /settings/people/{id}/disable`: hands the work over first, if somebody is named.
pub async fn disable(cx: Cx, Path(id): Path<UserId>, fields: Fields) -> Result<Response> {
    let account = people::account(cx.db(), id).await?;
    let mut form = Form::new(cx.texts(), fields);
    let version = form.fields().number("version").unwrap_or_default();
    let mut tx = cx.begin().await?;
    match try_disable(&mut tx, id, version, form.fields()).await {
        Ok(Ok(())) => {
            tx.commit().await?;
            let done = t!(cx, "person-disabled", name = account.name);
            return Ok(cx.see("/settings/people", Some(Toast::new(done))));
        }
        Ok(Err(Refused::LastAdmin)) => form.wrong("to", t!(cx, "person-last-admin")),
        Ok(Err(Refused::EmailTaken)) => return Err(Error::internal("disabling does not ask for a mail address")),
        Err(Error::NotFound) => form.wrong("to", t!(cx, "person-takes-no-deals")),
        Err(Error::Stale) => form.stale(people::account(tx.db(), id).await?.version),
        Err(error) => return Err(error),
    }
    tx.rollback().await?;
    draw_disable(&cx, form, account).await
}

async fn try_disable(tx: &mut Tx, id: UserId, version: i64, fields: &Fields) -> Result<Result<(), Refused>> {
    if let Some(to) = fields.number("to") {
        accounts::hand_over(tx, id, UserId(to)).await?;
    }
    people::disable(tx, id, version).await
}

async fn draw_disable(cx: &Cx, form: Form, account: Account) -> Result<Response> {
    let mut owners = accounts::owners(cx.db()).await?;
    owners.retain(|owner| owner.id != account.id);
    let status = form.status();
    let page = DisablePage {
        page: cx
            .page(t!(cx, "person-disable-title", name = account.name.as_str()))
            .narrow(),
        in_hand: accounts::in_hand(cx.db(), account.id).await?,
        form,
        account,
        owners,
    };
    cx.html_with(status, &page)
}

/// `POST /settings/people/{id}/enable`
pub async fn enable(cx: Cx, Path(id): Path<UserId>, fields: Fields) -> Result<Response> {
    let mut tx = cx.begin().await?;
    people::enable(&mut tx, id, fields.number("version").unwrap_or_default()).await?;
    let account = people::account(tx.db(), id).await?;
    tx.commit().await?;
    let done = t!(cx, "person-enabled", name = account.name);
    Ok(cx.see("/settings/people", Some(Toast::new(done))))
}

impl PeoplePage {
    /// Each role, what it may do and, as things are set now, what it sees.
    fn roles(&self) -> Vec<(String, String, String)> {
        let words = self.page.words;
        let sees = self.page.actor.as_ref().map(|actor: &Actor| actor.workspace.rep_sees);
        let everything = sees == Some(RepSees::Everything);
        Role::ALL
            .into_iter()
            .map(|role| {
                let may = match role {
                    Role::Admin => t!(words, "role-admin-may"),
                    Role::Manager => t!(words, "role-manager-may"),
                    Role::Rep => t!(words, "role-rep-may"),
                    Role::Viewer => t!(words, "role-viewer-may"),
                };
                let sees = match (role, sees) {
                    (Role::Admin, _) => t!(words, "sees-everything"),
                    _ if everything => t!(words, "sees-everything"),
                    (Role::Rep, Some(RepSees::Own)) => t!(words, "sees-own"),
                    _ => t!(words, "sees-team"),
                };
                (person_form::role_name(words, role), may, sees)
            })
            .collect()
    }

    fn role_name(&self, account: &Account) -> String {
        person_form::role_name(self.page.words, account.role)
    }

    fn signed_in(&self, account: &Account) -> String {
        let zone = self.page.actor.as_ref().map(|actor| actor.workspace.zone);
        match (account.signed_in_at, zone) {
            (Some(at), Some(zone)) => format!("{} {}", self.page.day(at.day(zone)), at.clock_time(zone)),
            _ => "—".to_owned(),
        }
    }

    fn is_invited(&self, account: &Account) -> bool {
        !account.has_password && account.invited_until.is_some_and(|until| until > self.page.now)
    }
}

impl PersonPage {
    fn roles(&self) -> [(Role, String); 4] {
        Role::ALL.map(|role| (role, person_form::role_name(self.page.words, role)))
    }

    /// The retired team somebody is still in, which the list of teams lacks.
    fn retired_team(&self) -> Option<(String, String)> {
        let account = self.account.as_ref()?;
        let (id, name) = (account.team_id?, account.team.clone()?);
        let retired = self.teams.iter().all(|team| team.id != id);
        retired.then(|| (id.to_string(), name))
    }
}
