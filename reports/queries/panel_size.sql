-- Cities in the balanced panel of work reports: those whose use of a term is followed together over years.
SELECT count(DISTINCT panel.city_code) AS cities
FROM out.panel AS panel
JOIN out.places AS places USING (city_code)
WHERE panel.kind = 'work_report' AND panel.is_balanced AND places.level NOT IN ('nation', 'province');
