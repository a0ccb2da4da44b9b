-- One row: an earlier text of a document that a newer one superseded.
CREATE OR REPLACE VIEW out.document_versions AS
SELECT document_id, superseded_by, changed_chars, raw_sha256, path, url, fetched_at
FROM core.versions;

COMMENT ON VIEW out.document_versions IS 'One row: an earlier text of a document that a newer one superseded.';
COMMENT ON COLUMN out.document_versions.document_id IS 'Earlier text: an id derived from its content and place.';
COMMENT ON COLUMN out.document_versions.superseded_by IS 'Id of the document that superseded it; its own where the text is the same.';
COMMENT ON COLUMN out.document_versions.changed_chars IS 'Size of the change (Han characters of lines that stand in only one of the two texts); 0 where only other bytes of the file or page changed.';
COMMENT ON COLUMN out.document_versions.raw_sha256 IS 'SHA-256 of the bytes of the earlier text, in hexadecimal.';
COMMENT ON COLUMN out.document_versions.path IS 'Path of the file given by hand, NULL for pages fetched.';
COMMENT ON COLUMN out.document_versions.url IS 'Address it was fetched from or claimed to come from, NULL where none is known.';
COMMENT ON COLUMN out.document_versions.fetched_at IS 'Time the bytes were fetched or the file was added (UTC timestamp).';
