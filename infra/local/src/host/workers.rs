//! The consumers of all queues: which function is behind which queue, and how they stop.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use aws_lambda_events::event::sqs::{SqsBatchResponse, SqsEvent};
use runtime::context::Context;
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::host::feedback;
use crate::host::machine::Machine;
use crate::host::worker::{Function, Worker};

/// Workers on each queue. More would only wait for the engine.
const WORKERS_PER_QUEUE: usize = 2;

/// All workers of the host.
pub struct Workers {
    tasks: JoinSet<()>,
    stopping: watch::Sender<bool>,
}

impl Workers {
    /// Starts them. To add a function with a queue, add it here.
    pub fn start(machine: &Machine) -> Self {
        let (stopping, observed) = watch::channel(false);
        let mut tasks = JoinSet::new();
        let association = function(&machine.context, |context: Context, event| async move {
            association::handle(&context, event).await
        });
        let allocations = function(&machine.context, |context: Context, event| async move {
            allocations::handle(&context, event).await
        });
        let outlets = Arc::new(machine.outlets.clone());
        let notifications = function(&machine.context, move |context: Context, event| {
            let outlets = outlets.clone();
            async move { notifications::handle(&context, &outlets, event).await }
        });
        let consumers = [
            ("association", association, &machine.payments),
            ("allocations", allocations, &machine.allocations),
            ("notifications", notifications, &machine.notifications),
        ];
        for (name, function, queue) in consumers {
            for _ in 0..WORKERS_PER_QUEUE {
                let worker = Worker {
                    name,
                    function: function.clone(),
                    queue: queue.clone(),
                    sqs: machine.sqs.clone(),
                };
                tasks.spawn(worker.run(observed.clone()));
            }
        }
        tasks.spawn(feedback::report(
            machine.mailbox.clone(),
            machine.sqs.clone(),
            machine.notifications.url.clone(),
            observed,
        ));
        Self { tasks, stopping }
    }

    /// Takes no more messages and returns when those at hand are done, or when `grace` is over; what is
    /// cut off then is shown again by its queue.
    pub async fn stop(mut self, grace: Duration) {
        self.stopping.send_replace(true);
        let ended = async { while self.tasks.join_next().await.is_some() {} };
        if tokio::time::timeout(grace, ended).await.is_err() {
            tracing::warn!("some messages were left in the middle of their work");
        }
    }
}

fn function<F>(
    context: &Context,
    handle: impl Fn(Context, SqsEvent) -> F + Send + Sync + 'static,
) -> Function
where
    F: Future<Output = SqsBatchResponse> + Send + 'static,
{
    let context = context.clone();
    Arc::new(move |event| Box::pin(handle(context.clone(), event)))
}
