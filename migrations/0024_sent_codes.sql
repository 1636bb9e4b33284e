-- Accounts that have a code sent as the second step of their log-in, and by which way: 'text' or 'email'. The codes
-- themselves stand in log_in_code, as HMACs.
CREATE TABLE sent_code_way (
    account UUID NOT NULL PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
    way TEXT NOT NULL,
    since TIMESTAMPTZ NOT NULL
);
