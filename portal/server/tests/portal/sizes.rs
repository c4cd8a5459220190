//! What a page costs on a prepaid data bundle.

use portal_app::stylesheet::STYLESHEET_PATH;

use crate::browser::open_with;

const HTML_BYTES_MAX: usize = 14 * 1024;
const CSS_BYTES_MAX: usize = 10 * 1024;

#[tokio::test]
async fn pages_and_the_stylesheet_stay_within_their_budgets() {
    let style = STYLESHEET_PATH.as_str();
    let cases = [
        ("/", HTML_BYTES_MAX),
        ("/?lang=sw", HTML_BYTES_MAX),
        ("/nowhere", HTML_BYTES_MAX),
        (style, CSS_BYTES_MAX),
    ];
    for (address, budget_bytes) in cases {
        let answer = open_with(address, &[("accept-encoding", "gzip, br")]).await;
        let encoding = if address == style { "br" } else { "gzip" };
        assert_eq!(
            answer.header("content-encoding"),
            Some(encoding),
            "{address}"
        );
        let (packed, whole) = (answer.bytes.len(), answer.text().len());
        println!("{address:32} {packed:>6} B compressed {whole:>6} B");
        assert!(packed <= budget_bytes, "{address}: {packed} bytes");
    }
}
