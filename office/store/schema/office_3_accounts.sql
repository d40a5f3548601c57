-- office.db, version 3: the staff's accounts. A row goes never: the ledger names its owner for ever.

CREATE TABLE accounts (
    name             TEXT    PRIMARY KEY,
    role             TEXT    NOT NULL,
    password_hash    TEXT    NOT NULL,   -- Argon2id, with its salt and costs (libsodium's form)
    must_change      INTEGER NOT NULL,   -- 1: a one-time password, good for nothing but choosing one
    password_ends_at INTEGER,            -- of a one-time password; NULL: never
    generation       INTEGER NOT NULL,   -- grows whenever sessions have to end: password, disabling
    added_at         INTEGER NOT NULL,
    added_by         TEXT    NOT NULL,
    disabled_at      INTEGER
) STRICT, WITHOUT ROWID;
