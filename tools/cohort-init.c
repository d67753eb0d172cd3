/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cohort-init: make a team's folder, in which all tools work without options.
 * Run again, it adds what is missing and overwrites nothing.
 *
 * Memory: nothing to speak of.
 */
#include "cli/tool.h"
#include "inventory/sheet.h"
#include "store/folder.h"

struct args {
    const char *calendar;
};

static int
read_calendar(struct coh_run *run, const char *path,
              struct coh_calendar *calendar, struct coh_error *err)
{
    struct coh_reader *reader = coh_run_reader(run, path, err);

    if (!reader)
        return -1;
    if (coh_sheet_calendar(calendar, reader, &run->notes, err)) {
        coh_reader_free(reader);
        return -1;
    }
    if (coh_run_reader_done(run, reader, err))
        return -1;
    if (!calendar->n)
        return coh_fail(err, COH_INPUT, "%s: no line of a school calendar",
                        path);
    return 0;
}

static int
run_init(struct coh_run *run, void *context, struct coh_error *err)
{
    const struct args *a = context;
    struct coh_calendar calendar = COH_CALENDAR_INIT;
    struct coh_text made = COH_TEXT_INIT;
    const char *folder;
    int rc = -1;

    if (run->operands.n != 1 || !*run->operands.at[0])
        return coh_fail(err, COH_USAGE, "takes the NAME of one folder");
    if (coh_run_may_change(run, err))
        return -1;
    folder = run->operands.at[0];
    /* The calendar first: a file that cannot be read leaves nothing behind. */
    if ((a->calendar && read_calendar(run, a->calendar, &calendar, err)) ||
        coh_folder_make(folder, &calendar, &made, err))
        goto out;
    if (made.length)
        coh_run_say(run, "%s: made %s", folder, coh_text_get(&made));
    else
        coh_run_say(run, "%s: all is there already; nothing was overwritten",
                    folder);
    if (calendar.n)
        coh_run_say(run, "the school calendar has %zu line%s", calendar.n,
                    calendar.n == 1 ? "" : "s");
    rc = 0;
out:
    coh_calendar_release(&calendar);
    coh_text_release(&made);
    return rc;
}

int
main(int argc, char **argv)
{
    struct args a = {NULL};
    const struct coh_option options[] = {
        COH_STRING(0, "calendar", "FILE", &a.calendar,
                   "the school calendar: kind,label,start,end"),
        COH_OPTIONS_END,
    };
    const struct coh_tool tool = {
        "cohort-init",
        "NAME",
        "Make a team's folder: store, calendar, inventory sheet, team.ini",
        COH_STEP_SET_UP,
        COH_TAKES_MAX_CELL,
        options,
    };

    return coh_tool_main(&tool, argc, argv, run_init, &a);
}
