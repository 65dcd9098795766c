//! Whole files through the reader and the writer.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod encodings;
mod foreign;
mod limits;
mod peers;
mod roundtrip;
mod units;
mod validate;

use tmx::{Error, Reader, Unit, Warning};

/// Returns a file around the given body.
fn file(body: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<tmx version=\"1.4\">\n<header creationtool=\"pen\" \
         creationtoolversion=\"2\" segtype=\"sentence\" o-tmf=\"ink\" adminlang=\"en\" srclang=\"en\" \
         datatype=\"plaintext\"/>\n<body>\n{body}</body>\n</tmx>\n"
    )
}

/// Returns a unit as text, the segments as inner XML.
fn tu(source: &str, target: &str) -> String {
    format!(
        "<tu><tuv xml:lang=\"en\"><seg>{source}</seg></tuv><tuv xml:lang=\"fa\"><seg>{target}</seg></tuv></tu>\n"
    )
}

/// Reads all units; stops at the first error, refused units included.
fn read(bytes: impl AsRef<[u8]>) -> Result<Vec<Unit>, Error> {
    Reader::new(bytes.as_ref())?.collect()
}

/// Returns the error that stops a file, as printed.
fn error(bytes: impl AsRef<[u8]>) -> String {
    read(bytes).expect_err("a file that must be refused").to_string()
}

/// Reads all units and what was forgiven.
fn read_warned(bytes: impl AsRef<[u8]>) -> (Vec<Unit>, Vec<Warning>) {
    let mut reader = Reader::new(bytes.as_ref()).expect("a readable file");
    let units = reader.by_ref().collect::<Result<_, _>>().expect("readable units");
    (units, reader.take_warnings())
}

/// Returns the codes of the warnings.
fn codes(bytes: impl AsRef<[u8]>) -> Vec<String> {
    read_warned(bytes).1.iter().map(|warning| warning.code.to_string()).collect()
}
