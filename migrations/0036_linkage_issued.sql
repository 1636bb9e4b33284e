-- To whom an organisation gave a code to make a log-in, and how it knew who they are. `look_up` is the HMAC of the NHS number;
-- nothing else of the person stands here, and the code does not either.
CREATE TABLE linkage_issued (
    id UUID NOT NULL PRIMARY KEY,
    organisation TEXT NOT NULL,
    look_up BYTEA NOT NULL,
    how TEXT NOT NULL,
    vouched_by TEXT NOT NULL,
    issued_by UUID NOT NULL,
    issued_at TIMESTAMPTZ NOT NULL
);

CREATE INDEX linkage_issued_organisation ON linkage_issued (organisation, issued_at);
