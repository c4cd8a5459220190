//! Every setting that the template gives a function, taken away: the function then says which one it misses and ends,
//! or can do without. None starts half configured and fails with its first event.

use futures::StreamExt;
use futures::stream;

use crate::bench::Bench;
use crate::function::{Function, Start};
use crate::report::Report;
use crate::template::Fault;

/// Without these no function may start.
const NEEDED_BY_ALL: [&str; 4] = [
    "MALIPO_TABLE",
    "MALIPO_PAYMENTS_QUEUE_URL",
    "MALIPO_ALLOCATIONS_QUEUE_URL",
    "MALIPO_NOTIFICATIONS_QUEUE_URL",
];

/// Without these these may not.
const NEEDED: [(&str, &str); 11] = [
    ("callbacks", "MALIPO_HOOK_TOKEN"),
    ("callbacks", "MALIPO_SHORTCODE"),
    ("api", "MALIPO_SHORTCODE"),
    ("janitor", "MALIPO_MPESA_PASSKEY"),
    ("janitor", "MALIPO_SHORTCODE"),
    ("reconciliation", "MALIPO_SHORTCODE"),
    ("stk_push", "MALIPO_MPESA_PASSKEY"),
    ("stk_push", "MALIPO_HOOK_TOKEN"),
    ("stk_push", "MALIPO_SHORTCODE"),
    ("notifications", "MALIPO_SHORTCODE"),
    ("portal-server", "MALIPO_SHORTCODE"),
];

/// Processes at once.
const AT_ONCE: usize = 4;

/// Starts each function without each of its settings.
pub async fn check(bench: &Bench, report: &mut Report) {
    report.heading("Settings that are missing");
    for function in bench.functions() {
        let names: Vec<&String> = function.settings.variables.keys().collect();
        let tried: Vec<(&String, Result<bool, Fault>)> = stream::iter(names)
            .map(|name| async move { (name, refuses(bench, function, name).await) })
            .buffered(AT_ONCE)
            .collect()
            .await;
        report.check(&function.name, judge(function, tried));
    }
}

fn judge(function: &Function, tried: Vec<(&String, Result<bool, Fault>)>) -> Result<String, Fault> {
    let mut without = Vec::new();
    let total = tried.len();
    for (name, refused) in tried {
        if refused? {
            continue;
        }
        let needed = NEEDED_BY_ALL.contains(&name.as_str())
            || NEEDED.contains(&(function.name.as_str(), name.as_str()));
        if needed {
            return Err(format!("it starts without {name}").into());
        }
        without.push(name.trim_start_matches("MALIPO_"));
    }
    let refused = total - without.len();
    if without.is_empty() {
        return Ok(format!("refuses each of {refused} by name"));
    }
    Ok(format!(
        "refuses {refused} by name; does without {}",
        without.join(", ")
    ))
}

/// Whether it refuses to start without this setting; it has to name it then.
async fn refuses(bench: &Bench, function: &Function, name: &str) -> Result<bool, Fault> {
    let mut function = function.clone();
    function.settings.variables.remove(name);
    let mut process = function.start(&bench.stack.endpoints()).await?;
    let refusal = match process.ready().await? {
        Start::Ready(_) => return Ok(false),
        Start::Refused(refusal) => refusal,
    };
    let told = refusal
        .init_error
        .as_ref()
        .is_some_and(|error| names(&error.to_string(), name));
    let said = refusal.lines.iter().any(|line| names(line, name));
    if refusal.status.success() || !(told || said) {
        return Err(format!("without {name} it ends without saying so: {refusal:?}").into());
    }
    Ok(true)
}

/// As the variable, or in words where a client of an outside party misses what it holds.
fn names(line: &str, name: &str) -> bool {
    let words = ["MALIPO_MPESA_", "MALIPO_SMS_"]
        .iter()
        .find_map(|it| name.strip_prefix(it));
    let words = words.map(|it| it.replace('_', " ").to_lowercase());
    line.contains(name) || words.is_some_and(|words| line.to_lowercase().contains(&words))
}
