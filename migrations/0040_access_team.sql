-- What staff decided about somebody's access: the reason, what was checked and by whom, sealed and bound to the patient.
-- Nobody but staff reads it. `care_grant` is none where it is about the patient's own access.
CREATE TABLE care_decision (
    id UUID NOT NULL PRIMARY KEY,
    organisation TEXT NOT NULL,
    patient UUID NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    care_grant UUID,
    what TEXT NOT NULL,
    by_staff UUID NOT NULL,
    at TIMESTAMPTZ NOT NULL,
    sealed BYTEA NOT NULL,
    sealed_by TEXT NOT NULL
);

CREATE INDEX care_decision_organisation ON care_decision (organisation, what, at);
CREATE INDEX care_decision_patient ON care_decision (patient, at);

-- What staff did for somebody's safety without telling anybody. No page of a patient or a carer reads it, and it stays
-- when a log-in is closed. `sealed` says about whom it was, and why.
CREATE TABLE safeguarding (
    id UUID NOT NULL PRIMARY KEY,
    organisation TEXT NOT NULL,
    patient UUID NOT NULL,
    what TEXT NOT NULL,
    by_staff UUID NOT NULL,
    at TIMESTAMPTZ NOT NULL,
    sealed BYTEA NOT NULL,
    sealed_by TEXT NOT NULL
);

CREATE INDEX safeguarding_organisation ON safeguarding (organisation, at);

-- From which carer an organisation keeps all that it holds about a patient, whatever was given to them, without a word.
CREATE TABLE quiet_stop (
    patient UUID NOT NULL,
    carer UUID NOT NULL,
    organisation TEXT NOT NULL,
    since TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (patient, carer, organisation)
);

CREATE INDEX quiet_stop_carer ON quiet_stop (carer);

-- Where somebody is told things instead of where their own pages say: staff set it. Nowhere, where nothing stands in it.
CREATE TABLE told_elsewhere (
    account UUID NOT NULL PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
    since TIMESTAMPTZ NOT NULL,
    sealed BYTEA NOT NULL,
    sealed_by TEXT NOT NULL
);

-- A code may be good for nobody but whoever has this NHS number: its HMAC.
ALTER TABLE care_invitation ADD COLUMN number BYTEA;
