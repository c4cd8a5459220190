//! Every SMS word for word, and what it costs.

use billing::ids::PaymentId;
use billing::language::Language;
use billing::money::{Currency, Money};
use billing::notification::{Channel, Message, MessageKind, Received, Settled};
use messages::gsm7;
use messages::render::{Recipient, Rendered, Sender, render};
use messages::sample;

use Language::{En, Sw};
use MessageKind::{
    ChannelTest, DateMoved, InstalmentDue, InstalmentDueToday, InstalmentOverdue,
    ObligationRegistered, PaymentReceived, PaymentUnmatched, SignInCode,
};

fn sms(message: &Message, to: &Recipient, from: &Sender, language: Language) -> (u32, String) {
    let rendered = render(
        message,
        to,
        from,
        language,
        Channel::Sms,
        None,
        sample::TODAY,
    );
    match rendered {
        Rendered::Sms { text, segments } => {
            assert_eq!(gsm7::segments(&text), Some(segments), "{text}");
            (segments, text)
        }
        Rendered::Email { .. } => panic!("an SMS was asked for"),
    }
}

fn shillings(amount: i64) -> Money {
    Money::from_cents(amount * 100, Currency::Kes).expect("within the limit")
}

#[test]
fn every_message_in_both_languages() {
    let table = [
        (
            ObligationRegistered,
            En,
            1,
            "Zuri Net: Please pay KES 30,000 for School fees term 1 in 3 instalments from Mon 7 Dec 2026 (KES 10,000) to Mon 8 Feb 2027.\n\
             Paybill 600966, account 10000012",
        ),
        (
            ObligationRegistered,
            Sw,
            2,
            "Zuri Net: Tafadhali lipa KES 30,000, Karo ya muhula wa 1, kwa awamu 3 kuanzia Jumatatu 7 Desemba 2026 (KES 10,000) hadi Jumatatu 8 Februari 2027.\n\
             Paybill 600966, akaunti 10000012",
        ),
        (
            InstalmentDue,
            En,
            1,
            "Zuri Net: KES 10,000 for School fees term 1 (2 of 3) is due on Mon 7 Dec 2026.\n\
             Paybill 600966, account 10000012",
        ),
        (
            InstalmentDue,
            Sw,
            1,
            "Zuri Net: Tafadhali lipa KES 10,000, Karo ya muhula wa 1 (awamu 2/3), kufikia Jumatatu 7 Desemba 2026.\n\
             Paybill 600966, akaunti 10000012",
        ),
        (
            InstalmentDueToday,
            En,
            1,
            "Zuri Net: KES 10,000 for School fees term 1 (2 of 3) is due today, Fri 4 Dec 2026.\n\
             Paybill 600966, account 10000012",
        ),
        (
            InstalmentDueToday,
            Sw,
            1,
            "Zuri Net: Leo, Ijumaa 4 Desemba 2026, ni siku ya mwisho kulipa KES 10,000, Karo ya muhula wa 1 (awamu 2/3).\n\
             Paybill 600966, akaunti 10000012",
        ),
        (
            InstalmentOverdue,
            En,
            1,
            "Zuri Net: KES 10,000 for School fees term 1 (2 of 3) was due Thu 3 Dec 2026 and is unpaid.\n\
             Paybill 600966, account 10000012\n\
             Just paid? Thank you.",
        ),
        (
            InstalmentOverdue,
            Sw,
            1,
            "Zuri Net: Malipo ya KES 10,000, Karo ya muhula wa 1 (awamu 2/3), yamechelewa tangu Alhamisi 3 Desemba 2026.\n\
             Paybill 600966, akaunti 10000012",
        ),
        (
            DateMoved,
            En,
            1,
            "Zuri Net: KES 10,000 for School fees term 1 (2 of 3) is now due Thu 11 Mar 2027, not Wed 10 Mar 2027.\n\
             Why: Idd-ul-Fitr\n\
             Paybill 600966, account 10000012",
        ),
        (
            DateMoved,
            Sw,
            2,
            "Zuri Net: KES 10,000, Karo ya muhula wa 1 (awamu 2/3): tarehe mpya ni Alhamisi 11 Machi 2027, si Jumatano 10 Machi 2027.\n\
             Sababu: Idd-ul-Fitr\n\
             Paybill 600966, akaunti 10000012",
        ),
        (
            PaymentReceived,
            En,
            1,
            "Zuri Net: Thanks for KES 10,000, receipt RKL51ZDR4F. You owe KES 10,000.\n\
             For School fees term 1 (2 of 3)\n\
             Next: KES 10,000 by Thu 7 Jan 2027",
        ),
        (
            PaymentReceived,
            Sw,
            1,
            "Zuri Net: Asante kwa KES 10,000, risiti RKL51ZDR4F. Unadaiwa KES 10,000.\n\
             Kwa Karo ya muhula wa 1 (awamu 2/3)\n\
             Ijayo: KES 10,000 kufikia Alhamisi 7 Januari 2027",
        ),
        (
            PaymentUnmatched,
            En,
            1,
            "Zuri Net: We received KES 10,000, receipt RKL51ZDR4F. For which account?\n\
             You typed: faith fees\n\
             Please tell us the account number.\n\
             0700 123 456",
        ),
        (
            PaymentUnmatched,
            Sw,
            1,
            "Zuri Net: Tumepokea KES 10,000, risiti RKL51ZDR4F. Ni ya akaunti gani?\n\
             Uliandika: faith karo\n\
             Tafadhali tuambie namba ya akaunti.\n\
             0700 123 456",
        ),
        (
            SignInCode,
            En,
            1,
            "314159 is your code to sign in at Zuri Net. It works for 10 minutes. \
             Nobody from Zuri Net will ever ask you for it.",
        ),
        (
            SignInCode,
            Sw,
            1,
            "314159 ni namba yako ya siri ya kuingia Zuri Net. Inatumika kwa dakika 10. \
             Hakuna mtu wetu atakayewahi kukuuliza namba hii.",
        ),
        (
            ChannelTest,
            En,
            1,
            "Zuri Net: This is a test, asked for on Fri 4 Dec 2026 at 03:00. If you can read it, our SMS arrive. \
             You need not do anything.",
        ),
        (
            ChannelTest,
            Sw,
            1,
            "Zuri Net: Hili ni jaribio lililoombwa Ijumaa 4 Desemba 2026 saa 03:00. Ukiweza kulisoma, SMS zetu zinafika. \
             Huna la kufanya.",
        ),
    ];
    assert_eq!(table.len(), MessageKind::ALL.len() * Language::ALL.len());
    for (kind, language, segments, expected) in table {
        let (message, recipient) = sample::sample(kind, language);
        let (paid, text) = sms(&message, &recipient, &sample::sender(), language);
        assert_eq!(text, expected, "{kind:?} {language:?}");
        assert_eq!(paid, segments, "{kind:?} {language:?}");
    }
}

/// Our name of 20 characters and amounts of seven digits.
#[test]
fn what_long_names_and_large_amounts_cost() {
    let from = Sender {
        provider_name: "Kisumu Fibre Network".to_owned(),
        ..sample::sender()
    };
    assert_eq!(from.provider_name.len(), 20);
    let cost = |kind, language| {
        let (message, recipient) = sample::sample(kind, language);
        let (segments, text) = sms(&large(message), &recipient, &from, language);
        let without_amount = matches!(kind, SignInCode | ChannelTest);
        assert!(without_amount || text.contains("KES 1,250,000"), "{text}");
        segments
    };
    let costs = MessageKind::ALL.map(|kind| (kind, cost(kind, En), cost(kind, Sw)));
    let expected = [
        (ObligationRegistered, 2, 2),
        (InstalmentDue, 1, 1),
        (InstalmentDueToday, 1, 1),
        (InstalmentOverdue, 1, 1),
        (DateMoved, 2, 2),
        (PaymentReceived, 1, 2),
        (PaymentUnmatched, 1, 1),
        (SignInCode, 1, 1),
        (ChannelTest, 1, 1),
    ];
    assert_eq!(costs, expected);
}

fn large(mut message: Message) -> Message {
    let amount = shillings(1_250_000);
    match &mut message {
        Message::ObligationRegistered(it) => {
            it.amount = amount;
            it.first_amount = amount;
        }
        Message::InstalmentDue(dose) | Message::DateMoved { dose, .. } => dose.outstanding = amount,
        Message::PaymentReceived(it) => {
            it.amount = amount;
            it.balance = amount.negated();
            if let Some(next) = &mut it.next {
                next.outstanding = amount;
            }
        }
        Message::PaymentUnmatched(it) => it.amount = amount,
        Message::SignInCode(_) | Message::ChannelTest { .. } => {}
    }
    message
}

#[test]
fn one_dose_is_not_called_an_instalment() {
    let expected = [
        (
            En,
            "Zuri Net: Please pay KES 1,250.50 for Internet by Mon 7 Dec 2026.\n\
             For County of Nakuru\nCode NAK77\nPaybill 600966, account 10000012",
        ),
        (
            Sw,
            "Zuri Net: Tafadhali lipa KES 1,250.50, Internet, kufikia Jumatatu 7 Desemba 2026.\n\
             Kwa niaba ya County of Nakuru\nMsimbo NAK77\nPaybill 600966, akaunti 10000012",
        ),
    ];
    for (language, expected) in expected {
        let (mut message, recipient) = sample::sample(ObligationRegistered, language);
        let Message::ObligationRegistered(it) = &mut message else {
            panic!("{message:?}");
        };
        it.amount = Money::from_cents(125_050, Currency::Kes).unwrap();
        it.instalments = 1;
        it.description = "Internet".to_owned();
        it.institution = Some("County of Nakuru".to_owned());
        it.payment_code = Some("NAK77".to_owned());
        let (segments, text) = sms(&message, &recipient, &sample::sender(), language);
        assert_eq!((segments, text.as_str()), (1, expected));
    }
}

#[test]
fn a_receipt_says_how_the_account_stands_now() {
    let (message, recipient) = sample::sample(PaymentReceived, En);
    let Message::PaymentReceived(ordinary) = message else {
        panic!("{message:?}");
    };
    let settled = |description: &str| Settled {
        description: description.to_owned(),
        number: 1,
        of: 1,
        amount: shillings(100),
        outstanding: shillings(0),
    };
    let ahead = Received {
        balance: shillings(300),
        unallocated: shillings(300),
        settled: vec![settled("Internet"), settled("Router"), settled("Cable")],
        next: None,
        ..ordinary.clone()
    };
    let even = Received {
        balance: shillings(0),
        settled: vec![settled("Internet")],
        next: None,
        ..ordinary.clone()
    };
    let unused = Received {
        balance: shillings(10_000),
        unallocated: shillings(10_000),
        settled: Vec::new(),
        next: None,
        ..ordinary
    };
    let table = [
        (
            &ahead,
            En,
            "Zuri Net: Thanks for KES 10,000, receipt RKL51ZDR4F. You have KES 300 credit.\n\
             For Internet and 2 more\nNot yet used: KES 300",
        ),
        (
            &ahead,
            Sw,
            "Zuri Net: Asante kwa KES 10,000, risiti RKL51ZDR4F. Una salio la KES 300.\n\
             Kwa Internet na 2 zaidi\nHaijatumika: KES 300",
        ),
        (
            &even,
            En,
            "Zuri Net: Thanks for KES 10,000, receipt RKL51ZDR4F. Your account is settled.\n\
             For Internet",
        ),
        (
            &even,
            Sw,
            "Zuri Net: Asante kwa KES 10,000, risiti RKL51ZDR4F. Hudaiwi chochote.\nKwa Internet",
        ),
        (
            &unused,
            En,
            "Zuri Net: Thanks for KES 10,000, receipt RKL51ZDR4F. You have KES 10,000 credit.\n\
             Not yet used: KES 10,000",
        ),
    ];
    for (received, language, expected) in table {
        let message = Message::PaymentReceived(received.clone());
        let (segments, text) = sms(&message, &recipient, &sample::sender(), language);
        assert_eq!((segments, text.as_str()), (1, expected));
    }
}

#[test]
fn without_an_account_number_only_the_paybill_is_told() {
    let (message, recipient) = sample::sample(InstalmentDue, En);
    let nobody = Recipient {
        name: String::new(),
        account_number: None,
        unsubscribe: None,
    };
    let (_, known) = sms(&message, &recipient, &sample::sender(), En);
    let (_, unknown) = sms(&message, &nobody, &sample::sender(), En);
    assert_eq!(known.replace(", account 10000012", ""), unknown);
}

#[test]
fn what_is_missing_leaves_no_trace() {
    let (message, recipient) = sample::sample(PaymentUnmatched, En);
    let Message::PaymentUnmatched(mut unmatched) = message else {
        panic!("{message:?}");
    };
    unmatched.reference = String::new();
    unmatched.payment = PaymentId::of(
        &billing::receipt::Provider::bank(),
        &billing::receipt::Receipt::parse("FT00026252").unwrap(),
    );
    let from = Sender {
        contact: None,
        ..sample::sender()
    };
    let message = Message::PaymentUnmatched(unmatched);
    let (_, text) = sms(&message, &recipient, &from, En);
    assert_eq!(
        text,
        "Zuri Net: We received KES 10,000, receipt FT00026252. For which account?\n\
         Please tell us the account number."
    );
}

#[test]
fn a_code_costs_one_message_whatever_we_are_called() {
    let (message, recipient) = sample::sample(SignInCode, En);
    for name in ["W".repeat(60), "€".repeat(60), "x".to_owned()] {
        let from = Sender {
            provider_name: name,
            ..sample::sender()
        };
        for language in Language::ALL {
            let (segments, text) = sms(&message, &recipient, &from, language);
            assert!(text.starts_with("314159 "), "{text}");
            assert_eq!(segments, 1, "{text}");
        }
    }
}
