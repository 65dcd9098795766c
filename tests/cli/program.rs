//! Runs the binary in a folder of its own.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A fresh folder in which the program runs, away from any configuration or store.
pub(crate) struct Desk {
    folder: tempfile::TempDir,
}

/// What a run left behind.
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Desk {
    /// Returns the target texts of the store's units, in the order of a dump.
    pub(crate) fn targets(&self) -> Vec<String> {
        let dump = self.yeksan(&["dump"]).ended(0).out;
        let text = |line: &str| {
            let unit: serde_json::Value = serde_json::from_str(line).unwrap();
            unit["variants"][1]["text"].as_str().unwrap().to_owned()
        };
        dump.lines().map(text).collect()
    }

    pub(crate) fn new() -> Desk {
        Desk { folder: tempfile::tempdir().unwrap() }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        std::fs::write(self.path(name), bytes).unwrap();
        name.to_owned()
    }

    pub(crate) fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
    }

    /// Runs `yeksan` with these arguments and a fixed clock and user.
    pub(crate) fn yeksan(&self, arguments: &[&str]) -> Run {
        let output: Output = Command::new(env!("CARGO_BIN_EXE_yeksan"))
            .args(arguments)
            .current_dir(self.folder.path())
            .env_remove("YEKSAN_DB")
            .env_remove("NO_COLOR")
            .env("SOURCE_DATE_EPOCH", "1738540800")
            .env("USER", "tester")
            .output()
            .unwrap();
        Run {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

impl Run {
    /// Panics with everything the program said unless it ended with `code`.
    pub(crate) fn ended(self, code: i32) -> Run {
        assert_eq!(self.code, code, "stdout: {}\nstderr: {}", self.out, self.err);
        self
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap_or_else(|e| panic!("{e}: {}", self.out))
    }
}

/// Returns the folder of a golden case.
pub(crate) fn case(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(name)
}
