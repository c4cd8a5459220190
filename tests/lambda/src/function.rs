//! A function as a process: started as Lambda starts it, asked as Lambda asks it, ended when its time is up.
//! It must not know what any function does.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::{ExitStatus, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use serde_json::Value;
use tokio::io::{AsyncBufReadExt, AsyncRead, BufReader};
use tokio::process::{Child, Command};
use tokio::task::JoinHandle;
use tokio::time::timeout;

use crate::runtime_api::{Answer, Outcome, RuntimeApi};
use crate::template::{Fault, FunctionSettings};

/// How long a process may take to ask for its first event. Lambda gives it ten seconds, and is not as busy.
const START_WITHIN: Duration = Duration::from_secs(60);

/// A program that speaks to the Runtime API, ours or another one.
#[derive(Clone, Debug)]
pub struct Program {
    /// What is started.
    pub command: PathBuf,
    /// With which arguments.
    pub arguments: Vec<OsString>,
    /// Where it is started.
    pub folder: PathBuf,
    /// What it needs besides what Lambda sets.
    pub variables: BTreeMap<String, String>,
}

/// Where a function finds AWS.
#[derive(Clone, Debug)]
pub struct Endpoints {
    /// The table.
    pub dynamodb: String,
    /// The queues.
    pub sqs: String,
    /// What sends e-mail.
    pub ses: String,
}

/// A function that can be started.
#[derive(Clone, Debug)]
pub struct Function {
    /// What the template calls it.
    pub resource: String,
    /// What its folder is called.
    pub name: String,
    /// Its program.
    pub program: Program,
    /// What the template gives it.
    pub settings: FunctionSettings,
}

/// A running function. Ended when dropped.
pub struct Process {
    child: Child,
    api: RuntimeApi,
    started: Instant,
    timeout: Duration,
    lines: Arc<Mutex<Vec<String>>>,
    readers: Vec<JoinHandle<()>>,
}

/// How a process that never asked for an event ended.
#[derive(Debug)]
pub struct Refusal {
    /// How.
    pub status: ExitStatus,
    /// What it told the Runtime API.
    pub init_error: Option<Value>,
    /// What it wrote.
    pub lines: Vec<String>,
}

/// How a start went.
#[derive(Debug)]
pub enum Start {
    /// It asked for an event, after so long.
    Ready(Duration),
    /// It ended before it did.
    Refused(Refusal),
}

impl Function {
    /// Starts a process of it.
    ///
    /// # Errors
    /// The program is not there.
    pub async fn start(&self, endpoints: &Endpoints) -> Result<Process, Fault> {
        let api = RuntimeApi::start(&self.name).await?;
        let mut command = Command::new(&self.program.command);
        command
            .args(&self.program.arguments)
            .current_dir(&self.program.folder)
            .env_clear()
            .envs(self.lambda(api.address()))
            .envs(aws(endpoints))
            .envs(&self.program.variables)
            .envs(&self.settings.variables)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true);
        let started = Instant::now();
        let mut child = command.spawn().map_err(|error| {
            format!("{} does not start: {error}", self.program.command.display())
        })?;
        let lines = Arc::new(Mutex::new(Vec::new()));
        let readers = [
            child
                .stdout
                .take()
                .map(|out| tokio::spawn(read(out, lines.clone()))),
            child
                .stderr
                .take()
                .map(|err| tokio::spawn(read(err, lines.clone()))),
        ];
        Ok(Process {
            child,
            api,
            started,
            timeout: self.settings.timeout,
            lines,
            readers: readers.into_iter().flatten().collect(),
        })
    }

    /// Starts a process of it that is to work.
    ///
    /// # Errors
    /// It does not.
    pub async fn start_well(&self, endpoints: &Endpoints) -> Result<Process, Fault> {
        let mut process = self.start(endpoints).await?;
        match process.ready().await? {
            Start::Ready(_) => Ok(process),
            Start::Refused(refusal) => {
                Err(format!("{} does not start: {refusal:?}", self.name).into())
            }
        }
    }

    /// What Lambda sets for a runtime of one's own.
    fn lambda(&self, runtime_api: SocketAddr) -> Vec<(String, String)> {
        let memory = self.settings.memory_mib.to_string();
        let log_group = format!("/malipo-staging/{}", self.name);
        let set: [(&str, &str); 15] = [
            ("_HANDLER", "bootstrap"),
            ("AWS_LAMBDA_RUNTIME_API", &runtime_api.to_string()),
            (
                "AWS_LAMBDA_FUNCTION_NAME",
                &format!("malipo-staging-{}", self.resource),
            ),
            ("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST"),
            ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", &memory),
            ("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand"),
            ("AWS_LAMBDA_LOG_GROUP_NAME", &log_group),
            (
                "AWS_LAMBDA_LOG_STREAM_NAME",
                "2026/11/22/[$LATEST]0b1c2d3e4f5a6b7c8d9e0f1a2b3c4d5e",
            ),
            ("AWS_LAMBDA_LOG_FORMAT", "JSON"),
            ("AWS_XRAY_CONTEXT_MISSING", "LOG_ERROR"),
            ("LAMBDA_TASK_ROOT", "/var/task"),
            ("LAMBDA_RUNTIME_DIR", "/var/runtime"),
            ("LANG", "en_US.UTF-8"),
            ("PATH", "/usr/local/bin:/usr/bin/:/bin:/opt/bin"),
            ("TZ", ":UTC"),
        ];
        set.map(|(name, value)| (name.to_owned(), value.to_owned()))
            .into()
    }
}

fn aws(endpoints: &Endpoints) -> Vec<(String, String)> {
    let region = local_aws::endpoint::REGION;
    let set: [(&str, &str); 8] = [
        ("AWS_REGION", region),
        ("AWS_DEFAULT_REGION", region),
        ("AWS_ACCESS_KEY_ID", "ASIALOCALLOCALLOCAL0"),
        ("AWS_SECRET_ACCESS_KEY", "local"),
        ("AWS_SESSION_TOKEN", "local"),
        ("AWS_ENDPOINT_URL_DYNAMODB", &endpoints.dynamodb),
        ("AWS_ENDPOINT_URL_SQS", &endpoints.sqs),
        ("AWS_ENDPOINT_URL_SES", &endpoints.ses),
    ];
    set.map(|(name, value)| (name.to_owned(), value.to_owned()))
        .into()
}

impl Process {
    /// Waits until it asks for an event, or ends.
    ///
    /// # Errors
    /// It does neither as long as Lambda would wait.
    pub async fn ready(&mut self) -> Result<Start, Fault> {
        let waiting = async {
            tokio::select! {
                at = self.api.first_next() => Ok(at),
                ended = self.child.wait() => Err(ended),
            }
        };
        let ended = match timeout(START_WITHIN, waiting).await {
            Ok(Ok(at)) => return Ok(Start::Ready(at.duration_since(self.started))),
            Ok(Err(ended)) => ended?,
            Err(_) => return Err(format!("it does not start within {START_WITHIN:?}").into()),
        };
        for reader in self.readers.drain(..) {
            // It ended with the process; what it read is what counts.
            drop(reader.await);
        }
        Ok(Start::Refused(Refusal {
            status: ended,
            init_error: self.api.init_error(),
            lines: self.lines(),
        }))
    }

    /// Has it work on an event, as long as the template lets it.
    ///
    /// # Errors
    /// It does not answer in that time, or ends.
    pub async fn invoke(&mut self, event: &Value) -> Result<Answer, Fault> {
        self.invoke_within(event, self.timeout).await
    }

    /// Has it work on an event whose deadline is that near; the time-out of the template is waited for all the same.
    ///
    /// # Errors
    /// As [`Process::invoke`].
    pub async fn invoke_within(
        &mut self,
        event: &Value,
        deadline: Duration,
    ) -> Result<Answer, Fault> {
        let answer = self.api.hand_over(event, deadline);
        let within = self.timeout;
        let waiting = async {
            tokio::select! {
                answer = answer => Ok(answer?),
                ended = self.child.wait() => Err(Fault::from(format!("it ended: {ended:?}"))),
            }
        };
        match timeout(within, waiting).await {
            Ok(Ok(answer)) => Ok(answer),
            Ok(Err(error)) => Err(format!("{error}; it said {:?}", self.lines()).into()),
            Err(_) => Err(format!("no answer within its time-out of {within:?}").into()),
        }
    }

    /// As [`Process::invoke`], of something that must not be an error.
    ///
    /// # Errors
    /// It is one.
    pub async fn answer(&mut self, event: &Value) -> Result<Value, Fault> {
        match self.invoke(event).await?.outcome {
            Outcome::Response(value) => Ok(value),
            Outcome::Error(error) => Err(format!("an error: {error}").into()),
        }
    }

    /// How long ago it was started, at a moment.
    pub fn since_start(&self, at: Instant) -> Duration {
        at.duration_since(self.started)
    }

    /// Every line that it wrote.
    pub fn lines(&self) -> Vec<String> {
        self.lines
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// The most memory that it ever had, in KiB.
    ///
    /// # Errors
    /// It has ended, or this is not Linux.
    pub fn memory_peak_kib(&self) -> Result<u64, Fault> {
        let id = self.child.id().ok_or("it has ended")?;
        let status = fs::read_to_string(format!("/proc/{id}/status"))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let figure = line.and_then(|line| line.trim().strip_suffix(" kB"));
        Ok(figure.ok_or("no VmHWM in /proc")?.trim().parse()?)
    }
}

async fn read(from: impl AsyncRead + Unpin, into: Arc<Mutex<Vec<String>>>) {
    let mut lines = BufReader::new(from).lines();
    while let Ok(Some(line)) = lines.next_line().await {
        into.lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(line);
    }
}
