/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/file.h"
#include "intake/emit.h"
#include "layout/roster-layout.h"
#include "table/head.h"

/* The most records that are looked at for a header: those that any layout
 * allows above it, and the header itself. */
static size_t
most_above(const struct coh_intake_job *job)
{
    const struct coh_catalog *c = job->options->catalog;
    size_t i, most = job->layout ? job->layout->preamble : 0;

    for (i = 0; !job->layout && i < c->n; i++)
        if (c->layout[i].preamble > most)
            most = c->layout[i].preamble;
    return most;
}

/* A roster is known by names and sections, and nothing that was measured. */
static int
is_roster(const struct coh_headings *names)
{
    static const char *const sign[] = {"section", "grade", "state_id", "email",
                                       "active_from"};
    size_t i, found = 0, none = names->header->n;

    if (coh_headings_seek(names, coh_span_of("student_id")) == none ||
        coh_headings_seek(names, coh_span_of("name")) == none)
        return 0;
    for (i = 0; i < sizeof(sign) / sizeof(*sign); i++)
        found += coh_headings_seek(names, coh_span_of(sign[i])) < none;
    return found >= 2;
}

/* No layout fits the first record: what is this file? */
static int
refuse(const struct coh_intake_job *job, const struct coh_headings *names,
       struct coh_error *err)
{
    if (is_roster(names) || coh_roster_layout_fits(names->header))
        return coh_fail(err, COH_INPUT,
                        "this is a roster: cohort roster import FILE");
    if (coh_headings_seek(names, coh_span_of("source_id")) < names->header->n)
        return coh_fail(err, COH_INPUT,
                        "this is an inventory: cohort inventory import FILE");
    return coh_catalog_refuse(job->options->catalog, names, err);
}

/* How many of the columns that --column asks for are there. */
static size_t
count_asked(const struct coh_intake_job *job, const struct coh_headings *names)
{
    size_t n = 0;
    int i;

    for (i = 0; i < COH_LAYOUT_FIELDS; i++)
        if (job->options->column[i])
            n +=
                coh_headings_seek(names, coh_span_of(job->options->column[i])) <
                names->header->n;
    return n;
}

/* The names that a record has if it is the header; those that a file of
 * rejects adds are none of the export's. */
static int
read_names(const struct coh_record *rec, struct coh_header *header,
           struct coh_headings *names, struct coh_error *err)
{
    if (coh_header_copy(header, rec->cell, rec->n, err))
        return -1;
    header->n = coh_mend_width(header->name, header->n);
    return coh_headings_make(names, header, err);
}

/* Of the layouts that may have their header at this depth, the one that fits
 * best, kept when it fits better than any before. */
static int
try_record(const struct coh_intake_job *job, const struct coh_record *rec,
           size_t depth, struct coh_catalog_hit *best, size_t *at,
           struct coh_error *err)
{
    struct coh_header header = COH_HEADER_INIT;
    struct coh_headings names = COH_HEADINGS_INIT;
    struct coh_catalog_hit hit;
    int rc = -1;

    if (read_names(rec, &header, &names, err))
        goto out;
    if (job->layout)
        hit = (struct coh_catalog_hit){
            .layout = job->layout,
            .score = coh_layout_score(job->layout, &names, NULL) +
                     count_asked(job, &names)};
    else
        hit = coh_catalog_best(job->options->catalog, &names, depth);
    if (hit.score > best->score) {
        *best = hit;
        *at = depth;
    }
    rc = 0;
out:
    coh_headings_release(&names);
    coh_header_release(&header);
    return rc;
}

/* Nothing fits any record: said of the first one. A layout that was asked for
 * may read a header of which it knows no name, as long as it misses none. */
static int
settle_for_first(const struct coh_intake_job *job, const struct coh_head *head,
                 struct coh_error *err)
{
    struct coh_header header = COH_HEADER_INIT;
    struct coh_headings names = COH_HEADINGS_INIT;
    const char *missing = NULL;
    int rc = -1;

    if (head->record[0].aside) {
        rc = coh_fail(err, COH_INPUT, "line %zu: the header: %s",
                      head->record[0].line, head->record[0].reason);
        goto out;
    }
    if (read_names(&head->record[0], &header, &names, err))
        goto out;
    if (!job->layout)
        rc = refuse(job, &names, err);
    else if (!coh_layout_score(job->layout, &names, &missing) && missing)
        rc = coh_fail(err, COH_INPUT, "layout %s needs a column '%.60s'",
                      job->layout->name, missing);
    else
        rc = 0;
out:
    coh_headings_release(&names);
    coh_header_release(&header);
    return rc;
}

/* Which record is the header, and which layout reads it. */
static int
choose(struct coh_intake_job *job, const struct coh_head *head,
       struct coh_error *err)
{
    struct coh_catalog_hit best = {NULL, NULL, 0, 0};
    size_t i;

    for (i = 0; i < head->n; i++)
        if (!head->record[i].aside &&
            try_record(job, &head->record[i], i, &best, &job->above, err))
            return -1;
    if (!best.score) {
        if (settle_for_first(job, head, err))
            return -1;
        best.layout = job->layout;
        job->above = 0;
    }
    if (best.rival_score && best.rival_score == best.score)
        return coh_fail(err, COH_INPUT,
                        "two layouts fit equally well, %s and %s: say which "
                        "with --layout",
                        best.layout->name, best.rival->name);
    job->layout = best.layout;
    if (job->layout->is == COH_LAYOUT_COMPANION)
        return coh_fail(err, COH_INPUT,
                        "%s: it is read beside the file that belongs to it, "
                        "and has no results of its own",
                        job->layout->title);
    if (best.rival && 2 * best.rival_score > best.score)
        return coh_notes_add(job->notes, COH_NOTE_FACT, NULL, err,
                             "%s: read as %s, of which %zu names are there; "
                             "of the runner-up, %s, %zu",
                             coh_reader_name(job->reader), best.layout->name,
                             best.score, best.rival->name, best.rival_score);
    return 0;
}

/* The file's name without folder and ending; "" for a pipe. */
static struct coh_span
file_title(const char *path)
{
    struct coh_span s = coh_span_of(coh_base_name(path));
    size_t i;

    for (i = s.length; i > 1; i--)
        if (s.bytes[i - 1] == '.') {
            s.length = i - 1;
            break;
        }
    return s;
}

/* Bind the layout to the file. */
static int
bind(struct coh_intake_job *job, struct coh_error *err)
{
    const char *path = job->options->path;
    struct coh_template_scope scope = {
        .names = &job->names,
        .column = job->header.n,
        .above = &job->first_preamble,
        .layout = job->layout,
        .file = path ? file_title(path) : coh_span_of(""),
        .instead = job->options->column,
    };

    if (coh_lookups_open(&job->lookups, job->layout, path, job->notes, err) ||
        coh_lookups_bind(&job->lookups, &scope, err))
        return -1;
    scope.lookup = job->lookups.table;
    scope.lookups = job->lookups.n;
    return coh_plan_make(&job->plan, job->layout, &scope, err);
}

/* The header of a file of rejects has two columns that are not the export's.
 */
static int
take_header(struct coh_intake_job *job, const struct coh_record *rec,
            struct coh_error *err)
{
    struct coh_header *h = &job->header;

    if (read_names(rec, h, &job->names, err))
        return -1;
    job->mended = h->n < rec->n;
    if (!job->options->keeper)
        return 0;
    job->filled = coh_alloc_array(h->n, 1, err);
    return job->filled ? 0 : -1;
}

int
coh_intake_open(struct coh_intake_job *job, struct coh_error *err)
{
    struct coh_head head = COH_HEAD_INIT;
    struct coh_record header;
    size_t i;
    int rc = -1;

    if (coh_head_read(&head, job->reader, most_above(job) + 1, err))
        goto out;
    if (head.n && choose(job, &head, err)) {
        coh_error_context(err, "%s: ", coh_reader_name(job->reader));
        goto out;
    }
    /* An empty file fails here. */
    if (coh_reader_start(job->reader, job->above, &header, err) ||
        take_header(job, &header, err))
        goto out;
    for (i = 0; i < job->above; i++)
        if (!head.record[i].aside &&
            coh_preamble_add(&job->first_preamble, head.record[i].cell,
                             head.record[i].n, err))
            goto out;
    coh_reader_set_pad_short(job->reader, job->layout->pad_short);
    rc = bind(job, err);
    if (rc)
        coh_error_context(err, "%s: ", coh_reader_name(job->reader));
out:
    coh_head_release(&head);
    return rc;
}

int
coh_intake_restart(struct coh_intake_job *job, struct coh_error *err)
{
    struct coh_record header;

    coh_preamble_release(&job->later_preamble);
    job->in_preamble = 0;
    job->row.above = &job->first_preamble;
    if (coh_reader_start(job->reader, job->above, &header, err))
        return -1;
    coh_reader_set_pad_short(job->reader, job->layout->pad_short);
    if (job->mended) /* mend.h tells which fields a record has */
        coh_reader_set_width(job->reader, 0);
    return 0;
}

int
coh_intake_turn_to(struct coh_intake_job *job, const struct coh_record *rec,
                   struct coh_error *err)
{
    job->row.cell = rec->cell;
    job->row.part = coh_span_of("");
    job->row.part_number = 0;
    job->row.lookup = job->lookups.row;
    return coh_lookups_seek(&job->lookups, &job->row, &job->text, err);
}
