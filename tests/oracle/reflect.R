# SPDX-License-Identifier: GPL-3.0-or-later
# References for cohort reflect: van der Eijk's agreement A from the published
# algorithm, its benchmark by enumeration.

source("tests/oracle/common.R")

# U of a pattern of zeros and ones (van der Eijk 2001, Quality and Quantity
# 35): triads 110 and 011 for one peak, 101 against.
peaked <- function(pattern) {
    k <- length(pattern)
    i <- combn(k, 3)
    t <- paste0(pattern[i[1, ]], pattern[i[2, ]], pattern[i[3, ]])
    one <- sum(t %in% c("110", "011"))
    two <- sum(t == "101")
    if (one + two == 0) return(1)
    ((k - 2) * one - (k - 1) * two) / ((k - 2) * (one + two))
}

# A: the layers of a frequency vector, each weighted with the cases in it.
agreement <- function(v) {
    k <- length(v)
    n <- sum(v)
    a <- 0
    while (sum(v) > 0) {
        pattern <- 1 * (v > 0)
        s <- sum(pattern)
        m <- min(v[v > 0])
        a <- a + m * s / n * peaked(pattern) * (1 - (s - 1) / (k - 1))
        v <- v - m * pattern
    }
    a
}

# All ways in which n people can use k options.
ways <- function(n, k) {
    if (k == 1) return(matrix(n, 1, 1))
    do.call(rbind, lapply(0:n, function(first) {
        cbind(first, ways(n - first, k - 1))
    }))
}

# The smallest A that at most 5 of 100 teams of n reach by answering at random.
known <- new.env()
benchmark <- function(n, k) {
    id <- paste(n, k)
    if (!is.null(known[[id]])) return(known[[id]])
    w <- ways(n, k)
    a <- round(apply(w, 1, agreement), 12)
    p <- exp(lgamma(n + 1) - rowSums(lgamma(w + 1)) - n * log(k))
    tail <- rev(cumsum(rev(tapply(p, a, sum))))
    fits <- as.numeric(names(tail))[tail <= 0.05]
    known[[id]] <- if (length(fits) == 0) NA else min(fits)
    known[[id]]
}

question <- function(x, k) {
    missing <- sum(is.na(x))
    x <- x[!is.na(x)]
    v <- tabulate(x, k)
    a <- agreement(v)
    b <- benchmark(length(x), k)
    beats <- !is.na(b) && a >= b - 1e-9
    kind <- if (beats && median(x) >= k - 1) "celebrate"
        else if (beats) "converge"
        else if (a <= 0) "diverge"
        else "mixed"
    data.frame(n = length(x), missing = missing, t(setNames(v, seq_len(k))),
               median = median(x), agreement = a, benchmark = b, sort = kind,
               check.names = FALSE)
}

reflect_of <- function(run, d, columns, k = 5) {
    rows <- do.call(rbind, lapply(columns, function(q) {
        cbind(question = q, question(d[[q]], k))
    }))
    reference(run, "question", rows,
              exact = c("n", "missing", seq_len(k), "median", "sort"),
              floor = list(agreement = 1e-3))
}

stopifnot(abs(agreement(c(30, 40, 210, 130, 530, 50, 10)) - 0.6113333) < 1e-7)

about("cohesion", function(d) {
    reflect_of("reflect/cohesion/team", d, paste0("COH0", 1:5))
})
about("bfiteam", function(d) {
    reflect_of("reflect/bfiteam/six", d, paste0("A", 1:5), 6)
})
about("lq2002", function(d) {
    leads <- grep("^LEAD[0-9]", names(d), value = TRUE)
    size <- table(d$unit)
    for (unit in names(size)[size <= 25][1:4])
        reflect_of(paste0("reflect/lq2002/unit-", unit),
                   d[d$unit == unit, ], leads)
})

# ---- roles ----

# All splits of the same answers into two parts of these sizes: how many have
# means as far apart. Two parts of 4 and 6 can show something, of 3 and 4 not.
roles_of <- function(run, d, columns, by, k = 5) {
    rows <- do.call(rbind, lapply(columns, function(q) {
        all <- cbind(question = q, role = "(all)", question(d[[q]], k),
                     difference = NA, p = NA)
        rbind(all, do.call(rbind, lapply(unique(d[[by]]), function(role) {
            part <- d[[by]] == role & !is.na(d[[q]])
            x <- d[[q]][!is.na(d[[q]])]
            n <- sum(part)
            apart <- function(i) abs(mean(x[i]) - mean(x[-i]))
            own <- which(part[!is.na(d[[q]])])
            far <- combn(length(x), n, apart) >= apart(own) - 1e-9
            cbind(question = q, role = role,
                  question(d[[q]][d[[by]] == role], k),
                  difference = mean(x[own]) - mean(x[-own]), p = mean(far))
        })))
    }))
    names(rows)[2] <- by
    reference(run, c("question", by), rows,
              exact = c("n", "missing", seq_len(k), "median", "sort"),
              floor = list(agreement = 1e-3, difference = 1e-3))
}

about("cohesion", function(d) {
    roles_of("reflect/cohesion/roles", d, paste0("COH0", 1:5), "PLATOON")
})
