# SPDX-License-Identifier: GPL-3.0-or-later
# The six figures of the weekly report with base graphics, as a coach who knows
# R would script them: Rscript base.R FOLDER, which holds unit3.csv, items.csv,
# fluency.csv and groups.csv and gets figure1.svg … figure6.svg.
setwd(commandArgs(TRUE)[1])
rows <- function(file) read.csv(file, colClasses = c(student_id = "character"),
                                na.strings = c("", "NA"))
unit3 <- subset(rows("unit3.csv"), status == "scored")
items <- subset(rows("items.csv"), status == "scored")
fluency <- subset(rows("fluency.csv"), status == "scored")
groups <- rows("groups.csv")
picture <- function(n) svg(sprintf("figure%d.svg", n), 7.5, 4)
interval <- function(x) {
  half <- qt(0.975, length(x) - 1) * sd(x) / sqrt(length(x))
  c(mean(x), mean(x) - half, mean(x) + half)
}

# 1 A dot a student, and the mean of each section with its interval.
picture(1)
stripchart(score ~ section, unit3, method = "jitter", pch = 19, cex = 0.6,
           col = "grey60", main = "Unit 3 Test by section")
ci <- sapply(split(unit3$score, unit3$section), interval)
segments(ci[2, ], 1:ncol(ci), ci[3, ], 1:ncol(ci), lwd = 3)
points(ci[1, ], 1:ncol(ci), pch = 18, cex = 1.5)
invisible(dev.off())

# 2 Each section less everyone else.
picture(2)
sections <- sort(unique(unit3$section))
difference <- sapply(sections, function(s) {
  t <- t.test(unit3$score[unit3$section == s], unit3$score[unit3$section != s])
  c(t$estimate[1] - t$estimate[2], t$conf.int)
})
plot(difference[1, ], seq_along(sections), xlim = range(difference, 0),
     yaxt = "n", ylab = "", xlab = "points", main = "Less everyone else")
axis(2, seq_along(sections), sections)
segments(difference[2, ], seq_along(sections), difference[3, ])
abline(v = 0, lty = 2)
invisible(dev.off())

# 3 Mean share of the points of each standard, with its interval.
share <- aggregate(score ~ student_id + measure + section, items, mean)
picture(3)
ci <- sapply(split(share$score, share$measure), interval)
at <- barplot(ci[1, ], horiz = TRUE, las = 1, xlim = c(0, 1),
              main = "Unit 3 Test by standard")
segments(ci[2, ], at, ci[3, ], at)
invisible(dev.off())

# 4 Standards by sections.
picture(4)
grid <- tapply(share$score, list(share$measure, share$section), mean)
image(seq_len(nrow(grid)), seq_len(ncol(grid)), grid, axes = FALSE,
      zlim = c(0, 1), xlab = "", ylab = "", main = "Standards by section",
      col = hcl.colors(20, "Blues", rev = TRUE))
axis(1, seq_len(nrow(grid)), rownames(grid), las = 2)
axis(2, seq_len(ncol(grid)), colnames(grid))
text(row(grid), col(grid), sprintf("%.0f %%", 100 * grid))
invisible(dev.off())

# 5 Fluency, a line a student.
picture(5)
fluency$day <- as.Date(fluency$date)
plot(score ~ day, fluency, type = "n", main = "Oral Reading Fluency")
for (one in split(fluency, fluency$student_id))
  lines(score ~ day, one[order(one$day), ], col = "grey70")
invisible(dev.off())

# 6 The groups.
picture(6)
stripchart(score ~ group, groups, pch = 19, main = "Groups by Unit 3 Test")
invisible(dev.off())
