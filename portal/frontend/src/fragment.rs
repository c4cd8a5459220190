//! How a browser asks for a part of a page, and how it knows that it got one.

/// The header that names the part: the browser asks with it, and the answer carries it too. An answer without it is
/// some other page, such as the one to sign in, and is not shown.
pub const HEADER: &str = "x-fragment";

/// How something stands that is being followed.
pub const STATE: &str = "state";

/// What a search found.
pub const RESULTS: &str = "results";

/// What would come of a form.
pub const PREVIEW: &str = "preview";
