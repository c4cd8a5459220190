//! The deployment under test: its functions, what they work with, and the requests that parties outside send.
//! Plays Lambda's poller between a queue and its function.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};

use aws_sdk_sqs::types::Message;
use chrono::{Days, Duration, Utc};
use serde_json::Value;
use uuid::Uuid;

use crate::event::{self, HttpAnswer};
use crate::function::{Function, Process, Program};
use crate::options::Options;
use crate::report::same;
use crate::stack::Stack;
use crate::template::{Fault, Template};

/// How far Nairobi is ahead, in hours.
const NAIROBI_HOURS: i64 = 3;

/// Everything that is tried.
pub struct Bench {
    /// What the template says.
    pub template: Template,
    /// What the functions work with.
    pub stack: Stack,
    functions: BTreeMap<String, Function>,
    receipts: AtomicU64,
}

impl Bench {
    /// Deploys the template, and finds the programs.
    ///
    /// # Errors
    /// Something of it cannot be made.
    pub async fn new(options: &Options) -> Result<Self, Fault> {
        let template = Template::read(&options.template)?;
        let stack = Stack::deploy(&template).await?;
        let mut functions = BTreeMap::new();
        for (resource, name) in &options.functions {
            let program = Program {
                command: options.programs.join(name).join("bootstrap"),
                arguments: Vec::new(),
                folder: options.programs.clone(),
                variables: BTreeMap::new(),
            };
            let settings = template.function(resource, &stack.deployment)?;
            let function = Function {
                resource: resource.clone(),
                name: name.clone(),
                program,
                settings,
            };
            functions.insert(name.clone(), function);
        }
        let in_template = template.resources("AWS::Lambda::Function").count();
        same("the number of functions", functions.len(), in_template)?;
        Ok(Self {
            template,
            stack,
            functions,
            receipts: AtomicU64::new(1),
        })
    }

    /// Every function, by name.
    pub fn functions(&self) -> impl Iterator<Item = &Function> {
        self.functions.values()
    }

    /// One of them.
    ///
    /// # Errors
    /// There is none of this name.
    pub fn function(&self, name: &str) -> Result<&Function, Fault> {
        Ok(self
            .functions
            .get(name)
            .ok_or_else(|| format!("no function {name}"))?)
    }

    /// A process of it that works.
    ///
    /// # Errors
    /// It does not start.
    pub async fn start(&self, name: &str) -> Result<Process, Fault> {
        self.function(name)?
            .start_well(&self.stack.endpoints())
            .await
    }

    /// Asks a function over HTTP; the template has to lead the event there.
    ///
    /// # Errors
    /// It does not, or the answer is none.
    pub async fn ask(
        &self,
        process: &mut Process,
        name: &str,
        event: &Value,
    ) -> Result<HttpAnswer, Fault> {
        let route = event["routeKey"].as_str().unwrap_or_default();
        let resource = &self.function(name)?.resource;
        if !self.template.leads_to(route, resource) {
            return Err(format!("the template does not lead {route} to {resource}").into());
        }
        HttpAnswer::read(&process.answer(event).await?)
    }

    /// A confirmation of M-PESA with a receipt of its own.
    ///
    /// # Errors
    /// The recorded event is not there.
    pub fn confirmation(&self, account: &str, amount: &str) -> Result<Value, Fault> {
        self.payment("callbacks_confirmation", account, amount)
    }

    /// M-PESA's question whether a payment may happen.
    ///
    /// # Errors
    /// As [`Bench::confirmation`].
    pub fn validation(&self, account: &str) -> Result<Value, Fault> {
        self.payment("callbacks_validation", account, "1000.00")
    }

    fn payment(&self, event: &str, account: &str, amount: &str) -> Result<Value, Fault> {
        let number = self.receipts.fetch_add(1, Ordering::Relaxed);
        let paid_at = Utc::now() + Duration::hours(NAIROBI_HOURS);
        let given = [
            ("hook_token", self.stack.secret("HookTokenSecret")?),
            ("receipt", &format!("TK{number:08}")),
            ("paid_at", &paid_at.format("%Y%m%d%H%M%S").to_string()),
            ("amount", amount),
            ("account", account),
        ];
        event::recorded(event, &given)
    }

    /// A request to the API, with the administrator's key and an `Idempotency-Key` of its own.
    ///
    /// # Errors
    /// The recorded event is not there, or wants something else.
    pub fn request(&self, event: &str, given: &[(&str, &str)]) -> Result<Value, Fault> {
        let key = Uuid::new_v4().to_string();
        let due_on = (Utc::now().date_naive() + Days::new(10)).to_string();
        let always = [
            ("api_key", self.stack.secret("ApiKeySecret")?),
            ("key", &key),
            ("due_on", &due_on),
        ];
        event::recorded(event, &[given, &always].concat())
    }

    /// A customer who owes 1,250.00 in ten days; their account number.
    ///
    /// # Errors
    /// The API says no.
    pub async fn customer(
        &self,
        api: &mut Process,
        phone: &str,
        email: &str,
    ) -> Result<String, Fault> {
        let event = self.request("api_new_customer", &[("phone", phone), ("email", email)])?;
        let created = self.ask(api, "api", &event).await?;
        same("the status of a new customer", created.status, 201)?;
        let account = created.json()?["account_number"]
            .as_str()
            .map(str::to_owned);
        let account = account.ok_or("a customer without an account number")?;
        let event = self.request("api_new_obligation", &[("account", &account)])?;
        let owed = self.ask(api, "api", &event).await?;
        same(
            "the status of a new obligation",
            (owed.status, owed.text().contains("1250.00")),
            (201, true),
        )?;
        Ok(account)
    }

    /// Hands what waits on a function's queue to it, with a message among it that is not one of ours, and takes off the
    /// queue what it does not name. Answers with what was handed over.
    ///
    /// # Errors
    /// It names anything but that one.
    pub async fn work_off(&self, process: &mut Process, name: &str) -> Result<Vec<Message>, Fault> {
        let (queue, size) = self.source_of(name)?;
        let messages = self.stack.receive(queue).await?;
        if messages.is_empty() || messages.len() as u64 > size {
            return Err(format!("{} messages wait on {queue}", messages.len()).into());
        }
        let (event, poison) = event::batch(queue, &messages)?;
        let answer = process.answer(&event).await?;
        same(
            "what stays on the queue",
            event::failures(&answer)?,
            vec![poison],
        )?;
        for message in &messages {
            self.stack.delete(queue, message).await?;
        }
        Ok(messages)
    }

    /// The queue that a function works on, and how many messages it takes.
    ///
    /// # Errors
    /// It has none.
    pub fn source_of(&self, name: &str) -> Result<(&str, u64), Fault> {
        let resource = &self.function(name)?.resource;
        let source = self.template.source_of(resource);
        Ok(source.ok_or_else(|| format!("{resource} works on no queue"))?)
    }

    /// The event of a function's schedule.
    ///
    /// # Errors
    /// It has none.
    pub fn schedule(&self, name: &str) -> Result<Value, Fault> {
        let resource = &self.function(name)?.resource;
        let schedule = self.template.schedule_of(resource);
        schedule.ok_or_else(|| format!("{resource} has no schedule"))?;
        event::recorded("schedule", &[("schedule", resource)])
    }

    /// A page as a browser asks for it.
    ///
    /// # Errors
    /// The recorded event is not there.
    pub fn page(&self, path: &str, encoding: &str, cookie: &str) -> Result<Value, Fault> {
        event::recorded(
            "portal_page",
            &[("path", path), ("encoding", encoding), ("cookie", cookie)],
        )
    }
}
