-- One row: a place; provinces and the State Council (000000) are places too.
CREATE OR REPLACE VIEW out.places AS
SELECT
    city_code,
    city,
    short_name,
    level,
    parent_code,
    province_code,
    province,
    pinyin,
    longitude,
    latitude,
    is_former
FROM core.places;

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
