//! Rows about products: found by name.

use db::Sql;
use sea_orm::{ConnectionTrait as _, FromQueryResult};
use serde_json::json;

use super::{
    cells::{Cells, Seen},
    columns::Field,
    reading::Row,
    references::{Found, References},
    report::{Fate, RowReport},
    run::Options,
};
use crate::{
    error::{Error, Result},
    events::{Event, EventKind},
    money::Currency,
    tx::Tx,
};

/// Which products there are so far.
pub struct Products {
    products: Vec<Product>,
    names: References,
    currency: Currency,
    /// Which products this file was about.
    pub seen: Seen,
}

#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
struct Product {
    id: i64,
    name: String,
    family: String,
    price: Option<i64>,
    currency: Option<String>,
}

impl Products {
    /// Reads which there are.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn load(tx: &Tx, options: &Options) -> Result<Self> {
        let sql = Sql::new("SELECT id, name, family, price, currency FROM products ORDER BY id");
        let products = Product::find_by_statement(sql.statement(tx.dialect()))
            .all(tx.db())
            .await?;
        let mut names = References::none(japan::fold);
        for product in &products {
            names.add(product.id, &product.name);
        }
        Ok(Self {
            products,
            names,
            currency: options.currency,
            seen: Seen::default(),
        })
    }

    /// Imports some rows.
    ///
    /// # Errors
    /// When the database refuses; then none of them.
    pub async fn rows(&mut self, tx: &mut Tx, rows: &[Row<'_>], reports: &mut Vec<RowReport>) -> Result<()> {
        let mut changed = Vec::new();
        for row in rows {
            let mut cells = Cells::new(row, tx.actor().texts(), tx.now().day(tx.workspace().zone));
            let wanted = self.read(&mut cells);
            let Some(wanted) = wanted.filter(|_| cells.is_sound()) else {
                let name = cells.raw(Field::Name).map_or("", |cell| cell.text);
                reports.push(cells.report(Fate::Refused, name));
                continue;
            };
            let name = wanted.name.clone();
            let fate = self.write(tx, wanted).await?;
            if fate != Fate::Unchanged {
                changed.push(name.clone());
            }
            reports.push(cells.report(fate, &name));
        }
        if !changed.is_empty() {
            tx.record(Event::new(EventKind::SettingsChanged).data(json!({ "products": changed })));
        }
        Ok(())
    }

    /// The product as it should be after the row: what is there, with the cells that are not blank.
    fn read(&mut self, cells: &mut Cells<'_>) -> Option<Product> {
        let name = cells.required(Field::Name)?;
        let cell = cells.raw(Field::Name);
        self.seen.once(cells, cell, name.clone());
        let known = match self.names.find(&name) {
            Found::Exact(id) => self.products.iter().find(|product| product.id == id).cloned(),
            _ => None,
        };
        let mut product = known.unwrap_or(Product {
            id: 0,
            name,
            family: String::new(),
            price: None,
            currency: None,
        });
        let kept = product.currency.as_deref().and_then(|code| code.parse().ok());
        let currency = cells.currency(kept.unwrap_or(self.currency));
        if let Some(family) = cells.text(Field::Family) {
            product.family = family;
        }
        if let Some(price) = cells.amount(Field::Price, currency) {
            product.price = Some(price);
            product.currency = Some(currency.to_string());
        }
        Some(product)
    }

    async fn write(&mut self, tx: &Tx, mut product: Product) -> Result<Fate> {
        let Some(known) = self.products.iter_mut().find(|known| known.id == product.id) else {
            product.id = add(tx, &product).await?;
            self.names.add(product.id, &product.name);
            self.products.push(product);
            return Ok(Fate::Created);
        };
        if *known == product {
            return Ok(Fate::Unchanged);
        }
        let mut sql = Sql::new("UPDATE products SET family = ");
        sql.bind(product.family.as_str());
        sql.push(", price = ").bind(product.price);
        sql.push(", currency = ").bind(product.currency.as_deref());
        sql.push(", version = version + 1 WHERE id = ").bind(product.id);
        tx.db().execute_raw(sql.statement(tx.dialect())).await?;
        *known = product;
        Ok(Fate::Updated)
    }
}

async fn add(tx: &Tx, product: &Product) -> Result<i64> {
    let mut sql = Sql::new("INSERT INTO products (name, family, price, currency, position) VALUES (");
    sql.bind(product.name.as_str()).push(", ").bind(product.family.as_str());
    sql.push(", ").bind(product.price);
    sql.push(", ").bind(product.currency.as_deref());
    sql.push(", (SELECT COALESCE(MAX(position), 0) + 1 FROM products)) RETURNING id");
    let row = tx.db().query_one_raw(sql.statement(tx.dialect())).await?;
    let row = row.ok_or_else(|| Error::internal("a product was not inserted"))?;
    Ok(row.try_get_by_index(0)?)
}
