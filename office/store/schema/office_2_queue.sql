-- office.db, version 2: the queue. What happened, in order; the state follows from it (office/queue). Bodies:
-- office/queue/store/event_codec.hpp, which counts their forms. No row names a person.

CREATE TABLE queue_events (
    seq  INTEGER PRIMARY KEY,            -- from 1, without gaps: the queue's version after it
    at   INTEGER NOT NULL,
    by   TEXT    NOT NULL,               -- staff account, kiosk, or the program's part
    kind TEXT    NOT NULL,
    form INTEGER NOT NULL,
    body TEXT    NOT NULL
) STRICT;

-- The state after event `seq`, written as each office day begins, so that a start reads one day. The last few are kept.
CREATE TABLE queue_snapshots (
    seq  INTEGER PRIMARY KEY,
    at   INTEGER NOT NULL,
    form INTEGER NOT NULL,
    body TEXT    NOT NULL
) STRICT;
