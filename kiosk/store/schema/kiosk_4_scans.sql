-- Lawyers' papers (kiosk/scans). Nothing here can be read without a key that is not here: pages and forms are sealed to
-- the office, drafts encrypted under a key from the card.

-- One row: what the office last told to seal to.
CREATE TABLE scan_key (
    one        INTEGER PRIMARY KEY CHECK (one = 1),
    public_key BLOB    NOT NULL CHECK (length(public_key) = 32)
) STRICT;

-- Half a registration, of the office's day.
CREATE TABLE scan_draft (
    person BLOB    PRIMARY KEY CHECK (length(person) = 16),  -- derived from number and name, under draft.key
    day    INTEGER NOT NULL,             -- since 1970
    body   BLOB    NOT NULL
) STRICT, WITHOUT ROWID;

-- Pages whose files stand in scans/. The row is there after the file, and goes before it.
CREATE TABLE scan_page (
    seq     INTEGER PRIMARY KEY AUTOINCREMENT,
    id      BLOB    NOT NULL UNIQUE CHECK (length(id) = 16),
    kind    INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    bytes   INTEGER NOT NULL,            -- sealed
    hash    BLOB    NOT NULL CHECK (length(hash) = 32),  -- of the sealed bytes
    state   INTEGER NOT NULL,            -- PageState
    draft   BLOB                         -- person of the draft that holds it
) STRICT;
