//! What any server-rendered application on axum and Turbo needs: the table of routes, negotiation,
//! forms, flash messages, assets, live updates, and the clock and randomness that are passed in.
//!
//! Nothing here knows what a deal is.

pub mod assets;
pub mod clock;
pub mod csv;
pub mod fetch_site;
pub mod fields;
pub mod flash;
pub mod live;
pub mod paging;
pub mod random;
pub mod routes;
pub mod turbo;
