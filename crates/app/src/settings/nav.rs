//! The sections of the settings, in the order in which they are listed.

use crate::{page::Page, t};

/// A section.
#[derive(Clone, Debug)]
pub struct Section {
    /// Its first page.
    pub path: &'static str,
    /// What its pages lie below.
    pub roots: &'static [&'static str],
    /// What it is called.
    pub name: String,
    /// What can be set there, in a sentence.
    pub about: String,
    /// Its icon.
    pub icon: &'static str,
}

impl Section {
    /// Whether the reader is in it.
    #[must_use]
    pub fn holds(&self, page: &Page) -> bool {
        self.roots.iter().any(|root| page.is_in(root))
    }
}

/// All sections.
#[must_use]
pub fn sections(page: &Page) -> Vec<Section> {
    let section = |roots: &'static [&'static str], icon, name, about| Section {
        path: roots[0],
        roots,
        name,
        about,
        icon,
    };
    vec![
        section(
            &["/settings/pipelines", "/settings/phases", "/settings/criteria"],
            "flag",
            t!(page, "pipelines"),
            t!(page, "settings-pipelines-about"),
        ),
        section(
            &["/settings/hearing", "/settings/hearing-questions"],
            "log",
            t!(page, "hearing-sheets"),
            t!(page, "hearing-sheets-about"),
        ),
        section(
            &["/settings/frameworks"],
            "check",
            t!(page, "qualification"),
            t!(page, "frameworks-about"),
        ),
        Section {
            path: "/settings/masters/channels",
            roots: &["/settings/masters"],
            name: t!(page, "settings-masters"),
            about: t!(page, "settings-masters-about"),
            icon: "columns",
        },
        section(
            &["/settings/questionnaires"],
            "log",
            t!(page, "questionnaires"),
            t!(page, "questionnaires-about"),
        ),
        section(
            &["/settings/clocks"],
            "clock",
            t!(page, "settings-clocks"),
            t!(page, "settings-clocks-about"),
        ),
        section(
            &["/settings/people"],
            "user",
            t!(page, "people"),
            t!(page, "people-about"),
        ),
        section(&["/settings/teams"], "team", t!(page, "teams"), t!(page, "teams-about")),
        section(
            &["/settings/workspace"],
            "settings",
            t!(page, "workspace"),
            t!(page, "workspace-about"),
        ),
    ]
}
