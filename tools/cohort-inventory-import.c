/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cohort-inventory-import: take a sheet of the team's data sources, or its
 * school calendar, into the store. All or nothing.
 *
 * Memory: holds the inventory.
 */
#include "cli/tool.h"
#include "inventory/sheet.h"
#include "store/inventory.h"

struct args {
    const char *calendar;
    int guarded;
    struct coh_text told; /* said once it is true: after the commit */
};

static int
check(const struct coh_run *run, struct coh_error *err)
{
    if (run->operands.n > 1)
        return coh_fail(err, COH_USAGE, "takes one FILE, not %zu",
                        run->operands.n);
    return 0;
}

/* Write the entries that the sheet changed. */
static int
write_entries(struct coh_shelf *shelf, const struct coh_sheet *sheet,
              struct coh_error *err)
{
    size_t i;

    for (i = 0; i < shelf->inventory.n; i++)
        if (coh_sheet_mark(sheet, i) & COH_SHEET_CHANGED &&
            coh_store_entry_write(&shelf->store, &shelf->inventory.entry[i],
                                  err))
            return -1;
    return 0;
}

static const char *
plural(size_t n)
{
    return n == 1 ? "" : "s";
}

/* Lacks nothing of the minimum form. */
static int
has_minimum(const struct coh_entry *e)
{
    int i;

    for (i = 0; i < COH_FIELDS; i++)
        if (coh_entry_lacks(e, (enum coh_field_id)i) &&
            coh_entry_is_first(e, (enum coh_field_id)i))
            return 0;
    return 1;
}

/* "12 sources: 11 complete, 1 with gaps (minimum form filled of 1); 12 new" */
static int
tell_entries(struct coh_text *t, const struct coh_shelf *shelf,
             const struct coh_sheet *sheet, struct coh_error *err)
{
    size_t i, gaps = 0, filled = 0;

    for (i = 0; i < shelf->inventory.n; i++) {
        const struct coh_entry *e = &shelf->inventory.entry[i];

        if (!(coh_sheet_mark(sheet, i) & COH_SHEET_SEEN) || !coh_entry_gaps(e))
            continue;
        gaps++;
        filled += has_minimum(e) != 0;
    }
    if (coh_text_format(t, err, "%s%zu source%s: %zu complete, %zu with gaps",
                        t->length ? "\n" : "", sheet->seen, plural(sheet->seen),
                        sheet->seen - gaps, gaps))
        return -1;
    if (filled &&
        coh_text_format(t, err, " (minimum form filled of %zu)", filled))
        return -1;
    if (sheet->added && coh_text_format(t, err, "; %zu new", sheet->added))
        return -1;
    if (sheet->changed &&
        coh_text_format(t, err, "; %zu changed", sheet->changed))
        return -1;
    return sheet->added || sheet->changed
               ? 0
               : coh_text_add_string(t, "; nothing changed", err);
}

static int
take_sheet(struct coh_run *run, struct args *a, struct coh_shelf *shelf,
           struct coh_error *err)
{
    const char *path = run->operands.n ? run->operands.at[0] : NULL;
    struct coh_reader *reader = coh_run_reader(run, path, err);
    struct coh_sheet sheet = COH_SHEET_INIT;
    int rc = -1;

    sheet.guarded = a->guarded;
    if (!reader ||
        coh_sheet_read(&sheet, &shelf->inventory, reader, &run->notes, err)) {
        coh_reader_free(reader);
        goto out;
    }
    if (!coh_reader_counts(reader)->records &&
        coh_notes_add(&run->notes, COH_NOTE_FACT, NULL, err,
                      "%s: a header and no rows", coh_reader_name(reader))) {
        coh_reader_free(reader);
        goto out;
    }
    if (coh_run_reader_done(run, reader, err) ||
        write_entries(shelf, &sheet, err))
        goto out;
    rc = tell_entries(&a->told, shelf, &sheet, err);
out:
    coh_sheet_release(&sheet);
    return rc;
}

static int
take_calendar(struct coh_run *run, struct args *a, struct coh_shelf *shelf,
              struct coh_error *err)
{
    struct coh_reader *reader = coh_run_reader(run, a->calendar, err);
    struct coh_calendar c = COH_CALENDAR_INIT;
    int rc = -1;

    if (!reader || coh_sheet_calendar(&c, reader, &run->notes, err)) {
        coh_reader_free(reader);
        goto out;
    }
    if (coh_run_reader_done(run, reader, err))
        goto out;
    /* No line would wipe out a calendar that is in use. */
    if (!c.n)
        rc = coh_notes_add(&run->notes, COH_NOTE_FACT, NULL, err,
                           "%s: no line was taken in: the calendar in the "
                           "store stays",
                           a->calendar);
    else if (!coh_store_calendar_write(&shelf->store, &c, err))
        rc = coh_calendar_text(&c, &a->told, err);
out:
    coh_calendar_release(&c);
    return rc;
}

static int
run_import(struct coh_run *run, void *context, struct coh_error *err)
{
    struct args *a = context;
    struct coh_shelf shelf = COH_SHELF_INIT;
    int rc = -1;

    if (check(run, err) || coh_run_may_change(run, err) ||
        coh_shelf_open(&shelf, run->db, COH_STORE_WRITE, err))
        goto out;
    if (a->calendar && take_calendar(run, a, &shelf, err))
        goto out;
    if ((run->operands.n || !a->calendar) && take_sheet(run, a, &shelf, err))
        goto out;
    if (coh_store_commit(&shelf.store, err))
        goto out;
    if (a->told.length)
        coh_run_say(run, "%s", a->told.bytes);
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
        COH_STRING(0, "calendar", "FILE", &a.calendar,
                   "take in this school calendar"),
        COH_FLAG(0, "spreadsheet", &a.guarded,
                 "take an apostrophe off the start of each cell"),
        COH_OPTIONS_END,
    };
    const struct coh_tool tool = {
        "cohort-inventory-import",
        "[FILE]",
        "Take a sheet of data sources into the team's inventory",
        COH_STEP_SET_UP,
        COH_TAKES_STORE | COH_TAKES_MAX_CELL,
        options,
    };

    return coh_tool_main(&tool, argc, argv, run_import, &a);
}
