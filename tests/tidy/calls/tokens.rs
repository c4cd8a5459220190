//! The words and signs of Rust text, without comments, and without what stands in literals.

/// In place of every literal that is no number: its text is nobody's name.
const LITERAL: &str = "\"";

/// Signs of two characters that would be misread as two.
const PAIRS: &[&str] = &["::", "->", "=>"];

/// Splits Rust text. Lifetimes are left out, literals are [`LITERAL`].
pub fn tokens(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if let Some(length) = literal(rest) {
            found.push(LITERAL.to_owned());
            length
        } else if first == '\'' {
            1 + word(&rest[1..])
        } else if word(rest) > 0 {
            found.push(rest[..word(rest)].to_owned());
            word(rest)
        } else if let Some(pair) = PAIRS.iter().find(|pair| rest.starts_with(**pair)) {
            found.push((*pair).to_owned());
            pair.len()
        } else {
            if !first.is_whitespace() {
                found.push(first.to_string());
            }
            first.len_utf8()
        };
        rest = &rest[length..];
    }
    found
}

/// Whether a token is a name or a keyword.
pub fn is_word(token: &str) -> bool {
    token
        .chars()
        .next()
        .is_some_and(|it| it.is_alphabetic() || it == '_')
}

/// Whether a token is the name of a type, a trait or a variant.
pub fn is_type(token: &str) -> bool {
    token.starts_with(|it: char| it.is_ascii_uppercase())
}

/// The index of the bracket that closes the one at `open`.
pub fn closing(tokens: &[String], open: usize) -> usize {
    let mut depth = 0_usize;
    for (index, token) in tokens.iter().enumerate().skip(open) {
        match token.as_str() {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return index;
        }
    }
    tokens.len()
}

/// The index behind the `>` that closes the `<` at `open`; an arrow closes nothing.
pub fn behind_generics(tokens: &[String], open: usize) -> usize {
    let mut depth = 0_usize;
    for (index, token) in tokens.iter().enumerate().skip(open) {
        match token.as_str() {
            "<" => depth += 1,
            ">" => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return index + 1;
        }
    }
    tokens.len()
}

fn word(text: &str) -> usize {
    let end = text.find(|it: char| !it.is_alphanumeric() && it != '_');
    end.unwrap_or(text.len())
}

/// The length of the string or character at the beginning, if one is there.
fn literal(text: &str) -> Option<usize> {
    let body = text.strip_prefix('b').unwrap_or(text);
    let prefix = text.len() - body.len();
    if let Some(raw) = body.strip_prefix('r') {
        let hashes = raw.len() - raw.trim_start_matches('#').len();
        if let Some(inside) = raw[hashes..].strip_prefix('"') {
            let end = format!("\"{}", "#".repeat(hashes));
            let length = inside.find(&end).map_or(inside.len(), |at| at + end.len());
            return Some(prefix + 1 + hashes + 1 + length);
        }
    }
    if let Some(inside) = body.strip_prefix('"') {
        return Some(prefix + 1 + behind(inside, '"'));
    }
    let inside = body.strip_prefix('\'')?;
    let mut characters = inside.chars();
    let (first, second) = (characters.next()?, characters.next());
    // 'a' is a character, 'a a lifetime.
    (first == '\\' || second == Some('\'')).then(|| prefix + 1 + behind(inside, '\''))
}

/// How long the rest of a literal is, its end included.
fn behind(inside: &str, end: char) -> usize {
    let mut escaped = false;
    for (index, character) in inside.char_indices() {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if character == end => return index + 1,
            _ => {}
        }
    }
    inside.len()
}

#[test]
fn comments_and_literals_are_no_names() {
    let text = "a::b(\"c()\", r#\"d\"e\"#, 'f', '\\'', b\"g\") // h()\n/* i */ -> &'j k2";
    let expected = [
        "a", "::", "b", "(", LITERAL, ",", LITERAL, ",", LITERAL, ",", LITERAL, ",", LITERAL, ")",
        "->", "&", "k2",
    ];
    assert_eq!(tokens(text), expected);
}

#[test]
fn brackets_are_matched() {
    let found = tokens("f(a, [b(c)]) { d } <A<B>, fn() -> C> e");
    assert_eq!(found[closing(&found, 1) + 1], "{");
    let open = found.iter().position(|it| it == "<").expect("there is one");
    assert_eq!(found[behind_generics(&found, open)], "e");
}
