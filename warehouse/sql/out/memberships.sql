-- One row: a place in a programme, from a curated list.
CREATE OR REPLACE VIEW out.memberships AS
SELECT
    memberships.city_code,
    places.city,
    memberships.unit,
    memberships.programme,
    programmes.programme_zh,
    programmes.category,
    programmes.practice_type,
    programmes.practice,
    memberships.since,
    memberships.until,
    memberships.date_precision,
    memberships.source,
    memberships.source_date,
    memberships.is_confirmed,
    memberships.own_text,
    memberships.note
FROM core.memberships AS memberships
INNER JOIN core.programmes AS programmes USING (programme)
INNER JOIN core.places AS places USING (city_code)
ORDER BY programmes.programme_no, memberships.city_code, memberships.unit NULLS FIRST;

COMMENT ON VIEW out.memberships IS 'One row: a place in a programme, from a curated list. Lists that out.programmes calls incomplete lack places: a place that is not here may still be a member.';
COMMENT ON COLUMN out.memberships.city_code IS 'Six-digit administrative code of the place, as text; where the designation names a unit that has none, of the smallest place that holds it whole.';
COMMENT ON COLUMN out.memberships.city IS 'Full official name of the place.';
COMMENT ON COLUMN out.memberships.unit IS 'What the designation names where that is not the place itself: a part of it (赫章县 of 毕节市) or a unit without a code (西咸新区 of 陕西省); NULL otherwise.';
COMMENT ON COLUMN out.memberships.programme IS 'Id of the programme the place belongs to, such as rc100 (100 Resilient Cities) or mcr2030; see out.programmes.';
COMMENT ON COLUMN out.memberships.programme_zh IS 'Name of the programme, in Chinese.';
COMMENT ON COLUMN out.memberships.category IS 'Category of Table 1: 国际合作类 (a network joined) or 试点示范类 (a designation by the state).';
COMMENT ON COLUMN out.memberships.practice_type IS 'Kind of practice: membership or pilot.';
COMMENT ON COLUMN out.memberships.practice IS 'Practice as Table 1 prints it, in our words.';
COMMENT ON COLUMN out.memberships.since IS 'Day the membership began, or the day by which a source knows of it, as the note says (ISO date; the first day where only the month or year is known).';
COMMENT ON COLUMN out.memberships.until IS 'Day the membership ended (ISO date; the last day where only the month or year is known), NULL while it lasts.';
COMMENT ON COLUMN out.memberships.date_precision IS 'What is known of since: day, month or year.';
COMMENT ON COLUMN out.memberships.source IS 'Source of the membership, a citation or an address.';
COMMENT ON COLUMN out.memberships.source_date IS 'Day that source was published or, if it bears none, read (ISO date; the first day where only the month or year is known).';
COMMENT ON COLUMN out.memberships.is_confirmed IS 'Whether the row was read in that source; otherwise it is general knowledge, to be checked.';
COMMENT ON COLUMN out.memberships.own_text IS 'Where the place says so itself: place/year:line of its work report, a file as filed, several with a semicolon; NULL where none was found. Evidence beside the list, never in its place.';
COMMENT ON COLUMN out.memberships.note IS 'What a reader must know of this row, in Chinese, NULL if nothing.';
