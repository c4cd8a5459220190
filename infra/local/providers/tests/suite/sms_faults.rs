//! Faults of whole calls: what was answered, and what reached the phones all the same.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures::FutureExt;
use local_providers::sms::oddities::{Oddities, Odds};
use local_providers::sms::{Delivered, Sink};
use tokio::sync::Semaphore;

use crate::stage::{FIRST, SECOND, Stage, bulk_of};

#[tokio::test]
async fn a_fault_happens_before_or_after_the_message_was_taken() {
    type Switch = fn(&mut Oddities) -> &mut Odds;
    let cases: [(&str, Switch, &str, usize); 5] = [
        ("busy", |it| &mut it.busy, "429", 0),
        ("error_untaken", |it| &mut it.error_untaken, "500", 0),
        ("error_taken", |it| &mut it.error_taken, "500", 1),
        ("web_page", |it| &mut it.web_page, "200 <!DOC", 1),
        ("broken_off", |it| &mut it.broken_off, "cut", 1),
    ];
    for (name, switch, expected, reached) in cases {
        let stage = Stage::set().await;
        stage.handle.change(|it| *switch(it) = Odds::Next(1));
        let call = stage.post("sendbulk/", bulk_of(&[FIRST]).to_string());
        let answered = match call.await {
            Ok(answer) => format!(
                "{} {:.5}",
                answer.status().as_u16(),
                answer.text().await.unwrap()
            ),
            Err(_) => "cut".to_owned(),
        };
        assert_eq!(answered.trim(), expected, "{name}");
        assert_eq!(stage.reached().len(), reached, "{name}");
        // It is over with the one call.
        assert_eq!(stage.codes(&[FIRST]).await, [200], "{name}");
    }
}

#[tokio::test]
async fn some_messages_of_a_bulk_fail() {
    let stage = Stage::set().await;
    stage.handle.change(|it| {
        it.system_errors = Odds::Next(1);
        it.internal_errors = Odds::Next(1);
        it.bad_numbers = Odds::Next(1);
    });
    let codes = stage.codes(&[FIRST, FIRST, FIRST, SECOND]).await;
    assert_eq!(codes, [1005, 4090, 1003, 200]);
    assert_eq!(stage.reached(), [SECOND]);
}

#[tokio::test]
async fn a_late_answer_comes_long_after_the_message() {
    let stage = Stage::set().await;
    stage.handle.change(|it| {
        it.late = Odds::Next(1);
        it.late_by = Duration::from_secs(3600);
    });
    let taken = async {
        while stage.reached().is_empty() {
            tokio::task::yield_now().await;
        }
    };
    tokio::select! {
        _ = stage.post("sendbulk/", bulk_of(&[FIRST]).to_string()) => panic!("it is an hour late"),
        () = taken => {}
    }
    assert_eq!(stage.reached(), [FIRST]);
    stage.gateway.stop().await;
}

#[tokio::test]
async fn what_was_taken_reaches_the_phone_though_the_client_hangs_up() {
    let (arrived, go) = (Arc::new(Semaphore::new(0)), Arc::new(Semaphore::new(0)));
    let phones: Arc<Mutex<Vec<Delivered>>> = Arc::default();
    let sink: Sink = {
        let (arrived, go, phones) = (arrived.clone(), go.clone(), phones.clone());
        Arc::new(move |delivered| {
            let (arrived, go, phones) = (arrived.clone(), go.clone(), phones.clone());
            async move {
                arrived.add_permits(1);
                go.acquire().await?.forget();
                phones.lock().unwrap().push(delivered);
                arrived.add_permits(1);
                Ok("kept".to_owned())
            }
            .boxed()
        })
    };
    let stage = Stage::with(sink).await;
    let call = stage.post("sendbulk/", bulk_of(&[FIRST]).to_string());
    tokio::select! {
        _ = call => panic!("the sink holds the answer back"),
        _ = arrived.acquire() => {}
    }
    go.add_permits(1);
    // The semaphore still has the permit that the select did not forget.
    arrived.acquire_many(2).await.unwrap().forget();
    let text = "message 1".to_owned();
    let to = FIRST.to_owned();
    assert_eq!(*phones.lock().unwrap(), [Delivered { to, text }]);
}

#[tokio::test]
async fn what_no_phone_takes_is_the_gateways_own_trouble() {
    let stage = Stage::with(Arc::new(|_| async { Err("full".into()) }.boxed())).await;
    assert_eq!(stage.codes(&[FIRST]).await, [1005]);
    assert_eq!(stage.reached(), [] as [&str; 0]);
}

#[tokio::test]
async fn an_unplugged_gateway_refuses_connections_until_it_is_plugged_in() {
    let stage = Stage::set().await;
    let send = || stage.post("sendbulk/", bulk_of(&[FIRST]).to_string());
    assert!(send().await.is_ok());
    for _ in 0..2 {
        stage.gateway.unplug().await;
        assert!(send().await.unwrap_err().is_connect());
    }
    for _ in 0..2 {
        stage.gateway.plug_in().await.unwrap();
        assert!(send().await.is_ok());
    }
    assert_eq!(stage.reached().len(), 3);
}

#[tokio::test]
async fn a_dropped_gateway_is_gone_and_its_handle_still_tells() {
    let Stage { gateway, handle } = Stage::set().await;
    let url = gateway.url();
    drop(gateway);
    // The task that holds the port ends when the runtime gets to it.
    while reqwest::get(&url).await.is_ok() {
        tokio::task::yield_now().await;
    }
    assert_eq!(handle.sent(), []);
}
