//! Rows about people. A manager named in a row becomes a team and a person with that role in it; somebody without a mail
//! address gets one that does not exist, and cannot sign in until an admin gives a real one and an invitation.

use serde_json::json;

use super::{
    cells::{Cells, Seen},
    columns::Field,
    people::{Person, add_person, add_team, everybody, is_placeholder, placeholder, save_person, teams},
    reading::{Cell, Row},
    references::{Found, References},
    report::{Fate, RowReport},
};
use crate::{
    actor::Role,
    error::Result,
    events::{Event, EventKind},
    ids::TeamId,
    t,
    tx::Tx,
};

/// Who and which teams there are so far.
pub struct Users {
    people: Vec<Person>,
    teams: References,
    /// Which people this file was about.
    pub seen: Seen,
}

/// What a row says.
struct Wanted {
    name: String,
    email: Option<String>,
    role: Option<Role>,
    team: Option<String>,
    manager: Option<String>,
    office: Option<String>,
}

impl Users {
    /// Reads who there is.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn load(tx: &Tx) -> Result<Self> {
        Ok(Self {
            people: everybody(tx).await?,
            teams: teams(tx).await?,
            seen: Seen::default(),
        })
    }

    /// Imports some rows.
    ///
    /// # Errors
    /// When the database refuses; then none of them.
    pub async fn rows(&mut self, tx: &mut Tx, rows: &[Row<'_>], reports: &mut Vec<RowReport>) -> Result<()> {
        let mut changed = Vec::new();
        for row in rows {
            let mut cells = Cells::new(row, tx.actor().texts(), tx.now().day(tx.workspace().zone));
            let wanted = self.read(&mut cells);
            let Some(wanted) = wanted.filter(|_| cells.is_sound()) else {
                let name = cells.raw(Field::Name).map_or("", |cell| cell.text);
                reports.push(cells.report(Fate::Refused, name));
                continue;
            };
            let fate = self.write(tx, &mut cells, &wanted).await?;
            if fate != Fate::Unchanged {
                changed.push(wanted.name.clone());
            }
            reports.push(cells.report(fate, &wanted.name));
        }
        if !changed.is_empty() {
            tx.record(Event::new(EventKind::PeopleChanged).data(json!({ "imported": changed })));
        }
        Ok(())
    }

    fn read(&mut self, cells: &mut Cells<'_>) -> Option<Wanted> {
        let wanted = Wanted {
            name: cells.required(Field::Name)?,
            email: email(cells),
            role: role(cells),
            team: cells.text(Field::Team),
            manager: cells.text(Field::Manager),
            office: cells.text(Field::Office),
        };
        let key = wanted.email.clone().unwrap_or_else(|| wanted.name.clone());
        let cell = cells.raw(Field::Name);
        self.seen.once(cells, cell, key);
        if wanted.email.is_none() && self.named(&wanted.name).count() > 1 {
            let (what, remedy) = (
                t!(cells.words(), "import-several", names = wanted.name.as_str()),
                t!(cells.words(), "import-same-name-remedy"),
            );
            cells.problem(cell, what, remedy);
        }
        Some(wanted)
    }

    fn named<'u>(&'u self, name: &'u str) -> impl Iterator<Item = usize> + 'u {
        let all = self.people.iter().enumerate();
        all.filter(move |(_, person)| person.name == name)
            .map(|(index, _)| index)
    }

    /// By address; else by name, when the file gives no address or theirs is only a placeholder.
    fn find(&self, name: &str, email: Option<&str>) -> Option<usize> {
        let by_email = |email| self.people.iter().position(|person| person.email == email);
        let by_name = || {
            let mut fitting = self.named(name);
            fitting.find(|&index| email.is_none() || is_placeholder(&self.people[index].email))
        };
        email.and_then(by_email).or_else(by_name)
    }

    async fn write(&mut self, tx: &mut Tx, cells: &mut Cells<'_>, wanted: &Wanted) -> Result<Fate> {
        let (team, mut fate) = self.team(tx, cells, wanted).await?;
        let Some(index) = self.find(&wanted.name, wanted.email.as_deref()) else {
            let role = wanted.role.unwrap_or(Role::Rep);
            self.add(tx, cells, &wanted.name, wanted.email.clone(), role, team)
                .await?;
            return Ok(Fate::Created);
        };
        let mut person = self.people[index].clone();
        person.name.clone_from(&wanted.name);
        person.team_id = team.or(person.team_id);
        person.role = wanted.role.unwrap_or(person.role);
        if let Some(email) = &wanted.email {
            person.email.clone_from(email);
        }
        if person != self.people[index] {
            save_person(tx, &person).await?;
            self.people[index] = person;
            fate = Fate::Updated;
        }
        Ok(fate)
    }

    async fn add(
        &mut self,
        tx: &Tx,
        cells: &mut Cells<'_>,
        name: &str,
        email: Option<String>,
        role: Role,
        team: Option<TeamId>,
    ) -> Result<()> {
        let email = match email {
            Some(email) => email,
            None => {
                let email = placeholder(name, |email| self.people.iter().any(|person| person.email == email));
                let words = cells.words();
                cells.hint_about(&email, t!(words, "import-placeholder"));
                email
            }
        };
        self.people.push(add_person(tx, name, &email, role, team).await?);
        Ok(())
    }

    /// The team a row is about: the one it names, else the one of its manager, which is made with them.
    async fn team(&mut self, tx: &mut Tx, cells: &mut Cells<'_>, wanted: &Wanted) -> Result<(Option<TeamId>, Fate)> {
        let manager = match &wanted.manager {
            Some(manager) if *manager != wanted.name => Some((manager, self.find(manager, None))),
            _ => None,
        };
        let theirs = manager.and_then(|(_, index)| self.people[index?].team_id);
        let name = match (&wanted.team, manager) {
            (Some(team), _) => Some(team.clone()),
            (None, Some((manager, _))) if theirs.is_none() => Some(team_of(manager, wanted.office.as_deref())),
            _ => None,
        };
        let mut fate = Fate::Unchanged;
        let team = match name {
            None => theirs,
            Some(name) => Some(match self.teams.find(&name) {
                Found::Exact(id) | Found::Folded(id, _) => TeamId(id),
                Found::Several(_) | Found::Nothing => {
                    let id = add_team(tx, &name).await?;
                    self.teams.add(id.0, &name);
                    cells.hint_about(&name, t!(cells.words(), "import-team-created"));
                    fate = Fate::Updated;
                    id
                }
            }),
        };
        match manager {
            Some((manager, None)) => {
                self.add(tx, cells, manager, None, Role::Manager, team).await?;
                fate = Fate::Updated;
            }
            Some((_, Some(index))) if self.people[index].role == Role::Rep => {
                self.people[index].role = Role::Manager;
                save_person(tx, &self.people[index]).await?;
                cells.hint_about(&self.people[index].name, t!(cells.words(), "import-promoted"));
                fate = Fate::Updated;
            }
            _ => {}
        }
        Ok((team, fate))
    }
}

/// `Dustin Brinkmann (Central)`: the office has no field of its own, and one manager has one office.
fn team_of(manager: &str, office: Option<&str>) -> String {
    match office {
        Some(office) => format!("{manager} ({office})"),
        None => manager.to_owned(),
    }
}

fn email(cells: &mut Cells<'_>) -> Option<String> {
    let cell = cells.raw(Field::Email)?;
    let email = cells.text(Field::Email)?.to_lowercase();
    let (name, domain) = email.split_once('@').unwrap_or(("", ""));
    let fits = !name.is_empty() && domain.contains('.') && !email.contains(char::is_whitespace);
    if !fits {
        let words = cells.words();
        cells.problem(
            Some(cell),
            t!(words, "import-no-email"),
            t!(words, "import-no-email-remedy"),
        );
    }
    Some(email)
}

fn role(cells: &mut Cells<'_>) -> Option<Role> {
    let cell: Cell<'_> = cells.raw(Field::Role)?;
    let role = Role::from_code(&cell.text.to_lowercase()).or(match cell.text {
        "管理者" => Some(Role::Admin),
        "マネージャー" | "部長" | "課長" => Some(Role::Manager),
        "営業" | "担当" | "一般" | "メンバー" => Some(Role::Rep),
        "閲覧" | "閲覧者" | "閲覧のみ" => Some(Role::Viewer),
        _ => None,
    });
    if role.is_none() {
        let words = cells.words();
        cells.problem(
            Some(cell),
            t!(words, "import-no-role"),
            t!(words, "import-no-role-remedy"),
        );
    }
    role
}
