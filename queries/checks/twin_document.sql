-- check:      twin_document
-- zh:         部门与单位的数完全相同
-- en:         A department and its unit publish the same figures
-- severity:   info
-- unit:       number
-- position:   545
-- basis:      只有一个单位的部门，部门预算与单位预算是同一份数；汇总时每一元只计一次
-- message.zh: {year}年的{left}个数与{of_name}（{of_code}）的完全相同：视为同一份文件，汇总时只计一次。
-- message.en: the {left} figures of {year} are those of {of_name} ({of_code}), one and all: taken as one document and counted once in sums.
-- advice.zh:  若确是两个单位，核对其中一份是否报错了单位编码。
-- advice.en:  If they are two departments indeed, see whether one document stands under a wrong code.
SELECT t.dept_id, t.year, o.code AS of_code, o.name AS of_name, t.figures AS left_value, t.figures AS right_value,
       -1 AS allowed, (SELECT min(f.origin) FROM figure_stage f WHERE f.dept_id = t.dept_id AND f.year = t.year) AS left_origin,
       (SELECT min(f.origin) FROM figure_stage f WHERE f.dept_id = t.of_id AND f.year = t.year) AS right_origin
  FROM twin t
  JOIN dept o ON o.dept_id = t.of_id
 ORDER BY t.dept_id, t.year
