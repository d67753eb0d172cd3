/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cohort-ingest: take exports in, into the store or as tidy CSV.
 *
 * Memory: streams; of a layout that drops repeats it holds 12 bytes a record.
 */
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "cli/team.h"
#include "cli/tool.h"
#include "intake/account.h"
#include "inventory/locate.h"
#include "result/write.h"
#include "store/inventory.h"
#include "store/load-list.h"
#include "store/load.h"
#include "store/student.h"

struct args {
    const char *layout, *source, *standards, *show_layout;
    struct coh_strings set;
    int to_stdout, dry_run, list, list_layouts, date_order;
};

/* What all files share. */
struct work {
    struct coh_run *run;
    const struct args *args;
    struct coh_catalog catalog;
    struct coh_layout own; /* --layout FILE.ini */
    struct coh_standards standards;
    struct coh_roster roster;
    struct coh_inventory inventory;
    struct coh_store store;
    struct coh_intake_options options;
    struct coh_writer *writer;
    char *standards_path; /* of team.ini */
};

/* What one file is on its way to. */
struct file {
    struct work *work;
    const char *name; /* without its folder */
    struct coh_reader *reader;
    char source[200];
    struct coh_load load;
};

/* ---- what all files share ---- */

static int
read_standards(struct work *w, struct coh_error *err)
{
    const char *path = w->args->standards;

    if (!path) {
        if (coh_team_value("team", "standards", &w->standards_path, err))
            return -1;
        path = w->standards_path;
    }
    if (!path)
        return 0;
    if (coh_standards_read(&w->standards, path, &w->run->notes, err))
        return -1;
    w->options.standards = &w->standards;
    return 0;
}

static int
open_store(struct work *w, struct coh_error *err)
{
    if (coh_store_open(&w->store, w->run->db, COH_STORE_WRITE, err) ||
        coh_student_roster(&w->store, &w->roster, err) ||
        coh_store_inventory_read(&w->store, &w->inventory, err))
        return -1;
    w->options.roster = &w->roster;
    return 0;
}

/* ---- one file ---- */

/* The inventory entry of the load: --source, else the one whose location
 * fits, else a new one called after the layout. */
static int
choose_source(struct file *f, const struct coh_layout *layout,
              struct coh_error *err)
{
    const struct work *w = f->work;
    const char *id = w->args->source;
    const struct coh_entry *entry = NULL;

    if (!id && coh_inventory_locate(&w->inventory, f->name, &entry, err))
        return -1;
    if (entry)
        id = coh_entry_get(entry, COH_FIELD_SOURCE_ID);
    snprintf(f->source, sizeof(f->source), "%s", id ? id : layout->name);
    return 0;
}

static int
begin_load(void *context, const struct coh_layout *layout,
           struct coh_error *err)
{
    struct file *f = context;
    struct work *w = f->work;
    struct coh_load_file file = {
        .layout = coh_span_of(layout->name),
        .main_scale = coh_span_of(layout->main_scale),
        .name = coh_span_of(f->name),
        .sha256 = coh_span_of(coh_reader_sha256(f->reader)),
        .today = w->run->today,
        .dry_run = w->args->dry_run,
    };

    if (choose_source(f, layout, err))
        return -1;
    w->options.source = coh_span_of(f->source);
    file.source_id = w->options.source;
    return w->args->to_stdout ? 0
                              : coh_load_begin(&f->load, &w->store, &file, err);
}

static int
put_result(void *context, size_t line, const struct coh_result *r,
           struct coh_span student_id, struct coh_error *err)
{
    struct file *f = context;

    if (!f->work->args->to_stdout)
        return coh_load_add(&f->load, line, r, student_id, err);
    if (f->work->args->dry_run)
        return 0;
    return coh_result_write(f->work->writer, r, err) ||
                   coh_writer_row(f->work->writer, err)
               ? -1
               : 0;
}

static int
put_aside(void *context, size_t line, struct coh_span reason,
          struct coh_span raw, struct coh_error *err)
{
    struct file *f = context;

    (void)raw;
    return f->work->args->to_stdout
               ? 0
               : coh_load_set_aside(&f->load, line, reason, err);
}

/* "gradebook.csv   canvas-gradebook   112 records used …" */
static int
say(const struct file *f, const struct coh_intake_account *a,
    const struct coh_load_outcome *o, struct coh_error *err)
{
    struct coh_text t = COH_TEXT_INIT;
    int rc = -1;

    if (coh_account_words(a, &t, err))
        goto out;
    if (o && o->same_as) {
        if (coh_text_format(&t, err,
                            "; nothing changed: load %lld had this very "
                            "content",
                            (long long)o->same_as))
            goto out;
    } else if (o &&
               coh_text_format(&t, err, "; %zu new, %zu changed, %zu unchanged",
                               o->added, o->changed, o->unchanged)) {
        goto out;
    }
    if (o && o->source_is_new &&
        coh_text_format(&t, err,
                        "; %s is new in the inventory: complete its entry",
                        f->source))
        goto out;
    coh_run_say(f->work->run, "%-24s %-18s %s", f->name, a->layout,
                coh_text_get(&t));
    rc = 0;
out:
    coh_text_release(&t);
    return rc;
}

static int
end_load(struct file *f, const struct coh_intake_account *a,
         struct coh_error *err)
{
    const struct coh_load_account account = {a->records, a->used, a->by_rule,
                                             a->set_aside, a->blank};
    struct coh_load_outcome outcome;

    if (f->work->args->to_stdout)
        return say(f, a, NULL, err);
    if (coh_load_end(&f->load, &account, &outcome, err))
        return -1;
    if (a->unmatched &&
        coh_notes_add(&f->work->run->notes, COH_NOTE_FACT, NULL, err,
                      "%s: records of no student on the roster, kept apart: "
                      "%zu",
                      f->name, a->unmatched))
        return -1;
    return say(f, a, &outcome, err);
}

static int
take_in(struct work *w, const char *path, struct coh_error *err)
{
    struct file f = {.work = w, .load = COH_LOAD_INIT};
    const struct coh_intake_sink sink = {put_result, put_aside, begin_load, &f};
    struct coh_intake_account account;
    int rc = -1;

    f.reader = coh_run_reader(w->run, path, err);
    if (!f.reader)
        return -1;
    f.name = coh_base_name(coh_reader_name(f.reader));
    if (coh_intake_read(f.reader, &w->options, &sink, &account, &w->run->notes,
                        err) ||
        end_load(&f, &account, err) ||
        (w->args->dry_run && coh_account_row(w->writer, f.name, &account, err)))
        goto out;
    rc = coh_run_reader_done(w->run, f.reader, err);
    f.reader = NULL;
out:
    coh_load_release(&f.load);
    coh_reader_free(f.reader);
    return rc;
}

/* One after the other; a file that cannot be used does not stop the next. */
static int
take_all(struct work *w, struct coh_error *err)
{
    const struct coh_strings *file = &w->run->operands;
    size_t i;

    for (i = 0; i < (file->n ? file->n : 1); i++) {
        struct coh_error own = COH_ERROR_INIT;

        if (take_in(w, file->n ? file->at[i] : NULL, &own))
            coh_run_failed(w->run, &own);
    }
    return coh_run_finish(w->run, err);
}

static int
declare_columns(struct work *w, struct coh_error *err)
{
    w->writer = coh_run_writer(w->run, err);
    if (!w->writer)
        return -1;
    return w->args->dry_run ? coh_account_columns(w->writer, err)
                            : coh_result_write_columns(w->writer, err);
}

static int
set_up(struct work *w, struct coh_error *err)
{
    const struct args *a = w->args;
    size_t i;

    w->options.catalog = &w->catalog;
    w->options.date_order = (enum coh_date_order)a->date_order;
    w->options.source = coh_span_of(a->source);
    for (i = 0; i < a->set.n; i++)
        if (coh_intake_set(&w->options, a->set.at[i], err))
            return -1;
    if (a->layout && coh_catalog_choose(&w->catalog, a->layout, &w->own,
                                        &w->options.layout, err))
        return -1;
    if (read_standards(w, err) || (!a->to_stdout && open_store(w, err)))
        return -1;
    return a->to_stdout || a->dry_run ? declare_columns(w, err) : 0;
}

static int
list_loads(struct work *w, struct coh_error *err)
{
    w->writer = coh_run_writer(w->run, err);
    if (!w->writer ||
        coh_store_open(&w->store, w->run->db, COH_STORE_READ, err) ||
        coh_load_list_write(&w->store, w->writer, err))
        return -1;
    return coh_run_finish(w->run, err);
}

static int
show_layouts(struct work *w, struct coh_error *err)
{
    struct coh_span text =
        coh_catalog_text(w->args->show_layout ? w->args->show_layout : "");
    struct coh_out *out = coh_run_out(w->run, err);

    if (!out)
        return -1;
    if (w->args->show_layout && !text.length)
        return coh_fail(err, COH_USAGE,
                        "there is no layout '%.40s'; --list-layouts names them",
                        w->args->show_layout);
    if (text.length)
        return coh_out_add(out, text.bytes, text.length, err) ||
                       coh_run_finish(w->run, err)
                   ? -1
                   : 0;
    w->writer = coh_run_writer(w->run, err);
    if (!w->writer || coh_catalog_write(&w->catalog, w->writer, err))
        return -1;
    return coh_run_finish(w->run, err);
}

static int
run_ingest(struct coh_run *run, void *context, struct coh_error *err)
{
    const struct args *a = context;
    struct work w = {.run = run,
                     .args = a,
                     .catalog = COH_CATALOG_INIT,
                     .own = COH_LAYOUT_INIT,
                     .standards = COH_STANDARDS_INIT,
                     .roster = COH_ROSTER_INIT,
                     .inventory = COH_INVENTORY_INIT,
                     .store = COH_STORE_INIT};
    int rc;

    if (a->list)
        rc = list_loads(&w, err);
    else if (coh_catalog_open(&w.catalog, err))
        rc = -1;
    else if (a->list_layouts || a->show_layout)
        rc = show_layouts(&w, err);
    else
        rc = set_up(&w, err) || take_all(&w, err) ? -1 : 0;
    coh_store_close(&w.store);
    coh_inventory_release(&w.inventory);
    coh_roster_release(&w.roster);
    coh_standards_release(&w.standards);
    coh_layout_release(&w.own);
    coh_catalog_release(&w.catalog);
    coh_free(w.standards_path);
    return rc;
}

int
main(int argc, char **argv)
{
    static const char *const orders[] = {"auto", "mdy", "dmy", NULL};
    struct args a = {.set = COH_STRINGS_INIT};
    const struct coh_option options[] = {
        COH_FLAG(0, "stdout", &a.to_stdout,
                 "tidy results to standard output, no store"),
        COH_FLAG('n', "dry-run", &a.dry_run,
                 "change nothing; print the sums of each file"),
        COH_STRING(0, "layout", "NAME|FILE.ini", &a.layout,
                   "what the columns mean (detected)"),
        COH_STRING(0, "source", "ID", &a.source,
                   "the inventory entry that it belongs to"),
        COH_MANY(0, "set", "FIELD=VALUE", &a.set,
                 "a value for all results, as assessment='Unit 3'"),
        COH_CHOICE(0, "date-order", "mdy|dmy", &a.date_order, orders,
                   "how 3/4/2026 is meant, where the file does not tell"),
        COH_STRING(0, "standards", "FILE", &a.standards,
                   "CSV assessment,form,item,standard (team.ini)"),
        COH_FLAG(0, "list", &a.list, "list what was taken in"),
        COH_FLAG(0, "list-layouts", &a.list_layouts, "list the layouts"),
        COH_STRING(0, "show-layout", "NAME", &a.show_layout,
                   "print a layout, to start one's own from"),
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
