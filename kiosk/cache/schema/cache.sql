-- cases-<n>.db: what the office lets this kiosk tell while it is away, as the office sealed it (docs/decisions/0011). One
-- file a snapshot. Nothing here can be read without the pepper, which is not here, and the visitor's number and name.
-- Times are milliseconds since 1970 UTC.

-- One row, moved in the same transaction as the records that it covers.
CREATE TABLE cursor (
    one     INTEGER PRIMARY KEY CHECK (one = 1),
    feed_id BLOB    NOT NULL,
    through INTEGER NOT NULL,            -- the office's number of the newest record that is here
    gone    INTEGER NOT NULL,            -- while the snapshot comes: records without a body among those below
    as_of   INTEGER                      -- when this was all that the office had; nothing: the snapshot is not whole yet
) STRICT;

-- In the order of arrival while a snapshot comes; the index is made when it is whole, which is many times faster than
-- keeping it. From then on one record a (cache_index, part).
CREATE TABLE record (
    id          INTEGER PRIMARY KEY,
    cache_index BLOB    NOT NULL CHECK (length(cache_index) = 16),
    part        INTEGER NOT NULL,
    sum         INTEGER NOT NULL,        -- of all three: a flipped bit is told from a name that does not fit
    sealed      BLOB    NOT NULL
) STRICT;
