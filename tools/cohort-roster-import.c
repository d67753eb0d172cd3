/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cohort-roster-import: take the team's roster into the store. All or
 * nothing; nobody is removed.
 *
 * Memory: holds the roster.
 */
#include "cli/tool.h"
#include "store/inventory.h"
#include "store/student_sheet.h"

struct args {
    const char *from;
};

static int
check(const struct coh_run *run, const struct args *a, coh_date *from,
      struct coh_error *err)
{
    *from = COH_DATE_NONE;
    if (run->operands.n > 1)
        return coh_fail(err, COH_USAGE, "takes one FILE, not %zu",
                        run->operands.n);
    if (a->from && coh_date_parse(coh_span_of(a->from), from))
        return coh_fail(err, COH_USAGE,
                        "--from: '%.40s' is not a date as 2026-03-06", a->from);
    return 0;
}

/* What is new holds from the first day of this school year, what differs
 * from what was known from today; --from says both. */
static int
choose_days(struct coh_store *store, const struct coh_run *run, coh_date from,
            struct coh_student_days *days, struct coh_error *err)
{
    struct coh_calendar calendar = COH_CALENDAR_INIT;
    size_t i;
    int rc;

    days->first = days->change = from;
    if (from != COH_DATE_NONE)
        return 0;
    days->first = days->change = run->today;
    rc = coh_store_calendar_read(store, &calendar, err);
    for (i = 0; !rc && i < calendar.n; i++) {
        const struct coh_period *p = &calendar.period[i];

        if (p->kind == COH_PERIOD_YEAR && p->start <= run->today &&
            run->today <= p->end)
            days->first = p->start;
    }
    coh_calendar_release(&calendar);
    return rc;
}

static int
tell(struct coh_run *run, const struct coh_student_sheet *sheet,
     const struct coh_student_outcome *outcome, struct coh_error *err)
{
    struct coh_text text = COH_TEXT_INIT;
    int rc = coh_student_sheet_tell(sheet, &text, err);

    if (!rc && outcome->adopted)
        rc = coh_text_format(
            &text, err, "; %zu earlier result%s found their student",
            outcome->adopted, outcome->adopted == 1 ? "" : "s");
    if (!rc)
        coh_run_say(run, "%s", coh_text_get(&text));
    coh_text_release(&text);
    return rc;
}

static int
take_in(struct coh_run *run, struct coh_store *store,
        struct coh_student_sheet *sheet, coh_date from, struct coh_error *err)
{
    struct coh_student_outcome outcome;
    struct coh_student_days days;

    if (choose_days(store, run, from, &days, err) ||
        coh_student_import(store, sheet->student, sheet->n, days, &outcome,
                           &run->notes, err)) {
        coh_error_context(err, "%s: ", run->notes.subject);
        return -1;
    }
    return tell(run, sheet, &outcome, err);
}

static int
read_file(struct coh_run *run, struct coh_table *table, struct coh_error *err)
{
    const char *path = run->operands.n ? run->operands.at[0] : NULL;
    struct coh_reader *reader = coh_run_reader(run, path, err);

    if (!reader)
        return -1;
    /* The reader names its file itself. */
    if (coh_table_read(table, reader, &run->notes, err) ||
        coh_notes_subject(&run->notes, coh_reader_name(reader), err)) {
        coh_reader_free(reader);
        return -1;
    }
    return coh_run_reader_done(run, reader, err);
}

static int
run_import(struct coh_run *run, void *context, struct coh_error *err)
{
    struct coh_store store = COH_STORE_INIT;
    struct coh_table table = COH_TABLE_INIT;
    struct coh_student_sheet sheet = COH_STUDENT_SHEET_INIT;
    coh_date from;
    int rc = -1;

    if (check(run, context, &from, err) || coh_run_may_change(run, err) ||
        coh_store_open(&store, run->db, COH_STORE_WRITE, err) ||
        read_file(run, &table, err))
        goto out;
    if (coh_student_sheet_read(&sheet, &table, &run->notes, err)) {
        coh_error_context(err, "%s: ", run->notes.subject);
        goto out;
    }
    if (!table.rows)
        rc = coh_notes_add(&run->notes, COH_NOTE_FACT, NULL, err,
                           "a header and no rows");
    else if (!sheet.n)
        coh_fail(err, COH_INPUT, "%s: no row can be used", run->notes.subject);
    else
        rc = take_in(run, &store, &sheet, from, err);
out:
    coh_student_sheet_release(&sheet);
    coh_table_release(&table);
    coh_store_close(&store);
    return rc;
}

int
main(int argc, char **argv)
{
    struct args a = {NULL};
    const struct coh_option options[] = {
        COH_STRING(0, "from", "DATE", &a.from,
                   "the day from which section, grade, … hold"),
        COH_OPTIONS_END,
    };
    const struct coh_tool tool = {
        "cohort-roster-import",
        "[FILE]",
        "Take the team's roster into the store",
        COH_STEP_TAKE_IN,
        COH_TAKES_STORE | COH_TAKES_TODAY | COH_TAKES_MAX_CELL,
        options,
    };

    return coh_tool_main(&tool, argc, argv, run_import, &a);
}
