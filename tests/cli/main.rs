//! The program as a user types it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by ending")]

mod analyse;
mod archive;
mod beads;
mod boilerplate;
mod cases;
mod check;
mod compare;
mod errors;
mod export;
mod faults;
mod formats;
mod forms;
mod hand;
mod import;
mod memory;
mod program;
mod readme;
mod search;
mod segment;
mod settle;
mod typing;
