//! `/staff/settings/holidays/{date}/withdraw`: a gazetted day is taken back, after it was said what follows.

use chrono::{Datelike, Weekday};
use leptos::prelude::*;

use super::{HolidayRow, year_path};
use crate::components::confirmation::Confirmation;
use crate::components::error_summary::{ErrorSummary, titled};
use crate::components::field::TextField;
use crate::components::layout::Layout;
use crate::form::Entered;
use crate::frame::{Frame, Section};
use crate::words::staff::settings::holidays::HolidaysWords;
use crate::words::staff::settings::overview::SettingsWords;
use crate::words::things::ThingWords;
use crate::written;

/// What will happen, the reason, and the button.
#[component]
pub fn WithdrawDayPage(
    /// What every page is told.
    frame: Frame,
    /// The day.
    day: HolidayRow,
    /// What is entered.
    form: Entered,
) -> impl IntoView {
    let language = frame.language;
    let words = HolidaysWords::of(language);
    let on = written::day_full(day.on, language);
    let heading = (words.withdraw_title)(&day.name, &on);
    let title = titled(language, &heading, &form);
    let weekend = matches!(day.on.weekday(), Weekday::Sat | Weekday::Sun);
    let first = if weekend {
        (words.only_weekend)(&on)
    } else {
        (words.business_again)(&on)
    };
    let consequences = vec![first, words.promised.to_owned(), words.not_told.to_owned()];
    let back = year_path(day.on.year());
    view! {
        <Layout frame title section=Section::Settings>
            <div class="stack">
                <ErrorSummary language form=form.clone() />
                <h1>{heading}</h1>
                <h2>{SettingsWords::of(language).what_happens}</h2>
                <Confirmation
                    language
                    action=day.withdraw_path()
                    consequences
                    button=words.do_withdraw
                    danger=true
                    back
                >
                    <TextField
                        form
                        name="reason"
                        label=ThingWords::of(language).reason
                        hint=words.why_back
                        rows=2
                    />
                </Confirmation>
            </div>
        </Layout>
    }
}
