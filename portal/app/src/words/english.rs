//! What pages say in English.

use super::{CheckWords, LayoutWords, NotFoundWords, PayWords, Words};

/// English.
pub const WORDS: Words = Words {
    layout: LayoutWords {
        skip_to_content: "Skip to the content",
        language: "Language",
        error_title: |title| format!("Error: {title}"),
        problem: "There is a problem",
        never_asks_for_pin: |name| {
            format!("Nobody from {name} will ever ask you for your M-PESA PIN.")
        },
    },
    pay: PayWords {
        title: |name| format!("Pay {name}"),
        by_mpesa: "By M-PESA, from your own phone or from anyone’s.",
        paybill: "Paybill number",
        account: "Account number",
        account_on_bill: "the one on your bill",
        steps: "Step by step",
        open_mpesa: "Open M-PESA on the phone. Choose Lipa na M-PESA, then Pay Bill.",
        enter_business_number: "Enter the business number",
        enter_account_number: "Enter your account number",
        enter_amount: "Enter the amount.",
        enter_pin: "Check that both numbers are right, then enter your M-PESA PIN.",
        keep_message: "M-PESA sends you a message. Keep it: the code in it proves your payment.",
    },
    check: CheckWords {
        check_mine: "Check my account number",
        what_it_does: "Most typing mistakes show in the number itself. \
            We do not look up whose number it is.",
        label: "Account number",
        hint: "As on your bill. Spaces make no difference.",
        check: "Check the number",
        can_be_right: "This number can be right.",
        can_be_right_means: "Its digits fit together. We did not look up whether anyone has it, \
            so compare it with your bill before you pay.",
        cannot_tell: "We cannot tell.",
        cannot_tell_means: "Only the eight-digit numbers that we give out can be checked, \
            and this one has another form. It may still be right: compare it with your bill.",
        empty: "Enter your account number.",
        unexpected_character: "Use only the letters A to Z and digits.",
        too_long: |most| format!("Use at most {most} letters and digits."),
        mistake: "This looks like a typing mistake: the digits do not fit together. \
            Compare each digit with your bill.",
        before_paying: |name| {
            format!(
                "Do not pay to this number yet. If your bill shows exactly this number, ask {name} first."
            )
        },
    },
    not_found: NotFoundWords {
        title: "Page not found",
        reason: "There is nothing at this address. If you typed it, look at it again; \
            if you followed a link, the link is wrong or out of date.",
        how_to_pay: |name| format!("How to pay {name}"),
    },
};
