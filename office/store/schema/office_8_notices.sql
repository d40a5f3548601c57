-- office.db, version 8: notices that wait to be sent, or were (office/notices).

CREATE TABLE notices (
    notice_id    BLOB    PRIMARY KEY CHECK (length(notice_id) = 16),  -- random; the gateway sees it too
    kind         INTEGER NOT NULL,
    about        TEXT    NOT NULL,        -- a registration, an appointment: never a person
    recipient    BLOB,                    -- phone, encrypted with the store key's; NULL once it has ended
    at           INTEGER,                 -- of the appointment
    posted_at    INTEGER NOT NULL,
    due_at       INTEGER NOT NULL,
    useful_until INTEGER NOT NULL,
    tries        INTEGER NOT NULL DEFAULT 0,
    state        INTEGER NOT NULL DEFAULT 0,  -- 0 waiting, 1 sent, 2 failed, 3 withdrawn
    ended_at     INTEGER
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX notices_once ON notices (kind, about);
CREATE INDEX notices_by_about ON notices (about);
CREATE INDEX notices_due ON notices (state, due_at);

-- The stage of its case that a registration's lawyer was told of last, or saw when it was confirmed.
CREATE TABLE notice_stages (
    registration BLOB    PRIMARY KEY CHECK (length(registration) = 16),
    stage        INTEGER NOT NULL,
    on_day       INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
