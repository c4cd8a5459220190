//! Reading the template by its lines: its resources, and the environment variables that it sets.

use crate::finding::Finding;
use crate::tree;

/// Where it is.
pub const TEMPLATE: &str = "infra/template.yaml";

/// A function.
pub const FUNCTION: &str = "AWS::Serverless::Function";

/// A queue.
pub const QUEUE: &str = "AWS::SQS::Queue";

/// What has a function work on a queue.
pub const MAPPING: &str = "AWS::Lambda::EventSourceMapping";

/// Where a queue names its dead letters.
pub const DEAD_LETTERS: &str = "deadLetterTargetArn";

/// What stands under a name in `Resources`.
pub struct Resource {
    /// Its name.
    pub name: String,
    /// Where it begins, counted from 1.
    pub line: usize,
    /// Its properties, without their indentation.
    pub lines: Vec<String>,
}

impl Resource {
    /// What stands behind the first `key:`.
    pub fn value(&self, key: &str) -> Option<&str> {
        let value = |line: &'_ String| {
            line.strip_prefix(key)
                .is_some_and(|it| it.starts_with(": "))
        };
        let line = self.lines.iter().find(|line| value(line))?;
        Some(line[key.len() + 2..].trim())
    }

    /// The same, where it is a number.
    pub fn number(&self, key: &str) -> Option<u32> {
        self.value(key)?.parse().ok()
    }

    /// The resource that `key: !Ref Name` or `key: !GetAtt Name.Arn` names.
    pub fn target_of(&self, key: &str) -> Option<&str> {
        let (_, target) = self.value(key)?.split_once(' ')?;
        target.split('.').next()
    }

    /// A finding about it.
    pub fn finding(&self, what: impl AsRef<str>) -> Finding {
        Finding::at(
            TEMPLATE,
            self.line,
            format!("{} {}", self.name, what.as_ref()),
        )
    }
}

/// Every resource of the template.
pub fn template() -> Vec<Resource> {
    let resources = resources(&tree::text_of(TEMPLATE).unwrap_or_default());
    assert!(
        of_kind(&resources, FUNCTION).count() > 1,
        "is {TEMPLATE} here, and as we know it?"
    );
    resources
}

/// Those of one type.
pub fn of_kind<'a>(template: &'a [Resource], kind: &'a str) -> impl Iterator<Item = &'a Resource> {
    template
        .iter()
        .filter(move |it| it.value("Type") == Some(kind))
}

fn resources(text: &str) -> Vec<Resource> {
    let mut resources: Vec<Resource> = Vec::new();
    for (line, section, code) in code_lines(text) {
        if section != "Resources:" {
            continue;
        }
        let name = code.strip_prefix("  ").filter(|it| !it.starts_with(' '));
        if let Some(name) = name {
            let name = name.trim_end_matches(':').to_owned();
            resources.push(Resource {
                name,
                line,
                lines: Vec::new(),
            });
        } else if let Some(resource) = resources.last_mut() {
            resource.lines.push(code.trim().to_owned());
        }
    }
    resources
}

/// An environment variable that the template sets.
pub struct Variable<'a> {
    /// Its name.
    pub name: &'a str,
    /// Where, counted from 1.
    pub line: usize,
    /// Whether it is set for every function.
    pub global: bool,
}

/// What stands directly under any `Variables:`.
pub fn variables(text: &str) -> Vec<Variable<'_>> {
    let mut variables = Vec::new();
    let mut block: Option<usize> = None;
    for (line, section, code) in code_lines(text) {
        let indent = code.len() - code.trim_start().len();
        if block.is_some_and(|block| indent <= block) {
            block = None;
        }
        match (block, code.split_once(':')) {
            (Some(block), Some((name, _))) if indent == block + 2 => variables.push(Variable {
                name: name.trim(),
                line,
                global: section == "Globals:",
            }),
            (None, Some((name, ""))) if name.trim() == "Variables" => block = Some(indent),
            _ => {}
        }
    }
    variables
}

/// Lines that are neither empty nor a comment, with their number and the section that they are in.
fn code_lines(text: &str) -> impl Iterator<Item = (usize, &str, &str)> {
    let mut section = "";
    let numbered = text
        .lines()
        .enumerate()
        .map(|(index, line)| (index + 1, line.trim_end()));
    let code = numbered.filter(|(_, line)| !line.is_empty() && !line.trim_start().starts_with('#'));
    code.filter_map(move |(number, line)| {
        if line.starts_with(' ') {
            return Some((number, section, line));
        }
        section = line;
        None
    })
}

const SAMPLE: &str = "\
Globals:
  Function:
    Environment:
      # Everywhere.
      Variables:
        MALIPO_TABLE: !Ref Table
    Timeout: 3

Resources:
  # The one.
  Queue:
    Type: AWS::SQS::Queue
    Properties:
      VisibilityTimeout: 18
      RedrivePolicy:
        deadLetterTargetArn: !GetAtt Dead.Arn
  Worker:
    Type: AWS::Serverless::Function
    Properties:
      Environment:
        Variables:
          MALIPO_LIST: !If
            - Some: 1
          MALIPO_KEY: secret
Outputs:
  Name:
    Value: !Ref Queue
";

#[test]
fn resources_are_read_with_their_values() {
    let found = resources(SAMPLE);
    let names: Vec<(&str, usize)> = found.iter().map(|it| (it.name.as_str(), it.line)).collect();
    assert_eq!(names, [("Queue", 11), ("Worker", 17)]);
    assert_eq!(found[0].number("VisibilityTimeout"), Some(18));
    assert_eq!(found[0].target_of(DEAD_LETTERS), Some("Dead"));
    assert_eq!(found[1].value("Type"), Some(FUNCTION));
    assert_eq!(found[1].value("CodeUri"), None);
}

#[test]
fn variables_are_read_without_what_is_in_them() {
    let found: Vec<(&str, usize, bool)> = variables(SAMPLE)
        .iter()
        .map(|it| (it.name, it.line, it.global))
        .collect();
    let expected = [
        ("MALIPO_TABLE", 6, true),
        ("MALIPO_LIST", 22, false),
        ("MALIPO_KEY", 24, false),
    ];
    assert_eq!(found, expected);
}
