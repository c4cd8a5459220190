//! What people and providers type: characters that carry no meaning, and values that are stored as plain text.
//! It knows no domain type.

/// True for a character that cannot be seen, so that nobody could have meant it: zero-width, directional, filler, control.
pub fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{00AD}'
                | '\u{034F}'
                | '\u{061C}'
                | '\u{115F}'..='\u{1160}'
                | '\u{17B4}'..='\u{17B5}'
                | '\u{180B}'..='\u{180F}'
                | '\u{200B}'..='\u{200F}'
                | '\u{2028}'..='\u{202E}'
                | '\u{2060}'..='\u{206F}'
                | '\u{3164}'
                | '\u{FE00}'..='\u{FE0F}'
                | '\u{FEFF}'
                | '\u{FFA0}'
                | '\u{FFF0}'..='\u{FFFC}'
                | '\u{E0000}'..='\u{E0FFF}'
        )
}

/// True for everything that a keyboard or a word processor may put where a person meant `-`.
pub(crate) fn is_dash(character: char) -> bool {
    matches!(
        character,
        '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' | '\u{FF0D}'
    )
}

/// True for what only groups the characters of a number and may be left out.
pub(crate) fn is_grouping(character: char) -> bool {
    character.is_whitespace()
        || is_invisible(character)
        || is_dash(character)
        || matches!(character, '.' | '/')
}

/// `text` without invisible characters, with every run of white space as one space, trimmed.
pub(crate) fn visible(text: &str) -> String {
    let spaced: String = text
        .chars()
        .map(|character| match character {
            '\n' | '\r' | '\t' => ' ',
            other => other,
        })
        .filter(|character| !is_invisible(*character))
        .collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Text conversions and serde for a type that has `parse(&str)` and `as_str()`; derive serde with `try_from` and `into` `String`.
macro_rules! plain_text {
    ($type:ty, $error:ty) => {
        impl std::fmt::Display for $type {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.pad(self.as_str())
            }
        }

        impl std::str::FromStr for $type {
            type Err = $error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::parse(text)
            }
        }

        impl TryFrom<String> for $type {
            type Error = $error;

            fn try_from(text: String) -> Result<Self, Self::Error> {
                Self::parse(&text)
            }
        }

        impl From<$type> for String {
            fn from(value: $type) -> Self {
                value.as_str().to_owned()
            }
        }

        impl AsRef<str> for $type {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }
    };
}
pub(crate) use plain_text;

#[cfg(test)]
mod tests {
    use super::visible;

    #[test]
    fn what_cannot_be_seen_is_left_out() {
        assert_eq!(visible("  a\u{200B}b \t\n c\u{202E} "), "ab c");
    }
}
