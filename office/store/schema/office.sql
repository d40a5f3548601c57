-- office.db: everything that serving writes. One short transaction each, synchronous=FULL.
-- Times are milliseconds since 1970 UTC (…_at); days count from 1970-01-01 (…_until).

CREATE TABLE ledger (
    seq       INTEGER PRIMARY KEY,
    at        INTEGER NOT NULL,
    kind      TEXT    NOT NULL,
    body      TEXT    NOT NULL,
    prev_hash BLOB    NOT NULL,
    hash      BLOB    NOT NULL
) STRICT;

-- The newest entry, authenticated with the ledger key, so that cutting off the tail is found too. One row.
CREATE TABLE ledger_head (
    id   INTEGER PRIMARY KEY CHECK (id = 1),
    seq  INTEGER NOT NULL,
    hash BLOB    NOT NULL,
    mac  BLOB    NOT NULL
) STRICT;

-- Wrong query codes, by identity and by kiosk. The subject is a keyed hash or 'kiosk:' + id.
CREATE TABLE attempts (
    subject      BLOB    PRIMARY KEY,
    failures     INTEGER NOT NULL,
    last_at      INTEGER NOT NULL,
    locked_until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE query_codes (
    identity_index BLOB    PRIMARY KEY,
    code_hash      BLOB    NOT NULL,
    issued_at      INTEGER NOT NULL,
    issued_by      TEXT    NOT NULL
) STRICT, WITHOUT ROWID;

-- Granted by window staff after they authenticated the person (province's guide, 2023).
CREATE TABLE entitlements (
    entitlement_id    INTEGER PRIMARY KEY,
    identity_index    BLOB    NOT NULL,
    acceptance_number TEXT    NOT NULL,
    role              INTEGER NOT NULL,
    principal         INTEGER NOT NULL,
    person_name       TEXT    NOT NULL,
    proofs            TEXT    NOT NULL,  -- words, comma separated
    granted_by        TEXT    NOT NULL,  -- the staff member's account
    granted_at        INTEGER NOT NULL,
    valid_until       INTEGER,
    withdrawn_at      INTEGER,
    withdrawn_by      TEXT
) STRICT;
CREATE INDEX entitlements_by_person ON entitlements (identity_index);
CREATE INDEX entitlements_by_case ON entitlements (acceptance_number);

CREATE TABLE kiosks (
    kiosk_id           TEXT    PRIMARY KEY,
    label              TEXT    NOT NULL,
    certificate_serial BLOB    NOT NULL,
    enrolled_at        INTEGER NOT NULL,
    revoked_at         INTEGER,
    last_seen_at       INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE enrolment_codes (
    code_hash  BLOB    PRIMARY KEY,
    mac_key    BLOB    NOT NULL,         -- derived from the code, masked with the store key
    kiosk_id   TEXT    NOT NULL,
    label      TEXT    NOT NULL,
    issued_at  INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at    INTEGER,
    used_key   BLOB                      -- hash of the public key that it was used for
) STRICT, WITHOUT ROWID;
