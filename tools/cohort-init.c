/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cohort-init: make a team's folder, in which all tools work without options.
 * Run again, it adds what is missing and overwrites nothing.
 *
 * Memory: nothing to speak of.
 */
#include <string.h>

#include "cli/tool.h"
#include "inventory/sheet.h"
#include "store/folder.h"

struct args {
    const char *calendar, *group;
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

/* "maple: made …"; of the current folder without its name. */
static void
say(const struct coh_run *run, const char *path, const struct coh_text *made,
    const struct coh_calendar *calendar)
{
    int here = !strcmp(path, ".");

    if (made->length)
        coh_run_say(run, "%s%smade %s", here ? "" : path, here ? "" : ": ",
                    coh_text_get(made));
    else
        coh_run_say(run, "%s%sall is there already; nothing was overwritten",
                    here ? "" : path, here ? "" : ": ");
    if (calendar->n)
        coh_run_say(run, "the school calendar has %zu line%s", calendar->n,
                    calendar->n == 1 ? "" : "s");
}

static int
run_init(struct coh_run *run, void *context, struct coh_error *err)
{
    const struct args *a = context;
    struct coh_calendar calendar = COH_CALENDAR_INIT;
    struct coh_text made = COH_TEXT_INIT;
    struct coh_folder folder = {".", &calendar, a->group, run->today};
    int rc = -1;

    if (run->operands.n > 1 || (run->operands.n && !*run->operands.at[0]))
        return coh_fail(err, COH_USAGE, "takes the name of one folder");
    if (coh_run_may_change(run, err))
        return -1;
    if (run->operands.n)
        folder.path = run->operands.at[0];
    /* The calendar first: a file that cannot be read leaves nothing behind. */
    if ((a->calendar && read_calendar(run, a->calendar, &calendar, err)) ||
        coh_folder_make(&folder, &made, err) ||
        coh_folder_warn(folder.path, &run->notes, err))
        goto out;
    say(run, folder.path, &made, &calendar);
    rc = 0;
out:
    coh_calendar_release(&calendar);
    coh_text_release(&made);
    return rc;
}

int
main(int argc, char **argv)
{
    struct args a = {NULL, NULL};
    const struct coh_option options[] = {
        COH_STRING(0, "calendar", "FILE", &a.calendar,
                   "the school calendar: kind,label,start,end"),
        COH_STRING(0, "group", "NAME", &a.group,
                   "a group of this machine that shares the folder"),
        COH_OPTIONS_END,
    };
    const struct coh_tool tool = {
        "cohort-init",
        "[DIR]",
        "Make a team's folder: store, calendar, inventory sheet, pages",
        COH_STEP_SET_UP,
        COH_TAKES_MAX_CELL | COH_TAKES_TODAY,
        options,
    };

    return coh_tool_main(&tool, argc, argv, run_init, &a);
}
