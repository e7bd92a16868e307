//! The sample's companies and their people.

use std::collections::HashSet;

use super::{
    dice::Dice,
    founding::{House, MANAGERS, SELLERS},
    words::names::{GIVEN, PLACES, POSTS, PREFECTURES, SURNAMES, TRADES},
};
use crate::{
    companies, contacts,
    error::Result,
    ids::{CompanyId, ContactId},
    tx::Tx,
};

/// How many companies there are.
const COMPANIES: usize = 150;
/// How many of them were entered twice.
const ENTERED_AGAIN: usize = 3;
/// How many people work there that the team knows.
const CONTACTS: usize = 350;

/// A company that the team works with.
#[derive(Clone, Debug)]
pub struct Customer {
    /// Its number.
    pub id: CompanyId,
    /// Who looks after it.
    pub owner: usize,
    /// Its people.
    pub contacts: Vec<Person>,
}

/// Somebody at a company.
#[derive(Clone, Debug)]
pub struct Person {
    /// Their number.
    pub id: ContactId,
    /// As one speaks of them.
    pub surname: &'static str,
    /// The part they usually have in a decision: decides, champions, uses, opposes, other.
    pub part: usize,
}

/// Makes the companies and their people.
///
/// # Errors
/// When the database is away.
pub async fn make(tx: &mut Tx, house: &House, dice: &mut Dice) -> Result<Vec<Customer>> {
    let mut names: Vec<(usize, usize)> = (0..PLACES.len())
        .flat_map(|place| (0..TRADES.len()).map(move |trade| (place, trade)))
        .collect();
    dice.shuffle(&mut names);
    let mut customers = Vec::with_capacity(COMPANIES);
    for (place, trade) in names.into_iter().take(COMPANIES) {
        let owner = owner(dice);
        tx.set_actor(house.people[owner].clone());
        customers.push(add(tx, house, dice, (place, trade), owner).await?);
    }
    enter_again(tx, house, &customers).await?;
    Ok(customers)
}

/// What happens in every workspace: a company is entered once more by a colleague who wrote it otherwise, one from a
/// business card by ear, and so is somebody who works there.
async fn enter_again(tx: &mut Tx, house: &House, customers: &[Customer]) -> Result<()> {
    for (at, customer) in customers.iter().skip(COMPANIES - ENTERED_AGAIN).enumerate() {
        tx.set_actor(house.admin().clone());
        let known = companies::open_for_change(tx, customer.id, None).await?;
        let by = (customer.owner + 1) % SELLERS;
        tx.set_actor(house.people[by].clone());
        let own = known
            .name
            .replace("株式会社", "")
            .replace("有限会社", "")
            .replace("合同会社", "");
        let facts = match at {
            0 => companies::Facts {
                name: format!("㈱{own}"),
                phone: known.phone.clone(),
                ..companies::Facts::default()
            },
            1 => companies::Facts {
                name: format!("{own} (株)"),
                ..companies::Facts::default()
            },
            _ => companies::Facts {
                name: known.kana.clone(),
                ..companies::Facts::default()
            },
        };
        let owner = Some(house.seller(by));
        let again = companies::create(tx, companies::Facts { owner, ..facts }, None).await?;
        tx.set_actor(house.admin().clone());
        if let (1, Some(person)) = (at, customer.contacts.first()) {
            let known = contacts::open_for_change(tx, person.id, None).await?;
            let facts = contacts::Facts {
                name: known.name.replace(' ', ""),
                email: known.email.clone(),
                ..contacts::Facts::default()
            };
            tx.set_actor(house.people[by].clone());
            contacts::create(tx, again.id, facts).await?;
        }
    }
    Ok(())
}

/// Reps look after companies; a manager only now and then.
pub fn owner(dice: &mut Dice) -> usize {
    let weights: Vec<u32> = (0..SELLERS)
        .map(|seller| if MANAGERS.contains(&seller) { 3 } else { 10 })
        .collect();
    dice.weighted(&weights)
}

async fn add(
    tx: &mut Tx,
    house: &House,
    dice: &mut Dice,
    (place, trade): (usize, usize),
    owner: usize,
) -> Result<Customer> {
    let ((town, town_kana, town_latin), ((trade, trade_kana, trade_latin), industry)) = (PLACES[place], TRADES[trade]);
    let name = format!("{town}{trade}");
    let full = match dice.weighted(&[55, 38, 4, 3]) {
        0 => format!("株式会社{name}"),
        1 => format!("{name}株式会社"),
        2 => format!("有限会社{name}"),
        _ => format!("合同会社{name}"),
    };
    let kana = format!("{town_kana}{trade_kana}");
    let domain = format!("{town_latin}-{trade_latin}.example");
    let (prefecture, area) = *dice.pick(&PREFECTURES);
    let (block, house_number) = (dice.between(1, 5), dice.between(1, 28));
    let address = format!(
        "{prefecture}{town}市{}町{block}-{house_number}",
        PLACES[(place + 7) % PLACES.len()].0
    );
    let phone = format!("{area}-0{:03}-{:04}", dice.between(100, 999), dice.between(1000, 9999));
    let employees = *dice.pick(&[18, 25, 40, 55, 60, 80, 95, 120, 150, 180, 220, 300, 420, 650, 1200]);
    let facts = companies::Facts {
        owner: Some(house.seller(owner)),
        name: full,
        kana,
        corporate_number: String::new(),
        industry: industry.to_owned(),
        employees: Some(employees),
        address,
        phone: phone.clone(),
        website: format!("https://www.{domain}/"),
        mail_domain: domain.clone(),
        note: String::new(),
    };
    let id = companies::create(tx, facts, None).await?.id;
    let mut contacts = Vec::new();
    let mut taken = HashSet::new();
    // The first of them were met first.
    let count = if id.0 % 3 == 0 {
        CONTACTS / COMPANIES + 1
    } else {
        CONTACTS / COMPANIES
    };
    while contacts.len() < count {
        let (surname, given, post) = (dice.pick(&SURNAMES), dice.pick(&GIVEN), dice.pick(&POSTS));
        if taken.insert((surname.0, post.1)) {
            contacts.push(add_contact(tx, id, (surname, given), *post, &domain, &phone).await?);
        }
    }
    Ok(Customer { id, owner, contacts })
}

type Names = (&'static super::words::names::Name, &'static super::words::names::Name);

async fn add_contact(
    tx: &mut Tx,
    company: CompanyId,
    (surname, given): Names,
    (department, title, part): (&'static str, &'static str, usize),
    domain: &str,
    phone: &str,
) -> Result<Person> {
    let facts = contacts::Facts {
        name: format!("{} {}", surname.0, given.0),
        kana: format!("{} {}", surname.1, given.1),
        department: department.to_owned(),
        job_title: title.to_owned(),
        email: format!("{}.{}@{domain}", given.2, surname.2),
        phone: phone.to_owned(),
        mobile: String::new(),
        note: String::new(),
    };
    let id = contacts::create(tx, company, facts).await?.id;
    Ok(Person {
        id,
        surname: surname.0,
        part,
    })
}
