-- cases.db, version 2: where a person is a party, found by his index (a lawyer names his client by it).

CREATE INDEX parties_by_person ON parties (identity_index) WHERE identity_index IS NOT NULL;
