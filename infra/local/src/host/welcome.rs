//! What the host says once it runs: where to go, with which keys, and how to stop it.

use crate::console;
use crate::data_folder::DataFolder;
use crate::settings::Secrets;

/// The first customer of the sample.
const SAMPLE_ACCOUNT: &str = "10000012";

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
        console::line(format!(
            "
Malipo is at        {address}
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
}
