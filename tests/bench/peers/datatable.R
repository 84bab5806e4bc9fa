# The job in data.table: Rscript datatable.R MODULES THREADS DATA OUT. A keyed table and shift() are faster than a join.
suppressMessages(library(data.table))
words <- commandArgs(TRUE)
if (words[3] == "--version") {
  cat(as.character(packageVersion("data.table")), "\n", sep = "")
  quit()
}
setDTthreads(as.integer(words[2]))
out <- function(table, name) fwrite(table, file.path(words[4], paste0(name, ".csv")))
files <- sort(list.files(words[3], "^figures-.*csv$", full.names = TRUE))
figure <- rbindlist(lapply(files, fread,
  colClasses = list(integer = c("dept", "year", "item"), character = "stage", double = "value")))

change <- figure[stage == "actual" & !is.na(value), .(dept, item, year, current = value)]
setkey(change, dept, item, year)
change[, `:=`(prior = shift(current), prior_year = shift(year), prior_dept = shift(dept), prior_item = shift(item))]
change <- change[prior_dept == dept & prior_item == item & prior_year == year - 1L, .(dept, item, year, prior, current)]
change[, rate := fifelse(prior > 0, (current - prior) / prior * 100, NA_real_)]
out(change[, .(dept, item, year, prior, current, change = round(current - prior, 2), rate = round(rate, 2))], "changes")

total <- figure[, .(sum = sum(value, na.rm = TRUE)), by = .(dept, year, stage)]
total <- dcast(total, dept + year ~ stage, value.var = "sum")
out(total[, .(dept, year, budget = round(budget, 2), adjusted = round(adjusted, 2), actual = round(actual, 2),
  adjustment_rate = round((adjusted - budget) / budget * 100, 2), execution_rate = round(actual / adjusted * 100, 2))], "totals")

spread <- change[!is.na(rate), {
  m <- median(rate)
  .(n = .N, median = m, mad = median(abs(rate - m)))
}, keyby = .(item, year)]
out(spread[, .(item, year, n, median = round(median, 4), mad = round(mad, 4))], "spread")
change[spread, on = c("item", "year"), `:=`(median = i.median, mad = i.mad)]
out(change[abs(rate - median) > 5 * 1.4826 * mad, .(dept, item, year, rate = round(rate, 2), median = round(median, 4),
  mad = round(mad, 4), score = round((rate - median) / (1.4826 * mad), 4))], "outliers")
