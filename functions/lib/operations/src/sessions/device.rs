//! A browser in words that its owner knows it by. Nothing that it says of itself is kept, so nothing has to be cleaned.

/// As much as is looked at.
const READ_CHARS_MAX: usize = 500;

/// What a browser calls itself by, in the order in which it has to be looked for: most claim to be several.
const BROWSERS: [(&str, &str); 10] = [
    ("Opera Mini", "Opera Mini"),
    ("OPR/", "Opera"),
    ("Edg", "Edge"),
    ("SamsungBrowser", "Samsung Internet"),
    ("UCBrowser", "UC Browser"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
];

const SYSTEMS: [(&str, &str); 8] = [
    ("KAIOS", "KaiOS"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
];

/// As in `Chrome on Android`; a dash for what is not known.
pub(super) fn named(user_agent: &str) -> String {
    let text: String = user_agent.chars().take(READ_CHARS_MAX).collect();
    let known = |names: &[(&str, &'static str)]| {
        let found = names.iter().find(|(sign, _)| text.contains(sign));
        found.map(|(_, name)| *name)
    };
    match (known(&BROWSERS), known(&SYSTEMS)) {
        (Some(browser), Some(system)) => format!("{browser} on {system}"),
        (Some(name), None) | (None, Some(name)) => name.to_owned(),
        (None, None) => "–".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn browsers_are_known_by_what_people_call_them() {
        let android = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko)";
        let windows =
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)";
        let iphone = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)";
        let cases = [
            (
                format!("{android} Chrome/143.0.0.0 Mobile Safari/537.36"),
                "Chrome on Android",
            ),
            (
                format!("{android} SamsungBrowser/29.0 Chrome/136.0.0.0 Mobile Safari/537.36"),
                "Samsung Internet on Android",
            ),
            (
                format!("{android} Chrome/143.0.0.0 Mobile Safari/537.36 OPR/92.0"),
                "Opera on Android",
            ),
            (
                format!("{windows} Chrome/143.0.0.0 Safari/537.36 Edg/143.0.0.0"),
                "Edge on Windows",
            ),
            (
                format!("{iphone} Version/17.5 Mobile/15E148 Safari/604.1"),
                "Safari on iPhone",
            ),
            (
                "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0".to_owned(),
                "Firefox on Linux",
            ),
            ("curl/8.5.0".to_owned(), "–"),
            ("<script>alert(1)</script>".to_owned(), "–"),
            (String::new(), "–"),
        ];
        for (user_agent, expected) in cases {
            assert_eq!(named(&user_agent), expected, "{user_agent}");
        }
    }
}
