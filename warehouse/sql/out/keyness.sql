-- One row: a term that marks a place against all others.
CREATE OR REPLACE VIEW out.keyness AS
SELECT
    marked.city_code,
    places.city,
    marked.year::INTEGER AS year,
    marked.term,
    marked.count,
    marked.log_likelihood,
    marked.log_ratio,
    marked.document_frequency,
    marked.n_documents,
    marked.q_value
FROM core.keyness AS marked
JOIN core.places AS places USING (city_code);

COMMENT ON VIEW out.keyness IS 'One row: a term that marks the work reports of a place against those of others of its rank (cities with cities, provinces with provinces; the State Council has none) in the same years. Year NULL: over all its years, of which each weighs in the others as it does in the place; else its report against those of that year. Used five times at least, more often than elsewhere, q of .01 and below; of these the 200 of highest log-likelihood of a place, the 30 of a report. Most are names of places: document_frequency tells.';
COMMENT ON COLUMN out.keyness.city_code IS 'Six-digit administrative code of the place, as text.';
COMMENT ON COLUMN out.keyness.city IS 'Full official name of the place.';
COMMENT ON COLUMN out.keyness.year IS 'Year of the texts compared, NULL where all years are taken together.';
COMMENT ON COLUMN out.keyness.term IS 'Term, as segmented: two Han characters and more, no stop word; sections that open or close a report and glossaries are left out.';
COMMENT ON COLUMN out.keyness.count IS 'Occurrences of the term in the texts it marks; years in which no other place has a report are left out.';
COMMENT ON COLUMN out.keyness.log_likelihood IS 'Log-likelihood G² of the term against the other places (no unit, 0 or more).';
COMMENT ON COLUMN out.keyness.log_ratio IS 'Binary logarithm of the relative frequency of the term over that of the other places (1 is twice as frequent).';
COMMENT ON COLUMN out.keyness.document_frequency IS 'Documents that hold the term, among all compared.';
COMMENT ON COLUMN out.keyness.n_documents IS 'Documents compared: those of the place and those of the others (count).';
COMMENT ON COLUMN out.keyness.q_value IS 'Share of false finds among the terms of this log-likelihood and above (Benjamini and Hochberg; 0 to .01).';
