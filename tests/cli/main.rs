//! The program as a user types it.

mod cases;
mod errors;
mod memory;
mod program;
mod readme;
