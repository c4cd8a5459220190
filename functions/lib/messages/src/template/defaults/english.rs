//! The texts in English.

use billing::notification::MessageKind;

use super::Texts;

/// The texts of `kind`.
pub const fn texts(kind: MessageKind) -> Texts {
    match kind {
        MessageKind::ObligationRegistered => REGISTERED,
        MessageKind::InstalmentDue => DUE,
        MessageKind::InstalmentDueToday => DUE_TODAY,
        MessageKind::InstalmentOverdue => OVERDUE,
        MessageKind::DateMoved => MOVED,
        MessageKind::PaymentReceived => RECEIVED,
        MessageKind::PaymentUnmatched => UNMATCHED,
        MessageKind::SignInCode => SIGN_IN_CODE,
        MessageKind::ChannelTest => CHANNEL_TEST,
    }
}

const REGISTERED: Texts = Texts {
    sms: "\
{provider_name}: Please pay {amount} for {description} {schedule}.
For {institution}
Code {payment_code}
{how_to_pay}",
    subject: "New: {amount} for {description}",
    email: "\
Hello {customer_name},

There is something new on your account. Please pay {amount} for {description} {schedule}.

Collected for: {institution}",
};

const DUE: Texts = Texts {
    sms: "\
{provider_name}: {amount} for {what} is due on {due_date}.
{how_to_pay}",
    subject: "{amount} due on {due_date}: {description}",
    email: "\
Hello {customer_name},

A friendly reminder: {amount} for {what} is due on {due_date}.

Why this date: {reason}
Collected for: {institution}

If you have paid in the meantime, all is well. Thank you.",
};

const DUE_TODAY: Texts = Texts {
    sms: "\
{provider_name}: {amount} for {what} is due today, {due_date}.
{how_to_pay}",
    subject: "Due today: {amount} for {description}",
    email: "\
Hello {customer_name},

Today, {due_date}, {amount} for {what} is due.

Collected for: {institution}

If you have paid in the meantime, all is well. Thank you.",
};

const OVERDUE: Texts = Texts {
    sms: "\
{provider_name}: {amount} for {what} was due {due_date} and is unpaid.
{how_to_pay}
Just paid? Thank you.",
    subject: "Overdue: {amount} for {description}",
    email: "\
Hello {customer_name},

{amount} for {what} was due on {due_date} and has not reached us yet.

Collected for: {institution}

If you have just paid, all is well. Thank you.

If you cannot pay now, please talk to us: {contact}",
};

const MOVED: Texts = Texts {
    sms: "\
{provider_name}: {amount} for {what} is now due {due_date}, not {old_date}.
Why: {reason}
{how_to_pay}",
    subject: "New date for {description}: {due_date}",
    email: "\
Hello {customer_name},

{amount} for {what} is now due on {due_date}, no longer on {old_date}.

Why: {reason}

Collected for: {institution}",
};

const RECEIVED: Texts = Texts {
    sms: "\
{provider_name}: Thanks for {amount}, receipt {receipt}. {balance}.
For {settled}
Not yet used: {unallocated}
Next: {next_due}",
    subject: "We received {amount}, receipt {receipt}",
    email: "\
Hello {customer_name},

Thank you. We received {amount}, receipt {receipt}. {balance}.

What it paid:
{settled}

Not yet used: {unallocated}

Next: {next_due}",
};

const UNMATCHED: Texts = Texts {
    sms: "\
{provider_name}: We received {amount}, receipt {receipt}. For which account?
You typed: {reference}
Please tell us the account number.
{contact}",
    subject: "Whose payment is this? {amount}, receipt {receipt}",
    email: "\
Hello {customer_name},

We received {amount}, receipt {receipt}, but we cannot tell which account it is for.

You typed as account number: {reference}

Please answer with the right account number. Until then your money is safe with us: it waits.

You can also reach us here: {contact}",
};

const SIGN_IN_CODE: Texts = Texts {
    sms: "\
{code} is your code to sign in at {provider_name}. It works for {minutes} minutes. \
Nobody from {provider_name} will ever ask you for it.",
    subject: "{code} is your code to sign in at {provider_name}",
    email: "\
{code} is your code to sign in at {provider_name}.

Type it on the page where you asked for it. It works once, and for {minutes} minutes.

Did you not ask for it? Then you need not do anything: without the code nobody gets in.

You can reach us here: {contact}",
};

const CHANNEL_TEST: Texts = Texts {
    sms: "\
{provider_name}: This is a test, asked for on {date} at {time}. If you can read it, our SMS arrive. \
You need not do anything.",
    subject: "A test by {provider_name}, {date} at {time}",
    email: "\
This is a test, asked for on {date} at {time}. If you can read it, our e-mails arrive.

You need not do anything.

You can reach us here: {contact}",
};
