//! Which settings make a gateway, and that none of them gives the secret away.

use super::*;

const KEY: &str = "9f8e7d6c5b4a-not-a-real-key";

fn settings(base_url: &str) -> Settings {
    Settings {
        base_url: base_url.to_owned(),
        api_key: KEY.to_owned(),
        partner_id: "77".to_owned(),
        sender_id: "INFOTEXT".to_owned(),
    }
}

#[test]
fn an_address_is_encrypted_or_on_this_machine() {
    let cases = [
        (
            BASE_URL,
            "https://isms.celcomafrica.com/api/services/getdlr/",
        ),
        ("https://sms.example.com", "https://sms.example.com/getdlr/"),
        (
            " https://sms.example.com/a/b ",
            "https://sms.example.com/a/b/getdlr/",
        ),
        (
            "http://127.0.0.1:8080/api/services/",
            "http://127.0.0.1:8080/api/services/getdlr/",
        ),
        ("http://localhost:8080", "http://localhost:8080/getdlr/"),
        ("http://[::1]:8080", "http://[::1]:8080/getdlr/"),
        (
            "http://sms.example.com",
            "give the SMS gateway's address with https: the API key must not travel unencrypted",
        ),
        (
            "http://127.0.0.1.example.com",
            "give the SMS gateway's address with https: the API key must not travel unencrypted",
        ),
        ("", "set the SMS gateway's address"),
        (
            "sms.example.com",
            "give the SMS gateway's address like https://isms.celcomafrica.com/api/services/: https, without user, query and fragment",
        ),
        (
            "https://user:secret@sms.example.com",
            "give the SMS gateway's address like https://isms.celcomafrica.com/api/services/: https, without user, query and fragment",
        ),
        (
            "https://sms.example.com/?apikey=secret",
            "give the SMS gateway's address like https://isms.celcomafrica.com/api/services/: https, without user, query and fragment",
        ),
        (
            "ftp://sms.example.com",
            "give the SMS gateway's address like https://isms.celcomafrica.com/api/services/: https, without user, query and fragment",
        ),
    ];
    for (base_url, expected) in cases {
        let read = Gateway::new(settings(base_url)).map_or_else(
            |error| error.to_string(),
            |gateway| gateway.service("getdlr/").to_string(),
        );
        assert_eq!(read, expected, "{base_url}");
    }
}

#[test]
fn a_missing_setting_is_named() {
    type Emptied = fn(&mut Settings);
    let cases: [(Emptied, &str); 3] = [
        (|it| it.api_key.clear(), "set the SMS gateway's API key"),
        (
            |it| it.partner_id.clear(),
            "set the SMS gateway's partner id",
        ),
        (
            |it| it.sender_id = "  ".to_owned(),
            "set the SMS gateway's sender id",
        ),
    ];
    for (emptied, expected) in cases {
        let mut settings = settings(BASE_URL);
        emptied(&mut settings);
        assert_eq!(Gateway::new(settings).unwrap_err().to_string(), expected);
    }
}

#[test]
fn the_secret_is_in_no_debug_output() {
    let settings = settings(BASE_URL);
    let gateway = Gateway::new(settings.clone()).unwrap();
    for shown in [format!("{settings:?}"), format!("{gateway:#?}")] {
        assert!(shown.contains("INFOTEXT"), "{shown}");
        assert!(!shown.contains(KEY), "{shown}");
    }
}
