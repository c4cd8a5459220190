//! A crash: work that is dropped at one of its waits, as if its process had ended there.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

/// Runs `work`, or drops it after so many polls; nothing where it was dropped.
pub async fn cut_off_after<F: Future>(polls: u32, work: F) -> Option<F::Output> {
    Interrupted {
        work: Some(Box::pin(work)),
        polls,
    }
    .await
}

struct Interrupted<F> {
    work: Option<Pin<Box<F>>>,
    polls: u32,
}

impl<F: Future> Future for Interrupted<F> {
    type Output = Option<F::Output>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        if self.polls == 0 {
            self.work = None;
            return Poll::Ready(None);
        }
        self.polls -= 1;
        match &mut self.work {
            Some(work) => work.as_mut().poll(context).map(Some),
            None => Poll::Ready(None),
        }
    }
}
