-- What people asked organisations to do, written down before anything is sent. `id` comes with the form and goes to the
-- organisation at every try; `follows` names a request that must be done first. `sealed` is what was asked for, `standing`
-- how it stands, `state` the same in one word; `sealed_by` names the key of both. `held_until`: somebody is at it, at
-- most until then. `next_look`: when it is looked for by itself; never where that takes the person (`alone` is false).
CREATE TABLE requests (
    person UUID NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    id UUID NOT NULL,
    actor UUID NOT NULL,
    holder TEXT NOT NULL,
    wish TEXT NOT NULL,
    follows UUID,
    sealed BYTEA NOT NULL,
    sealed_by TEXT NOT NULL,
    made_at TIMESTAMPTZ NOT NULL,
    state TEXT NOT NULL,
    standing BYTEA NOT NULL,
    state_since TIMESTAMPTZ NOT NULL,
    last_try TIMESTAMPTZ,
    tries BIGINT NOT NULL,
    alone BOOLEAN NOT NULL,
    held_until TIMESTAMPTZ,
    next_look TIMESTAMPTZ,
    PRIMARY KEY (person, id)
);

CREATE INDEX requests_next_look ON requests (next_look) WHERE next_look IS NOT NULL;
