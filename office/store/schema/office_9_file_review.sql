-- office.db, version 9: file review (office/file_review). A booking is an appointment of the service for lawyers, with
-- its room.

CREATE TABLE review_bookings (
    appointment_id    TEXT    PRIMARY KEY REFERENCES appointments (id),
    registration_id   BLOB    NOT NULL CHECK (length(registration_id) = 16),
    identity_index    BLOB    NOT NULL CHECK (length(identity_index) = 16),  -- the lawyer
    acceptance_number TEXT    NOT NULL,
    room              TEXT    NOT NULL,
    from_ms           INTEGER NOT NULL,
    until_ms          INTEGER NOT NULL CHECK (until_ms > from_ms),
    cancelled         INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
-- A room holds one review at a time, whoever writes here.
CREATE UNIQUE INDEX review_room_taken ON review_bookings (room, from_ms) WHERE cancelled = 0;
CREATE INDEX review_bookings_by_time ON review_bookings (from_ms);
CREATE INDEX review_bookings_by_person ON review_bookings (identity_index, from_ms);

CREATE TRIGGER review_room_never_twice BEFORE INSERT ON review_bookings
WHEN EXISTS (SELECT 1 FROM review_bookings b WHERE b.room = NEW.room AND b.cancelled = 0 AND b.from_ms < NEW.until_ms
             AND b.until_ms > NEW.from_ms)
BEGIN
    SELECT RAISE(ABORT, 'the room is taken');
END;

-- However an appointment is cancelled, its room is free again.
CREATE TRIGGER review_room_free AFTER UPDATE OF cancelled_at ON appointments WHEN NEW.cancelled_at IS NOT NULL
BEGIN
    UPDATE review_bookings SET cancelled = 1 WHERE appointment_id = NEW.id;
END;

-- Whether a case's electronic file can be opened, as staff marked it.
CREATE TABLE case_files (
    acceptance_number TEXT    PRIMARY KEY,
    ready             INTEGER NOT NULL,
    marked_by         TEXT    NOT NULL,
    marked_at         INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
