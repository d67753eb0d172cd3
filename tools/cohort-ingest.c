/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cohort-ingest: take exports in, into the store or as tidy CSV.
 *
 * Memory: streams; a layout that drops repeats holds 20 bytes a record.
 */
#include "base/file.h"
#include "cli/team.h"
#include "cli/tool.h"
#include "flow/ingest.h"
#include "intake/account.h"
#include "intake/kit.h"
#include "result/write.h"
#include "store/desk.h"

struct args {
    struct coh_intake_wish wish;
    struct coh_strings set;
    const char *show_layout;
    int to_stdout, dry_run, again, list, list_layouts, date_order;
};

/* What all files share. */
struct work {
    struct coh_run *run;
    const struct args *args;
    struct coh_intake_kit kit;
    struct coh_desk desk;          /* the store */
    struct coh_result_table table; /* --stdout */
};

static int
end_file(struct work *w, const char *name, const struct coh_intake_account *a,
         struct coh_notes *notes, struct coh_error *err)
{
    const struct coh_load_account account = {a->records, a->used, a->by_rule,
                                             a->set_aside, a->blank};
    struct coh_load_outcome outcome;

    if (!w->args->to_stdout && coh_desk_end(&w->desk, &account, &outcome, err))
        return -1;
    if (!w->args->to_stdout && outcome.same_as) /* it was said before */
        coh_notes_calm(notes);
    if (coh_ingest_say(w->run, name, a, &w->desk,
                       w->args->to_stdout ? NULL : &outcome, err) ||
        coh_notes_merge(&w->run->notes, notes, err))
        return -1;
    return w->args->dry_run ? coh_account_row(w->run->writer, name, a, err) : 0;
}

static int
take_in(struct work *w, const char *path, struct coh_error *err)
{
    struct coh_reader *reader = coh_run_reader(w->run, path, err);
    struct coh_desk_file file = {.source = w->args->wish.source,
                                 .today = w->run->today,
                                 .dry_run = w->args->dry_run,
                                 .again = w->args->again};
    struct coh_result_sink sink;
    struct coh_intake_account account;
    struct coh_notes notes = COH_NOTES_INIT;
    int rc;

    if (!reader)
        return -1;
    file.name = coh_base_name(coh_reader_name(reader));
    sink = w->args->to_stdout ? coh_result_table_sink(&w->table)
                              : coh_desk_sink(&w->desk, &file);
    rc = coh_intake_read(reader, &w->kit.options, &sink, &account, &notes,
                         err) ||
         end_file(w, file.name, &account, &notes, err);
    coh_notes_release(&notes);
    if (!rc)
        return coh_run_reader_done(w->run, reader, err);
    coh_desk_drop(&w->desk);
    coh_reader_free(reader);
    return -1;
}

/* One by one; when none can be used, not even a header is written. */
static int
take_all(struct work *w, struct coh_error *err)
{
    const struct coh_strings *file = &w->run->operands;
    size_t i, failed = 0, n = file->n ? file->n : 1;

    for (i = 0; i < n; i++) {
        struct coh_error own = COH_ERROR_INIT;

        if (take_in(w, file->n ? file->at[i] : NULL, &own)) {
            coh_run_failed(w->run, &own);
            failed++;
        }
    }
    return failed < n ? coh_run_finish(w->run, err) : 0;
}

static int
declare_columns(struct work *w, struct coh_error *err)
{
    struct coh_writer *writer;

    if (!w->args->to_stdout && !w->args->dry_run)
        return 0;
    if (!(writer = coh_run_writer(w->run, err)))
        return -1;
    if (w->args->dry_run)
        return coh_account_columns(writer, err);
    w->table.writer = writer;
    return coh_result_write_columns(writer, err);
}

static int
set_up(struct work *w, struct coh_error *err)
{
    const struct args *a = w->args;
    struct coh_intake_wish wish = a->wish;
    char *standards = NULL;
    int rc;

    wish.set = (const char *const *)a->set.at;
    wish.sets = a->set.n;
    wish.date_order = (enum coh_date_order)a->date_order;
    if (a->to_stdout && wish.match_names)
        return coh_fail(err, COH_USAGE,
                        "--match-names needs the roster, which "
                        "--stdout does not read");
    if (!wish.standards && coh_team_value("team", "standards", &standards, err))
        return -1;
    if (standards)
        wish.standards = standards;
    rc = coh_intake_kit_open(&w->kit, &wish, &w->run->notes, err);
    coh_free(standards);
    if (rc || a->to_stdout)
        return rc;
    w->kit.options.roster = &w->desk.roster;
    if (!a->dry_run && coh_run_may_change(w->run, err))
        return -1;
    return coh_desk_open(&w->desk, w->run->db, &w->run->notes, err);
}

static int
run_ingest(struct coh_run *run, void *context, struct coh_error *err)
{
    const struct args *a = context;
    struct work w = {.run = run,
                     .args = a,
                     .kit = COH_INTAKE_KIT_INIT,
                     .desk = COH_DESK_INIT};
    int rc;

    if (a->list || a->list_layouts || a->show_layout)
        rc = coh_ingest_show(run, a->show_layout, a->list_layouts, err);
    else
        rc = set_up(&w, err) || declare_columns(&w, err) || take_all(&w, err);
    coh_desk_release(&w.desk);
    coh_intake_kit_release(&w.kit);
    return rc ? -1 : 0;
}

int
main(int argc, char **argv)
{
    static const char *const orders[] = {"auto", "mdy", "dmy", NULL};
    struct args a = {.set = COH_STRINGS_INIT};
    const struct coh_option options[] = {
        COH_FLAG(0, "stdout", &a.to_stdout, "tidy CSV out, no store"),
        COH_FLAG('n', "dry-run", &a.dry_run, "only print each file's sums"),
        COH_FLAG(0, "again", &a.again, "put older values of a file back"),
        COH_STRING(0, "layout", "NAME|FILE.ini", &a.wish.layout,
                   "what the columns mean (detected)"),
        COH_STRING(0, "source", "ID", &a.wish.source, "the inventory entry"),
        COH_MANY(0, "set", "FIELD=VALUE", &a.set,
                 "a value for all results, as assessment='Unit 3'"),
        COH_FLAG(0, "match-names", &a.wish.match_names,
                 "find students by name where no id does"),
        COH_CHOICE(0, "date-order", "mdy|dmy", &a.date_order, orders,
                   "how 3/4/2026 is meant, where the file does not tell"),
        COH_STRING(0, "standards", "FILE", &a.wish.standards,
                   "CSV assessment,form,item,standard (team.ini)"),
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
    return status;
}
