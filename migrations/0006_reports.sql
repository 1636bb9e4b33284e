-- What a person told us of an entry of their record: 'wrong' or 'not-about-me', one row for each organisation that
-- holds the entry. `id` comes with the form, so that one form that is sent twice is one report; `sealed` is what they
-- wrote and `sealed_by` names the key; `state` is 'written-down' or 'taken-back'.
CREATE TABLE reports (
    person UUID NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    id UUID NOT NULL,
    holder TEXT NOT NULL,
    entry BYTEA NOT NULL,
    kind TEXT NOT NULL,
    what TEXT NOT NULL,
    sealed BYTEA NOT NULL,
    sealed_by TEXT NOT NULL,
    made_at TIMESTAMPTZ NOT NULL,
    state TEXT NOT NULL,
    state_since TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (person, id, holder)
);

CREATE INDEX reports_holder ON reports (holder, made_at);

-- Entries that a person said are not about them, under each of their ids, with the report that hides them.
CREATE TABLE hidden_entry (
    person UUID NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    entry BYTEA NOT NULL,
    kind TEXT NOT NULL,
    report UUID NOT NULL,
    PRIMARY KEY (person, entry)
);
