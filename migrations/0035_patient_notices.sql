-- What organisations tell their patients for a while, such as that online booking is off until 5pm. Everybody can read it;
-- nothing about anybody stands in it.
CREATE TABLE patient_notice (
    id UUID NOT NULL PRIMARY KEY,
    organisation TEXT NOT NULL,
    words TEXT NOT NULL,
    starts_at TIMESTAMPTZ NOT NULL,
    ends_at TIMESTAMPTZ NOT NULL,
    made_by UUID NOT NULL,
    made_at TIMESTAMPTZ NOT NULL,
    taken_back_by UUID,
    taken_back_at TIMESTAMPTZ
);

CREATE INDEX patient_notice_organisation ON patient_notice (organisation, made_at);
