-- When a log-in ends is said for each one: `ends_at` in any case, and after `idle_seconds` without use. Those of an older
-- program have neither, and the settings hold. `browser` is two words of ours, such as 'firefox windows'; `proven_at` is
-- when the person last showed that it is them.
ALTER TABLE session ADD COLUMN idle_seconds BIGINT;
ALTER TABLE session ADD COLUMN ends_at TIMESTAMPTZ;
ALTER TABLE session ADD COLUMN browser TEXT;
ALTER TABLE session ADD COLUMN proven_at TIMESTAMPTZ;

-- People whose log-in was closed: nothing of them but the HMAC of their NHS number, so that the log of who looked at their
-- record, which is kept, can still be given to them.
CREATE TABLE closed_person (
    look_up BYTEA NOT NULL,
    person UUID NOT NULL,
    closed_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (look_up, person)
);

-- What somebody had typed when their log-in ended, sealed, to be offered back once. One for each account, for a day.
CREATE TABLE kept_form (
    account UUID NOT NULL PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
    kept_at TIMESTAMPTZ NOT NULL,
    sealed BYTEA NOT NULL
);
