-- One row: a document, in its newest version.
CREATE OR REPLACE VIEW out.documents AS
SELECT
    documents.document_id,
    documents.city_code,
    places.city,
    places.province,
    places.level,
    documents.kind,
    documents.year::INTEGER AS year,
    documents.session_date,
    documents.reviewed_year::INTEGER AS reviewed_year,
    documents.scope,
    documents.title,
    coalesce(
        documents.issuer,
        CASE
            WHEN documents.kind <> 'work_report' THEN NULL
            WHEN places.level = 'nation' THEN places.city
            ELSE places.city || '人民政府'
        END
    ) AS issuer,
    documents.doc_number,
    documents.index_number,
    documents.published_date,
    documents.url,
    documents.raw_sha256,
    documents.fetched_at,
    documents.n_chars,
    documents.n_sentences,
    documents.n_tokens,
    documents.format,
    documents.encoding,
    documents.is_main,
    documents.is_sample,
    documents.known_since
FROM core.documents AS documents
LEFT JOIN core.places AS places USING (city_code);

COMMENT ON VIEW out.documents IS 'One row: a document, in its newest version.';
COMMENT ON COLUMN out.documents.document_id IS 'Document: an id derived from its content and place.';
COMMENT ON COLUMN out.documents.city_code IS 'Six-digit administrative code of the place, as text; NULL where unknown.';
COMMENT ON COLUMN out.documents.city IS 'Full official name of the place, NULL where unknown.';
COMMENT ON COLUMN out.documents.province IS 'Full official name of the province the place lies in, NULL where the place is unknown.';
COMMENT ON COLUMN out.documents.level IS 'Level of the place: nation, province, municipality, subprovincial, prefecture or county; NULL where the place is unknown.';
COMMENT ON COLUMN out.documents.kind IS 'Kind of document: work_report, master_plan, territorial_plan, special_plan, action_plan, five_year_plan, regulation, article or other.';
COMMENT ON COLUMN out.documents.year IS 'Year whose plan a work report sets out; of other kinds of document the year of issue; NULL where unknown.';
COMMENT ON COLUMN out.documents.session_date IS 'Day the report was delivered (ISO date), NULL where unknown or not a work report.';
COMMENT ON COLUMN out.documents.reviewed_year IS 'Year the report looks back on, NULL where unknown, where scope is term, or not a work report.';
COMMENT ON COLUMN out.documents.scope IS 'Reach of the plan: annual, term, or both (looks back and ahead five years and plans the year too); NULL where unknown or not a work report.';
COMMENT ON COLUMN out.documents.title IS 'Title of the document.';
COMMENT ON COLUMN out.documents.issuer IS 'Body that issued the document, as its page or signature names it; for a work report else the government of the place; NULL where unknown.';
COMMENT ON COLUMN out.documents.doc_number IS 'Number of the document (发文字号), NULL where it has none.';
COMMENT ON COLUMN out.documents.index_number IS 'Index number of the document (索引号), NULL where its page prints none.';
COMMENT ON COLUMN out.documents.published_date IS 'Day the page says it was published (ISO date), NULL where it says none.';
COMMENT ON COLUMN out.documents.url IS 'Address it was fetched from or claimed to come from, NULL where none is known.';
COMMENT ON COLUMN out.documents.raw_sha256 IS 'SHA-256 of the bytes the text was read from, in hexadecimal.';
COMMENT ON COLUMN out.documents.fetched_at IS 'Time the bytes were fetched or the file was added (UTC timestamp).';
COMMENT ON COLUMN out.documents.n_chars IS 'Length of the text (Han characters).';
COMMENT ON COLUMN out.documents.n_sentences IS 'Sentences of the text (count).';
COMMENT ON COLUMN out.documents.n_tokens IS 'Tokens of our segmentation that hold a letter, digit or Han character (count).';
COMMENT ON COLUMN out.documents.format IS 'Format the text was read from: markdown, text, html, pdf, docx, doc, rtf or ofd.';
COMMENT ON COLUMN out.documents.encoding IS 'Encoding of the bytes: utf-8, utf-8-sig, utf-16, utf-32, gb18030, big5 or big5hkscs; NULL for formats that are not text.';
COMMENT ON COLUMN out.documents.is_main IS 'Whether the document stands for its place and year in out.city_themes: of two work reports of a year only one does.';
COMMENT ON COLUMN out.documents.is_sample IS 'Whether the document was written for demonstration by the project and is not a real report.';
COMMENT ON COLUMN out.documents.known_since IS 'Day from which the document could be known: delivered, else published, else the day that its address holds if it is of the year or the one before, else the last day of the year (ISO date); NULL where the year is unknown too.';
