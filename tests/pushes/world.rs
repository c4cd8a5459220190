//! Our functions on a bench, M-PESA beside them, and everybody who pays.

use std::sync::Arc;
use std::time::Duration;

use local_providers::loopback::Loopback;
use local_providers::mpesa::handle::Handle;
use local_providers::mpesa::oddities::Oddities;
use local_providers::mpesa::phone::AutoAnswer;
use local_providers::mpesa::{Mpesa as Simulated, Settings, SimulatedShortCode};
use local_providers::sms::oddities::Odds;
use operations::mpesa::Mpesa;
use providers::mpesa::daraja::Patience;
use providers::mpesa::daraja::callback_url::{CallbackUrl, Reach};
use providers::mpesa::daraja::register_c2b::{RegisterAnswer, Registration, ResponseType, Version};
use runtime::config;
use store::customers::Customer;

use crate::bench::{Bench, SHORT_CODE, TOKEN, sqs_event};

const PASSKEY: &str = "bfb279f9aa9bdbcf158e97dd71a467cd2e0c893059b10f78e6b72ada1ed2c919";

/// How long M-PESA is waited for, where one push is looked at: long enough on a busy machine.
pub const PATIENT: Patience = Patience {
    connect: Duration::from_secs(3),
    call: Duration::from_secs(3),
};

/// The same among thousands, of which some answers are held back for ever.
pub const IN_A_HURRY: Patience = Patience {
    connect: Duration::from_millis(500),
    call: Duration::from_millis(600),
};

/// Cases in a thousand in which a switch of the simulated M-PESA is on.
const PER_MILLE: u16 = 15;
/// The same for what gets lost on the way to us.
const LOST_PER_MILLE: u16 = 80;

pub struct World {
    pub bench: Bench,
    pub mpesa: Mpesa,
    pub phones: Handle,
    pub people: Vec<Customer>,
    /// Where the callbacks function listens.
    pub address: String,
    _simulated: Simulated,
    _callbacks: Loopback,
}

impl World {
    /// So many people with a phone each, and an M-PESA as its documentation says.
    pub async fn new(seed: u64, people: usize) -> Self {
        Self::with_patience(seed, people, PATIENT).await
    }

    /// The same, with another patience.
    pub async fn with_patience(seed: u64, people: usize, patience: Patience) -> Self {
        let bench = Bench::new().await;
        let clock = bench.context.clock.clone();
        let settings = Settings {
            seed,
            clock: Arc::new(move || clock.now()),
            short_codes: vec![SimulatedShortCode {
                passkey: Some(PASSKEY.to_owned()),
                ..SimulatedShortCode::pay_bill(SHORT_CODE, "Savanna Net")
            }],
            ..Settings::default()
        };
        let simulated = Simulated::start(settings).await.unwrap();
        let callbacks = Loopback::start(callbacks::router(bench.context.clone()))
            .await
            .unwrap();
        let ours = format!("http://{}", callbacks.address());
        let mpesa = client(&simulated.url(), &ours, patience);
        let phones = simulated.handle();
        let mut world = Self {
            bench,
            mpesa,
            phones,
            people: Vec::new(),
            address: ours.clone(),
            _simulated: simulated,
            _callbacks: callbacks,
        };
        world.register(&ours, seed).await;
        world.settle_down(people).await;
        world
    }

    /// Confirmations come with a hash or with a mask, and M-PESA lists payments.
    async fn register(&self, ours: &str, seed: u64) {
        let url = |hook: &str| {
            let url = format!("{ours}/hooks/{TOKEN}/c2b/{hook}");
            CallbackUrl::parse(&url, Reach::ThisMachineToo).unwrap()
        };
        let registration = Registration {
            version: if seed % 2 == 1 {
                Version::V1
            } else {
                Version::V2
            },
            response_type: ResponseType::Completed,
            confirmation_url: url("confirmation"),
            validation_url: url("validation"),
        };
        let (store, now) = (&self.bench.context.store, self.bench.context.clock.now());
        let collector = &self.mpesa.line(None).unwrap().collector;
        let client = self.mpesa.client();
        let registered = self
            .mpesa
            .call(
                store,
                now,
                async |token| client.register_c2b(&token, collector, &registration).await,
                |_| false,
            )
            .await;
        assert_eq!(registered.unwrap(), RegisterAnswer::Registered);
        let address = url("confirmation");
        let registered = self
            .mpesa
            .call(
                store,
                now,
                async |token| {
                    client
                        .pull_register(&token, collector, address.as_str())
                        .await
                },
                |_| false,
            )
            .await;
        assert_eq!(registered.unwrap(), RegisterAnswer::Registered);
    }

    async fn settle_down(&mut self, people: usize) {
        for number in 0..people {
            let phone = phone(number);
            let name = format!("Customer {number}");
            let customer = self.bench.reachable(&name, &[&phone], &[]).await;
            self.people.push(customer);
        }
    }

    /// From now on everything happens that is known of the real one.
    pub fn misbehave(&self) {
        let lost = Odds::PerMille(LOST_PER_MILLE);
        self.phones.change(|it| {
            *it = Oddities {
                callback_lost: lost,
                callback_late: lost,
                late_success: lost,
                c2b_lost: lost,
                ..Oddities::at_random(PER_MILLE)
            };
        });
        self.phones.auto_answer(Some(AutoAnswer {
            pay: 60,
            wrong_pin: 8,
            cancel: 12,
            ignore: 12,
            no_money: 8,
            ..AutoAnswer::always_pay()
        }));
    }

    /// From now on M-PESA is as its documentation says.
    pub fn behave(&self) {
        self.phones.change(|it| *it = Oddities::default());
    }

    /// What the queues hold is done.
    pub async fn drain(&self) {
        let context = &self.bench.context;
        loop {
            let payments = self.bench.messages(crate::bench::PAYMENTS).await;
            let allocations = self.bench.messages(crate::bench::ALLOCATIONS).await;
            if payments.is_empty() && allocations.is_empty() {
                return;
            }
            let failed = association::handle(context, sqs_event(&payments)).await;
            assert!(failed.batch_item_failures.is_empty(), "{failed:?}");
            let failed = allocations::handle(context, sqs_event(&allocations)).await;
            assert!(failed.batch_item_failures.is_empty(), "{failed:?}");
        }
    }
}

/// The phone of the customer with this number.
pub fn phone(number: usize) -> String {
    format!("254712000{number:03}")
}

fn client(url: &str, ours: &str, patience: Patience) -> Mpesa {
    let settings = [
        ("MALIPO_MPESA_URL", url),
        ("MALIPO_MPESA_CONSUMER_KEY", "key"),
        ("MALIPO_MPESA_CONSUMER_SECRET", "secret"),
        ("MALIPO_MPESA_PASSKEY", PASSKEY),
        ("MALIPO_MPESA_PULL_NUMBER", "0722000000"),
        ("MALIPO_SHORTCODE", SHORT_CODE),
        ("MALIPO_HOOK_TOKEN", TOKEN),
        ("MALIPO_PUBLIC_URL", ours),
    ];
    let setting = |name: &str| {
        let found = settings.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| (*value).to_owned())
    };
    config::mpesa::read(setting, patience).unwrap().unwrap()
}
