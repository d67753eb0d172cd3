/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cohort-inventory-check: what in the inventory needs a look: overdue
 * sources, incomplete entries, words that do not fit.
 *
 * Memory: holds the inventory.
 */
#include <string.h>

#include "cli/tool.h"
#include "inventory/check.h"
#include "store/inventory.h"

struct args {
    int overdue, all;
};

struct findings {
    struct coh_run *run;
    const struct args *args;
    struct coh_writer *writer;
};

static int
write_finding(struct coh_writer *w, const struct coh_finding *f,
              struct coh_error *err)
{
    if (coh_writer_string(w, f->source_id, err) ||
        coh_writer_string(w, f->check, err) ||
        coh_writer_string(w, f->state, err))
        return -1;
    if (f->has_days ? coh_writer_count(w, (size_t)f->days, err)
                    : coh_writer_blank(w, err))
        return -1;
    return coh_writer_string(w, f->message, err) || coh_writer_row(w, err) ? -1
                                                                           : 0;
}

/* Of the overdue check, for the note on what can never be late. */
static int
has_no_date(const struct coh_finding *f)
{
    return !strcmp(f->state, "no_date");
}

static int
take(void *to, const struct coh_finding *f, struct coh_error *err)
{
    struct findings *to_all = to;
    const struct args *a = to_all->args;
    struct coh_notes *notes = &to_all->run->notes;
    const int shown = a->all || f->look || !strcmp(f->state, "due");

    if (a->overdue && strcmp(f->state, "overdue"))
        return 0;
    if (f->look && coh_notes_add(notes, COH_NOTE_LOOK, f->source_id, err,
                                 "%s: needs a look", f->state))
        return -1;
    if (!shown && has_no_date(f) &&
        coh_notes_add(notes, COH_NOTE_FACT, f->source_id, err,
                      "no due date, so never overdue"))
        return -1;
    return shown ? write_finding(to_all->writer, f, err) : 0;
}

static int
add_columns(struct coh_writer *w, struct coh_error *err)
{
    static const char *const name[] = {"source_id", "check", "state", "days",
                                       "message"};
    size_t i;

    for (i = 0; i < sizeof(name) / sizeof(*name); i++)
        if (coh_writer_column(w, coh_span_of(name[i]),
                              !strcmp(name[i], "days") ? COH_COLUMN_NUMBER
                                                       : COH_COLUMN_TEXT,
                              err))
            return -1;
    return 0;
}

/* Why "calendar days" may stand in a message. */
static int
note_calendar(struct coh_run *run, const struct coh_calendar *c,
              struct coh_error *err)
{
    char today[COH_DATE_SIZE];

    if (!c->n)
        return coh_notes_add(&run->notes, COH_NOTE_FACT, NULL, err,
                             "there is no school calendar: calendar days "
                             "count");
    if (!coh_calendar_covers(c, run->today, run->today))
        return coh_notes_add(&run->notes, COH_NOTE_FACT, NULL, err,
                             "the school years of the calendar do not cover "
                             "%s: calendar days count",
                             coh_date_text(run->today, today));
    return 0;
}

static int
check_all(struct coh_run *run, const struct args *a,
          const struct coh_shelf *shelf, struct coh_error *err)
{
    struct findings to = {run, a, coh_run_writer(run, err)};
    const struct coh_check_report report = {take, &to};
    const struct coh_check_on on = {&shelf->inventory, &shelf->calendar,
                                    run->today};
    size_t i;

    if (!to.writer || add_columns(to.writer, err) ||
        coh_check_run(
            &on, a->overdue ? coh_check_find(coh_span_of("overdue")) : NULL,
            &report, err))
        return -1;
    if (note_calendar(run, &shelf->calendar, err))
        return -1;
    for (i = 0; i < shelf->inventory.n; i++)
        if (coh_run_fact(
                run, "sources",
                coh_entry_get(&shelf->inventory.entry[i], COH_FIELD_SOURCE_ID),
                err))
            return -1;
    if (!shelf->inventory.n &&
        coh_notes_add(&run->notes, COH_NOTE_FACT, NULL, err,
                      "the inventory is empty: fill it with cohort inventory "
                      "import"))
        return -1;
    return coh_run_finish(run, err);
}

static int
run_check(struct coh_run *run, void *context, struct coh_error *err)
{
    const struct args *a = context;
    struct coh_shelf shelf = COH_SHELF_INIT;
    int rc = -1;

    if (run->operands.n)
        return coh_fail(err, COH_USAGE,
                        "takes no FILE or ID, but '%.40s' was given",
                        run->operands.at[0]);
    if (a->overdue && a->all)
        return coh_fail(err, COH_USAGE,
                        "--overdue and --all exclude each other");
    if (!coh_shelf_open(&shelf, run->db, COH_STORE_READ, err))
        rc = check_all(run, a, &shelf, err);
    coh_shelf_close(&shelf);
    return rc;
}

int
main(int argc, char **argv)
{
    struct args a = {.overdue = 0};
    const struct coh_option options[] = {
        COH_FLAG(0, "overdue", &a.overdue, "only what is overdue"),
        COH_FLAG(0, "all", &a.all, "every check of every source, also if ok"),
        COH_OPTIONS_END,
    };
    const struct coh_tool tool = {
        "cohort-inventory-check",
        "",
        "Say which data sources are overdue, incomplete or misworded",
        COH_STEP_TAKE_IN,
        COH_TAKES_STORE | COH_TAKES_TODAY | COH_TAKES_OUTPUT,
        options,
    };

    return coh_tool_main(&tool, argc, argv, run_check, &a);
}
