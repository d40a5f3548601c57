-- office.db, version 10: as in cases.db, version 3, of those whose entitlements staff recorded.

CREATE TABLE person_roots (
    identity_index BLOB NOT NULL PRIMARY KEY,
    root           BLOB NOT NULL
) STRICT, WITHOUT ROWID;
