//! What the template says of functions, queues, table and routes, as CloudFormation would get it from SAM.
//! It must not know what runs where: see [`crate::stack`].

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;
use std::time::Duration;

use serde_json::Value;

use crate::template::deployment::Deployment;

pub mod deployment;

/// Whatever went wrong, told to the person who runs the check.
pub type Fault = Box<dyn Error + Send + Sync>;

/// The template, after SAM's translator.
pub struct Template {
    document: Value,
}

/// A function as Lambda would configure it.
#[derive(Clone, Debug)]
pub struct FunctionSettings {
    /// Its environment variables.
    pub variables: BTreeMap<String, String>,
    /// After which it is ended.
    pub timeout: Duration,
    /// How much it may use, in MiB.
    pub memory_mib: u64,
}

impl Template {
    /// Reads it.
    ///
    /// # Errors
    /// It is not there or is no JSON.
    pub fn read(path: &Path) -> Result<Self, Fault> {
        let text = std::fs::read_to_string(path)
            .map_err(|error| format!("{} cannot be read: {error}", path.display()))?;
        let document = serde_json::from_str(&text)?;
        Ok(Self { document })
    }

    /// Every resource of a type, with its properties.
    pub fn resources<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = (&'a str, &'a Value)> {
        let all = self.document["Resources"].as_object().into_iter().flatten();
        all.filter(move |(_, resource)| resource["Type"] == kind)
            .map(|(name, resource)| (name.as_str(), &resource["Properties"]))
    }

    /// A part of the document outside the resources, as in `Parameters`.
    pub fn section(&self, name: &str) -> &Value {
        &self.document[name]
    }

    /// What Lambda would give this function in that deployment.
    ///
    /// # Errors
    /// There is no such function, or it says something that is not understood here.
    pub fn function(&self, name: &str, deployment: &Deployment) -> Result<FunctionSettings, Fault> {
        let (_, properties) = self
            .resources("AWS::Lambda::Function")
            .find(|(resource, _)| *resource == name)
            .ok_or_else(|| format!("the template has no function {name}"))?;
        let mut variables = BTreeMap::new();
        let named = properties["Environment"]["Variables"].as_object();
        for (variable, value) in named.into_iter().flatten() {
            if let Some(value) = deployment.text(self, value)? {
                variables.insert(variable.clone(), value);
            }
        }
        let number = |key: &str| {
            let number = properties[key].as_u64();
            number.ok_or_else(|| format!("{name} has no {key}"))
        };
        Ok(FunctionSettings {
            variables,
            timeout: Duration::from_secs(number("Timeout")?),
            memory_mib: number("MemorySize")?,
        })
    }

    /// Whether API Gateway hands requests of this route to that function.
    pub fn leads_to(&self, route: &str, function: &str) -> bool {
        let (method, path) = route.split_once(' ').unwrap_or(("ANY", route));
        let method = match method {
            "ANY" => "x-amazon-apigateway-any-method".to_owned(),
            other => other.to_lowercase(),
        };
        self.resources("AWS::ApiGatewayV2::Api")
            .map(|(_, api)| where_it_holds(&api["Body"]["paths"][path]))
            .map(|operations| where_it_holds(&operations[method.as_str()]).to_string())
            .any(|operation| operation.contains(&format!("${{{function}.Arn}}")))
    }

    /// The rate of a function's schedule, or nothing where it has none.
    pub fn schedule_of(&self, function: &str) -> Option<&str> {
        self.resources("AWS::Scheduler::Schedule")
            .find(|(_, it)| {
                it["Target"]["Arn"]
                    .to_string()
                    .contains(&format!("\"{function}\""))
            })
            .and_then(|(_, it)| it["ScheduleExpression"].as_str())
    }

    /// The queue that a function works on, and how many messages it takes at a time.
    pub fn source_of(&self, function: &str) -> Option<(&str, u64)> {
        let (_, source) = self
            .resources("AWS::Lambda::EventSourceMapping")
            .find(|(_, it)| it["FunctionName"]["Ref"] == function)?;
        let queue = &source["EventSourceArn"]["Fn::GetAtt"];
        let queue = queue.get(0).and_then(Value::as_str)?;
        Some((queue, source["BatchSize"].as_u64()?))
    }
}

/// What there is where the condition of an optional part holds, as all do in what is tried.
fn where_it_holds(value: &Value) -> &Value {
    match &value["Fn::If"] {
        Value::Array(parts) => parts.get(1).map_or(value, where_it_holds),
        _ => value,
    }
}
