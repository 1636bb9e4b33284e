-- When an account's organisations are next looked at for news while nobody is there; under a lease while they are.
CREATE TABLE news_look (
    account UUID NOT NULL PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
    due_at TIMESTAMPTZ NOT NULL,
    leased_until TIMESTAMPTZ
);

-- What an account was told that there is, by the entry's id and a hash of what it said: the same is told once.
CREATE TABLE news_told (
    account UUID NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    entry BYTEA NOT NULL,
    content BYTEA NOT NULL,
    told_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (account, entry)
);

-- Organisations of whose news an account wants not to be told. No row: it is told.
CREATE TABLE news_not_from (
    account UUID NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    holder TEXT NOT NULL,
    PRIMARY KEY (account, holder)
);
