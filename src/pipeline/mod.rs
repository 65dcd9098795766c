//! Stages strung together. The only place that names two of them.

mod align;
mod allow;
mod analyse;
mod archive;
mod beads;
mod boilerplate;
mod check;
mod dictionary;
mod digest;
mod doctor;
mod error;
mod exchange;
mod glossary;
mod jsonl;
mod known;
mod languages;
mod locate;
mod lone;
mod names;
mod origin;
mod output;
mod place;
mod pretranslate;
mod run;
mod search;
mod settle;
mod srx;
mod teach;
mod termbase;
mod text;
mod watch;

pub use crate::check::Page;
/// An OmegaT project's folder.
pub use crate::exchange::omegat::Project as OmegatProject;
/// What parts the cells of a table.
pub use crate::exchange::table::Delimiter;
/// For whom a TMX file is.
pub use crate::exchange::tmx::Profile;
/// Which XLIFF a file is.
pub use crate::exchange::xliff::Version as XliffVersion;
pub use crate::segment::srx::{Dialect, Options as SrxOptions};
pub use align::{
    AlignOptions, Aligned, Batch, DictionaryRow, LOT, PairFiles, align, beads_tsv, read_pairs, store_lot,
    units_of,
};
pub use allow::{Allowance, Sieve, allow, allowances, baseline, disallow, read_baseline, sift};
pub use analyse::{Analysis, Band, Tally, analyse, analysis_tables, analysis_workbook};
pub use archive::{PairBy, Plan, PlannedPair, plan};
pub use beads::{BeadTable, apply_beads, beads_table, stored_pair};
pub use boilerplate::{Boilerplate, Repeats};
pub use check::{CheckOptions, Checked, check, check_delivery, explain, nearest_check, pages, read_tmx};
pub use dictionary::{glossary_rows, read_dictionary};
pub use doctor::{Ailment, doctor};
pub use error::Error;
pub use exchange::{
    Differences, ExportCounts, ExportOptions, Form, ImportCounts, ImportOptions, Kind, LangMap, OmegatCounts,
    OmegatOptions, OnConflict, Problem, Select, Written, check_tmx, diff, dump_jsonl, dump_tmx_json,
    export_form, export_moses, export_omegat, export_tmx, export_workbook, import_file, import_moses,
    import_tmx, kind_of, moment, validate_stream, validate_tmx, write_tmx,
};
pub use glossary::{TermChanges, add_terms, change_term, remove_terms, terms, terms_for};
pub use jsonl::segment_jsonl;
pub use known::Known;
pub use languages::{Settled, Wanted, from_name, settle};
pub use locate::{locate, set_lines};
pub use lone::{ToCheck, sides_to_check, units_to_check};
pub use names::{NamesOptions, find_names, findings_json};
pub use origin::known_origin;
pub use output::{Output, write_whole};
pub use place::store_folder;
pub use pretranslate::{Filled, Pretranslated, pretranslate};
pub use run::{ArchiveOutcome, RunOptions, RunOutcome, run, run_archive};
pub use search::{
    Found, Line, LineOptions, Match, Pattern, Penalties, Penalty, SearchOptions, Searcher, sidecar_path,
};
pub use settle::{
    Bond, Bound, Decided, FixPlan, Fixed, Meant, NameOrder, Register, Side, Suggestion, Touched, Writing,
    apply_fix, approve_units, bind_names, decided, plan_edit, plan_glossary, plan_name, plan_writing,
    register, remove_units, suggest_terms, units_by_id, units_of_file,
};
pub use srx::{Difference, SrxRules, export_srx, write_srx};
pub use teach::Taught;
pub use termbase::{TermForm, export_terms, import_terms};
pub use text::{Text, TextOptions, load, load_bytes, load_lines, segmenter};
pub use watch::{Observer, Stage, Watch};
