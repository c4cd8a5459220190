//! Who owns a data folder, and how a host leaves it.

use crate::host::Host;
use crate::program::{Folder, check, malipo, printed};

#[test]
fn a_host_that_is_asked_to_stop_stops_cleanly() {
    let mut host = Host::empty();
    let running = host.folder().data().join("running.json");
    assert!(running.exists());
    assert_eq!(host.terminate().code(), Some(0));
    assert!(!running.exists());
    assert!(check(&host.folder(), &[]).holds);
}

#[test]
fn a_second_host_on_the_same_folder_is_refused_and_told_who_has_it() {
    let host = Host::empty();
    let running = std::fs::read_to_string(host.folder().data().join("running.json")).unwrap();
    let second = malipo()
        .args(["serve", "--port", "0", "--data"])
        .arg(host.folder().data())
        .output()
        .unwrap();
    assert_eq!(second.status.code(), Some(1));
    let words = printed(&second);
    let id = running
        .split(|c: char| !c.is_ascii_digit())
        .find(|word| !word.is_empty())
        .unwrap();
    assert!(
        words.contains(&format!("process {id}")) && words.contains("--data"),
        "{words}"
    );
}

#[test]
fn a_port_that_is_taken_is_named_with_the_way_out() {
    let host = Host::empty();
    let port = host.address().rsplit(':').next().unwrap();
    let second = malipo()
        .args(["serve", "--port", port, "--data"])
        .arg(Folder::new().data())
        .output()
        .unwrap();
    assert_eq!(second.status.code(), Some(1));
    let words = printed(&second);
    assert!(
        words.contains(&format!("port {port} is in use")) && words.contains("--port"),
        "{words}"
    );
}

#[test]
fn keys_stay_the_same_over_a_restart_and_the_sample_is_made_once() {
    let folder = Folder::new();
    let settings = folder.data().join("settings.json");
    let first = Host::on(folder.clone(), &[]);
    assert!(
        first.printed.iter().any(|line| line.contains("sample")),
        "{:?}",
        first.printed
    );
    drop(first);
    let before = (
        std::fs::read(&settings).unwrap(),
        check(&folder, &[]).printed,
    );
    drop(Host::on(folder.clone(), &[]));
    assert_eq!(
        (
            std::fs::read(&settings).unwrap(),
            check(&folder, &[]).printed
        ),
        before
    );
}
