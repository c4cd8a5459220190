//! Which of our crates may know which, and what the inner ones must not know at all.

use std::env;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::finding::{Finding, assert_none};
use crate::tree;

/// Folder → the folders it may depend on; the first match holds. A name that ends in `/` stands for
/// every package below it.
///
/// `billing ← messages, store, providers ← operations ← runtime ← functions, portal/server, infra/local`
const LAYERS: &[(&str, &[&str])] = &[
    (BILLING, &[]),
    ("functions/lib/messages", &[BILLING]),
    ("functions/lib/store", &[BILLING]),
    ("functions/lib/providers", &[BILLING]),
    (
        "functions/lib/operations",
        &[
            BILLING,
            "functions/lib/messages",
            "functions/lib/store",
            "functions/lib/providers",
        ],
    ),
    (
        "functions/lib/runtime",
        &[
            BILLING,
            "functions/lib/messages",
            "functions/lib/store",
            "functions/lib/providers",
            "functions/lib/operations",
        ],
    ),
    // It is a cut of the API: the addresses that call M-PESA, deployed apart because of their secrets.
    ("functions/stk_push", &["functions/lib/", "functions/api"]),
    ("functions/", &["functions/lib/"]),
    // What runs in a browser knows no page; its tests compare it with the domain.
    ("portal/frontend", &[BILLING]),
    ("portal/app", &["portal/frontend", "functions/lib/"]),
    (PORTAL_DOCUMENTS, &[BILLING, "functions/lib/messages"]),
    (
        "portal/server",
        &[
            "portal/app",
            "portal/frontend",
            PORTAL_DOCUMENTS,
            "functions/lib/",
        ],
    ),
    (LOCAL_AWS, &[]),
    (LOCAL_PROVIDERS, &[]),
    (
        "infra/local",
        &["functions/", "portal/", LOCAL_AWS, LOCAL_PROVIDERS],
    ),
    ("infra/tasks/bundler", &[]),
    ("infra/tasks", &[]),
    // What is deployed is asked from outside, and nothing of it is linked.
    ("tests/lambda", &[LOCAL_AWS, LOCAL_PROVIDERS]),
    (
        "tests",
        &[
            "functions/",
            "portal/",
            "infra/local",
            LOCAL_AWS,
            LOCAL_PROVIDERS,
        ],
    ),
];

const BILLING: &str = "functions/lib/billing";
const PORTAL_DOCUMENTS: &str = "portal/documents";
const LOCAL_AWS: &str = "infra/local/aws";
const LOCAL_PROVIDERS: &str = "infra/local/providers";

/// What has no place in a pure domain that also runs in a browser.
const IMPURE: &[&str] = &[
    "aws",
    "axum",
    "dynoxide",
    "hyper",
    "lambda",
    "libsqlite3",
    "mio",
    "openssl",
    "reqwest",
    "ring",
    "rusqlite",
    "rustls",
    "socket2",
    "tokio",
];

struct Dependency {
    /// The folder of the package that depends.
    from: String,
    /// The folder of what it depends on, when that is ours.
    to: Option<String>,
    name: String,
    dev: bool,
}

#[test]
fn dependencies_point_one_way() {
    let mut findings = Vec::new();
    for dependency in dependencies() {
        let Some(to) = &dependency.to else {
            continue;
        };
        let manifest = format!("{}/Cargo.toml", dependency.from);
        let Some((_, allowed)) = LAYERS
            .iter()
            .find(|(folder, _)| covers(folder, &dependency.from))
        else {
            findings.push(Finding::about(&manifest, "is in no layer"));
            continue;
        };
        let for_its_tests = dependency.dev && [LOCAL_AWS, LOCAL_PROVIDERS].contains(&to.as_str());
        if !for_its_tests && !allowed.iter().any(|folder| covers(folder, to)) {
            let what = format!("must not know `{}` ({to})", dependency.name);
            findings.push(Finding::about(&manifest, what));
        }
    }
    assert_none(
        findings,
        "Move what is needed inwards, or see LAYERS in tests/tidy/dependencies.rs.",
    );
}

#[test]
fn the_embedded_engine_stays_in_one_crate() {
    let findings = dependencies()
        .into_iter()
        .filter(|it| it.name.starts_with("dynoxide") && it.from != LOCAL_AWS)
        .map(|it| {
            Finding::about(
                &format!("{}/Cargo.toml", it.from),
                format!("depends on `{}`", it.name),
            )
        })
        .collect();
    assert_none(
        findings,
        "Use `local-aws`: the engine must never reach a deployed function.",
    );
}

#[test]
fn the_domain_needs_no_runtime_and_no_network() {
    let root = tree::root();
    let output = cargo(&[
        "tree",
        "--package",
        "billing",
        "--edges",
        "normal",
        "--prefix",
        "none",
        "--offline",
    ])
    .current_dir(&root)
    .output()
    .expect("cargo starts");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let tree = String::from_utf8_lossy(&output.stdout);
    assert!(tree.starts_with("billing "), "{tree}");
    let findings = tree
        .lines()
        .filter_map(|line| line.split(' ').next())
        .filter(|name| {
            IMPURE
                .iter()
                .any(|it| name.split(['-', '_']).next() == Some(it))
        })
        .map(|name| {
            Finding::about(
                "functions/lib/billing/Cargo.toml",
                format!("brings in `{name}`"),
            )
        })
        .collect();
    assert_none(
        findings,
        "What talks to the world belongs in `store`, `providers` or `runtime`.",
    );
}

#[test]
fn layers_cover_exactly_what_they_name() {
    assert!(covers("functions/", "functions/callbacks"));
    assert!(covers("functions/lib/", "functions/lib/store"));
    assert!(covers("infra/local", "infra/local"));
    assert!(!covers("infra/local", LOCAL_AWS));
}

fn covers(layer: &str, folder: &str) -> bool {
    layer == folder || (layer.ends_with('/') && folder.starts_with(layer))
}

/// Every dependency that a package of the workspace names in its own `Cargo.toml`.
fn dependencies() -> Vec<Dependency> {
    let output = cargo(&[
        "metadata",
        "--no-deps",
        "--offline",
        "--format-version",
        "1",
    ])
    .current_dir(tree::root())
    .output()
    .expect("cargo starts");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("cargo metadata is JSON");
    let root = text(&metadata, "workspace_root");
    let relative = |path: &str| {
        path.strip_prefix(root)
            .map(|it| it.trim_start_matches('/').to_owned())
    };
    let mut dependencies = Vec::new();
    for package in list(&metadata, "packages") {
        let manifest =
            relative(text(package, "manifest_path")).expect("packages are in the workspace");
        let from = manifest.trim_end_matches("/Cargo.toml");
        for dependency in list(package, "dependencies") {
            dependencies.push(Dependency {
                from: from.to_owned(),
                to: relative(text(dependency, "path")),
                name: text(dependency, "name").to_owned(),
                dev: text(dependency, "kind") == "dev",
            });
        }
    }
    assert!(
        !dependencies.is_empty(),
        "the workspace depends on nothing?"
    );
    dependencies
}

fn cargo(arguments: &[&str]) -> Command {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(arguments).stdin(Stdio::null());
    cargo
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value
        .get(key)
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}
