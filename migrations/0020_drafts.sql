-- What somebody has begun to write and not sent: a message, or the answers to a questionnaire (`kind`). `sealed` is what
-- they wrote, with whom it is for; `sealed_by` names the key. It goes with the account of whoever writes.
CREATE TABLE draft (
    person UUID NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    id UUID NOT NULL,
    actor UUID NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    sealed BYTEA NOT NULL,
    sealed_by TEXT NOT NULL,
    changed_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (person, id)
);

CREATE INDEX draft_changed_at ON draft (changed_at);

-- The files that go with it, each sealed with its name. `place` is our own number of it.
CREATE TABLE draft_file (
    person UUID NOT NULL,
    draft UUID NOT NULL,
    place BIGINT NOT NULL,
    sealed BYTEA NOT NULL,
    sealed_by TEXT NOT NULL,
    PRIMARY KEY (person, draft, place),
    FOREIGN KEY (person, draft) REFERENCES draft (person, id) ON DELETE CASCADE
);
