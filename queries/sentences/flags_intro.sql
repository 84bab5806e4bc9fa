-- sentence:    flags_intro
-- zh:          检验范围
-- en:          What was tested
-- chapter:     flags
-- position:    10
-- column.tests:   pieces
-- column.cells:   pieces
-- column.depts:   pieces
-- column.flags:   pieces
-- column.dept_years: pieces
-- column.expected: real 1
-- text.zh:     以下各项与同类单位、上年或本单位各年相比明显不同，值得了解原因；不表示有差错，也不是评价。共检验 {tests} 次（{cells} 个数，{depts} 个部门年度），列出 {flags} 项（{dept_years} 个部门年度）；按各数列自身的离散程度，单独一次检验偶然越过界限的机会不到万分之一，或同一部门年度有两类方法各自不到五百分之一；其中仅因偶然越过界限的检验，预计约 {expected} 次。对比组取自单位表的对比组（未填的取单位类别），各项说明末尾写明；可比单位少于 8 个的，改与全部单位比较，仍少于 8 个的不判断。
-- text.en:     What follows differs clearly from similar departments, from last year, or from the department's own years, and is worth asking about. It says neither that something is wrong nor how good it is. {tests} tests of {cells} values ({depts} department-years) were made; {flags} stand out ({dept_years} department-years). By each series' own spread the chance of passing a limit by accident is below one in 10,000 for a test alone, or below one in 500 for each of two kinds of methods that agree on a department-year; about {expected} tests can be expected to pass by chance alone. Peer groups are those of the list of departments (its kinds, where it names none), told with each flag; where fewer than 8 can be compared, all departments are the group, and fewer than 8 of them are not judged.
-- The cells of a series are counted by one number for its department and year: twice as fast as by three columns.
WITH series AS (
  SELECT count(*) AS tests, count(DISTINCT v.dept_id * 100000 + v.year) AS cells FROM screen_value v GROUP BY v.indicator
), tested AS (
  SELECT sum(s.tests) AS tests, sum(s.cells) AS cells FROM series s
)
SELECT NULL AS dept_id, NULL AS year, t.cells, (SELECT count(DISTINCT v.dept_id * 100000 + v.year) FROM screen_value v) AS depts,
       t.tests, (SELECT count(*) FROM flag) AS flags,
       (SELECT count(*) FROM (SELECT DISTINCT g.dept_id, g.year FROM flag g) c) AS dept_years,
       (SELECT CAST(sum(s.cells) AS DOUBLE PRECISION) / 5000.0 FROM screening s WHERE s.reason = '') AS expected
  FROM tested t
 WHERE t.tests > 0
 ORDER BY 1
