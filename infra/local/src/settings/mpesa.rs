//! The account with M-PESA, by the names that the deployed functions know it by.

use crate::settings::set;

/// How M-PESA is called. Where no address is set, the host simulates it.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct MpesaEnvironment {
    /// Where M-PESA is.
    #[arg(long, env = "MALIPO_MPESA_URL", hide = true)]
    pub mpesa_url: Option<String>,
    /// The application's key.
    #[arg(
        long,
        env = "MALIPO_MPESA_CONSUMER_KEY",
        hide = true,
        hide_env_values = true
    )]
    pub mpesa_consumer_key: Option<String>,
    /// The application's secret.
    #[arg(
        long,
        env = "MALIPO_MPESA_CONSUMER_SECRET",
        hide = true,
        hide_env_values = true
    )]
    pub mpesa_consumer_secret: Option<String>,
    /// The secret of pushes.
    #[arg(
        long,
        env = "MALIPO_MPESA_PASSKEY",
        hide = true,
        hide_env_values = true
    )]
    pub mpesa_passkey: Option<String>,
    /// The head office of a till; makes the short code a till.
    #[arg(long, env = "MALIPO_MPESA_STORE_NUMBER", hide = true)]
    pub mpesa_store_number: Option<String>,
    /// The operator who asks for transaction status and reversals.
    #[arg(long, env = "MALIPO_MPESA_INITIATOR", hide = true)]
    pub mpesa_initiator: Option<String>,
    /// The operator's password, encrypted for M-PESA.
    #[arg(
        long,
        env = "MALIPO_MPESA_SECURITY_CREDENTIAL",
        hide = true,
        hide_env_values = true
    )]
    pub mpesa_security_credential: Option<String>,
    /// The phone that pulling transactions is registered with.
    #[arg(long, env = "MALIPO_MPESA_PULL_NUMBER", hide = true)]
    pub mpesa_pull_number: Option<String>,
    /// More short codes, in JSON.
    #[arg(long, env = "MALIPO_MPESA_LINES", hide = true, hide_env_values = true)]
    pub mpesa_lines: Option<String>,
}

impl MpesaEnvironment {
    /// The setting with this name; nothing where it is not set, or none of M-PESA's.
    pub fn value(&self, name: &str) -> Option<&str> {
        let value = match name {
            "MALIPO_MPESA_URL" => &self.mpesa_url,
            "MALIPO_MPESA_CONSUMER_KEY" => &self.mpesa_consumer_key,
            "MALIPO_MPESA_CONSUMER_SECRET" => &self.mpesa_consumer_secret,
            "MALIPO_MPESA_PASSKEY" => &self.mpesa_passkey,
            "MALIPO_MPESA_STORE_NUMBER" => &self.mpesa_store_number,
            "MALIPO_MPESA_INITIATOR" => &self.mpesa_initiator,
            "MALIPO_MPESA_SECURITY_CREDENTIAL" => &self.mpesa_security_credential,
            "MALIPO_MPESA_PULL_NUMBER" => &self.mpesa_pull_number,
            "MALIPO_MPESA_LINES" => &self.mpesa_lines,
            _ => return None,
        };
        set(value)
    }
}
