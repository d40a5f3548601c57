-- office.db, version 7: the pages that kiosks send up (office/scans). Their bytes are files of data_dir/scans, sealed.

CREATE TABLE scans (
    id         BLOB    PRIMARY KEY CHECK (length(id) = 16),  -- random, made at the kiosk
    kiosk      TEXT    NOT NULL,         -- that may send it, and nobody else
    bytes      INTEGER NOT NULL CHECK (bytes > 0),
    hash       BLOB    NOT NULL CHECK (length(hash) = 32),  -- of the sealed bytes
    begun_at   INTEGER NOT NULL,         -- ms
    claimed    INTEGER NOT NULL,         -- a registration holds it
    arrived_at INTEGER,                  -- whole, verified and on disk
    erased_at  INTEGER                   -- not wanted any more; the row goes later, so that its kiosk is told
) STRICT, WITHOUT ROWID;
CREATE INDEX scans_unclaimed ON scans (kiosk) WHERE claimed = 0 AND erased_at IS NULL;
CREATE INDEX scans_erased ON scans (erased_at) WHERE erased_at IS NOT NULL;
CREATE INDEX scans_under_way ON scans (begun_at) WHERE arrived_at IS NULL AND erased_at IS NULL;
