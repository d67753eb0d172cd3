# SPDX-License-Identifier: GPL-3.0-or-later
# References for cohort growth: lm() and its interval, medians of slopes.

source("tests/oracle/common.R")

# The slopes of all pairs on different days, per week.
pairs_of <- function(day, score) {
    i <- combn(length(day), 2)
    dx <- day[i[2, ]] - day[i[1, ]]
    (7 * (score[i[2, ]] - score[i[1, ]]) / dx)[dx != 0]
}

line <- function(d) {
    d <- d[!is.na(d$score) & !is.na(d$date), ]
    d <- d[order(d$date), ]
    n <- nrow(d)
    out <- data.frame(n = n, first_date = NA, last_date = NA, first = NA,
                      last = NA, gain = NA, slope = NA, slope_low = NA,
                      slope_high = NA, theil_sen = NA,
                      flag = "not enough data")
    if (n == 0) return(out)
    out$first_date <- d$date[1]
    out$last_date <- d$date[n]
    out$first <- d$score[1]
    out$last <- d$score[n]
    if (n > 1) out$gain <- out$last - out$first
    day <- as.numeric(as.Date(d$date))
    if (n < 3 || length(unique(day)) < 2) return(out)
    fit <- lm(d$score ~ I((day - day[1]) / 7))
    out$slope <- coef(fit)[[2]]
    if (n > 2) out[c("slope_low", "slope_high")] <- confint(fit)[2, ]
    out$theil_sen <- median(pairs_of(day, d$score))
    if (n >= 6 && !is.na(out$slope_low))
        out$flag <- if (out$slope_low > 0) "rising"
            else if (out$slope_high < 0) "falling"
            else "cannot tell"
    out
}

growth_of <- function(run, d) {
    key <- "student_id"
    rows <- each(d, key, line)
    unit <- 1e-3 * sd(d$score, na.rm = TRUE)
    reference(run, key, rows, exact = c("n", "first_date", "last_date", "flag"),
              floor = list(gain = unit, slope = unit, slope_low = unit,
                           slope_high = unit, theil_sen = unit))
}

about("sleepstudy", function(d) growth_of("growth/sleepstudy/line", d))
about("orthodont", function(d) growth_of("growth/orthodont/line", d))
about("egsingle", function(d) growth_of("growth/egsingle/line", d))

# ---- Theil and Sen's interval ----

# How many orders of n have q pairs in the wrong order, for each q, as
# probabilities: Kendall's null distribution, one element after the other.
wrong_pairs <- function(n) {
    p <- 1
    for (m in 2:n) {
        sum <- numeric(length(p) + m - 1)
        for (j in seq_len(m)) {
            at <- seq_along(p) + j - 1
            sum[at] <- sum[at] + p / m
        }
        p <- sum
    }
    p
}

# The slopes number k + 1 from either end, k the most for which
# P(Q <= k) <= (1 - level) / 2.
theil_sen_interval <- function(day, score, level = 0.95) {
    s <- sort(pairs_of(day, score))
    k <- sum(cumsum(wrong_pairs(length(day))) <= (1 - level) / 2) - 1
    if (k < 0) c(NA, NA) else s[c(k + 1, length(s) - k)]
}

all_of <- function(run, d) {
    rows <- each(d, "student_id", function(part) {
        part <- part[order(part$date), ]
        day <- as.numeric(as.Date(part$date))
        x <- (day - day[1]) / 7
        fit <- lm(part$score ~ x)
        e <- residuals(fit)
        data.frame(t(setNames(theil_sen_interval(day, part$score),
                              c("theil_sen_low", "theil_sen_high"))),
                   see = summary(fit)$sigma,
                   lag1 = sum(e[-1] * e[-length(e)]) / sum(e^2))
    })
    reference(run, "student_id", rows, floor = list(lag1 = 1e-3,
                                                    theil_sen_low = 1e-3,
                                                    theil_sen_high = 1e-3))
}

about("sleepstudy", function(d) all_of("growth/sleepstudy/all", d))

# ---- gains against measurement error ----

reliable <- function(run, d, sem, expected = 0) {
    words <- if (expected == 0) c("improved", "declined")
        else c("above expected", "below expected")
    rows <- each(d, "student_id", function(part) {
        part <- part[order(part$date), ]
        n <- nrow(part)
        gain <- if (n > 1) part$score[n] - part$score[1] else NA
        half <- qnorm(0.975) * sqrt(2) * sem
        data.frame(gain = gain, gain_low = gain - half, gain_high = gain + half,
                   change = if (is.na(gain)) NA
                       else if (gain - expected > half) words[1]
                       else if (gain - expected < -half) words[2]
                       else "cannot distinguish")
    })
    unit <- 1e-3 * sem
    reference(run, "student_id", rows, exact = "change",
              floor = list(gain = unit, gain_low = unit, gain_high = unit))
}

about("orthodont", function(d) reliable("growth/orthodont/sem", d, 1.2, 2))
about("egsingle", function(d) reliable("growth/egsingle/sem", d, 0.3))

# ---- where a gain stands among those who started alike ----

# The band moves the residual by the error of measurement of both scores.
percentile <- function(run, d, sem = NA) {
    rows <- each(d, "student_id", function(part) {
        part <- part[order(part$date), ]
        data.frame(first = part$score[1], last = part$score[nrow(part)],
                   n = nrow(part))
    })
    some <- rows$n > 1
    fit <- lm(last ~ first, rows[some, ])
    move <- qnorm(0.975) * sem * sqrt(1 + coef(fit)[[2]]^2)
    unit <- influence(fit)$sigma * sqrt(1 - hatvalues(fit))
    figure <- function(by) {
        all <- rep(NA, nrow(rows))
        all[some] <- 100 * pt(rstudent(fit) + by / unit, sum(some) - 3)
        all
    }
    rows$percentile_in_this_group <- figure(0)
    if (!is.na(sem)) {
        rows$percentile_low <- figure(-move)
        rows$percentile_high <- figure(move)
    }
    reference(run, "student_id", rows, exact = "n")
}

about("orthodont", function(d) percentile("growth/orthodont/percentile", d, 1))
about("egsingle", function(d) percentile("growth/egsingle/percentile", d))

# ---- goals ----

# Where the sides of the band of predict(interval = "confidence") meet the goal,
# to the outer day; undated where the slope's own 90 % interval holds 0 or the
# line leads away.
goal_of <- function(run, d, goal, by) {
    rows <- each(d, "student_id", function(part) {
        part <- part[order(part$date), ]
        start <- as.Date(part$date[1])
        x <- as.numeric(as.Date(part$date) - start) / 7
        y <- part$score
        fit <- lm(y ~ x)
        band <- function(at, side) {
            predict(fit, data.frame(x = at), interval = "confidence",
                    level = 0.90)[, side]
        }
        meets <- function(side) {
            uniroot(function(at) band(at, side) - goal, range(x),
                    extendInt = "upX", tol = 1e-9)$root
        }
        end <- as.numeric(as.Date(by) - start) / 7
        there <- predict(fit, data.frame(x = end), se.fit = TRUE)
        b <- summary(fit)$coefficients[2, 1:2]
        aim <- (goal - median(y[1:3])) / (end - median(x[1:3]))
        df <- length(y) - 2
        dated <- length(y) >= 6 && confint(fit, level = 0.90)[2, 1] > 0
        data.frame(
            goal_date_low = if (!dated) NA else
                as.character(start + floor(7 * meets("upr") + 1e-6)),
            goal_date_high = if (!dated) NA else
                as.character(start + ceiling(7 * meets("lwr") - 1e-6)),
            p_goal_by = pt((there$fit - goal) / there$se.fit, df),
            aimline = aim, p_aimline = pt((b[[1]] - aim) / b[[2]], df))
    })
    reference(run, "student_id", rows, exact = c("goal_date_low",
                                                 "goal_date_high"))
}

about("sleepstudy", function(d) {
    goal_of("growth/sleepstudy/goal", d, 400, "2026-06-01")
})

# ---- the change of a group ----

source("tests/oracle/effect.R")

# All students beside those with both scores; what regression to the mean alone
# gives a group at reliability r.
change_of <- function(run, d, by, first, last, r, below = Inf) {
    wide <- function(day) {
        part <- d[d$date == day, ]
        setNames(part$score, part$student_id)
    }
    all <- mean(d$score[d$date == first])
    a <- wide(first)
    chosen <- function(id) is.na(a[id]) | a[id] < below
    rows <- each(d, by, function(part) {
        ids <- unique(part$student_id)
        ids <- ids[chosen(ids)]
        x <- a[intersect(ids, names(a))]
        y <- wide(last)
        y <- y[intersect(ids, names(y))]
        if (below < Inf) y <- y[intersect(names(y), names(a))]
        both <- intersect(names(x), names(y))
        g <- y[both] - x[both]
        data.frame(n_first = length(x), n_last = length(y),
                   mean_first = mean(x), mean_last = mean(y),
                   change_all = mean(y) - mean(x), n_matched = length(both),
                   mean_first_matched = mean(x[both]),
                   mean_last_matched = mean(y[both]), change_matched = mean(g),
                   t(ends(t.test(g)$conf.int)),
                   effect = paired_effect(x[both], y[both]),
                   t(ends(bonett(x[both], y[both]), "effect")),
                   joined = length(setdiff(names(y), names(x))),
                   left = length(setdiff(names(x), names(y))),
                   chance_gain = (1 - r) * (all - mean(x[both])))
    })
    unit <- list(mean_first = 1e-3, mean_last = 1e-3, mean_first_matched = 1e-3,
                 mean_last_matched = 1e-3, chance_gain = 1e-3)
    reference(run, by, rows, exact = c("n_first", "n_last", "n_matched", "joined", "left"),
              floor = unit)
}

about("orthodont", function(d) {
    change_of("growth/orthodont/change", d, "sex", "2020-01-01", "2026-01-01",
              0.9)
})
about("egsingle", function(d) {
    d <- d[d$date %in% c("2022-10-01", "2024-10-01"), ]
    change_of("growth/egsingle/change", d, "female", "2022-10-01", "2024-10-01",
              0.8)
    change_of("growth/egsingle/chosen", d, "female", "2022-10-01", "2024-10-01",
              0.8, below = 0)
})
