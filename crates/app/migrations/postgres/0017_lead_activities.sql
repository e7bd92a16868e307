-- Activities and appointments of a lead. When it becomes a deal they belong to both.

ALTER TABLE activities ADD COLUMN lead_id BIGINT REFERENCES leads (id);
CREATE INDEX activities_by_lead ON activities (lead_id, starts_at) WHERE lead_id IS NOT NULL;
