-- sentence:    staff
-- zh:          人员编制与在职人员
-- en:          Posts and staff
-- section:     basics
-- position:    30
-- column.posts:     persons
-- column.staff:     persons
-- column.prior:     persons
-- column.retired:   persons
-- column.control:   percent staff posts
-- compare.change:   people staff prior
-- text.zh:     {year}年末，核定编制{posts}人，实有在职人员{staff}人[，{change}][，在职人员控制率{control}%][；离退休人员{retired}人]。
-- text.en:     At the end of {year} there were {posts} posts and {staff} members of staff[, {change}][; staffing control rate {control}%][; retired staff: {retired}].
-- blank:       reason:staff
SELECT f.dept_id, f.year, f.budget AS posts, f.actual AS staff, p.actual AS prior, r.actual AS retired,
       CASE WHEN f.actual <> p.actual THEN 1 END AS asked
  FROM figure f
  JOIN item i ON i.item_id = f.item_id AND i.code = 'staff'
  JOIN item ri ON ri.code = 'retired_staff'
  LEFT JOIN figure p ON p.item_id = f.item_id AND p.part_id = 0 AND p.dept_id = f.dept_id AND p.year = f.year - 1 AND p.month = 12
  LEFT JOIN figure r ON r.item_id = ri.item_id AND r.part_id = 0 AND r.dept_id = f.dept_id AND r.year = f.year AND r.month = 12
 WHERE f.part_id = 0 AND f.month = 12 AND f.budget IS NOT NULL AND f.actual IS NOT NULL
 ORDER BY f.dept_id, f.year
