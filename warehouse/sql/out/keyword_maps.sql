-- One row: a keyword map, of a literature or of policy documents.
CREATE OR REPLACE VIEW out.keyword_maps AS
SELECT
    map_id,
    title,
    source,
    unit,
    keyword_origin,
    n_units,
    n_kept,
    first_year::INTEGER AS first_year,
    last_year::INTEGER AS last_year,
    n_keywords,
    n_links,
    density,
    modularity,
    silhouette,
    command
FROM core.keyword_maps;

COMMENT ON VIEW out.keyword_maps IS 'One row: a keyword map, of a literature or of policy documents (rencheng map); none until a map was made.';
COMMENT ON COLUMN out.keyword_maps.map_id IS 'Map: an id derived from what it is made of and its parameters.';
COMMENT ON COLUMN out.keyword_maps.title IS 'Title of its pictures.';
COMMENT ON COLUMN out.keyword_maps.source IS 'What its keywords come from: literature (bibliographic records) or policy (published documents).';
COMMENT ON COLUMN out.keyword_maps.unit IS 'What carries keywords, and in which they stand together: record; document, paragraph or sentence for policy.';
COMMENT ON COLUMN out.keyword_maps.keyword_origin IS 'How its keywords came about: given, given_or_drawn (some from titles and abstracts); for policy tfidf, terms (of a scheme) or beside (those of another map).';
COMMENT ON COLUMN out.keyword_maps.n_units IS 'Units that carry keywords (count): what counts in out.keyword_nodes are shares of.';
COMMENT ON COLUMN out.keyword_maps.n_kept IS 'Records or documents it is made of (count).';
COMMENT ON COLUMN out.keyword_maps.first_year IS 'First year of those.';
COMMENT ON COLUMN out.keyword_maps.last_year IS 'Last year of those.';
COMMENT ON COLUMN out.keyword_maps.n_keywords IS 'Keywords of the network, N (count).';
COMMENT ON COLUMN out.keyword_maps.n_links IS 'Links of the network, E (count).';
COMMENT ON COLUMN out.keyword_maps.density IS 'Links divided by pairs of keywords (0 to 1); NULL below two keywords.';
COMMENT ON COLUMN out.keyword_maps.modularity IS 'Modularity Q of its clusters (no unit); NULL without links.';
COMMENT ON COLUMN out.keyword_maps.silhouette IS 'Mean silhouette S of its clusters, over strengths of links (-1 to 1).';
COMMENT ON COLUMN out.keyword_maps.command IS 'Command that makes it again.';
