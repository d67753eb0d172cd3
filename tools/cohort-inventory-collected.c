/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cohort-inventory-collected: note that data sources were collected.
 *
 * Memory: holds the inventory.
 */
#include "cli/tool.h"
#include "store/inventory.h"

struct args {
    const char *on;
    struct coh_text told; /* said once it is true: after the commit */
};

/* The day to note: --on, else today; a day to come is a slip. */
static int
read_day(const struct coh_run *run, const struct args *a, coh_date *day,
         struct coh_error *err)
{
    char today[COH_DATE_SIZE];

    *day = run->today;
    if (a->on && coh_date_parse(coh_span_of(a->on), day))
        return coh_fail(err, COH_USAGE,
                        "--on: '%.40s' is not a date such as 2026-03-06",
                        a->on);
    if (*day > run->today)
        return coh_fail(err, COH_USAGE, "--on: %.40s is after today, %s", a->on,
                        coh_date_text(run->today, today));
    return 0;
}

/* "notes: last collected 2026-03-06 (before: 2026-02-09), due 2026-03-20" */
static int
tell(struct coh_text *t, const struct coh_entry *e, coh_date before,
     const struct coh_due *due, struct coh_error *err)
{
    char was[COH_DATE_SIZE], next[COH_DATE_SIZE];

    coh_date_text(before, was);
    coh_date_text(due->due, next);
    return coh_text_format(
        t, err, "%s%s: last collected %s (before: %s)%s%s",
        t->length ? "\n" : "", coh_entry_get(e, COH_FIELD_SOURCE_ID),
        coh_entry_get(e, COH_FIELD_LAST_COLLECTED), *was ? was : "never",
        *next ? ", due " : ", no due date", next);
}

static int
mark(struct coh_run *run, struct args *a, struct coh_shelf *shelf,
     const char *id, coh_date day, struct coh_error *err)
{
    struct coh_entry *e =
        coh_inventory_find(&shelf->inventory, coh_span_of(id));
    char text[COH_DATE_SIZE];
    struct coh_due due;
    coh_date before;

    if (!e)
        return coh_inventory_fail_unknown(&shelf->inventory, coh_span_of(id),
                                          err);
    before = coh_entry_date(e, COH_FIELD_LAST_COLLECTED);
    if (coh_entry_set(e, COH_FIELD_LAST_COLLECTED,
                      coh_span_of(coh_date_text(day, text)), err) ||
        coh_store_entry_write(&shelf->store, e, err))
        return -1;
    due = coh_due_find(e, &shelf->calendar, run->today);
    if (tell(&a->told, e, before, &due, err))
        return -1;
    if (before > day && coh_notes_add(&run->notes, COH_NOTE_FACT, id, err,
                                      "last_collected was moved back"))
        return -1;
    return coh_run_fact(run, "sources", id, err);
}

static int
run_collected(struct coh_run *run, void *context, struct coh_error *err)
{
    struct args *a = context;
    struct coh_shelf shelf = COH_SHELF_INIT;
    coh_date day;
    size_t i;
    int rc = -1;

    if (!run->operands.n)
        return coh_fail(err, COH_USAGE, "takes the ID of a source");
    if (read_day(run, a, &day, err) || coh_run_may_change(run, err) ||
        coh_shelf_open(&shelf, run->db, COH_STORE_WRITE, err))
        goto out;
    for (i = 0; i < run->operands.n; i++)
        if (mark(run, a, &shelf, run->operands.at[i], day, err))
            goto out;
    if (coh_store_commit(&shelf.store, err))
        goto out;
    coh_run_say(run, "%s", coh_text_get(&a->told));
    rc = 0;
out:
    coh_text_release(&a->told);
    coh_shelf_close(&shelf);
    return rc;
}

int
main(int argc, char **argv)
{
    struct args a = {.told = COH_TEXT_INIT};
    const struct coh_option options[] = {
        COH_STRING(0, "on", "DATE", &a.on, "the day it was collected (today)"),
        COH_OPTIONS_END,
    };
    const struct coh_tool tool = {
        "cohort-inventory-collected",
        "ID…",
        "Note that a data source was collected",
        COH_STEP_TAKE_IN,
        COH_TAKES_STORE | COH_TAKES_TODAY,
        options,
    };

    return coh_tool_main(&tool, argc, argv, run_collected, &a);
}
