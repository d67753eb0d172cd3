/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "chart/kind.h"
#include "table/masked.h"

static int
find(const struct coh_header *header, const char *name, size_t *at,
     struct coh_error *err)
{
    return coh_header_find(header, coh_span_of(name), at, err);
}

static size_t
seek(const struct coh_header *header, const char *name)
{
    return coh_header_seek(header, coh_span_of(name));
}

/* A statistic that stands with its interval, as summary writes it. */
static int
is_statistic(struct coh_chart *c, const struct coh_header *header,
             const char *name, const char *low, const char *high)
{
    size_t at = seek(header, name);
    int other;

    if (at == header->n || seek(header, low) == header->n ||
        seek(header, high) == header->n)
        return 0;
    if (c->options.value && strcmp(c->options.value, name))
        return 0;
    /* cohort compare: the interval is that of the difference. */
    other = !strcmp(low, "ci_low") && seek(header, "difference") < header->n;
    if (other && !c->options.value)
        return 0;
    c->input = COH_CHART_TABLE;
    c->value = at;
    c->low = other ? header->n : seek(header, low);
    c->high = other ? header->n : seek(header, high);
    c->count = seek(header, "n");
    c->variable = seek(header, "variable");
    c->percent = !strcmp(name, "rate");
    return 1;
}

/* A share that cohort mask wrote as a band. `rate` asks for it, too. */
static int
is_band(struct coh_chart *c, const struct coh_header *header, const char *name,
        const char *band)
{
    const char *value = c->options.value;
    size_t at = seek(header, band);

    if (at == header->n || seek(header, name) < header->n ||
        (value && strcmp(value, band) && strcmp(value, name)))
        return 0;
    c->input = COH_CHART_TABLE;
    c->value = at;
    c->bands = c->percent = 1;
    c->count = seek(header, "n");
    c->variable = seek(header, "variable");
    return 1;
}

static int
find_value(struct coh_chart *c, const struct coh_header *header,
           struct coh_error *err)
{
    const char *value = c->options.value;
    int table = c->options.kind->takes & COH_CHART_TAKES_TABLE;

    c->low = c->high = c->count = c->variable = header->n;
    c->least = seek(header, "min");
    c->most = seek(header, "max");
    c->suppressed = seek(header, COH_MASKED_COLUMN);
    if (table && c->options.count) {
        c->input = COH_CHART_COUNTS;
        return 0;
    }
    if (table && (is_statistic(c, header, "mean", "ci_low", "ci_high") ||
                  is_statistic(c, header, "rate", "rate_low", "rate_high") ||
                  is_band(c, header, "rate", "rate_band") ||
                  is_band(c, header, "difficulty", "difficulty_band")))
        return 0;
    if (!value && seek(header, "score") < header->n)
        value = "score";
    if (value)
        return find(header, value, &c->value, err);
    if (!table)
        return coh_fail(err, COH_INPUT,
                        "there is no column 'score': name the column to draw "
                        "with -v COL");
    c->input = COH_CHART_COUNTS;
    return 0;
}

/* Without -b a table's by-columns are those before `variable`. */
static int
find_by(struct coh_chart *c, const struct coh_header *header,
        struct coh_error *err)
{
    size_t n = c->variable, i;

    if (c->options.by || c->input != COH_CHART_TABLE || n == header->n)
        return coh_columns_find(&c->by, c->options.by, header, err);
    c->by.at = coh_alloc_array(n, sizeof(*c->by.at), err);
    if (!c->by.at)
        return -1;
    for (i = 0; i < n; i++)
        c->by.at[i] = i;
    c->by.n = n;
    return 0;
}

static int
copy_name(struct coh_chart *c, struct coh_span from, struct coh_span *to,
          struct coh_error *err)
{
    to->bytes = coh_arena_text(&c->arena, from.bytes, from.length, err);
    to->length = from.length;
    return to->bytes ? 0 : -1;
}

/* A band is called what it is a band of. */
int
coh_chart_name_value(struct coh_chart *c, const struct coh_header *header,
                     struct coh_error *err)
{
    struct coh_span name = header->name[c->value];

    if (copy_name(c, name, &c->column_name, err))
        return -1;
    if (c->bands)
        name.length -= strlen("_band");
    return copy_name(c, name, &c->value_name, err);
}

/* "section · term" */
static int
name_by(struct coh_chart *c, const struct coh_header *header,
        struct coh_error *err)
{
    struct coh_text t = COH_TEXT_INIT;
    size_t i;
    int rc = -1;

    for (i = 0; i < c->by.n; i++) {
        struct coh_span name = header->name[c->by.at[i]];

        if ((i && coh_text_add_string(&t, " \xC2\xB7 ", err)) ||
            coh_text_add(&t, name.bytes, name.length, err))
            goto out;
    }
    rc = copy_name(c, coh_text_span(&t), &c->by_name, err);
out:
    coh_text_release(&t);
    return rc;
}

/* Lines are of students over days. */
static int
find_lines(struct coh_chart *c, const struct coh_header *header,
           struct coh_error *err)
{
    const char *label = c->options.label;

    if (find(header, c->options.student, &c->student, err) ||
        find(header, c->options.date ? c->options.date : "date", &c->date, err))
        return -1;
    c->label = c->student;
    if (label)
        return find(header, label, &c->label, err);
    if (seek(header, "name") < header->n)
        c->label = seek(header, "name");
    return 0;
}

int
coh_chart_columns(struct coh_chart *c, const struct coh_header *header,
                  struct coh_error *err)
{
    static const char *const same[] = {"scale", "assessment", "measure"};
    unsigned takes = c->options.kind->takes;
    size_t i;

    if (c->options.by && !(takes & COH_CHART_TAKES_BY))
        return coh_fail(err, COH_USAGE,
                        "%s draws one panel and takes no -b: choose rows with "
                        "--where",
                        c->options.kind->name);
    c->width = header->n;
    if (c->options.kind->columns)
        return c->options.kind->columns(c, header, err);
    c->date = c->label = c->width;
    c->student =
        c->options.student ? seek(header, c->options.student) : header->n;
    c->status = seek(header, "status");
    for (i = 0; i < 3; i++)
        c->same[i] = seek(header, same[i]);
    if (find_value(c, header, err) || find_by(c, header, err) ||
        name_by(c, header, err))
        return -1;
    if (c->input != COH_CHART_COUNTS && coh_chart_name_value(c, header, err))
        return -1;
    if (takes & COH_CHART_NEEDS_DATE)
        return find_lines(c, header, err);
    return 0;
}
