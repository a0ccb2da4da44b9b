-- One row: a fetch, or a file given by hand.
CREATE OR REPLACE VIEW out.fetches AS
SELECT
    run_id, url, city_code, status, blocked_reason, fetched_at, content_type, bytes, raw_sha256, source, path,
    role, title, kind, year::INTEGER AS year, date::DATE AS listed_date, found_on, final_url, form, headers, encoding
FROM core.fetches;

COMMENT ON VIEW out.fetches IS 'One row: a fetch, or a file given by hand.';
COMMENT ON COLUMN out.fetches.run_id IS 'Run that made it, an id of out.runs.';
COMMENT ON COLUMN out.fetches.url IS 'Address fetched, or claimed for a file given by hand; NULL where none is known.';
COMMENT ON COLUMN out.fetches.city_code IS 'Six-digit administrative code, as text, of the place whose source was fetched; NULL for files given by hand.';
COMMENT ON COLUMN out.fetches.status IS 'Status: added for files given by hand, the HTTP status of an answer, 304 where nothing had changed, or why there was none: timeout, no_such_host, connection_refused, connection_failed, cut_short, too_large, too_many_redirects, foreign_host, robots. Files taken out again: withdrawn; archives and tables of texts, whose documents have rows of their own: container.';
COMMENT ON COLUMN out.fetches.blocked_reason IS 'Why there is no page: robots, jiasule, acw_sc, ruishu, captcha, waf, login, soft_404, other_title, too_many_requests, server_error, not_found or forbidden; NULL where there is one.';
COMMENT ON COLUMN out.fetches.fetched_at IS 'Time the bytes were fetched or the file was added (UTC timestamp).';
COMMENT ON COLUMN out.fetches.content_type IS 'Content type the server declared, NULL for files given by hand.';
COMMENT ON COLUMN out.fetches.bytes IS 'Size of what was brought (bytes).';
COMMENT ON COLUMN out.fetches.raw_sha256 IS 'SHA-256 of the bytes brought, in hexadecimal; NULL where there were none.';
COMMENT ON COLUMN out.fetches.source IS 'Source fetched from: add for files given by hand, the name of the source otherwise.';
COMMENT ON COLUMN out.fetches.path IS 'Path of the file given by hand, NULL for pages fetched.';
COMMENT ON COLUMN out.fetches.role IS 'What the address was asked for: document, attachment, listing or robots.';
COMMENT ON COLUMN out.fetches.title IS 'Title of the document as the listing says, NULL for other fetches.';
COMMENT ON COLUMN out.fetches.kind IS 'Kind of document that the listing holds, NULL for files given by hand.';
COMMENT ON COLUMN out.fetches.year IS 'Year that the listing names, in the title or beside it, NULL where it names none.';
COMMENT ON COLUMN out.fetches.listed_date IS 'Day beside the title in the listing (date), NULL where there is none.';
COMMENT ON COLUMN out.fetches.found_on IS 'Page that links the address, NULL for the first page of a listing.';
COMMENT ON COLUMN out.fetches.final_url IS 'Address that answered after redirects, NULL where it is the one asked for.';
COMMENT ON COLUMN out.fetches.form IS 'Form posted, NULL for pages asked for without one.';
COMMENT ON COLUMN out.fetches.headers IS 'Headers kept of the answer, a JSON object.';
COMMENT ON COLUMN out.fetches.encoding IS 'Encoding that the answer declares in its headers or by a byte order mark, NULL where it does not.';
