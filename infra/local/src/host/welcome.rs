//! What the host says once it runs: where to go, with which keys, and how to stop it.

use crate::console;
use crate::data_folder::DataFolder;
use crate::demo::staff::STAFF;
use crate::settings::Secrets;

/// The first customer of the sample.
const SAMPLE_ACCOUNT: &str = "10000012";
/// Their phone, as people write it.
const SAMPLE_PHONE: &str = "0712 345 601";

/// Where a person can go now.
pub(crate) struct Welcome<'a> {
    /// The host's own address.
    pub(crate) address: &'a str,
    /// What callback addresses start with.
    pub(crate) public: &'a str,
    /// Where the data is.
    pub(crate) folder: &'a DataFolder,
    /// The keys.
    pub(crate) secrets: &'a Secrets,
    /// Whether there are customers that everybody can be told of.
    pub(crate) has_sample: bool,
    /// Whether M-PESA's phones are simulated.
    pub(crate) has_phones: bool,
}

impl Welcome<'_> {
    pub(crate) fn show(&self) {
        let Self {
            address,
            public,
            folder,
            secrets,
            has_sample,
            has_phones,
        } = self;
        let data = folder.path().display();
        let phones = if *has_phones {
            format!(
                "
  M-PESA's phones   {address}/dev/phone
  M-PESA's mishaps  {address}/dev/mpesa"
            )
        } else {
            String::new()
        };
        let (key, token) = (&secrets.api_key, &secrets.hook_token);
        let people = self.people();
        console::line(format!(
            "
Malipo is at        {address}{people}
  API               {address}/api/v1
  API key           {key}
  Development       {address}/dev
  Callbacks go to   {public}/hooks/{token}/c2b/confirmation
  Messages sent     {address}/dev/mailbox{phones}
  Data              {data}

Try:"
        ));
        if *has_sample {
            console::line(format!(
                "  curl -H 'Authorization: Bearer {key}' '{address}/api/v1/payments?limit=3'
  cargo malipo post --account {SAMPLE_ACCOUNT} --amount 500    (a made-up payment; see also cargo malipo --help)"
            ));
        } else {
            console::line(format!(
                "  curl -H 'Authorization: Bearer {key}' -H 'Idempotency-Key: 1' -H 'Content-Type: application/json' \\
    -d '{{\"name\": \"Jane Wanjiku\", \"phones\": [\"0712345678\"]}}' {address}/api/v1/customers
  cargo malipo post --hash --phone 0712345678 --amount 500    (a made-up payment; see also cargo malipo --help)"
            ));
        }
        console::line(format!(
            "  curl -H 'Content-Type: application/json' -d '{{\"advance\": \"P1D\"}}' {address}/dev/clock

Stop it with Ctrl-C or SIGTERM; everything stays in {data}.
"
        ));
    }

    /// How to sign in, as a customer and as staff.
    fn people(&self) -> String {
        let address = self.address;
        if !self.has_sample {
            return format!(
                "
  Staff             {address}/staff    (cargo malipo staff add lets the first administrator in)"
            );
        }
        let administrator = STAFF.first().map_or("", |person| person.email);
        let second_factor = if self.has_phones {
            format!(
                "
                    then with the one of {address}/dev/authenticator"
            )
        } else {
            String::new()
        };
        format!(
            "
  As a customer     {address}/sign-in    {SAMPLE_PHONE}, with the code in {address}/dev/mailbox
  As staff          {address}/staff    {administrator}, with the code in {address}/dev/mailbox{second_factor}"
        )
    }
}
