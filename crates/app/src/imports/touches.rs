//! Rows about touches: each tells of which deal or lead it is. One of the same kind, day and words that is there already
//! is the same touch.

use db::Sql;
use sea_orm::{ColumnTrait as _, QueryFilter as _};

use super::{
    cells::{Cells, Seen},
    columns::Field,
    contacts::Contacts,
    reading::Row,
    references::References,
    report::{Fate, RowReport},
    run::Options,
    subjects::{Subject, Subjects},
};
use crate::{
    error::Result,
    ids::{ChannelId, TouchKindId},
    money::{Currency, Money},
    t,
    text::Texts,
    touches::{self, About, Facts, Introducer, Touch},
    tx::Tx,
};

/// What rows about touches refer to.
pub struct Touches {
    subjects: Subjects,
    contacts: Contacts,
    kinds: References,
    channels: References,
    currency: Currency,
    /// Which touches this file was about.
    pub seen: Seen,
}

/// What a row says; blank cells are `None` and leave what is there.
struct Wanted {
    about: About,
    facts: Facts,
}

impl Touches {
    /// Reads what there is to refer to.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn load(tx: &Tx, options: &Options) -> Result<Self> {
        let named = |table: &str| Sql::new(&format!("SELECT id, name FROM {table} ORDER BY id"));
        Ok(Self {
            subjects: Subjects::load(tx).await?,
            contacts: Contacts::load(tx).await?,
            kinds: References::read(tx.db(), named("touch_kinds"), japan::fold).await?,
            channels: References::read(tx.db(), named("channels"), japan::fold).await?,
            currency: options.currency,
            seen: Seen::default(),
        })
    }

    /// Imports some rows.
    ///
    /// # Errors
    /// When the database refuses; then none of them.
    pub async fn rows(&mut self, tx: &mut Tx, rows: &[Row<'_>], reports: &mut Vec<RowReport>) -> Result<()> {
        for row in rows {
            let mut cells = Cells::new(row, tx.actor().texts(), tx.now().day(tx.workspace().zone));
            let wanted = self.read(&mut cells).filter(|_| cells.is_sound());
            let name = cells.raw(Field::Title).or(cells.raw(Field::Kind));
            let name = name.map_or("", |cell| cell.text);
            let fate = match wanted {
                Some(wanted) => write(tx, wanted).await?,
                None => Fate::Refused,
            };
            reports.push(cells.report(fate, name));
        }
        Ok(())
    }

    fn read(&mut self, cells: &mut Cells<'_>) -> Option<Wanted> {
        if !cells.is_sound() {
            return None;
        }
        cells.required(Field::Day);
        cells.required(Field::Kind);
        let subject = self.subjects.read(cells);
        let in_settings = |words: Texts| t!(words, "import-no-choice-remedy");
        let kind = cells.reference(Field::Kind, &self.kinds, in_settings);
        let channel = cells.reference(Field::Channel, &self.channels, in_settings);
        let on_day = cells.past_date(Field::Day);
        let currency = cells.currency(self.currency);
        let cost = cells.amount(Field::Cost, currency);
        if cost.is_some_and(|cost| cost < 0) {
            let (cell, words) = (cells.raw(Field::Cost), cells.words());
            cells.problem(
                cell,
                t!(words, "import-no-amount"),
                t!(words, "import-no-number-remedy"),
            );
        }
        let what = cells.text(Field::Title).unwrap_or_default();
        let contact = self.contact(cells, subject);
        let introducer = self.introducer(cells);
        let (kind, on_day) = (kind?, on_day?);
        let about = about(cells, subject)?;
        let key = format!("{} {on_day} {kind} {what}", about.code());
        self.seen.once(cells, cells.raw(Field::Day), key);
        Some(Wanted {
            about,
            facts: Facts {
                kind: TouchKindId(kind),
                channel: channel.map(ChannelId),
                on_day,
                what,
                contact,
                cost: cost.map(|cost| Money::new(cost, currency)),
                introducer,
            },
        })
    }

    fn contact(&self, cells: &mut Cells<'_>, subject: Subject) -> Option<crate::ids::ContactId> {
        let named = self.contacts.read(cells, Field::Contacts, subject.company)?;
        named.first().copied()
    }

    fn introducer(&self, cells: &mut Cells<'_>) -> Option<Introducer> {
        let company = self.subjects.company(cells, Field::IntroducerCompany);
        let contact = self.contacts.read(cells, Field::Introducer, company);
        Some(Introducer {
            company: company?,
            contact: contact.and_then(|named| named.first().copied()),
        })
    }
}

fn about(cells: &mut Cells<'_>, subject: Subject) -> Option<About> {
    let about = subject.touched();
    if about.is_none() && cells.is_sound() {
        let words = cells.words();
        cells.problem(
            None,
            t!(words, "import-about-no-lead"),
            t!(words, "import-about-lead-remedy"),
        );
    }
    about
}

async fn write(tx: &mut Tx, wanted: Wanted) -> Result<Fate> {
    let Wanted { about, facts } = wanted;
    let Some(known) = known(tx, about, &facts).await? else {
        touches::create(tx, about, facts).await?;
        return Ok(Fate::Created);
    };
    let facts = Facts {
        channel: facts.channel.or(known.channel_id),
        contact: facts.contact.or(known.contact_id),
        cost: facts.cost.or(known.money()),
        introducer: facts
            .introducer
            .or(known.introducer_company_id.map(|company| Introducer {
                company,
                contact: known.introducer_contact_id,
            })),
        ..facts
    };
    let changed = touches::change(tx, known.id, None, facts).await?;
    Ok(if changed.version == known.version {
        Fate::Unchanged
    } else {
        Fate::Updated
    })
}

async fn known(tx: &Tx, about: About, facts: &Facts) -> Result<Option<Touch>> {
    let found = touches::visible_to(tx.actor())
        .filter(match about {
            About::Deal(id) => touches::Column::DealId.eq(id),
            About::Lead(id) => touches::Column::LeadId.eq(id),
        })
        .filter(touches::Column::KindId.eq(facts.kind))
        .filter(touches::Column::OnDay.eq(facts.on_day))
        .filter(touches::Column::What.eq(facts.what.as_str()));
    Ok(found.one(tx.db()).await?)
}
