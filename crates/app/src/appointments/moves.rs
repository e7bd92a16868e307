//! A move in the calendar, by pointer or keys.

use axum::{extract::Path, response::Response};
use kit::{fields::Fields, flash::Toast};

use super::{
    appointment,
    overlaps::{self, Span},
};
use crate::{
    activities::{self, Activity, When},
    cx::Cx,
    error::{Error, Result},
    form::Form,
    ids::ActivityId,
    t,
};

/// `POST /appointments/{id}/moves`: to the `day` and `time` where it was dropped, or to which keys moved it. The toast
/// takes it back.
///
/// # Errors
/// As [`appointment::move_to`]; [`Error::Invalid`] for a day or time that is none, or past.
pub async fn create_move(cx: Cx, Path(id): Path<ActivityId>, fields: Fields) -> Result<Response> {
    let before = activities::find(&cx, id).await?;
    let mut form = Form::new(cx.texts(), fields);
    let day = activities::day(&cx, &mut form, "day");
    let time = activities::time(&cx, &mut form, "time").flatten();
    let (Some(day), Some(time), true) = (day, time, form.is_good()) else {
        return Err(Error::Invalid(t!(cx, "appointment-move-where")));
    };
    let when = When { day, time: Some(time) };
    let is_undo = form.fields().flag("undo");
    if day < cx.today() && !is_undo {
        let value = form.value("day").to_owned();
        return Err(Error::Invalid(t!(cx, "activity-planned-earlier", value = value)));
    }
    let mut tx = cx.begin().await?;
    let activity = appointment::move_to(&mut tx, id, form.fields().number("version"), when).await?;
    tx.commit().await?;
    let toast = moved(&cx, &form, &before, &activity).await?;
    activities::answer(&cx, form.fields(), Some(&activity), toast).await
}

/// What is said after a move: to when, what lies across it now, and the way back.
async fn moved(cx: &Cx, form: &Form, before: &Activity, activity: &Activity) -> Result<Toast> {
    if form.fields().flag("undo") {
        return Ok(Toast::new(t!(cx, "appointment-moved-back")));
    }
    let zone = cx.zone();
    let at = activity.starts_at;
    let day = japan::short_date(at.day(zone), cx.today(), cx.texts().lang());
    let mut people = vec![activity.owner_id];
    people.extend(
        appointment::details(cx.db(), activity.id)
            .await?
            .unwrap_or_default()
            .members,
    );
    let span = Span::of(at, activity.minutes);
    let overlaps = overlaps::overlaps(cx, &people, span, Some(activity.id)).await?.len();
    let text = match overlaps {
        0 => t!(cx, "appointment-moved", day = day, time = at.clock_time(zone)),
        count => t!(
            cx,
            "appointment-moved-across",
            day = day,
            time = at.clock_time(zone),
            count = count
        ),
    };
    let mut hidden = vec![
        ("version".to_owned(), activity.version.to_string()),
        ("day".to_owned(), before.starts_at.day(zone).to_string()),
        ("time".to_owned(), before.starts_at.clock_time(zone)),
        ("undo".to_owned(), "1".to_owned()),
    ];
    for name in ["stay", "back"] {
        if form.fields().has(name) {
            hidden.push((name.to_owned(), form.value(name).to_owned()));
        }
    }
    Ok(Toast::new(text).with_undo(format!("/appointments/{}/moves", activity.id), hidden))
}
