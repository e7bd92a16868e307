//! Candidates as they are read: only pairs of which the reader sees both records, and with them what tells the two apart.

use std::collections::HashMap;

use db::Sql;
use kit::paging::Paging;
use sea_orm::FromQueryResult;

use super::{Certainty, Kind, reason::Reason};
use crate::{actor::Actor, app::App, companies, contacts, deals, error::Result, time::At};

/// Pairs on one page.
pub(super) const PER_PAGE: u64 = 50;

/// Which candidates are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Asked {
    pub kind: Kind,
    /// All if none.
    pub certainty: Option<Certainty>,
    /// Those that somebody said are two.
    pub dismissed: bool,
}

/// How many there are of each, as far as the reader sees them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub sure: i64,
    pub likely: i64,
    pub perhaps: i64,
    pub dismissed: i64,
}

impl Counts {
    pub(super) const fn all(self) -> i64 {
        self.sure + self.likely + self.perhaps
    }

    pub(super) const fn of(self, certainty: Certainty) -> i64 {
        match certainty {
            Certainty::Sure => self.sure,
            Certainty::Likely => self.likely,
            Certainty::Perhaps => self.perhaps,
        }
    }
}

/// Two records that may be one.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub certainty: Certainty,
    pub reasons: Vec<Reason>,
    pub one: Side,
    pub other: Side,
    pub dismissal: Option<Dismissal>,
}

/// Who said that two are two, and when.
#[derive(Clone, Debug)]
pub(super) struct Dismissal {
    pub id: i64,
    pub by: String,
    pub at: At,
}

/// One of the two: what is shown of it.
#[derive(Clone, Debug, FromQueryResult)]
pub(super) struct Side {
    pub id: i64,
    pub name: String,
    pub kana: String,
    /// 法人番号 of a company, mail address of a contact.
    pub key: String,
    /// Address of a company; company and department of a contact.
    pub place: String,
    pub phone: String,
    pub owner: String,
    pub created_at: At,
    /// Deals that the reader sees.
    pub deals: i64,
}

/// Counts by certainty.
pub(super) async fn counts(app: &App, actor: &Actor, kind: Kind) -> Result<Counts> {
    #[derive(FromQueryResult)]
    struct Count {
        certainty: i64,
        proposed: i64,
        n: i64,
    }
    let mut sql = Sql::new(
        "SELECT p.certainty, CAST(COUNT(*) AS BIGINT) AS n,
                CAST(SUM(CASE WHEN m.id IS NULL THEN 1 ELSE 0 END) AS BIGINT) AS proposed",
    );
    push_from(actor, &mut sql, kind);
    sql.push(" GROUP BY p.certainty");
    let mut counts = Counts::default();
    for count in app.all::<Count>(sql).await? {
        counts.dismissed += count.n - count.proposed;
        match Certainty::from_rank(count.certainty) {
            Certainty::Sure => counts.sure += count.proposed,
            Certainty::Likely => counts.likely += count.proposed,
            Certainty::Perhaps => counts.perhaps += count.proposed,
        }
    }
    Ok(counts)
}

/// A page of candidates, the surest first.
pub(super) async fn candidates(app: &App, actor: &Actor, asked: Asked, paging: Paging) -> Result<Vec<Candidate>> {
    #[derive(FromQueryResult)]
    struct Row {
        one_id: i64,
        other_id: i64,
        certainty: i64,
        reasons: String,
        dismissal: Option<i64>,
        dismissed_by: Option<String>,
        dismissed_at: Option<At>,
    }
    let mut sql = Sql::new(
        "SELECT p.one_id, p.other_id, p.certainty, p.reasons, m.id AS dismissal, m.at AS dismissed_at,
                (SELECT u.name FROM users u WHERE u.id = m.user_id) AS dismissed_by",
    );
    push_from(actor, &mut sql, asked.kind);
    sql.push(if asked.dismissed {
        " AND m.id IS NOT NULL"
    } else {
        " AND m.id IS NULL"
    });
    if let Some(certainty) = asked.certainty {
        sql.push(" AND p.certainty = ").bind(certainty.rank());
    }
    sql.push(if asked.dismissed {
        " ORDER BY m.at DESC, m.id DESC LIMIT "
    } else {
        " ORDER BY p.certainty, p.one_id, p.other_id LIMIT "
    });
    sql.bind(paging.per_page.cast_signed())
        .push(" OFFSET ")
        .bind(paging.offset().cast_signed());
    let rows = app.all::<Row>(sql).await?;
    let ids = rows
        .iter()
        .flat_map(|row| [row.one_id, row.other_id])
        .collect::<Vec<_>>();
    let sides = sides(app, actor, asked.kind, ids).await?;
    let candidate = |row: Row| {
        let dismissal = row.dismissal.map(|id| Dismissal {
            id,
            by: row.dismissed_by.unwrap_or_default(),
            at: row.dismissed_at.unwrap_or(At(0)),
        });
        Some(Candidate {
            certainty: Certainty::from_rank(row.certainty),
            reasons: Reason::from_codes(&row.reasons),
            one: sides.get(&row.one_id)?.clone(),
            other: sides.get(&row.other_id)?.clone(),
            dismissal,
        })
    };
    Ok(rows.into_iter().filter_map(candidate).collect())
}

/// Pairs whose records the reader both sees, with what was said of them.
fn push_from(actor: &Actor, sql: &mut Sql, kind: Kind) {
    let table = match kind {
        Kind::Company => "companies",
        Kind::Contact => "contacts",
    };
    sql.push(&format!(
        " FROM matching_pairs p JOIN {table} a ON a.id = p.one_id JOIN {table} b ON b.id = p.other_id
          LEFT JOIN matching_dismissals m ON m.kind = p.kind AND m.one_id = p.one_id AND m.other_id = p.other_id
          WHERE p.kind = "
    ));
    sql.bind(kind.code());
    for alias in ["a", "b"] {
        match kind {
            Kind::Company => companies::push_visible(actor, sql, alias),
            Kind::Contact => contacts::push_visible(actor, sql, alias),
        }
    }
}

async fn sides(app: &App, actor: &Actor, kind: Kind, ids: Vec<i64>) -> Result<HashMap<i64, Side>> {
    let mut sql = match kind {
        Kind::Company => Sql::new(
            "SELECT r.id, r.name, r.kana, r.corporate_number AS key, r.address AS place, r.phone,
                    COALESCE(u.name, '') AS owner, r.created_at,
                    (SELECT CAST(COUNT(*) AS BIGINT) FROM deals d WHERE d.company_id = r.id",
        ),
        Kind::Contact => Sql::new(
            "SELECT r.id, r.name, r.kana, r.email AS key, c.name || CASE WHEN r.department = '' THEN '' ELSE ' ' || r.department END AS place,
                    CASE WHEN r.mobile = '' THEN r.phone ELSE r.mobile END AS phone,
                    COALESCE(u.name, '') AS owner, r.created_at,
                    (SELECT CAST(COUNT(*) AS BIGINT) FROM deal_contacts dc JOIN deals d ON d.id = dc.deal_id WHERE dc.contact_id = r.id",
        ),
    };
    deals::push_visible(actor, &mut sql, "d");
    sql.push(match kind {
        Kind::Company => ") AS deals FROM companies r LEFT JOIN users u ON u.id = r.owner_id WHERE r.id IN ",
        Kind::Contact => {
            ") AS deals FROM contacts r JOIN companies c ON c.id = r.company_id LEFT JOIN users u ON u.id = c.owner_id
             WHERE r.id IN "
        }
    });
    sql.bind_list(ids);
    match kind {
        Kind::Company => companies::push_visible(actor, &mut sql, "r"),
        Kind::Contact => contacts::push_visible(actor, &mut sql, "r"),
    }
    let sides = app.all::<Side>(sql).await?;
    Ok(sides.into_iter().map(|side| (side.id, side)).collect())
}
