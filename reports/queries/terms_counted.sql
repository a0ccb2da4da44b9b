-- How often each term occurs, and in how many documents.
SELECT scheme, theme, term, count(*) AS mentions, count(DISTINCT document_id) AS documents
FROM out.theme_mentions
GROUP BY scheme, theme, term;
