-- A document is read from one of its raw files; the others are origins of the same text.
CREATE TABLE core.documents AS
-- A document is known from the day it was delivered, else published, else the day that its address holds if it is of its
-- year or the one before (another is that of a site's move), else from the end of its year.
WITH tokens AS (
    SELECT raw_sha256, sum(n_tokens)::BIGINT AS n_tokens
    FROM staged_sentence_tokens
    GROUP BY raw_sha256
),
addressed AS (
    SELECT
        document_id,
        year,
        regexp_extract(url, '[/t_](20[0-9]{2})([01][0-9])([0-3][0-9])[/_.]', ['y', 'm', 'd']) AS joined,
        regexp_extract(url, '[/t_](20[0-9]{2})[-/]([0-9]{1,2})[-/]([0-9]{1,2})[/_.]', ['y', 'm', 'd']) AS parted,
        CASE WHEN joined['y'] <> '' THEN joined ELSE parted END AS part,
        try_strptime(part['y'] || '-' || part['m'] || '-' || part['d'], '%Y-%m-%d')::DATE AS day
    FROM staged_documents
    WHERE url IS NOT NULL
)
SELECT
    documents.* REPLACE (documents.fetched_at::TIMESTAMPTZ AT TIME ZONE 'UTC' AS fetched_at),
    readings.n_chars,
    readings.n_sentences,
    coalesce(tokens.n_tokens, 0) AS n_tokens,
    readings.format,
    readings.encoding,
    readings.text,
    readings.aside,
    coalesce(
        documents.session_date,
        documents.published_date,
        CASE WHEN year(addressed.day) IN (documents.year, documents.year - 1) THEN addressed.day END
    ) AS known_day,
    coalesce(known_day, make_date(documents.year::INTEGER, 12, 31)) AS known_since
FROM staged_documents AS documents
JOIN staged_readings AS readings USING (raw_sha256)
LEFT JOIN tokens USING (raw_sha256)
LEFT JOIN addressed USING (document_id)
ORDER BY document_id;
ALTER TABLE core.documents ADD PRIMARY KEY (document_id);
