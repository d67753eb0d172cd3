/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cohort-items: how the items of a test worked, and who has mastered which
 * standard.
 *
 * Memory: holds the answers; of a gradebook, the table.
 */
#include <gsl/gsl_errno.h>
#include <unistd.h>

#include "flow/items.h"

struct args {
    const char *value, *standards, *key, *mastery;
    double level, cut;
    int options, test, wide, by_standard, all, blank, which;
};

/* "0.8" or "80%": a share above 0 and below 1. */
static int
parse_cut(const char *text, double *cut)
{
    struct coh_span s = coh_span_of(text);
    int percent = s.length > 1 && s.bytes[s.length - 1] == '%';
    struct coh_value v;

    if (percent)
        s.length--;
    v = coh_value_parse(s);
    *cut = coh_value_double(&v) / (percent ? 100 : 1);
    return v.number != COH_NUMBER_NOT && *cut > 0 && *cut < 1 ? 0 : -1;
}

/* `--mastery 0.7` too: a share among the files that is no file. */
static void
take_operand(struct args *a, struct coh_run *run)
{
    struct coh_strings *s = &run->operands;
    size_t i;
    double cut;

    for (i = 0; i < s->n; i++)
        if (!parse_cut(s->at[i], &cut) && access(s->at[i], F_OK)) {
            a->mastery = s->at[i];
            for (s->n--; i < s->n; i++)
                s->at[i] = s->at[i + 1];
            return;
        }
}

static int
prepare(struct args *a, struct coh_run *run, struct coh_error *err)
{
    if (!(a->level > 0 && a->level < 1))
        return coh_fail(err, COH_USAGE, "--ci is above 0 and below 1 (0.95)");
    if (!!a->mastery + a->options + a->test > 1)
        return coh_fail(err, COH_USAGE,
                        "--mastery, --options and --test are three tables: "
                        "choose one");
    if ((a->wide || a->by_standard) && !a->mastery)
        return coh_fail(err, COH_USAGE,
                        "--wide and --by-standard are forms of --mastery");
    if (a->wide && a->by_standard)
        return coh_fail(err, COH_USAGE,
                        "--wide and --by-standard are two tables: choose one");
    if (a->mastery && !*a->mastery)
        take_operand(a, run);
    if (a->mastery && *a->mastery && parse_cut(a->mastery, &a->cut))
        return coh_fail(err, COH_USAGE,
                        "--mastery: '%.40s' is no share above 0 and below 1, "
                        "as 0.8 or 80%%",
                        a->mastery);
    return 0;
}

static int
write_table(const struct args *a, struct coh_items *t, struct coh_error *err)
{
    if (a->mastery)
        return coh_items_write_mastery(t, a->cut,
                                       a->wide          ? COH_ITEMS_WIDE
                                       : a->by_standard ? COH_ITEMS_BY_STANDARD
                                                        : COH_ITEMS_LONG,
                                       err);
    if (a->options)
        return coh_items_write_options(t, err);
    return a->test ? coh_items_write_tests(t, err) : coh_items_write(t, err);
}

static int
run_items(struct coh_run *run, void *context, struct coh_error *err)
{
    struct args *a = context;
    struct coh_rows rows = COH_ROWS_INIT;
    struct coh_items t = COH_ITEMS_INIT;
    int rc = -1;

    t.level = a->level;
    t.blank_wrong = a->blank;
    t.all = a->all;
    t.which = (enum coh_items_which)a->which;
    if (prepare(a, run, err) ||
        coh_items_map_read(&t.standards, run, a->standards, "standard", err) ||
        coh_items_map_read(&t.keys, run, a->key, "key", err) ||
        coh_rows_open(&rows, run, err) ||
        coh_items_read(&t, &rows, a->value, err) || coh_items_settle(&t, err) ||
        write_table(a, &t, err))
        goto out;
    rc = coh_run_finish(run, err);
out:
    coh_items_release(&t);
    coh_rows_release(&rows);
    return rc;
}

int
main(int argc, char **argv)
{
    static const char *const blank[] = {"missing", "wrong", NULL};
    /* "all" is the choice without the option. */
    static const char *const which[] = {"all", "latest", "first", NULL};
    struct args a = {.level = 0.95, .cut = 0.8};
    const struct coh_option options[] = {
        COH_FLAG(0, "options", &a.options,
                 "a row an item and option: who chose what"),
        COH_OPTIONAL(0, "mastery", "[=CUT]", &a.mastery,
                     "a row a student and standard (0.8 of such items)"),
        COH_FLAG(0, "wide", &a.wide, "mastery with a column a standard"),
        COH_FLAG(0, "by-standard", &a.by_standard,
                 "mastery with a row a standard: the class"),
        COH_FLAG(0, "test", &a.test, "a row a test: alpha and its SEM"),
        COH_FLAG(0, "all", &a.all,
                 "alpha without the item; interval of a mastery"),
        COH_STRING(0, "standards", "FILE", &a.standards,
                   "CSV [assessment,][form,]item,standard"),
        COH_STRING(0, "key", "FILE", &a.key,
                   "CSV [assessment,][form,]item,key: scores the answers"),
        COH_STRING('v', "value", "COL[,COL]", &a.value,
                   "the items of a gradebook (all that look so)"),
        COH_CHOICE(0, "blank", "WHAT", &a.blank, blank,
                   "an item that is not answered is missing or wrong"),
        COH_CHOICE(0, "per-student", "WHICH", &a.which, which,
                   "one sitting a student: latest or first"),
        COH_DOUBLE(0, "ci", "LEVEL", &a.level,
                   "confidence level of intervals (0.95)"),
        COH_OPTIONS_END,
    };
    const struct coh_tool tool = {
        "cohort-items",
        "[FILE…]",
        "Tell how each item of a test worked, and who has mastered what",
        COH_STEP_ANALYSE,
        COH_TAKES_ROWS | COH_TAKES_OUTPUT,
        options,
    };

    gsl_set_error_handler_off();
    return coh_tool_main(&tool, argc, argv, run_items, &a);
}
