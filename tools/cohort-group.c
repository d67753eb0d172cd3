/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cohort-group: who learns with whom. One row a student in, one out, with
 * the group, the reason, and what the next best group would cost.
 *
 * Memory: holds the table, and the states of the search (some 50 MB at most
 * for a hundred students).
 */
#include "base/file.h"
#include "cli/tool.h"
#include "flow/grouping-sheet.h"
#include "group/similar.h"

struct args {
    const char *value, *keep, *together, *apart, *pin, *report;
    struct coh_grouping_sizes sizes;
    double sem, reliability;
    long effort;
};

/* The first operand is the method; the others are files. */
static int
take_method(struct coh_run *run, struct coh_error *err)
{
    size_t i;

    if (run->operands.n == 0)
        return coh_fail(err, COH_USAGE, "say a METHOD first: similar");
    if (!coh_span_is(coh_span_of(run->operands.at[0]), "similar"))
        return coh_fail(err, COH_USAGE,
                        "'%.40s' is no method: METHOD comes first, and FILE "
                        "behind it; there is: similar",
                        run->operands.at[0]);
    for (i = 1; i < run->operands.n; i++)
        run->operands.at[i - 1] = run->operands.at[i];
    run->operands.n--;
    return 0;
}

static int
check(const struct args *a, struct coh_error *err)
{
    if (a->sem < 0)
        return coh_fail(err, COH_USAGE, "--sem must be above 0");
    if (a->reliability < 0 || a->reliability >= 1)
        return coh_fail(err, COH_USAGE,
                        "--reliability must be between 0 and 1");
    if (a->sem > 0 && a->reliability > 0)
        return coh_fail(err, COH_USAGE,
                        "--sem and --reliability: one is enough");
    return 0;
}

/* A list of demands, read whole. */
static int
read_list(struct coh_run *run, struct coh_grouping *g, const char *path,
          enum coh_group_rule_kind kind, struct coh_error *err)
{
    const struct coh_grouping_choice choice = {path, run->student, NULL};
    struct coh_table list = COH_TABLE_INIT;
    struct coh_reader *reader;
    int rc = -1;

    if (!path)
        return 0;
    reader = coh_run_reader(run, path, err);
    if (!reader)
        return -1;
    if (coh_table_read(&list, reader, &run->notes, err)) {
        coh_reader_free(reader);
        goto out;
    }
    if (coh_run_reader_done(run, reader, err))
        goto out;
    rc = kind == COH_GROUP_PIN
             ? coh_grouping_pin_list(g, &list, &choice, &run->notes, err)
             : coh_grouping_set_list(g, &list, kind, &choice, &run->notes, err);
out:
    coh_table_release(&list);
    return rc;
}

/* Group, say why, write; the report first, since it may fail. */
static int
solve(struct coh_run *run, const struct args *a, struct coh_grouping *g,
      const struct coh_columns *keep, struct coh_error *err)
{
    const struct coh_group_words words = {g->label, g->scale, a->sem,
                                          a->reliability};
    struct coh_group_answer answer = COH_GROUP_ANSWER_INIT;
    struct coh_group_reasons reasons = COH_GROUP_REASONS_INIT;
    struct coh_text page = COH_TEXT_INIT;
    struct coh_writer *w;
    int rc = -1;

    if (g->p.n) {
        if (coh_group_similar(&g->p, &answer, err))
            goto out;
        if (answer.outcome != COH_GROUP_FEASIBLE) {
            coh_grouping_refuse(g, &answer, err);
            goto out;
        }
        if (coh_group_reasons_init(&reasons, &g->p, &answer, &words, err))
            goto out;
        if (coh_grouping_limits(&answer, &reasons, &run->notes, err))
            goto out;
    }
    if (a->report && g->p.n &&
        (coh_grouping_report(g, &answer, &reasons, &page, err) ||
         coh_file_write(a->report, coh_text_span(&page), err)))
        goto out;
    w = coh_run_writer(run, err);
    if (!w || coh_grouping_write(g, &answer, &reasons, keep, w, err))
        goto out;
    rc = coh_run_finish(run, err);
out:
    coh_text_release(&page);
    coh_group_reasons_release(&reasons);
    coh_group_answer_release(&answer);
    return rc;
}

static int
run_group(struct coh_run *run, void *context, struct coh_error *err)
{
    const struct args *a = context;
    struct coh_rows rows = COH_ROWS_INIT;
    struct coh_table t = COH_TABLE_INIT;
    struct coh_columns keep = COH_COLUMNS_INIT;
    struct coh_grouping g = COH_GROUPING_INIT;
    struct coh_grouping_choice choice = {NULL, run->student, a->value};
    int rc = -1;

    g.p.seed = (uint64_t)run->seed;
    g.p.effort = (uint64_t)a->effort;
    if (take_method(run, err) || check(a, err) ||
        coh_run_may_write(run, a->report, err) ||
        coh_rows_open(&rows, run, err) ||
        coh_rows_columns(&rows, a->keep, &keep, err) ||
        coh_rows_table(&rows, &t, err))
        goto out;
    choice.file = coh_rows_name(&rows);
    if (coh_grouping_students(&g, &t, &choice, &run->notes, err) ||
        coh_grouping_sizes(&g, &a->sizes, err) ||
        read_list(run, &g, a->together, COH_GROUP_TOGETHER, err) ||
        read_list(run, &g, a->apart, COH_GROUP_APART, err) ||
        read_list(run, &g, a->pin, COH_GROUP_PIN, err))
        goto out;
    rc = solve(run, a, &g, &keep, err);
out:
    coh_grouping_release(&g);
    coh_columns_release(&keep);
    coh_table_release(&t);
    coh_rows_release(&rows);
    return rc;
}

int
main(int argc, char **argv)
{
    struct args a = {.sizes = {-1, -1, NULL, -1, -1}};
    const struct coh_option options[] = {
        COH_COUNT(0, "groups", "K", &a.sizes.groups, "K groups"),
        COH_COUNT(0, "size", "N", &a.sizes.size, "groups of about N"),
        COH_STRING(0, "sizes", "A,B,C", &a.sizes.sizes,
                   "these, the lowest first"),
        COH_COUNT(0, "min", "N", &a.sizes.min, "at least N in each group"),
        COH_COUNT(0, "max", "N", &a.sizes.max, "at most N in each group"),
        COH_STRING('v', "value", "COL", &a.value, "the measure (score)"),
        COH_STRING(0, "keep", "COL[,COL]", &a.keep, "columns to pass on"),
        COH_STRING(0, "together", "FILE", &a.together, "set,student_id"),
        COH_STRING(0, "apart", "FILE", &a.apart, "set,student_id"),
        COH_STRING(0, "pin", "FILE", &a.pin, "student_id,group[,pin]"),
        COH_DOUBLE(0, "sem", "S", &a.sem, "standard error of measurement"),
        COH_DOUBLE(0, "reliability", "R", &a.reliability, "or reliability"),
        COH_COUNT(0, "effort", "N", &a.effort, "moves to look at (50000000)"),
        COH_STRING(0, "report", "FILE", &a.report, "a page on the quality"),
        COH_OPTIONS_END,
    };
    const struct coh_tool tool = {
        "cohort-group",
        "METHOD [FILE]",
        "Put students into groups, and say why each is where it is",
        COH_STEP_GROUP,
        COH_TAKES_ROWS | COH_TAKES_OUTPUT | COH_TAKES_SEED,
        options,
    };

    return coh_tool_main(&tool, argc, argv, run_group, &a);
}
