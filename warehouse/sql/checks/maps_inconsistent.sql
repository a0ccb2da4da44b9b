-- Records of a literature map that its ledger leaves out, entries without a record, links that lead to no keyword.
CREATE OR REPLACE VIEW checks.maps_inconsistent AS
SELECT map_id, record_id AS key, 'record and ledger differ' AS fault
FROM core.records
FULL JOIN core.record_ledger USING (map_id, record_id)
WHERE file IS NULL OR status IS NULL
UNION ALL
SELECT map_id, record_id, 'status and reason differ'
FROM core.record_ledger
WHERE (status = 'kept') IS DISTINCT FROM (reason IS NULL)
UNION ALL
SELECT map_id, source || '/' || target, 'link to no keyword'
FROM core.keyword_links AS links
WHERE
    NOT EXISTS (SELECT 1 FROM core.keyword_nodes AS n WHERE n.map_id = links.map_id AND n.keyword = links.source)
    OR NOT EXISTS (SELECT 1 FROM core.keyword_nodes AS n WHERE n.map_id = links.map_id AND n.keyword = links.target)
UNION ALL
SELECT map_id, keyword, 'more windows than the map has'
FROM core.keyword_nodes
JOIN core.keyword_maps USING (map_id)
WHERE count > n_units;
