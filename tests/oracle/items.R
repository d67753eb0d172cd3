# SPDX-License-Identifier: GPL-3.0-or-later
# References for cohort items: psych::alpha, psychometric's intervals, pbeta.

source("tests/oracle/common.R")

alpha_of <- function(x) {
    suppressMessages(suppressWarnings(
        psych::alpha(na.omit(x), check.keys = FALSE, warnings = FALSE)))
}

# One row an item of a table with a column an item. `full`: the most an item
# gives, NA where nobody says; 0/1 items have Wilson's interval. The rest of
# who left items out is the mean of the others that were answered; where
# everybody answered, psych's r.drop is the same. Alpha is that of complete
# rows.
item_rows <- function(x, full) {
    a <- alpha_of(x)
    rows <- lapply(names(x), function(item) {
        rest <- rowMeans(x[names(x) != item], na.rm = TRUE)
        some <- !is.na(x[[item]]) & is.finite(rest)
        own <- x[[item]][!is.na(x[[item]])]
        r <- if (anyNA(x)) cor(x[[item]][some], rest[some])
            else a$item.stats[item, "r.drop"]
        ci <- if (is.na(full)) c(NA, NA) else wilson(sum(own), length(own))
        data.frame(item = item, n = length(own), missing = sum(is.na(x[[item]])),
                   difficulty = mean(own) / full,
                   difficulty_low = ci[1], difficulty_high = ci[2],
                   point_biserial = r,
                   t(setNames(psychometric::CIr(r, sum(some)),
                              c("point_biserial_low", "point_biserial_high"))),
                   alpha_if_deleted = a$alpha.drop[item, "raw_alpha"],
                   alpha_change = a$alpha.drop[item, "raw_alpha"] -
                       a$total[["raw_alpha"]])
    })
    do.call(rbind, rows)
}

test_row <- function(x) {
    alpha <- alpha_of(x)$total$raw_alpha
    total <- rowSums(na.omit(x))
    n <- length(total)
    feldt <- psychometric::alpha.CI(alpha, ncol(x), n, level = 0.95)
    data.frame(items = ncol(x), n = n, mean = mean(total),
               sd = sd(total), alpha = alpha, alpha_low = feldt$LCL,
               alpha_high = feldt$UCL, sem = sd(total) * sqrt(1 - alpha))
}

items_of <- function(set, x, full = 1) {
    floor <- list(point_biserial = 1e-3, point_biserial_low = 1e-3,
                  point_biserial_high = 1e-3, alpha_change = 1e-3)
    reference(paste0("items/", set, "/item"), "item", item_rows(x, full),
              exact = c("n", "missing"), floor = floor)
    reference(paste0("items/", set, "/test"), "items", test_row(x),
              exact = "n", floor = list(alpha_low = 1e-3))
}

tools <- c("psych", "psychometric")
without_id <- function(d) d[names(d) != "student_id"]
wide <- function(d) {
    tapply(d$score, list(d$student_id, factor(d$item, unique(d$item))), sum)
}

about("testscores", function(d) items_of("testscores", without_id(d)), tools)
about("mathexam", function(d) items_of("mathexam", without_id(d)), tools)
about("lsat6", function(d) items_of("lsat6", without_id(d)), tools)
about("verbagg", function(d) {
    items_of("verbagg", as.data.frame(wide(d)))
}, tools)
about("attitude", function(d) items_of("attitude", without_id(d), NA), tools)
about("bfi", function(d) items_of("bfi", without_id(d), NA), tools)

# ---- options ----

# The rest score is the share of the points of all other items.
options_of <- function(run, d) {
    total <- tapply(d$score, d$student_id, sum)
    full <- tapply(d$max_score, d$student_id, sum)
    d$rest <- (total[d$student_id] - d$score) /
        (full[d$student_id] - d$max_score)
    rows <- each(d, c("item", "response"), function(part) {
        data.frame(n = nrow(part), mean_rest_score = mean(part$rest))
    })
    rows$share <- rows$n / ave(rows$n, rows$item, FUN = sum)
    names(rows)[2] <- "option"
    reference(run, c("item", "option"), rows, exact = "n")
}

about("verbagg", function(d) options_of("items/verbagg/options", d))

# ---- mastery ----

# Jeffreys' posterior of the true share, beta(k + 1/2, n - k + 1/2).
mastery_of <- function(run, d, cut = 0.8) {
    rows <- each(d, c("student_id", "measure"), function(part) {
        k <- sum(part$score)
        n <- nrow(part)
        p <- pbeta(cut, k + 0.5, n - k + 0.5, lower.tail = FALSE)
        data.frame(items = n, earned = k, possible = n, p_mastery = p,
                   mastery = if (n < 4) NA
                       else if (p >= 0.8) "mastered"
                       else if (p <= 0.2) "not yet"
                       else "too close to call")
    })
    names(rows)[2] <- "standard"
    reference(run, c("student_id", "standard"), rows,
              exact = c("items", "earned", "possible", "mastery"))
}

about("verbagg", function(d) mastery_of("items/verbagg/mastery", d))
