-- On a terminal: the parts of the record that were opened after "Is it private here?", as words with spaces between them.
ALTER TABLE session ADD COLUMN opened_here TEXT;
