-- How far a phase's exit criterion wants an item known: confirmed, or anything but not confirmed (a concern too).
ALTER TABLE criteria ADD COLUMN item_needs TEXT NOT NULL DEFAULT 'confirmed' CHECK (item_needs IN ('confirmed', 'known'));
