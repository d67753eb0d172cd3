# SPDX-License-Identifier: GPL-3.0-or-later
# The data sets, from R's own packages (GPL) into a folder that is not
# committed. A set whose package is missing is passed over, and that is said.

source("tests/oracle/common.R")

# Blank cells are missing ones; a set with `na` has that word instead.
set <- function(name, package, make, na = "") {
    if (!have(package)) {
        cat("# passed over:", name, "for want of the R package", package, "\n")
        return(invisible())
    }
    write.csv(make(), data_file(name), row.names = FALSE, quote = FALSE,
              na = na)
}

# A data set of a package, whether the package loads its data lazily or not.
from <- function(package, name) {
    box <- new.env()
    data(list = name, package = package, envir = box)
    as.data.frame(get(name, envir = box))
}

# `d` with its rows as students.
as_students <- function(d) cbind(student_id = seq_len(nrow(d)), d)

dir.create(file.path(root, "data"), recursive = TRUE, showWarnings = FALSE)

# Small classes.
set("sleep", "datasets", function() {
    data.frame(student_id = sleep$ID, group = sleep$group,
               extra = sleep$extra)
})
set("attitude", "datasets", function() as_students(attitude))
set("plantgrowth", "datasets", function() as_students(PlantGrowth))
set("baumann", "carData", function() as_students(from("carData", "Baumann")))
set("quine", "MASS", function() as_students(from("MASS", "quine")))

# Students in schools.
set("mathachieve", "nlme", function() {
    d <- from("nlme", "MathAchieve")
    d$School <- as.character(d$School)
    as_students(d[c("School", "Minority", "Sex", "SES", "MathAch")])
})
set("exam", "mlmRev", function() {
    d <- from("mlmRev", "Exam")
    as_students(d[c("school", "normexam", "standLRT", "vr", "intake", "sex")])
})
set("gcsemv", "mlmRev", function() {
    d <- from("mlmRev", "Gcsemv")
    as_students(d[c("school", "gender", "written", "course")])
}, na = "NA")
set("brandsma", "mice", function() {
    d <- from("mice", "brandsma")
    as_students(d[c("sch", "iqv", "sex", "ses", "lpr", "lpo", "apr", "apo")])
})
set("nlschools", "MASS", function() as_students(from("MASS", "nlschools")))

# Scores over time. The years and days of a set become days of a calendar.
set("egsingle", "mlmRev", function() {
    d <- from("mlmRev", "egsingle")
    data.frame(student_id = d$childid,
               date = as.Date("2020-10-01") + round(365.25 * (d$year + 2.5)),
               measure = "math", score = d$math, school = d$schoolid,
               female = d$female, retained = d$retained)
})
set("sleepstudy", "lme4", function() {
    d <- from("lme4", "sleepstudy")
    data.frame(student_id = d$Subject,
               date = as.Date("2026-01-05") + 7 * d$Days,
               score = d$Reaction)
})
set("orthodont", "nlme", function() {
    d <- from("nlme", "Orthodont")
    data.frame(student_id = as.character(d$Subject),
               date = as.Date("2020-01-01") + round(365.25 * (d$age - 8)),
               score = d$distance, sex = d$Sex)
})

# Items.
set("testscores", "psychometric", function() {
    d <- from("psychometric", "TestScores")
    as_students(d[grep("^i|^I", names(d))])
})
set("mathexam", "psychotools", function() {
    d <- from("psychotools", "MathExam14W")
    as_students(as.data.frame(1 * as.matrix(d$solved)))
})
set("lsat6", "psych", function() {
    box <- new.env()
    data(bock, package = "psych", envir = box)
    as_students(as.data.frame(box$lsat6))
})
set("bfi", "psych", function() {
    as_students(from("psych", "bfi")[c("A1", "A2", "A3", "A4", "A5")])
})
set("verbagg", "lme4", function() {
    d <- from("lme4", "VerbAgg")
    d <- d[order(d$id, d$item), ]
    data.frame(student_id = d$id, assessment = "aggression",
               measure = d$btype, item = d$item,
               score = as.integer(d$r2 == "Y"), max_score = 1,
               response = d$resp, key = "yes", status = "scored")
})

# Surveys, answers 1 to 5.
set("lq2002", "multilevel", function() {
    d <- from("multilevel", "lq2002")
    cbind(respondent = seq_len(nrow(d)), unit = d$COMPID,
          d[grep("^LEAD", names(d), value = TRUE)])
})
set("cohesion", "multilevel", function() {
    d <- from("multilevel", "cohesion")
    cbind(respondent = seq_len(nrow(d)), d)
})
set("bfiteam", "psych", function() {
    d <- from("psych", "bfi")[1:12, c("A1", "A2", "A3", "A4", "A5")]
    cbind(respondent = seq_len(nrow(d)), d)
})

# A state.
set("apipop", "survey", function() {
    box <- new.env()
    data(api, package = "survey", envir = box)
    as_students(box$apipop[c("stype", "cnum", "api99", "api00", "awards",
                             "meals", "ell")])
})
