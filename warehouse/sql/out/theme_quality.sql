-- One row: a theme or a sense measured against coded sentences, by sample, stratum and period.
CREATE OR REPLACE VIEW out.theme_quality AS
SELECT
    scheme,
    theme,
    sense,
    sample,
    stratum,
    period,
    n,
    precision,
    recall,
    f1,
    f1_low,
    f1_high,
    kappa,
    accuracy,
    coded_by,
    model_sha256
FROM core.theme_quality;

COMMENT ON VIEW out.theme_quality IS 'One row: a theme or a sense measured against coded sentences, by sample, stratum and period.';
COMMENT ON COLUMN out.theme_quality.scheme IS 'Scheme of the theme, an id of out.themes; NULL where the row is about a sense.';
COMMENT ON COLUMN out.theme_quality.theme IS 'Theme measured, an id of out.themes; NULL where the row is about a sense.';
COMMENT ON COLUMN out.theme_quality.sense IS 'Sense of 韧性 measured: urban, infrastructure, economy, ecology, society or other; NULL where the row is about a theme.';
COMMENT ON COLUMN out.theme_quality.sample IS 'Name of the set of coded sentences.';
COMMENT ON COLUMN out.theme_quality.stratum IS 'Stratum of the sample, such as random, cue, rare or resilience; NULL for all together.';
COMMENT ON COLUMN out.theme_quality.period IS 'Years of the documents, as first-last; NULL for all together.';
COMMENT ON COLUMN out.theme_quality.n IS 'Sentences that carry the theme or sense in truth (count).';
COMMENT ON COLUMN out.theme_quality.precision IS 'Share of the sentences given the theme or sense that carry it (0 to 1).';
COMMENT ON COLUMN out.theme_quality.recall IS 'Share of the sentences that carry the theme or sense that were given it (0 to 1).';
COMMENT ON COLUMN out.theme_quality.f1 IS 'Harmonic mean of precision and recall (0 to 1).';
COMMENT ON COLUMN out.theme_quality.f1_low IS 'Lower end of the 95 % interval of f1 (0 to 1).';
COMMENT ON COLUMN out.theme_quality.f1_high IS 'Upper end of the 95 % interval of f1 (0 to 1).';
COMMENT ON COLUMN out.theme_quality.kappa IS 'Cohen''s kappa of coding and truth (-1 to 1, 0 is chance).';
COMMENT ON COLUMN out.theme_quality.accuracy IS 'Share of the sentences coded rightly (0 to 1).';
COMMENT ON COLUMN out.theme_quality.coded_by IS 'Who coded the sentences.';
COMMENT ON COLUMN out.theme_quality.model_sha256 IS 'SHA-256 of the model measured, in hexadecimal.';
