/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which column of a table is the estimate, and what its rows are called. */
#include <string.h>

#include "chart/interval.h"

/* The estimates that the tools write, the first that is there is drawn. Their
 * interval is in NAME_low and NAME_high, unless said. */
static const struct {
    const char *name, *low, *high;
    unsigned is;
} estimates[] = {
    {"difference", "ci_low", "ci_high", COH_INTERVAL_BESIDE},
    {"change_matched", "ci_low", "ci_high", COH_INTERVAL_CHANGE},
    {"slope", NULL, NULL, COH_INTERVAL_CHANGE},
    {"gain", NULL, NULL, COH_INTERVAL_CHANGE},
    {"effect", NULL, NULL, COH_INTERVAL_BESIDE},
    {"difficulty", NULL, NULL, COH_INTERVAL_SHARE},
    {"share", NULL, NULL, COH_INTERVAL_SHARE},
    {"mean_share", NULL, NULL, COH_INTERVAL_SHARE},
    {"pooled_mean", "pooled_low", "pooled_high", 0},
    {"mean", "ci_low", "ci_high", 0},
    {"rate", NULL, NULL, COH_INTERVAL_SHARE},
    {"point_biserial", NULL, NULL, COH_INTERVAL_ZERO},
    {"r", NULL, NULL, COH_INTERVAL_ZERO},
    {"spearman", NULL, NULL, COH_INTERVAL_ZERO},
    {"theil_sen", NULL, NULL, COH_INTERVAL_CHANGE},
};

enum { ESTIMATES = sizeof(estimates) / sizeof(*estimates) };

/* With these the numbers of a row begin: before them it says what it is of. */
static const char *const numbers[] = {
    "n",     "n_first",    "n_reference", "items", "students", "groups",
    "first", "difference", "missing",     "mean",  "rate",     "of"};

/* The column NAME + END; header->n if it is not there. */
static size_t
seek(const struct coh_header *header, const char *name, const char *end)
{
    size_t n = strlen(name), i;

    for (i = 0; i < header->n; i++)
        if (header->name[i].length == n + strlen(end) &&
            !memcmp(header->name[i].bytes, name, n) &&
            !memcmp(header->name[i].bytes + n, end, strlen(end)))
            return i;
    return header->n;
}

/* The value in `name` with its interval, or as a band. */
static int
take(struct coh_chart *c, const struct coh_header *header, const char *name,
     const char *low, const char *high)
{
    size_t end = strlen(name);

    c->value = seek(header, name, "");
    c->low = low ? seek(header, low, "") : seek(header, name, "_low");
    c->high = high ? seek(header, high, "") : seek(header, name, "_high");
    if (c->value < header->n && c->low < header->n && c->high < header->n)
        return 1;
    if (c->value == header->n)
        c->value = seek(header, name, "_band");
    else if (end < 5 || strcmp(name + end - 5, "_band"))
        return 0;
    c->low = c->high = header->n;
    c->bands = c->value < header->n;
    return c->bands;
}

/* ci_low and ci_high belong to the first of these that is there. */
static int
has_interval(const struct coh_header *header, size_t estimate)
{
    size_t i;

    for (i = 0; i < estimate; i++)
        if (estimates[estimate].low && estimates[i].low &&
            !strcmp(estimates[estimate].low, estimates[i].low) &&
            seek(header, estimates[i].name, "") < header->n)
            return 0;
    return 1;
}

static int
find_estimate(struct coh_chart *c, const struct coh_header *header,
              unsigned *is, struct coh_error *err)
{
    const char *value = c->options.value;
    size_t i;

    for (i = 0; i < ESTIMATES; i++)
        if ((!value || !strcmp(value, estimates[i].name)) &&
            has_interval(header, i) &&
            take(c, header, estimates[i].name, estimates[i].low,
                 estimates[i].high)) {
            *is = estimates[i].is;
            return 0;
        }
    if (!value)
        return coh_fail(err, COH_INPUT,
                        "there is no estimate with its interval: name its "
                        "column with -v COL; COL_low and COL_high go with it");
    *is = 0;
    if (take(c, header, value, NULL, NULL))
        return 0;
    return coh_fail(err, COH_INPUT,
                    "there is no interval of '%.40s': columns '%.40s_low' and "
                    "'%.40s_high'",
                    value, value, value);
}

/* Is it one of those that say of what a row is? */
static int
is_number(const struct coh_header *header, size_t at)
{
    size_t i;

    for (i = 0; i < sizeof(numbers) / sizeof(*numbers); i++)
        if (coh_span_is(header->name[at], numbers[i]))
            return 1;
    return 0;
}

/* Names instead of ids, items without their standard. */
static int
is_name(const struct coh_header *header, const struct coh_chart *c, size_t at)
{
    struct coh_span name = header->name[at];
    const char *student = c->options.student;

    if (at == c->variable)
        return 0;
    if (student && coh_span_is(name, student))
        return seek(header, "name", "") == header->n;
    return !coh_span_is(name, "standard") ||
           seek(header, "item", "") == header->n;
}

static int
find_names(struct coh_chart *c, const struct coh_header *header,
           struct coh_error *err)
{
    size_t i;

    if (c->options.by)
        return coh_columns_find(&c->by, c->options.by, header, err);
    c->by.at = coh_alloc_array(header->n + 1, sizeof(*c->by.at), err);
    if (!c->by.at)
        return -1;
    for (i = 0; i < header->n && i != c->value && !is_number(header, i); i++)
        if (is_name(header, c, i))
            c->by.at[c->by.n++] = i;
    return 0;
}

int
coh_chart_interval_columns(struct coh_chart *c, const struct coh_header *header,
                           struct coh_error *err)
{
    struct coh_interval_table *own = coh_alloc_array(1, sizeof(*own), err);

    if (!own)
        return -1;
    *own = (struct coh_interval_table){.references = COH_NAMES_INIT};
    c->own = own;
    c->input = COH_CHART_TABLE;
    c->student = c->label = c->date = c->status = header->n;
    c->same[0] = c->same[1] = c->same[2] = header->n;
    c->least = c->most = header->n;
    if (find_estimate(c, header, &own->is, err))
        return -1;
    c->suppressed = seek(header, COH_MASKED_COLUMN, "");
    c->variable = seek(header, "variable", "");
    c->count = seek(header, "n", "");
    if (c->count == header->n)
        c->count = seek(header, "n_matched", "");
    own->reference = seek(header, "reference", "");
    /* A difference of rates is one of shares. */
    c->percent = c->bands || own->is & COH_INTERVAL_SHARE ||
                 (seek(header, "rate_reference", "") < header->n &&
                  own->is & COH_INTERVAL_BESIDE &&
                  coh_span_is(header->name[c->value], "difference"));
    if (find_names(c, header, err) || coh_chart_name_value(c, header, err))
        return -1;
    own->names = coh_alloc_array(c->by.n + 1, sizeof(*own->names), err);
    if (!own->names)
        return -1;
    for (own->columns = 0; own->columns < c->by.n; own->columns++) {
        struct coh_span name = header->name[c->by.at[own->columns]];
        struct coh_interval_name *n = &own->names[own->columns];

        *n = (struct coh_interval_name){.values = COH_NAMES_INIT};
        n->name.bytes = coh_arena_text(&c->arena, name.bytes, name.length, err);
        n->name.length = name.length;
        if (!n->name.bytes)
            return -1;
    }
    return 0;
}

/* What the columns say of a row, for a group that is new. */
static int
keep_names(struct coh_chart *c, const struct coh_record *rec,
           struct coh_error *err)
{
    struct coh_interval_table *own = c->own;
    size_t i;

    if (coh_reserve(&own->cell, &own->capacity, c->groups * (own->columns + 1),
                    sizeof(*own->cell), err))
        return -1;
    for (i = 0; i < own->columns; i++) {
        struct coh_span s = coh_chart_cell(c, rec, c->by.at[i]);

        if (!s.length)
            s = coh_span_of("(blank)");
        if (coh_names_add(&own->names[i].values, s,
                          &own->cell[(c->groups - 1) * own->columns + i], err))
            return -1;
    }
    return 0;
}

int
coh_chart_interval_add(struct coh_chart *c, const struct coh_chart_place *p,
                       struct coh_error *err)
{
    struct coh_interval_table *own = c->own;
    size_t groups = c->groups, ignored;

    if (coh_chart_add_row(c, p, err) ||
        (c->groups > groups && keep_names(c, p->rec, err)))
        return -1;
    if (own->reference == c->width)
        return 0;
    return coh_names_add(&own->references,
                         coh_chart_cell(c, p->rec, own->reference), &ignored,
                         err);
}

/* Is the column worth a word? One that says the same of all rows is not; the
 * last stays where there is no other. */
static int
tells(const struct coh_interval_table *own, size_t column)
{
    size_t i;

    if (own->names[column].values.n > 1)
        return 1;
    for (i = 0; i < own->columns; i++)
        if (own->names[i].values.n > 1)
            return 0;
    /* "group" before "reference" */
    for (i = column + 1; i < own->columns; i++)
        if (!coh_span_is(own->names[i].name, "reference"))
            return 0;
    return !coh_span_is(own->names[column].name, "reference");
}

/* "group" is called what the column `by` says, when that is one thing. */
static struct coh_span
head_name(const struct coh_interval_table *own, size_t column)
{
    size_t i;

    for (i = 0; i < own->columns; i++)
        if (coh_span_is(own->names[column].name, "group") &&
            coh_span_is(own->names[i].name, "by") &&
            own->names[i].values.n == 1)
            return own->names[i].values.name[0];
    return own->names[column].name;
}

/* The words of row `group`, or of the head when it is c->groups. */
static int
join(struct coh_chart *c, size_t group, struct coh_span *label,
     struct coh_error *err)
{
    const struct coh_interval_table *own = c->own;
    struct coh_text t = COH_TEXT_INIT;
    size_t i;
    int rc = -1;

    for (i = 0; i < own->columns; i++) {
        const struct coh_interval_name *n = &own->names[i];
        struct coh_span s = head_name(own, i);

        if (!tells(own, i))
            continue;
        if (group < c->groups)
            s = n->values.name[own->cell[group * own->columns + i]];
        if ((t.length && coh_text_add_string(&t, " \xC2\xB7 ", err)) ||
            coh_text_add(&t, s.bytes, s.length, err))
            goto out;
    }
    label->length = t.length;
    label->bytes = coh_arena_text(&c->arena, coh_text_get(&t), t.length, err);
    rc = label->bytes ? 0 : -1;
out:
    coh_text_release(&t);
    return rc;
}

/* "reading" where the rows are of several variables: behind the label. */
static int
add_variable(struct coh_chart *c, size_t group, struct coh_error *err)
{
    struct coh_span key = c->keys.name[group], *label = &c->group[group].label;
    const char *mark = memchr(key.bytes, '\x1F', key.length);
    struct coh_text t = COH_TEXT_INIT;
    int rc = -1;

    if (c->variables.n < 2 || !mark)
        return 0;
    mark++;
    if (coh_text_add(&t, label->bytes, label->length, err) ||
        (label->length && coh_text_add_string(&t, " \xC2\xB7 ", err)) ||
        coh_text_add(&t, mark, key.length - (size_t)(mark - key.bytes), err))
        goto out;
    label->length = t.length;
    label->bytes = coh_arena_text(&c->arena, t.bytes, t.length, err);
    rc = label->bytes ? 0 : -1;
out:
    coh_text_release(&t);
    return rc;
}

int
coh_chart_interval_finish(struct coh_chart *c, const char *file,
                          struct coh_notes *notes, struct coh_error *err)
{
    int percent = c->percent;
    size_t i;

    if (coh_chart_finish_rows(c, file, notes, err) ||
        join(c, c->groups, &c->by_name, err))
        return -1;
    c->percent = percent;
    for (i = 0; i < c->groups; i++)
        if (join(c, i, &c->group[i].label, err) || add_variable(c, i, err))
            return -1;
    return 0;
}

void
coh_chart_interval_release(struct coh_chart *c)
{
    struct coh_interval_table *own = c->own;
    size_t i;

    if (!own)
        return;
    for (i = 0; i < own->columns; i++)
        coh_names_release(&own->names[i].values);
    coh_names_release(&own->references);
    coh_free(own->names);
    coh_free(own->cell);
    coh_free(own);
    c->own = NULL;
}
