//! Roles: the whole table, spelled out once more, so that no cell changes by accident.

use crate::role::{Capacity, Permission, Role};

/// `1` where it is allowed: cashier, accountant, administrator, auditor, customer.
const TABLE: [(Permission, &str); 25] = [
    (Permission::RecordPayment, "11100"),
    (Permission::AssociatePayment, "11100"),
    (Permission::AllocatePayment, "11100"),
    (Permission::AskMpesa, "11100"),
    (Permission::RequestPush, "11101"),
    (Permission::ReviewPush, "11100"),
    (Permission::QuoteReceipt, "11101"),
    (Permission::ResolveClaim, "11100"),
    (Permission::ChangeContacts, "11101"),
    (Permission::ResendNotification, "11100"),
    (Permission::VerifyPayment, "01100"),
    (Permission::ReversePayment, "01100"),
    (Permission::ChangeCustomer, "01100"),
    (Permission::ChangeObligation, "01100"),
    (Permission::RemitToInstitution, "01100"),
    (Permission::ResolveParked, "01100"),
    (Permission::ChangeHolidays, "01100"),
    (Permission::GoOverLimit, "00100"),
    (Permission::ChangeSettings, "00100"),
    (Permission::ChangeTexts, "00100"),
    (Permission::StartChannel, "00100"),
    (Permission::TestIntegration, "00100"),
    (Permission::ManageStaff, "00100"),
    (Permission::ManageKeys, "00100"),
    (Permission::ReadAudit, "00110"),
];

#[test]
fn each_role_may_what_the_table_says() {
    assert_eq!(TABLE.map(|(permission, _)| permission), Permission::ALL);
    let capacities = [
        Capacity::Staff(Role::Cashier),
        Capacity::Staff(Role::Accountant),
        Capacity::Staff(Role::Administrator),
        Capacity::Staff(Role::Auditor),
        Capacity::Customer,
    ];
    for (permission, expected) in TABLE {
        let found: String = capacities
            .iter()
            .map(|capacity| if capacity.may(permission) { '1' } else { '0' })
            .collect();
        assert_eq!(found, expected, "{permission:?}");
        assert!(Capacity::System.may(permission), "{permission:?}");
    }
}

#[test]
fn an_auditor_may_change_nothing_and_an_administrator_everything() {
    for permission in Permission::ALL {
        let reads = permission == Permission::ReadAudit;
        assert_eq!(Role::Auditor.may(permission), reads, "{permission:?}");
        assert!(Role::Administrator.may(permission), "{permission:?}");
    }
}

#[test]
fn names_are_read_back_as_they_were_written() {
    for role in Role::ALL {
        assert_eq!(Role::parse(role.name()), Some(role));
        let text = format!("\"{role}\"");
        assert_eq!(serde_json::to_string(&role).unwrap(), text);
        let capacity = Capacity::Staff(role);
        assert_eq!(serde_json::to_string(&capacity).unwrap(), text);
        assert_eq!(serde_json::from_str::<Capacity>(&text).unwrap(), capacity);
    }
    assert_eq!(Capacity::parse("customer"), Some(Capacity::Customer));
    assert_eq!(Capacity::parse("system"), Some(Capacity::System));
    for unknown in ["", "root", "Cashier", "cashier "] {
        assert_eq!(Role::parse(unknown), None, "{unknown}");
        assert_eq!(Capacity::parse(unknown), None, "{unknown}");
    }
}

#[test]
fn who_may_instead_is_said_in_words() {
    let table = [
        (
            Permission::RecordPayment,
            "a cashier, an accountant or an administrator",
        ),
        (
            Permission::ReversePayment,
            "an accountant or an administrator",
        ),
        (Permission::ManageKeys, "an administrator"),
        (Permission::ReadAudit, "an administrator or an auditor"),
    ];
    for (permission, expected) in table {
        assert_eq!(permission.holders(), expected);
    }
}
