//! The store, tested through its face; `bench` has what the tests share.

mod bench;
mod files;
mod history;
mod opening;
mod records;
