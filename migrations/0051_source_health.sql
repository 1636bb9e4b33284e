-- How often an interface of an organisation was asked in an hour, and how it answered: numbers, and nothing about anybody.
-- `interface` is the first kind that it offers. `within_…` counts answers by the time that they took, in milliseconds.
CREATE TABLE source_hour (
    organisation TEXT NOT NULL,
    interface TEXT NOT NULL,
    hour TIMESTAMPTZ NOT NULL,
    slow BIGINT NOT NULL,
    slowest_ms BIGINT NOT NULL,
    within_100 BIGINT NOT NULL,
    within_250 BIGINT NOT NULL,
    within_500 BIGINT NOT NULL,
    within_1000 BIGINT NOT NULL,
    within_2000 BIGINT NOT NULL,
    within_5000 BIGINT NOT NULL,
    within_10000 BIGINT NOT NULL,
    longer BIGINT NOT NULL,
    no_answer BIGINT NOT NULL,
    busy BIGINT NOT NULL,
    unreadable BIGINT NOT NULL,
    about_somebody_else BIGINT NOT NULL,
    refused BIGINT NOT NULL,
    PRIMARY KEY (organisation, interface, hour)
);
CREATE INDEX source_hour_hour ON source_hour (hour);

-- How it stands now, as all programs at this database have seen it: its last answer, since when it fails or is slow.
CREATE TABLE source_now (
    organisation TEXT NOT NULL,
    interface TEXT NOT NULL,
    answered_at TIMESTAMPTZ,
    took_ms BIGINT,
    failing_since TIMESTAMPTZ,
    failed_at TIMESTAMPTZ,
    why TEXT,
    slow_since TIMESTAMPTZ,
    slow_in_a_row BIGINT NOT NULL,
    quick_in_a_row BIGINT NOT NULL,
    PRIMARY KEY (organisation, interface)
);
