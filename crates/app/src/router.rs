//! Every URL of Kizashi, with who may use it. What a line shows stands in the feature's `pages.rs`.

use axum::{
    Router,
    extract::{DefaultBodyLimit, Path, State},
    middleware::{from_fn, from_fn_with_state},
    response::Response,
};
use kit::routes::{Route, Routes};
use tower_http::compression::CompressionLayer;

use crate::{
    access::{Access, guard},
    accounts, activities,
    app::App,
    companies::pages as company_pages,
    contacts::pages as contact_pages,
    deals::{self, board_pages, pages as deal_pages},
    error::Error,
    error_page, headers, health, live, masters, pipelines, reports, saved_views, search, settings, touches, workspace,
};

/// Forms are small; imports by page will have a limit of their own.
const BODY_BYTES: usize = 1024 * 1024;

/// The table of routes.
pub fn routes() -> (Router<App>, Vec<Route<Access>>) {
    Routes::new(Access::Anybody, guard)
        .get("/healthz", health::alive)
        .get("/readyz", health::ready)
        .get("/assets/{file}", asset)
        .for_access(Access::SignedIn)
        .get("/live", live::stream)
        // The board, and moves on it.
        .for_access(Access::SignedIn)
        .get("/", board_pages::home)
        .get("/board", board_pages::show)
        .get("/board/totals", board_pages::totals)
        .get("/board/columns/{phase}", board_pages::column)
        .for_access(Access::Writers)
        .get("/deals/{id}/moves/new", deal_pages::new_move)
        .post("/deals/{id}/moves", deal_pages::create_move)
        .post("/deals/{id}/moves/undo", deal_pages::undo_move)
        // Deals.
        .for_access(Access::SignedIn)
        .get("/deals", deals::list)
        .get("/deals.csv", deals::list_file)
        .for_access(Access::SignedIn)
        .get("/deals/{id}", deal_pages::show)
        .for_access(Access::Writers)
        .get("/deals/new", deal_pages::new)
        .post("/deals", deal_pages::create)
        .get("/deals/{id}/edit", deal_pages::edit)
        .post("/deals/{id}", deal_pages::change)
        .get("/deals/{id}/people", deal_pages::people_form)
        .post("/deals/{id}/people", deal_pages::set_people)
        .get("/deals/{id}/products", deal_pages::products_form)
        .post("/deals/{id}/products", deal_pages::set_products)
        .get("/deals/{id}/win", deal_pages::win_form)
        .post("/deals/{id}/win", deal_pages::win)
        .get("/deals/{id}/lose", deal_pages::lose_form)
        .post("/deals/{id}/lose", deal_pages::lose)
        .get("/deals/{id}/hold", deal_pages::hold_form)
        .post("/deals/{id}/hold", deal_pages::hold)
        .post("/deals/{id}/reopen", deal_pages::reopen)
        .post("/deals/{id}/checks", deal_pages::tick)
        .post("/deals/{id}/delete", deal_pages::delete)
        .post("/deals/{id}/restore", deal_pages::restore)
        // Companies and contacts.
        .for_access(Access::SignedIn)
        .get("/companies", company_pages::list)
        .get("/companies.csv", company_pages::list_file)
        .get("/companies/{id}", company_pages::show)
        .get("/contacts", contact_pages::list)
        .get("/contacts.csv", contact_pages::list_file)
        .get("/contacts/{id}", contact_pages::show)
        .for_access(Access::Writers)
        .get("/companies/new", company_pages::new)
        .post("/companies", company_pages::create)
        .get("/companies/{id}/edit", company_pages::edit)
        .post("/companies/{id}", company_pages::change)
        .post("/companies/{id}/delete", company_pages::delete)
        .post("/companies/{id}/restore", company_pages::restore)
        .get("/contacts/new", contact_pages::new)
        .post("/contacts", contact_pages::create)
        .get("/contacts/{id}/edit", contact_pages::edit)
        .post("/contacts/{id}", contact_pages::change)
        .post("/contacts/{id}/delete", contact_pages::delete)
        .post("/contacts/{id}/restore", contact_pages::restore)
        // Touches.
        .for_access(Access::SignedIn)
        .get("/deals/{id}/introductions", touches::pages::introductions)
        .for_access(Access::Writers)
        .get("/touches/new", touches::pages::new)
        .post("/touches", touches::pages::create)
        .get("/touches/{id}/edit", touches::pages::edit)
        .post("/touches/{id}", touches::pages::change)
        .post("/touches/{id}/delete", touches::pages::delete)
        .post("/touches/{id}/restore", touches::pages::restore)
        // Activities.
        .for_access(Access::SignedIn)
        .get("/activities", activities::mine::index)
        .get("/activities/all", activities::list_pages::list)
        .get("/activities/all.csv", activities::list_pages::list_file)
        .get("/activities/{id}", activities::record::show)
        .for_access(Access::Writers)
        .get("/activities/new", activities::entry_pages::new)
        .post("/activities", activities::entry_pages::create)
        .post("/activities/quick", activities::quick_pages::create)
        .get("/activities/{id}/edit", activities::entry_pages::edit)
        .post("/activities/{id}", activities::entry_pages::change)
        .get("/activities/{id}/done", activities::done_pages::new)
        .post("/activities/{id}/done", activities::done_pages::create)
        .post("/activities/{id}/cancel", activities::record::cancel)
        .post("/activities/{id}/resume", activities::record::resume)
        .post("/activities/{id}/delete", activities::record::delete)
        .post("/activities/{id}/restore", activities::record::restore)
        // Reports.
        .for_access(Access::SignedIn)
        .get("/reports", reports::phases_pages::index)
        .get("/reports/phases", reports::phases_pages::show)
        .get("/reports/phases/stays", reports::stays_pages::list)
        .get("/reports/outcomes", reports::outcomes_pages::show)
        .get("/reports/outcomes/deals", reports::outcomes_deals_pages::list)
        // Search and saved views.
        .for_access(Access::SignedIn)
        .get("/search", search::pages::show)
        .for_access(Access::Writers)
        .post("/saved-views", saved_views::create)
        .post("/saved-views/{id}", saved_views::rename)
        .post("/saved-views/{id}/delete", saved_views::delete)
        // Settings of the process.
        .for_access(Access::Admins)
        .get("/settings/pipelines", pipelines::pipeline_pages::list)
        .post("/settings/pipelines", pipelines::pipeline_pages::add)
        .post("/settings/pipelines/order", pipelines::pipeline_pages::reorder)
        .get("/settings/pipelines/{id}", pipelines::pipeline_pages::show)
        .post("/settings/pipelines/{id}", pipelines::pipeline_pages::rename)
        .post("/settings/pipelines/{id}/up", pipelines::pipeline_pages::up)
        .post("/settings/pipelines/{id}/down", pipelines::pipeline_pages::down)
        .get("/settings/pipelines/{id}/retire", pipelines::pipeline_pages::ask_retire)
        .post("/settings/pipelines/{id}/retire", pipelines::pipeline_pages::retire)
        .post("/settings/pipelines/{id}/restore", pipelines::pipeline_pages::restore)
        .post("/settings/pipelines/{id}/phases", pipelines::phase_pages::add)
        .post("/settings/pipelines/{id}/phases/order", pipelines::phase_pages::reorder)
        .get("/settings/phases/{id}/edit", pipelines::phase_pages::edit)
        .post("/settings/phases/{id}", pipelines::phase_pages::change)
        .post("/settings/phases/{id}/up", pipelines::phase_pages::up)
        .post("/settings/phases/{id}/down", pipelines::phase_pages::down)
        .get("/settings/phases/{id}/retire", pipelines::phase_pages::ask_retire)
        .post("/settings/phases/{id}/retire", pipelines::phase_pages::retire)
        .post("/settings/phases/{id}/restore", pipelines::phase_pages::restore)
        .post("/settings/phases/{id}/criteria", pipelines::criterion_pages::add)
        .post("/settings/criteria/{id}", pipelines::criterion_pages::rename)
        .post("/settings/criteria/{id}/retire", pipelines::criterion_pages::retire)
        .post("/settings/criteria/{id}/up", pipelines::criterion_pages::up)
        .post("/settings/criteria/{id}/down", pipelines::criterion_pages::down)
        .get("/settings/clocks", workspace::clock_pages::show)
        .post("/settings/clocks", workspace::clock_pages::change)
        .get("/settings/masters/{master}", masters::pages::list)
        .post("/settings/masters/{master}", masters::pages::add)
        .post("/settings/masters/{master}/order", masters::pages::reorder)
        .get("/settings/masters/{master}/{id}/edit", masters::pages::edit)
        .post("/settings/masters/{master}/{id}", masters::pages::change)
        .post("/settings/masters/{master}/{id}/retire", masters::pages::retire)
        .post("/settings/masters/{master}/{id}/restore", masters::pages::restore)
        .post("/settings/masters/{master}/{id}/up", masters::pages::up)
        .post("/settings/masters/{master}/{id}/down", masters::pages::down)
        // People, sign-in, setup.
        .for_access(Access::Anybody)
        .get("/setup", accounts::setup_pages::first)
        .get("/setup/{token}", accounts::setup_pages::show)
        .post("/setup/{token}", accounts::setup_pages::create)
        .get("/sign-in", accounts::pages::show)
        .post("/sign-in", accounts::pages::sign_in)
        .get("/sign-in-links/{token}", accounts::pages::sign_in_link)
        .get("/invitations/{token}", accounts::password_pages::invitation)
        .post("/invitations/{token}", accounts::password_pages::accept_invitation)
        .get("/resets/{token}", accounts::password_pages::reset)
        .post("/resets/{token}", accounts::password_pages::finish_reset)
        .for_access(Access::SignedIn)
        .post("/sign-out", accounts::pages::sign_out)
        .post("/sign-out-everywhere", accounts::pages::sign_out_everywhere)
        .get("/me", accounts::me_pages::show)
        .post("/me", accounts::me_pages::change)
        .post("/me/password", accounts::me_pages::change_password)
        .get("/settings", settings::pages::index)
        .for_access(Access::Admins)
        .get("/settings/workspace", settings::workspace_pages::show)
        .post("/settings/workspace", settings::workspace_pages::change)
        .get("/settings/people", settings::people_pages::list)
        .post("/settings/people", settings::people_pages::create)
        .get("/settings/people/new", settings::people_pages::new)
        .get("/settings/people/{id}/edit", settings::people_pages::edit)
        .post("/settings/people/{id}", settings::people_pages::change)
        .get("/settings/people/{id}/links", settings::people_pages::new_link)
        .post("/settings/people/{id}/links", settings::people_pages::create_link)
        .get("/settings/people/{id}/disable", settings::people_pages::ask_disable)
        .post("/settings/people/{id}/disable", settings::people_pages::disable)
        .post("/settings/people/{id}/enable", settings::people_pages::enable)
        .get("/settings/teams", settings::team_pages::list)
        .post("/settings/teams", settings::team_pages::create)
        .post("/settings/teams/order", settings::team_pages::reorder)
        .get("/settings/teams/{id}/edit", settings::team_pages::edit)
        .post("/settings/teams/{id}", settings::team_pages::change)
        .get("/settings/teams/{id}/retire", settings::team_pages::ask_retire)
        .post("/settings/teams/{id}/retire", settings::team_pages::retire)
        .post("/settings/teams/{id}/restore", settings::team_pages::restore)
        .finish()
}

/// The router with everything around it, from the outside in.
pub fn router(app: App) -> Router {
    let (router, _) = routes();
    router
        .fallback(|| async { Error::NotFound })
        .layer(DefaultBodyLimit::max(BODY_BYTES))
        .layer(from_fn_with_state(app.clone(), accounts::gate::before_setup))
        .layer(from_fn(kit::fetch_site::check))
        .layer(from_fn_with_state(app.clone(), error_page::show))
        .layer(from_fn_with_state(app.clone(), accounts::sessions::load))
        .layer(from_fn(headers::tell_event))
        .layer(from_fn(headers::secure))
        .layer(CompressionLayer::new())
        .layer(from_fn(headers::log))
        .with_state(app)
}

async fn asset(State(app): State<App>, Path(file): Path<String>) -> Response {
    app.assets().serve(&file)
}
