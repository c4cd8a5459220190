//! Finds whose a payment is.
