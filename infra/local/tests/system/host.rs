//! A host that a test started. When it goes out of scope it is stopped, and its books are checked.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::Duration;

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::program::{Folder, check, malipo};

/// How long anything that a test waits for may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// How often it is looked.
const LOOK_EVERY: Duration = Duration::from_millis(25);

/// Where callbacks say that the money went.
pub const SHORT_CODE: &str = "600966";

/// A running host.
pub struct Host {
    process: Child,
    folder: Folder,
    address: String,
    key: String,
    token: String,
    http: reqwest::Client,
    /// Everything it printed until it was ready.
    pub printed: Vec<String>,
}

impl Host {
    /// With an empty store in a folder of its own.
    pub fn empty() -> Self {
        Self::on(Folder::new(), &["--no-demo"])
    }

    /// On a folder, with more arguments.
    pub fn on(folder: Folder, arguments: &[&str]) -> Self {
        let mut process = malipo()
            .args(["serve", "--port", "0", "--data"])
            .arg(folder.data())
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(
                File::options()
                    .create(true)
                    .append(true)
                    .open(folder.log())
                    .unwrap(),
            )
            .spawn()
            .unwrap();
        let printed = read_until_ready(&mut process, &folder);
        let running = read_json(&folder.data().join("running.json"));
        let settings = read_json(&folder.data().join("settings.json"));
        assert_eq!(running["pid"], process.id());
        Self {
            process,
            address: format!("http://127.0.0.1:{}", running["port"]),
            key: text(&settings["MALIPO_API_KEY"]),
            token: text(&settings["MALIPO_HOOK_TOKEN"]),
            http: reqwest::Client::new(),
            folder,
            printed,
        }
    }

    pub fn folder(&self) -> Folder {
        self.folder.clone()
    }

    pub fn address(&self) -> &str {
        &self.address
    }

    /// Sends a callback. No answer at all is what a killed host gives.
    pub async fn callback(&self, hook: &str, body: &Value) -> Option<(StatusCode, Value)> {
        self.caller().send(hook, body).await
    }

    /// Something that sends callbacks while the host itself is held elsewhere.
    pub fn caller(&self) -> Caller {
        Caller {
            http: self.http.clone(),
            hooks: format!("{}/hooks/{}", self.address, self.token),
        }
    }

    pub async fn get(&self, path: &str) -> Value {
        let (status, body) = self.ask(Method::GET, path, None).await;
        assert_eq!(status, 200, "GET {path}: {body}");
        body
    }

    pub async fn post(&self, path: &str, body: Value) -> Value {
        let (status, answer) = self.ask(Method::POST, path, Some(body)).await;
        assert!(status.is_success(), "POST {path}: {status} {answer}");
        answer
    }

    /// Asks whatever address, with the key where it is one of the API's.
    pub async fn ask(
        &self,
        method: Method,
        path: &str,
        body: Option<Value>,
    ) -> (StatusCode, Value) {
        let mut request = self.http.request(method, format!("{}{path}", self.address));
        request = request.header("accept", "application/json");
        if path.starts_with("/api/") {
            request = request.bearer_auth(&self.key);
        }
        if let Some(body) = body {
            let key = uuid::Uuid::new_v4().to_string();
            request = request.header("idempotency-key", key).json(&body);
        }
        let response = request.send().await.unwrap();
        let status = response.status();
        let body = response.text().await.unwrap();
        (
            status,
            serde_json::from_str(&body).unwrap_or(Value::String(body)),
        )
    }

    /// Sends a plain form of one of the host's own pages, as a browser does, and answers where that leads to.
    pub async fn submit(&self, path: &str, fields: &[(&str, &str)]) -> (StatusCode, String) {
        // A query is written like a form.
        let address = format!("{}{path}", self.address);
        let written = reqwest::Url::parse_with_params(&address, fields).unwrap();
        let request = self.http.post(address);
        let request = request
            .header("content-type", "application/x-www-form-urlencoded")
            .body(written.query().unwrap_or_default().to_owned());
        let response = request.send().await.unwrap();
        (response.status(), response.text().await.unwrap())
    }

    /// A new customer's account number.
    pub async fn customer(&self, name: &str, phones: &[&str]) -> String {
        let customer = json!({"name": name, "phones": phones, "emails": [], "language": "en"});
        text(&self.post("/api/v1/customers", customer).await["account_number"])
    }

    pub async fn balance(&self, account: &str) -> String {
        let balance = self
            .get(&format!("/api/v1/customers/{account}/balance"))
            .await;
        text(&balance["balance"])
    }

    /// Ends it as a power cut would.
    pub fn kill(mut self) -> Folder {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
        self.folder.clone()
    }

    /// Asks it to stop, and waits until it did.
    pub fn terminate(&mut self) -> ExitStatus {
        let id = self.process.id().to_string();
        assert!(
            Command::new("kill")
                .args(["-TERM", &id])
                .status()
                .unwrap()
                .success()
        );
        self.process.wait().unwrap()
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let log = std::fs::read_to_string(self.folder.log()).unwrap_or_default();
            let from = log.lines().count().saturating_sub(40);
            let end: Vec<&str> = log.lines().skip(from).collect();
            eprintln!("the end of the host's log:\n{}", end.join("\n"));
            let _ = self.process.kill();
            let _ = self.process.wait();
            return;
        }
        if self.process.try_wait().unwrap().is_some() {
            return;
        }
        assert!(self.terminate().success());
        let books = check(&self.folder, &[]);
        assert!(books.holds, "{}", books.printed);
    }
}

/// Sends callbacks.
#[derive(Clone)]
pub struct Caller {
    http: reqwest::Client,
    hooks: String,
}

impl Caller {
    pub async fn send(&self, hook: &str, body: &Value) -> Option<(StatusCode, Value)> {
        let request = self.http.post(format!("{}/{hook}", self.hooks)).json(body);
        let response = request.send().await.ok()?;
        let status = response.status();
        Some((status, response.json().await.ok()?))
    }
}

/// A confirmation as M-PESA sends it.
pub fn confirmation(receipt: &str, amount: &str, reference: &str) -> Value {
    json!({
        "TransactionType": "Pay Bill", "TransID": receipt, "TransTime": "20261101090000",
        "TransAmount": amount, "BusinessShortCode": SHORT_CODE, "BillRefNumber": reference,
        "InvoiceNumber": "", "OrgAccountBalance": "", "ThirdPartyTransID": "",
        "MSISDN": "2547 ***** 126", "FirstName": "NICHOLAS", "MiddleName": "", "LastName": "",
    })
}

/// Asks again until the answer is the one that is waited for.
pub async fn eventually<T>(what: &str, mut answer: impl AsyncFnMut() -> Option<T>) -> T {
    let waited = async {
        loop {
            if let Some(answer) = answer().await {
                return answer;
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
    };
    let waited = tokio::time::timeout(PATIENCE, waited).await;
    waited.unwrap_or_else(|_| panic!("never came: {what}"))
}

pub fn text(value: &Value) -> String {
    value
        .as_str()
        .unwrap_or_else(|| panic!("no text: {value}"))
        .to_owned()
}

fn read_json(path: &Path) -> Value {
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

/// Goes on reading afterwards, so that the host never waits for a reader.
fn read_until_ready(process: &mut Child, folder: &Folder) -> Vec<String> {
    let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
    let mut printed = Vec::new();
    for line in lines.by_ref() {
        let line = line.unwrap();
        if line == "ready" {
            std::thread::spawn(move || lines.for_each(drop));
            return printed;
        }
        printed.push(line);
    }
    let log = std::fs::read_to_string(folder.log()).unwrap_or_default();
    panic!("the host did not start: {printed:?}\n{log}");
}
