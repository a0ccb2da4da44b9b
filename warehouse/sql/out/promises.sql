-- One row: an instrument that a plan promises, and what the reports of the next three years say of it.
CREATE OR REPLACE VIEW out.promises AS
SELECT
    documents.city_code,
    places.city,
    promises.instrument,
    promises.kind AS instrument_kind,
    promises.verb,
    documents.year::INTEGER AS planned_year,
    promises.sentence_id,
    promises.document_id AS planned_document_id,
    promises.char_start,
    promises.char_end,
    promises.outcome,
    promises.outcome_year::INTEGER AS outcome_year,
    promises.outcome_sentence_id,
    promises.years_repeated::INTEGER[] AS years_repeated,
    promises.years_collected::INTEGER AS years_collected,
    promises.is_censored,
    promises.themes
FROM core.promises AS promises
JOIN core.documents AS documents USING (document_id)
JOIN core.places AS places USING (city_code);

COMMENT ON VIEW out.promises IS 'One row: an instrument that the plan of a work report names as to come into being, and what the reports of the next three years say of it. It tells what reports say, not what was done. A share kept is only fair among rows with years_collected = 3: what is kept early is known early.';
COMMENT ON COLUMN out.promises.city_code IS 'Six-digit administrative code of the place, as text.';
COMMENT ON COLUMN out.promises.city IS 'Full official name of the place.';
COMMENT ON COLUMN out.promises.instrument IS 'Name of the instrument as the plan has it: a plan, regulation, standard, evaluation, pilot, platform, fund or office.';
COMMENT ON COLUMN out.promises.instrument_kind IS 'Kind of instrument: plan, regulation, standard, evaluation, pilot, platform, fund or office.';
COMMENT ON COLUMN out.promises.verb IS 'What the plan says will be done with it (编制, 设立 …).';
COMMENT ON COLUMN out.promises.planned_year IS 'Year of the plan that names it first.';
COMMENT ON COLUMN out.promises.sentence_id IS 'Sentence of the plan, an id of out.sentences.';
COMMENT ON COLUMN out.promises.planned_document_id IS 'Document of the plan, an id of out.documents.';
COMMENT ON COLUMN out.promises.char_start IS 'First character of the name in that sentence (code points, from 0).';
COMMENT ON COLUMN out.promises.char_end IS 'End of the name in that sentence (code points, half-open: the character after the last).';
COMMENT ON COLUMN out.promises.outcome IS 'kept: a review names it as there, or a plan as a thing to carry out. repeated: named again, not kept. dropped: named again in the next year only, then in neither of two. silent: named in none of the next three years. NULL: not known, a year that would tell is not collected.';
COMMENT ON COLUMN out.promises.outcome_year IS 'Year of the report that shows the outcome: of keeping, or of the last time it was named; NULL where it was not named again.';
COMMENT ON COLUMN out.promises.outcome_sentence_id IS 'Sentence that shows the outcome, an id of out.sentences; NULL where it was not named again.';
COMMENT ON COLUMN out.promises.years_repeated IS 'Years whose report names it again without saying that it is there, in order.';
COMMENT ON COLUMN out.promises.years_collected IS 'Reports of the next three years that are collected, with review and plan (count).';
COMMENT ON COLUMN out.promises.is_censored IS 'Whether a report that is not collected could change the outcome: not kept, and fewer than three years collected.';
COMMENT ON COLUMN out.promises.themes IS 'Themes of the scheme urban_resilience that the sentence of the plan is coded with.';
