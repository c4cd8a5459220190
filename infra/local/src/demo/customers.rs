//! The sample's customers: households, a couple who share a phone, and two organisations.

use billing::ids::CustomerId;
use billing::language::Language;
use operations::customers::{self, NewCustomer};

use crate::demo::{BEGAN_DAYS_AGO, DemoError, Story, seed};

/// A customer of the sample.
pub struct Person {
    /// As they are called.
    pub name: &'static str,
    /// The first seven digits of the account number; the eighth checks them.
    pub account_body: u32,
    /// Their phones.
    pub phones: &'static [&'static str],
    /// Where they get mail.
    pub email: &'static str,
    /// Whether they read Swahili rather than English.
    pub swahili: bool,
}

/// Everybody, by the place that the other parts of the sample know them by.
pub const PEOPLE: [Person; 12] = [
    person(
        "Wanjiku Kamau",
        1_000_001,
        &["254712345601"],
        "wanjiku.kamau@example.com",
        false,
    ),
    person(
        "Otieno Ochieng",
        1_274_430,
        &["254722345602", "254733345602"],
        "otieno@example.com",
        false,
    ),
    person(
        "Akinyi Odhiambo",
        1_480_926,
        &["254720345603"],
        "akinyi.odhiambo@example.com",
        false,
    ),
    person(
        "Mwangi Njoroge",
        1_733_058,
        &["254711345604"],
        "mwangi.njoroge@example.com",
        false,
    ),
    person(
        "Fatuma Hassan",
        2_095_614,
        &["254729345605"],
        "fatuma.hassan@example.com",
        true,
    ),
    person(
        "Kiprono Cheruiyot",
        2_361_872,
        &["254714345606"],
        "kiprono@example.com",
        false,
    ),
    person(
        "Nafula Wekesa",
        2_817_345,
        &["254745345607"],
        "nafula.wekesa@example.com",
        true,
    ),
    person(
        "Mutua Musyoka",
        3_150_729,
        &["254710345608"],
        "mutua.musyoka@example.com",
        false,
    ),
    // These two share a phone, so a payment from it alone belongs to neither of them for certain.
    person(
        "Amina Juma",
        3_648_201,
        &["254757345609"],
        "amina.juma@example.com",
        true,
    ),
    person(
        "Bakari Juma",
        3_902_587,
        &["254757345609"],
        "bakari.juma@example.com",
        true,
    ),
    person(
        "Greenfield Estate Residents Association",
        4_417_063,
        &["254701345611"],
        "office@greenfield.example.com",
        false,
    ),
    person(
        "Tumaini Academy",
        4_865_190,
        &["254707345612"],
        "bursar@tumaini.example.com",
        false,
    ),
];

const fn person(
    name: &'static str,
    account_body: u32,
    phones: &'static [&'static str],
    email: &'static str,
    swahili: bool,
) -> Person {
    Person {
        name,
        account_body,
        phones,
        email,
        swahili,
    }
}

/// Creates everybody and answers who they are, in the order of [`PEOPLE`].
pub(crate) async fn create(story: &Story<'_>) -> Result<Vec<CustomerId>, DemoError> {
    let mut ids = Vec::with_capacity(PEOPLE.len());
    for (person, days) in PEOPLE.iter().zip(0..) {
        let new = NewCustomer {
            name: person.name.to_owned(),
            phones: person
                .phones
                .iter()
                .map(|phone| (*phone).to_owned())
                .collect(),
            emails: vec![person.email.to_owned()],
            language: if person.swahili {
                Language::Sw
            } else {
                Language::En
            },
            ..NewCustomer::default()
        };
        // An account number follows from the end of its seed.
        let seed = seed(person.account_body.into());
        let since = story.ago(BEGAN_DAYS_AGO - days);
        let store = &story.context.store;
        ids.push(
            customers::create(store, &new, &story.clerk, seed, since)
                .await?
                .id,
        );
    }
    Ok(ids)
}
