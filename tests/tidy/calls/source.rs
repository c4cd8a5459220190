//! What one file of Rust declares: its functions, what it imports, which types are made of which.
//!
//! Reads tokens, not syntax: enough for formatted code that compiles, and macros are read like all else.

use std::collections::{BTreeMap, BTreeSet};

use crate::calls::tokens::{behind_generics, closing, is_type, is_word, tokens};

/// A path as it is written, or a module as a path from its crate's name.
pub type Path = Vec<String>;

/// Names in a module or a block and what they stand for; under `*` stands what is imported as a whole.
pub type Imports = BTreeMap<String, Vec<Path>>;

/// How far a function can be seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Visibility {
    /// In its module and below.
    Private,
    /// In its crate, or less: `pub(…)`.
    Crate,
    /// Everywhere.
    Public,
}

/// A function with a body.
#[derive(Debug)]
pub struct Function {
    /// The module, its crate first.
    pub module: Path,
    /// The type or trait whose it is.
    pub owner: Option<String>,
    /// Whether a trait demands it, so that it can be called by who names only the trait.
    pub of_trait: bool,
    /// Its name.
    pub name: String,
    /// How far it can be seen.
    pub visibility: Visibility,
    /// From the parameters to the end of the body.
    pub tokens: Vec<String>,
    /// What its body imports.
    pub imports: Imports,
}

/// What a file declares, with its inline modules.
#[derive(Debug, Default)]
pub struct Source {
    /// Its functions.
    pub functions: Vec<Function>,
    /// What each of its modules imports.
    pub imports: BTreeMap<Path, Imports>,
    /// The types that stand in the declaration of a type.
    pub parts: BTreeMap<String, BTreeSet<String>>,
}

impl Source {
    /// Reads a file whose top is `module`. Test code has to be taken out before.
    pub fn read(module: &Path, text: &str) -> Self {
        let mut source = Self::default();
        source.items(&tokens(text), module, None, false);
        source
    }

    fn items(&mut self, tokens: &[String], module: &Path, owner: Option<&str>, of_trait: bool) {
        let mut visibility = Visibility::Private;
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            let named = tokens.get(at + 1).filter(|it| is_word(it));
            match (token.as_str(), named) {
                ("pub", _) => {
                    visibility = Visibility::Public;
                    at += 1;
                    if tokens.get(at).is_some_and(|it| it == "(") {
                        visibility = Visibility::Crate;
                        at = closing(tokens, at) + 1;
                    }
                    continue;
                }
                ("use", _) => {
                    let imports = self.imports.entry(module.clone()).or_default();
                    at = import(tokens, at + 1, &[], imports);
                }
                ("mod", Some(name)) if tokens.get(at + 2).is_some_and(|it| it == "{") => {
                    let end = closing(tokens, at + 2);
                    let inner = [module.as_slice(), std::slice::from_ref(name)].concat();
                    self.items(&tokens[at + 3..end], &inner, None, false);
                    at = end;
                }
                ("impl" | "trait", _) => at = self.block(tokens, at, module),
                ("struct" | "enum" | "type", Some(name)) => {
                    let end = declaration_end(tokens, at);
                    let types = tokens[at + 2..end].iter().filter(|it| is_type(it)).cloned();
                    self.parts.entry(name.clone()).or_default().extend(types);
                    at = end;
                }
                ("fn", Some(name)) => {
                    let end = signature_end(tokens, at + 2);
                    if tokens.get(end).is_some_and(|it| it == "{") {
                        let last = closing(tokens, end);
                        let body = tokens[at + 2..=last.min(tokens.len() - 1)].to_vec();
                        self.functions.push(Function {
                            module: module.clone(),
                            owner: owner.map(str::to_owned),
                            of_trait,
                            name: name.clone(),
                            visibility,
                            imports: imports_in(&body),
                            tokens: body,
                        });
                        at = last;
                    } else {
                        at = end;
                    }
                }
                // A constant, an attribute, a macro: nothing that is called by name.
                ("{" | "(" | "[", _) => at = closing(tokens, at),
                (";", _) => {}
                _ => {
                    at += 1;
                    continue;
                }
            }
            visibility = Visibility::Private;
            at += 1;
        }
    }

    /// An `impl` or `trait` from its keyword; answers where it ends.
    fn block(&mut self, tokens: &[String], at: usize, module: &Path) -> usize {
        let open = (at..tokens.len()).find(|it| tokens[*it] == "{");
        let Some(open) = open else {
            return tokens.len();
        };
        let mut header = Vec::new();
        let mut index = at + 1;
        while index < open {
            if tokens[index] == "<" {
                index = behind_generics(tokens, index);
                continue;
            }
            header.push(tokens[index].as_str());
            index += 1;
        }
        let header = header.split(|it| *it == "where").next().unwrap_or_default();
        let last_word = |part: &[&str]| {
            part.iter()
                .rfind(|it| is_word(it))
                .map(|it| (*it).to_owned())
        };
        let (owner, of_trait) = if tokens[at] == "trait" {
            (header.first().map(|it| (*it).to_owned()), true)
        } else if let Some(position) = header.iter().position(|it| *it == "for") {
            (last_word(&header[position..]), true)
        } else {
            (last_word(header), false)
        };
        let end = closing(tokens, open);
        self.items(&tokens[open + 1..end], module, owner.as_deref(), of_trait);
        end
    }
}

/// Where the body or the `;` of a function is, from behind its name.
fn signature_end(tokens: &[String], from: usize) -> usize {
    let mut at = from;
    while let Some(token) = tokens.get(at) {
        match token.as_str() {
            "{" | ";" => return at,
            "(" | "[" => at = closing(tokens, at) + 1,
            _ => at += 1,
        }
    }
    at
}

/// The last token of a type's declaration.
fn declaration_end(tokens: &[String], at: usize) -> usize {
    let mut index = at;
    while let Some(token) = tokens.get(index) {
        match token.as_str() {
            ";" => return index,
            "{" => return closing(tokens, index),
            "(" => index = closing(tokens, index),
            _ => {}
        }
        index += 1;
    }
    index
}

fn imports_in(body: &[String]) -> Imports {
    let mut imports = Imports::new();
    for (index, _) in body.iter().enumerate().filter(|(_, it)| *it == "use") {
        import(body, index + 1, &[], &mut imports);
    }
    imports
}

/// One tree of a `use`; answers where it ends.
fn import(tokens: &[String], from: usize, prefix: &[String], imports: &mut Imports) -> usize {
    let mut path = prefix.to_vec();
    let mut at = from;
    while let Some(token) = tokens.get(at) {
        match token.as_str() {
            "::" => at += 1,
            "{" => {
                at += 1;
                while tokens.get(at).is_some_and(|it| it != "}") {
                    at = import(tokens, at, &path, imports);
                    at += usize::from(tokens.get(at).is_some_and(|it| it == ","));
                }
                return at + 1;
            }
            "*" => {
                imports.entry("*".to_owned()).or_default().push(path);
                return at + 1;
            }
            "as" => {
                let name = tokens.get(at + 1).cloned().unwrap_or_default();
                imports.entry(name).or_default().push(path);
                return at + 2;
            }
            word if is_word(word) => {
                if word != "self" || path.is_empty() {
                    path.push(word.to_owned());
                }
                at += 1;
            }
            _ => break,
        }
    }
    if let Some(name) = path.last().cloned() {
        imports.entry(name).or_default().push(path);
    }
    at
}

const SAMPLE: &str = "
use crate::keys::{self, Key as StoredKey};
use store::client::*;

const LIMIT: usize = { 3 };

pub struct Desk<T> { store: Store, next: Option<T> }

impl<T: Clone> fmt::Debug for Desk<T> where T: Send {
    fn fmt(&self) -> R { write() }
}

impl Desk<Key> {
    pub(crate) async fn take(&self, key: [u8; 2]) -> R { use a::b; b(key) }
}

mod inner {
    pub fn deep() { super::top() }
}
";

#[test]
fn functions_are_found_with_their_owners() {
    let module = vec!["sample".to_owned()];
    let source = Source::read(&module, SAMPLE);
    let found: Vec<(usize, Option<&str>, bool, &str, Visibility)> = source
        .functions
        .iter()
        .map(|it| {
            (
                it.module.len(),
                it.owner.as_deref(),
                it.of_trait,
                it.name.as_str(),
                it.visibility,
            )
        })
        .collect();
    let expected = [
        (1, Some("Desk"), true, "fmt", Visibility::Private),
        (1, Some("Desk"), false, "take", Visibility::Crate),
        (2, None, false, "deep", Visibility::Public),
    ];
    assert_eq!(found, expected);
    assert_eq!(source.functions[1].imports["b"], [["a", "b"]]);
    let parts: Vec<&str> = source.parts["Desk"].iter().map(String::as_str).collect();
    assert_eq!(parts, ["Option", "Store", "T"]);
}

#[test]
fn imports_are_found_with_what_they_stand_for() {
    let module = vec!["sample".to_owned()];
    let imports = &Source::read(&module, SAMPLE).imports[&module];
    assert_eq!(imports["keys"], [["crate", "keys"]]);
    assert_eq!(imports["StoredKey"], [["crate", "keys", "Key"]]);
    assert_eq!(imports["*"], [["store", "client"]]);
}
