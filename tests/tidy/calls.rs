//! Which functions of the workspace can reach which, found in the sources by names.
//!
//! Rather too much is reached than too little: a path reaches what it may stand for, called or only named; a method
//! call reaches each method of that name that can be seen, takes as many arguments, and whose type is named
//! somewhere on the way, since nobody has a value of a type that nobody names; a named type reaches what traits
//! demand of it. What only a macro of another crate calls would be missed.

pub mod source;
pub mod tokens;

mod edges;

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};

use crate::calls::edges::Edge;
use crate::calls::source::{Function, Imports, Path, Source};
use crate::calls::tokens::is_type;
use crate::finding::Finding;
use crate::rust_code;
use crate::tree::{self, File};

/// The functions of some crates.
#[derive(Default)]
pub struct Calls {
    functions: Vec<Function>,
    imports: BTreeMap<Path, Imports>,
    parts: BTreeMap<String, BTreeSet<String>>,
    /// Which crates each crate can name, itself included.
    visible: BTreeMap<String, BTreeSet<String>>,
    free: HashMap<Path, usize>,
    methods: HashMap<String, Vec<usize>>,
    demanded: HashMap<String, Vec<usize>>,
    /// What each function may reach at once, found out when it is first asked for.
    edges: Vec<OnceCell<BTreeSet<Edge>>>,
}

/// A crate.
pub struct Crate<'a> {
    /// As in paths.
    pub name: &'a str,
    /// From the root of the workspace.
    pub folder: &'a str,
}

/// What can be reached, with who reached it first.
pub struct Reached(HashMap<usize, Option<usize>>);

impl Calls {
    /// Reads the sources of crates.
    pub fn read(crates: &[Crate<'_>]) -> Self {
        let mut calls = Self::default();
        let files = tree::rust_files();
        for it in crates {
            let manifest = tree::text_of(&format!("{}/Cargo.toml", it.folder)).unwrap_or_default();
            calls
                .visible
                .insert(it.name.to_owned(), named_crates(&manifest, crates));
            let folder = format!("{}/src/", it.folder);
            for file in files.iter().filter(|file| file.path.starts_with(&folder)) {
                calls.add(it.name, &file.path[folder.len()..], file);
            }
        }
        calls.close_visibility();
        calls.index();
        calls
    }

    fn add(&mut self, name: &str, path: &str, file: &File) {
        if path == "tests.rs" || path.ends_with("/tests.rs") {
            return;
        }
        let mut module = vec![name.to_owned()];
        let parts = path.trim_end_matches(".rs").split('/');
        module.extend(
            parts
                .filter(|it| !["lib", "main"].contains(it))
                .map(str::to_owned),
        );
        let tests = rust_code::test_modules(&file.text);
        let lines = file.text.lines().enumerate();
        let code: Vec<&str> = lines
            .filter(|(index, _)| !tests.iter().any(|it| it.contains(&(index + 1))))
            .map(|(_, line)| line)
            .collect();
        self.take(Source::read(&module, &code.join("\n")));
    }

    fn take(&mut self, source: Source) {
        self.functions.extend(source.functions);
        // `main.rs` and `lib.rs` count as one module.
        for (module, imports) in source.imports {
            let known = self.imports.entry(module).or_default();
            for (name, paths) in imports {
                known.entry(name).or_default().extend(paths);
            }
        }
        for (name, types) in source.parts {
            self.parts.entry(name).or_default().extend(types);
        }
    }

    /// Who can name a crate has values of what that one names, too.
    fn close_visibility(&mut self) {
        for _ in 0..self.visible.len() {
            let direct = self.visible.clone();
            for seen in self.visible.values_mut() {
                let further = seen.iter().filter_map(|it| direct.get(it)).flatten();
                let further: Vec<String> = further.cloned().collect();
                seen.extend(further);
            }
        }
    }

    fn index(&mut self) {
        self.edges = self.functions.iter().map(|_| OnceCell::new()).collect();
        for (id, function) in self.functions.iter().enumerate() {
            let Some(owner) = &function.owner else {
                let path = [
                    function.module.as_slice(),
                    std::slice::from_ref(&function.name),
                ]
                .concat();
                self.free.insert(path, id);
                continue;
            };
            self.methods
                .entry(function.name.clone())
                .or_default()
                .push(id);
            if function.of_trait {
                self.demanded.entry(owner.clone()).or_default().push(id);
            }
        }
    }

    /// Everything that the functions of a crate can reach.
    pub fn reached_by(&self, name: &str) -> Reached {
        let mut search = Search::new(self);
        for (id, function) in self.functions.iter().enumerate() {
            if function.module.first().is_some_and(|it| it == name) {
                search.reach(id, None);
            }
        }
        search.run()
    }

    /// The functions that match.
    pub fn functions(&self) -> impl Iterator<Item = (usize, &Function)> {
        self.functions.iter().enumerate()
    }

    /// How a function is reached, from itself back to where the search began.
    pub fn way(&self, reached: &Reached, to: usize) -> String {
        let mut names = Vec::new();
        let mut at = Some(to);
        while let Some(id) = at {
            let function = &self.functions[id];
            names.push(format!("{}::{}", function.module.join("::"), function.name));
            at = reached.0.get(&id).copied().flatten();
        }
        names.join(" ← ")
    }

    /// A finding where a function is, as far as its module says it.
    pub fn finding(&self, id: usize, what: &str) -> Finding {
        let function = &self.functions[id];
        Finding::about(
            &format!("{}::{}", function.module.join("::"), function.name),
            what,
        )
    }
}

impl Reached {
    /// Whether a function is reached.
    pub fn contains(&self, id: usize) -> bool {
        self.0.contains_key(&id)
    }
}

/// The crates that a manifest names as ordinary dependencies, and itself.
fn named_crates(manifest: &str, crates: &[Crate<'_>]) -> BTreeSet<String> {
    let mut section = "";
    let mut found = BTreeSet::new();
    for line in manifest.lines() {
        if line.starts_with('[') {
            section = line;
        }
        let name = line
            .split(['.', '=', ' '])
            .next()
            .unwrap_or_default()
            .replace('-', "_");
        let is_own = section == "[package]" && line.starts_with("name = ");
        let own = line.split('"').nth(1).unwrap_or_default().replace('-', "_");
        if section == "[dependencies]" && crates.iter().any(|it| it.name == name) {
            found.insert(name);
        } else if is_own {
            found.insert(own);
        }
    }
    found
}

/// One search: a method is reached only once its type is named, so some wait for that.
struct Search<'a> {
    calls: &'a Calls,
    reached: HashMap<usize, Option<usize>>,
    todo: VecDeque<usize>,
    types: BTreeSet<&'a str>,
    waiting: HashMap<&'a str, Vec<(usize, usize)>>,
}

impl<'a> Search<'a> {
    fn new(calls: &'a Calls) -> Self {
        Self {
            calls,
            reached: HashMap::new(),
            todo: VecDeque::new(),
            types: BTreeSet::new(),
            waiting: HashMap::new(),
        }
    }

    fn run(mut self) -> Reached {
        while let Some(from) = self.todo.pop_front() {
            for edge in self.calls.edges[from].get_or_init(|| self.calls.edges_of(from)) {
                match *edge {
                    Edge::Path(to) => self.reach(to, Some(from)),
                    Edge::Method(to) => {
                        let owner = self.calls.functions[to]
                            .owner
                            .as_deref()
                            .unwrap_or_default();
                        if self.types.contains(owner) {
                            self.reach(to, Some(from));
                        } else {
                            self.waiting.entry(owner).or_default().push((to, from));
                        }
                    }
                }
            }
        }
        Reached(self.reached)
    }

    fn reach(&mut self, id: usize, from: Option<usize>) {
        if self.reached.contains_key(&id) {
            return;
        }
        self.reached.insert(id, from);
        self.todo.push_back(id);
        let function = &self.calls.functions[id];
        let named = function.tokens.iter().filter(|it| is_type(it));
        let mut new: Vec<&str> = named.map(String::as_str).collect();
        new.extend(function.owner.as_deref());
        while let Some(name) = new.pop() {
            if !self.types.insert(name) {
                continue;
            }
            let parts = self.calls.parts.get(name).into_iter().flatten();
            new.extend(parts.map(String::as_str));
            for (to, from) in self.waiting.remove(name).unwrap_or_default() {
                self.reach(to, Some(from));
            }
        }
    }
}

#[test]
fn a_method_is_reached_once_its_type_is_named_anywhere_on_the_way() {
    let mut calls = Calls::default();
    calls
        .visible
        .insert("a".to_owned(), BTreeSet::from(["a".to_owned()]));
    let text = "
        use crate::inner::start;
        pub fn main() { start().go(1) }
        fn by_name(list: &[u8]) { list.iter().for_each(noted) }
        fn noted(_: &u8) {}
        fn never() {}
        struct Car { wheel: Wheel }
        struct Boat;
        impl Car { pub fn go(&self, way: u8) { self.wheel.turn() } }
        impl Boat { pub fn go(&self, way: u8) { never() } }
        impl Car { pub fn go_far(&self) {} }
        impl Wheel { fn turn(&self) {} fn turn_by(&self, by: u8) {} }
        mod inner { pub fn start() -> Car { Car::default(); super::by_name(&[]) } }
    ";
    calls.take(Source::read(&vec!["a".to_owned()], text));
    calls.index();
    let mut search = Search::new(&calls);
    let id = |name: &str| {
        calls
            .functions
            .iter()
            .position(|it| it.name == name)
            .expect("is there")
    };
    search.reach(id("main"), None);
    let reached = search.run();
    let mut names: Vec<String> = calls
        .functions()
        .filter(|(id, _)| reached.contains(*id))
        .map(|(_, it)| format!("{} {}", it.owner.as_deref().unwrap_or("-"), it.name))
        .collect();
    names.sort();
    let expected = [
        "- by_name",
        "- main",
        "- noted",
        "- start",
        "Car go",
        "Wheel turn",
    ];
    assert_eq!(names, expected);
    assert_eq!(calls.way(&reached, id("turn")), "a::turn ← a::go ← a::main");
}
