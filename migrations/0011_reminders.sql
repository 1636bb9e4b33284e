-- Appointments that an account was shown and wants to be reminded of. `entry` is the appointment's id; nothing of what
-- it is for is kept. `state`: 'planned', 'told' or 'dropped'.
CREATE TABLE reminder (
    account UUID NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    entry BYTEA NOT NULL,
    starts_at TIMESTAMPTZ NOT NULL,
    due_at TIMESTAMPTZ NOT NULL,
    state TEXT NOT NULL,
    leased_until TIMESTAMPTZ,
    PRIMARY KEY (account, entry)
);

CREATE INDEX reminder_due ON reminder (state, due_at);
