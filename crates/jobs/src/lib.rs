//! Work to be done later or apart from a request, kept in the application's own database: a job is enqueued in the
//! transaction that makes it necessary, so that it exists if and only if that commits, and survives a restart.
//!
//! - [`enqueue`] a [`NewJob`] with the transaction's connection; ring the [`Bell`] after the commit.
//! - A [`Handler`] does the jobs and names those that recur [`Daily`].
//! - [`work`] runs until it is told to stop; tests call [`run_due`] instead.
//!
//! A job is done **at least once**: a process that dies in the middle leaves it to the next. A handler either does no harm
//! when it runs twice, or calls [`Job::complete`] in its own transaction; then the effect and the end of the job are one.
//! A job that fails is tried again after 10 seconds, 30, 90 … and given up after [`MAX_ATTEMPTS`], about a day later; it
//! then stays in the table with its last error.
//!
//! Table and indexes are in the application's migration `jobs.sql`. Times are UTC milliseconds since 1970. What a job is
//! about is not known here.

mod claim;
mod daily;
mod enqueue;
mod worker;

pub use claim::{Job, LEASE, MAX_ATTEMPTS};
pub use daily::Daily;
pub use enqueue::{NewJob, enqueue};
pub use worker::{Bell, Failure, Handler, run_due, work};

#[cfg(test)]
mod tests;
