-- What README.md shows, and a little more; the lines that it writes stand in example.expected.
CREATE TABLE updates(id INTEGER PRIMARY KEY, payload TEXT);
INSERT INTO updates(payload) VALUES ('{"status": "LEAD_WN"}'),
                                    ('{"status": "CONTACT_MADE", "contactMethod": "EMAIL"}'),
                                    (NULL);

SELECT id, leadlint_check('renovationfind/update_status', payload) FROM updates;

SELECT u.id, f.path, f.code, f.suggestion
  FROM updates AS u, leadlint_findings('renovationfind/update_status', u.payload) AS f;

-- Both at once, which share their rules.
SELECT u.id, f.severity, f.line, f."column",
       leadlint_check('renovationfind/update_status', '{"status": "LEAD_LOST"}')
  FROM updates AS u, leadlint_findings('renovationfind/update_status', u.payload) AS f
 WHERE u.id = 1;

-- A rule file of one's own, and what the other side holds.
SELECT leadlint_check('own.yaml', '{"owner": "b"}');
SELECT leadlint_check('own.yaml', '{"owner": "b"}', '{"owner": "a"}');
SELECT path, rule FROM leadlint_findings('own.yaml', '{"owner": "b"}', '{"owner": "a"}');
SELECT count(*) FROM leadlint_findings('own.yaml', '{"owner": "b"}', NULL);

-- Mistakes are errors of the query.
SELECT leadlint_check('renovationfind/update_statu', '{}');
SELECT * FROM leadlint_findings('own.yaml');
SELECT 'goes on';
