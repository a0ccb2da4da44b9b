-- One row: a term that marks a year against the years before.
CREATE OR REPLACE VIEW out.year_keyness AS
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
FROM core.year_keyness AS marked
LEFT JOIN core.places AS places USING (city_code);

COMMENT ON VIEW out.year_keyness IS 'One row: a term that marks the work reports of a year against those of all years before it that were collected: of one place, or (city_code NULL) of all cities together that have a report of the year and one before, five at least, where each city weighs before as it does in the year; provinces and the State Council stand by themselves. Used five times at least, more often than before, q of .01 and below; of these the 200 of highest log-likelihood of all cities, the 30 of a place.';
COMMENT ON COLUMN out.year_keyness.city_code IS 'Six-digit administrative code of the place, as text; NULL where all cities are taken together.';
COMMENT ON COLUMN out.year_keyness.city IS 'Full official name of the place, NULL where all cities are taken together.';
COMMENT ON COLUMN out.year_keyness.year IS 'Year that the term marks.';
COMMENT ON COLUMN out.year_keyness.term IS 'Term, as segmented: two Han characters and more, no stop word; sections that open or close a report and glossaries are left out.';
COMMENT ON COLUMN out.year_keyness.count IS 'Occurrences of the term in the texts it marks.';
COMMENT ON COLUMN out.year_keyness.log_likelihood IS 'Log-likelihood G² of the term against the years before (no unit, 0 or more).';
COMMENT ON COLUMN out.year_keyness.log_ratio IS 'Binary logarithm of the relative frequency of the term over that of the years before (1 is twice as frequent).';
COMMENT ON COLUMN out.year_keyness.document_frequency IS 'Documents that hold the term, among all compared.';
COMMENT ON COLUMN out.year_keyness.n_documents IS 'Documents compared: those of the year and those before (count).';
COMMENT ON COLUMN out.year_keyness.q_value IS 'Share of false finds among the terms of this log-likelihood and above (Benjamini and Hochberg; 0 to .01).';
