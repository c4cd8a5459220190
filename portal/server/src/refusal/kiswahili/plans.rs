//! Amounts, schedules and changes that are not possible.

use billing::allocation::AllocationError;
use billing::money::Money;
use billing::obligation::change::ChangeError;
use billing::obligation::{INSTALMENTS_MAX, PLANNED_YEARS, ScheduleError};
use billing::push::limits::AmountRefused;
use portal_app::written::with_currency;

/// A payment cannot be put to use like that.
pub fn allocation(error: &AllocationError) -> String {
    match error {
        AllocationError::TooMany => "gawanya malipo moja kwa awamu zisizozidi 45".to_owned(),
        AllocationError::NotPositive => "tumia kiasi kinachozidi sifuri".to_owned(),
        AllocationError::Duplicate { .. } => "taja kila awamu mara moja tu".to_owned(),
        AllocationError::UnknownInstalment { .. } => {
            "chagua awamu ambayo bado haijalipwa yote".to_owned()
        }
        AllocationError::Amount(_) => "kiasi hazijumlishiki".to_owned(),
        AllocationError::ExceedsOutstanding {
            outstanding, asked, ..
        } => format!(
            "tumia isiyozidi {} badala ya {}: ndiyo iliyobaki",
            with_currency(*outstanding),
            with_currency(*asked)
        ),
        AllocationError::ExceedsPayment { available, asked } => format!(
            "tumia isiyozidi {} ya malipo haya badala ya {}",
            with_currency(*available),
            with_currency(*asked)
        ),
    }
}

/// An instalment cannot be changed like that.
pub fn change(error: &ChangeError) -> String {
    match error {
        ChangeError::NotPositive => {
            "tumia kiasi kinachozidi sifuri; futa awamu ikiwa hakuna cha kulipwa tena".to_owned()
        }
        ChangeError::Amount(_) => "kiasi hiki hakiendani na awamu".to_owned(),
        ChangeError::BelowAllocated { paid } => format!(
            "{} imeshalipia awamu hii: tumia angalau kiasi hicho, au tengua mgawanyo kwanza",
            with_currency(*paid)
        ),
        ChangeError::DayOutOfRange => years(),
        ChangeError::NoBusinessDay { .. } => {
            "kila siku imefungwa kwa mwezi mzima: angalia siku zilizotangazwa, au sisitiza"
                .to_owned()
        }
        ChangeError::EarlierThanPromised { due_on } => {
            format!("mteja aliahidiwa {due_on}: tumia siku hiyo au ya baadaye, au sisitiza")
        }
        ChangeError::NothingToCancel => "hakuna kilichobaki kulipwa".to_owned(),
    }
}

/// A schedule is not possible.
pub fn schedule(error: &ScheduleError) -> String {
    match error {
        ScheduleError::NoInstalments => "weka angalau awamu moja".to_owned(),
        ScheduleError::TooManyInstalments => {
            format!("tumia awamu zisizozidi {INSTALMENTS_MAX}")
        }
        ScheduleError::NotPositive => "tumia kiasi kinachozidi sifuri".to_owned(),
        ScheduleError::DayOutOfRange => years(),
        ScheduleError::Amount(_) => "awamu hazijumlishiki".to_owned(),
        ScheduleError::SumDiffers { difference } => format!(
            "fanya jumla ya awamu iwe sawa na jumla kuu: tofauti ni {}",
            with_currency(*difference)
        ),
        ScheduleError::DoesNotFit { difference, .. } => format!(
            "awamu zinatofautiana na jumla kwa {}; badilisha kiasi au idadi ya awamu",
            with_currency(*difference)
        ),
        ScheduleError::NoBusinessDay { nominal_on } => format!(
            "kila siku imefungwa kwa mwezi mzima kuanzia {nominal_on}: angalia siku zilizotangazwa"
        ),
    }
}

/// M-PESA does not take such an amount.
pub fn push_amount(error: &AmountRefused) -> String {
    match error {
        AmountRefused::OtherCurrency { currency } => {
            format!("tumia shilingi za Kenya: M-PESA haipokei {currency}")
        }
        AmountRefused::TooSmall => {
            "tumia angalau KES 1.00: M-PESA haipokei pungufu ya hapo".to_owned()
        }
        AmountRefused::NotWhole { below, above } => format!(
            "tumia {} au {}: M-PESA hupokea shilingi kamili tu",
            with_currency(*below),
            with_currency(*above)
        ),
        AmountRefused::AboveLimit { parts } => format!(
            "lipa kwa sehemu {}, moja baada ya nyingine: {}",
            parts.len(),
            list(parts)
        ),
        AmountRefused::TooManyParts => {
            "lipa kupitia benki: M-PESA ingehitaji sehemu nyingi mno".to_owned()
        }
    }
}

fn list(parts: &[Money]) -> String {
    let parts: Vec<String> = parts.iter().copied().map(with_currency).collect();
    parts.join(", ")
}

fn years() -> String {
    let (first, last) = (PLANNED_YEARS.start(), PLANNED_YEARS.end());
    format!("tumia siku za miaka {first} hadi {last}")
}
