-- From here on journal.body is a frame that says by itself what it is and whether it is whole
-- (kiosk/store/journal_frame.hpp).

-- Counts that may have been told on a day, whatever the series: numbers go on above them. Written when a damaged file
-- was replaced.
CREATE TABLE ticket_floor (
    day  INTEGER PRIMARY KEY,
    used INTEGER NOT NULL
) STRICT;

-- Of journal_id, last and through (kiosk/store/journal_frame.hpp).
ALTER TABLE journal_state ADD COLUMN checksum BLOB NOT NULL DEFAULT x'';
