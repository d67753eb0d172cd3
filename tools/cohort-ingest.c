/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cohort-ingest: take exports in, into the store or as tidy CSV.
 *
 * Memory: streams; a layout that drops repeats holds 20 bytes a record.
 */
#include "cli/team.h"
#include "cli/tool.h"
#include "flow/ingest.h"
#include "flow/suggest.h"
#include "flow/take-in.h"

struct args {
    struct coh_intake_wish wish;
    struct coh_strings set, column;
    const char *show_layout, *rejects, *undo;
    int to_stdout, dry_run, again, suggest, list, list_layouts, date_order;
};

static int
check(const struct args *a, const struct coh_run *run, struct coh_error *err)
{
    if (a->rejects && a->dry_run)
        return coh_fail(err, COH_USAGE,
                        "-n changes nothing, so --rejects cannot write: leave "
                        "one of them out");
    if (a->to_stdout && a->wish.match_names)
        return coh_fail(err, COH_USAGE,
                        "--match-names needs the roster, which --stdout does "
                        "not read");
    return a->rejects || (!a->to_stdout && !a->dry_run)
               ? coh_run_may_change(run, err)
               : 0;
}

static int
set_up(struct coh_take_in *t, const struct args *a, struct coh_error *err)
{
    struct coh_intake_wish wish;
    char *standards = NULL;
    int rc;

    t->wish = a->wish;
    t->wish.set = (const char *const *)a->set.at;
    t->wish.sets = a->set.n;
    t->wish.column = (const char *const *)a->column.at;
    t->wish.columns = a->column.n;
    t->wish.date_order = (enum coh_date_order)a->date_order;
    wish = t->wish;
    if (!wish.standards && coh_team_value("team", "standards", &standards, err))
        return -1;
    if (standards)
        wish.standards = standards;
    rc = coh_intake_kit_open(&t->kit, &wish, &t->run->notes, err);
    coh_free(standards);
    if (rc || a->to_stdout)
        return rc;
    t->kit.options.roster = &t->desk.roster;
    t->desk.dry_run = a->dry_run;
    return coh_desk_open(&t->desk, t->run->db, &t->run->notes, err);
}

static int
run_ingest(struct coh_run *run, void *context, struct coh_error *err)
{
    const struct args *a = context;
    struct coh_take_in t = COH_TAKE_IN_INIT;
    int rc;

    if (a->undo && (a->to_stdout || a->again || a->list || a->list_layouts ||
                    a->suggest || a->rejects))
        return coh_fail(err, COH_USAGE, "--undo goes alone, or with -n");
    if (a->list || a->list_layouts || a->show_layout)
        return coh_ingest_show(run, a->show_layout, a->list_layouts, err);
    if (a->undo)
        return coh_ingest_undo(run, a->undo, a->dry_run, err);
    if (a->suggest)
        return coh_ingest_suggest(run, err);
    t.run = run;
    t.rejects.run = run;
    t.rejects.folder = a->rejects;
    t.to_stdout = a->to_stdout;
    t.dry_run = a->dry_run;
    t.again = a->again;
    rc = check(a, run, err) || set_up(&t, a, err) || coh_take_in_files(&t, err);
    coh_take_in_release(&t);
    return rc ? -1 : 0;
}

int
main(int argc, char **argv)
{
    static const char *const orders[] = {"auto", "mdy", "dmy", NULL};
    struct args a = {.set = COH_STRINGS_INIT, .column = COH_STRINGS_INIT};
    const struct coh_option options[] = {
        COH_FLAG(0, "stdout", &a.to_stdout, "tidy CSV out, no store"),
        COH_FLAG('n', "dry-run", &a.dry_run, "only print each file's sums"),
        COH_FLAG(0, "again", &a.again, "put older values of a file back"),
        COH_FLAG(0, "suggest", &a.suggest, "draft a layout for FILE"),
        COH_STRING(0, "rejects", "DIR", &a.rejects,
                   "keep there what was set aside, to be mended"),
        COH_STRING(0, "layout", "NAME|FILE.ini", &a.wish.layout,
                   "what the columns mean (detected)"),
        COH_STRING(0, "source", "ID", &a.wish.source, "the inventory entry"),
        COH_MANY(0, "set", "FIELD=VALUE", &a.set,
                 "a value for all results, as assessment='Unit 3'"),
        COH_FLAG(0, "match-names", &a.wish.match_names,
                 "find students by name where no id does"),
        COH_MANY(0, "column", "FIELD=COLUMN", &a.column,
                 "where a field stands, as score=Pts"),
        COH_CHOICE(0, "date-order", "mdy|dmy", &a.date_order, orders,
                   "how 3/4/2026 is meant, where the file does not tell"),
        COH_STRING(0, "standards", "FILE", &a.wish.standards,
                   "CSV assessment,form,item,standard (team.ini)"),
        COH_STRING(0, "undo", "LOAD", &a.undo, "take back what a load did"),
        COH_FLAG(0, "list", &a.list, "list what was taken in"),
        COH_FLAG(0, "list-layouts", &a.list_layouts, "list the layouts"),
        COH_STRING(0, "show-layout", "NAME", &a.show_layout, "print a layout"),
        COH_OPTIONS_END,
    };
    const struct coh_tool tool = {
        "cohort-ingest",
        "[FILE…]",
        "Take exports in, with every record accounted for",
        COH_STEP_TAKE_IN,
        COH_TAKES_OUTPUT | COH_TAKES_STORE | COH_TAKES_TODAY |
            COH_TAKES_MAX_CELL,
        options,
    };
    int status = coh_tool_main(&tool, argc, argv, run_ingest, &a);

    coh_strings_release(&a.set);
    coh_strings_release(&a.column);
    return status;
}
