-- check:      sign_flip
-- zh:         正负号相反
-- en:         A sign turned round
-- severity:   warning
-- position:   520
-- basis:      同一序列相邻两年绝对值相差在10%以内而一正一负
-- message.zh: {stage}{item}{left}{unit}，上年{right}{unit}，绝对值相近而符号相反；可能误用负号。
-- message.en: {stage}: {item} is {left} {unit}, last year {right} {unit}: nearly the same amount with the other sign.
-- advice.zh:  核对该数的正负号。
-- advice.en:  Check the sign of this number.
SELECT y.dept_id, y.year, y.stage, y.item_id, y.part_id, y.current AS left_value, y.prior AS right_value, -1 AS allowed,
       y.current_origin AS left_origin, y.prior_origin AS right_origin
  FROM yoy y
  JOIN item i ON i.item_id = y.item_id
 WHERE i.unit_kind = 'money' AND i.code <> 'budget_adjustment' AND y.month = 12 AND y.current < 0 AND y.prior > 0
   AND -y.current * 10 BETWEEN y.prior * 9 AND y.prior * 11
 ORDER BY y.current_origin
