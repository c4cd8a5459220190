//! The memory of M-PESA: everything behind one lock.

use std::collections::{BTreeMap, VecDeque};

use chrono::{DateTime, TimeDelta, Utc};
use fastrand::Rng;

use crate::mpesa::Settings;
use crate::mpesa::bodies::c2b::{self, Spelling};
use crate::mpesa::books::{Books, Entry};
use crate::mpesa::callback::{CALLBACKS_MAX, Callback, CallbackKind, Delivery, SentCallback};
use crate::mpesa::lots::Lots;
use crate::mpesa::oddities::Oddities;
use crate::mpesa::phone::AutoAnswer;
use crate::mpesa::pushes::Push;
use crate::mpesa::timetable::{Event, Timetable};
use crate::mpesa::tokens::Tokens;
use crate::sms::oddities::Odds;

/// What people are called of whom nothing is known.
const ANYBODY: &str = "JOHN";

/// One of the switches.
pub(super) type Switch = fn(&mut Oddities) -> &mut Odds;

/// What may happen to something that is called back.
pub(super) struct Mishaps {
    pub lost: Switch,
    pub twice: Switch,
    pub late: Switch,
}

/// Everything that changes.
pub(super) struct State {
    pub oddities: Oddities,
    pub lots: Lots,
    pub tokens: Tokens,
    pub books: Books,
    pub pushes: BTreeMap<String, Push>,
    /// The pushes that rang each phone, oldest first.
    pub rings: BTreeMap<String, Vec<String>>,
    pub names: BTreeMap<String, String>,
    pub auto_answer: Option<AutoAnswer>,
    pub timetable: Timetable,
    pub callbacks: VecDeque<SentCallback>,
}

impl State {
    /// The beginning.
    pub fn new(settings: Settings) -> Self {
        Self {
            oddities: Oddities::default(),
            lots: Lots::new(settings.seed),
            tokens: Tokens::new(settings.consumer_key, settings.consumer_secret),
            books: Books::new(settings.short_codes),
            pushes: BTreeMap::new(),
            rings: BTreeMap::new(),
            names: BTreeMap::new(),
            auto_answer: None,
            timetable: Timetable::default(),
            callbacks: VecDeque::new(),
        }
    }

    /// One throw of a switch.
    pub fn hit(&mut self, switch: Switch, lots: &mut Rng) -> bool {
        switch(&mut self.oddities).hit(lots)
    }

    /// Has something called back at a time, with all that may happen to it.
    pub fn call_back(
        &mut self,
        callback: Callback,
        at: DateTime<Utc>,
        mishaps: &Mishaps,
        lots: &mut Rng,
    ) {
        let lost = self.hit(mishaps.lost, lots);
        let twice = self.hit(mishaps.twice, lots);
        let late = self.hit(mishaps.late, lots);
        if lost {
            self.remember(callback.sent(at, Delivery::Lost));
            return;
        }
        let late_by_s = if late {
            self.oddities.delays.late_by_s
        } else {
            0
        };
        let due = at + TimeDelta::seconds(i64::from(late_by_s));
        if twice {
            self.timetable.add(due, Event::Post(callback.clone()));
        }
        self.timetable.add(due, Event::Post(callback));
    }

    /// Remembers what became of a callback.
    pub fn remember(&mut self, sent: SentCallback) {
        if self.callbacks.len() == CALLBACKS_MAX {
            self.callbacks.pop_front();
        }
        self.callbacks.push_back(sent);
    }

    /// Has a payment confirmed, if its short code registered where.
    pub fn confirm(&mut self, entry: &Entry) {
        let account = self.books.account(&entry.payment.short_code);
        let Some(urls) = account.and_then(|it| it.urls.clone()) else {
            return;
        };
        let lots = &mut self.lots.about(&format!("confirmation/{}", entry.receipt));
        let spelling = Spelling {
            hashed: urls.hashed,
            nameless: self.hit(|it| &mut it.c2b_nameless, lots),
            whole_amount: self.hit(|it| &mut it.c2b_whole_amount, lots),
        };
        let callback = Callback {
            kind: CallbackKind::Confirmation,
            url: urls.confirmation,
            body: c2b::confirmation(entry, &spelling),
        };
        let mishaps = Mishaps {
            lost: |it| &mut it.c2b_lost,
            twice: |it| &mut it.c2b_twice,
            late: |it| &mut it.c2b_late,
        };
        self.call_back(callback, entry.at, &mishaps, lots);
    }

    /// What the owner of a number is called.
    pub fn name_of(&self, msisdn: &str) -> String {
        let name = self.names.get(msisdn);
        name.map_or_else(|| ANYBODY.to_owned(), Clone::clone)
    }
}
