-- Values outside the closed lists of the design.
CREATE OR REPLACE VIEW checks.words_unknown AS
SELECT DISTINCT 'part' AS column_name, part AS value
FROM core.sentences
WHERE part NOT IN ('review', 'plan', 'other')
UNION ALL
SELECT DISTINCT 'section_kind', section_kind
FROM core.sentences
WHERE section_kind NOT IN (
    'opening', 'review', 'problems', 'situation', 'plan_term', 'plan_year', 'plan_both',
    'gov_building', 'promises', 'glossary', 'closing', 'body'
)
UNION ALL
SELECT DISTINCT 'kind', kind
FROM core.documents
WHERE kind NOT IN (
    'work_report', 'master_plan', 'territorial_plan', 'special_plan', 'action_plan',
    'five_year_plan', 'regulation', 'article', 'other'
)
UNION ALL
SELECT DISTINCT 'scope', scope FROM core.documents WHERE scope NOT IN ('annual', 'term', 'both')
UNION ALL
SELECT DISTINCT 'level', level
FROM core.places
WHERE level NOT IN ('nation', 'province', 'municipality', 'subprovincial', 'prefecture', 'county')
UNION ALL
SELECT DISTINCT 'sense', sense
FROM core.senses
WHERE sense NOT IN ('urban', 'infrastructure', 'economy', 'ecology', 'society', 'other')
UNION ALL
SELECT DISTINCT 'city_code', city_code FROM core.documents ANTI JOIN core.places USING (city_code) WHERE city_code IS NOT NULL
UNION ALL
SELECT DISTINCT 'theme', scheme || '/' || theme FROM core.mentions ANTI JOIN core.themes USING (scheme, theme)
UNION ALL
SELECT DISTINCT 'issue', issue
FROM core.document_issues
WHERE issue NOT IN (SELECT issue FROM core.issue_kinds);
