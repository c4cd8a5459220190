//! Safaricom's M-PESA: what its callbacks say, what it wants to hear in answer, and how it is called.
//! It must not know the store or the queue. All but `daraja` is bytes in, facts and answers out.

pub mod hook;

pub mod c2b;
pub mod results;
pub mod stk;

pub mod acknowledgement;

pub mod daraja;

pub mod facts;
pub mod unreadable;

mod text;
mod wire;
