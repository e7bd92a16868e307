//! The fields of a person's account.

use crate::{
    accounts::{
        people::{Account, Details, Refused},
        teams::TeamRow,
    },
    actor::Role,
    form::Form,
    ids::TeamId,
    t,
    text::Texts,
};

/// Fills the form with an account.
pub(super) fn fill(form: &mut Form, account: &Account) {
    form.set("name", &account.name);
    form.set("email", &account.email);
    form.set("role", account.role.code());
    form.set(
        "team",
        account.team_id.map_or_else(String::new, |team| team.to_string()),
    );
    form.set("version", account.version);
}

/// What was typed, or `None` with what is wrong said in the form.
pub(super) fn read(form: &mut Form, teams: &[TeamRow]) -> Option<Details> {
    let words = form.words();
    let name = form.required("name", t!(words, "person-name"));
    let email = form.email("email");
    let role = Role::from_code(form.value("role"));
    if role.is_none() {
        let message = t!(
            words,
            "form-choice",
            label = t!(words, "role"),
            value = form.value("role")
        );
        form.wrong("role", message);
    }
    let team = read_team(form, teams);
    Some(Details {
        name: name?,
        email: email?,
        role: role?,
        team: team?,
    })
}

fn read_team(form: &mut Form, teams: &[TeamRow]) -> Option<Option<TeamId>> {
    let value = form.value("team").to_owned();
    if value.is_empty() {
        return Some(None);
    }
    let found = teams.iter().find(|team| team.id.to_string() == value);
    if found.is_none() {
        let words = form.words();
        form.wrong(
            "team",
            t!(words, "form-choice", label = t!(words, "team"), value = value),
        );
    }
    found.map(|team| Some(team.id))
}

/// Says in the form why the act was refused.
pub(super) fn say_refused(form: &mut Form, refused: Refused) {
    let words = form.words();
    match refused {
        Refused::EmailTaken => {
            let value = form.value("email").to_owned();
            form.wrong("email", t!(words, "person-email-taken", value = value));
        }
        Refused::LastAdmin => form.wrong("role", t!(words, "person-last-admin")),
    }
}

/// Tells, field by field, what somebody else wrote meanwhile.
pub(super) fn show_theirs(form: &mut Form, account: &Account) {
    let words = form.words();
    let team = account.team_id.map_or_else(String::new, |team| team.to_string());
    for (name, saved, shown) in [
        ("name", account.name.as_str(), account.name.clone()),
        ("email", account.email.as_str(), account.email.clone()),
        ("role", account.role.code(), role_name(words, account.role)),
        ("team", team.as_str(), account.team.clone().unwrap_or_default()),
    ] {
        if form.value(name) != saved {
            form.theirs(name, shown);
        }
    }
    form.stale(account.version);
}

/// What a role is called.
pub(super) fn role_name(words: Texts, role: Role) -> String {
    match role {
        Role::Admin => t!(words, "role-admin"),
        Role::Manager => t!(words, "role-manager"),
        Role::Rep => t!(words, "role-rep"),
        Role::Viewer => t!(words, "role-viewer"),
    }
}
