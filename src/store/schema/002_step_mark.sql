-- Version 2. A random number for every step: two stores in which a step has the same mark have the same past up to it, so
-- that an index beside the store knows whether it was made from this one.
ALTER TABLE step ADD COLUMN mark INTEGER NOT NULL DEFAULT 0;
UPDATE step SET mark = random();
