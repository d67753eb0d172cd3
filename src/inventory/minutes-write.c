/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "inventory/check-internal.h"
#include "inventory/minutes.h"

/* An entry with what it costs, for the order. */
struct line {
    const struct coh_entry *e;
    struct coh_minutes m;
    double year; /* -1: unknown */
};

static double
in_year(const struct coh_minutes *m)
{
    if (m->has_minutes && !(m->minutes > 0))
        return 0;
    return m->has_minutes && m->has_times ? m->minutes * m->times : -1;
}

/* The lines of the sources that count, most minutes first, else by id as the
 * inventory has them. */
static size_t
fill(struct line *line, const struct coh_inventory *inv,
     const struct coh_calendar *c, coh_date today)
{
    size_t i, at, n = 0;

    for (i = 0; i < inv->n; i++) {
        struct line l = {.e = &inv->entry[i]};

        if (!coh_minutes_counts(l.e))
            continue;
        l.m = coh_minutes_find(l.e, c, today);
        l.year = in_year(&l.m);
        for (at = n++; at && line[at - 1].year < l.year; at--)
            line[at] = line[at - 1];
        line[at] = l;
    }
    return n;
}

static int
put(struct coh_writer *w, int known, double x, struct coh_error *err)
{
    return known ? coh_writer_double(w, x, err) : coh_writer_blank(w, err);
}

static int
write_line(struct coh_writer *w, const struct line *l, struct coh_error *err)
{
    const char *by = coh_entry_get(l->e, COH_FIELD_REQUIRING_ENTITY);
    const char *who = coh_entry_get(l->e, COH_FIELD_POPULATION);
    struct coh_text how = COH_TEXT_INIT;
    int rc = -1;

    if (coh_text_add_string(&how, l->m.how, err))
        goto out;
    if (*who && !coh_check_is(l->e, COH_FIELD_POPULATION, "all") &&
        !coh_check_is(l->e, COH_FIELD_POPULATION, "grade") &&
        coh_text_format(&how, err, "; for some students only: %s", who))
        goto out;
    if (!coh_writer_string(w, coh_entry_get(l->e, COH_FIELD_SOURCE_ID), err) &&
        !put(w, l->m.has_minutes, l->m.minutes, err) &&
        !put(w, l->m.has_times, l->m.times, err) &&
        !put(w, l->year >= 0, l->year, err) &&
        !coh_writer_string(w, *by ? by : "(unknown)", err) &&
        !coh_writer_text(w, coh_text_span(&how), err))
        rc = coh_writer_row(w, err);
out:
    coh_text_release(&how);
    return rc;
}

static int
write_total(struct coh_writer *w, const struct coh_minutes_sum *sum,
            const char *by, struct coh_error *err)
{
    struct coh_text how = COH_TEXT_INIT;
    int rc = -1;

    if (!sum->unknown || !sum->known)
        rc = coh_text_format(
            &how, err, "%s%zu source%s",
            sum->known ? "" : "unknown: ", sum->known + sum->unknown,
            sum->known + sum->unknown == 1 ? "" : "s");
    else
        rc = coh_text_format(&how, err, "at least: %zu of %zu sources unknown",
                             sum->unknown, sum->known + sum->unknown);
    if (rc)
        goto out;
    rc = -1;
    if (!coh_writer_string(w, "(total)", err) && !coh_writer_blank(w, err) &&
        !coh_writer_blank(w, err) &&
        !put(w, sum->known > 0, sum->minutes, err) &&
        !coh_writer_string(w, by, err) &&
        !coh_writer_text(w, coh_text_span(&how), err))
        rc = coh_writer_row(w, err);
out:
    coh_text_release(&how);
    return rc;
}

static int
write_totals(const struct coh_inventory *inv, const struct coh_calendar *c,
             coh_date today, struct coh_writer *w, struct coh_error *err)
{
    const char *const *word = coh_vocabulary_requiring_entity.word;
    struct coh_minutes_sum sum;

    for (; *word; word++) {
        sum = coh_minutes_total(inv, c, today, *word);
        if (sum.known + sum.unknown && write_total(w, &sum, *word, err))
            return -1;
    }
    sum = coh_minutes_total(inv, c, today, "");
    if (sum.known + sum.unknown && write_total(w, &sum, "(unknown)", err))
        return -1;
    sum = coh_minutes_total(inv, c, today, NULL);
    return write_total(w, &sum, COH_OF_ALL, err);
}

int
coh_minutes_write(const struct coh_inventory *inv, const struct coh_calendar *c,
                  coh_date today, struct coh_writer *w, struct coh_error *err)
{
    static const struct {
        const char *name;
        enum coh_column_kind kind;
    } column[] = {
        {"source_id", COH_COLUMN_TEXT},   {"minutes", COH_COLUMN_NUMBER},
        {"times", COH_COLUMN_NUMBER},     {"minutes_a_year", COH_COLUMN_NUMBER},
        {"required_by", COH_COLUMN_TEXT}, {"how", COH_COLUMN_TEXT},
    };
    struct line *line = coh_alloc_array(inv->n + 1, sizeof(*line), err);
    size_t i, n;
    int rc = -1;

    if (!line)
        return -1;
    for (i = 0; i < sizeof(column) / sizeof(*column); i++) {
        if (coh_writer_column(w, coh_span_of(column[i].name), column[i].kind,
                              err))
            goto out;
        coh_writer_decimals(w, i, 1);
    }
    n = fill(line, inv, c, today);
    for (i = 0; i < n; i++)
        if (write_line(w, &line[i], err))
            goto out;
    rc = write_totals(inv, c, today, w, err);
out:
    coh_free(line);
    return rc;
}
