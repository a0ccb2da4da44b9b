-- Members whose place or programme is unknown, places that a printed line names and no table knows.
CREATE OR REPLACE VIEW checks.members_unplaced AS
SELECT 'memberships' AS table_name, programme || '/' || city_code AS key, 'place unknown' AS fault
FROM core.memberships
ANTI JOIN core.places USING (city_code)
UNION ALL
SELECT 'memberships', programme || '/' || city_code, 'programme unknown'
FROM core.memberships
ANTI JOIN core.programmes USING (programme)
UNION ALL
SELECT 'paper_table', row_no || '/' || city_code, 'place unknown'
FROM core.paper_table
ANTI JOIN core.places USING (city_code)
UNION ALL
SELECT 'paper_table', row_no || '/' || city_code, 'not a member of the programme that its line rests on'
FROM core.paper_table
ANTI JOIN core.memberships USING (programme, city_code)
WHERE rests_on = 'membership';
