-- What patients give their carers. `sealed` is who the patient says it is, what they may see, where and until when, bound
-- to the patient and the grant; `state` is 'requested', 'active', 'suspended', 'ended' or 'refused'. `carer` is the
-- account that used the invitation's code; nobody before.
CREATE TABLE care_grant (
    patient UUID NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    id UUID NOT NULL UNIQUE,
    carer UUID REFERENCES account (id) ON DELETE CASCADE,
    state TEXT NOT NULL,
    reason TEXT,
    sealed BYTEA NOT NULL,
    sealed_by TEXT NOT NULL,
    made_at TIMESTAMPTZ NOT NULL,
    state_since TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (patient, id)
);

CREATE INDEX care_grant_carer ON care_grant (carer, patient);

-- The code that lets one person accept a grant: found by its HMAC, good once. `email` is the HMAC of the address with
-- which that person must log in; none where whoever was handed the code may use it.
CREATE TABLE care_invitation (
    code BYTEA NOT NULL PRIMARY KEY,
    care_grant UUID NOT NULL REFERENCES care_grant (id) ON DELETE CASCADE,
    email BYTEA,
    good_until TIMESTAMPTZ NOT NULL
);

-- What somebody has filled in so far to give access, sealed.
CREATE TABLE care_draft (
    account UUID NOT NULL PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
    kept_at TIMESTAMPTZ NOT NULL,
    sealed BYTEA NOT NULL
);

-- Whose record a log-in is looking at, where it is not their own. It opens nothing by itself: each request asks for the
-- grants that stand.
ALTER TABLE session ADD COLUMN acting_for UUID;
