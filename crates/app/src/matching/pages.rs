//! The page of candidates: pairs side by side, to be made one or told apart, one after another.

use askama::Template;
use axum::{extract::Path, response::Response};
use kit::{
    fields::{Fields, QueryFields},
    flash::Toast,
    paging::Paging,
};

use super::{
    Certainty, Kind, dismissal,
    list::{self, Asked, Candidate, Counts, PER_PAGE, Side},
    refresh,
};
use crate::{
    cx::Cx,
    error::{Error, Result},
    page::Page,
    shared::Empty,
    t,
};

/// Where the candidates are.
const PATH: &str = "/matching";

#[derive(Template)]
#[template(path = "matching/views/matching.html")]
struct MatchingPage {
    page: Page,
    asked: Asked,
    counts: Counts,
    paging: Paging,
    candidates: Vec<Candidate>,
    empty: Option<Empty>,
    is_computed: bool,
}

/// A way to other candidates.
struct Tab {
    label: String,
    href: String,
    count: String,
    is_current: bool,
}

/// What of the two is set side by side: a label and both values.
struct Line {
    label: String,
    one: String,
    other: String,
}

impl Line {
    fn is_same(&self) -> bool {
        self.one == self.other
    }
}

impl MatchingPage {
    fn is_contacts(&self) -> bool {
        self.asked.kind == Kind::Contact
    }

    /// All, those of each certainty, and those that were told apart.
    fn tabs(&self) -> Vec<Tab> {
        let tab = |label, certainty, dismissed, count| Tab {
            label,
            href: place(
                Asked {
                    certainty,
                    dismissed,
                    ..self.asked
                },
                1,
            ),
            count: japan::group(count),
            is_current: (self.asked.certainty, self.asked.dismissed) == (certainty, dismissed),
        };
        let mut tabs = vec![tab(t!(self.page, "matching-all"), None, false, self.counts.all())];
        tabs.extend(Certainty::ALL.map(|one| tab(one.text(&self.page.words), Some(one), false, self.counts.of(one))));
        tabs.push(tab(
            t!(self.page, "matching-told-apart"),
            None,
            true,
            self.counts.dismissed,
        ));
        tabs
    }

    /// The same as a file.
    fn csv(&self) -> String {
        place(self.asked, 1).replacen(PATH, "/matching.csv", 1)
    }

    fn certainty_code(&self) -> &'static str {
        self.asked.certainty.map_or("", Certainty::code)
    }

    fn previous(&self) -> Option<String> {
        self.paging.previous().map(|page| place(self.asked, page))
    }

    fn next(&self) -> Option<String> {
        self.paging.next().map(|page| place(self.asked, page))
    }

    fn place(&self) -> String {
        let grouped = |number: u64| japan::group(number.cast_signed());
        t!(
            self.page,
            "list-place",
            first = grouped(self.paging.first()),
            last = grouped(self.paging.last()),
            total = grouped(self.paging.total)
        )
    }

    fn reasons(&self, candidate: &Candidate) -> String {
        let reasons: Vec<String> = candidate
            .reasons
            .iter()
            .map(|reason| reason.text(&self.page.words))
            .collect();
        reasons.join(&t!(self.page, "filter-or"))
    }

    fn certainty(&self, candidate: &Candidate) -> String {
        candidate.certainty.text(&self.page.words)
    }

    fn href(&self, side: &Side) -> String {
        format!("{}/{}", self.asked.kind.path(), side.id)
    }

    /// The one with more deals stays, or else the older one; the page asked for offers to swap.
    fn merge(&self, candidate: &Candidate) -> String {
        let (kept, gone) = if candidate.other.deals > candidate.one.deals {
            (&candidate.other, &candidate.one)
        } else {
            (&candidate.one, &candidate.other)
        };
        format!("{}/merge?with={}&next=matching", self.href(kept), gone.id)
    }

    fn dismissed(&self, candidate: &Candidate) -> String {
        let Some(dismissal) = &candidate.dismissal else {
            return String::new();
        };
        let day = self.page.day(self.page.day_of(dismissal.at));
        t!(
            self.page,
            "matching-dismissed-by",
            name = dismissal.by.as_str(),
            day = day
        )
    }

    fn lines(&self, candidate: &Candidate) -> Vec<Line> {
        let words = &self.page;
        let is_contacts = self.is_contacts();
        let deals = |side: &Side| t!(words, "company-deals-count", count = side.deals);
        let day = |side: &Side| self.page.day(self.page.day_of(side.created_at));
        let (one, other) = (&candidate.one, &candidate.other);
        let line = |label, of: fn(&Side) -> &String| Line {
            label,
            one: of(one).clone(),
            other: of(other).clone(),
        };
        let (key, place) = if is_contacts {
            (t!(words, "email"), t!(words, "company"))
        } else {
            (t!(words, "company-corporate-number"), t!(words, "company-address"))
        };
        let mut lines = vec![
            line(t!(words, "company-kana"), |side| &side.kana),
            line(key, |side| &side.key),
            line(place, |side| &side.place),
            line(t!(words, "company-phone"), |side| &side.phone),
            line(t!(words, "owner"), |side| &side.owner),
        ];
        lines.retain(|line| !line.one.is_empty() || !line.other.is_empty());
        lines.push(Line {
            label: t!(words, "deals"),
            one: deals(one),
            other: deals(other),
        });
        lines.push(Line {
            label: t!(words, "list-created"),
            one: day(one),
            other: day(other),
        });
        lines
    }
}

/// `GET /matching`: `kind=contact` for contacts, `certainty=sure`, `dismissed=1` for what was told apart.
///
/// # Errors
/// When the database is away.
pub async fn show(cx: Cx, QueryFields(query): QueryFields) -> Result<Response> {
    let asked = asked(&query);
    let counts = list::counts(&cx.app, &cx.actor, asked.kind).await?;
    let total = match (asked.dismissed, asked.certainty) {
        (true, _) => counts.dismissed,
        (false, Some(certainty)) => counts.of(certainty),
        (false, None) => counts.all(),
    };
    let paging = Paging::new(query.number("page"), PER_PAGE, total.cast_unsigned());
    let candidates = list::candidates(&cx.app, &cx.actor, asked, paging).await?;
    let is_computed = refresh::is_computed(&cx.app).await?;
    let shown = MatchingPage {
        page: cx.page(t!(cx, "matching")),
        empty: candidates.is_empty().then(|| empty(&cx, asked, counts)),
        asked,
        counts,
        paging,
        candidates,
        is_computed,
    };
    cx.html(&shown)
}

/// `POST /matching/dismissals`: these two are two.
///
/// # Errors
/// As [`dismissal::dismiss`].
pub async fn dismiss(cx: Cx, form: Fields) -> Result<Response> {
    let kind = Kind::from_code(form.text("kind"));
    let (Some(one), Some(other)) = (form.number("one"), form.number("other")) else {
        return Err(Error::NotFound);
    };
    let mut tx = cx.begin().await?;
    let id = dismissal::dismiss(&mut tx, kind, one, other).await?;
    tx.commit().await?;
    let asked = Asked { kind, ..asked(&form) };
    let here = place(asked, form.number("page").map_or(1, i64::cast_unsigned));
    let undo = vec![("back".to_owned(), here.clone())];
    let toast = Toast::new(t!(cx, "matching-dismissed")).with_undo(format!("{PATH}/dismissals/{id}/delete"), undo);
    Ok(cx.see(&here, Some(toast)))
}

/// `POST /matching/dismissals/{id}/delete`: they may be one after all.
///
/// # Errors
/// As [`dismissal::propose_again`].
pub async fn propose_again(cx: Cx, Path(id): Path<i64>, form: Fields) -> Result<Response> {
    let mut tx = cx.begin().await?;
    let kind = dismissal::propose_again(&mut tx, id).await?;
    tx.commit().await?;
    let asked = Asked {
        kind,
        certainty: None,
        dismissed: false,
    };
    let back = Some(form.text("back")).filter(|back| back.starts_with("/matching?"));
    let here = back.map_or_else(|| place(asked, 1), ToOwned::to_owned);
    Ok(cx.see(&here, Some(Toast::new(t!(cx, "matching-proposed-again")))))
}

/// Which candidates a query or form is about.
pub(super) fn asked(fields: &Fields) -> Asked {
    let certainty = Certainty::ALL
        .into_iter()
        .find(|one| one.code() == fields.text("certainty"));
    let dismissed = fields.flag("dismissed");
    Asked {
        kind: Kind::from_code(fields.text("kind")),
        certainty: certainty.filter(|_| !dismissed),
        dismissed,
    }
}

fn place(asked: Asked, page: u64) -> String {
    let mut place = format!("{PATH}?kind={}", asked.kind.code());
    if asked.dismissed {
        place.push_str("&dismissed=1");
    } else if let Some(certainty) = asked.certainty {
        place.push_str(&format!("&certainty={}", certainty.code()));
    }
    if page > 1 {
        place.push_str(&format!("&page={page}"));
    }
    place
}

fn empty(cx: &Cx, asked: Asked, counts: Counts) -> Empty {
    let all = place(
        Asked {
            certainty: None,
            dismissed: false,
            ..asked
        },
        1,
    );
    let title = if asked.dismissed {
        t!(cx, "matching-none-dismissed")
    } else {
        t!(cx, "matching-none")
    };
    let (text, ways) = match (asked.dismissed || asked.certainty.is_some(), counts.all()) {
        (true, 1..) => (t!(cx, "matching-others-left"), vec![(all, t!(cx, "matching-show-all"))]),
        _ => {
            let list = match asked.kind {
                Kind::Company => t!(cx, "matching-see-companies"),
                Kind::Contact => t!(cx, "matching-see-contacts"),
            };
            (t!(cx, "matching-none-text"), vec![(asked.kind.path().to_owned(), list)])
        }
    };
    Empty {
        icon: "copy",
        title,
        text,
        ways,
    }
}
