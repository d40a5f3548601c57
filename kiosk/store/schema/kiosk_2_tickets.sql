-- The ticket book (kiosk/tickets/ticket_book.hpp). Days are counted from 1970.

-- One row: the newest office day, and the key under which cards are known on it; replaced at the rollover.
CREATE TABLE ticket_day (
    only INTEGER PRIMARY KEY CHECK (only = 0),
    day INTEGER NOT NULL,
    card_key BLOB NOT NULL CHECK (length(card_key) = 32)
) STRICT;

-- The highest count that a series has used on a day. Kept for a year: no number comes twice, whatever the clock does.
CREATE TABLE ticket_count (
    day INTEGER NOT NULL,
    series TEXT NOT NULL,
    used INTEGER NOT NULL,
    PRIMARY KEY (day, series)
) STRICT, WITHOUT ROWID;

-- The tickets of the newest day.
CREATE TABLE ticket (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    entry INTEGER NOT NULL,            -- id of the journal
    day INTEGER NOT NULL,
    prefix TEXT NOT NULL,
    series TEXT NOT NULL,
    count INTEGER NOT NULL,
    service TEXT NOT NULL,
    precedence INTEGER NOT NULL,
    token TEXT NOT NULL,
    taken_at INTEGER NOT NULL,
    paper INTEGER NOT NULL,            -- BookedPaper
    prints INTEGER NOT NULL,
    given_back INTEGER NOT NULL,
    card_tag BLOB CHECK (card_tag IS NULL OR length(card_tag) = 16),
    UNIQUE (day, series, count)
) STRICT;

CREATE INDEX ticket_by_card ON ticket (card_tag) WHERE card_tag IS NOT NULL;
