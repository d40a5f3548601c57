-- feed.db: the records that kiosks keep, sealed, as they stand (office/feed). All of it can be made again from cases.db
-- and office.db; a new one has another name, and kiosks begin anew with it.

CREATE TABLE feed (
    one     INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    feed_id BLOB    NOT NULL,
    newest  INTEGER NOT NULL,            -- the highest number that was given
    floor   INTEGER NOT NULL             -- rows of what is gone are forgotten up to here
) STRICT;

CREATE TABLE records (
    seq         INTEGER NOT NULL PRIMARY KEY,  -- a new one at each change
    cache_index BLOB    NOT NULL,
    part        INTEGER NOT NULL,
    sealed      BLOB,                          -- NULL: gone
    changed_on  INTEGER NOT NULL,              -- day
    UNIQUE (cache_index, part)
) STRICT;
