//! Goes through the rows of files in batches: each batch is one transaction, so that what was finished stays when
//! somebody stops the import, and a database that refuses a row loses only that row.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use super::{
    activities::Activities,
    cells::{Cells, Seen},
    columns::{Columns, Kind},
    companies::Companies,
    deals::Deals,
    ideas::Ideas,
    leads::Leads,
    products::Products,
    reading::{Row, Table},
    report::{Fate, Report, RowReport},
    touches::Touches,
    users::Users,
};
use crate::{
    actor::Actor,
    app::App,
    error::{Error, Result},
    money::Currency,
    t,
    text::Texts,
    tx::Tx,
};

/// Rows of one transaction: the write lock is held for some hundredths of a second.
const BATCH: usize = 200;

/// How files are to be taken.
#[derive(Clone, Debug)]
pub struct Options {
    /// Into which pipeline deals go; the first one if nothing is said. Made when there is none of that name.
    pub pipeline: Option<String>,
    /// Its phases in order, when it is made; else those that the file names.
    pub phases: Vec<String>,
    /// Whether phases that an existing pipeline lacks are added to it; else their rows are refused.
    pub create_phases: bool,
    /// Of amounts without one.
    pub currency: Currency,
    /// Do everything and keep nothing.
    pub dry_run: bool,
}

/// How far an import is.
#[derive(Clone, Copy, Debug)]
pub struct Progress {
    /// In which kind of file.
    pub kind: Kind,
    /// Rows gone through.
    pub rows: u64,
    /// How much of the file, in percent.
    pub percent: u64,
}

/// How an import ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// All rows were gone through.
    Complete,
    /// It was told to stop; the batches before stay.
    Stopped {
        /// In which kind of file.
        kind: Kind,
        /// The first line that was not imported.
        line: u64,
    },
}

/// An import in progress.
pub struct Import<'i> {
    app: &'i App,
    actor: Actor,
    options: Options,
    stop: Arc<AtomicBool>,
    progress: &'i mut (dyn FnMut(Progress) + Send),
    /// What became of the rows.
    pub report: Report,
    /// The one transaction of a dry run.
    dry: Option<Tx>,
}

impl<'i> Import<'i> {
    /// In somebody's name; who may administer, since an import writes people and settings too.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for others.
    pub fn new(
        app: &'i App,
        actor: Actor,
        options: Options,
        report: Report,
        stop: Arc<AtomicBool>,
        progress: &'i mut (dyn FnMut(Progress) + Send),
    ) -> Result<Self> {
        if !actor.may_administer() {
            return Err(Error::Forbidden);
        }
        Ok(Self {
            app,
            actor,
            options,
            stop,
            progress,
            report,
            dry: None,
        })
    }

    /// Imports files, in the order in which they build on each other.
    ///
    /// # Errors
    /// When the database is away, or the report cannot be written. Rows that cannot be imported are no errors.
    pub async fn run(&mut self, tables: &[Table]) -> Result<Ended> {
        for kind in Kind::ALL {
            for table in tables.iter().filter(|table| table.kind == kind) {
                if let Ended::Stopped { kind, line } = self.table(table).await? {
                    return self.finish(Ended::Stopped { kind, line }).await;
                }
            }
        }
        self.finish(Ended::Complete).await
    }

    async fn finish(&mut self, ended: Ended) -> Result<Ended> {
        if let Some(tx) = self.dry.take() {
            tx.rollback().await?;
        }
        self.report.finish().map_err(Error::internal)?;
        Ok(ended)
    }

    async fn table(&mut self, table: &Table) -> Result<Ended> {
        let words = self.words();
        let (mut handler, remarks) = self.handler(table).await?;
        let unused: Vec<&str> = handler.unused(&table.columns);
        if !unused.is_empty() {
            let names = unused.join(", ");
            self.report
                .remark(table.kind, t!(words, "import-unknown-columns", names = names));
        }
        for remark in remarks {
            self.report.remark(table.kind, remark);
        }
        let mut rows = table.rows();
        let mut seen = 0;
        loop {
            let batch: Vec<Row<'_>> = rows.by_ref().take(BATCH).collect();
            let Some(first) = batch.first() else {
                return Ok(Ended::Complete);
            };
            if self.stop.load(Ordering::Relaxed) {
                let (kind, line) = (table.kind, first.line);
                return Ok(Ended::Stopped { kind, line });
            }
            let reports = self.batch(table, &mut handler, &batch).await?;
            self.report.add(table.kind, reports, words).map_err(Error::internal)?;
            seen += batch.len() as u64;
            (self.progress)(Progress {
                kind: table.kind,
                rows: seen,
                percent: (rows.position() * 100 / table.size().max(1)) as u64,
            });
        }
    }

    /// Reads what rows of this kind refer to, and makes ready what all of them need.
    async fn handler(&mut self, table: &Table) -> Result<(Handler, Vec<String>)> {
        let mut tx = self.begin().await?;
        let mut remarks = Vec::new();
        let handler = match table.kind {
            Kind::Users => Handler::Users(Box::new(Users::load(&tx).await?)),
            Kind::Products => Handler::Products(Box::new(Products::load(&tx, &self.options).await?)),
            Kind::Companies => Handler::Companies(Box::new(Companies::load(&tx).await?)),
            Kind::Deals => Handler::Deals(Box::new(
                Deals::load(&mut tx, table, &self.options, &mut remarks).await?,
            )),
            Kind::Leads => Handler::Leads(Box::new(Leads::load(&tx).await?)),
            Kind::Activities => Handler::Activities(Box::new(Activities::load(&tx).await?)),
            Kind::Touches => Handler::Touches(Box::new(Touches::load(&tx, &self.options).await?)),
            Kind::Ideas => Handler::Ideas(Box::new(Ideas::load(&tx).await?)),
        };
        self.end(tx).await?;
        Ok((handler, remarks))
    }

    /// One transaction for all rows; if the database refuses, one for each, so that it is known which row it was.
    async fn batch(&mut self, table: &Table, handler: &mut Handler, rows: &[Row<'_>]) -> Result<Vec<RowReport>> {
        match self.attempt(handler, rows).await {
            Err(Error::Internal(cause)) if !self.options.dry_run => {
                tracing::warn!(%cause, "a batch was refused; its rows are tried one by one");
            }
            other => return other,
        }
        self.reload(table, handler, rows).await?;
        let mut reports = Vec::new();
        for row in rows {
            let row = std::slice::from_ref(row);
            match self.attempt(handler, row).await {
                Ok(report) => reports.extend(report),
                Err(cause) => {
                    reports.push(self.refused_by_database(&row[0], &cause));
                    self.reload(table, handler, row).await?;
                }
            }
        }
        Ok(reports)
    }

    /// Forgets what rows that were not written left in memory.
    async fn reload(&mut self, table: &Table, handler: &mut Handler, rows: &[Row<'_>]) -> Result<()> {
        let mut seen = std::mem::take(handler.seen());
        if let Some(first) = rows.first() {
            seen.forget_from(first.line);
        }
        *handler = self.handler(table).await?.0;
        *handler.seen() = seen;
        Ok(())
    }

    async fn attempt(&mut self, handler: &mut Handler, rows: &[Row<'_>]) -> Result<Vec<RowReport>> {
        let mut tx = self.begin().await?;
        let mut reports = Vec::with_capacity(rows.len());
        handler.rows(&mut tx, rows, &mut reports).await?;
        self.end(tx).await?;
        Ok(reports)
    }

    fn refused_by_database(&self, row: &Row<'_>, cause: &Error) -> RowReport {
        let words = self.words();
        let mut cells = Cells::new(row, words, self.app.now().day(self.actor.workspace.zone));
        let what = t!(words, "import-database", cause = cause.to_string());
        cells.problem(None, what, t!(words, "import-database-remedy"));
        cells.report(Fate::Refused, "")
    }

    async fn begin(&mut self) -> Result<Tx> {
        match self.dry.take() {
            Some(tx) => Ok(tx),
            None => self.app.begin(&self.actor).await,
        }
    }

    async fn end(&mut self, tx: Tx) -> Result<()> {
        if self.options.dry_run {
            self.dry = Some(tx);
            return Ok(());
        }
        tx.commit().await
    }

    fn words(&self) -> Texts {
        self.actor.texts()
    }
}

/// What rows of one kind do.
enum Handler {
    Users(Box<Users>),
    Products(Box<Products>),
    Companies(Box<Companies>),
    Deals(Box<Deals>),
    Leads(Box<Leads>),
    Activities(Box<Activities>),
    Touches(Box<Touches>),
    Ideas(Box<Ideas>),
}

impl Handler {
    async fn rows(&mut self, tx: &mut Tx, rows: &[Row<'_>], reports: &mut Vec<RowReport>) -> Result<()> {
        match self {
            Self::Users(users) => users.rows(tx, rows, reports).await,
            Self::Products(products) => products.rows(tx, rows, reports).await,
            Self::Companies(companies) => companies.rows(tx, rows, reports).await,
            Self::Deals(deals) => deals.rows(tx, rows, reports).await,
            Self::Leads(leads) => leads.rows(tx, rows, reports).await,
            Self::Activities(activities) => activities.rows(tx, rows, reports).await,
            Self::Touches(touches) => touches.rows(tx, rows, reports).await,
            Self::Ideas(ideas) => ideas.rows(tx, rows, reports).await,
        }
    }

    /// The columns that nothing was made of.
    fn unused<'c>(&self, columns: &'c Columns) -> Vec<&'c str> {
        let is_used = |place: &usize| matches!(self, Self::Deals(deals) if deals.said.uses(*place));
        let unused = columns.unknown.iter().filter(|place| !is_used(place));
        unused.map(|&place| columns.names[place].as_str()).collect()
    }

    fn seen(&mut self) -> &mut Seen {
        match self {
            Self::Users(users) => &mut users.seen,
            Self::Products(products) => &mut products.seen,
            Self::Companies(companies) => &mut companies.seen,
            Self::Deals(deals) => &mut deals.seen,
            Self::Leads(leads) => &mut leads.seen,
            Self::Activities(activities) => &mut activities.seen,
            Self::Touches(touches) => &mut touches.seen,
            Self::Ideas(ideas) => &mut ideas.seen,
        }
    }
}
