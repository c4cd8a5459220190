//! What SES takes for an e-mail address, alone or behind a display name.

use super::protocol::Refusal;

const LOCAL_PART_CHARACTERS_MAX: usize = 64;
const ADDRESS_CHARACTERS_MAX: usize = 320;

/// Looks at an address and leaves it as it was written.
pub(super) fn check(written: &str) -> Result<(), Refusal> {
    let address = bare(written);
    let reason = match address.rsplit_once('@') {
        None => Some("Missing final '@domain'"),
        Some(("", _)) => Some("Missing local part"),
        Some(_) if address.len() > ADDRESS_CHARACTERS_MAX => Some("Address is too long"),
        Some((local, _)) if local.len() > LOCAL_PART_CHARACTERS_MAX => {
            Some("Local part is too long")
        }
        Some((local, _)) if !local.bytes().all(|it| it.is_ascii_graphic() && it != b'@') => {
            Some("Local address contains control or whitespace, or is not ASCII")
        }
        Some((_, domain)) if !is_domain(domain) => Some("Domain contains illegal character"),
        Some(_) if written.chars().any(char::is_control) => Some("Control characters in address"),
        Some(_) => None,
    };
    match reason {
        Some(reason) => Err(Refusal::ParameterInvalid(reason.to_owned())),
        None => Ok(()),
    }
}

/// What stands between angle brackets, or else all of it.
fn bare(written: &str) -> &str {
    let trimmed = written.trim();
    trimmed
        .strip_suffix('>')
        .and_then(|it| it.rsplit_once('<'))
        .map_or(trimmed, |(_, address)| address)
}

fn is_domain(domain: &str) -> bool {
    domain.split('.').all(|label| {
        !label.is_empty()
            && label
                .bytes()
                .all(|it| it.is_ascii_alphanumeric() || it == b'-')
    })
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn addresses_are_told_from_what_only_looks_like_them() {
        let cases = [
            ("asha@example.org", true),
            ("Asha Otieno <asha.o+malipo@mail.example.co.ke>", true),
            ("\"Otieno, Asha\" <asha@example.org>", true),
            ("asha", false),
            ("@example.org", false),
            ("asha@", false),
            ("asha@exam ple.org", false),
            ("as ha@example.org", false),
            ("asha@example..org", false),
            ("a@b@example.org", false),
            ("Asha\r\nBcc: x@y.z <asha@example.org>", false),
            ("", false),
        ];
        for (address, valid) in cases {
            assert_eq!(check(address).is_ok(), valid, "{address}");
        }
    }
}
