//! Who may do what, who works here, and keys.

use billing::role::{Capacity, Permission, Role};
use operations::api_keys::ApiKeyError;
use operations::staff::error::StaffError;

/// The role does not let them.
pub fn not_allowed(role: Capacity, permission: Permission) -> String {
    let holders: Vec<&str> = Role::ALL
        .into_iter()
        .filter(|role| role.may(permission))
        .map(name)
        .collect();
    let who = match role {
        Capacity::System => "mfumo",
        Capacity::Staff(role) => name(role),
        Capacity::Customer => "mteja",
    };
    if holders.is_empty() {
        format!("{who} haruhusiwi kufanya hivi")
    } else {
        format!(
            "{who} haruhusiwi kufanya hivi; muulize {}",
            holders.join(" au ")
        )
    }
}

fn name(role: Role) -> &'static str {
    match role {
        Role::Cashier => "mtunza fedha",
        Role::Accountant => "mhasibu",
        Role::Administrator => "msimamizi",
        Role::Auditor => "mkaguzi",
    }
}

/// About members of the staff.
pub fn staff(error: StaffError) -> String {
    match error {
        StaffError::NotFound => "hakuna mfanyakazi mwenye kitambulisho hiki".to_owned(),
        StaffError::Left => {
            "hafanyi kazi hapa tena; mwongeze upya kwa barua pepe yake kwanza".to_owned()
        }
        StaffError::EmailTaken => "kuna mfanyakazi mwenye barua pepe hii tayari".to_owned(),
        StaffError::TooMany { limit } => {
            format!("kuna wafanyakazi {limit} tayari, pamoja na walioondoka; hakuna nafasi zaidi")
        }
        StaffError::LastAdministrator => {
            "huyu ndiye msimamizi wa mwisho; mfanye mwingine kuwa msimamizi kwanza".to_owned()
        }
    }
}

/// About API keys.
pub fn api_key(error: ApiKeyError) -> String {
    match error {
        ApiKeyError::NotFound => "hakuna ufunguo wa API wenye kitambulisho hiki".to_owned(),
        ApiKeyError::IssuedAlready => {
            "ufunguo huu ulishatolewa na huonyeshwa mara moja tu; ukipotea, ubatilishe na utoe mwingine"
                .to_owned()
        }
        ApiKeyError::TooMany { limit } => format!(
            "funguo {limit} za API zimetolewa tayari, pamoja na zilizobatilishwa; hakuna nafasi zaidi"
        ),
    }
}
