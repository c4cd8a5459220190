//! Who does something: the name that every write carries.

/// Longest name of an actor, in characters.
const NAME_CHARS_MAX: usize = 80;

/// Somebody or something that writes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    name: String,
    may_override: bool,
}

impl Actor {
    /// Malipo itself: rules and schedules.
    #[must_use]
    pub fn system() -> Self {
        Self {
            name: "system".into(),
            may_override: false,
        }
    }

    /// A person or a system with a key; control characters are dropped and long names cut.
    #[must_use]
    pub fn named(name: &str) -> Self {
        let name: String = name
            .chars()
            .filter(|c| !c.is_control())
            .take(NAME_CHARS_MAX)
            .collect();
        Self {
            name: name.trim().to_owned(),
            may_override: false,
        }
    }

    /// The same actor, with the right to go over a limit; that they did is recorded.
    #[must_use]
    pub fn overriding(mut self) -> Self {
        self.may_override = true;
        self
    }

    /// As records name them.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether they asked to go over a limit and may.
    #[must_use]
    pub fn may_override(&self) -> bool {
        self.may_override
    }
}
