/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cohort-mask: make a table fit to leave the team.
 *
 * Memory: holds the table; of students, their ids and pseudonyms.
 */
#include <stdlib.h>

#include "flow/mask-students.h"
#include "flow/mask.h"

enum { FLOOR = 3 }; /* fewer students than this are never shown */

struct args {
    struct coh_mask_ask mask;
    struct coh_mask_students students;
    const char *make_key;
};

static int
check(const struct coh_run *run, const struct args *a, struct coh_error *err)
{
    int modes = (a->students.key != NULL) + (a->students.codes != NULL) +
                (a->make_key != NULL);
    int counts = a->mask.by || a->mask.count || a->mask.audit ||
                 a->mask.structural || a->mask.merge.n;

    if (modes > 1)
        return coh_fail(err, COH_USAGE,
                        "one of --pseudonyms, --codes and --make-key");
    if (modes && counts)
        return coh_fail(err, COH_USAGE,
                        "-b, --count, --structural, --merge and --audit are "
                        "for tables of counts, not of students");
    if (a->students.keep_text && !a->students.key && !a->students.codes)
        return coh_fail(err, COH_USAGE,
                        "--keep-text goes with --pseudonyms or --codes");
    if (a->make_key && run->operands.n)
        return coh_fail(err, COH_USAGE, "--make-key reads no file");
    if (a->mask.min_n < FLOOR)
        return coh_fail(err, COH_USAGE, "--min-n is %d or more", FLOOR);
    if (modes && a->mask.ledger)
        return coh_fail(err, COH_USAGE,
                        "--ledger is for tables of counts, not of students");
    if (!a->mask.ledger != !a->mask.about)
        return coh_fail(err, COH_USAGE,
                        "--ledger FILE and --about TEXT go together: what do "
                        "the numbers count?");
    if (!a->mask.ledger && (a->mask.how || a->mask.period || a->mask.fixed.n))
        return coh_fail(err, COH_USAGE,
                        "--how, --period and --fixed go with --ledger");
    if (!modes && (run->where.n || run->students))
        return coh_fail(err, COH_USAGE,
                        "the rows that --where leaves out would be taken for "
                        "groups without students: choose before counting");
    return 0;
}

/* In a page weave says which; an author's own would be a file that a page
 * writes. */
static int
find_ledger(const struct coh_run *run, struct args *a, struct coh_error *err)
{
    const char *woven = getenv("COHORT_LEDGER");

    if (a->mask.ledger)
        return coh_run_may_write(run, a->mask.ledger, err);
    if (woven && *woven && a->mask.about)
        a->mask.ledger = woven;
    return 0;
}

static int
run_mask(struct coh_run *run, void *context, struct coh_error *err)
{
    struct args *a = context;
    int rc;

    if (find_ledger(run, a, err) || check(run, a, err))
        return -1;
    if (a->make_key)
        rc = coh_mask_make_key(run, a->make_key, err);
    else if (a->students.key || a->students.codes)
        rc = coh_mask_students(run, &a->students, err);
    else
        rc = coh_mask_counts(run, &a->mask, err);
    return rc ? rc : coh_run_finish(run, err);
}

int
main(int argc, char **argv)
{
    struct args a = {.mask = COH_MASK_ASK_INIT};
    const struct coh_option options[] = {
        COH_STRING('b', "by", "COL[,COL]", &a.mask.by,
                   "the columns that split the students"),
        COH_STRING(0, "count", "COL", &a.mask.count,
                   "the number of students in a row (n)"),
        COH_COUNT(0, "min-n", "N", &a.mask.min_n,
                  "the fewest students that are shown (10)"),
        COH_STRING(0, "total", "LABEL", &a.mask.total,
                   "what stands where a row is a total ((all))"),
        COH_FLAG(0, "structural", &a.mask.structural,
                 "nobody can be in a group without a row"),
        COH_MANY(0, "merge", "COL:A+B=LABEL", &a.mask.merge,
                 "count groups together first"),
        COH_STRING(0, "audit", "FILE", &a.mask.audit,
                   "write what was hidden, and why: for the team alone"),
        COH_STRING(0, "ledger", "FILE", &a.mask.ledger,
                   "judge it with all releases in FILE, and enter it"),
        COH_STRING(0, "about", "TEXT", &a.mask.about,
                   "--ledger: whose results are counted"),
        COH_STRING(0, "how", "TEXT", &a.mask.how,
                   "--ledger: what is worked out of them"),
        COH_STRING(0, "period", "SINCE/UNTIL", &a.mask.period,
                   "--ledger: the days that it speaks of"),
        COH_MANY(0, "fixed", "COL=VALUE", &a.mask.fixed,
                 "--ledger: what all its students have in common"),
        COH_STRING(0, "pseudonyms", "KEYFILE", &a.students.key,
                   "students by pseudonym, for use inside the team"),
        COH_STRING(0, "make-key", "KEYFILE", &a.make_key,
                   "make the key of --pseudonyms"),
        COH_STRING(0, "codes", "MAP.csv", &a.students.codes,
                   "students by random code, listed in MAP.csv"),
        COH_STRING(0, "keep-text", "COL[,COL]", &a.students.keep_text,
                   "free text that names nobody: somebody read it"),
        COH_OPTIONS_END,
    };
    const struct coh_tool tool = {
        "cohort-mask",
        "[FILE…]",
        "Make a table fit to leave the team",
        COH_STEP_SHOW,
        COH_TAKES_ROWS | COH_TAKES_OUTPUT | COH_TAKES_TODAY,
        options,
    };
    int status = coh_tool_main(&tool, argc, argv, run_mask, &a);

    coh_strings_release(&a.mask.merge);
    coh_strings_release(&a.mask.fixed);
    return status;
}
