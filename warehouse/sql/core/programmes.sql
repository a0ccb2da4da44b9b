CREATE TABLE core.programmes AS
SELECT * FROM staged_programmes
ORDER BY programme_no;
ALTER TABLE core.programmes ADD PRIMARY KEY (programme);
