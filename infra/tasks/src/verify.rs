//! `cargo verify`: every check, in order of what it costs to find out.
//!
//! One cargo at a time in one target folder, so that each step reuses what the one before it built.

use std::time::{Duration, Instant};

use crate::failure::Failure;
use crate::{
    advisories, browser, cargo, frontend, holidays, licences, machine, template, test_programs,
};

struct Step {
    name: &'static str,
    about: &'static str,
    run: fn() -> Result<(), Failure>,
}

const STEPS: &[Step] = &[
    Step {
        name: "set-up",
        about: "what the other steps need is on this machine",
        run: machine::set_up,
    },
    Step {
        name: "format",
        about: "the code is formatted",
        run: || cargo::run(&["fmt", "--all", "--check"], &[]),
    },
    Step {
        name: "licences",
        about: "every dependency may be used and shipped",
        run: licences::check,
    },
    Step {
        name: "advisories",
        about: "no dependency has a known vulnerability",
        run: advisories::check,
    },
    Step {
        name: "template",
        about: "what is deployed to AWS is valid, as far as that shows without an account",
        run: template::check,
    },
    Step {
        name: "clippy",
        about: "no lint has anything to say",
        run: || {
            let arguments = [
                "clippy",
                "--workspace",
                "--all-targets",
                "--",
                "-D",
                "warnings",
            ];
            cargo::run(&arguments, &[])
        },
    },
    Step {
        name: "wasm",
        about: "the domain compiles for a browser",
        run: || {
            let target = "wasm32-unknown-unknown";
            cargo::run(&["check", "--package", "billing", "--target", target], &[])
        },
    },
    Step {
        name: "frontend",
        about: "the live elements are made, for the build to take them in",
        run: frontend::build,
    },
    Step {
        name: "build",
        about: "everything builds",
        run: cargo::build,
    },
    Step {
        name: "holidays",
        about: "the holidays are those of an independent calendar",
        run: holidays::check,
    },
    Step {
        name: "tests",
        about: "every test passes",
        run: test_programs::run,
    },
    Step {
        name: "browser",
        about: "every page works in Chromium, for everybody, with JavaScript and without",
        run: browser::check,
    },
    Step {
        name: "docs",
        about: "the documentation builds and its links lead somewhere",
        run: || {
            let arguments = [
                "doc",
                "--workspace",
                "--no-deps",
                "--document-private-items",
            ];
            cargo::run(&arguments, &[("RUSTDOCFLAGS", "-D warnings")])
        },
    },
];

enum Outcome {
    Passed(Duration),
    Failed(Duration, Failure),
    NotRun,
}

#[derive(Debug, Default, PartialEq)]
struct Options {
    list: bool,
    keep_going: bool,
    only: Vec<String>,
}

/// Runs the chosen steps and ends with a table of what came out.
pub fn run(arguments: &[String]) -> Result<(), Failure> {
    let options = parse(arguments)?;
    if options.list {
        for step in STEPS {
            println!("{:<12}{}", step.name, step.about);
        }
        return Ok(());
    }
    let chosen: Vec<&Step> = STEPS
        .iter()
        .filter(|step| options.only.is_empty() || options.only.iter().any(|it| it == step.name))
        .collect();
    let outcomes = run_steps(&chosen, options.keep_going);
    summarise(&chosen, outcomes)
}

fn parse(arguments: &[String]) -> Result<Options, Failure> {
    let mut options = Options::default();
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        match argument.as_str() {
            "--list" => options.list = true,
            "--keep-going" => options.keep_going = true,
            "--only" => options.only.push(step_name(rest.next())?),
            _ => {
                return Err(Failure::new(
                    format!("`cargo verify` does not know {argument:?}."),
                    "It takes --list, --only STEP and --keep-going.",
                ));
            }
        }
    }
    Ok(options)
}

fn step_name(given: Option<&String>) -> Result<String, Failure> {
    let names: Vec<&str> = STEPS.iter().map(|step| step.name).collect();
    given
        .filter(|name| names.contains(&name.as_str()))
        .cloned()
        .ok_or_else(|| {
            Failure::new(
                "`--only` needs the name of a step.",
                format!("The steps are {}.", names.join(", ")),
            )
        })
}

fn run_steps(steps: &[&Step], keep_going: bool) -> Vec<Outcome> {
    let mut outcomes = Vec::new();
    let mut stop = false;
    for (index, step) in steps.iter().enumerate() {
        if stop {
            outcomes.push(Outcome::NotRun);
            continue;
        }
        println!(
            "\n[{}/{}] {}: {}",
            index + 1,
            steps.len(),
            step.name,
            step.about
        );
        let start = Instant::now();
        match (step.run)() {
            Ok(()) => outcomes.push(Outcome::Passed(start.elapsed())),
            Err(failure) => {
                println!("{} failed. {failure}", step.name);
                outcomes.push(Outcome::Failed(start.elapsed(), failure));
                stop = !keep_going;
            }
        }
    }
    outcomes
}

fn summarise(steps: &[&Step], outcomes: Vec<Outcome>) -> Result<(), Failure> {
    println!();
    let mut total = Duration::ZERO;
    let (mut passed, mut skipped) = (0, 0);
    let mut failures = Vec::new();
    for (step, outcome) in steps.iter().zip(outcomes) {
        match outcome {
            Outcome::Passed(took) => {
                total += took;
                passed += 1;
                println!("{:<12}ok       {}", step.name, seconds(took));
            }
            Outcome::Failed(took, failure) => {
                total += took;
                println!("{:<12}FAILED   {}", step.name, seconds(took));
                failures.push((step.name, failure));
            }
            Outcome::NotRun => {
                skipped += 1;
                println!("{:<12}not run", step.name);
            }
        }
    }
    println!("{:<21}{}", "total", seconds(total));
    println!(
        "\nsteps: {passed} passed, {} failed, {skipped} skipped",
        failures.len()
    );
    let Some((name, _)) = failures.first() else {
        return Ok(());
    };
    let again = format!("One step again: `cargo verify --only {name}`.");
    let lines: Vec<String> = failures
        .iter()
        .map(|(name, failure)| {
            format!(
                "{name}: {}",
                failure.what.lines().next().unwrap_or_default()
            )
        })
        .collect();
    Err(Failure::new(lines.join("\n"), again))
}

fn seconds(took: Duration) -> String {
    format!("{:>7.1} s", took.as_secs_f64())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse_words(words: &[&str]) -> Result<Options, Failure> {
        let words: Vec<String> = words.iter().map(|&it| it.to_owned()).collect();
        parse(&words)
    }

    #[test]
    fn several_steps_can_be_chosen() {
        let options = parse_words(&["--only", "clippy", "--only", "tests"]).unwrap();
        assert_eq!(options.only, ["clippy", "tests"]);
    }

    #[test]
    fn an_unknown_step_is_refused_with_the_names_of_all_steps() {
        let failure = parse_words(&["--only", "clipy"]).unwrap_err();
        assert!(failure.remedy.contains("set-up, format"), "{failure}");
    }

    #[test]
    fn an_unknown_option_is_refused() {
        assert!(parse_words(&["--quick"]).is_err());
    }

    #[test]
    fn after_a_failure_the_rest_is_not_run_unless_asked_to_keep_going() {
        let fails = Step {
            name: "fails",
            about: "",
            run: || Err(Failure::new("broken", "mend it")),
        };
        let passes = Step {
            name: "passes",
            about: "",
            run: || Ok(()),
        };
        let steps = [&fails, &passes];
        assert!(matches!(run_steps(&steps, false)[1], Outcome::NotRun));
        assert!(matches!(run_steps(&steps, true)[1], Outcome::Passed(_)));
        assert!(summarise(&steps, run_steps(&steps, true)).is_err());
    }
}
