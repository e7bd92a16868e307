//! `GET` and `POST /deals/{id}/products`: what a deal is about, as rows of product, quantity and price.

use askama::Template;
use axum::{extract::Path, response::Response};
use japan::AmountError;
use kit::{fields::Fields, flash::Toast};

use super::{
    answer::{form_page, saved, seen_to_change},
    rows,
};
use crate::{
    cx::Cx,
    deals::{
        self, Deal, Line, NewLine, OfferedProduct, edit_form,
        form::{Reading, parse_money},
    },
    error::Result,
    form::Form,
    ids::{DealId, ProductId},
    money::Money,
    page::Page,
    t,
};

/// What every row has. `name` is said only by lines whose product is of no list.
const COLUMNS: [&str; 4] = ["product", "name", "quantity", "price"];
/// More of one product is a typing error.
const MOST: i64 = 1_000_000;

/// A row as typed.
#[derive(Clone, Debug, Default)]
struct Row {
    product: String,
    name: String,
    quantity: String,
    price: String,
}

impl Row {
    fn is_empty(&self) -> bool {
        self.product.is_empty() && self.name.is_empty() && self.price.is_empty()
    }
}

/// `GET /deals/{id}/products`.
///
/// # Errors
/// [`NotFound`](crate::error::Error::NotFound) for what this person may not see,
/// [`Forbidden`](crate::error::Error::Forbidden) for a viewer.
pub async fn products_form(cx: Cx, Path(id): Path<DealId>) -> Result<Response> {
    let deal = seen_to_change(&cx, id).await?;
    let lines = deals::lines_of(cx.db(), id).await?;
    let form = Form::new(cx.texts(), written(&deal, &lines));
    let status = form.status();
    let view = view(&cx, form, deal).await?;
    cx.html_with(status, &view)
}

/// `POST /deals/{id}/products`: `product`, `quantity` and `price` row by row, `take_over` to make their sum the amount;
/// `add` and `remove` give the form again with a row more or less.
///
/// # Errors
/// As [`products_form`].
pub async fn set_products(cx: Cx, Path(id): Path<DealId>, fields: Fields) -> Result<Response> {
    let deal = seen_to_change(&cx, id).await?;
    let offered = deals::offered_products(cx.db(), id).await?;
    if let Some(fields) = rows::changed(&fields, &COLUMNS) {
        let fields = priced(fields, &deal, &offered);
        let view = view(&cx, Form::new(cx.texts(), fields), deal).await?;
        return cx.html_with(rows::AGAIN, &view);
    }
    let mut reading = Reading::new(&cx, priced(fields, &deal, &offered));
    let lines = read(&mut reading, &deal, &offered);
    if reading.version() != deal.version {
        let theirs = deals::lines_of(cx.db(), id).await?;
        reading.form.theirs("product", told(&cx, &deal, &theirs));
    }
    if !reading.form.is_good() {
        reading.form.set("version", deal.version);
        let status = reading.form.status();
        let view = view(&cx, reading.form, deal).await?;
        return cx.html_with(status, &view);
    }
    let take_over = reading.form.fields().flag("take_over");
    let mut tx = cx.begin().await?;
    let after = deals::set_lines(&mut tx, id, Some(deal.version), lines, take_over).await?;
    tx.commit().await?;
    saved(&cx, &after, [after.phase_id], Toast::new(t!(cx, "deal-saved"))).await
}

fn written(deal: &Deal, lines: &[Line]) -> Fields {
    let mut fields = Fields::default();
    fields.set("version", deal.version.to_string());
    for line in lines {
        let name = if line.product_id.is_none() {
            line.name.as_str()
        } else {
            ""
        };
        fields.add("product", line.product_id.map(|id| id.to_string()).unwrap_or_default());
        fields.add("name", name);
        fields.add("quantity", line.quantity.to_string());
        fields.add(
            "price",
            edit_form::typed(Money::new(line.unit_price, deal.money_currency())),
        );
    }
    fields
}

/// The fields with the list's price where a product was chosen and no price typed, and one where no quantity was.
fn priced(fields: Fields, deal: &Deal, offered: &[OfferedProduct]) -> Fields {
    let mut filled = Fields::default();
    for (name, value) in fields.pairs() {
        if !COLUMNS.contains(&name.as_str()) {
            filled.add(name, value.clone());
        }
    }
    for mut row in typed_rows(&fields) {
        let product = offered.iter().find(|product| product.id.to_string() == row.product);
        let list_price = product.and_then(|product| {
            product
                .price
                .filter(|_| product.currency.as_deref() == Some(&deal.currency))
        });
        if let (true, Some(price)) = (row.price.is_empty(), list_price) {
            row.price = edit_form::typed(Money::new(price, deal.money_currency()));
        }
        if product.is_some() && row.quantity.is_empty() {
            "1".clone_into(&mut row.quantity);
        }
        for (name, value) in COLUMNS
            .into_iter()
            .zip([row.product, row.name, row.quantity, row.price])
        {
            filled.add(name, value);
        }
    }
    filled
}

fn read(reading: &mut Reading<'_>, deal: &Deal, offered: &[OfferedProduct]) -> Vec<NewLine> {
    let rows = typed_rows(reading.form.fields());
    let filled = rows.iter().filter(|row| !row.is_empty());
    filled.filter_map(|row| read_row(reading, row, deal, offered)).collect()
}

fn read_row(reading: &mut Reading<'_>, row: &Row, deal: &Deal, offered: &[OfferedProduct]) -> Option<NewLine> {
    let cx = reading.cx;
    let product = offered.iter().find(|product| product.id.to_string() == row.product);
    if product.is_none() && (!row.product.is_empty() || row.name.is_empty()) {
        reading
            .form
            .wrong("product", t!(cx, "deal-form-choose", label = t!(cx, "product")));
        return None;
    }
    let name = product.map_or_else(|| row.name.clone(), |product| product.name.clone());
    let quantity = japan::parse_amount(&row.quantity)
        .ok()
        .filter(|quantity| (1..=MOST).contains(quantity));
    if quantity.is_none() {
        let message = t!(
            cx,
            "deal-form-quantity",
            name = name.as_str(),
            value = row.quantity.as_str()
        );
        reading.form.wrong("quantity", message);
    }
    let price = parse_money(&row.price, deal.money_currency());
    if let Err(error) = &price {
        let label = t!(cx, "deal-form-price-of", name = name.as_str());
        let message = match error {
            AmountError::Empty => t!(cx, "deal-form-empty", label = label),
            error => reading.not_an_amount(error, label, row.price.clone(), deal.money_currency()),
        };
        reading.form.wrong("price", message);
    }
    Some(NewLine {
        product: product.map(|product| ProductId(product.id.0)),
        name: row.name.clone(),
        quantity: quantity?,
        unit_price: price.ok()?,
    })
}

fn typed_rows(fields: &Fields) -> Vec<Row> {
    let [products, names, quantities, prices] = COLUMNS.map(|column| rows::values(fields, column));
    let at = |column: &[String], index: usize| column.get(index).cloned().unwrap_or_default();
    let row = |(index, product): (usize, String)| Row {
        product,
        name: at(&names, index),
        quantity: at(&quantities, index),
        price: at(&prices, index),
    };
    products.into_iter().enumerate().map(row).collect()
}

/// The lines as the deal has them now, for whoever was slower.
fn told(cx: &Cx, deal: &Deal, lines: &[Line]) -> String {
    let currency = deal.money_currency();
    let told = lines.iter().map(|line| {
        format!(
            "{} {} × {}",
            line.name,
            line.quantity,
            Money::new(line.unit_price, currency)
        )
    });
    let told: Vec<String> = told.collect();
    told.join(&t!(cx, "told-list"))
}

async fn view(cx: &Cx, form: Form, deal: Deal) -> Result<ProductsPage> {
    let mut typed = typed_rows(form.fields());
    if typed.is_empty() {
        typed.push(Row::default());
    }
    let products = deals::offered_products(cx.db(), deal.id).await?;
    Ok(ProductsPage {
        page: form_page(cx, t!(cx, "deal-edit-products")),
        rows: typed,
        products,
        form,
        deal,
    })
}

#[derive(Template)]
#[template(path = "deals/views/products.html")]
struct ProductsPage {
    page: Page,
    form: Form,
    deal: Deal,
    rows: Vec<Row>,
    products: Vec<OfferedProduct>,
}

impl ProductsPage {
    fn back(&self) -> String {
        format!("/deals/{}", self.deal.id)
    }

    fn is_chosen(&self, row: &Row, product: &OfferedProduct) -> bool {
        row.product == product.id.to_string()
    }

    /// The sum of what is typed, as far as it can be read.
    fn sum(&self) -> Option<String> {
        let currency = self.deal.money_currency();
        let mut sum = 0_i64;
        for row in self.rows.iter().filter(|row| !row.is_empty()) {
            let quantity = japan::parse_amount(&row.quantity).ok()?;
            sum = sum.checked_add(quantity.checked_mul(parse_money(&row.price, currency).ok()?)?)?;
        }
        Some(Money::new(sum, currency).to_string())
    }

    fn price_label(&self) -> String {
        t!(self.page, "deal-form-price-in", currency = self.deal.currency.as_str())
    }
}
