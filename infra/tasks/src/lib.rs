//! cargo dev and cargo verify.
