-- cases.db, version 3: what a person's sealed records at the kiosks are found and opened by (office/api/cache_record):
-- a keyed hash of the identity number, which stands nowhere. Whoever has it and the name can open what a kiosk keeps of
-- that person; kept with what the office itself knows of him.

CREATE TABLE person_roots (
    identity_index BLOB NOT NULL PRIMARY KEY,
    root           BLOB NOT NULL
) STRICT, WITHOUT ROWID;
