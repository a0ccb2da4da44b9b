-- One row: a place; provinces and the State Council (000000) are places too.
CREATE OR REPLACE VIEW out.places AS
WITH shared AS (
    SELECT DISTINCT places.city_code
    FROM core.places AS places
    JOIN core.places AS others
        ON others.short_name = places.short_name
        AND others.city_code <> places.city_code
        AND (places.level = 'county' OR others.level <> 'county')
)
SELECT
    places.city_code,
    places.city,
    places.short_name,
    places.level,
    places.parent_code,
    places.province_code,
    places.province,
    places.pinyin,
    places.longitude,
    places.latitude,
    places.is_former,
    CASE WHEN shared.city_code IS NULL THEN places.short_name ELSE places.city END AS printed_name
FROM core.places AS places
LEFT JOIN shared USING (city_code);

COMMENT ON VIEW out.places IS 'One row: a place; provinces and the State Council (000000) are places too.';
COMMENT ON COLUMN out.places.city_code IS 'Six-digit administrative code of the place, as text.';
COMMENT ON COLUMN out.places.city IS 'Full official name of the place.';
COMMENT ON COLUMN out.places.short_name IS 'Name without its kind of unit, such as 成都 for 成都市.';
COMMENT ON COLUMN out.places.level IS 'Level of the place: nation, province, municipality, subprovincial, prefecture or county.';
COMMENT ON COLUMN out.places.parent_code IS 'Six-digit administrative code of the place one level up, as text; empty for the State Council.';
COMMENT ON COLUMN out.places.province_code IS 'Six-digit administrative code of the province it lies in, as text; its own for provinces, municipalities and the State Council.';
COMMENT ON COLUMN out.places.province IS 'Full official name of that province.';
COMMENT ON COLUMN out.places.pinyin IS 'Short name in pinyin, without tones and spaces.';
COMMENT ON COLUMN out.places.longitude IS 'Longitude (degrees east), NULL where unknown.';
COMMENT ON COLUMN out.places.latitude IS 'Latitude (degrees north), NULL where unknown.';
COMMENT ON COLUMN out.places.is_former IS 'Whether the place no longer exists but is named in older documents.';
COMMENT ON COLUMN out.places.printed_name IS 'Name as printed where many stand together: short, such as 成都, where no place of its level or a larger one shares it, else in full.';
