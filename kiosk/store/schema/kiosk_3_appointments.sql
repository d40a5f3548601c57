-- The reserved time that a ticket brings: when it begins, in ms; nothing for most.
ALTER TABLE ticket ADD COLUMN appointment INTEGER;
