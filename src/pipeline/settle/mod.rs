//! What people decided, and what it does to the store: one decision, one step.

mod decided;
mod entry;
mod fix;
mod plan;
mod register;
mod script;
mod suggest;
#[cfg(test)]
mod tests;
mod unit;
mod worthy;

pub use crate::settle::{Bond, Writing};
pub use decided::{Bound, Decided, bind_names, decided};
pub use fix::{Fixed, apply_fix};
pub use plan::{FixPlan, NameOrder, plan_glossary, plan_name, plan_writing};
pub use register::{Meant, Register, register};
pub use suggest::{Suggestion, suggest_terms};
pub use unit::{Side, Touched, approve_units, plan_edit, remove_units, units_by_id, units_of_file};
