-- cases.db: what the unified business application system exported. Written by imports only, so that a long import never
-- holds up a lookup (the ledger and everything else that serves writes is in office.db). Days count from 1970-01-01.
-- Numbers of kinds, stages, measures, outcomes and roles: office/api/terms.hpp.

CREATE TABLE cases (
    case_id           INTEGER PRIMARY KEY,
    acceptance_number TEXT    NOT NULL UNIQUE,
    kind              INTEGER NOT NULL,
    cause             TEXT    NOT NULL,
    department        TEXT    NOT NULL,
    accepted_on       INTEGER NOT NULL,
    confidentiality   INTEGER NOT NULL,  -- bit set: 1 state secret, 2 commercial secret, 4 privacy, 8 minor suspect,
                                         -- 16 minor victim, 32 accomplices at large, 64 other
    in_custody        INTEGER NOT NULL,  -- 1: a suspect was in custody at acceptance (decides the arrest-review term)
    procedure         INTEGER NOT NULL,  -- 1 ordinary, 2 admitted guilt with fast track, 3 the same with more than a
                                         -- year's imprisonment possible (art. 172)
    outcome           INTEGER NOT NULL,
    concluded_on      INTEGER
) STRICT;

CREATE TABLE parties (
    case_id        INTEGER NOT NULL,
    ordinal        INTEGER NOT NULL,     -- from 1, in the export's order
    position       INTEGER NOT NULL,     -- 1 suspect, 2 victim, 3 applicant
    name           TEXT    NOT NULL,
    identity_index BLOB,                 -- keyed hash of the identity number, where the export has one
    measure        INTEGER NOT NULL,
    PRIMARY KEY (case_id, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE stage_events (
    case_id INTEGER NOT NULL,
    seq     INTEGER NOT NULL,
    stage   INTEGER NOT NULL,
    on_day  INTEGER NOT NULL,
    PRIMARY KEY (case_id, seq)
) STRICT, WITHOUT ROWID;

-- Entitlements that the export carries: first authenticated by staff in the business system. Kept by case, because
-- an export replaces a case's rows together; found by person through the index.
CREATE TABLE imported_entitlements (
    case_id        INTEGER NOT NULL,
    seq            INTEGER NOT NULL,     -- from 1, in the export's order
    identity_index BLOB    NOT NULL,
    role           INTEGER NOT NULL,
    principal      INTEGER NOT NULL,     -- ordinal of the party for whom he asks; himself for a party; 0: the case
    person_name    TEXT    NOT NULL,
    valid_until    INTEGER,              -- last day; NULL: until the case is archived
    withdrawn      INTEGER NOT NULL,
    PRIMARY KEY (case_id, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX imported_entitlements_by_person ON imported_entitlements (identity_index);

CREATE TABLE imports (
    import_id   INTEGER PRIMARY KEY,
    kind        TEXT    NOT NULL,        -- of file: cases_ndjson, cases_csv, parties_csv, …
    file_hash   BLOB    NOT NULL,        -- BLAKE2b-256
    started_at  INTEGER NOT NULL,        -- ms
    finished_at INTEGER NOT NULL,
    accepted    INTEGER NOT NULL,
    changed     INTEGER NOT NULL,        -- of those accepted
    rejected    INTEGER NOT NULL
) STRICT;
