//! What one function names: the functions that its paths may stand for, and the methods that it may call.

use std::collections::BTreeSet;

use crate::calls::Calls;
use crate::calls::source::{Function, Path, Visibility};
use crate::calls::tokens::{behind_generics, closing, is_type, is_word};

/// A function that another one names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Edge {
    /// By a path, or because a trait demands it of a type that is named.
    Path(usize),
    /// By `.name(…)`: reached if its type is there.
    Method(usize),
}

impl Calls {
    /// What a function may reach at once.
    pub(super) fn edges_of(&self, from: usize) -> BTreeSet<Edge> {
        let function = &self.functions[from];
        let tokens = &function.tokens;
        let variables = variables(tokens);
        let mut edges = BTreeSet::new();
        let mut at = 0;
        while at < tokens.len() {
            let before = at.checked_sub(1).map_or("", |it| tokens[it].as_str());
            if !is_word(&tokens[at]) || before == "::" {
                at += 1;
                continue;
            }
            if before == "." {
                if tokens.get(at + 1).is_some_and(|it| it == "(" || it == "::") {
                    edges.extend(
                        self.methods_called(function, at)
                            .into_iter()
                            .map(Edge::Method),
                    );
                }
                at += 1;
                continue;
            }
            let (path, behind) = path_at(tokens, at);
            let next = tokens.get(behind).map_or("", String::as_str);
            let is_variable =
                path.len() == 1 && variables.contains(path[0].as_str()) && next != "(";
            let is_macro = path.len() == 1
                && next == "!"
                && tokens.get(behind + 1).is_some_and(|it| it != "=");
            if !is_variable && !is_macro {
                edges.extend(self.named_by(function, &path).into_iter().map(Edge::Path));
            }
            for name in path.iter().filter(|it| is_type(it)) {
                let demanded = self.demanded.get(name).into_iter().flatten();
                edges.extend(
                    demanded
                        .filter(|to| self.can_see(function, **to))
                        .map(|to| Edge::Path(*to)),
                );
            }
            at = behind.max(at + 1);
        }
        edges
    }

    /// The methods that `.name(` may call.
    fn methods_called(&self, from: &Function, at: usize) -> Vec<usize> {
        let tokens = &from.tokens;
        let given = tokens
            .get(at + 1)
            .filter(|it| *it == "(")
            .and_then(|_| arguments(tokens, at + 1));
        if self.is_called_on_a_foreign_builder(tokens, at) {
            return Vec::new();
        }
        let candidates = self.methods.get(&tokens[at]).into_iter().flatten().copied();
        let fitting: Vec<usize> = candidates
            .filter(|to| self.can_see(from, *to))
            .filter(|to| {
                let (takes_self, taken) = parameters(&self.functions[*to].tokens);
                takes_self && given.is_none_or(|given| given == taken)
            })
            .collect();
        // `self.name(…)` and not `other.self…`: the type is known, if the method is its own.
        let on_self = at >= 2 && tokens[at - 2] == "self" && (at < 3 || tokens[at - 3] != ".");
        let own: Vec<usize> = fitting
            .iter()
            .copied()
            .filter(|to| on_self && self.functions[*to].owner == from.owner)
            .collect();
        if own.is_empty() { fitting } else { own }
    }

    /// Whether `v.name(` follows `let v = Foreign::builder()`, of a type that none of the crates declares.
    fn is_called_on_a_foreign_builder(&self, tokens: &[String], at: usize) -> bool {
        let Some(value) = at
            .checked_sub(2)
            .map(|it| &tokens[it])
            .filter(|it| is_word(it))
        else {
            return false;
        };
        let mut bound = tokens
            .windows(6)
            .filter(|it| it[0] == "let" && it[1] == *value && it[2] == "=");
        bound.any(|it| {
            is_type(&it[3])
                && it[4] == "::"
                && it[5] == "builder"
                && !self.parts.contains_key(&it[3])
        })
    }

    /// The functions that a path may stand for.
    fn named_by(&self, from: &Function, path: &[String]) -> Vec<usize> {
        let nothing = Vec::new();
        let module = self.imports.get(&from.module);
        let imported = |name: &str| {
            let here = from.imports.get(name).unwrap_or(&nothing).iter();
            here.chain(module.and_then(|it| it.get(name)).unwrap_or(&nothing))
        };
        let mut meant: Vec<Path> = imported(&path[0])
            .map(|start| [start.as_slice(), &path[1..]].concat())
            .collect();
        meant.extend(imported("*").map(|start| [start.as_slice(), path].concat()));
        meant.push(path.to_vec());
        meant.push([&["self".to_owned()], path].concat());
        if let Some(owner) = from.owner.as_ref().filter(|_| path[0] == "Self") {
            meant.push([std::slice::from_ref(owner), &path[1..]].concat());
        }
        let mut found = Vec::new();
        for path in meant {
            if let Some(absolute) = self.absolute(&from.module, &path) {
                found.extend(self.at(&absolute));
            }
            if let [.., owner, name] = path.as_slice() {
                let methods = self.methods.get(name).into_iter().flatten();
                let of_owner = |to: &&usize| self.functions[**to].owner.as_ref() == Some(owner);
                found.extend(
                    methods
                        .filter(of_owner)
                        .filter(|to| self.can_see(from, **to)),
                );
            }
        }
        found
    }

    /// The function at an absolute path, or what is imported under it.
    fn at(&self, path: &[String]) -> Option<usize> {
        if let Some(found) = self.free.get(path) {
            return Some(*found);
        }
        let (name, module) = path.split_last()?;
        let passed_on = self.imports.get(module)?.get(name)?;
        let further = passed_on.iter().filter_map(|it| self.absolute(module, it));
        further
            .filter(|it| it != path)
            .find_map(|it| self.free.get(&it).copied())
    }

    /// A path from its crate's name, if it leads into one of ours.
    fn absolute(&self, module: &[String], path: &[String]) -> Option<Path> {
        let first = path.first()?;
        match first.as_str() {
            "crate" => Some([&module[..1], &path[1..]].concat()),
            "self" => Some([module, &path[1..]].concat()),
            "super" => {
                let ups = path.iter().take_while(|it| *it == "super").count();
                let start = module.len().checked_sub(ups)?;
                Some([&module[..start], &path[ups..]].concat())
            }
            _ => self.visible.contains_key(first).then(|| path.to_vec()),
        }
    }

    fn can_see(&self, from: &Function, to: usize) -> bool {
        let to = &self.functions[to];
        let (own, other) = (&from.module[0], &to.module[0]);
        if !self.visible.get(own).is_some_and(|it| it.contains(other)) {
            return false;
        }
        to.of_trait
            || match to.visibility {
                Visibility::Public => true,
                Visibility::Crate => own == other,
                Visibility::Private => from.module.starts_with(&to.module),
            }
    }
}

/// The path that begins at a token, and where it ends; generics in it are passed over.
fn path_at(tokens: &[String], from: usize) -> (Path, usize) {
    let mut path = vec![tokens[from].clone()];
    let mut at = from + 1;
    while tokens.get(at).is_some_and(|it| it == "::") {
        match tokens.get(at + 1) {
            Some(word) if is_word(word) => {
                path.push(word.clone());
                at += 2;
            }
            Some(sign) if sign == "<" => at = behind_generics(tokens, at + 1),
            _ => break,
        }
    }
    (path, at)
}

/// How many arguments stand between the brackets; nothing where commas may be something else's.
fn arguments(tokens: &[String], open: usize) -> Option<usize> {
    let end = closing(tokens, open);
    let mut at = open + 1;
    let mut count = usize::from(at < end);
    while at < end {
        match tokens[at].as_str() {
            "(" | "[" | "{" => at = closing(tokens, at),
            "," if at + 1 < end => count += 1,
            "|" => return None,
            "<" if tokens[at - 1] == "::" => return None,
            _ => {}
        }
        at += 1;
    }
    Some(count)
}

/// Whether a function, from behind its name, takes `self`, and how many arguments besides.
fn parameters(tokens: &[String]) -> (bool, usize) {
    let mut at = 0;
    if tokens.first().is_some_and(|it| it == "<") {
        at = behind_generics(tokens, 0);
    }
    let end = closing(tokens, at);
    at += 1;
    let mut lists = vec![Vec::new()];
    while at < end {
        match tokens[at].as_str() {
            "(" | "[" | "{" => at = closing(tokens, at),
            "<" => at = behind_generics(tokens, at) - 1,
            "," => lists.push(Vec::new()),
            word => {
                if let Some(list) = lists.last_mut() {
                    list.push(word);
                }
            }
        }
        at += 1;
    }
    let takes_self = lists[0].contains(&"self") && !lists[0].contains(&"::");
    // Nothing between the brackets, or behind the last comma, is no argument.
    let empty = usize::from(lists.last().is_some_and(Vec::is_empty));
    (takes_self, lists.len() - empty - usize::from(takes_self))
}

/// The names that `let` or the parameters give to values: with no bracket behind them they are no functions.
fn variables(tokens: &[String]) -> BTreeSet<&str> {
    let mut names = BTreeSet::new();
    let body = tokens
        .iter()
        .position(|it| it == "{")
        .unwrap_or(tokens.len());
    for index in 0..body {
        if is_word(&tokens[index]) && tokens.get(index + 1).is_some_and(|it| it == ":") {
            names.insert(tokens[index].as_str());
        }
    }
    for (index, _) in tokens.iter().enumerate().filter(|(_, it)| *it == "let") {
        let pattern = tokens[index + 1..]
            .iter()
            .take_while(|it| !matches!(it.as_str(), "=" | ":" | ";"));
        names.extend(
            pattern
                .filter(|it| is_word(it) && !is_type(it))
                .map(String::as_str),
        );
    }
    names
}

#[test]
fn arguments_and_parameters_are_counted() {
    let split = |text: &str| crate::calls::tokens::tokens(text);
    let counted = |text: &str| arguments(&split(text), 0);
    assert_eq!(counted("()"), Some(0));
    assert_eq!(counted("(a, b(c, d),)"), Some(2));
    assert_eq!(counted("(|a, b| c)"), None);
    let taken = |text: &str| parameters(&split(text));
    assert_eq!(taken("() {}"), (false, 0));
    assert_eq!(taken("(&mut self) {}"), (true, 0));
    assert_eq!(
        taken("<F: Fn(u8, u8)>(self, a: Map<K, V>, f: F,) {}"),
        (true, 2)
    );
    assert_eq!(
        taken("((a, b): (u8, u8), c: [u8; 2]) -> X<Y> {}"),
        (false, 2)
    );
}
