//! The staff and integration API.
