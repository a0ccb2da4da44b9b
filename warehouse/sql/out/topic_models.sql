-- One row: a fit of a topic model.
CREATE OR REPLACE VIEW out.topic_models AS
SELECT
    model_id,
    algorithm,
    k::INTEGER AS k,
    seed::INTEGER AS seed,
    npmi,
    NULL::DOUBLE AS c_v,
    diversity,
    NULL::DOUBLE AS stability,
    parameters
FROM core.topic_models;

COMMENT ON VIEW out.topic_models IS 'One row: a fit of a topic model.';
COMMENT ON COLUMN out.topic_models.model_id IS 'Fit: an id made of algorithm, k, seed and a digest of input and parameters.';
COMMENT ON COLUMN out.topic_models.algorithm IS 'Algorithm: nmf or lda.';
COMMENT ON COLUMN out.topic_models.k IS 'Topics fitted (count).';
COMMENT ON COLUMN out.topic_models.seed IS 'Seed of the random state.';
COMMENT ON COLUMN out.topic_models.npmi IS 'Mean normalised pointwise mutual information of pairs of the ten heaviest terms of a topic, within sections (-1 to 1).';
COMMENT ON COLUMN out.topic_models.c_v IS 'Coherence c_v of the topics (0 to 1), NULL in this release.';
COMMENT ON COLUMN out.topic_models.diversity IS 'Share of different terms among the ten heaviest of all topics (0 to 1).';
COMMENT ON COLUMN out.topic_models.stability IS 'Likeness of the topics over seeds and subsamples (0 to 1), NULL in this release.';
COMMENT ON COLUMN out.topic_models.parameters IS 'What the fit was made with (JSON).';
