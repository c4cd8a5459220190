//! Puts a payment to what its customer owes.
