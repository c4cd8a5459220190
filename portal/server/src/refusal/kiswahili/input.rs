//! Fields and texts that cannot be taken as they are.

use messages::template::{SEGMENTS_MAX, SUBJECT_CHARS_MAX, TemplateError};
use operations::audit::reading::PERIOD_DAYS_MAX;

/// A field; what is not known by its code is told in English rather than not at all.
pub fn field(code: &str, detail: &str) -> String {
    let known = match code {
        "required" => "jaza hapa",
        "unusable" => "hii haiwezi kutumika kama ilivyoandikwa; angalia mfano na uandike tena",
        "period_too_long" => return format!("omba kipindi kisichozidi siku {PERIOD_DAYS_MAX}"),
        "too_long" => "fupisha ulichoandika",
        "too_many" => "umeweka vingi mno",
        "before_from" => "kipindi kinaisha kabla ya kuanza",
        "not_positive" => "tumia kiasi kinachozidi sifuri",
        "control_characters" => "tumia maandishi ya kawaida",
        "in_the_future" => "siku hii bado haijafika",
        "too_far_ahead" => "siku hii ni ya mbali mno; angalia mwaka",
        "in_the_past" => "siku hii imeshapita",
        "sunday" => "Jumapili hakuna deni linalofikia mwisho; ingiza siku inayotolewa badala yake",
        "too_long_ago" => "siku hii ni ya zamani mno",
        "out_of_range" => "tumia namba iliyo ndani ya kiwango",
        "not_whole" => "tumia shilingi kamili",
        "not_mpesa" => "malipo haya hayakuja kwa M-PESA",
        "too_soon" => "jaribio lingine limefanywa sasa hivi; subiri sekunde kumi",
        "last_contact" => "acha angalau njia moja ya kuwasiliana nawe",
        _ => return detail.to_owned(),
    };
    known.to_owned()
}

/// A text of a message.
pub fn template(error: &TemplateError) -> String {
    match error {
        TemplateError::SubjectMissing => "ipe barua pepe kichwa".to_owned(),
        TemplateError::SubjectNotAllowed => "ondoa kichwa: SMS haina".to_owned(),
        TemplateError::SubjectLineBreak => "andika kichwa kwenye mstari mmoja".to_owned(),
        TemplateError::SubjectTooLong => {
            format!("tumia herufi zisizozidi {SUBJECT_CHARS_MAX} kwenye kichwa")
        }
        TemplateError::BodyEmpty => "andika maandishi".to_owned(),
        TemplateError::BodyTooLong { chars_max } => {
            format!("tumia herufi zisizozidi {chars_max} kwenye maandishi")
        }
        TemplateError::InvisibleCharacter(character) => {
            format!("ondoa herufi isiyoonekana U+{:04X}", u32::from(*character))
        }
        TemplateError::BraceNotClosed(text) => {
            format!("funga mabano kabla ya \"{text}\" kwenye mstari huohuo")
        }
        TemplateError::BraceNested(text) => {
            format!("funga mabano kabla ya \"{text}\" kabla ya kufungua mengine")
        }
        TemplateError::BraceNotOpened => "ondoa mabano ya kufunga yasiyo na ya kufungua".to_owned(),
        TemplateError::UnknownPlaceholder { name, known } => {
            format!("tumia {known} tu: {{{name}}} halijulikani hapa")
        }
        TemplateError::PlaceholderMissing { name } => {
            format!("acha {{{name}}} kwenye maandishi")
        }
        TemplateError::NotGsm7 { characters } => {
            format!("tumia herufi za kawaida za SMS, siyo: {characters}")
        }
        TemplateError::TooManySegments { segments } => {
            format!(
                "fupisha maandishi: yanahitaji SMS {segments}, na zisizozidi {SEGMENTS_MAX} hutumwa"
            )
        }
    }
}
