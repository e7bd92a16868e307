//! Settings: the pages where admins set up the workspace, its people and its teams.
//!
//! The rules stand where the things are: `workspace/`, `accounts/`, `pipelines/`. To add a page: a line in
//! `nav.rs`, its handlers in a file here or in its own feature, and `{% include "settings/views/subnav.html" %}`.

pub mod nav;
pub mod pages;
pub mod people_pages;
mod person_form;
pub mod team_pages;
pub mod workspace_form;
pub mod workspace_pages;
