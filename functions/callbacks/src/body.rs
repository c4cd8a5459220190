//! Reads a request's body to its end, whatever its length, and keeps no more of it than can be kept.
//! It must not know what the bytes mean, nor trust any header about them.

use futures::StreamExt;

/// As much of a body as is kept.
pub const BODY_BYTES_MAX: usize = 16 * 1024 * 1024;

/// As much of a body as is read, so that its sender can hear the answer, before the connection is given up.
const BODY_BYTES_READ_MAX: usize = 4 * BODY_BYTES_MAX;

/// What there was of a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    /// The bytes, or the first of them.
    pub raw: Vec<u8>,
    /// Why there are not all of them.
    pub cut: Option<Cut>,
}

/// Why a body is not complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    /// It has more than [`BODY_BYTES_MAX`] bytes.
    TooLong,
    /// The connection broke.
    BrokenOff,
}

impl Cut {
    /// For the person who looks at what is left.
    #[must_use]
    pub fn reason(self) -> &'static str {
        match self {
            Self::TooLong => "the body has more than 16 MiB; the first 16 MiB are kept",
            Self::BrokenOff => "the connection broke before the body was complete",
        }
    }
}

/// Reads a body. It never fails: what cannot be read is not there.
pub async fn read(body: axum::body::Body) -> Body {
    let mut chunks = body.into_data_stream();
    let mut raw = Vec::new();
    let mut read_bytes: usize = 0;
    while let Some(chunk) = chunks.next().await {
        let Ok(chunk) = chunk else {
            return Body {
                raw,
                cut: Some(Cut::BrokenOff),
            };
        };
        read_bytes = read_bytes.saturating_add(chunk.len());
        let room = BODY_BYTES_MAX - raw.len();
        raw.extend_from_slice(&chunk[..chunk.len().min(room)]);
        if read_bytes > BODY_BYTES_READ_MAX {
            break;
        }
    }
    let cut = (read_bytes > raw.len()).then_some(Cut::TooLong);
    Body { raw, cut }
}

#[cfg(test)]
mod tests {
    use axum::body::Bytes;

    use super::*;

    fn in_chunks(chunk: &'static [u8], count: usize) -> axum::body::Body {
        let chunks = futures::stream::iter(0..count)
            .map(move |_| Ok::<_, std::io::Error>(Bytes::from_static(chunk)));
        axum::body::Body::from_stream(chunks)
    }

    #[tokio::test]
    async fn a_body_is_read_whole_up_to_its_limit() {
        static MEBIBYTE: [u8; 1 << 20] = [b' '; 1 << 20];
        let cases = [
            (0, 0, None),
            (3, 3, None),
            (16, 16, None),
            (17, 16, Some(Cut::TooLong)),
            (100, 16, Some(Cut::TooLong)),
        ];
        for (sent, kept, cut) in cases {
            let body = read(in_chunks(&MEBIBYTE, sent)).await;
            assert_eq!((body.raw.len() >> 20, body.cut), (kept, cut), "{sent} MiB");
        }
    }

    #[tokio::test]
    async fn what_came_before_the_connection_broke_is_kept() {
        let chunks = [
            Ok(Bytes::from_static(b"{\"TransID\"")),
            Err(std::io::Error::other("reset")),
        ];
        let body = read(axum::body::Body::from_stream(futures::stream::iter(chunks))).await;
        assert_eq!(
            body,
            Body {
                raw: b"{\"TransID\"".to_vec(),
                cut: Some(Cut::BrokenOff)
            }
        );
    }
}
