-- One row: a fit of a topic model.
CREATE OR REPLACE VIEW out.topic_models AS
SELECT
    model_id,
    algorithm,
    k::INTEGER AS k,
    seed::INTEGER AS seed,
    models.npmi,
    choices.c_v,
    models.diversity,
    choices.stability,
    models.parameters,
    models.exclusivity
FROM core.topic_models AS models
LEFT JOIN core.topic_choices AS choices USING (algorithm, k);

COMMENT ON VIEW out.topic_models IS 'One row: a fit of a topic model.';
COMMENT ON COLUMN out.topic_models.model_id IS 'Fit: an id made of algorithm, k, seed and a digest of input and parameters.';
COMMENT ON COLUMN out.topic_models.algorithm IS 'Algorithm: nmf, lda (gensim), sklearn_lda, tomotopy_lda or tomotopy_dtm (its terms change over years).';
COMMENT ON COLUMN out.topic_models.k IS 'Topics fitted (count).';
COMMENT ON COLUMN out.topic_models.seed IS 'Seed of the random state.';
COMMENT ON COLUMN out.topic_models.npmi IS 'Mean normalised pointwise mutual information of pairs of the ten heaviest terms of a topic, within units (-1 to 1).';
COMMENT ON COLUMN out.topic_models.c_v IS 'Coherence c_v of the topics (0 to 1) as `rencheng topics choose` last measured it for algorithm and k, on the units that it drew; NULL until asked for.';
COMMENT ON COLUMN out.topic_models.diversity IS 'Share of different terms among the ten heaviest of all topics (0 to 1).';
COMMENT ON COLUMN out.topic_models.stability IS 'Agreement of the ten heaviest terms with fits on 80 % of the units (0 to 1), as `rencheng topics choose` last measured it for algorithm and k; NULL until asked for.';
COMMENT ON COLUMN out.topic_models.parameters IS 'What the fit was made with (JSON).';
COMMENT ON COLUMN out.topic_models.exclusivity IS 'Mean share that a topic has in its ten heaviest terms (0 to 1; 1 / k where all topics have them alike).';
