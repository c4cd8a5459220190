//! The one-machine host: starts everything in order, says where to go, and takes it down in the
//! opposite order. It must not know what any of its parts does.

mod authenticator;
mod carriers;
pub mod development;
mod feedback;
pub mod machine;
pub mod mpesa;
mod nearby;
pub mod pages;
pub mod period;
pub mod phone;
pub mod schedules;
mod sent;
pub mod switchboard;
pub mod web;
mod welcome;
mod worker;
pub mod workers;

use std::path::PathBuf;
use std::time::Duration;

use tokio::signal;

use crate::console::{self, Steps};
use crate::data_folder::{DataFolder, FolderError, Running};
use crate::demo;
use crate::host::machine::Machine;
use crate::host::schedules::Schedules;
use crate::host::web::Server;
use crate::host::welcome::Welcome;
use crate::host::workers::Workers;
use crate::settings::{Environment, Sample, Secrets, Settings, SettingsError, set};

/// How long running requests, and then the messages at hand, may take after a stop.
const GRACE: Duration = Duration::from_secs(10);

/// What a host is started with.
#[derive(Clone, Debug)]
pub struct Options {
    /// The port on the loopback address; 0 for any.
    pub port: u16,
    /// The data folder.
    pub data: PathBuf,
    /// Whether an empty store gets sample data.
    pub demo: bool,
    /// Settings from outside.
    pub environment: Environment,
}

/// Why the host does not run.
#[derive(Debug, thiserror::Error)]
pub enum HostError {
    /// The data folder cannot be used.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// There are no secrets.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// Somebody else listens there.
    #[error("port {0} is in use; choose another one with --port, or 0 for any that is free")]
    PortInUse(u16),
    /// No port is to be had.
    #[error("the port cannot be listened on")]
    Listen(#[source] std::io::Error),
    /// A setting is wrong.
    #[error(transparent)]
    Config(#[from] runtime::config::ConfigError),
    /// A file of the folder cannot be used.
    #[error(transparent)]
    DataFile(#[from] local_aws::data_file::DataFileError),
    /// The engine does not run.
    #[error(transparent)]
    Engine(#[from] local_aws::engine::EngineError),
    /// The table cannot be created.
    #[error("the table cannot be created")]
    Table(#[from] store::error::StoreError),
    /// A queue cannot be created.
    #[error("a queue cannot be created")]
    Queue(#[from] local_aws::queues::error::QueueError),
    /// The endpoint of queues and mailbox does not run.
    #[error(transparent)]
    Endpoint(#[from] local_aws::endpoint::EndpointError),
    /// What stands in for a carrier of messages does not run.
    #[error(transparent)]
    Carrier(#[from] local_providers::loopback::LoopbackError),
    /// What stands in for M-PESA does not run.
    #[error("the simulated M-PESA does not run")]
    Simulator(#[source] local_providers::loopback::LoopbackError),
    /// M-PESA cannot be called with these settings.
    #[error(transparent)]
    Mpesa(#[from] runtime::config::mpesa::MpesaConfigError),
    /// Messages cannot go out with these settings.
    #[error(transparent)]
    Outlets(#[from] notifications::outlets::OutletsError),
    /// The queues do not answer.
    #[error("the queues do not answer")]
    Sqs(#[from] aws_sdk_sqs::Error),
    /// The sample could not be made.
    #[error("the sample data could not be made; start with --no-demo to go without")]
    Demo(#[from] demo::DemoError),
    /// Signals cannot be listened to.
    #[error("the signals of the system cannot be listened to")]
    Signal(#[source] std::io::Error),
}

/// Runs until a signal stops it.
///
/// # Errors
/// [`HostError`] with what to do about it. Stopping is no error.
pub async fn serve(options: Options) -> Result<(), HostError> {
    let mut stop = Stop::listen().map_err(HostError::Signal)?;
    console::line("Starting Malipo on this machine");
    let mut steps = Steps::default();
    let folder = DataFolder::at(&options.data);
    folder.create()?;
    let _lock = folder.lock()?;
    let (listener, port) = web::listen(options.port).await?;
    let mut settings = Settings::of(&folder)?;
    let secrets = settings.secrets(&folder, &options.environment)?;
    steps.done(format!("data folder {}", folder.path().display()));

    let payee = machine::payee(&options.environment)?;
    let address = format!("http://127.0.0.1:{port}");
    let machine = Machine::start(&folder, &secrets, &options.environment, &address).await?;
    steps.done("table, queues, mailbox, SMS gateway and M-PESA");

    let schedules = Schedules::new(&machine);
    let workers = Workers::start(&machine);
    let router = web::router(&machine, schedules.clone(), payee);
    let server = Server::start(listener, router);
    let ticking = tokio::spawn(schedules.keep_running());
    let running = Running {
        pid: std::process::id(),
        port,
        short_code: machine::short_code(&options.environment).to_owned(),
    };
    folder.write_running(&running)?;
    steps.done("functions");

    let start = greet(
        &options,
        &folder,
        &mut settings,
        &secrets,
        &machine,
        &address,
        &mut steps,
    );
    let started = tokio::select! {
        started = start => started,
        () = stop.asked() => Ok(()),
    };
    if started.is_ok() {
        stop.asked().await;
        console::line("Stopping: requests and messages at hand are brought to their end.");
    }
    let down = take_down(&folder, server, workers, ticking, machine);
    tokio::select! {
        down = down => down?,
        () = stop.asked_again() => {
            console::line("Stopped at once.");
            // Without waiting for any thread: whatever is lost by that, a crash would lose as well, which is nothing.
            std::process::exit(1);
        }
    }
    started
}

/// Makes the sample where it is wanted, and tells where to go.
async fn greet(
    options: &Options,
    folder: &DataFolder,
    settings: &mut Settings,
    secrets: &Secrets,
    machine: &Machine,
    address: &str,
    steps: &mut Steps,
) -> Result<(), HostError> {
    if options.demo {
        let hook = format!("{address}/hooks/{}", secrets.hook_token);
        demo::load_once(folder, settings, machine, &hook, steps).await?;
    }
    Welcome {
        address,
        public: set(&options.environment.public_url).unwrap_or(address),
        folder,
        secrets,
        has_sample: settings.sample == Sample::Complete,
        has_phones: machine.simulator().is_some(),
    }
    .show();
    console::line("ready");
    Ok(())
}

async fn take_down(
    folder: &DataFolder,
    server: Server,
    workers: Workers,
    ticking: tokio::task::JoinHandle<()>,
    machine: Machine,
) -> Result<(), HostError> {
    server.stop(GRACE).await;
    ticking.abort();
    workers.stop(GRACE).await;
    machine.stop().await?;
    folder.remove_running()?;
    console::line("Stopped.");
    Ok(())
}

/// The signals that end the host.
struct Stop {
    #[cfg(unix)]
    terminate: signal::unix::Signal,
    asked: bool,
}

impl Stop {
    fn listen() -> std::io::Result<Self> {
        Ok(Self {
            #[cfg(unix)]
            terminate: signal::unix::signal(signal::unix::SignalKind::terminate())?,
            asked: false,
        })
    }

    /// Returns once the host was asked to stop.
    async fn asked(&mut self) {
        if !self.asked {
            self.next().await;
            self.asked = true;
        }
    }

    /// Returns when the host is asked once more.
    async fn asked_again(&mut self) {
        self.next().await;
    }

    async fn next(&mut self) {
        #[cfg(unix)]
        tokio::select! {
            _ = signal::ctrl_c() => {}
            _ = self.terminate.recv() => {}
        }
        #[cfg(not(unix))]
        let _ = signal::ctrl_c().await;
    }
}
