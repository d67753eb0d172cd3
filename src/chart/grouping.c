/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading what cohort group wrote. */
#include "chart/grouping.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static int
refuse_options(const struct coh_chart_options *o, struct coh_error *err)
{
    const char *what = o->has_goal    ? "--goal"
                       : o->trend     ? "--trend"
                       : o->count     ? "--count"
                       : o->date      ? "--date"
                       : o->highlight ? "--highlight"
                                      : NULL;

    return what ? coh_fail(err, COH_USAGE, "%s is not for groups", what) : 0;
}

static size_t
seek(const struct coh_header *header, const char *name)
{
    return coh_header_seek(header, coh_span_of(name));
}

/* The column of the groups: -b, else `group`. */
static int
find_group(struct coh_chart *c, struct coh_chart_grouping *s,
           const struct coh_header *header, struct coh_error *err)
{
    const char *by = c->options.by ? c->options.by : "group";

    if (!c->options.by && seek(header, by) == header->n)
        return coh_fail(err, COH_INPUT,
                        "there is no column 'group', as cohort group writes "
                        "it: name the column of the groups with -b COL");
    return coh_header_find(header, coh_span_of(by), &s->group_column, err);
}

static int
find_score(struct coh_chart *c, struct coh_chart_grouping *s,
           const struct coh_header *header, struct coh_error *err)
{
    const char *value = c->options.value;

    c->value = seek(header, "score");
    if (value && coh_header_find(header, coh_span_of(value), &c->value, err))
        return -1;
    s->has_score = c->value < header->n;
    if (!s->has_score)
        return 0;
    c->value_name.length = header->name[c->value].length;
    c->value_name.bytes = coh_arena_text(
        &c->arena, header->name[c->value].bytes, c->value_name.length, err);
    return c->value_name.bytes ? 0 : -1;
}

int
coh_chart_grouping_columns(struct coh_chart *c, const struct coh_header *header,
                           struct coh_error *err)
{
    struct coh_chart_grouping *s = coh_alloc_array(1, sizeof(*s), err);
    const struct coh_chart_options *o = &c->options;
    const char *student = o->student ? o->student : "student_id";

    c->own = s;
    if (!s || refuse_options(o, err) || find_group(c, s, header, err) ||
        find_score(c, s, header, err) ||
        coh_header_find(header, coh_span_of(student), &c->student, err))
        return -1;
    s->pin = seek(header, "pin");
    s->note = seek(header, "note");
    s->moved_from = seek(header, "moved_from");
    c->label = seek(header, "name");
    if (c->label == header->n)
        c->label = c->student;
    return o->label
               ? coh_header_find(header, coh_span_of(o->label), &c->label, err)
               : 0;
}

/* ---- notes ---- */

static int
starts(struct coh_span s, const char *with, struct coh_span *rest)
{
    size_t n = strlen(with);

    if (s.length < n || memcmp(s.bytes, with, n) != 0)
        return 0;
    *rest = (struct coh_span){s.bytes + n, s.length - n};
    return 1;
}

/* "2 to 1: all groups were …" with group 1: the 2. */
static struct coh_span
before(struct coh_span s, struct coh_span group)
{
    size_t i;

    for (i = 0; i + 4 + group.length <= s.length; i++) {
        size_t end = i + 4 + group.length;

        if (!memcmp(s.bytes + i, " to ", 4) &&
            !memcmp(s.bytes + i + 4, group.bytes, group.length) &&
            (end == s.length || s.bytes[end] == ':' || s.bytes[end] == ';'))
            return (struct coh_span){s.bytes, i};
    }
    return (struct coh_span){s.bytes, 0};
}

/* Parts of a note stand between semicolons. */
unsigned
coh_chart_grouping_note(struct coh_span note, struct coh_span group,
                        struct coh_span *from)
{
    struct coh_span part = note, rest;
    unsigned marks = 0;
    size_t i;

    *from = (struct coh_span){NULL, 0};
    for (;;) {
        if (starts(part, "moved from ", &rest) && !(marks & 4)) {
            marks |= COH_CHART_GROUPING_MOVED;
            *from = before(rest, group);
        } else if (starts(part, "tied: ", &rest)) {
            marks |= COH_CHART_GROUPING_SPLIT;
        } else if (starts(part, "was not among them before", &rest)) {
            marks |= COH_CHART_GROUPING_NEW;
        }
        for (i = 0; i + 1 < part.length; i++)
            if (part.bytes[i] == ';' && part.bytes[i + 1] == ' ')
                break;
        if (i + 2 >= part.length)
            return marks;
        part.bytes += i + 2;
        part.length -= i + 2;
    }
}

/* ---- rows ---- */

static int
read_marks(struct coh_chart *c, const struct coh_record *rec,
           struct coh_chart_grouping_member *m, struct coh_error *err)
{
    const struct coh_chart_grouping *s = c->own;
    struct coh_span pin = coh_chart_cell(c, rec, s->pin), from;

    m->marks =
        coh_chart_grouping_note(coh_chart_cell(c, rec, s->note),
                                coh_chart_cell(c, rec, s->group_column), &from);
    /* As --pin reads the column: any mark. */
    if (pin.length)
        m->marks |= COH_CHART_GROUPING_PIN;
    /* The column says it plainly, where there is one. */
    if (coh_chart_cell(c, rec, s->moved_from).length) {
        m->marks |= COH_CHART_GROUPING_MOVED;
        from = coh_chart_cell(c, rec, s->moved_from);
    }
    if (!from.length)
        return 0;
    m->from.length = from.length;
    m->from.bytes = coh_arena_text(&c->arena, from.bytes, from.length, err);
    return m->from.bytes ? 0 : -1;
}

static int
group_of(struct coh_chart *c, const struct coh_chart_place *p, size_t *at,
         struct coh_error *err)
{
    const struct coh_chart_grouping *s = c->own;
    struct coh_span name = coh_chart_cell(c, p->rec, s->group_column);

    if (!name.length) {
        name = coh_span_of("(no group)");
        if (coh_notes_add(p->notes, COH_NOTE_LOOK, NULL, err,
                          "%s: a student without a group", p->file))
            return -1;
    }
    if (coh_names_add(&c->keys, name, at, err))
        return -1;
    if (*at >= COH_CHART_GROUPING_GROUPS)
        return coh_fail(err, COH_INPUT,
                        "more than %d groups are no picture that can be read: "
                        "choose some with --where, or name the column of the "
                        "groups with -b COL",
                        COH_CHART_GROUPING_GROUPS);
    return 0;
}

static void
tally(struct coh_chart_grouping *s, const struct coh_chart_grouping_member *m)
{
    s->pins += (m->marks & COH_CHART_GROUPING_PIN) != 0;
    s->splits += (m->marks & COH_CHART_GROUPING_SPLIT) != 0;
    s->moved += (m->marks & COH_CHART_GROUPING_MOVED) != 0;
    s->added += (m->marks & COH_CHART_GROUPING_NEW) != 0;
    s->scored += isfinite(m->score) != 0;
}

int
coh_chart_grouping_add(struct coh_chart *c, const struct coh_chart_place *p,
                       struct coh_error *err)
{
    struct coh_chart_grouping *s = c->own;
    struct coh_chart_grouping_member m = {.score = NAN};
    char quoted[COH_QUOTE_SIZE];
    size_t before_it = c->students.n;

    if (group_of(c, p, &m.group, err) ||
        coh_chart_student(c, p->rec, &m.student, err))
        return -1;
    if (c->students.n == before_it) {
        struct coh_span id = c->students.name[m.student];

        return coh_notes_add(p->notes, COH_NOTE_LOOK,
                             coh_quote(id.bytes, id.length, quoted), err,
                             "%s: a student who stands twice: the first row "
                             "is drawn",
                             p->file);
    }
    if (read_marks(c, p->rec, &m, err) ||
        (s->has_score &&
         coh_chart_cell_number(c, p, c->value, c->value_name.bytes, &m.score,
                               err)) ||
        coh_reserve(&s->member, &s->capacity, s->n + 1, sizeof(m), err))
        return -1;
    tally(s, &m);
    s->member[s->n++] = m;
    return 0;
}

/* Students are numbered as they came. */
static int
by_group(const void *a, const void *b)
{
    const struct coh_chart_grouping_member *x = a, *y = b;

    if (x->group != y->group)
        return x->group < y->group ? -1 : 1;
    if (isnan(x->score) != isnan(y->score))
        return isnan(x->score) ? 1 : -1;
    if (x->score < y->score || x->score > y->score)
        return x->score < y->score ? -1 : 1;
    return (x->student > y->student) - (x->student < y->student);
}

int
coh_chart_grouping_finish(struct coh_chart *c, const char *file,
                          struct coh_notes *notes, struct coh_error *err)
{
    struct coh_chart_grouping *s = c->own;
    size_t i;

    s->group = coh_alloc_array(c->keys.n + 1, sizeof(*s->group), err);
    if (!s->group)
        return -1;
    if (s->n)
        qsort(s->member, s->n, sizeof(*s->member), by_group);
    for (i = s->n; i-- > 0;) {
        struct coh_chart_grouping_group *g = &s->group[s->member[i].group];

        g->first = i;
        g->n++;
        g->scored += isfinite(s->member[i].score) != 0;
    }
    return s->n ? 0 : coh_chart_note_nothing(file, notes, err);
}

void
coh_chart_grouping_release(struct coh_chart *c)
{
    struct coh_chart_grouping *s = c->own;

    if (s) {
        coh_free(s->member);
        coh_free(s->group);
    }
    coh_free(s);
    c->own = NULL;
}

void
coh_chart_grouping_axis(const struct coh_chart *c, struct coh_axis *axis)
{
    const struct coh_chart_grouping *s = c->own;
    double low = NAN, high = NAN;
    size_t i;

    for (i = 0; i < s->n; i++) {
        low = fmin(low, s->member[i].score);
        high = fmax(high, s->member[i].score);
    }
    if (c->options.has_cut) {
        low = fmin(low, c->options.cut);
        high = fmax(high, c->options.cut);
    }
    coh_axis_fit(axis, isfinite(low) ? low : 0, isfinite(high) ? high : 1, 6,
                 c->whole);
}
