//! Talks to a host that runs, as any other program would: by its API and its callback address.

use std::path::PathBuf;
use std::time::Duration;

use reqwest::{Method, RequestBuilder, Response, StatusCode};
use runtime::config::SHORT_CODE_DEFAULT;
use serde_json::Value;
use uuid::Uuid;

use crate::data_folder::{DataFolder, FolderError};
use crate::settings::{Settings, set};

/// Longer than anything may take that a person waits for.
const TIMEOUT: Duration = Duration::from_secs(30);

/// Which host is meant: the one on a data folder, or one that is named.
#[derive(Clone, Debug, clap::Args)]
pub struct Where {
    /// The data folder of the host that runs.
    #[arg(long, value_name = "DIR", default_value = ".malipo")]
    pub data: PathBuf,
    /// The host's address, where it has another folder or another machine.
    #[arg(long, value_name = "URL")]
    pub url: Option<String>,
    /// The API key, where it is not in the folder.
    #[arg(long, env = "MALIPO_API_KEY", hide_env_values = true)]
    pub key: Option<String>,
    /// The secret part of the callback addresses, where it is not in the folder.
    #[arg(long, env = "MALIPO_HOOK_TOKEN", hide_env_values = true)]
    pub hook_token: Option<String>,
}

/// Why the host does not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// The folder cannot be used.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// No host runs.
    #[error("no host runs on {0}; start one with `cargo dev`, or name one with --url")]
    NotRunning(String),
    /// A key or token is not known.
    #[error("{0} is not known; give it with {1}")]
    NoSecret(&'static str, &'static str),
    /// Nobody listens where the host should be.
    #[error("no host answers at {0}; start one with `cargo dev`, or name one with --url")]
    NotAnswering(String),
    /// The host's answer did not come.
    #[error("the host did not answer")]
    Broken(#[from] reqwest::Error),
    /// The key or token is a wrong one.
    #[error("the host does not take {0}; if it was started with {1} set, set the same here")]
    WrongSecret(&'static str, &'static str),
    /// The host refuses.
    #[error("{detail}")]
    Refused {
        /// The HTTP status.
        status: StatusCode,
        /// What the host says about it.
        detail: String,
    },
}

/// A host that runs.
#[derive(Clone)]
pub struct Client {
    http: reqwest::Client,
    base: String,
    key: Option<String>,
    hook_token: Option<String>,
    short_code: String,
}

impl Where {
    /// Finds the host. That it answers is not sure yet.
    pub fn find(&self) -> Result<Client, ClientError> {
        let folder = DataFolder::at(&self.data);
        let running = folder.running()?;
        let base = match (&self.url, &running) {
            (Some(url), _) => url.trim_end_matches('/').to_owned(),
            (None, Some(running)) => format!("http://127.0.0.1:{}", running.port),
            (None, None) => return Err(ClientError::NotRunning(self.data.display().to_string())),
        };
        let kept = Settings::of(&folder)?;
        let choose = |given: &Option<String>, kept: &Option<String>| {
            set(given).or_else(|| set(kept)).map(str::to_owned)
        };
        Ok(Client {
            http: reqwest::Client::builder().timeout(TIMEOUT).build()?,
            base,
            key: choose(&self.key, &kept.api_key),
            hook_token: choose(&self.hook_token, &kept.hook_token),
            short_code: running.map_or_else(
                || SHORT_CODE_DEFAULT.to_owned(),
                |running| running.short_code,
            ),
        })
    }
}

impl Client {
    /// The short code of the callback address.
    pub fn short_code(&self) -> &str {
        &self.short_code
    }

    /// Sends a callback to one of the callback addresses, and answers status and body.
    pub async fn callback(
        &self,
        hook: &str,
        body: String,
    ) -> Result<(StatusCode, String), ClientError> {
        let missing = ClientError::NoSecret("the callback token", "--hook-token");
        let token = self.hook_token.as_deref().ok_or(missing)?;
        let request = self
            .http
            .post(format!("{}/hooks/{token}/{hook}", self.base));
        let request = request
            .header("content-type", "application/json")
            .body(body);
        let response = self.send(request).await?;
        let status = response.status();
        if status == StatusCode::NOT_FOUND {
            return Err(ClientError::WrongSecret(
                "this callback token",
                "MALIPO_HOOK_TOKEN",
            ));
        }
        Ok((status, response.text().await?))
    }

    /// Reads a resource of the API; nothing where there is none.
    pub async fn get(&self, path: &str) -> Result<Option<Value>, ClientError> {
        let response = self.send(self.request(Method::GET, path)?).await?;
        match answer(response).await {
            Err(ClientError::Refused {
                status: StatusCode::NOT_FOUND,
                ..
            }) => Ok(None),
            answered => answered.map(Some),
        }
    }

    /// Asks the API for something new.
    pub async fn post(&self, path: &str, body: &Value) -> Result<Value, ClientError> {
        let request = self.request(Method::POST, path)?;
        let request = request
            .header("idempotency-key", Uuid::new_v4().to_string())
            .json(body);
        answer(self.send(request).await?).await
    }

    /// Has the API take something back, and answers what is left of it.
    pub async fn delete(&self, path: &str) -> Result<Value, ClientError> {
        let request = self.request(Method::DELETE, path)?;
        answer(self.send(request).await?).await
    }

    /// Without the address in a failure: a callback's holds its token.
    async fn send(&self, request: RequestBuilder) -> Result<Response, ClientError> {
        request.send().await.map_err(|error| {
            if error.is_connect() {
                ClientError::NotAnswering(self.base.clone())
            } else {
                error.without_url().into()
            }
        })
    }

    fn request(&self, method: Method, path: &str) -> Result<RequestBuilder, ClientError> {
        let missing = ClientError::NoSecret("the API key", "--key");
        let key = self.key.as_deref().ok_or(missing)?;
        let request = self
            .http
            .request(method, format!("{}/api/v1{path}", self.base));
        Ok(request.bearer_auth(key))
    }
}

async fn answer(response: Response) -> Result<Value, ClientError> {
    let status = response.status();
    let body = response.text().await?;
    let json: Option<Value> = serde_json::from_str(&body).ok();
    if status == StatusCode::UNAUTHORIZED {
        return Err(ClientError::WrongSecret("this API key", "MALIPO_API_KEY"));
    }
    if !status.is_success() {
        let told = json.as_ref().and_then(|problem| problem["detail"].as_str());
        let detail = told.map_or_else(|| format!("the host answers {status}"), str::to_owned);
        return Err(ClientError::Refused { status, detail });
    }
    Ok(json.unwrap_or(Value::Null))
}
