//! What a gazetted day would do, in sentences for the one who confirms it.

use billing::language::Language;
use billing::obligation::change::Kept;
use chrono::{Datelike, Weekday};
use operations::holidays::preview::DayPreview;
use portal_app::pages::staff::settings::holidays::gazette::{Moving, NewDay};
use portal_app::words::staff::settings::holidays::HolidaysWords;
use portal_app::written;
use store::client::Store;

use crate::failure::Failure;
use crate::staff::parties::Parties;

/// Instalments that the page lists.
const LISTED_MAX: usize = 50;

/// The day as the page shows it.
///
/// # Errors
/// Faults of the store.
pub async fn day(
    store: &Store,
    language: Language,
    preview: &DayPreview,
) -> Result<NewDay, Failure> {
    let moved = preview.replanning.moved.iter();
    let listed = || moved.clone().take(LISTED_MAX);
    let ids: Vec<_> = listed().map(|one| one.obligation.customer()).collect();
    let parties = Parties::load(store, &ids).await?;
    let moving = listed().zip(&preview.descriptions);
    let moving = moving.map(|(one, description)| Moving {
        customer: parties.of(&one.obligation.customer()),
        obligation: one.obligation.clone(),
        description: description.clone(),
        number: one.number,
        from: one.from,
        to: one.to,
    });
    Ok(NewDay {
        on: preview.day.on,
        name: preview.day.name.clone(),
        consequences: consequences(language, preview),
        moving: moving.collect(),
        more: moved.len().saturating_sub(LISTED_MAX),
    })
}

fn consequences(language: Language, preview: &DayPreview) -> Vec<String> {
    let words = HolidaysWords::of(language);
    let on = written::day_full(preview.day.on, language);
    let (moved, kept) = (&preview.replanning.moved, &preview.replanning.kept);
    let mut sentences = vec![(words.becomes_holiday)(&on)];
    if preview.day.on.weekday() == Weekday::Sat {
        sentences.push(words.saturday.to_owned());
    }
    match moved.first() {
        Some(first) => {
            let to = written::day_full(first.to, language);
            sentences.push((words.moves)(moved.len(), &to));
        }
        None if kept.is_empty() => sentences.push(words.none_due.to_owned()),
        None => {}
    }
    let mut reasons: Vec<(Kept, usize)> = Vec::new();
    for one in kept {
        match reasons.iter_mut().find(|(kept, _)| *kept == one.because) {
            Some((_, count)) => *count += 1,
            None => reasons.push((one.because, 1)),
        }
    }
    let stays = reasons.into_iter();
    sentences.extend(stays.map(|(kept, count)| (words.stays)(count, words.because(kept))));
    sentences.push((words.told)(preview.told));
    if !preview.replanning.complete {
        sentences.push((words.rest)(super::LOOKED_AT_MAX));
    }
    sentences
}
