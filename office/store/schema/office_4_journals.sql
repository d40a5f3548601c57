-- office.db, version 4: how far the kiosks' journals are dealt with, and visitors who asked for a person.

CREATE TABLE kiosk_journal (
    kiosk_id   TEXT    PRIMARY KEY,
    journal_id BLOB    NOT NULL,         -- of the journal that it sends now
    through    INTEGER NOT NULL          -- its highest entry that was applied, or refused and recorded as refused
) STRICT, WITHOUT ROWID;

CREATE TABLE help_calls (
    help_id  INTEGER PRIMARY KEY,
    kiosk    TEXT    NOT NULL,
    entry    INTEGER NOT NULL,           -- of the kiosk's journal
    at       INTEGER NOT NULL,           -- ms
    screen   TEXT    NOT NULL,
    ticket   TEXT,                       -- its number
    taken_by TEXT,                       -- the staff member's account
    taken_at INTEGER,
    UNIQUE (kiosk, entry)
) STRICT;
