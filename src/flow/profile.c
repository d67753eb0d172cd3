/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/profile.h"

#include <stdlib.h>
#include <string.h>

#include "flow/profile-gaps.h"
#include "store/inventory.h"

enum { MIN_N = 10 };

/* A run: what was asked, what the store knows, and the files read so far. */
struct profile {
    struct coh_run *run;
    const struct coh_profile_ask *ask;
    struct coh_shelf shelf;
    struct coh_profile_team team;
    struct coh_profile_findings findings;
    struct coh_strings inbox;
    struct coh_arena inbox_names;
    struct coh_inspection *file;
    char **name; /* of each file, without its folder */
    size_t files;
    unsigned char *seen; /* of the roster: has a record */
    coh_date newest;     /* the newest day of the files */
};

/* ---- the files ---- */

static int
look_over(struct profile *p, const char *path, struct coh_error *err)
{
    const struct coh_entry *e = p->findings.entry;
    const struct coh_inspection_wish wish = {
        .roster = &p->team.roster,
        .name_words = &p->team.name_words,
        .student = p->ask->student,
        .join_key = coh_entry_get(e, COH_FIELD_JOIN_KEY),
        .key = p->ask->key,
        .today = p->run->today,
        .from = coh_entry_date(e, COH_FIELD_WINDOW_START),
        .until = coh_entry_date(e, COH_FIELD_WINDOW_END),
    };
    struct coh_reader *reader = coh_run_reader(p->run, path, err);
    const char *name;

    if (!reader)
        return -1;
    name = coh_base_name(coh_reader_name(reader));
    p->name[p->files] = coh_copy_text(name, strlen(name), err);
    if (!p->name[p->files] ||
        coh_inspection_read(&p->file[p->files], reader, &wish, err)) {
        coh_inspection_release(&p->file[p->files]);
        coh_free(p->name[p->files]);
        coh_reader_free(reader);
        return -1;
    }
    p->files++;
    return coh_run_reader_done(p->run, reader, err);
}

/* Each file by itself: one that cannot be used is named, and the others are
 * looked over all the same. */
static int
look_over_all(struct profile *p, const char **path, size_t n,
              struct coh_error *err)
{
    size_t i;

    p->file = coh_alloc_array(n, sizeof(*p->file), err);
    p->name = coh_alloc_array(n, sizeof(*p->name), err);
    if (!p->file || !p->name)
        return -1;
    for (i = 0; i < n; i++)
        p->file[i] = (struct coh_inspection)COH_INSPECTION_INIT;
    for (i = 0; i < n; i++) {
        struct coh_error own = COH_ERROR_INIT;

        if (!look_over(p, path[i], &own))
            continue;
        if (n == 1) {
            *err = own;
            return -1;
        }
        coh_run_failed(p->run, &own);
    }
    return 0;
}

/* ---- the whole ---- */

/* Who has a record: in the files, where they have ids, else in the store. */
static int
take_seen(struct profile *p, struct coh_error *err)
{
    size_t i, k, with_ids = 0;

    p->seen = coh_alloc_array(p->team.roster.n, 1, err);
    if (!p->seen)
        return -1;
    for (i = 0; i < p->files; i++) {
        const struct coh_inspection *x = &p->file[i];

        with_ids += x->id < x->header.n;
        for (k = 0; k < x->ids.n; k++)
            if (x->student[k].place < p->team.roster.n)
                p->seen[x->student[k].place] = 1;
        if (x->date < x->header.n && !x->column[x->date].order_doubtful &&
            x->column[x->date].days.n &&
            x->column[x->date].days.high > p->newest)
            p->newest = x->column[x->date].days.high;
    }
    if (!with_ids)
        memcpy(p->seen, p->team.known, p->team.roster.n);
    return 0;
}

static int
write_files(struct profile *p, struct coh_profile_gaps *gaps,
            struct coh_error *err)
{
    struct coh_profile_findings *f = &p->findings;
    struct coh_columns scores = COH_COLUMNS_INIT;
    size_t i;
    int rc = 0;

    f->scores = &scores;
    for (i = 0; !rc && i < p->files; i++) {
        const struct coh_inspection *x = &p->file[i];

        f->file = p->name[i];
        rc = coh_columns_find(&scores, p->ask->scores, &x->header, err);
        if (rc)
            coh_error_context(err, "%s: ", p->name[i]);
        else if (p->ask->columns)
            rc = coh_profile_findings_table(f, x, err);
        else
            rc = coh_profile_findings_file(f, x, err) ||
                 coh_profile_findings_columns(f, x, err) ||
                 coh_profile_findings_scores(f, x, err) ||
                 coh_profile_findings_private(f, x, err) ||
                 coh_profile_findings_join(f, x, err) ||
                 coh_profile_gaps_file(gaps, x, p->name[i], err);
        coh_columns_release(&scores);
    }
    f->file = NULL;
    f->scores = NULL;
    return rc ? -1 : 0;
}

static int
write_source(struct profile *p, struct coh_profile_gaps *gaps,
             struct coh_error *err)
{
    struct coh_profile_findings *f = &p->findings;

    return coh_profile_findings_cover(f, p->seen, err) ||
                   coh_profile_gaps_cover(gaps, p->seen, err) ||
                   coh_profile_gaps_write(gaps, err) ||
                   coh_profile_findings_growth(f, p->file, p->files, err) ||
                   coh_profile_findings_fresh(f, &p->shelf.calendar, p->newest,
                                              err)
               ? -1
               : 0;
}

static int
write_all(struct profile *p, struct coh_error *err)
{
    struct coh_profile_findings *f = &p->findings;
    struct coh_profile_gaps gaps = {.f = f};
    int rc = -1;

    f->writer = coh_run_writer(p->run, err);
    f->several_files = p->files > 1;
    if (!f->writer || take_seen(p, err) ||
        (p->ask->columns ? coh_profile_findings_table_begin(f, err)
                         : coh_profile_findings_begin(f, err)) ||
        write_files(p, &gaps, err) ||
        (!p->ask->columns && write_source(p, &gaps, err)) ||
        coh_run_finish(p->run, err))
        goto out;
    rc = 0;
out:
    coh_profile_gaps_release(&gaps);
    return rc;
}

/* The file of the newest day; of those without days the last. */
static const struct coh_inspection *
newest_file(const struct profile *p)
{
    const struct coh_inspection *newest = NULL;
    coh_date high = COH_DATE_NONE;
    size_t i;

    for (i = 0; i < p->files; i++) {
        const struct coh_inspection *x = &p->file[i];
        const coh_date day = x->date < x->header.n && x->column[x->date].days.n
                                 ? x->column[x->date].days.high
                                 : COH_DATE_NONE;

        if (newest && day < high)
            continue;
        newest = x;
        high = day;
    }
    return newest;
}

static int
find_source(struct profile *p, struct coh_error *err)
{
    const struct coh_span id = coh_span_of(p->run->operands.at[0]);
    struct coh_value min_n;
    int rc;

    if (coh_shelf_open(&p->shelf, p->run->db, COH_STORE_READ, err) ||
        coh_shelf_derive(&p->shelf, p->run->today, err))
        return -1;
    p->findings.entry = coh_inventory_find(&p->shelf.inventory, id);
    if (!p->findings.entry)
        return coh_inventory_fail_unknown(&p->shelf.inventory, id, err);
    min_n = coh_value_parse(
        coh_span_of(coh_entry_get(p->findings.entry, COH_FIELD_MIN_N)));
    if (min_n.number == COH_NUMBER_EXACT && coh_value_double(&min_n) > MIN_N)
        p->findings.min_n = (size_t)coh_value_double(&min_n);
    rc = coh_profile_team_read(&p->team, &p->shelf.store,
                               p->run->operands.at[0], p->run->today, err);
    /* A reading of minutes must not keep others from writing. */
    coh_store_close(&p->shelf.store);
    return rc;
}

static void
release(struct profile *p)
{
    size_t i;

    for (i = 0; i < p->files; i++) {
        coh_inspection_release(&p->file[i]);
        coh_free(p->name[i]);
    }
    coh_free(p->file);
    coh_free(p->name);
    coh_free(p->seen);
    coh_arena_release(&p->inbox_names);
    coh_strings_release(&p->inbox);
    coh_profile_findings_release(&p->findings);
    coh_profile_team_release(&p->team);
    coh_shelf_close(&p->shelf);
}

static int
work(struct profile *p, struct coh_error *err)
{
    const struct coh_strings *given = &p->run->operands;

    if (find_source(p, err))
        return -1;
    if (given->n < 2 && coh_profile_inbox(p->run->db, p->findings.entry,
                                          &p->inbox, &p->inbox_names, err))
        return -1;
    if (given->n < 2 ? look_over_all(p, p->inbox.at, p->inbox.n, err)
                     : look_over_all(p, given->at + 1, given->n - 1, err))
        return -1;
    if (!p->files)
        return 0; /* each was named */
    if (write_all(p, err) || coh_run_fact(p->run, "sources", given->at[0], err))
        return -1;
    return p->ask->save ? coh_profile_save(&p->findings, newest_file(p), err)
                        : 0;
}

int
coh_profile_run(struct coh_run *run, const struct coh_profile_ask *ask,
                struct coh_error *err)
{
    struct profile p = {
        .run = run,
        .ask = ask,
        .shelf = COH_SHELF_INIT,
        .team = COH_PROFILE_TEAM_INIT,
        .findings = {.run = run,
                     .values = ask->values,
                     .with_p = ask->p,
                     .min_n = MIN_N},
        .inbox = COH_STRINGS_INIT,
        .inbox_names = COH_ARENA_INIT,
        .newest = COH_DATE_NONE,
    };
    int rc;

    p.findings.team = &p.team;
    rc = work(&p, err);
    release(&p);
    return rc;
}
