# SPDX-License-Identifier: GPL-3.0-or-later
# References for cohort summary: base R, and psych for skewness and kurtosis.

source("tests/oracle/common.R")

# The moments behind --all. A lag-1 or skewness near 0 is a small difference of
# large sums: see `floor` of reference().
more <- function(x) {
    n <- length(x)
    equal <- n == 0 || max(x) == min(x)
    data.frame(
        se = spread(x) / sqrt(n), sum = if (n == 0) NA else sum(x),
        variance = spread(x)^2,
        skewness = if (n < 3 || equal) NA else psych::skew(x, type = 2),
        kurtosis = if (n < 4 || equal) NA else psych::kurtosi(x, type = 2),
        mad = if (n == 0) NA else mad(x), iqr = if (n == 0) NA else IQR(x),
        lag1 = if (n < 2 || equal) NA else acf(x, 1, plot = FALSE)$acf[2])
}

one <- function(x, variable, all, cut) {
    missing <- sum(is.na(x))
    x <- x[!is.na(x)]
    q <- quantile(x, c(0, 0.25, 0.5, 0.75, 1), type = 7, names = FALSE)
    ci <- student(x)
    out <- data.frame(variable = variable, n = length(x), missing = missing,
                      mean = mean(x), sd = spread(x), ci_low = ci[1],
                      ci_high = ci[2], min = q[1], q1 = q[2], median = q[3],
                      q3 = q[4], max = q[5])
    if (all) out <- cbind(out, more(x))
    if (is.null(cut)) return(out)
    k <- sum(x >= cut)
    cbind(out, data.frame(at_or_above = k, rate = k / length(x),
                          rate_low = wilson(k, length(x))[1],
                          rate_high = wilson(k, length(x))[2]))
}

summary_of <- function(run, d, value, by = NULL, all = TRUE, cut = NULL) {
    rows <- each(d, by, function(part) {
        do.call(rbind, lapply(value, function(v) one(part[[v]], v, all, cut)))
    })
    unit <- max(vapply(value, function(v) sd(d[[v]], na.rm = TRUE), 1))
    floor <- list(mean = unit * 1e-3, ci_low = unit * 1e-3,
                  ci_high = unit * 1e-3)
    if (all)
        floor <- c(floor, list(sum = unit, skewness = 1e-3, kurtosis = 1e-3,
                               lag1 = 1e-3))
    reference(run, c(by, "variable"), rows, floor = floor,
              exact = c("n", "missing", if (!is.null(cut)) "at_or_above"))
}

psych <- "psych"
about("sleep", function(d) {
    summary_of("summary/sleep/group", d, "extra", "group", cut = 0)
}, psych)
about("attitude", function(d) {
    summary_of("summary/attitude/all", d, setdiff(names(d), "student_id"))
}, psych)
about("baumann", function(d) {
    summary_of("summary/baumann/group", d, grep("test", names(d), value = TRUE),
               "group", cut = 6)
}, psych)
about("quine", function(d) {
    summary_of("summary/quine/four", d, "Days", c("Eth", "Sex", "Age", "Lrn"),
               cut = 10)
}, psych)
about("mathachieve", function(d) {
    summary_of("summary/mathachieve/school", d, c("MathAch", "SES"), "School",
               cut = 12.75)
}, psych)
about("exam", function(d) {
    summary_of("summary/exam/school", d, c("normexam", "standLRT"), "school",
               cut = 0)
}, psych)
about("gcsemv", function(d) {
    summary_of("summary/gcsemv/school", d, c("written", "course"), "school",
               cut = 60)
}, psych)
about("brandsma", function(d) {
    summary_of("summary/brandsma/sex", d, c("lpr", "lpo", "apr", "apo", "iqv"),
               "sex", cut = 20)
}, psych)
about("apipop", function(d) {
    summary_of("summary/apipop/stype", d, c("api99", "api00", "meals"),
               c("stype", "awards"), cut = 800)
}, psych)

# One score a student first: the mean, the best, or that of the latest day.
collapsed <- function(run, d, value, by, f) {
    d <- d[order(d$date), ]
    one <- aggregate(d[value], d[c("student_id", by)], f)
    rows <- each(one, by, function(part) {
        x <- part[[value]]
        ci <- student(x)
        data.frame(variable = value, n = length(x), mean = mean(x),
                   sd = sd(x), ci_low = ci[1], ci_high = ci[2],
                   median = median(x))
    })
    reference(run, c(by, "variable"), rows, exact = "n")
}

about("egsingle", function(d) {
    collapsed("summary/egsingle/mean", d, "score", "female", mean)
    collapsed("summary/egsingle/best", d, "score", "female", max)
    collapsed("summary/egsingle/latest", d, "score", "female",
              function(x) x[length(x)])
})

# ---- partial pooling ----

# Sections' means under a normal model with known standard errors: the mean of
# all flat, the spread tau between sections half-t with 3 degrees of freedom
# and half the pooled standard deviation as its scale. Everything is integrated
# over tau by integrate(), the quantiles found by uniroot().
pooled <- function(x, g, level = 0.90) {
    g <- factor(g, unique(g))
    n <- tapply(x, g, length)
    y <- tapply(x, g, mean)
    within <- sum((x - y[g])^2) / (length(x) - length(y))
    s2 <- within / n
    a <- 0.5 * sqrt(within)
    mu <- function(v) rowSums(rep(y, each = nrow(v)) / v) * spread_of_mu(v)
    spread_of_mu <- function(v) 1 / rowSums(1 / v)
    variances <- function(tau) outer(tau^2, as.vector(s2), "+")
    log_posterior <- function(tau) {
        v <- variances(tau)
        from_mu <- (matrix(y, nrow(v), ncol(v), TRUE) - mu(v))^2
        -2 * log1p((tau / a)^2 / 3) + 0.5 * log(spread_of_mu(v)) -
            0.5 * rowSums(log(v) + from_mu / v)
    }
    top <- optimize(log_posterior, c(0, 20 * (a + sd(y))), maximum = TRUE,
                    tol = 1e-8)$objective
    density <- function(tau) exp(log_posterior(tau) - top)
    ends <- c(0, (a + sd(y)) * c(0.1, 0.25, 0.5, 1, 2, 4, 8, 16, 64, 1e3, 1e5))
    over <- function(f) {
        sum(vapply(seq_along(ends)[-1], function(i) {
            integrate(function(tau) f(tau) * density(tau), ends[i - 1],
                      ends[i], rel.tol = 1e-11, abs.tol = 0,
                      stop.on.error = FALSE)$value
        }, 1))
    }
    all <- over(function(tau) rep(1, length(tau)))
    rows <- lapply(seq_along(y), function(j) {
        centre <- function(tau) {
            b <- s2[[j]] / (s2[[j]] + tau^2)
            b * mu(variances(tau)) + (1 - b) * y[[j]]
        }
        width <- function(tau) {
            b <- s2[[j]] / (s2[[j]] + tau^2)
            sqrt((1 - b) * s2[[j]] + b^2 * spread_of_mu(variances(tau)))
        }
        below <- function(t) {
            over(function(tau) pnorm(t, centre(tau), width(tau))) / all
        }
        around <- y[j] + c(-8, 8) * sqrt(s2[j])
        at <- function(p) {
            uniroot(function(t) below(t) - p, around, tol = 1e-10,
                    extendInt = "upX")$root
        }
        data.frame(n = n[[j]], mean = y[[j]],
                   pooled_mean = over(centre) / all,
                   pooled_low = at((1 - level) / 2),
                   pooled_high = at((1 + level) / 2),
                   reliability = if (length(y) < 5) NA else
                       1 - over(function(tau) s2[j] / (s2[j] + tau^2)) / all)
    })
    cbind(group = names(y), do.call(rbind, rows))
}

pool_of <- function(run, d, value, by) {
    rows <- do.call(rbind, lapply(value, function(v) {
        part <- d[!is.na(d[[v]]), ]
        cbind(variable = v, pooled(part[[v]], part[[by]]))
    }))
    names(rows)[names(rows) == "group"] <- by
    unit <- max(vapply(value, function(v) sd(d[[v]], na.rm = TRUE), 1))
    reference(run, c(by, "variable"), rows, exact = "n",
              iterated = c("pooled_mean", "pooled_low", "pooled_high",
                           "reliability"),
              floor = list(mean = unit * 1e-3, pooled_mean = unit * 1e-3,
                           pooled_low = unit * 1e-3, pooled_high = unit * 1e-3))
}

about("baumann", function(d) {
    pool_of("summary/baumann/pool", d, grep("test", names(d), value = TRUE),
            "group")
})
about("plantgrowth", function(d) {
    pool_of("summary/plantgrowth/pool", d, "weight", "group")
})
about("quine", function(d) pool_of("summary/quine/pool", d, "Days", "Age"))
about("exam", function(d) {
    few <- d[d$school <= 8, ]
    pool_of("summary/exam/pool", few, "normexam", "school")
})

# ---- figures by name ----

# The median's interval by order statistics: the ranks between which the
# binomial(n, 1/2) count of scores below the median lies; Jeffreys' interval of
# a rate, from beta(k + 1/2, n - k + 1/2).
named_of <- function(run, d, value, by, cut) {
    rows <- each(d, by, function(part) {
        x <- sort(part[[value]])
        n <- length(x)
        k <- qbinom(0.025, n, 0.5)
        hits <- sum(x >= cut)
        b <- qbeta(c(0.025, 0.975), hits + 0.5, n - hits + 0.5)
        data.frame(variable = value, n = n,
                   median_low = if (k == 0) NA else x[k],
                   median_high = if (k == 0) NA else x[n + 1 - k],
                   rate_low = if (hits == 0) 0 else b[1],
                   rate_high = if (hits == n) 1 else b[2])
    })
    reference(run, c(by, "variable"), rows, exact = "n",
              iterated = c("rate_low", "rate_high"))
}

about("mathachieve", function(d) {
    named_of("summary/mathachieve/named", d, "MathAch", "School", 12.75)
})
about("quine", function(d) {
    named_of("summary/quine/named", d, "Days", c("Eth", "Sex", "Age", "Lrn"),
             10)
})

# ---- levels ----

levels_of <- function(run, d, value, by) {
    known <- unique(d[[value]][!is.na(d[[value]])])
    rows <- each(d, by, function(part) {
        x <- part[[value]]
        of <- sum(!is.na(x))
        do.call(rbind, lapply(known, function(level) {
            n <- sum(x == level, na.rm = TRUE)
            ci <- wilson(n, of)
            data.frame(level = level, n = n, of = of, missing = sum(is.na(x)),
                       share = if (of == 0) NA else n / of, share_low = ci[1],
                       share_high = ci[2])
        }))
    })
    reference(run, c(by, "level"), rows, exact = c("n", "of", "missing"))
}

about("exam", function(d) levels_of("summary/exam/levels", d, "vr", "school"))
about("apipop", function(d) {
    levels_of("summary/apipop/levels", d, "stype", "cnum")
})
about("brandsma", function(d) levels_of("summary/brandsma/levels", d, "apr",
                                        "sex"))

# ---- true scores ----

# Kelley (1947): the score drawn to the mean by the reliability; what is left
# to doubt is the standard error of estimation.
list_of <- function(run, d, value, cut, r) {
    d <- d[!is.na(d[[value]]), ]
    x <- d[[value]]
    see <- sd(x) * sqrt(r * (1 - r))
    true <- r * x + (1 - r) * mean(x)
    close <- abs(x - cut) <= sd(x) * sqrt(1 - r) | (x < cut) != (true < cut)
    rows <- data.frame(student_id = d$student_id, score = x, cut = cut,
                       true_score = true, see = see,
                       p_below = pnorm((cut - true) / see),
                       verdict = ifelse(close, "too close to call",
                                        ifelse(x < cut, "below", "above")))
    reference(run, "student_id", rows, exact = "verdict",
              floor = list(true_score = sd(x) * 1e-3))
}

about("attitude", function(d) {
    list_of("summary/attitude/list", d, "rating", 65, 0.85)
})
about("mathachieve", function(d) {
    list_of("summary/mathachieve/list", d, "MathAch", 12.75, 0.9)
})
