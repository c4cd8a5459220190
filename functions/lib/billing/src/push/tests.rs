//! Every status with everything that may be said about it.

use super::{PushStatus, Source, Step, Told, after};

#[test]
fn names_are_those_of_the_api() {
    for status in PushStatus::ALL {
        let stored = serde_json::to_string(&status).unwrap();
        assert_eq!(stored, format!("\"{}\"", status.name()));
    }
}

#[test]
fn only_paid_is_final_and_a_failure_is_not_asked_about() {
    use PushStatus::{Accepted, Failed, Paid, Requested, Unknown};
    let table = [
        (Requested, false, true),
        (Accepted, false, true),
        (Unknown, false, true),
        (Failed, false, false),
        (Paid, true, false),
    ];
    for (status, is_final, is_open) in table {
        assert_eq!(status.is_final(), is_final, "{status:?}");
        assert_eq!(status.is_open(), is_open, "{status:?}");
    }
}

#[test]
fn every_status_meets_everything_that_may_be_said() {
    use Source::{Callback, Query};
    use Step::{Contradicts, Stays};
    const ACCEPTED: Step = Step::Moves(PushStatus::Accepted);
    const UNKNOWN: Step = Step::Moves(PushStatus::Unknown);
    const FAILED: Step = Step::Moves(PushStatus::Failed);
    const PAID: Step = Step::Moves(PushStatus::Paid);

    let refused = Told::Refused {
        code: "400.002.02".to_owned(),
    };
    let result = |code: &str, source| Told::Result {
        code: code.to_owned(),
        source,
    };
    // What is said; then for a push that is requested, accepted, unknown, failed, paid.
    let table = [
        (refused, [FAILED, Contradicts, FAILED, Stays, Contradicts]),
        (Told::Taken, [ACCEPTED, Stays, Stays, Stays, Stays]),
        (Told::NoAnswer, [UNKNOWN, Stays, Stays, Stays, Stays]),
        (Told::Silence, [UNKNOWN, UNKNOWN, Stays, Stays, Stays]),
        // A success, which alone leads from failed to paid.
        (result("0", Callback), [PAID, PAID, PAID, PAID, Stays]),
        (result("0", Query), [PAID, PAID, PAID, PAID, Stays]),
        // A failure without a debit.
        (
            result("1032", Callback),
            [FAILED, FAILED, FAILED, Stays, Contradicts],
        ),
        (
            result("1032", Query),
            [FAILED, FAILED, FAILED, Stays, Contradicts],
        ),
        // A failure that is believed only of a query.
        (
            result("1037", Callback),
            [UNKNOWN, UNKNOWN, Stays, Stays, Contradicts],
        ),
        (
            result("1037", Query),
            [FAILED, FAILED, FAILED, Stays, Contradicts],
        ),
        // A failure that proves nothing, whoever brings it.
        (
            result("9999", Callback),
            [UNKNOWN, UNKNOWN, Stays, Stays, Contradicts],
        ),
        (
            result("9999", Query),
            [UNKNOWN, UNKNOWN, Stays, Stays, Contradicts],
        ),
        (
            result("no such code", Query),
            [UNKNOWN, UNKNOWN, Stays, Stays, Contradicts],
        ),
        // No result yet.
        (result("4999", Query), [Stays, Stays, Stays, Stays, Stays]),
        (
            result("4999", Callback),
            [Stays, Stays, Stays, Stays, Stays],
        ),
    ];
    let statuses = [
        PushStatus::Requested,
        PushStatus::Accepted,
        PushStatus::Unknown,
        PushStatus::Failed,
        PushStatus::Paid,
    ];
    for (told, steps) in table {
        for (status, expected) in statuses.into_iter().zip(steps) {
            assert_eq!(after(status, &told), expected, "{status:?} {told:?}");
        }
    }
}
