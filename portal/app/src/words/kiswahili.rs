//! What pages say in Kiswahili.

use super::{CheckWords, LayoutWords, NotFoundWords, PayWords, Words};

/// Kiswahili. The names of M-PESA's own menus stay as the phone shows them.
pub const WORDS: Words = Words {
    layout: LayoutWords {
        skip_to_content: "Ruka hadi kwenye maudhui",
        language: "Lugha",
        error_title: |title| format!("Kosa: {title}"),
        problem: "Kuna tatizo",
        never_asks_for_pin: |name| {
            format!("Hakuna mtu wa {name} atakayewahi kukuuliza PIN yako ya M-PESA.")
        },
    },
    pay: PayWords {
        title: |name| format!("Lipa {name}"),
        by_mpesa: "Kwa M-PESA, kutoka kwa simu yako au ya mtu mwingine yeyote.",
        paybill: "Namba ya Paybill",
        account: "Namba ya akaunti",
        account_on_bill: "iliyo kwenye bili yako",
        steps: "Hatua kwa hatua",
        open_mpesa: "Fungua M-PESA kwenye simu. Chagua Lipa na M-PESA, kisha Pay Bill.",
        enter_business_number: "Weka namba ya biashara",
        enter_account_number: "Weka namba yako ya akaunti",
        enter_amount: "Weka kiasi.",
        enter_pin: "Hakikisha namba zote mbili ni sahihi, kisha weka PIN yako ya M-PESA.",
        keep_message: "M-PESA itakutumia ujumbe. Uhifadhi: namba ya muamala iliyomo inathibitisha malipo yako.",
    },
    check: CheckWords {
        check_mine: "Hakiki namba yangu ya akaunti",
        what_it_does: "Makosa mengi ya kuandika huonekana kwenye namba yenyewe. \
            Hatuangalii namba ni ya nani.",
        label: "Namba ya akaunti",
        hint: "Kama ilivyo kwenye bili yako. Nafasi hazibadilishi chochote.",
        check: "Hakiki namba",
        can_be_right: "Namba hii inaweza kuwa sahihi.",
        can_be_right_means: "Tarakimu zake zinapatana. Hatukuangalia kama kuna mwenye namba hii, \
            kwa hivyo ilinganishe na bili yako kabla ya kulipa.",
        cannot_tell: "Hatuwezi kujua.",
        cannot_tell_means: "Tunaweza kuhakiki tu namba za tarakimu nane tunazotoa sisi, \
            na hii ina muundo mwingine. Bado inaweza kuwa sahihi: ilinganishe na bili yako.",
        empty: "Weka namba yako ya akaunti.",
        unexpected_character: "Tumia herufi A hadi Z na tarakimu pekee.",
        too_long: |most| format!("Tumia herufi na tarakimu zisizozidi {most}."),
        mistake: "Inaonekana kuna kosa la kuandika: tarakimu hazipatani. \
            Linganisha kila tarakimu na bili yako.",
        before_paying: |name| {
            format!(
                "Usilipe kwa namba hii kwanza. Ikiwa bili yako inaonyesha namba hii hasa, uliza {name} kwanza."
            )
        },
    },
    not_found: NotFoundWords {
        title: "Ukurasa haukupatikana",
        reason: "Hakuna kitu kwenye anwani hii. Ikiwa uliiandika, iangalie tena; \
            ikiwa ulifuata kiungo, kiungo hicho si sahihi au kimepitwa na wakati.",
        how_to_pay: |name| format!("Jinsi ya kulipa {name}"),
    },
};
