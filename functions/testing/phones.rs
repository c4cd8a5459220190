//! An M-PESA beside the bench, and the phones that it prompts. What it would call back, tests say themselves.
//! Included by path, next to the bench.
#![allow(dead_code, reason = "each function's tests use a part of it")]

use std::sync::Arc;
use std::time::Duration;

use local_providers::mpesa::handle::Handle;
use local_providers::mpesa::{Mpesa as Simulated, Settings, SimulatedShortCode};
use local_providers::sms::oddities::Odds;
use operations::mpesa::Mpesa;
use runtime::config;

use crate::bench::{Bench, PUBLIC_URL, SHORT_CODE, TOKEN};

/// How long M-PESA is waited for; on this machine it answers at once.
const PATIENCE: providers::mpesa::daraja::Patience = providers::mpesa::daraja::Patience {
    connect: Duration::from_millis(500),
    call: Duration::from_millis(500),
};

pub struct Phones {
    /// Ours, set up for it.
    pub mpesa: Mpesa,
    /// What holds the phones.
    pub handle: Handle,
    simulated: Simulated,
}

impl Phones {
    pub async fn beside(bench: &Bench) -> Self {
        let clock = bench.context.clock.clone();
        let settings = Settings {
            clock: Arc::new(move || clock.now()),
            short_codes: vec![SimulatedShortCode::pay_bill(SHORT_CODE, "Savanna Net")],
            ..Settings::default()
        };
        let simulated = Simulated::start(settings).await.unwrap();
        let handle = simulated.handle();
        handle.change(|it| it.callback_lost = Odds::Always);
        Self {
            mpesa: client(&simulated.url()),
            handle,
            simulated,
        }
    }

    /// From now on nothing listens there.
    pub async fn unplug(&self) {
        self.simulated.unplug().await;
    }
}

fn client(url: &str) -> Mpesa {
    let settings = [
        ("MALIPO_MPESA_URL", url),
        ("MALIPO_MPESA_CONSUMER_KEY", "key"),
        ("MALIPO_MPESA_CONSUMER_SECRET", "secret"),
        ("MALIPO_MPESA_PASSKEY", "passkey"),
        ("MALIPO_SHORTCODE", SHORT_CODE),
        ("MALIPO_HOOK_TOKEN", TOKEN),
        ("MALIPO_PUBLIC_URL", PUBLIC_URL),
    ];
    let setting = |name: &str| {
        let found = settings.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| (*value).to_owned())
    };
    config::mpesa::read(setting, PATIENCE).unwrap().unwrap()
}
