-- The founding paper's own Table 1: a row for each printed line, its cities as printed.
SELECT
    row_no,
    any_value(category) AS category,
    list(city_code ORDER BY city_no) AS city_codes,
    list(city ORDER BY city_no) AS cities,
    any_value(practice) AS practice,
    coalesce(any_value(documents), '') AS documents,
    any_value(rests_on) AS rests_on,
    coalesce(any_value(kind), '') AS kind
FROM out.paper_table
GROUP BY row_no
ORDER BY row_no;
