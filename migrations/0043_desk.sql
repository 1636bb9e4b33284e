-- At whose staff desk a terminal is listed and ended. Empty for one that was added at the command line for no desk.
ALTER TABLE terminal ADD COLUMN organisation TEXT;
CREATE INDEX terminal_organisation ON terminal (organisation);

-- How often people logged in at a terminal on a day: a number, and nothing about whom.
CREATE TABLE terminal_use (
    terminal UUID NOT NULL REFERENCES terminal (id) ON DELETE CASCADE,
    day DATE NOT NULL,
    log_ins BIGINT NOT NULL,
    PRIMARY KEY (terminal, day)
);

-- Which code an organisation gave: 'linkage' (to make a log-in), 'visit' (for a terminal) or 'log-in' (for a lost one).
ALTER TABLE linkage_issued ADD COLUMN what TEXT NOT NULL DEFAULT 'linkage';

-- Whose record is a member of staff's own: the HMAC of their NHS number, as in person_nhs_number. Empty where nobody said.
ALTER TABLE staff_account ADD COLUMN own_look_up BYTEA;

-- What is offered and used is counted over some weeks of the log.
CREATE INDEX access_row_at ON access_row (at);
