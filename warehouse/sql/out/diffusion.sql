-- One row: a place that took up a theme, term or sense after the first of its neighbourhood did.
-- The leader of a neighbourhood is the place with the earliest mention, by year and day of the session, of equals the
-- one with the smallest code; all places of the neighbourhood with a later mention are its followers. A place has two
-- neighbourhoods: the places of its province, the province's own government among them, and the places of its level.
CREATE OR REPLACE VIEW out.diffusion AS
WITH taken_up AS (
    SELECT mentions.*, places.city, places.province, places.level
    FROM core.first_mentions AS mentions
    JOIN core.places AS places USING (city_code)
    -- Terms of the other schemes mostly are those of the default one.
    WHERE mentions.term IS NULL OR mentions.scheme = 'urban_resilience'
),
neighbours AS (
    SELECT *, 'province' AS neighbourhood, province AS neighbourhood_name FROM taken_up WHERE level <> 'nation'
    UNION ALL
    SELECT *, 'level', level FROM taken_up
),
led AS (
    SELECT
        *,
        first_value(city_code) OVER earliest_first AS leader_city_code,
        first_value(city) OVER earliest_first AS leader,
        first_value(year) OVER earliest_first AS leader_year,
        first_value(day) OVER earliest_first AS leader_day,
        first_value(is_censored) OVER earliest_first AS leader_is_censored
    FROM neighbours
    WINDOW earliest_first AS (
        PARTITION BY neighbourhood, neighbourhood_name, scheme, theme, term, sense
        ORDER BY year, day, city_code
    )
)
SELECT
    scheme,
    theme,
    term,
    sense,
    neighbourhood,
    neighbourhood_name,
    leader_city_code,
    leader,
    city_code AS follower_city_code,
    city AS follower,
    leader_year::INTEGER AS leader_year,
    year::INTEGER AS follower_year,
    year - leader_year AS years_between,
    leader_is_censored,
    is_censored AS follower_is_censored
FROM led
WHERE (year, day) > (leader_year, leader_day);

COMMENT ON VIEW out.diffusion IS 'One row: a place that took up a theme, term or sense of 韧性 after the first place of its neighbourhood did. Leader: the earliest mention of the neighbourhood in a work report, by year and day of the session, of equals the smallest code; followers: all places there with a later first mention. That one followed the other is an order in time, not a cause. Terms are those of the default scheme.';
COMMENT ON COLUMN out.diffusion.scheme IS 'Scheme of the theme or term, an id of out.themes; NULL where the row is about a sense.';
COMMENT ON COLUMN out.diffusion.theme IS 'Theme taken up, or the theme of the term, an id of out.themes; NULL where the row is about a sense.';
COMMENT ON COLUMN out.diffusion.term IS 'Term taken up, NULL where the row is about a whole theme or a sense.';
COMMENT ON COLUMN out.diffusion.sense IS 'Sense of 韧性 taken up: urban, infrastructure, economy, ecology, society or other; NULL where the row is about a term or theme.';
COMMENT ON COLUMN out.diffusion.neighbourhood IS 'What makes the two neighbours: province (both lie in it, its own government among them) or level (both are of it).';
COMMENT ON COLUMN out.diffusion.neighbourhood_name IS 'Full official name of the province, or the level: province, municipality, subprovincial, prefecture or county.';
COMMENT ON COLUMN out.diffusion.leader_city_code IS 'Six-digit administrative code of the place that used it first, as text.';
COMMENT ON COLUMN out.diffusion.leader IS 'Full official name of the place that used it first.';
COMMENT ON COLUMN out.diffusion.follower_city_code IS 'Six-digit administrative code of the place that followed, as text.';
COMMENT ON COLUMN out.diffusion.follower IS 'Full official name of the place that followed.';
COMMENT ON COLUMN out.diffusion.leader_year IS 'Year of the first mention of the leader.';
COMMENT ON COLUMN out.diffusion.follower_year IS 'Year of the first mention of the follower.';
COMMENT ON COLUMN out.diffusion.years_between IS 'Years from the first mention of the leader to that of the follower (count); 0 within one year.';
COMMENT ON COLUMN out.diffusion.leader_is_censored IS 'Whether no collected report precedes the mention of the leader, so that it may be older.';
COMMENT ON COLUMN out.diffusion.follower_is_censored IS 'Whether no collected report precedes the mention of the follower, so that it may be older, and the order the other way round.';
