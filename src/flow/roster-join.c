/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/roster-join.h"

#include <stdio.h>

#include "base/date-order.h"

static const char key_column[] = "oneroster_id";

static struct coh_span
cell(const struct coh_table *t, size_t row, const char *name)
{
    size_t at = coh_header_seek(&t->header, coh_span_of(name));

    return at < t->header.n ? coh_table_cell(t, row, at) : coh_span_of("");
}

static int
has_kind(const struct coh_roster_join *j, enum coh_roster_file kind)
{
    size_t i;

    for (i = 0; i < j->n; i++)
        if (j->file[i].kind == kind)
            return 1;
    return 0;
}

/* ---- classes ---- */

struct classes {
    const struct coh_table *table; /* the first classes.csv, or NULL */
    struct coh_keys key;           /* the sourcedIds, row by row */
    int homerooms;
};

static int
read_classes(const struct coh_roster_join *j, struct classes *c,
             struct coh_error *err)
{
    size_t i, row, at;

    for (i = 0; i < j->n && !c->table; i++)
        if (j->file[i].kind == COH_ROSTER_CLASSES)
            c->table = &j->file[i].table;
    for (row = 0; c->table && row < c->table->rows; row++) {
        struct coh_span id = cell(c->table, row, "class");

        if (coh_keys_index(&c->key, &id, &at, err))
            return -1;
        if (at < row) /* it stands twice: the first one counts */
            return coh_fail(err, COH_INPUT,
                            "a class stands twice, in line %zu again",
                            c->table->line[row]);
        c->homerooms |=
            coh_span_is_caseless(cell(c->table, row, "type"), "homeroom");
    }
    return 0;
}

/* What the class is called, and whether it can be a section. */
static int
judge_class(const struct coh_roster_join *j, struct classes *c,
            struct coh_span id, struct coh_span *title, int *wanted,
            struct coh_error *err)
{
    struct coh_span code = coh_span_of("");
    size_t i, at, n = c->key.n;
    int homeroom = 0;

    *title = id;
    if (coh_keys_index(&c->key, &id, &at, err))
        return -1;
    if (at < n && c->table && at < c->table->rows) {
        struct coh_span said = cell(c->table, at, "title");

        if (said.length)
            *title = said;
        code = cell(c->table, at, "code");
        homeroom = coh_span_is_caseless(cell(c->table, at, "type"), "homeroom");
    }
    *wanted = !j->class_names && (homeroom || !c->homerooms);
    for (i = 0; i < j->class_names; i++)
        *wanted |= coh_span_is(id, j->class_name[i]) ||
                   coh_span_is(code, j->class_name[i]) ||
                   coh_span_is(*title, j->class_name[i]);
    return 0;
}

/* ---- enrolments ---- */

/* The person's number, with room for a first enrolment. */
static int
number_person(struct coh_roster_join *j, struct coh_span id, size_t *at,
              struct coh_error *err)
{
    size_t before = j->person.n;

    if (coh_keys_index(&j->person, &id, at, err) ||
        coh_reserve(&j->first, &j->first_capacity, j->person.n,
                    sizeof(*j->first), err))
        return -1;
    if (*at == before)
        j->first[*at] = 0;
    return 0;
}

/* By day, in a chain that starts with the earliest. */
static void
chain(struct coh_roster_join *j, size_t person, size_t added)
{
    size_t *link = &j->first[person];

    while (*link && j->enrolment[*link - 1].from <= j->enrolment[added].from)
        link = &j->enrolment[*link - 1].next;
    j->enrolment[added].next = *link;
    *link = added + 1;
}

static int
add_enrolment(struct coh_roster_join *j, const struct coh_table *t, size_t row,
              struct classes *c, enum coh_date_order order,
              struct coh_error *err)
{
    struct coh_span from = cell(t, row, "from"), to = cell(t, row, "to");
    struct coh_roster_enrolment e = {.from = COH_DATE_NONE,
                                     .to = COH_DATE_NONE};
    size_t person;
    int wanted;

    if (number_person(j, cell(t, row, "person"), &person, err) ||
        judge_class(j, c, cell(t, row, "class"), &e.class_name, &wanted, err))
        return -1;
    if (!wanted)
        return 0;
    if ((from.length && coh_date_order_read(from, order, &e.from)) ||
        (to.length && coh_date_order_read(to, order, &e.to)) ||
        (e.to != COH_DATE_NONE && e.to < e.from))
        return coh_fail(err, COH_INPUT,
                        "line %zu: its days are no dates, or end before they "
                        "begin",
                        t->line[row]);
    if (coh_reserve(&j->enrolment, &j->capacity, j->enrolments + 1,
                    sizeof(*j->enrolment), err))
        return -1;
    e.class_name.bytes =
        coh_arena_text(&j->arena, e.class_name.bytes, e.class_name.length, err);
    if (!e.class_name.bytes)
        return -1;
    j->enrolment[j->enrolments] = e;
    chain(j, person, j->enrolments++);
    return 0;
}

static int
read_enrolments(struct coh_roster_join *j, const struct coh_table *t,
                struct classes *c, struct coh_error *err)
{
    struct coh_date_evidence e = {0};
    enum coh_date_order order;
    size_t row;

    for (row = 0; row < t->rows; row++) {
        coh_date_order_look(cell(t, row, "from"), &e);
        coh_date_order_look(cell(t, row, "to"), &e);
    }
    if (coh_date_order_decide(&e, &order, err))
        return -1;
    for (row = 0; row < t->rows; row++)
        if (add_enrolment(j, t, row, c, order, err))
            return -1;
    return 0;
}

static int
read_persons(struct coh_roster_join *j, const struct coh_table *t,
             struct coh_error *err)
{
    size_t row, at;

    for (row = 0; row < t->rows; row++)
        if (number_person(j, cell(t, row, "person"), &at, err))
            return -1;
    return 0;
}

static int
read_others(struct coh_roster_join *j, struct classes *c, struct coh_error *err)
{
    size_t i;

    for (i = 0; i < j->n; i++) {
        const struct coh_roster_input *f = &j->file[i];
        int rc = 0;

        if (f->kind == COH_ROSTER_ROLES)
            rc = read_persons(j, &f->table, err);
        else if (f->kind == COH_ROSTER_ENROLLMENTS)
            rc = read_enrolments(j, &f->table, c, err);
        if (rc) {
            coh_error_context(err, "%s: ", f->name);
            return -1;
        }
    }
    if (j->class_names && !j->enrolments)
        return coh_fail(err, COH_INPUT,
                        "--class: no student is in a class of this name");
    return c->homerooms && !j->class_names
               ? coh_notes_add(j->notes, COH_NOTE_FACT, NULL, err,
                               "only homerooms are sections; --class NAME "
                               "takes other classes")
               : 0;
}

/* ---- students ---- */

static int
overlap(const struct coh_roster_enrolment *a,
        const struct coh_roster_enrolment *b)
{
    int before =
        a->to != COH_DATE_NONE && b->from != COH_DATE_NONE && a->to < b->from;
    int behind =
        b->to != COH_DATE_NONE && a->from != COH_DATE_NONE && b->to < a->from;

    return !before && !behind && !coh_span_equal(a->class_name, b->class_name);
}

/* Of several classes on one day none can be chosen. */
static int
is_torn(const struct coh_roster_join *j, size_t first)
{
    size_t i, k;

    for (i = first; i; i = j->enrolment[i - 1].next)
        for (k = j->enrolment[i - 1].next; k; k = j->enrolment[k - 1].next)
            if (overlap(&j->enrolment[i - 1], &j->enrolment[k - 1]))
                return 1;
    return 0;
}

/* The section on the day; and who has several is let go of. */
static int
find_section(struct coh_roster_join *j, size_t person, struct coh_span id,
             struct coh_span *section, struct coh_error *err)
{
    char quoted[COH_QUOTE_SIZE];
    size_t i;

    *section = coh_span_of("");
    if (is_torn(j, j->first[person])) {
        j->first[person] = 0;
        return coh_notes_add(j->notes, COH_NOTE_LOOK,
                             coh_quote(id.bytes, id.length, quoted), err,
                             "a student in several classes at once gets no "
                             "section: --class NAME says which of them count");
    }
    for (i = j->first[person]; i; i = j->enrolment[i - 1].next) {
        const struct coh_roster_enrolment *e = &j->enrolment[i - 1];

        if ((e->from == COH_DATE_NONE || e->from <= j->today) &&
            (e->to == COH_DATE_NONE || e->to >= j->today))
            *section = e->class_name;
    }
    return 0;
}

/* A table under way: the columns of the one that it widens come first. */
struct widening {
    const struct coh_table *from;
    struct coh_table into;
    size_t key; /* column of the person */
    struct coh_span *cell;
    size_t n;
    int add_section;
};

/* The row that speaks of the person, or as many as there are. The files
 * mostly have one order, so the search goes on where the last one ended. */
static size_t
find_row(struct coh_roster_input *f, struct coh_span person)
{
    size_t i, n = f->table.rows;

    for (i = 0; i < n; i++) {
        size_t row = (f->looked_at + i) % n;

        if (coh_span_equal(cell(&f->table, row, "person"), person)) {
            f->looked_at = row + 1;
            return row;
        }
    }
    return n;
}

static void
take_extra(const struct coh_roster_join *j, struct widening *w,
           struct coh_span person, int header)
{
    size_t i, k, row;

    for (i = 0; i < j->n; i++) {
        const struct coh_table *t = &j->file[i].table;

        if (j->file[i].kind != COH_ROSTER_EXTRA)
            continue;
        row = header ? t->rows : find_row(&j->file[i], person);
        for (k = 1; k < t->header.n; k++) {
            if (header)
                w->cell[w->n++] = t->header.name[k];
            else
                w->cell[w->n++] =
                    row < t->rows ? coh_table_cell(t, row, k) : coh_span_of("");
        }
    }
}

static int
widen_row(struct coh_roster_join *j, struct widening *w, size_t row,
          const char *unruled, struct coh_error *err)
{
    struct coh_span person = coh_table_cell(w->from, row, w->key);
    struct coh_record rec = {.cell = w->cell, .line = w->from->line[row]};
    char place[40];
    size_t at, before = j->person.n;

    for (w->n = 0; w->n < w->from->header.n; w->n++)
        w->cell[w->n] = coh_table_cell(w->from, row, w->n);
    if (number_person(j, person, &at, err))
        return -1;
    if (unruled && at >= before) {
        snprintf(place, sizeof(place), "line %zu", rec.line);
        return coh_notes_add(j->notes, COH_NOTE_FACT, place, err,
                             "users who are no students by the other files");
    }
    take_extra(j, w, person, 0);
    if (w->add_section && find_section(j, at, person, &w->cell[w->n++], err))
        return -1;
    rec.n = w->n;
    return coh_table_add(&w->into, &rec, err);
}

static int
widen(struct coh_roster_join *j, struct coh_roster_input *f,
      struct coh_error *err)
{
    struct widening w = {.from = &f->table, .into = COH_TABLE_INIT};
    const char *unruled =
        f->unruled && coh_span_is(coh_span_of(f->unruled), "role") ? f->unruled
                                                                   : NULL;
    size_t i, most = f->table.header.n + 1, row;
    int rc = -1;

    w.key = coh_header_seek(&f->table.header, coh_span_of(key_column));
    if (w.key == f->table.header.n)
        return 0;
    if (unruled && !has_kind(j, COH_ROSTER_ROLES) &&
        !has_kind(j, COH_ROSTER_ENROLLMENTS))
        return coh_fail(err, COH_INPUT,
                        "%s: does not say who is a student: give roles.csv or "
                        "enrollments.csv with it",
                        f->name);
    for (i = 0; i < j->n; i++)
        most += j->file[i].table.header.n;
    w.add_section = has_kind(j, COH_ROSTER_ENROLLMENTS);
    w.cell = coh_alloc_array(most, sizeof(*w.cell), err);
    if (!w.cell)
        return -1;
    for (; w.n < w.from->header.n; w.n++)
        w.cell[w.n] = w.from->header.name[w.n];
    take_extra(j, &w, coh_span_of(""), 1);
    if (w.add_section)
        w.cell[w.n++] = coh_span_of("section");
    if (coh_header_copy(&w.into.header, w.cell, w.n, err))
        goto out;
    for (row = 0; row < w.from->rows; row++)
        if (widen_row(j, &w, row, unruled, err))
            goto out;
    coh_table_release(&f->table);
    f->table = w.into;
    w.into = (struct coh_table)COH_TABLE_INIT;
    rc = 0;
out:
    coh_table_release(&w.into);
    coh_free(w.cell);
    return rc;
}

int
coh_roster_join_make(struct coh_roster_join *j, struct coh_error *err)
{
    struct classes c = {.key = {.width = 1}};
    size_t i;
    int rc = -1;

    if (!has_kind(j, COH_ROSTER_STUDENTS))
        return coh_fail(err, COH_INPUT,
                        "no file says who the students are: give users.csv "
                        "with the others");
    if (read_classes(j, &c, err) || read_others(j, &c, err))
        goto out;
    for (i = 0; i < j->n; i++)
        if (j->file[i].kind == COH_ROSTER_STUDENTS &&
            widen(j, &j->file[i], err))
            goto out;
    rc = 0;
out:
    coh_keys_release(&c.key);
    return rc;
}

/* ---- days ---- */

static struct coh_span
person_of(const struct coh_student *s)
{
    size_t i;

    for (i = 0; i < s->identifiers; i++)
        if (coh_span_is(s->identifier[i].name, key_column))
            return s->identifier[i].value;
    return coh_span_of("");
}

int
coh_roster_join_spans(struct coh_roster_join *j,
                      struct coh_student_sheet *sheet, struct coh_error *err)
{
    size_t i, k, person, n = 0;

    if (!j->enrolments)
        return 0;
    coh_free(j->span);
    j->span = coh_alloc_array(j->enrolments, sizeof(*j->span), err);
    if (!j->span)
        return -1;
    for (i = 0; i < sheet->n; i++) {
        struct coh_student *s = &sheet->student[i];

        if (number_person(j, person_of(s), &person, err))
            return -1;
        s->span = j->span + n;
        for (k = j->first[person]; k && n < j->enrolments;
             k = j->enrolment[k - 1].next) {
            const struct coh_roster_enrolment *e = &j->enrolment[k - 1];

            j->span[n++] = (struct coh_student_span){
                coh_span_of("section"), e->class_name, e->from, e->to};
            s->spans++;
        }
        j->first[person] = 0; /* a second row of the person is set aside */
    }
    return 0;
}

void
coh_roster_join_release(struct coh_roster_join *j)
{
    coh_keys_release(&j->person);
    coh_free(j->first);
    coh_free(j->enrolment);
    coh_free(j->span);
    coh_arena_release(&j->arena);
    *j = (struct coh_roster_join)COH_ROSTER_JOIN_INIT;
}
