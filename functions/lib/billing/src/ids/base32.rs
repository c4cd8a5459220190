//! Base32 after RFC 4648 in lower case and without padding: safe in a URL, a file name and a key.

const ALPHABET: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";

/// The text form of `bytes`.
pub fn encode(bytes: &[u8]) -> String {
    bytes
        .chunks(5)
        .flat_map(|chunk| {
            let bits = chunk
                .iter()
                .chain(std::iter::repeat(&0))
                .take(5)
                .fold(0_u64, |bits, byte| (bits << 8) | u64::from(*byte));
            let letters = chunk.len().saturating_mul(8).div_ceil(5);
            (0..8_u32).rev().take(letters).map(move |place| {
                let index = (bits >> place.saturating_mul(5)) & 31;
                let index = usize::try_from(index).unwrap_or_default();
                char::from(ALPHABET[index])
            })
        })
        .collect()
}

/// The bytes of a text form; `None` for a letter outside the alphabet. The caller compares with [`encode`] to refuse stray bits.
pub fn decode(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut bits = 0_u32;
    let mut count = 0_u32;
    for letter in text.bytes() {
        let value = ALPHABET.iter().position(|known| *known == letter)?;
        bits = (bits << 5) | u32::try_from(value).ok()?;
        count = count.saturating_add(5);
        if count >= 8 {
            count = count.saturating_sub(8);
            bytes.push(u8::try_from((bits >> count) & 0xFF).ok()?);
        }
    }
    Some(bytes)
}
