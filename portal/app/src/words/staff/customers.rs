//! On the page where staff find a customer.

use billing::language::Language;

use crate::language::pick;

/// On the page where staff find a customer.
#[derive(Debug)]
pub struct CustomersWords {
    /// The heading.
    pub title: &'static str,
    /// What the search takes.
    pub search_label: &'static str,
    /// How to fill it in.
    pub search_hint: &'static str,
    /// The button.
    pub search: &'static str,
    /// The link from what was found back to everybody.
    pub all: &'static str,
    /// The link to a new one.
    pub new: &'static str,
    /// What the list holds.
    pub newest: &'static str,
    /// Takes a count: what the list holds after a search.
    pub found: fn(&str) -> String,
    /// Takes a count: the same, where there are more.
    pub found_first: fn(&str) -> String,
    /// Said while somebody types: nobody.
    pub live_none: &'static str,
    /// Said while somebody types: one.
    pub live_one: &'static str,
    /// Said while somebody types: several; # stands for the number.
    pub live_many: &'static str,
    /// Said where the server cannot be asked while somebody types.
    pub offline: &'static str,
    /// The heading of the names.
    pub name: &'static str,
    /// The heading of the phones.
    pub phone: &'static str,
    /// The heading of the days on which they were entered.
    pub since: &'static str,
    /// Where there is nobody yet.
    pub none: &'static str,
    /// What to do then.
    pub none_means: &'static str,
    /// Where a search found nobody.
    pub not_found: &'static str,
    /// What to do then.
    pub not_found_means: &'static str,
}

impl CustomersWords {
    /// The words of a language.
    #[must_use]
    pub fn of(language: Language) -> &'static Self {
        pick(language, &ENGLISH, &KISWAHILI)
    }
}

static ENGLISH: CustomersWords = CustomersWords {
    title: "Customers",
    search_label: "Account number, phone or name",
    search_hint: "Of a name, three letters or more.",
    search: "Search",
    all: "Show all customers",
    new: "New customer",
    newest: "Customers, newest first",
    found: |count| format!("{count} found"),
    found_first: |count| format!("The first {count} found"),
    live_none: "Nobody found",
    live_one: "1 customer found",
    live_many: "# customers found",
    offline: "The server does not answer; these are the customers that were loaded.",
    name: "Name",
    phone: "Phone",
    since: "Customer since",
    none: "There are no customers yet.",
    none_means: "Enter the first one, or import them through the API.",
    not_found: "Nobody was found.",
    not_found_means: "Check the digits, or search for fewer letters of the name.",
};

static KISWAHILI: CustomersWords = CustomersWords {
    title: "Wateja",
    search_label: "Namba ya akaunti, simu au jina",
    search_hint: "Kwa jina, andika herufi tatu au zaidi.",
    search: "Tafuta",
    all: "Onyesha wateja wote",
    new: "Mteja mpya",
    newest: "Wateja, wapya kwanza",
    found: |count| format!("Wamepatikana {count}"),
    found_first: |count| format!("Wa kwanza {count} waliopatikana"),
    live_none: "Hakuna aliyepatikana",
    live_one: "Amepatikana mteja 1",
    live_many: "Wamepatikana wateja #",
    offline: "Seva haijibu; hawa ni wateja waliokwisha pakiwa.",
    name: "Jina",
    phone: "Simu",
    since: "Mteja tangu",
    none: "Bado hakuna wateja.",
    none_means: "Ingiza wa kwanza, au waingize kupitia API.",
    not_found: "Hakuna mtu aliyepatikana.",
    not_found_means: "Hakiki tarakimu, au tafuta kwa herufi chache za jina.",
};

#[cfg(test)]
mod tests {
    use super::{ENGLISH, KISWAHILI};
    use crate::words::compared::languages_differ;

    #[test]
    fn every_sentence_is_translated() {
        languages_differ(&ENGLISH, &KISWAHILI, &[]);
    }
}
