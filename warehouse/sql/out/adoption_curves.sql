-- One row: a curve of adoption or abandonment and a time, estimated by Kaplan and Meier (1958) with delayed entry.
-- adoption: from the first year in which any city uses 韧性 of the city, to the first report of a city that does; a city
-- enters with its first report. abandonment: from a city's first use to its first later report without.
CREATE OR REPLACE VIEW out.adoption_curves AS
SELECT
    curve,
    sense,
    level,
    first_year::INTEGER AS first_year,
    years_since,
    n_at_risk,
    n_events,
    n_interval,
    n_censored,
    survival,
    survival_low,
    survival_high,
    n_left_censored
FROM core.adoption_curves
ORDER BY curve, sense, level NULLS FIRST, years_since;

COMMENT ON VIEW out.adoption_curves IS 'One row: a curve of cities and a time at which something happens. adoption: years without 韧性 in this sense, from the first year in which any city used it; abandonment: years with it, from the first use of each city to its first report without. Kaplan–Meier estimate; a city counts from its first report on, and only where that is silent, so that its adoption was seen.';
COMMENT ON COLUMN out.adoption_curves.curve IS 'adoption (the event is the first report with the word) or abandonment (the first report without it after that).';
COMMENT ON COLUMN out.adoption_curves.sense IS 'Sense of 韧性, as in out.resilience_senses: urban.';
COMMENT ON COLUMN out.adoption_curves.level IS 'Level of the cities: municipality, subprovincial, prefecture or county; NULL for all cities together.';
COMMENT ON COLUMN out.adoption_curves.first_year IS 'Year in which years_since is 0; NULL of abandonment, where it is the year of the own first use.';
COMMENT ON COLUMN out.adoption_curves.years_since IS 'Years since the beginning (count).';
COMMENT ON COLUMN out.adoption_curves.n_at_risk IS 'Cities at risk: watched until then without the event (count).';
COMMENT ON COLUMN out.adoption_curves.n_events IS 'Cities with the event at that time (count); a year without a report before it is not known, so the event is dated by the first report that shows it.';
COMMENT ON COLUMN out.adoption_curves.n_interval IS 'Of these events, those whose year before has no report: they may have happened earlier (interval censoring; count).';
COMMENT ON COLUMN out.adoption_curves.n_censored IS 'Cities whose last report is of that time and without the event (count).';
COMMENT ON COLUMN out.adoption_curves.survival IS 'Estimated share of cities without the event until after that time (0 to 1).';
COMMENT ON COLUMN out.adoption_curves.survival_low IS 'Lower end of its 95 % interval (Greenwood, log-log scale; 0 to 1), NULL before the first event and once nobody is left.';
COMMENT ON COLUMN out.adoption_curves.survival_high IS 'Upper end of its 95 % interval (0 to 1), likewise.';
COMMENT ON COLUMN out.adoption_curves.n_left_censored IS 'Cities of the curve whose first report has the word already, so that nobody saw when they took it up: not counted (count).';
