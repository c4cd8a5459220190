//! One deployment of the template: what its parameters, references, conditions and secrets stand for.
//! As much of CloudFormation as the settings of functions use; anything else is refused, not guessed.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{Fault, Template};

/// What CloudFormation knows without being told.
const PSEUDO_PARAMETERS: [(&str, &str); 4] = [
    ("AWS::StackName", "malipo-staging"),
    ("AWS::Region", local_aws::endpoint::REGION),
    ("AWS::AccountId", "123456789012"),
    ("AWS::Partition", "aws"),
];

/// A value that takes its key away.
const NO_VALUE: &str = "AWS::NoValue";

/// How a setting refers to a secret.
const SECRET: &str = "{{resolve:secretsmanager:";

/// What the names in the template stand for.
#[derive(Clone, Debug, Default)]
pub struct Deployment {
    /// Parameters that are not left at their defaults.
    pub parameters: BTreeMap<String, String>,
    /// What `!Ref` of a resource is, where that is not its own name.
    pub references: BTreeMap<String, String>,
    /// The contents of secrets, by name.
    pub secrets: BTreeMap<String, String>,
}

impl Deployment {
    /// A value as text, or nothing where it is not set.
    ///
    /// # Errors
    /// It says something that is not understood here.
    pub fn text(&self, template: &Template, value: &Value) -> Result<Option<String>, Fault> {
        let text = match value {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            Value::Bool(is) => Some(is.to_string()),
            Value::Object(call) => {
                let (function, argument) = call.iter().next().ok_or("an empty object")?;
                self.call(template, function, argument)?
            }
            _ => return Err(format!("not a setting: {value}").into()),
        };
        text.map(|text| self.with_secrets(text)).transpose()
    }

    /// Whether a condition of the template holds.
    ///
    /// # Errors
    /// It says something that is not understood here.
    pub fn holds(&self, template: &Template, name: &str) -> Result<bool, Fault> {
        match &template.section("Conditions")[name] {
            Value::Null => Err(format!("there is no condition {name}").into()),
            condition => self.judge(template, condition),
        }
    }

    fn call(
        &self,
        template: &Template,
        function: &str,
        argument: &Value,
    ) -> Result<Option<String>, Fault> {
        match (function, argument) {
            ("Ref", Value::String(name)) if name == NO_VALUE => Ok(None),
            ("Ref", Value::String(name)) => self.reference(template, name).map(Some),
            ("Fn::Sub", Value::String(text)) => self.substitute(template, text).map(Some),
            ("Fn::If", Value::Array(parts)) => match parts.as_slice() {
                [Value::String(condition), yes, no] => {
                    let holds = self.holds(template, condition)?;
                    self.text(template, if holds { yes } else { no })
                }
                _ => Err("Fn::If takes three".into()),
            },
            _ => Err(format!("{function} of {argument} is not known here").into()),
        }
    }

    fn reference(&self, template: &Template, name: &str) -> Result<String, Fault> {
        let pseudo = PSEUDO_PARAMETERS.iter().find(|(known, _)| *known == name);
        if let Some((_, value)) = pseudo {
            return Ok((*value).to_owned());
        }
        if let Some(value) = self
            .parameters
            .get(name)
            .or_else(|| self.references.get(name))
        {
            return Ok(value.clone());
        }
        let default = match &template.section("Parameters")[name]["Default"] {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        };
        let is_resource = !template.section("Resources")[name].is_null();
        default
            .or_else(|| is_resource.then(|| name.to_owned()))
            .ok_or_else(|| {
                format!("{name} is neither a resource nor a parameter with a value").into()
            })
    }

    fn substitute(&self, template: &Template, text: &str) -> Result<String, Fault> {
        let mut parts = text.split("${");
        let mut whole = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (name, rest) = part.split_once('}').ok_or("a `${` that does not end")?;
            whole.push_str(&self.reference(template, name)?);
            whole.push_str(rest);
        }
        Ok(whole)
    }

    fn judge(&self, template: &Template, condition: &Value) -> Result<bool, Fault> {
        let call = condition.as_object().and_then(|it| it.iter().next());
        let (function, argument) = call.ok_or("a condition that is none")?;
        let parts = argument.as_array().map_or(&[][..], Vec::as_slice);
        match (function.as_str(), parts) {
            ("Condition", _) => self.holds(template, argument.as_str().unwrap_or_default()),
            ("Fn::Equals", [one, other]) => {
                Ok(self.text(template, one)? == self.text(template, other)?)
            }
            ("Fn::Not", [one]) => Ok(!self.judge(template, one)?),
            ("Fn::And", all) => {
                let judged: Result<Vec<bool>, Fault> =
                    all.iter().map(|it| self.judge(template, it)).collect();
                Ok(judged?.into_iter().all(|holds| holds))
            }
            ("Fn::Or", any) => {
                let judged: Result<Vec<bool>, Fault> =
                    any.iter().map(|it| self.judge(template, it)).collect();
                Ok(judged?.into_iter().any(|holds| holds))
            }
            _ => Err(format!("{function} is not known here").into()),
        }
    }

    /// As CloudFormation resolves them when it deploys: the whole secret, or one key of its JSON.
    fn with_secrets(&self, text: String) -> Result<String, Fault> {
        let Some((before, rest)) = text.split_once(SECRET) else {
            return Ok(text);
        };
        let (named, after) = rest.split_once("}}").ok_or("a secret that does not end")?;
        let mut parts = named.split(':');
        let (name, form, key) = (parts.next(), parts.next(), parts.next());
        let secret = name.and_then(|name| self.secrets.get(name));
        let secret = secret.ok_or_else(|| format!("there is no secret {name:?}"))?;
        if form != Some("SecretString") {
            return Err(format!("not a way to refer to a secret: {named}").into());
        }
        let value = match key {
            None => secret.clone(),
            Some(key) => {
                let content: Value = serde_json::from_str(secret)?;
                let value = content[key].as_str();
                value
                    .ok_or_else(|| format!("the secret has no {key}"))?
                    .to_owned()
            }
        };
        Ok(format!("{before}{value}{after}"))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn template() -> Template {
        Template {
            document: json!({
                "Parameters": {"Mail": {"Default": ""}, "Above": {"Default": 10000}},
                "Conditions": {
                    "HasMail": {"Fn::Not": [{"Fn::Equals": [{"Ref": "Mail"}, ""]}]},
                    "Both": {"Fn::And": [{"Condition": "HasMail"}, {"Fn::Equals": ["a", "a"]}]},
                },
                "Resources": {"Queue": {"Type": "AWS::SQS::Queue"}},
            }),
        }
    }

    fn text(deployment: &Deployment, value: Value) -> Result<Option<String>, String> {
        deployment
            .text(&template(), &value)
            .map_err(|error| error.to_string())
    }

    #[test]
    fn what_is_not_set_is_told_from_what_is_empty() {
        let with_mail = Deployment {
            parameters: [("Mail".to_owned(), "a@b.c".to_owned())].into(),
            ..Deployment::default()
        };
        let either = json!({"Fn::If": ["HasMail", {"Ref": "Mail"}, {"Ref": "AWS::NoValue"}]});
        assert_eq!(text(&with_mail, either.clone()), Ok(Some("a@b.c".into())));
        assert_eq!(text(&Deployment::default(), either), Ok(None));
        assert_eq!(
            text(&with_mail, json!({"Ref": "Above"})),
            Ok(Some("10000".into()))
        );
        assert!(
            with_mail
                .holds(&template(), "Both")
                .is_ok_and(|holds| holds)
        );
    }

    #[test]
    fn secrets_are_found_whole_and_by_key() {
        let deployment = Deployment {
            secrets: [
                ("Whole".to_owned(), "s3cret".to_owned()),
                ("keys".to_owned(), r#"{"one": "1"}"#.to_owned()),
            ]
            .into(),
            references: [("Queue".to_owned(), "Whole".to_owned())].into(),
            ..Deployment::default()
        };
        let resolved = |reference: &str| {
            let call = format!("{{{{resolve:secretsmanager:{reference}}}}}");
            text(&deployment, json!({"Fn::Sub": call}))
        };
        assert_eq!(resolved("${Queue}:SecretString"), Ok(Some("s3cret".into())));
        assert_eq!(resolved("keys:SecretString:one"), Ok(Some("1".into())));
        assert!(resolved("keys:SecretString:two").is_err());
        assert!(resolved("other:SecretString").is_err());
    }

    #[test]
    fn what_is_not_understood_is_refused() {
        let deployment = Deployment::default();
        assert!(text(&deployment, json!({"Fn::Base64": "x"})).is_err());
        assert!(text(&deployment, json!({"Ref": "Nobody"})).is_err());
        assert!(text(&deployment, json!({"Fn::If": ["Nobody", "a", "b"]})).is_err());
    }
}
