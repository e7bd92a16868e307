//! Publishing a questionnaire, on its page in the settings: the address, what a site embeds, and with what a lead begins.

use askama::Template;
use axum::{extract::Path, response::Response};
use kit::{fields::Fields, flash::Toast};

use super::{
    Questionnaire, edition,
    publication::{self, Publication, Terms, makes_leads},
    questionnaire::questionnaire,
    settings_pages::show_with,
};
use crate::{
    cx::Cx,
    error::{Error, Result},
    form::Form,
    ids::{ChannelId, QuestionnaireId, TouchKindId},
    masters::{self, Choice, Master},
    page::Page,
    t,
};

/// More sites than this are no list but a mistake.
const ORIGINS: usize = 20;

/// How a questionnaire is published, as its page shows it.
#[derive(Template)]
#[template(path = "questionnaires/views/publication.html")]
pub(super) struct Panel {
    page: Page,
    id: QuestionnaireId,
    form: Form,
    publication: Option<Publication>,
    kinds: Vec<Choice>,
    channels: Vec<Choice>,
    /// Whether its answers make a lead.
    may_publish: bool,
    /// Whether it says something else by now.
    is_behind: bool,
    url: String,
    snippet: String,
}

impl askama::filters::HtmlSafe for Panel {}

impl Panel {
    /// With what was typed, if something was.
    ///
    /// # Errors
    /// When the database is away.
    pub(super) async fn read(cx: &Cx, of: &Questionnaire, typed: Option<Form>) -> Result<Self> {
        let publication = publication::publication(cx.db(), of.id).await?;
        let content = edition::content(cx.db(), of).await?;
        let terms = publication.as_ref().map(|publication| &publication.terms);
        let base = &cx.app.config().public_url;
        let url = publication.as_ref().map(|one| format!("{base}/f/{}", one.key));
        let url = url.unwrap_or_default();
        let shown = match &publication {
            Some(one) => Some(edition::of(cx.db(), one.edition_id).await?),
            None => None,
        };
        Ok(Self {
            page: cx.page(String::new()),
            id: of.id,
            kinds: masters::choices(cx.db(), Master::TouchKind, terms.map(|terms| terms.kind.0)).await?,
            channels: masters::choices(
                cx.db(),
                Master::Channel,
                terms.and_then(|terms| terms.channel).map(|id| id.0),
            )
            .await?,
            may_publish: of.retired_at.is_none() && makes_leads(&content),
            is_behind: shown.is_some_and(|shown| shown != content),
            snippet: snippet(&url, &of.name.ja),
            form: typed.unwrap_or_else(|| Form::new(cx.texts(), fields_of(publication.as_ref()))),
            publication,
            url,
        })
    }

    fn is_open(&self) -> bool {
        self.publication.as_ref().is_some_and(|one| one.closed_at.is_none())
    }

    fn since(&self) -> String {
        let since = self.publication.as_ref().map(|one| one.published_at);
        since.map_or_else(String::new, |at| self.page.day(self.page.day_of(at)))
    }
}

fn fields_of(publication: Option<&Publication>) -> Fields {
    let mut fields = Fields::default();
    fields.set("version", publication.map_or(0, |one| one.version).to_string());
    if let Some(one) = publication {
        fields.set("kind", one.terms.kind.to_string());
        fields.set(
            "channel",
            one.terms.channel.map(|id| id.to_string()).unwrap_or_default(),
        );
        fields.set("origins", one.terms.origins.join("\n"));
    }
    fields
}

/// What a site puts where the form is to be. Without anything that a name could close or open.
fn snippet(url: &str, name: &str) -> String {
    let title: String = name.chars().filter(|c| !"<>&\"'".contains(*c)).collect();
    format!(r#"<iframe src="{url}" title="{title}" width="100%" height="900" loading="lazy"></iframe>"#)
}

/// `POST /settings/questionnaires/{id}/form`: publishes it, or anew.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn publish(cx: Cx, Path(id): Path<QuestionnaireId>, fields: Fields) -> Result<Response> {
    let of = questionnaire(cx.db(), id).await?;
    let mut form = Form::new(cx.texts(), fields);
    let Some(terms) = read(&cx, id, &mut form).await? else {
        return show_with(&cx, of, Some(form)).await;
    };
    let version = form.fields().number("version").unwrap_or(0);
    let mut tx = cx.begin().await?;
    match publication::publish(&mut tx, id, version, &terms).await {
        Ok(()) => tx.commit().await?,
        Err(Error::Invalid(why)) => {
            tx.rollback().await?;
            form.wrong("kind", why);
            return show_with(&cx, of, Some(form)).await;
        }
        Err(Error::Stale) => {
            tx.rollback().await?;
            tell_conflict(&cx, id, &mut form).await?;
            return show_with(&cx, of, Some(form)).await;
        }
        Err(error) => return Err(error),
    }
    let toast = Toast::new(t!(cx, "questionnaire-form-published"));
    Ok(cx.see(&format!("/settings/questionnaires/{id}#form"), Some(toast)))
}

async fn tell_conflict(cx: &Cx, id: QuestionnaireId, form: &mut Form) -> Result<()> {
    let now = publication::publication(cx.db(), id).await?;
    let theirs = fields_of(now.as_ref());
    if form.value("origins") != theirs.text("origins") {
        form.theirs("origins", theirs.text("origins"));
    }
    form.stale(now.map_or(0, |now| now.version));
    Ok(())
}

async fn read(cx: &Cx, id: QuestionnaireId, form: &mut Form) -> Result<Option<Terms>> {
    let now = publication::publication(cx.db(), id).await?.map(|one| one.terms);
    let kind = form.fields().number("kind");
    let current = now.as_ref().map(|terms| terms.kind.0);
    let is_kind = match kind {
        Some(kind) => masters::is_offered(cx.db(), Master::TouchKind, kind, current).await?,
        None => false,
    };
    if !is_kind {
        form.wrong("kind", t!(cx, "questionnaire-form-kind-missing"));
    }
    let channel = form.fields().number("channel");
    let current = now.and_then(|terms| terms.channel).map(|id| id.0);
    if let Some(channel) = channel
        && !masters::is_offered(cx.db(), Master::Channel, channel, current).await?
    {
        form.wrong("channel", t!(cx, "questionnaire-form-channel-gone"));
    }
    let origins = read_origins(cx, form);
    Ok(match (kind, origins) {
        (Some(kind), Some(origins)) if form.is_good() => Some(Terms {
            kind: TouchKindId(kind),
            channel: channel.map(ChannelId),
            origins,
        }),
        _ => None,
    })
}

fn read_origins(cx: &Cx, form: &mut Form) -> Option<Vec<String>> {
    let typed = form.value("origins").to_owned();
    let mut origins: Vec<String> = Vec::new();
    for line in typed.lines().map(str::trim).filter(|line| !line.is_empty()) {
        match origin(line) {
            Some(origin) if origins.contains(&origin) => {}
            Some(origin) => origins.push(origin),
            None => {
                form.wrong("origins", t!(cx, "questionnaire-form-origin-wrong", value = line));
                return None;
            }
        }
    }
    if origins.len() > ORIGINS {
        let count = origins.len();
        form.wrong(
            "origins",
            t!(cx, "questionnaire-form-origins-many", count = count, most = ORIGINS),
        );
        return None;
    }
    Some(origins)
}

/// `https://www.example.co.jp`, perhaps with a port; a slash behind it is left out. Nothing else, for it stands in a header.
fn origin(line: &str) -> Option<String> {
    let line = line.to_ascii_lowercase();
    let line = line.strip_suffix('/').unwrap_or(&line);
    let rest = line.strip_prefix("https://").or_else(|| line.strip_prefix("http://"))?;
    let (host, port) = rest
        .split_once(':')
        .map_or((rest, None), |(host, port)| (host, Some(port)));
    let is_host = !host.is_empty()
        && host.len() <= 253
        && host.split('.').all(|label| {
            !label.is_empty() && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') && !label.starts_with('-')
        });
    let is_port = port.is_none_or(|port| port.parse::<u16>().is_ok_and(|port| port > 0));
    (is_host && is_port).then(|| line.to_owned())
}

/// `POST /settings/questionnaires/{id}/form/close`.
///
/// # Errors
/// [`Error::NotFound`] for one that was never published, [`Error::Stale`] when somebody was quicker.
pub async fn close(cx: Cx, Path(id): Path<QuestionnaireId>, fields: Fields) -> Result<Response> {
    let mut tx = cx.begin().await?;
    publication::close(&mut tx, id, fields.number("version").unwrap_or(0)).await?;
    tx.commit().await?;
    let toast = Toast::new(t!(cx, "questionnaire-form-closed"));
    Ok(cx.see(&format!("/settings/questionnaires/{id}#form"), Some(toast)))
}

#[cfg(test)]
mod tests {
    use super::origin;

    #[test]
    fn an_origin_is_a_scheme_a_host_and_perhaps_a_port() {
        for (line, read) in [
            ("https://www.example.co.jp", Some("https://www.example.co.jp")),
            ("HTTPS://Example.jp/", Some("https://example.jp")),
            ("http://localhost:8080", Some("http://localhost:8080")),
            ("www.example.co.jp", None),
            ("https://example.jp/contact", None),
            ("https://*.example.jp", None),
            ("https://example.jp; script-src *", None),
            ("https://", None),
            ("https://example.jp:0", None),
        ] {
            assert_eq!(origin(line).as_deref(), read, "{line}");
        }
    }
}
