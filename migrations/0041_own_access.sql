-- The organisation whose staff stopped somebody's own online access, at their wish; none where it is not stopped.
ALTER TABLE account ADD COLUMN stopped_by TEXT;
