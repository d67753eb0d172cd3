# SPDX-License-Identifier: GPL-3.0-or-later
# References for cohort compare: t.test, oneway.test, cor.test, p.adjust,
# enumeration with combn(); the rest from the literature named at each.

source("tests/oracle/common.R")

source("tests/oracle/effect.R")

# The noncentrality parameters for which t lies at the upper and the lower
# tail of the noncentral t distribution (Steiger and Fouladi 1997).
noncentral <- function(t, df, level = 0.95) {
    at <- function(p) {
        uniroot(function(ncp) suppressWarnings(pt(t, df, ncp)) - p,
                t + c(-6, 6) * sqrt(1 + t^2 / (2 * df)), tol = 1e-13,
                extendInt = "downX")$root
    }
    c(at((1 + level) / 2), at((1 - level) / 2))
}

# Hedges' g with the pooled standard deviation, and J × the limits of d.
hedges <- function(x, y) {
    n <- length(x)
    m <- length(y)
    df <- n + m - 2
    pooled <- sqrt(((n - 1) * var(x) + (m - 1) * var(y)) / df)
    d <- (mean(x) - mean(y)) / pooled
    k <- sqrt(1 / n + 1 / m)
    correction(df) * c(d, k * noncentral(d / k, df))
}

# ---- p ----

welch_t <- function(x, y) {
    (mean(x) - mean(y)) / sqrt(var(x) / length(x) + var(y) / length(y))
}

# Permutation of |Welch's t| (0 where equal groups have equal means, infinite
# where they do not): all ways to choose the group, or `draws`. The standard
# error is that of both sides' draws.
permuted <- function(x, y, draws = 30000) {
    all <- c(x, y)
    n <- length(all)
    seen <- abs(welch_t(x, y)) * (1 - 1e-9)
    extreme <- function(i) {
        t <- abs(welch_t(all[i], all[-i]))
        !is.nan(t) && t >= seen
    }
    ways <- choose(n, length(x))
    if (ways <= 3e5)
        return(c(mean(combn(n, length(x), extreme)), NA))
    set.seed(20260306)
    p <- mean(replicate(draws, extreme(sample.int(n, length(x)))))
    c(p, sqrt(p * (1 - p) * (1 / draws + 1 / 9999) + 1e-8))
}

# p and its standard error, NA unless it was drawn.
p_of <- function(x, y) {
    if (min(length(x), length(y)) >= 10) return(c(t.test(x, y)$p.value, NA))
    permuted(x, y)
}

# ---- groups against a reference ----

two <- function(x, y, p) {
    missing <- c(sum(is.na(x)), sum(is.na(y)))
    x <- x[!is.na(x)]
    y <- y[!is.na(y)]
    out <- data.frame(n = length(x), n_reference = length(y),
                      missing = missing[1], missing_reference = missing[2],
                      mean = mean(x), mean_reference = mean(y),
                      difference = mean(x) - mean(y), ci_low = NA, ci_high = NA,
                      effect = NA, effect_low = NA, effect_high = NA)
    if (p) out[c("p", "error")] <- NA
    if (length(x) < 2 || length(y) < 2) return(out)
    if (var(x) + var(y) == 0) return(out)
    out[c("ci_low", "ci_high")] <- t.test(x, y)$conf.int
    out[c("effect", "effect_low", "effect_high")] <- hedges(x, y)
    if (p) out[c("p", "error")] <- p_of(x, y)
    out
}

# Each value of each by-column against everyone else, or against `against`.
groups <- function(d, value, by, against = NULL, p = FALSE) {
    rows <- lapply(value, function(v) lapply(by, function(b) {
        in_block <- d[!is.na(d[[b]]), ]
        labels <- setdiff(unique(as.character(in_block[[b]])), against)
        do.call(rbind, lapply(labels, function(g) {
            own <- in_block[[b]] == g
            other <- if (is.null(against)) !own else in_block[[b]] == against
            if (!any(other)) return(NULL)
            cbind(data.frame(variable = v, by = b, group = g),
                  two(in_block[[v]][own], in_block[[v]][other], p))
        }))
    }))
    do.call(rbind, unlist(rows, recursive = FALSE))
}

# The family is every comparison; two groups that are each everyone else to the
# other are one, although they stand in two rows.
adjusted <- function(rows, block, against, adjust) {
    id <- do.call(paste, c(rows[block], sep = "\r"))
    twin <- is.null(against) & ave(rows$p, id, FUN = length) == 2
    once <- !(twin & duplicated(id))
    p <- rep(NA, nrow(rows))
    p[once] <- p.adjust(rows$p[once], adjust)
    ifelse(once, p, ave(p, id, FUN = function(x) x[1]))
}

compare_of <- function(run, d, value, by, against = NULL, within = NULL,
                       p = FALSE, adjust = "holm") {
    rows <- each(d, within, function(part) groups(part, value, by, against, p))
    unit <- 1e-3 * max(vapply(value, function(v) sd(d[[v]], na.rm = TRUE), 1))
    floor <- list(mean = unit, mean_reference = unit, difference = unit,
                  ci_low = unit, ci_high = unit, effect = 1e-3,
                  effect_low = 1e-3, effect_high = 1e-3)
    chance <- list()
    if (p) {
        chance <- list(p = rows$error)
        if (all(is.na(rows$error)))
            rows$p_adjusted <- adjusted(rows, c(within, "variable", "by"),
                                        against, adjust)
        rows$error <- NULL
    }
    reference(run, c(within, "variable", "by", "group"), rows,
              exact = c("n", "n_reference", "missing", "missing_reference"),
              iterated = c("effect_low", "effect_high"), chance = chance,
              floor = floor)
}

about("sleep", function(d) {
    compare_of("compare/sleep/p", d, "extra", "group", p = TRUE)
})
about("plantgrowth", function(d) {
    compare_of("compare/plantgrowth/ctrl", d, "weight", "group", "ctrl",
               p = TRUE)
})
about("baumann", function(d) {
    compare_of("compare/baumann/bh", d, grep("test", names(d), value = TRUE),
               "group", p = TRUE, adjust = "BH")
})
about("quine", function(d) {
    compare_of("compare/quine/ways", d, "Days", c("Eth", "Sex", "Age", "Lrn"),
               p = TRUE)
    compare_of("compare/quine/within", d, "Days", "Sex",
               within = c("Eth", "Age", "Lrn"), p = TRUE)
    compare_of("compare/quine/drawn", d, "Days", "Age",
               within = c("Eth", "Sex"), p = TRUE)
})
about("cohesion", function(d) {
    compare_of("compare/cohesion/platoon", d, paste0("COH0", 1:5), "PLATOON",
               p = TRUE)
})
about("mathachieve", function(d) {
    compare_of("compare/mathachieve/minority", d, c("MathAch", "SES"),
               c("Minority", "Sex"))
})
about("brandsma", function(d) {
    compare_of("compare/brandsma/sex", d, c("lpr", "lpo", "apr", "apo"), "sex")
})
about("apipop", function(d) {
    compare_of("compare/apipop/within", d, c("api99", "api00"), "awards",
               within = "stype")
})

# ---- pairs ----

# Complete pairs of `id` at the two values of `by`, later minus earlier.
paired_of <- function(run, d, value, by, id, earlier, later) {
    # All ways to turn the signs of the changes; from 10 pairs on Student's t.
    p_of_pairs <- function(g) {
        if (length(g) >= 10) return(t.test(g)$p.value)
        signs <- as.matrix(expand.grid(rep(list(c(-1, 1)), length(g))))
        mean(abs(signs %*% g) >= abs(sum(g)) * (1 - 1e-9))
    }
    rows <- lapply(value, function(v) {
        wide <- function(g) {
            part <- d[d[[by]] == g & !is.na(d[[v]]), ]
            setNames(part[[v]], part[[id]])
        }
        x <- wide(earlier)
        y <- wide(later)
        both <- intersect(names(x), names(y))
        x <- x[both]
        y <- y[both]
        data.frame(variable = v, by = by, group = later, reference = earlier,
                   n = length(both), mean = mean(y), mean_reference = mean(x),
                   difference = mean(y - x), t(ends(t.test(y - x)$conf.int)),
                   effect = paired_effect(x, y),
                   t(ends(bonett(x, y), "effect")), p = p_of_pairs(y - x))
    })
    reference(run, c("variable", "by", "group", "reference"),
              do.call(rbind, rows), exact = "n")
}

about("sleep", function(d) {
    paired_of("compare/sleep/paired", d, "extra", "group", "student_id", 1, 2)
    d <- d[as.numeric(d$student_id) <= 8, ]
    paired_of("compare/sleep/signs", d, "extra", "group", "student_id", 1, 2)
})
about("orthodont", function(d) {
    d$year <- substr(d$date, 1, 4)
    d <- d[d$year %in% c("2020", "2026"), ]
    paired_of("compare/orthodont/paired", d, "score", "date", "student_id",
              "2020-01-01", "2026-01-01")
})

# ---- all groups at once ----

# The interval of the intraclass correlation (Wald 1940, Annals of Mathematical
# Statistics 11): with the ratio t of the variances between and within, the
# means weighted by n / (1 + n t) have a variance that is F over the one within.
# For equal sizes these are the limits from F itself. F falls with t; where it
# starts below its quantile there is no root, and the least ICC stands.
icc_interval <- function(x, g, msw, level = 0.95) {
    n <- as.vector(tapply(x, g, length))
    m <- as.vector(tapply(x, g, mean))
    j <- length(n)
    f <- function(t) {
        w <- n / (1 + n * t)
        sum(w * (m - sum(w * m) / sum(w))^2) / (j - 1) / msw
    }
    least <- -1 / max(n)
    at <- function(p) {
        q <- qf(p, j - 1, length(x) - j)
        start <- least * (1 - 1e-9)
        if (f(start) < q)
            return(-1 / ((sum(n) - sum(n^2) / sum(n)) / (j - 1) - 1))
        t <- uniroot(function(t) f(t) - q, c(start, 1), extendInt = "downX",
                     tol = 1e-14)$root
        t / (1 + t)
    }
    c(at((1 + level) / 2), at((1 - level) / 2))
}

overall <- function(d, value, by) {
    rows <- lapply(value, function(v) lapply(by, function(b) {
        part <- d[!is.na(d[[v]]) & !is.na(d[[b]]), ]
        x <- part[[v]]
        g <- factor(part[[b]])
        a <- anova(lm(x ~ g))
        w <- oneway.test(x ~ g)
        n <- tabulate(g)
        j <- length(n)
        n0 <- (length(x) - sum(n^2) / length(x)) / (j - 1)
        ms <- a[["Mean Sq"]]
        icc <- (ms[1] - ms[2]) / (ms[1] + (n0 - 1) * ms[2])
        data.frame(variable = v, by = b, groups = j, n = length(x),
                   df_between = j - 1, df_within = length(x) - j,
                   f = a[["F value"]][1], p = a[["Pr(>F)"]][1],
                   eta_squared = a[["Sum Sq"]][1] / sum(a[["Sum Sq"]]),
                   icc = icc, t(ends(icc_interval(x, g, ms[2]), "icc")),
                   f_welch = w$statistic, df_welch = w$parameter[[2]],
                   p_welch = w$p.value)
    }))
    do.call(rbind, unlist(rows, recursive = FALSE))
}

overall_of <- function(run, d, value, by) {
    reference(run, c("variable", "by"), overall(d, value, by),
              exact = c("groups", "n", "df_between", "df_within"),
              iterated = c("icc_low", "icc_high"),
              floor = list(icc = 1e-3, icc_low = 1e-3, icc_high = 1e-3))
}

about("sleep", function(d) {
    overall_of("compare/sleep/overall", d, "extra", "group")
})
about("plantgrowth", function(d) {
    overall_of("compare/plantgrowth/overall", d, "weight", "group")
})
about("baumann", function(d) {
    overall_of("compare/baumann/overall", d,
               grep("test", names(d), value = TRUE), "group")
})
about("quine", function(d) {
    overall_of("compare/quine/overall", d, "Days",
               c("Eth", "Sex", "Age", "Lrn"))
})
about("mathachieve", function(d) {
    overall_of("compare/mathachieve/overall", d, c("MathAch", "SES"), "School")
})
about("exam", function(d) {
    overall_of("compare/exam/overall", d, c("normexam", "standLRT"), "school")
})
about("nlschools", function(d) {
    overall_of("compare/nlschools/overall", d, c("lang", "IQ"), "class")
})
about("apipop", function(d) {
    overall_of("compare/apipop/overall", d, c("api99", "api00"),
               c("stype", "cnum"))
})

# ---- rates ----

# Newcombe (1998, Statistics in Medicine 17), method 10: Wilson's limits of
# each, squared and added.
newcombe <- function(a, n, c, m) {
    p <- a / n
    q <- c / m
    u <- wilson(a, n)
    v <- wilson(c, m)
    p - q + c(-sqrt((p - u[1])^2 + (v[2] - q)^2),
              sqrt((u[2] - p)^2 + (q - v[1])^2))
}

# Katz (1978, Biometrics 34): normal on the logarithm; none for 0.
katz <- function(a, n, c, m) {
    if (a == 0 || c == 0) return(c(NA, NA))
    (a / n) / (c / m) *
        exp(c(-1, 1) * qnorm(0.975) * sqrt(1 / a - 1 / n + 1 / c - 1 / m))
}

two_rates <- function(x, y, cut) {
    missing <- c(sum(is.na(x)), sum(is.na(y)))
    x <- x[!is.na(x)]
    y <- y[!is.na(y)]
    n <- length(x)
    m <- length(y)
    a <- sum(x >= cut)
    c <- sum(y >= cut)
    over <- function(p, q) if (q == 0) NA else p / q
    data.frame(n = n, n_reference = m, missing = missing[1],
               missing_reference = missing[2], at_or_above = a,
               at_or_above_reference = c, rate = a / n, rate_reference = c / m,
               difference = a / n - c / m, t(ends(newcombe(a, n, c, m))),
               relative_gap = over(a / n - c / m, c / m),
               favourable_ratio = over(a / n, c / m),
               t(ends(katz(a, n, c, m), "favourable")),
               adverse_ratio = over(1 - a / n, 1 - c / m),
               t(ends(katz(n - a, n, m - c, m), "adverse")),
               learners_to_parity = max(0, -((a * m - n * c) %/% m)))
}

rates_of <- function(run, d, value, by, cut, against = NULL, within = NULL,
                     p = FALSE) {
    rows <- each(d, within, function(part) {
        do.call(rbind, lapply(by, function(b) {
            part <- part[!is.na(part[[b]]), ]
            labels <- setdiff(unique(as.character(part[[b]])), against)
            do.call(rbind, lapply(labels, function(g) {
                own <- part[[b]] == g
                other <- if (is.null(against)) !own else part[[b]] == against
                cbind(data.frame(variable = value, by = b, group = g),
                      two_rates(part[[value]][own], part[[value]][other], cut))
            }))
        }))
    })
    if (p) {
        rows$p <- mapply(function(a, n, c, m) {
            fisher.test(rbind(c(a, n - a), c(c, m - c)))$p.value
        }, rows$at_or_above, rows$n, rows$at_or_above_reference,
            rows$n_reference)
        rows$p_adjusted <- adjusted(rows, c(within, "variable", "by"), against,
                                    "holm")
    }
    reference(run, c(within, "variable", "by", "group"), rows,
              exact = c("n", "n_reference", "missing", "missing_reference",
                        "at_or_above", "at_or_above_reference",
                        "learners_to_parity"),
              floor = list(difference = 1e-3, ci_low = 1e-3, ci_high = 1e-3,
                           relative_gap = 1e-3))
}

about("quine", function(d) {
    rates_of("compare/quine/rates", d, "Days", c("Eth", "Sex", "Age", "Lrn"),
             10, p = TRUE)
})
about("mathachieve", function(d) {
    rates_of("compare/mathachieve/rates", d, "MathAch", c("Minority", "School"),
             12.75)
})
about("gcsemv", function(d) {
    rates_of("compare/gcsemv/rates", d, "written", "gender", 50)
})
about("baumann", function(d) {
    rates_of("compare/baumann/rates", d, "post.test.1", "group", 8, "Basal")
})
about("apipop", function(d) {
    rates_of("compare/apipop/rates", d, "api00", "awards", 800,
             within = "stype")
})

# ---- two measures of the same students ----

# Fisher's z for r; for Spearman's the standard error of Bonett and Wright
# (2000, Psychometrika 65).
fisher <- function(r, n, se = 1 / sqrt(n - 3)) {
    tanh(atanh(r) + c(-1, 1) * qnorm(0.975) * se)
}

agree_of <- function(run, d, a, b, cut = NULL) {
    both <- !is.na(d[[a]]) & !is.na(d[[b]])
    x <- d[[a]][both]
    y <- d[[b]][both]
    n <- length(x)
    s <- cor(x, y, method = "spearman")
    frame <- data.frame(measure_a = a, measure_b = b, n = n,
                        missing_a = sum(is.na(d[[a]])),
                        missing_b = sum(is.na(d[[b]])), r = cor(x, y), t(ends(cor.test(x, y)$conf.int, "r")),
                        spearman = s,
                        t(ends(fisher(s, n, sqrt((1 + s^2 / 2) / (n - 3))),
                               "spearman")))
    counts <- c("n", "missing_a", "missing_b")
    if (!is.null(cut)) {
        t <- table(factor(x >= cut[1], c(FALSE, TRUE)),
                   factor(y >= cut[2], c(FALSE, TRUE)))
        frame$same_level <- sum(diag(t))
        frame$levels_n <- n
        frame$kappa <- psych::cohen.kappa(t)$kappa
        counts <- c(counts, "same_level", "levels_n")
    }
    reference(run, c("measure_a", "measure_b"), frame, exact = counts)
}

about("attitude", function(d) {
    agree_of("compare/attitude/agree", d, "rating", "complaints")
})
about("exam", function(d) {
    agree_of("compare/exam/agree", d, "normexam", "standLRT", c(0, 0))
}, "psych")
about("gcsemv", function(d) {
    agree_of("compare/gcsemv/agree", d, "written", "course")
})
about("brandsma", function(d) {
    agree_of("compare/brandsma/agree", d, "lpr", "lpo")
})
about("apipop", function(d) {
    agree_of("compare/apipop/agree", d, "api99", "api00", c(700, 725))
}, "psych")
