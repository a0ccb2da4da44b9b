-- First and last year of the documents published.
SELECT min(year) AS first_year, max(year) AS last_year FROM out.documents;
