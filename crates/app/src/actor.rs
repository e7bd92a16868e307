//! Who is asking: a person with a role and what they may see, or the program itself.
//!
//! Every read starts at a `visible_to(actor)` of its feature; every one of those asks [`Actor::sees`].

use std::sync::Arc;

use db::Sql;
use sea_orm::{Condition, ConnectionTrait, DeriveActiveEnum, EnumIter, ExprTrait as _, Statement, sea_query::Expr};

use crate::{
    error::Result,
    ids::{TeamId, UserId},
    text::{Locale, Texts},
    workspace::{RepSees, Workspace},
};

/// What a person may do in general.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum Role {
    /// Everything, and the settings.
    #[sea_orm(string_value = "admin")]
    Admin,
    /// Sees the team, may override exit criteria.
    #[sea_orm(string_value = "manager")]
    Manager,
    /// Sells.
    #[sea_orm(string_value = "rep")]
    Rep,
    /// Reads only.
    #[sea_orm(string_value = "viewer")]
    Viewer,
}

impl Role {
    /// All of them, from the one who may most.
    pub const ALL: [Self; 4] = [Self::Admin, Self::Manager, Self::Rep, Self::Viewer];

    /// As in forms, on the command line and in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Admin => "admin",
            Self::Manager => "manager",
            Self::Rep => "rep",
            Self::Viewer => "viewer",
        }
    }

    /// From a form or the command line.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }
}

/// Light or dark, if a person prefers one to the system's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum Theme {
    /// Light.
    #[sea_orm(string_value = "light")]
    Light,
    /// Dark.
    #[sea_orm(string_value = "dark")]
    Dark,
}

impl Theme {
    /// As in `<html data-theme>`, in forms and in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// From a form.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Light, Self::Dark].into_iter().find(|theme| theme.code() == code)
    }
}

/// Whose records are visible.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sees {
    /// Everybody's.
    Everything,
    /// Those of these owners, and those one takes part in.
    Owners(Arc<[UserId]>),
}

/// Who is asking.
#[derive(Clone, Debug)]
pub struct Actor {
    /// The person; `None` for the program itself (imports, jobs).
    pub user: Option<UserId>,
    /// Their name.
    pub name: String,
    /// Their role.
    pub role: Role,
    /// Their team.
    pub team: Option<TeamId>,
    /// What they see.
    pub sees: Sees,
    /// The language they read.
    pub locale: Locale,
    /// Light or dark, if they chose.
    pub theme: Option<Theme>,
    /// The settings that hold for everybody.
    pub workspace: Arc<Workspace>,
}

impl Actor {
    /// The program itself: sees and may everything, and is nobody.
    #[must_use]
    pub fn system(workspace: Arc<Workspace>) -> Self {
        Self {
            user: None,
            name: String::new(),
            role: Role::Admin,
            team: None,
            sees: Sees::Everything,
            locale: workspace.locale,
            theme: None,
            workspace,
        }
    }

    /// Their words.
    #[must_use]
    pub fn texts(&self) -> Texts {
        self.locale.texts()
    }

    /// Whether they may change records they see.
    #[must_use]
    pub fn may_write(&self) -> bool {
        self.role != Role::Viewer
    }

    /// Whether they may move a deal whose exit criteria are not met, giving a reason.
    #[must_use]
    pub fn may_override(&self) -> bool {
        matches!(self.role, Role::Admin | Role::Manager)
    }

    /// Whether they may change settings and people.
    #[must_use]
    pub fn may_administer(&self) -> bool {
        self.role == Role::Admin
    }

    /// The condition "belongs to somebody whose records I see" on a column of owners; `None` means all do.
    #[must_use]
    pub fn owned_visibly(&self, owner: Expr) -> Option<Condition> {
        match &self.sees {
            Sees::Everything => None,
            Sees::Owners(owners) => Some(Condition::all().add(owner.is_in(owners.iter().map(|id| id.0)))),
        }
    }

    /// The same in plain SQL: pushes `owner IN (…)`; or nothing and `false`, when everything is visible.
    pub fn push_owned_visibly(&self, sql: &mut Sql, owner: &str) -> bool {
        match &self.sees {
            Sees::Everything => false,
            Sees::Owners(owners) => {
                sql.push(owner).push(" IN ").bind_list(owners.iter().map(|id| id.0));
                true
            }
        }
    }
}

/// Works out whose records a person sees, from their role, team and the workspace's setting.
///
/// A manager sees at least the team; a viewer reads what a manager would. Without a team, that is only oneself.
///
/// # Errors
/// When the database is away.
pub async fn sees<C: ConnectionTrait>(
    db: &C,
    user: UserId,
    role: Role,
    team: Option<TeamId>,
    workspace: &Workspace,
) -> Result<Sees> {
    let team_wide = match (role, workspace.rep_sees) {
        (Role::Admin, _) | (_, RepSees::Everything) => return Ok(Sees::Everything),
        (Role::Manager | Role::Viewer, _) | (Role::Rep, RepSees::Team) => true,
        (Role::Rep, RepSees::Own) => false,
    };
    let mut owners = vec![user];
    if let (true, Some(team)) = (team_wide, team) {
        let statement = Statement::from_sql_and_values(
            db.get_database_backend(),
            "SELECT id FROM users WHERE team_id = $1 AND id <> $2 ORDER BY id",
            [team.0.into(), user.0.into()],
        );
        for row in db.query_all_raw(statement).await? {
            owners.push(UserId(row.try_get_by_index(0)?));
        }
    }
    Ok(Sees::Owners(owners.into()))
}
