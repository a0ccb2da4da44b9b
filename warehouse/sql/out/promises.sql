-- One row: an instrument named in a plan and what later reviews say of it.
-- Empty in this release: promises are paired once cities are compared.
CREATE OR REPLACE VIEW out.promises AS
SELECT
    NULL::VARCHAR AS city_code,
    NULL::VARCHAR AS city,
    NULL::VARCHAR AS instrument,
    NULL::INTEGER AS planned_year,
    NULL::VARCHAR AS sentence_id,
    NULL::VARCHAR AS outcome,
    NULL::VARCHAR AS outcome_sentence_id
WHERE false;

COMMENT ON VIEW out.promises IS 'One row: an instrument named in a plan and what later reviews say of it. Empty in this release: promises are paired once cities are compared.';
COMMENT ON COLUMN out.promises.city_code IS 'Six-digit administrative code of the place, as text.';
COMMENT ON COLUMN out.promises.city IS 'Full official name of the place.';
COMMENT ON COLUMN out.promises.instrument IS 'Instrument named: a plan, regulation, standard, evaluation, pilot, platform, fund or office.';
COMMENT ON COLUMN out.promises.planned_year IS 'Year of the plan that names it.';
COMMENT ON COLUMN out.promises.sentence_id IS 'Sentence of the plan, an id of out.sentences.';
COMMENT ON COLUMN out.promises.outcome IS 'What later documents say of it: kept, repeated, dropped or silent.';
COMMENT ON COLUMN out.promises.outcome_sentence_id IS 'Sentence that shows the outcome, an id of out.sentences; NULL where there is none.';
