-- office.db, version 6: lawyers' registrations (office/lawyers). Numbers of states, findings and reasons:
-- office/api/registration.hpp. What the lawyer wrote is in sealed_form only, which the scan key opens.

CREATE TABLE registrations (
    id                BLOB    PRIMARY KEY CHECK (length(id) = 16),  -- random, made at the kiosk
    version           INTEGER NOT NULL,  -- grows with every change
    identity_index    BLOB    NOT NULL CHECK (length(identity_index) = 16),  -- the lawyer; zeros: erased
    match_key         BLOB,              -- keyed hash of lawyer, client and case as they were given; NULL: erased
    kiosk             TEXT    NOT NULL,
    submitted_at      INTEGER NOT NULL,
    changed_at        INTEGER NOT NULL,
    state             INTEGER NOT NULL,
    reviewer          TEXT    NOT NULL,  -- account that has it open
    confirmed_once_by TEXT    NOT NULL,  -- the first of two
    sealed_form       BLOB,              -- NULL: erased
    authorisation     INTEGER NOT NULL,
    agrees            INTEGER NOT NULL,  -- to notices
    to_window         INTEGER NOT NULL,  -- handed over with a ticket
    acceptance_number TEXT,              -- of the case found
    client            INTEGER,           -- the party's ordinal there
    role              INTEGER,
    findings          TEXT    NOT NULL,  -- words, comma separated
    register_asked    INTEGER NOT NULL,
    reasons           TEXT    NOT NULL,  -- words, comma separated
    decided_at        INTEGER,
    decided_by        TEXT    NOT NULL,
    valid_until       INTEGER,           -- last day
    entitlement_id    INTEGER,           -- that the confirmation granted
    follows           BLOB,
    merged_into       BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX registrations_by_state ON registrations (state, submitted_at);
CREATE INDEX registrations_by_person ON registrations (identity_index, submitted_at);
CREATE INDEX registrations_by_case ON registrations (acceptance_number) WHERE acceptance_number IS NOT NULL;

CREATE TABLE registration_pages (
    page_id         BLOB    PRIMARY KEY CHECK (length(page_id) = 16),
    registration_id BLOB    NOT NULL REFERENCES registrations (id),
    kind            INTEGER NOT NULL,
    ordinal         INTEGER NOT NULL,
    sealed_bytes    INTEGER NOT NULL,
    sealed_hash     BLOB    NOT NULL CHECK (length(sealed_hash) = 32),
    erased          INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX registration_pages_by_registration ON registration_pages (registration_id);

-- Beside the ledger, which has the same: a registration's history without reading the whole of it.
CREATE TABLE registration_steps (
    step_id         INTEGER PRIMARY KEY,
    registration_id BLOB    NOT NULL REFERENCES registrations (id),
    at              INTEGER NOT NULL,
    command         TEXT    NOT NULL,
    by              TEXT    NOT NULL,    -- account, kiosk, or empty: the office itself
    reasons         TEXT    NOT NULL
) STRICT;
CREATE INDEX registration_steps_by_registration ON registration_steps (registration_id);

-- Handed in, but sealed to another key or not to be read: kept for a while, in case the key comes back.
CREATE TABLE registrations_refused (
    kiosk       TEXT    NOT NULL,
    entry       INTEGER NOT NULL,        -- of the kiosk's journal
    id          BLOB    NOT NULL,
    at          INTEGER NOT NULL,
    reason      TEXT    NOT NULL,
    sealed_form BLOB    NOT NULL,
    PRIMARY KEY (kiosk, entry)
) STRICT, WITHOUT ROWID;
