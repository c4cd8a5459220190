//! What the host says once it runs: where to go, with which keys, and how to stop it.

use crate::console;
use crate::data_folder::DataFolder;
use crate::settings::Secrets;

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
}

impl Welcome<'_> {
    pub(crate) fn show(&self) {
        let Self {
            address,
            public,
            folder,
            secrets,
        } = self;
        let data = folder.path().display();
        let (key, token) = (&secrets.api_key, &secrets.hook_token);
        console::line(format!(
            "
Malipo is at        {address}
  API               {address}/api/v1
  API key           {key}
  Callbacks go to   {public}/hooks/{token}/c2b/confirmation
  Messages sent     {address}/dev/mailbox
  Data              {data}

Try:
  curl -H 'Authorization: Bearer {key}' {address}/api/v1/payments?limit=3
  curl -H 'Content-Type: application/json' -d '{{\"advance\": \"P1D\"}}' {address}/dev/clock
  cargo malipo post c2b --account 10000012 --amount 500     (a sample payment; see also cargo malipo --help)

Stop it with Ctrl-C or SIGTERM; everything stays in {data}.
"
        ));
    }
}
