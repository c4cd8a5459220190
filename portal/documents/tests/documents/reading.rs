//! Reads a PDF as a screen reader does: by its tree of meaning, not by where things stand.

use std::collections::BTreeMap;

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Encoding, Object, ObjectId, decode_text_string};

/// A PDF that was read.
pub struct Reading {
    pub document: Document,
    /// The text of each marked content.
    meant: BTreeMap<(ObjectId, i64), String>,
    /// All text of each page, as it is drawn.
    pub pages: Vec<String>,
}

enum Mark {
    Meant(i64),
    Instead(String),
    Other,
}

impl Reading {
    pub fn of(bytes: &[u8]) -> Reading {
        let document = Document::load_mem(bytes).unwrap();
        let mut reading = Reading {
            document,
            meant: BTreeMap::new(),
            pages: Vec::new(),
        };
        let pages: Vec<ObjectId> = reading.document.page_iter().collect();
        for page in pages {
            reading.read_page(page);
        }
        reading
    }

    fn read_page(&mut self, page: ObjectId) {
        let fonts = self.document.get_page_fonts(page).unwrap();
        let encodings: BTreeMap<Vec<u8>, Encoding> = fonts
            .into_iter()
            .map(|(name, font)| (name, font.get_font_encoding(&self.document).unwrap()))
            .collect();
        let mut marks = Vec::new();
        let mut encoding = None;
        let mut all = String::new();
        let mut meant: BTreeMap<i64, String> = BTreeMap::new();
        for operation in self.operations(page) {
            let text = match operation.operator.as_str() {
                "Tf" => {
                    encoding = encodings.get(operation.operands[0].as_name().unwrap());
                    continue;
                }
                "BDC" | "BMC" => {
                    marks.push(mark(&operation));
                    continue;
                }
                "EMC" => match marks.pop().unwrap() {
                    Mark::Instead(text) => text,
                    Mark::Meant(_) | Mark::Other => continue,
                },
                "Tj" | "TJ" => shown(&operation, encoding.unwrap()),
                _ => continue,
            };
            if marks.iter().any(|mark| matches!(mark, Mark::Instead(_))) {
                continue;
            }
            all.push_str(&text);
            let id = marks.iter().rev().find_map(|mark| match mark {
                Mark::Meant(id) => Some(*id),
                Mark::Instead(_) | Mark::Other => None,
            });
            if let Some(id) = id {
                meant.entry(id).or_default().push_str(&text);
            }
        }
        assert!(marks.is_empty(), "every mark ends");
        let meant = meant.into_iter().map(|(id, text)| ((page, id), text));
        self.meant.extend(meant);
        self.pages.push(all);
    }

    /// What is drawn on a page.
    pub fn operations(&self, page: ObjectId) -> Vec<Operation> {
        let content = self.document.get_page_content(page);
        Content::decode(&content).unwrap().operations
    }

    /// The elements in reading order, each on a line of its own, indented by its depth, with its text.
    pub fn outline(&self) -> String {
        let catalog = self.document.catalog().unwrap();
        let root = self.dictionary(catalog.get(b"StructTreeRoot").unwrap());
        let mut outline = String::new();
        for child in self.children(root) {
            self.element(self.dictionary(child), 0, &mut outline);
        }
        outline
    }

    fn element(&self, element: &Dictionary, depth: usize, outline: &mut String) {
        let role = element.get(b"S").unwrap().as_name().unwrap();
        let mut line = format!("{}{}", "  ".repeat(depth), String::from_utf8_lossy(role));
        if let Ok(alternative) = element.get(b"Alt") {
            line.push_str(&format!(" ({})", decode_text_string(alternative).unwrap()));
        }
        let page = element.get(b"Pg").and_then(Object::as_reference).ok();
        let mut text = String::new();
        let mut below = String::new();
        for child in self.children(element) {
            match child {
                Object::Integer(id) => text.push_str(&self.text(page.unwrap(), *id)),
                other => {
                    let dictionary = self.dictionary(other);
                    let at = dictionary.get(b"Pg").and_then(Object::as_reference);
                    match dictionary.get(b"Type").and_then(Object::as_name) {
                        Ok(b"MCR") => {
                            let id = dictionary.get(b"MCID").unwrap().as_i64().unwrap();
                            text.push_str(&self.text(at.unwrap(), id));
                        }
                        Ok(b"OBJR") => text.push_str("@ "),
                        _ => self.element(dictionary, depth + 1, &mut below),
                    }
                }
            }
        }
        if !text.is_empty() {
            line.push_str(&format!(": {text}"));
        }
        outline.push_str(line.trim_end());
        outline.push('\n');
        outline.push_str(&below);
    }

    fn text(&self, page: ObjectId, id: i64) -> String {
        self.meant.get(&(page, id)).cloned().unwrap_or_default()
    }

    fn children<'a>(&'a self, element: &'a Dictionary) -> Vec<&'a Object> {
        match element.get(b"K") {
            Ok(Object::Array(children)) => children.iter().collect(),
            Ok(child) => vec![child],
            Err(_) => Vec::new(),
        }
    }

    pub fn dictionary<'a>(&'a self, object: &'a Object) -> &'a Dictionary {
        let (_, object) = self.document.dereference(object).unwrap();
        object.as_dict().unwrap()
    }

    /// An entry of the information about the file.
    pub fn about(&self, key: &[u8]) -> String {
        let about = self.dictionary(self.document.trailer.get(b"Info").unwrap());
        decode_text_string(about.get(key).unwrap()).unwrap()
    }

    /// Where the links of the first page lead.
    pub fn links(&self) -> Vec<String> {
        let page = self.document.page_iter().next().unwrap();
        let annotations = self.document.get_page_annotations(page).unwrap();
        let address = |annotation: &Dictionary| {
            let action = self.dictionary(annotation.get(b"A").unwrap());
            let address = action.get(b"URI").unwrap().as_str().unwrap();
            String::from_utf8(address.to_vec()).unwrap()
        };
        annotations.into_iter().map(address).collect()
    }
}

fn mark(operation: &Operation) -> Mark {
    let Some(Object::Dictionary(properties)) = operation.operands.get(1) else {
        return Mark::Other;
    };
    if let Ok(id) = properties.get(b"MCID") {
        return Mark::Meant(id.as_i64().unwrap());
    }
    match properties.get(b"ActualText") {
        Ok(text) => Mark::Instead(decode_text_string(text).unwrap()),
        Err(_) => Mark::Other,
    }
}

fn shown(operation: &Operation, encoding: &Encoding) -> String {
    let parts: Vec<&Object> = match &operation.operands[0] {
        Object::Array(parts) => parts.iter().collect(),
        part => vec![part],
    };
    let texts = parts.into_iter().filter_map(|part| part.as_str().ok());
    texts
        .map(|bytes| Document::decode_text(encoding, bytes).unwrap())
        .collect()
}
