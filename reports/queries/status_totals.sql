-- What the published file holds.
SELECT
    (SELECT count(*) FROM out.documents) AS documents,
    (SELECT count(DISTINCT city_code) FROM out.documents) AS places,
    (SELECT min(year) FROM out.documents) AS first_year,
    (SELECT max(year) FROM out.documents) AS last_year,
    (SELECT count(*) FROM out.document_origins) AS files,
    (SELECT count(*) FROM out.document_origins WHERE document_id IS NULL) AS unreadable_files,
    (SELECT count(*) FROM out.sentences) AS sentences,
    (SELECT count(*) FROM out.theme_mentions) AS theme_mentions,
    (SELECT count(*) FROM out.coverage WHERE status = 'collected') AS collected,
    (SELECT count(*) FROM out.coverage WHERE status = 'not_collected') AS not_collected,
    (SELECT count(*) FROM out.coverage WHERE status = 'unreadable') AS unreadable,
    (SELECT count(*) FROM out.coverage WHERE status = 'blocked') AS blocked,
    (SELECT count(*) FROM out.document_issues) AS doubts,
    (SELECT max(finished_at) FROM out.runs WHERE command = 'build') AS built_at;
