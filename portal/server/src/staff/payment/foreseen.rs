//! What a correction would do, as its confirmation shows it.

use operations::payment_preview::{AccountChange, Preview};
use portal_app::views::payment::{BalanceChange, DoseChange, Foreseen, Told};

use crate::staff::parties::party;

/// Everything that a correction would do.
#[must_use]
pub fn foreseen(preview: Preview) -> Foreseen {
    let told = preview.gets.as_ref().map(|gets| Told {
        name: gets.customer.name.clone(),
        channels: preview.told.clone(),
    });
    let accounts = preview.loses.into_iter().chain(preview.gets);
    let doses = preview.doses.into_iter().map(|one| DoseChange {
        obligation: one.obligation,
        description: one.description,
        number: one.number,
        of: one.of,
        due_on: one.due_on,
        put_before: one.put_before,
        put_after: one.put_after,
        outstanding_after: one.outstanding_after,
    });
    Foreseen {
        balances: accounts.map(balance).collect(),
        doses: doses.collect(),
        unallocated: preview.unallocated,
        edit: preview.edits.map(|edits| (edits.after, edits.limit)),
        told,
    }
}

fn balance(change: AccountChange) -> BalanceChange {
    BalanceChange {
        party: party(&change.customer),
        before: change.before,
        after: change.after,
    }
}
