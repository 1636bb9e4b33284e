-- Who helped somebody at a shared screen: a name and a role, as they told it, and nothing else. The log of who looked names
-- them by `id`, as the account of a row in the role 'helper'.
CREATE TABLE helper (
    person UUID NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    id UUID NOT NULL,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    came_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (person, id)
);

-- Who helps in this log-in at a shared screen; it ends with the log-in.
ALTER TABLE session ADD COLUMN helper UUID;
