-- One row: a fetch, or a file given by hand.
CREATE OR REPLACE VIEW out.fetches AS
SELECT run_id, url, city_code, status, blocked_reason, fetched_at, content_type, bytes, raw_sha256, source, path
FROM core.fetches;

COMMENT ON VIEW out.fetches IS 'One row: a fetch, or a file given by hand.';
COMMENT ON COLUMN out.fetches.run_id IS 'Run that made it, an id of out.runs.';
COMMENT ON COLUMN out.fetches.url IS 'Address fetched, or claimed for a file given by hand; NULL where none is known.';
COMMENT ON COLUMN out.fetches.city_code IS 'Six-digit administrative code, as text, of the place whose source was fetched; NULL for files given by hand.';
COMMENT ON COLUMN out.fetches.status IS 'Status: added for files given by hand, the HTTP status otherwise. Files taken out again: withdrawn; archives and tables of texts, whose documents have rows of their own: container.';
COMMENT ON COLUMN out.fetches.blocked_reason IS 'Why the fetch was blocked, NULL where it was not.';
COMMENT ON COLUMN out.fetches.fetched_at IS 'Time the bytes were fetched or the file was added (UTC timestamp).';
COMMENT ON COLUMN out.fetches.content_type IS 'Content type the server declared, NULL for files given by hand.';
COMMENT ON COLUMN out.fetches.bytes IS 'Size of what was brought (bytes).';
COMMENT ON COLUMN out.fetches.raw_sha256 IS 'SHA-256 of the bytes brought, in hexadecimal; NULL where there were none.';
COMMENT ON COLUMN out.fetches.source IS 'Source fetched from: add for files given by hand, the name of the source otherwise.';
COMMENT ON COLUMN out.fetches.path IS 'Path of the file given by hand, NULL for pages fetched.';
