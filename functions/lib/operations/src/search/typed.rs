//! What a person may have meant by what they typed: several things at once, and none is guessed away.

use billing::account_number::AccountNumber;
use billing::money::{Currency, Money};
use billing::name::PersonName;
use billing::payment::Payment;
use billing::phone::PayerPhone;
use billing::receipt::Receipt;

/// Characters that are looked at; what is longer names no payment.
const TYPED_CHARS_MAX: usize = 100;
/// Characters of a code before payments are looked through for it.
const PREFIX_CHARS_MIN: usize = 4;
/// Characters of a code that is looked up as a whole.
const WHOLE_CHARS_MIN: usize = 6;
/// Characters of a code that may be a letter or a digit: so many are tried both ways.
const SLIPS_MAX: usize = 4;
/// Letters that a word of a name needs.
const NAME_LETTERS_MIN: usize = 3;

/// Everything that a typed text may mean.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Typed {
    /// Whole codes, with those that look like it.
    pub codes: Vec<Receipt>,
    /// The beginning of a code, as [`folded`].
    pub prefix: Option<String>,
    /// A phone in full, as its hash, or masked.
    pub phone: Option<PayerPhone>,
    /// An account number.
    pub account: Option<AccountNumber>,
    /// An amount.
    pub amount: Option<Money>,
    /// Words that begin words of a name.
    pub name: Vec<String>,
}

impl Typed {
    pub(super) fn read(text: &str, currency: Currency) -> Self {
        let text: String = text.trim().chars().take(TYPED_CHARS_MAX).collect();
        let amount = amount(&text, currency);
        let has_letter = text.chars().any(char::is_alphabetic);
        let name = PersonName::new(&text);
        let name = name.words().iter();
        let mut name: Vec<String> = name
            .filter(|word| word.chars().count() >= NAME_LETTERS_MIN)
            .cloned()
            .collect();
        // Neither an amount with its currency nor a number is a name.
        if amount.is_some() || !has_letter {
            name.clear();
        }
        Self {
            codes: whole_codes(&text),
            prefix: prefix(&text),
            phone: PayerPhone::parse(&text),
            account: AccountNumber::from_reference(&text),
            amount,
            name,
        }
    }

    /// Whether payments have to be looked through for it, because no key leads to all that it may mean.
    pub(super) fn needs_walk(&self) -> bool {
        let is_code = self.prefix.is_some() || self.account.is_some();
        is_code || self.phone.is_some() || self.amount.is_some() || !self.name.is_empty()
    }

    /// Whether a payment is one that may be meant, by what its payer or provider told.
    pub(super) fn fits(&self, payment: &Payment) -> bool {
        let is_code = |prefix: &String| folded(payment.receipt.as_str()).starts_with(prefix);
        let is_payer = |phone: &PayerPhone| {
            let payer = payment.payer.phone.as_ref();
            payer.is_some_and(|payer| may_be_one(payer, phone))
        };
        let is_reference =
            |account| AccountNumber::from_reference(&payment.reference).as_ref() == Some(account);
        self.prefix.as_ref().is_some_and(is_code)
            || self.amount == Some(payment.amount)
            || self.phone.as_ref().is_some_and(is_payer)
            || self.account.as_ref().is_some_and(is_reference)
            || self.is_name(&payment.payer.name)
    }

    fn is_name(&self, told: &str) -> bool {
        let told = PersonName::new(told);
        let begins = |word: &String| {
            told.words()
                .iter()
                .any(|own| own.starts_with(word.as_str()))
        };
        !self.name.is_empty() && self.name.iter().all(begins)
    }
}

/// An amount as people write it: `1,250`, `1250.00`, `KES 1250`, `Ksh1,250/=`.
pub(super) fn amount(text: &str, currency: Currency) -> Option<Money> {
    let text = text.trim().to_ascii_uppercase();
    let names = [currency.code(), "KSHS.", "KSHS", "KSH.", "KSH", "SH.", "SH"];
    let bare = names.iter().find_map(|name| text.strip_prefix(name));
    let bare = bare.unwrap_or(&text).trim();
    let bare = ["/=", "/-", "="]
        .iter()
        .find_map(|end| bare.strip_suffix(end))
        .unwrap_or(bare);
    let bare = bare.strip_suffix(currency.code()).unwrap_or(bare);
    let amount = Money::parse_provider(bare, currency).ok()?;
    amount.is_positive().then_some(amount)
}

/// A code as typed, and what it may be a slip of: `O` for `0`, `I` for `1`, and the other way round.
pub(super) fn whole_codes(text: &str) -> Vec<Receipt> {
    let Ok(receipt) = Receipt::parse(text) else {
        return Vec::new();
    };
    let code = receipt.as_str().to_owned();
    let mut codes = vec![receipt];
    let doubtful: Vec<usize> = code
        .char_indices()
        .filter(|(_, character)| other_way(*character).is_some())
        .map(|(index, _)| index)
        .collect();
    if code.len() < WHOLE_CHARS_MIN || doubtful.len() > SLIPS_MAX {
        return codes;
    }
    for chosen in 1_usize..(1 << doubtful.len()) {
        let is_turned = |index: usize| {
            let place = doubtful.iter().position(|it| *it == index);
            place.is_some_and(|place| (chosen >> place) & 1 == 1)
        };
        let turned: String = code
            .char_indices()
            .map(|(index, character)| match other_way(character) {
                Some(other) if is_turned(index) => other,
                _ => character,
            })
            .collect();
        codes.extend(Receipt::parse(&turned));
    }
    codes
}

fn other_way(character: char) -> Option<char> {
    match character {
        'O' => Some('0'),
        '0' => Some('O'),
        'I' => Some('1'),
        '1' => Some('I'),
        _ => None,
    }
}

/// The beginning of a code: letters and digits, spaces left out.
fn prefix(text: &str) -> Option<String> {
    let receipt = Receipt::parse(text).ok()?;
    let code = receipt.as_str();
    let is_code =
        code.len() >= PREFIX_CHARS_MIN && code.bytes().all(|byte| byte.is_ascii_alphanumeric());
    is_code.then(|| folded(code))
}

/// With one character for those that look alike.
fn folded(code: &str) -> String {
    let fold = |character| match character {
        'O' => '0',
        'I' => '1',
        other => other,
    };
    code.chars().map(fold).collect()
}

/// Whether two of the forms that a phone is told in may be the same phone.
pub(super) fn may_be_one(told: &PayerPhone, typed: &PayerPhone) -> bool {
    match (told, typed) {
        (PayerPhone::Mask(mask), PayerPhone::Number(number))
        | (PayerPhone::Number(number), PayerPhone::Mask(mask)) => mask.matches(number),
        (PayerPhone::Mask(told), PayerPhone::Mask(typed)) => {
            told.last_digits() == typed.last_digits()
        }
        // Of a hash no digit can be seen.
        (PayerPhone::Mask(_), _) | (_, PayerPhone::Mask(_)) => false,
        (told, typed) => told.sha256() == typed.sha256(),
    }
}

#[cfg(test)]
mod tests {
    use billing::phone::Msisdn;

    use super::*;

    fn kes(text: &str) -> Money {
        Money::parse(text, Currency::Kes).unwrap()
    }

    #[test]
    fn an_amount_is_read_however_it_is_written() {
        let table = [
            ("1250", Some("1250")),
            ("1,250", Some("1250")),
            ("1250.00", Some("1250")),
            (" KES 1250 ", Some("1250")),
            ("kes1,250.50", Some("1250.50")),
            ("Ksh. 1,250/=", Some("1250")),
            ("1250/-", Some("1250")),
            ("1250 KES", Some("1250")),
            ("KES", None),
            ("12,50", None),
            ("0", None),
            ("-5", None),
            ("RKL51", None),
        ];
        for (text, expected) in table {
            assert_eq!(amount(text, Currency::Kes), expected.map(kes), "{text}");
        }
    }

    #[test]
    fn a_code_is_tried_with_the_letters_that_look_like_digits() {
        let codes = |text| {
            let codes = whole_codes(text).into_iter().map(String::from);
            let mut codes: Vec<String> = codes.collect();
            codes.sort();
            codes
        };
        assert_eq!(codes("rkl5 izdr4f"), ["RKL51ZDR4F", "RKL5IZDR4F"]);
        let both = ["RKLO1ZDR4F", "RKLOIZDR4F", "RKL01ZDR4F", "RKL0IZDR4F"];
        let mut both = both.map(str::to_owned);
        both.sort();
        assert_eq!(codes("RKLO1ZDR4F"), both);
        assert_eq!(codes("OOOOO1ZDR4"), ["OOOOO1ZDR4"], "too many to try");
        assert_eq!(codes("O1"), ["O1"]);
        assert_eq!(codes("  "), [""; 0]);
    }

    #[test]
    fn forms_of_one_phone_are_one_phone() {
        let number = Msisdn::parse("0712345126").unwrap();
        let forms = ["0712345126", "2547 ***** 126", "07•• ••• 126"];
        let hash = number.sha256();
        for told in forms {
            let told = PayerPhone::parse(told).unwrap();
            for typed in forms {
                let typed = PayerPhone::parse(typed).unwrap();
                assert!(may_be_one(&told, &typed), "{told:?} {typed:?}");
            }
        }
        let hashed = PayerPhone::parse(hash.as_str()).unwrap();
        let in_full = PayerPhone::Number(number);
        assert!(may_be_one(&hashed, &in_full) && may_be_one(&in_full, &hashed));
        let masked = PayerPhone::parse("2547 ***** 126").unwrap();
        assert!(!may_be_one(&hashed, &masked));
        let other = PayerPhone::parse("0712345127").unwrap();
        assert!(!may_be_one(&masked, &other) && !may_be_one(&hashed, &other));
    }

    #[test]
    fn a_text_is_only_what_it_can_be() {
        let read = |text| Typed::read(text, Currency::Kes);
        assert_eq!(read("KES 1250").name, [""; 0]);
        assert_eq!(read("1250").prefix.as_deref(), Some("1250"));
        assert_eq!(read("grace ac").name, ["GRACE"]);
        assert_eq!(read("rko").prefix, None);
        assert_eq!(read("rkO5").prefix.as_deref(), Some("RK05"));
        assert!(!read("").needs_walk() && !read("?").needs_walk());
    }
}
