-- How many documents are published.
SELECT count(*) AS documents FROM out.documents;
