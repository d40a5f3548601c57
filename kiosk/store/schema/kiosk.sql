-- kiosk.db: what a kiosk has to remember through a power cut. One short transaction each, synchronous=FULL.
-- Times are milliseconds since 1970 UTC.

-- One row: the journal's name, the newest entry ever, the newest that the office has dealt with.
CREATE TABLE journal_state (
    one        INTEGER PRIMARY KEY CHECK (one = 1),
    journal_id BLOB    NOT NULL,
    last       INTEGER NOT NULL,
    through    INTEGER NOT NULL CHECK (through <= last)
) STRICT;

-- Entries by their id, which never changes. Those that the office has dealt with are kept some days longer, for an
-- office that was restored from a copy.
CREATE TABLE journal (
    id   INTEGER PRIMARY KEY,
    at   INTEGER NOT NULL,
    body BLOB    NOT NULL            -- JournalEntry of office/api/link.proto, with ids for numbers
) STRICT;

-- Entries from `from_id` on are known to the office by id + shift.
CREATE TABLE journal_numbers (
    from_id INTEGER PRIMARY KEY,
    shift   INTEGER NOT NULL
) STRICT;

-- One row: how the hall stood when the office said so last, for a start without it.
CREATE TABLE hall (
    one  INTEGER PRIMARY KEY CHECK (one = 1),
    feed BLOB    NOT NULL            -- OfficeMessage of office/api/link.proto
) STRICT;
