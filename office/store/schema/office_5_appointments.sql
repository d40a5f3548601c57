-- office.db, version 5: times that are reserved for people (office/appointments).

CREATE TABLE appointments (
    id             TEXT    PRIMARY KEY,  -- random
    identity_index BLOB    NOT NULL CHECK (length(identity_index) = 16),  -- never the number
    service        TEXT    NOT NULL,
    from_ms        INTEGER NOT NULL,
    until_ms       INTEGER NOT NULL CHECK (until_ms > from_ms),
    made_by        TEXT    NOT NULL,     -- the staff member's account
    made_at        INTEGER NOT NULL,
    cancelled_by   TEXT,
    cancelled_at   INTEGER,
    used_by        INTEGER               -- the queue's id of the ticket that brought it
) STRICT, WITHOUT ROWID;

CREATE INDEX appointments_by_person ON appointments (identity_index, from_ms);
CREATE INDEX appointments_by_time ON appointments (from_ms);
