-- Entries that a patient hides from everybody who acts for them; under each id of a joined entry.
CREATE TABLE hidden_from_carers (
    person UUID NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    entry BYTEA NOT NULL,
    kind TEXT NOT NULL,
    -- The same for all ids of one entry.
    together UUID NOT NULL,
    hidden_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (person, entry)
);
