CREATE TABLE core.issue_kinds AS
SELECT * FROM staged_issue_kinds;
ALTER TABLE core.issue_kinds ADD PRIMARY KEY (issue);
