//! As much reading of formatted Rust as the rules need: functions, test code, words.

use std::ops::RangeInclusive;

/// A function and the lines it takes, from its name to its closing brace, counted from 1.
#[derive(Debug, PartialEq)]
pub struct Function {
    /// Its name.
    pub name: String,
    /// First and last line.
    pub lines: RangeInclusive<usize>,
}

impl Function {
    /// How many lines it takes.
    pub fn length(&self) -> usize {
        self.lines.end() - self.lines.start() + 1
    }
}

/// Every function with a body, nested ones too.
pub fn functions(text: &str) -> Vec<Function> {
    let lines: Vec<&str> = text.lines().collect();
    let mut functions = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let Some(name) = function_name(line) else {
            continue;
        };
        let end = lines.iter().skip(index).position(|it| {
            let same_column = indent(it) == indent(line);
            same_column && (it.ends_with('}') || it.ends_with(';'))
        });
        let Some(end) = end.map(|it| it + index) else {
            continue;
        };
        if lines[end].ends_with('}') {
            functions.push(Function {
                name: name.to_owned(),
                lines: index + 1..=end + 1,
            });
        }
    }
    functions
}

fn function_name(line: &str) -> Option<&str> {
    let mut rest = line.trim_start();
    loop {
        if let Some(named) = rest.strip_prefix("fn ") {
            let end = named.find(|it: char| !it.is_alphanumeric() && it != '_')?;
            return Some(&named[..end]);
        }
        let (word, after) = rest.split_once(' ')?;
        let is_modifier = matches!(
            word,
            "pub" | "async" | "const" | "unsafe" | "extern" | "\"C\""
        ) || word.starts_with("pub(");
        if !is_modifier {
            return None;
        }
        rest = after;
    }
}

/// The modules `mod name { … }` under `#[cfg(test)]`, as lines counted from 1.
pub fn test_modules(text: &str) -> Vec<RangeInclusive<usize>> {
    let lines: Vec<&str> = text.lines().collect();
    let mut modules = Vec::new();
    for (index, line) in under_cfg_test(&lines) {
        if line.ends_with('{') {
            let end = lines.iter().skip(index).position(|it| *it == "}");
            modules.push(index + 1..=end.map_or(lines.len(), |it| it + index + 1));
        }
    }
    modules
}

/// The names of the modules `mod name;` under `#[cfg(test)]`: whole files of test code.
pub fn test_files(text: &str) -> Vec<String> {
    let lines: Vec<&str> = text.lines().collect();
    under_cfg_test(&lines)
        .filter_map(|(_, line)| {
            let declaration = line.strip_suffix(';')?;
            declaration.rsplit(' ').next().map(str::to_owned)
        })
        .collect()
}

fn under_cfg_test<'a>(lines: &'a [&'a str]) -> impl Iterator<Item = (usize, &'a str)> {
    let pairs = lines.iter().zip(lines.iter().skip(1)).enumerate();
    pairs.filter_map(|(index, (attribute, line))| {
        let module = line.starts_with("mod ") || line.contains(" mod ");
        (*attribute == "#[cfg(test)]" && module).then_some((index + 1, *line))
    })
}

/// The part of a line before a `//` comment.
pub fn without_comment(line: &str) -> &str {
    line.split("//").next().unwrap_or_default()
}

/// Whether `word` stands in `line` as a whole word.
pub fn has_word(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(start, _)| {
        let before = line[..start].chars().next_back();
        let after = line[start + word.len()..].chars().next();
        let in_a_word = |it: Option<char>| it.is_some_and(|it| it.is_alphanumeric() || it == '_');
        !in_a_word(before) && !in_a_word(after)
    })
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

const SAMPLE: &str = "\
impl Plain {
    pub(crate) async fn first(
        &self,
    ) -> Result<(), Error>
    where
        Self: Sized,
    {
        loop {}
    }

    const fn second() {}
}

trait Promise {
    fn no_body(
        &self,
    );
}

#[cfg(test)]
mod tests {
    fn third() {
    }
}

#[cfg(test)]
mod samples;
";

#[test]
fn a_function_ends_with_the_brace_in_its_own_column() {
    let found: Vec<(String, usize)> = functions(SAMPLE)
        .into_iter()
        .map(|it| (it.name.clone(), it.length()))
        .collect();
    let expected = [("first", 8), ("second", 1), ("third", 2)];
    assert_eq!(
        found,
        expected.map(|(name, length)| (name.to_owned(), length))
    );
}

#[test]
fn test_code_is_told_from_the_rest() {
    assert_eq!(test_modules(SAMPLE), [21..=24]);
    assert_eq!(test_files(SAMPLE), ["samples"]);
}

#[test]
fn words_are_whole_words() {
    assert!(has_word("let share: f64 = 0.5;", "f64"));
    assert!(!has_word("let leaf64 = 1;", "f64"));
    assert!(!has_word("fn as_f64_text()", "f64"));
}
