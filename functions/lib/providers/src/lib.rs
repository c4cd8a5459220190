//! What the outside parties send and expect.
