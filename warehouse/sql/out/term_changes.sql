-- One row: a year at which the use of a term changes.
CREATE OR REPLACE VIEW out.term_changes AS
SELECT
    changes.city_code,
    places.city,
    changes.year::INTEGER AS year,
    changes.term,
    changes.before,
    changes.after,
    changes.log_likelihood,
    changes.is_lexicon,
    changes.first_year::INTEGER AS first_year,
    changes.last_year::INTEGER AS last_year,
    changes.n_places
FROM core.term_changes AS changes
LEFT JOIN core.places AS places USING (city_code);

COMMENT ON VIEW out.term_changes IS 'One row: a year at which the rate of a term in work reports changes, found by trying all divisions of the years. City_code NULL: cities with a report of nine years in ten between first_year and last_year, the span that holds the most such reports; years that fewer than three quarters of them have are left out. Else one place with reports of eight years and more. Terms of the default scheme and 韧性 used five times at least; of other terms, used twice a year on average, the 2,000 changes of highest log-likelihood of all cities, the 100 of a place. A term without a row did not change, or was not among these.';
COMMENT ON COLUMN out.term_changes.city_code IS 'Six-digit administrative code of the place, as text; NULL where the cities of the panel are taken together.';
COMMENT ON COLUMN out.term_changes.city IS 'Full official name of the place, NULL where the cities of the panel are taken together.';
COMMENT ON COLUMN out.term_changes.year IS 'First year of the changed use; a change in years without a report is dated to the next report.';
COMMENT ON COLUMN out.term_changes.term IS 'Term: of the lexicon as coded (within longer words too), others as segmented; sections that open or close a report and glossaries are left out.';
COMMENT ON COLUMN out.term_changes.before IS 'Uses of the term from the change before, or the first year, until that year (per 10,000 Han characters).';
COMMENT ON COLUMN out.term_changes.after IS 'Uses of the term from that year until the next change, or the last year (per 10,000 Han characters).';
COMMENT ON COLUMN out.term_changes.log_likelihood IS 'Log-likelihood G² of the change, divided by the dispersion of the term over the years (no unit; higher is more certain).';
COMMENT ON COLUMN out.term_changes.is_lexicon IS 'Whether the term belongs to the default scheme of themes or is 韧性.';
COMMENT ON COLUMN out.term_changes.first_year IS 'First year looked at.';
COMMENT ON COLUMN out.term_changes.last_year IS 'Last year looked at.';
COMMENT ON COLUMN out.term_changes.n_places IS 'Places taken together (count; 1 where city_code is given).';
