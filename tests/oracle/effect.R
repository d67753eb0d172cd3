# SPDX-License-Identifier: GPL-3.0-or-later
# Effects in standard deviations, for the references of compare and growth.

# Hedges' correction (1981), exact.
correction <- function(df) {
    exp(lgamma(df / 2) - lgamma((df - 1) / 2) - log(df / 2) / 2)
}

# The gain of pairs over the root of the mean of the two variances.
paired_effect <- function(x, y) {
    correction(length(x) - 1) * mean(y - x) / sqrt((var(x) + var(y)) / 2)
}

# Bonett (2008, Psychological Methods 13), the interval of a standardized
# difference of dependent means over the root of the mean variance.
bonett <- function(x, y, level = 0.95) {
    n <- length(x)
    v <- c(var(x), var(y))
    s2 <- mean(v)
    r <- cor(x, y)
    d <- (mean(y) - mean(x)) / sqrt(s2)
    se <- sqrt(d^2 * (sum(v^2) + 2 * r^2 * prod(v)) / (8 * (n - 1) * s2^2) +
               var(y - x) / ((n - 1) * s2))
    d + c(-1, 1) * qnorm((1 + level) / 2) * se
}

ends <- function(ci, what = "ci") {
    setNames(ci[1:2], paste0(what, c("_low", "_high")))
}
