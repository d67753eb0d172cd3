/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/ingest.h"

#include "base/cache.h"
#include "flow/standing.h"
#include "intake/account.h"
#include "layout/catalog.h"
#include "store/load-list.h"
#include "store/load-undo.h"

int
coh_ingest_say(const struct coh_run *run, const char *name,
               const struct coh_intake_account *account,
               const struct coh_desk *desk,
               const struct coh_load_outcome *outcome, struct coh_error *err)
{
    struct coh_text t = COH_TEXT_INIT;
    int rc = coh_account_line(account, name, &t, err) ||
             (outcome && coh_desk_words(desk, outcome, &t, err));

    if (!rc)
        coh_run_say(run, "%s", coh_text_get(&t));
    coh_text_release(&t);
    return -rc;
}

static int
show_layouts(struct coh_writer *writer, struct coh_error *err)
{
    struct coh_catalog catalog = COH_CATALOG_INIT;
    int rc = coh_catalog_open(&catalog, err) ||
             coh_catalog_write(&catalog, writer, err);

    coh_catalog_release(&catalog);
    return -rc;
}

static int
show_loads(struct coh_run *run, struct coh_writer *writer,
           struct coh_error *err)
{
    struct coh_store store = COH_STORE_INIT;
    int rc = coh_store_open(&store, run->db, COH_STORE_READ, err) ||
             coh_load_list_write(&store, writer, err) ||
             coh_run_finish_standing(run, &store, NULL, err);

    coh_store_close(&store);
    return -rc;
}

int
coh_ingest_show(struct coh_run *run, const char *layout, int layouts,
                struct coh_error *err)
{
    struct coh_out *out = coh_run_out(run, err);
    struct coh_writer *writer;

    if (!out)
        return -1;
    if (layout)
        return coh_catalog_show(layout, out, err) || coh_run_finish(run, err)
                   ? -1
                   : 0;
    writer = coh_run_writer(run, err);
    if (!writer)
        return -1;
    if (!layouts)
        return show_loads(run, writer, err);
    return show_layouts(writer, err) || coh_run_finish(run, err) ? -1 : 0;
}

/* A plain number from 1 on. */
static int
read_number(const char *text, int64_t *number, struct coh_error *err)
{
    const char *c = text;

    for (*number = 0; *c >= '0' && *c <= '9' && *number < INT32_MAX; c++)
        *number = *number * 10 + (*c - '0');
    if (*c || c == text || !*number)
        return coh_fail(err, COH_USAGE,
                        "--undo: '%.40s' is not the number of a load (--list "
                        "shows them)",
                        text);
    return 0;
}

static int
say_undone(const struct coh_run *run, const struct coh_load_undone *undone,
           int dry_run, struct coh_error *err)
{
    struct coh_text t = COH_TEXT_INIT;
    int rc = coh_load_undo_words(undone, dry_run, &t, err);

    if (!rc)
        coh_run_say(run, "%s", coh_text_get(&t));
    coh_text_release(&t);
    return rc;
}

int
coh_ingest_undo(struct coh_run *run, const char *load, int dry_run,
                struct coh_error *err)
{
    struct coh_store store = COH_STORE_INIT;
    struct coh_load_undone undone;
    int64_t number;
    int rc = -1;

    if (run->operands.n)
        return coh_fail(err, COH_USAGE, "--undo takes no FILE");
    if (read_number(load, &number, err) ||
        (!dry_run && coh_run_may_change(run, err)) ||
        coh_store_open(&store, run->db,
                       dry_run ? COH_STORE_TRY : COH_STORE_WRITE, err) ||
        coh_load_undo(&store, number, run->today, dry_run, &undone, err) ||
        (!dry_run && coh_cache_empty(run->db, NULL, err)) ||
        say_undone(run, &undone, dry_run, err))
        goto out;
    rc = 0;
out:
    coh_store_close(&store);
    return rc;
}
