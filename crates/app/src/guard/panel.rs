//! What the form shows when others work with the same customer, and what its reader answers.

use axum::http::StatusCode;

use super::{
    found::{Approach, Found, Work},
    start::EntryKind,
};
use crate::{accounts::sessions, cx::Cx, form::Form, ids::UserId, leads, page::Page, t};

/// The longest reason, in characters.
const CHARS: usize = 500;

/// So many lines are shown; of more it is said how many.
const LINES: usize = 12;

/// The field of the answer, and that of the reason.
const FIELD: &str = "guard";
const REASON: &str = "guard_reason";

/// What the person decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The entry becomes this colleague's.
    HandOver(UserId),
    /// This colleague joins in.
    Together(UserId),
    /// They go on, for this reason.
    GoOn(String),
}

/// What `guard/views/panel.html` shows; nothing when nobody works with the customer.
#[derive(Clone, Debug, Default)]
pub struct Panel {
    /// A line per piece of work that the reader sees.
    pub lines: Vec<Line>,
    /// How many more there are.
    pub more: usize,
    /// A line per team of colleagues they do not see.
    pub hidden: Vec<String>,
    /// What they go on to enter.
    pub what: String,
    /// Says that just this was shown: it comes back with the decision.
    pub seal: String,
    /// Whether something came since the reader decided.
    pub has_changed: bool,
    /// Whether somebody was asked just now.
    pub was_asked: bool,
}

/// A colleague's work in a line.
#[derive(Clone, Debug)]
pub struct Line {
    /// Where it is.
    pub path: String,
    /// What it is about.
    pub title: String,
    /// Whose it is.
    pub owner: String,
    /// Why it is the same customer.
    pub why: String,
    /// Where it stands, since when, and when there was something last.
    pub facts: String,
    /// To whom it can be handed over; `None` where a line above offers it.
    pub offers: Option<UserId>,
}

impl Panel {
    /// Of what was found.
    pub(super) fn new(cx: &Cx, form: &Form, kind: EntryKind, found: &Found) -> Self {
        let mut hidden = Vec::new();
        for one in &found.hidden {
            let line = match &one.team_name {
                Some(team) => t!(cx, "guard-hidden", team = team.as_str()),
                None => t!(cx, "guard-hidden-no-team"),
            };
            if !hidden.contains(&line) {
                hidden.push(line);
            }
        }
        let mut lines: Vec<Line> = Vec::new();
        for approach in &found.seen {
            let is_new = lines.iter().all(|line| line.offers != Some(approach.owner));
            if is_new || lines.len() < LINES {
                lines.push(line(cx, approach, is_new));
            }
        }
        Self {
            more: found.seen.len() - lines.len(),
            lines,
            hidden,
            what: kind.text(form.words()),
            seal: seal(found),
            has_changed: false,
            was_asked: false,
        }
    }

    /// Whether there is nothing to show.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty() && self.hidden.is_empty()
    }

    /// 422 while it is shown: nothing was saved.
    #[must_use]
    pub fn status(&self, form: &Form) -> StatusCode {
        if self.is_empty() {
            form.status()
        } else {
            StatusCode::UNPROCESSABLE_ENTITY
        }
    }

    /// What the button says to those who hear it alone: 「鈴木 大輔（第一営業部）さんに任せる」.
    #[must_use]
    pub fn hand_over(&self, page: &Page, line: &Line) -> String {
        t!(
            page,
            "guard-hand-over-to",
            owner = line.owner.as_str(),
            what = self.what.as_str()
        )
    }

    /// Likewise: 「鈴木 大輔（第一営業部）さんと一緒に進める」.
    #[must_use]
    pub fn together(&self, page: &Page, line: &Line) -> String {
        t!(page, "guard-together-with", owner = line.owner.as_str())
    }
}

fn line(cx: &Cx, approach: &Approach, offers: bool) -> Line {
    let words = cx.texts();
    let day = |at: crate::time::At| japan::brief_date(at.day(cx.zone()), cx.today(), words.lang());
    let last = match approach.last {
        Some(at) => t!(cx, "guard-last", day = day(at)),
        None => t!(cx, "guard-last-none"),
    };
    let stage = match approach.work {
        Work::Deal(_) => t!(
            cx,
            "guard-stage",
            what = t!(cx, "guard-deal"),
            stage = approach.stage.as_str()
        ),
        Work::Lead(_) => {
            let state = leads::State::from_code(&approach.stage).map(|state| state.name(words));
            t!(
                cx,
                "guard-stage",
                what = t!(cx, "guard-lead"),
                stage = state.unwrap_or_default()
            )
        }
        Work::Company(_) => t!(cx, "guard-owns"),
        Work::Activity(_) => t!(cx, "guard-activity"),
    };
    let title = if approach.title.is_empty() || matches!(approach.work, Work::Lead(_)) {
        leads::name_of(&approach.customer, &approach.title)
    } else {
        approach.title.clone()
    };
    let owner = match approach.team.as_str() {
        "" => approach.owner_name.clone(),
        team => t!(cx, "guard-owner", owner = approach.owner_name.as_str(), team = team),
    };
    let since = day(approach.since);
    let customer = approach.customer.as_str();
    let facts = t!(
        cx,
        "guard-facts",
        company = customer,
        stage = stage,
        since = since,
        last = last
    );
    let why = match &approach.likeness {
        None => t!(cx, "guard-same-record"),
        Some((certainty, reasons)) => {
            let reasons: Vec<String> = reasons.iter().map(|reason| reason.text(&words)).collect();
            let reasons = reasons.join(&t!(cx, "filter-or"));
            t!(cx, "guard-why", certainty = certainty.text(&words), reasons = reasons)
        }
    };
    Line {
        path: approach.work.path(),
        title,
        owner,
        why,
        facts,
        offers: offers.then_some(approach.owner),
    }
}

/// What says that somebody saw just this. Of what is hidden it says no more than what is shown: the names of teams.
pub(super) fn seal(found: &Found) -> String {
    let mut seen: Vec<String> = found.seen.iter().map(|approach| approach.work.path()).collect();
    seen.extend(
        found
            .hidden
            .iter()
            .map(|hidden| hidden.team_name.clone().unwrap_or_default()),
    );
    seen.sort_unstable();
    seen.dedup();
    sessions::hash(&seen.join("\n"))
}

/// What the form answers; `None` while it does not, or wrongly, which it then says.
pub(super) fn read(form: &mut Form, found: &Found) -> Option<Answer> {
    let words = form.words();
    let value = form.value(FIELD).to_owned();
    let reason = form.value(REASON).to_owned();
    let count = reason.chars().count();
    if count > CHARS {
        let label = t!(words, "guard-reason");
        form.wrong(
            REASON,
            t!(words, "guard-reason-long", label = label, count = count, most = CHARS),
        );
        return None;
    }
    if reason.contains(|c: char| c.is_control()) {
        form.wrong(REASON, t!(words, "form-control", label = t!(words, "guard-reason")));
        return None;
    }
    let colleague = |start: &str| {
        let user = UserId(value.strip_prefix(start)?.parse().ok()?);
        found.seen.iter().any(|one| one.owner == user).then_some(user)
    };
    if let Some(owner) = colleague("hand_over-") {
        return Some(Answer::HandOver(owner));
    }
    if let Some(companion) = colleague("together-") {
        return Some(Answer::Together(companion));
    }
    match value.as_str() {
        "go_on" if reason.is_empty() => form.wrong(REASON, t!(words, "guard-reason-missing")),
        "go_on" => return Some(Answer::GoOn(reason)),
        "ask" if !found.hidden.is_empty() => {}
        "" => {}
        _ => form.wrong(FIELD, t!(words, "guard-wrong", value = value.as_str())),
    }
    None
}
