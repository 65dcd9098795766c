//! What people decided, and what it does to the store: one decision, one step.

mod decided;
mod register;

pub use crate::settle::Bond;
pub use decided::{Bound, Decided, bind_names, decided};
pub use register::{Meant, Register, register};
