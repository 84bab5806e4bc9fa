-- sentence:    expenditure_function
-- zh:          支出按功能分类
-- en:          Expenditure by function
-- section:     accounts
-- position:    220
-- column.value:     money
-- column.whole:     money
-- column.share:     percent value whole
-- lead.zh:     支出按功能分类（{stage_name}）：
-- lead.en:     Expenditure by function ({stage_name}):
-- text.zh:     {name}{value}{unit}[，占{share}%]
-- text.en:     {name} {value} {unit}[ ({share}%)]
-- join.zh:     ；
-- join.en:     ;
-- end.zh:      。
-- end.en:      .
SELECT v.dept_id, v.year, CASE WHEN :lang = 'zh' THEN i.zh ELSE i.en END AS name, v.value,
       CASE v.stage WHEN 'budget' THEN t.budget WHEN 'adjusted' THEN t.adjusted ELSE t.actual END AS whole,
       CASE v.stage WHEN 'budget' THEN CASE WHEN :lang = 'zh' THEN '年初预算' ELSE 'initial budget' END
                    WHEN 'adjusted' THEN CASE WHEN :lang = 'zh' THEN '调整预算' ELSE 'adjusted budget' END
                    ELSE CASE WHEN :lang = 'zh' THEN '决算' ELSE 'actual' END END AS stage_name
  FROM figure_stage v
  JOIN item i ON i.item_id = v.item_id AND i.class = 'function'
  JOIN item w ON w.item_id = i.parent_id AND w.code = 'expenditure'
  LEFT JOIN figure t ON t.item_id = w.item_id AND t.part_id = 0 AND t.dept_id = v.dept_id AND t.year = v.year AND t.month = v.month
 WHERE v.part_id = 0 AND v.month = 12 AND v.value <> 0
 ORDER BY v.dept_id, v.year, CASE v.stage WHEN 'budget' THEN 1 WHEN 'adjusted' THEN 2 ELSE 3 END, i.item_id
