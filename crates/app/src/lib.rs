//! Kizashi: a sales team sees where every deal stands, what to do next, and the signs that one is about to be lost.
//!
//! The table of contents. Features have a folder each, named as their URL and their table; what they
//! share stands in the files beside them. See `ARCHITECTURE.md` for the rules of the house.

pub mod accounts;
pub mod activities;
pub mod appointments;
pub mod calendar;
pub mod companies;
pub mod contacts;
pub mod deals;
pub mod guard;
pub mod hearing;
pub mod history;
pub mod imports;
pub mod leads;
pub mod live;
pub mod masters;
pub mod matching;
pub mod merges;
pub mod pipelines;
pub mod qualification;
pub mod questionnaires;
pub mod questions;
pub mod reports;
pub mod sample;
pub mod saved_views;
pub mod search;
pub mod settings;
pub mod shared;
pub mod touches;
pub mod workspace;

pub mod access;
pub mod actor;
pub mod app;
pub mod cli;
pub mod config;
pub mod cx;
pub mod error;
mod error_page;
pub mod events;
pub mod form;
mod headers;
mod health;
pub mod ids;
pub mod jobs;
pub mod limiter;
pub mod money;
pub mod page;
pub mod router;
#[cfg(test)]
mod testing;
pub mod text;
pub mod time;
pub mod tx;
