-- One row: a place, year, kind of document and scheme, with the breadth of its attention.
-- Breadth is rarefied (Hurlbert 1971, doi:10.2307/1934145): the themes expected among 30 mentions drawn without
-- replacement, so that long and short reports compare. Entropy is Shannon's over the shares of mentions.
CREATE OR REPLACE VIEW out.city_breadth AS
WITH mentioned AS (
    SELECT city_code, year, kind, scheme, theme, sum(mentions) AS mentions
    FROM core.city_themes
    GROUP BY ALL
),
shares AS (
    SELECT *, sum(mentions) OVER (PARTITION BY city_code, year, kind, scheme) AS total
    FROM mentioned
),
final AS (
    SELECT
        city_code,
        year,
        kind,
        scheme,
        count(*) FILTER (WHERE mentions > 0) AS themes_present,
        CASE WHEN any_value(total) >= 30 THEN sum(
            CASE
                WHEN mentions = 0 THEN 0
                WHEN total - mentions < 30 THEN 1
                ELSE 1 - exp(
                    lgamma(total - mentions + 1) - lgamma(total - mentions - 29)
                    - lgamma(total + 1) + lgamma(total - 29)
                )
            END
        ) END AS breadth,
        sum(CASE WHEN mentions > 0 THEN -(mentions / total) * log2(mentions / total) END) AS entropy
    FROM shares
    GROUP BY ALL
)
SELECT
    final.city_code,
    places.city,
    final.year::INTEGER AS year,
    final.kind,
    final.scheme,
    final.themes_present,
    final.breadth,
    final.entropy
FROM final
JOIN core.places AS places USING (city_code);

COMMENT ON VIEW out.city_breadth IS 'One row: a place, year, kind of document and scheme, with the breadth of its attention.';
COMMENT ON COLUMN out.city_breadth.city_code IS 'Six-digit administrative code of the place, as text.';
COMMENT ON COLUMN out.city_breadth.city IS 'Full official name of the place.';
COMMENT ON COLUMN out.city_breadth.year IS 'Year whose plan the document sets out.';
COMMENT ON COLUMN out.city_breadth.kind IS 'Kind of document: work_report, master_plan, territorial_plan, special_plan, action_plan, five_year_plan, regulation or article.';
COMMENT ON COLUMN out.city_breadth.scheme IS 'Scheme of themes, an id of out.themes.';
COMMENT ON COLUMN out.city_breadth.themes_present IS 'Themes of the scheme found at least once (count).';
COMMENT ON COLUMN out.city_breadth.breadth IS 'Themes expected among 30 mentions drawn without replacement (count, rarefied to equal length); NULL below 30 mentions.';
COMMENT ON COLUMN out.city_breadth.entropy IS 'Shannon entropy of the shares of the themes (bits).';
