/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cohort-group: who learns with whom. One row a student out, with the group,
 * the reason, and what the next best group would cost.
 *
 * Memory: holds the tables, and the states of the search (some 50 MB at most
 * for a hundred students; the distances of `--objective diversity` are four
 * bytes for each pair).
 */

#include "flow/grouping-run.h"

/* The first operand is the method; the others are files. */
static int
take_method(struct coh_grouping_ask *ask, struct coh_run *run,
            struct coh_error *err)
{
    size_t i, n = run->operands.n;

    if (coh_grouping_ask_method(ask, n ? run->operands.at[0] : NULL, err))
        return -1;
    for (i = 1; i < n; i++)
        run->operands.at[i - 1] = run->operands.at[i];
    run->operands.n--;
    return 0;
}

static int
run_group(struct coh_run *run, void *context, struct coh_error *err)
{
    struct coh_grouping_run *a = context;
    struct coh_grouping_file *file = a->ask.file;
    int rc;

    if (take_method(&a->ask, run, err))
        return -1;
    /* With a roster --students chooses from it. */
    if (file[COH_GROUPING_ASK_ROSTER].name) {
        file[COH_GROUPING_ASK_STUDENTS].name = run->students;
        run->students = NULL;
    }
    a->ask.choice.student = run->student;
    a->ask.choice.today = run->today;
    if (coh_grouping_ask_check(&a->ask, err))
        return -1;
    rc = coh_grouping_run(a, run, err);
    coh_grouping_run_release(a);
    return rc;
}

/* An option that names a file. */
#define FILE_OPTION(option, which, help) \
    COH_STRING(0, option, "FILE", &f[COH_GROUPING_ASK_##which].name, help)

int
main(int argc, char **argv)
{
    struct coh_grouping_run a = {.ask = COH_GROUPING_ASK_INIT};
    struct coh_grouping_choice *c = &a.ask.choice;
    struct coh_grouping_sizes *s = &a.ask.sizes;
    struct coh_grouping_kinds *k = &a.ask.kinds;
    struct coh_grouping_file *f = a.ask.file;
    const struct coh_option options[] = {
        COH_COUNT(0, "groups", "K", &s->groups, "K groups"),
        COH_COUNT(0, "size", "N", &s->size, "groups of about N"),
        COH_STRING(0, "sizes", "A,B,C", &s->sizes, "just these sizes"),
        COH_COUNT(0, "min", "N", &s->min, "at least N in each group"),
        COH_COUNT(0, "max", "N", &s->max, "at most N in each group"),
        FILE_OPTION("capacity", CAPACITY, "group[,min][,max]"),
        COH_FLAG(0, "may-close", &s->may_close, "a group may stay empty"),
        COH_STRING('v', "value", "COL[,COL]", &c->value,
                   "measures, skills, or wishes"),
        COH_STRING(0, "weight", "COL=W[,COL=W]", &c->weight,
                   "what counts more or less (1)"),
        COH_CHOICE(0, "objective", "WORD", &a.ask.objective,
                   coh_grouping_objectives, "kplus variance diversity"),
        COH_DOUBLE(0, "need", "P", &c->need, "what counts as a need (0.5)"),
        COH_DOUBLE(0, "rank-exponent", "E", &c->rank_exponent,
                   "a wish costs rank^E (2)"),
        COH_STRING(0, "balance", "COL[,COL]", &k->balance, "spread evenly"),
        COH_STRING(0, "no-isolate", "COL=VALUE[,COL=VALUE]", &k->no_isolate,
                   "of these none, or two or more"),
        COH_STRING(0, "same", "COL[,COL]", &k->same, "one kind in a group"),
        FILE_OPTION("together", TOGETHER, "set,student_id"),
        FILE_OPTION("apart", APART, "set,student_id"),
        FILE_OPTION("pin", PIN, "student_id,group[,pin]"),
        FILE_OPTION("require", REQUIRE, "student_id,group: one of these"),
        FILE_OPTION("forbid", FORBID, "student_id,group: none of these"),
        FILE_OPTION("previous", PREVIOUS, "student_id,group: earlier groups"),
        COH_CHOICE(0, "company", "WORD", &a.ask.company, coh_grouping_companies,
                   "of earlier groups: new old"),
        FILE_OPTION("roster", ROSTER, "everyone to be grouped"),
        COH_STRING(0, "match", "COL", &c->match,
                   "the roster's column that FILE goes by"),
        COH_FLAG(0, "last", &c->last, "of two rows of a student the later"),
        COH_DOUBLE(0, "sem", "S", &c->sem, "standard error of measurement"),
        COH_DOUBLE(0, "reliability", "R", &c->reliability, "or reliability"),
        COH_COUNT(0, "effort", "N", &a.ask.effort, "moves (50000000)"),
        COH_DOUBLE(0, "time", "S", &a.ask.seconds, "or seconds to search"),
        COH_STRING(0, "keep", "COL[,COL]", &a.keep, "columns to pass on"),
        COH_STRING(0, "report", "FILE", &a.report, "a page on the quality"),
        FILE_OPTION("check", CHECK, "judge these: student_id,group"),
        COH_OPTIONS_END,
    };
    const struct coh_tool tool = {
        "cohort-group",
        "METHOD [FILE]",
        "Put students into groups, and say why each is where it is",
        COH_STEP_GROUP,
        COH_TAKES_ROWS | COH_TAKES_OUTPUT | COH_TAKES_SEED | COH_TAKES_TODAY,
        options,
    };

    return coh_tool_main(&tool, argc, argv, run_group, &a);
}
