//! Checks and exports of a data folder.

use std::process::Command;

use crate::host::Host;
use crate::program::{Folder, check, malipo, printed};

/// Enough for every kind of correction to happen a few times.
const PAYMENTS: usize = 240;

#[test]
fn a_generated_store_holds_its_invariants_and_others_add_it_up_to_the_same() {
    let folder = Folder::new();
    let made = malipo()
        .args([
            "generate",
            "--seed",
            "7",
            "--payments",
            &PAYMENTS.to_string(),
            "--data",
        ])
        .arg(folder.data())
        .output()
        .unwrap();
    assert!(made.status.success(), "{}", printed(&made));
    let tools = ["hledger", "ledger"]
        .into_iter()
        .filter(|tool| is_installed(tool));
    let arguments: Vec<&str> = tools.clone().flat_map(|tool| ["--with", tool]).collect();
    let books = check(&folder, &arguments);
    assert!(books.holds, "{}", books.printed);
    assert_eq!(books.count("payments    "), PAYMENTS);
    for tool in tools {
        assert!(
            books.printed.contains(&format!("{tool} agrees on all")),
            "{}",
            books.printed
        );
    }

    let again = malipo()
        .args(["generate", "--payments", "1", "--data"])
        .arg(folder.data())
        .output()
        .unwrap();
    assert!(!again.status.success());
    assert!(
        printed(&again).contains("holds data already"),
        "{}",
        printed(&again)
    );
}

#[test]
fn the_sample_can_be_checked_and_exported_while_its_host_runs() {
    let host = Host::on(Folder::new(), &[]);
    let books = check(&host.folder(), &[]);
    assert!(books.holds, "{}", books.printed);
    assert!(
        books.count("payments    ") >= 18 && books.are_settled(),
        "{}",
        books.printed
    );
    for format in ["hledger", "json"] {
        let data = host.folder().data();
        let journal = malipo()
            .args(["journal", "--format", format, "--data"])
            .arg(data)
            .output()
            .unwrap();
        assert!(
            journal.status.success() && printed(&journal).contains("liabilities:unassociated"),
            "{format}"
        );
    }
}

#[test]
fn a_folder_without_data_is_no_success() {
    let books = check(&Folder::new(), &[]);
    assert!(
        !books.holds && books.printed.contains("does not exist"),
        "{}",
        books.printed
    );
}

fn is_installed(tool: &str) -> bool {
    Command::new(tool)
        .arg("--version")
        .output()
        .is_ok_and(|output| output.status.success())
}
