//! What survives a restart, and who may open a file.

use std::path::Path;

use local_aws::data_file::DataFileError;
use local_aws::endpoint::Endpoint;
use local_aws::mailbox::Mailbox;
use local_aws::queues::{QueueSettings, Queues};

use crate::stage::{handle, receive};

/// One run of a machine on the folder.
struct Run {
    queues: Queues,
    mailbox: Mailbox,
    endpoint: Endpoint,
}

impl Run {
    async fn start(folder: &Path) -> Run {
        let queues = Queues::open(&folder.join("queues.db")).expect("queues");
        let mailbox = Mailbox::open(&folder.join("mailbox.db")).expect("a mailbox");
        let endpoint = Endpoint::start(&queues, &mailbox)
            .await
            .expect("an endpoint");
        Run {
            queues,
            mailbox,
            endpoint,
        }
    }
}

#[tokio::test]
async fn messages_receipts_and_mail_survive_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let run = Run::start(folder.path()).await;
    run.queues
        .ensure_queue(QueueSettings::named("payments"))
        .await
        .unwrap();
    let sqs = run.endpoint.sqs_client();
    for body in ["held", "waiting"] {
        let sent = sqs.send_message().queue_url("payments").message_body(body);
        sent.send().await.unwrap();
        if body == "held" {
            assert_eq!(receive(&sqs, "payments").await.len(), 1);
        }
    }
    run.mailbox
        .record_sms("+254712345678", "hello")
        .await
        .unwrap();
    run.endpoint.stop().await;
    drop((run.queues, run.mailbox));

    let run = Run::start(folder.path()).await;
    let sqs = run.endpoint.sqs_client();
    let waiting = receive(&sqs, "payments").await;
    assert_eq!(waiting.len(), 1);
    assert_eq!(waiting[0].body(), Some("waiting"));
    assert_eq!(run.mailbox.messages(10, None).await.unwrap().len(), 1);

    drop(run);
    let run = Run::start(folder.path()).await;
    let deletion = run
        .endpoint
        .sqs_client()
        .delete_message()
        .queue_url("payments");
    deletion
        .receipt_handle(handle(&waiting[0]))
        .send()
        .await
        .unwrap();
}

#[tokio::test]
async fn a_file_has_one_owner_at_a_time() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("queues.db");
    let queues = Queues::open(&path).unwrap();
    assert!(matches!(Queues::open(&path), Err(DataFileError::InUse(_))));
    drop(queues);
    Queues::open(&path).unwrap();
}

#[tokio::test]
async fn a_stopped_machine_cuts_long_polls_and_frees_its_files() {
    let folder = tempfile::tempdir().unwrap();
    let run = Run::start(folder.path()).await;
    run.queues
        .ensure_queue(QueueSettings::named("payments"))
        .await
        .unwrap();
    let poll = run
        .endpoint
        .sqs_client()
        .receive_message()
        .queue_url("payments");
    let poll = tokio::spawn(poll.wait_time_seconds(20).send());
    tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    let started = std::time::Instant::now();
    run.endpoint.stop().await;
    drop(run.queues);
    assert!(started.elapsed() < std::time::Duration::from_secs(5));
    Queues::open(&folder.path().join("queues.db")).unwrap();
    poll.abort();
}

#[test]
fn a_file_that_is_no_database_or_of_a_later_release_is_refused_untouched() {
    let folder = tempfile::tempdir().unwrap();
    let text = folder.path().join("text.db");
    std::fs::write(
        &text,
        "this is a text of some length, and no database at all",
    )
    .unwrap();
    assert!(matches!(
        Queues::open(&text),
        Err(DataFileError::Damaged { .. })
    ));

    let later = folder.path().join("later.db");
    drop(Mailbox::open(&later).unwrap());
    let connection = rusqlite::Connection::open(&later).unwrap();
    connection.pragma_update(None, "user_version", 99).unwrap();
    drop(connection);
    let refused = Mailbox::open(&later).err().unwrap();
    assert!(
        matches!(refused, DataFileError::Newer { found: 99, .. }),
        "{refused}"
    );
}
