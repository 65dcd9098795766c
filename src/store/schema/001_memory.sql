-- Version 1. Ids are never used twice, for the change log names rows by them: AUTOINCREMENT sees to it, and for units
-- and occurrences, where it would cost a tenth of an import, the program does.

-- What was written, once: the key is a digest of all its variants (see key.rs).
CREATE TABLE unit (
    id  INTEGER PRIMARY KEY,
    key BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX unit_key ON unit (key);

-- The id is unit * 65536 + position: rows are only ever appended, and a unit's variants lie side by side.
CREATE TABLE variant (
    id       INTEGER PRIMARY KEY,
    lang     TEXT NOT NULL,
    text     TEXT NOT NULL,
    marks    TEXT,
    unit     INTEGER AS (id >> 16) VIRTUAL,
    position INTEGER AS (id & 65535) VIRTUAL
) STRICT;

-- Units that lost their last occurrence, kept for undo.
CREATE TABLE retired_unit (
    id       INTEGER PRIMARY KEY,
    key      BLOB NOT NULL,
    variants TEXT NOT NULL
) STRICT;

CREATE TABLE file (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    kind     TEXT NOT NULL,
    name     TEXT NOT NULL,
    target   TEXT,
    hash     TEXT NOT NULL,
    -- Empty for an aligned pair, whose files may change and stay the same pair; else the hash.
    identity TEXT NOT NULL,
    header   TEXT
) STRICT;
CREATE UNIQUE INDEX file_identity ON file (kind, name, ifnull(target, ''), identity);

-- Where a unit stands, and everything that stood with it there.
CREATE TABLE occurrence (
    id          INTEGER PRIMARY KEY,
    unit        INTEGER NOT NULL REFERENCES unit (id),
    file        INTEGER NOT NULL REFERENCES file (id),
    place       INTEGER NOT NULL,
    line        INTEGER NOT NULL,
    metadata    INTEGER NOT NULL,
    approved    INTEGER NOT NULL,
    confidence  REAL,
    tuid        TEXT,
    attributes  TEXT,
    annotations TEXT,
    variants    TEXT,
    ranges      TEXT
) STRICT;
CREATE UNIQUE INDEX occurrence_place ON occurrence (file, place, unit, metadata);
CREATE INDEX occurrence_unit ON occurrence (unit);

CREATE TABLE step (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    at        TEXT NOT NULL,
    who       TEXT NOT NULL,
    command   TEXT NOT NULL,
    undoes    INTEGER REFERENCES step (id),
    undone_by INTEGER REFERENCES step (id)
) STRICT;

-- Rows first..=last of a table: inserted, or one row as it was before an update or a delete.
CREATE TABLE change (
    seq       INTEGER PRIMARY KEY AUTOINCREMENT,
    step      INTEGER NOT NULL REFERENCES step (id),
    tab       TEXT NOT NULL,
    operation TEXT NOT NULL,
    first     INTEGER NOT NULL,
    last      INTEGER NOT NULL,
    before    TEXT
) STRICT;
CREATE INDEX change_step ON change (step);
CREATE INDEX change_row ON change (tab, last);

CREATE TABLE term (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    source_lang TEXT NOT NULL,
    target_lang TEXT NOT NULL,
    kind        TEXT NOT NULL,
    -- Spellings, the headword first; plural and short forms of both sides.
    source      TEXT NOT NULL,
    forms       TEXT,
    scope       TEXT,
    note        TEXT,
    origin      TEXT,
    why         TEXT NOT NULL,
    step        INTEGER NOT NULL REFERENCES step (id)
) STRICT;

CREATE INDEX term_source ON term (source);

CREATE TABLE rendering (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    term     INTEGER NOT NULL REFERENCES term (id),
    position INTEGER NOT NULL,
    text     TEXT NOT NULL,
    status   TEXT NOT NULL
) STRICT;
CREATE INDEX rendering_term ON rendering (term, position);

CREATE TABLE decision (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    kind    TEXT NOT NULL,
    subject TEXT NOT NULL,
    value   TEXT NOT NULL,
    why     TEXT NOT NULL,
    step    INTEGER NOT NULL REFERENCES step (id)
) STRICT;
CREATE INDEX decision_subject ON decision (kind, subject);

CREATE TABLE setting (
    id    INTEGER PRIMARY KEY AUTOINCREMENT,
    name  TEXT NOT NULL UNIQUE,
    value TEXT NOT NULL
) STRICT;

-- Computed from the units, replaced as a whole, not in the change log.
CREATE TABLE lexicon (
    source_lang TEXT NOT NULL,
    target_lang TEXT NOT NULL,
    source      TEXT NOT NULL,
    target      TEXT NOT NULL,
    forward     REAL NOT NULL,
    backward    REAL NOT NULL,
    count       REAL NOT NULL,
    PRIMARY KEY (source_lang, target_lang, source, target)
) STRICT, WITHOUT ROWID;

CREATE TABLE name (
    id         INTEGER PRIMARY KEY,
    source     TEXT NOT NULL,
    kind       TEXT NOT NULL,
    verdict    TEXT NOT NULL,
    change_seq INTEGER NOT NULL
) STRICT;

CREATE TABLE name_rendering (
    name     INTEGER NOT NULL REFERENCES name (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    text     TEXT NOT NULL,
    forms    TEXT NOT NULL,
    class    TEXT NOT NULL,
    uses     TEXT NOT NULL,
    PRIMARY KEY (name, position)
) STRICT, WITHOUT ROWID;
