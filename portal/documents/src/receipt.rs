//! The receipt of one payment.

mod check;

use billing::account_number::AccountNumber;
use billing::language::Language;
use billing::money::Money;
use billing::payment::{Channel, Method};
use billing::receipt::Receipt as Code;
use chrono::{DateTime, NaiveDate, Utc};
use messages::plain::web_address;

use crate::error::DocumentError;
use crate::paper::look::{
    ALARM, ANSWER, BODY, CELL, CELL_QUIET, CELL_STRONG, HEADING, Ink, LEFT, NUMBER, QUIET, RIGHT,
    SENDER, STRONG, SUM, TITLE, UNIT,
};
use crate::paper::prose::{count, foreign, wrap};
use crate::paper::table::{Cell, Column, Table};
use crate::paper::typeface::Line;
use crate::paper::write::About;
use crate::paper::{Area, Paper, Role};
use crate::qr::Qr;
use crate::words::Words;
use crate::written;

/// What a receipt says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// Who got the money.
    pub provider: String,
    /// The code of the payment.
    pub code: Code,
    /// When the payer paid.
    pub paid_at: DateTime<Utc>,
    /// How we first heard of it.
    pub channel: Channel,
    /// How a person took it.
    pub method: Option<Method>,
    /// The payer's name as the provider told it; may be empty.
    pub payer: String,
    /// Whose payment it is, where that is known.
    pub account: Option<Account>,
    /// How much.
    pub amount: Money,
    /// What it was put to. Empty where it was reversed.
    pub parts: Vec<Part>,
    /// What was put to nothing yet. Nothing where it was reversed.
    pub unused: Money,
    /// The day on which the money went back.
    pub reversed_on: Option<NaiveDate>,
    /// Where anyone can check this receipt: a plain `https` address.
    pub check_address: String,
    /// When this paper is made.
    pub made_at: DateTime<Utc>,
}

/// The customer on a receipt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The customer's name.
    pub name: String,
    /// The account number.
    pub number: AccountNumber,
    /// Credits minus debits, after the payment.
    pub balance_after: Money,
}

/// An amount of the payment that was put to one instalment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// What the obligation is for.
    pub what: String,
    /// The number of the instalment and of how many; nothing where there is one only.
    pub instalment: Option<(u32, u32)>,
    /// How much.
    pub amount: Money,
}

/// The receipt as PDF.
///
/// # Errors
/// In this order: [`DocumentError::Amounts`], [`DocumentError::PartsDoNotAddUp`],
/// [`DocumentError::NotAWebAddress`], [`DocumentError::TooLongForQr`], [`DocumentError::NotWritten`].
pub fn receipt(receipt: &Receipt, language: Language) -> Result<Vec<u8>, DocumentError> {
    receipt.check()?;
    let address = web_address(&receipt.check_address).ok_or(DocumentError::NotAWebAddress)?;
    let qr = Qr::of(address)?;
    let words = Words::of(language);
    let provider = foreign(&receipt.provider);
    let title = format!("{} {}", words.receipt.title, receipt.code);
    let mut paper = Paper::new(format!("{provider} \u{B7} {title}"));
    receipt.head(&mut paper, &provider, &title, language);
    receipt.facts(&mut paper, words);
    if receipt.reversed_on.is_none() {
        receipt.parts(&mut paper, words);
        receipt.balance(&mut paper, words);
    }
    check::draw(&mut paper, &qr, address, words);
    paper.finish(About {
        title: format!("{title}, {provider}"),
        foot: (messages::words::of(language).letter.never_asks_for_pin)(&provider),
        author: provider,
        language,
        made_at: receipt.made_at,
        page: &words.page,
    })
}

impl Receipt {
    fn check(&self) -> Result<(), DocumentError> {
        let parts = self.parts.iter().map(|part| part.amount);
        let sum = Money::sum(self.amount.currency(), parts.chain([self.unused]))?;
        let whole = match self.reversed_on {
            None => self.amount,
            Some(_) => Money::zero(self.amount.currency()),
        };
        if sum == whole {
            Ok(())
        } else {
            Err(DocumentError::PartsDoNotAddUp)
        }
    }

    /// Whose receipt it is, how much and when.
    fn head(&self, paper: &mut Paper, provider: &str, title: &str, language: Language) {
        let words = Words::of(language);
        paper.paragraph(provider, SENDER);
        paper.y += 10.0;
        paper.rule(LEFT, paper.y, RIGHT - LEFT, Ink::Line);
        paper.y += 26.0;
        paper.heading(1, title, TITLE);
        paper.y += 14.0;
        amount(paper, self.amount);
        let when = written::day_and_time(self.paid_at, language);
        paper.paragraph(&(words.receipt.paid_on)(&when), QUIET);
        paper.y += 18.0;
        if let Some(day) = self.reversed_on {
            let day = written::day_full(day, language);
            reversed(paper, &(words.receipt.reversed_on)(&day), words);
        }
    }

    fn facts(&self, paper: &mut Paper, words: &Words) {
        let (own, things) = (&words.receipt, &words.things);
        let mut facts = Vec::new();
        let payer = foreign(&self.payer);
        if !payer.is_empty() {
            facts.push((own.received_from, payer));
        }
        let channel = (things.channel)(self.channel, self.method);
        facts.push((own.paid_by, channel.to_owned()));
        match &self.account {
            Some(account) => {
                facts.push((things.customer, foreign(&account.name)));
                facts.push((things.account_number, written::account(&account.number)));
            }
            None => facts.push((things.account_number, own.no_customer.to_owned())),
        }
        facts.retain(|(_, value)| !value.is_empty());
        paper.facts(&facts, QUIET, BODY);
        paper.y += 24.0;
    }

    fn parts(&self, paper: &mut Paper, words: &Words) {
        let own = &words.receipt;
        paper.heading(2, own.put_to, HEADING);
        paper.y += 4.0;
        let currency = self.amount.currency();
        let amount = format!("{}, {currency}", words.things.amount);
        let mut table = Table::start(
            paper,
            vec![
                Column::rest(own.what_for),
                Column::text(own.instalment, 90.0),
                Column::number(amount, 110.0),
            ],
        );
        for part in &self.parts {
            let dose = part.instalment.map(|(number, of)| (own.dose)(number, of));
            table.row(vec![
                (foreign(&part.what), CELL),
                (dose.unwrap_or_default(), CELL_QUIET),
                (written::number(part.amount), NUMBER),
            ]);
        }
        if !self.unused.is_zero() {
            table.row(vec![
                (own.not_yet_used.to_owned(), CELL_QUIET),
                (String::new(), CELL_QUIET),
                (written::number(self.unused), NUMBER),
            ]);
        }
        let sum: Vec<Cell> = vec![
            (own.total.to_owned(), CELL_STRONG),
            (String::new(), CELL_STRONG),
            (written::number(self.amount), SUM),
        ];
        table.finish(vec![sum]);
    }

    fn balance(&self, paper: &mut Paper, words: &Words) {
        let Some(account) = &self.account else {
            return;
        };
        let says = words.things.standing(account.balance_after);
        paper.y += 16.0;
        paper.facts(&[(words.receipt.balance_after, says)], QUIET, STRONG);
    }
}

/// The amount, large, with its currency small before it.
fn amount(paper: &mut Paper, amount: Money) {
    let unit = Line::of(&format!("{} ", amount.currency()), UNIT);
    let room = RIGHT - LEFT - unit.width - 6.0;
    let number = Line::of(&written::number(amount), ANSWER).fit(room);
    let baseline = paper.y + ANSWER.rise();
    let x = LEFT + unit.width + 6.0;
    paper.open(Role::Paragraph);
    paper.text(LEFT, baseline, unit);
    paper.text(x, baseline, number);
    paper.close();
    paper.y += ANSWER.leading();
}

/// The note that this receipt is worth nothing any more.
fn reversed(paper: &mut Paper, headline: &str, words: &Words) {
    const PADDING: f32 = 10.0;
    const BAR: f32 = 3.0;
    let x = LEFT + BAR + PADDING;
    let width = RIGHT - x - PADDING;
    let means = words.receipt.reversed_means;
    let lines = wrap(headline, ALARM, width).len();
    let height = ALARM.leading() * count(lines)
        + BODY.leading() * count(wrap(means, BODY, width).len())
        + 2.0 * PADDING;
    paper.make_room(height);
    let area = |x, width| Area {
        x,
        y: paper.y,
        width,
        height,
    };
    let (ground, edge) = (area(LEFT, RIGHT - LEFT), area(LEFT, BAR));
    paper.bar(ground, Ink::DangerWash);
    paper.bar(edge, Ink::Danger);
    paper.y += PADDING;
    paper.block(Role::Paragraph, x, width, headline, ALARM);
    paper.block(Role::Paragraph, x, width, means, BODY);
    paper.y += PADDING + 18.0;
}
