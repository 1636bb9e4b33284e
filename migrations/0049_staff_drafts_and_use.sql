-- What staff have filled in so far to give somebody access to a patient's record, sealed.
CREATE TABLE staff_care_draft (
    staff UUID NOT NULL REFERENCES staff_account (id) ON DELETE CASCADE,
    patient UUID NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    basis TEXT NOT NULL,
    kept_at TIMESTAMPTZ NOT NULL,
    sealed BYTEA NOT NULL,
    PRIMARY KEY (staff, patient, basis)
);
CREATE INDEX staff_care_draft_kept_at ON staff_care_draft (kept_at);

-- How many people opened a kind of entry of an organisation in a week that is over (`week` is its Monday): a number, and
-- nothing about whom.
CREATE TABLE use_of_week (
    organisation TEXT NOT NULL,
    week DATE NOT NULL,
    kind TEXT NOT NULL,
    people BIGINT NOT NULL,
    PRIMARY KEY (organisation, week, kind)
);
