/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <sys/stat.h>

#include "flow/mask.h"
#include "privacy/attack.h"

static const char top[] =
    "# This file must not leave the team: it holds the numbers that were "
    "hidden.\n"
    "# low, high: between which numbers a reader can place a group, from all "
    "that is shown.\n";

static const char *
reason(const struct coh_mask_sheet *s, size_t sum)
{
    if (coh_privacy_is_primary(&s->problem, sum))
        return "small";
    switch (s->answer.hidden[sum]) {
    case COH_PRIVACY_PROTECTS:
        return "protects another";
    case COH_PRIVACY_TAKEN_OVER:
        return "hidden in another table of these students";
    default:
        return "not in the table";
    }
}

static int
audit_row(const struct coh_mask *m, struct coh_writer *w,
          const struct coh_mask_block *b, const struct coh_mask_sheet *s,
          size_t place, struct coh_error *err)
{
    struct coh_text name = COH_TEXT_INIT;
    size_t sum = b->sum[place];
    int rc = -1;

    if (coh_mask_name_place(m, b, s, place, &name, err) ||
        coh_writer_text(w, coh_text_span(&name), err) ||
        coh_writer_count(w, (size_t)s->problem.sum[sum].count, err) ||
        coh_writer_string(w, reason(s, sum), err) ||
        coh_writer_count(w, (size_t)s->answer.low[sum], err) ||
        (s->answer.high[sum] == COH_PRIVACY_NO_BOUND
             ? coh_writer_string(w, "", err)
             : coh_writer_count(w, (size_t)s->answer.high[sum], err)) ||
        coh_writer_row(w, err))
        goto out;
    rc = 0;
out:
    coh_text_release(&name);
    return rc;
}

static int
audit_rows(const struct coh_mask *m, struct coh_writer *w,
           struct coh_error *err)
{
    static const char *const name[] = {"group", "count", "why", "low", "high"};
    size_t i, s, place;

    for (i = 0; i < 5; i++)
        if (coh_writer_column(
                w, coh_span_of(name[i]),
                i % 2 || i == 4 ? COH_COLUMN_NUMBER : COH_COLUMN_TEXT, err))
            return -1;
    for (i = 0; i < m->blocks; i++)
        for (s = 0; s < m->block[i].sheets; s++)
            for (place = 0; place < m->block[i].places; place++) {
                const struct coh_mask_block *b = &m->block[i];
                const struct coh_mask_sheet *sheet = &b->sheet[s];

                if (!sheet->before &&
                    coh_mask_is_listed(b, sheet, m->plan.by.n, place) &&
                    sheet->answer.hidden[b->sum[place]] &&
                    audit_row(m, w, b, sheet, place, err))
                    return -1;
            }
    return coh_writer_end(w, err);
}

int
coh_mask_audit(const struct coh_mask *m, struct coh_error *err)
{
    struct coh_out out = COH_OUT_INIT;
    struct coh_writer *w = NULL;
    int rc = -1;

    if (coh_run_may_write(m->run, m->ask->audit, err) ||
        coh_out_open(&out, m->ask->audit, err) ||
        coh_out_add_string(&out, top, err))
        goto out;
    w = coh_writer_new(&out, COH_FORMAT_CSV, -1, err);
    if (!w || audit_rows(m, w, err) || coh_out_close(&out, err))
        goto out;
    /* A file that was there before keeps its mode; this one must not. */
    rc = chmod(m->ask->audit, S_IRUSR | S_IWUSR)
             ? coh_fail_errno(err, m->ask->audit)
             : 0;
out:
    coh_writer_free(w);
    coh_out_release(&out);
    return rc;
}
