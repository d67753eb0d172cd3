/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/roster-set.h"

#include <stdio.h>
#include <string.h>

#include "store/student_sheet.h"
#include "table/table.h"

/* ---- what was typed ---- */

static int
read_date(const char *option, const char *text, coh_date *date,
          struct coh_error *err)
{
    *date = COH_DATE_NONE;
    if (!text || !coh_date_parse(coh_span_of(text), date))
        return 0;
    return coh_fail(err, COH_USAGE, "--%s: '%.40s' is not a date as 2026-03-06",
                    option, text);
}

static int
read_dates(struct coh_student_change *c, const struct coh_roster_wish *w,
           coh_date today, struct coh_error *err)
{
    const char *from = w->active_from, *to = w->active_to;

    c->says_active_from = from != NULL;
    c->says_active_to = to != NULL;
    /* A blank day is an open one. */
    if (read_date("from", w->from, &c->from, err) ||
        read_date("to", w->to, &c->to, err) ||
        read_date("active-from", from && *from ? from : NULL, &c->active_from,
                  err) ||
        read_date("active-to", to && *to ? to : NULL, &c->active_to, err))
        return -1;
    if ((w->from || w->to) && !w->attribute.n)
        return coh_fail(err, COH_USAGE,
                        "--from and --to are of an --attribute");
    if (c->from == COH_DATE_NONE)
        c->from = today;
    return c->to == COH_DATE_NONE || c->from <= c->to
               ? 0
               : coh_fail(err, COH_USAGE, "--to lies before --from");
}

/* NAME=VALUE; without a value where only the name of a column is meant. */
static struct coh_student_value
split(const char *text)
{
    const char *equals = strchr(text, '=');
    struct coh_span name = {text,
                            equals ? (size_t)(equals - text) : strlen(text)};

    return (struct coh_student_value){coh_span_trim(name),
                                      coh_span_of(equals ? equals + 1 : "")};
}

static int
read_identifiers(struct coh_student_value *v, const struct coh_strings *typed,
                 struct coh_error *err)
{
    size_t i;

    for (i = 0; i < typed->n; i++) {
        v[i] = split(typed->at[i]);
        v[i].value = coh_span_trim(v[i].value);
        if (!strchr(typed->at[i], '=') ||
            coh_student_sheet_meaning(v[i].name) != COH_SHEET_IDENTIFIER)
            return coh_fail(err, COH_USAGE,
                            "--id '%.60s': write SYSTEM=ID with a system as "
                            "state_id or email",
                            typed->at[i]);
    }
    return 0;
}

static int
read_attributes(struct coh_roster_order *order, struct coh_student_value *v,
                const struct coh_strings *typed, struct coh_error *err)
{
    size_t i, columns = 0;

    for (i = 0; i < typed->n; i++) {
        v[i] = split(typed->at[i]);
        columns += !strchr(typed->at[i], '=');
        if (coh_student_sheet_meaning(v[i].name) != COH_SHEET_ATTRIBUTE ||
            coh_span_is(v[i].name, COH_ROSTER_ALIAS))
            return coh_fail(err, COH_USAGE,
                            "--attribute '%.60s': that is no name of an "
                            "attribute",
                            typed->at[i]);
    }
    order->by_file = columns > 0;
    return columns && columns < typed->n
               ? coh_fail(err, COH_USAGE,
                          "--attribute NAME=VALUE is of students by id, "
                          "--attribute NAME of a file's column: one of them")
               : 0;
}

/* An alias that is blank would be nobody's. */
static int
check_spans(const struct coh_span *s, size_t n, struct coh_error *err)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (!s[i].length)
            return coh_fail(err, COH_USAGE, "an alias cannot be blank");
    return 0;
}

static struct coh_span *
add_spans(struct coh_span *into, const struct coh_strings *typed)
{
    size_t i;

    for (i = 0; i < typed->n; i++)
        *into++ = coh_span_trim(coh_span_of(typed->at[i]));
    return into;
}

static int
check_order(const struct coh_roster_order *o, size_t students,
            struct coh_error *err)
{
    const struct coh_student_change *c = &o->change;
    int one = c->name.bytes || c->aliases || c->drops || c->identifiers;
    int days = c->says_active_from || c->says_active_to;

    if (!one && !days && !c->attributes)
        return coh_fail(err, COH_USAGE,
                        "nothing to set: --name, --alias, --id, --attribute or "
                        "--active-to");
    if (o->by_file && (one || days))
        return coh_fail(err, COH_USAGE, "a file sets attributes, nothing else");
    if (o->by_file && students > 1)
        return coh_fail(err, COH_USAGE, "takes one FILE, not %zu", students);
    if (!o->by_file && !students)
        return coh_fail(err, COH_USAGE, "needs the ID of a student");
    return one && students > 1
               ? coh_fail(err, COH_USAGE,
                          "a name, an alias and an id are of one student")
               : 0;
}

int
coh_roster_order_make(struct coh_roster_order *order,
                      const struct coh_roster_wish *wish, coh_date today,
                      size_t students, struct coh_error *err)
{
    struct coh_student_change *c = &order->change;
    struct coh_span *behind;

    *order = (struct coh_roster_order)COH_ROSTER_ORDER_INIT;
    if (wish->name)
        c->name = coh_span_trim(coh_span_of(wish->name));
    c->aliases = wish->alias.n;
    c->drops = wish->drop_alias.n;
    c->identifiers = wish->id.n;
    c->attributes = wish->attribute.n;
    order->span =
        coh_alloc_array(c->aliases + c->drops, sizeof(*order->span), err);
    if (!order->span)
        return -1;
    order->value = coh_alloc_array(c->identifiers + c->attributes,
                                   sizeof(*order->value), err);
    if (!order->value)
        return -1;
    behind = add_spans(order->span, &wish->alias);
    add_spans(behind, &wish->drop_alias);
    c->alias = order->span;
    c->dropped = behind;
    c->identifier = order->value;
    c->attribute = order->value + c->identifiers;
    if (check_spans(order->span, c->aliases + c->drops, err) ||
        read_identifiers(order->value, &wish->id, err) ||
        read_attributes(order, order->value + c->identifiers, &wish->attribute,
                        err) ||
        read_dates(c, wish, today, err))
        return -1;
    return check_order(order, students, err);
}

void
coh_roster_order_release(struct coh_roster_order *order)
{
    coh_free(order->span);
    coh_free(order->value);
    *order = (struct coh_roster_order)COH_ROSTER_ORDER_INIT;
}

/* ---- a file ---- */

struct list {
    struct coh_table table;
    struct coh_span *name, *value;
    size_t *column;
    struct coh_student_line *line;
};

/* The columns of the attributes, and that of the student at the end. */
static int
find_columns(struct list *l, const struct coh_roster_order *o,
             const char *student, struct coh_error *err)
{
    size_t i, n = o->change.attributes;

    l->name = coh_alloc_array(n, sizeof(*l->name), err);
    l->column =
        l->name ? coh_alloc_array(n + 1, sizeof(*l->column), err) : NULL;
    if (!l->column)
        return -1;
    for (i = 0; i < n; i++) {
        l->name[i] = o->change.attribute[i].name;
        if (coh_header_find(&l->table.header, l->name[i], &l->column[i], err))
            return -1;
    }
    return coh_header_find(&l->table.header, coh_span_of(student),
                           &l->column[n], err);
}

static int
read_lines(struct list *l, size_t names, struct coh_error *err)
{
    size_t row, i;

    l->value = coh_alloc_array(l->table.rows * names, sizeof(*l->value), err);
    l->line =
        l->value ? coh_alloc_array(l->table.rows, sizeof(*l->line), err) : NULL;
    if (!l->line)
        return -1;
    for (row = 0; row < l->table.rows; row++) {
        struct coh_span *value = l->value + row * names;

        for (i = 0; i < names; i++)
            value[i] =
                coh_span_trim(coh_table_cell(&l->table, row, l->column[i]));
        l->line[row] = (struct coh_student_line){
            l->table.line[row],
            coh_span_trim(coh_table_cell(&l->table, row, l->column[names])),
            value};
    }
    return 0;
}

static int
read_file(struct coh_run *run, struct coh_table *table, struct coh_error *err)
{
    const char *path = run->operands.n ? run->operands.at[0] : NULL;
    struct coh_reader *reader = coh_run_reader(run, path, err);

    if (!reader)
        return -1;
    if (coh_table_read(table, reader, &run->notes, err) ||
        coh_notes_subject(&run->notes, coh_reader_name(reader), err)) {
        coh_reader_free(reader);
        return -1;
    }
    return coh_run_reader_done(run, reader, err);
}

int
coh_roster_set_file(struct coh_run *run, struct coh_store *store,
                    const struct coh_roster_order *order,
                    struct coh_student_changed *changed, struct coh_error *err)
{
    const struct coh_student_change *c = &order->change;
    struct list l = {.table = COH_TABLE_INIT};
    int rc = -1;

    *changed = (struct coh_student_changed){.students = 0};
    if (read_file(run, &l.table, err))
        goto out;
    if (find_columns(&l, order, "student_id", err) ||
        read_lines(&l, c->attributes, err) ||
        (l.table.rows && coh_student_set_lines(
                             store, l.line, l.table.rows, l.name, c->attributes,
                             c->from, c->to, changed, &run->notes, err))) {
        coh_error_context(err, "%s: ", run->notes.subject);
        goto out;
    }
    rc = l.table.rows ? 0
                      : coh_notes_add(&run->notes, COH_NOTE_FACT, NULL, err,
                                      "a header and no rows");
out:
    coh_free(l.name);
    coh_free(l.column);
    coh_free(l.value);
    coh_free(l.line);
    coh_table_release(&l.table);
    return rc;
}

void
coh_roster_set_say(const struct coh_run *run,
                   const struct coh_student_changed *changed)
{
    char adopted[80] = "", released[80] = "";

    if (changed->adopted)
        snprintf(adopted, sizeof(adopted),
                 "; %zu earlier result%s found their student", changed->adopted,
                 changed->adopted == 1 ? "" : "s");
    if (changed->released)
        snprintf(released, sizeof(released), "; %zu result%s kept apart again",
                 changed->released, changed->released == 1 ? " is" : "s are");
    coh_run_say(run, "%zu student%s set%s%s", changed->students,
                changed->students == 1 ? "" : "s", adopted, released);
}
