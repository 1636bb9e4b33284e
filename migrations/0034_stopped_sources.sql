-- What organisations asked not to show: everything of theirs ('' as the kind) or one kind. A row without `started_at` holds
-- now; the others say what was so, by whom and why. `reason` is a word of ours, `note` the manager's own, for colleagues.
CREATE TABLE stopped_source (
    id UUID NOT NULL PRIMARY KEY,
    organisation TEXT NOT NULL,
    kind TEXT NOT NULL,
    reason TEXT NOT NULL,
    note TEXT NOT NULL,
    stopped_by UUID NOT NULL,
    stopped_at TIMESTAMPTZ NOT NULL,
    started_by UUID,
    started_at TIMESTAMPTZ
);

CREATE INDEX stopped_source_organisation ON stopped_source (organisation, stopped_at);
