# SPDX-License-Identifier: GPL-3.0-or-later
# What every reference needs: where the files are, how a data set is read, how
# a reference is written. Sourced; the folder is the one argument.

root <- commandArgs(TRUE)[1]

have <- function(...) {
    all(vapply(c(...), requireNamespace, TRUE, quietly = TRUE))
}

# A data set as Cohort reads it: from the same text; ids stay text.
data_file <- function(set) file.path(root, "data", paste0(set, ".csv"))
read_set <- function(set) {
    d <- read.csv(data_file(set), na.strings = c("NA", ""),
                  check.names = FALSE)
    if ("student_id" %in% names(d))
        d$student_id <- read.csv(data_file(set), colClasses = "character",
                                 check.names = FALSE)$student_id
    d
}

# Run `make` when the data set is there and the packages are.
about <- function(set, make, packages = NULL) {
    if (!file.exists(data_file(set))) {
        return(invisible())
    }
    if (!have(packages)) {
        cat("# passed over:", set, "for want of an R package:", packages, "\n")
        return(invisible())
    }
    make(read_set(set))
}

# Write `frame` as the reference of a run, "tool/set/name": the columns in
# `key` name a row, all others are figures of Cohort's. A figure is `closed`
# (R has a closed form) unless it is named as one of the other kinds:
#   exact     a count or a word
#   iterated  R searches for it, or integrates
#   chance    list(figure = its Monte-Carlo standard error, a number a row)
# `floor`, list(figure = number), is the size below which a figure counts as a
# difference of equals, and no longer as a number of its own: the relative
# difference is then taken of that.
reference <- function(run, key, frame, exact = NULL, iterated = NULL,
                      chance = list(), floor = list()) {
    text <- function(x) {
        if (is.numeric(x)) x <- ifelse(is.finite(x), sprintf("%.17g", x), NA)
        x <- as.character(x)
        ifelse(is.na(x), "", x)
    }
    stray <- setdiff(c(key, exact, iterated, names(chance), names(floor)),
                     names(frame))
    if (length(stray) > 0) stop(run, ": no column ", stray[1])
    kind <- rep("closed", ncol(frame))
    kind[names(frame) %in% exact] <- "exact"
    kind[names(frame) %in% iterated] <- "iterated"
    kind[names(frame) %in% names(chance)] <- "chance"
    kind[names(frame) %in% key] <- "key"
    names(frame) <- paste0(kind, ":", names(frame))
    for (figure in names(chance))
        frame[[paste0("error:", figure)]] <- chance[[figure]]
    for (figure in names(floor))
        frame[[paste0("floor:", figure)]] <- floor[[figure]]
    path <- file.path(root, "r", paste0(run, ".tsv"))
    dir.create(dirname(path), recursive = TRUE, showWarnings = FALSE)
    frame[] <- lapply(frame, text)
    write.table(frame, path, sep = "\t", quote = FALSE, row.names = FALSE)
}

# The rows of `f(part)`, for each part of `d` by the columns `by`, with these
# columns before them. Without columns: f(d).
each <- function(d, by, f) {
    if (length(by) == 0) return(f(d))
    label <- do.call(paste, c(d[by], sep = "\r"))
    rows <- lapply(split(seq_len(nrow(d)), factor(label, unique(label))),
        function(i) {
            figures <- f(d[i, , drop = FALSE])
            if (is.null(figures)) return(NULL)
            keys <- d[rep(i[1], nrow(figures)), by, drop = FALSE]
            keys[] <- lapply(keys, function(k) {
                k <- as.character(k)
                ifelse(is.na(k), "(blank)", k)
            })
            cbind(keys, figures)
        })
    out <- do.call(rbind, rows)
    rownames(out) <- NULL
    out
}

# Wilson's interval (1927): the score test of prop.test() turned around.
wilson <- function(k, n, level = 0.95) {
    if (n == 0) return(c(NA, NA))
    ci <- suppressWarnings(prop.test(k, n, conf.level = level,
                                     correct = FALSE))$conf.int
    c(if (k == 0) 0 else ci[1], if (k == n) 1 else ci[2])
}

# Student's interval of a mean; none for one value or for equal values.
student <- function(x, level = 0.95) {
    if (length(x) < 2 || max(x) == min(x)) return(c(NA, NA))
    t.test(x, conf.level = level)$conf.int[1:2]
}

spread <- function(x) if (length(x) < 2) NA else sd(x)
