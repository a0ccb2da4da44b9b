-- The topic models of an algorithm, or all: how many topics each has, of how many units of text.
SELECT
    model_id,
    algorithm,
    k,
    json_extract_string(parameters, '$.unit') AS unit,
    json_extract_string(parameters, '$.units')::INTEGER AS units
FROM out.topic_models
WHERE $algorithm IS NULL OR algorithm = $algorithm
ORDER BY model_id;
