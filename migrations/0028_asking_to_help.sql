-- Who has asked to help whom: 'open' until the patient gives access ('given') or says no ('refused').
CREATE TABLE care_wish (
    patient UUID NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    carer UUID NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    id UUID NOT NULL UNIQUE,
    state TEXT NOT NULL,
    asked_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (patient, carer)
);

CREATE INDEX care_wish_carer ON care_wish (carer, asked_at);
