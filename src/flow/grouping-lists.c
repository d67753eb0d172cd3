/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>

#include "flow/grouping.h"

/* A whole number of digits only; −1 if it is none. */
static long
whole(struct coh_span s)
{
    long n = 0;
    size_t i;

    if (s.length == 0 || s.length > 7)
        return -1;
    for (i = 0; i < s.length; i++) {
        if (s.bytes[i] < '0' || s.bytes[i] > '9')
            return -1;
        n = n * 10 + (s.bytes[i] - '0');
    }
    return n;
}

static int
make_groups(struct coh_grouping *g, size_t k, struct coh_error *err)
{
    if (k > 100000)
        return coh_fail(err, COH_USAGE, "more than 100000 groups");
    g->p.k = k;
    g->min = coh_alloc_array(k, sizeof(*g->min), err);
    g->max = coh_alloc_array(k, sizeof(*g->max), err);
    g->p.min = g->min;
    g->p.max = g->max;
    return g->min && g->max ? 0 : -1;
}

static int
list_sizes(struct coh_grouping *g, const char *text, struct coh_error *err)
{
    struct coh_list list = COH_LIST_INIT;
    size_t i;
    long n;
    int rc = -1;

    if (coh_list_parse(&list, text, err))
        goto out;
    if (!list.n) {
        coh_fail(err, COH_USAGE, "--sizes: there is no size");
        goto out;
    }
    if (make_groups(g, list.n, err))
        goto out;
    for (i = 0; i < list.n; i++) {
        n = whole(coh_span_trim(list.item[i]));
        if (n < 1) {
            coh_fail(err, COH_USAGE,
                     "--sizes: '%.40s' is not a list of whole numbers", text);
            goto out;
        }
        g->min[i] = g->max[i] = (size_t)n;
    }
    rc = 0;
out:
    coh_list_release(&list);
    return rc;
}

int
coh_grouping_sizes(struct coh_grouping *g,
                   const struct coh_grouping_sizes *sizes,
                   struct coh_error *err)
{
    size_t i;
    int given = (sizes->groups >= 0) + (sizes->size >= 0) + !!sizes->sizes;

    if (sizes->groups == 0 || sizes->size == 0)
        return coh_fail(err, COH_USAGE, "%s: 1 is the least",
                        sizes->groups ? "--size" : "--groups");
    if (given != 1)
        return coh_fail(err, COH_USAGE,
                        "say how many groups with one of --groups K, --size N "
                        "and --sizes A,B,…");
    if (sizes->sizes && (sizes->min >= 0 || sizes->max >= 0))
        return coh_fail(err, COH_USAGE,
                        "--sizes leaves nothing to --min and --max");
    if (sizes->max >= 0 && sizes->max < (sizes->min < 1 ? 1 : sizes->min))
        return coh_fail(err, COH_USAGE, "--max is below --min");
    if (sizes->sizes)
        return list_sizes(g, sizes->sizes, err);
    if (make_groups(g,
                    sizes->groups > 0
                        ? (size_t)sizes->groups
                        : coh_group_count(g->p.n, (size_t)sizes->size),
                    err))
        return -1;
    coh_group_even_sizes(g->p.n, g->p.k, g->min, g->max);
    for (i = 0; i < g->p.k; i++) {
        if (sizes->groups > 0) {
            g->min[i] = 2;
            g->max[i] = g->p.n > 2 ? g->p.n : 2;
        }
        if (sizes->min >= 0)
            g->min[i] = (size_t)sizes->min;
        if (sizes->max >= 0)
            g->max[i] = (size_t)sizes->max;
    }
    return 0;
}

/* The student of an id: its index, n when nobody has it; −1: several could be
 * meant. */
static int
find_student(const struct coh_grouping *g, struct coh_span id,
             const char *place, size_t *student, struct coh_notes *notes,
             struct coh_error *err)
{
    char quoted[COH_QUOTE_SIZE];
    struct coh_span bare = coh_span_without_zeros(id);
    size_t i, found = 0;

    for (i = 0; i < g->p.n; i++)
        if (coh_span_is(id, g->id[i])) {
            *student = i;
            return 0;
        }
    *student = g->p.n;
    for (i = 0; bare.length && i < g->p.n; i++)
        if (coh_span_equal(bare,
                           coh_span_without_zeros(coh_span_of(g->id[i])))) {
            *student = i;
            found++;
        }
    coh_quote(id.bytes, id.length, quoted);
    if (found > 1)
        return coh_fail(err, COH_INPUT,
                        "%s: '%s' fits %zu students but for leading zeros",
                        place, quoted, found);
    if (found == 1)
        return coh_notes_add(notes, COH_NOTE_FACT, place, err,
                             "'%s' is taken as %s", quoted, g->id[*student]);
    return coh_notes_add(notes, COH_NOTE_LOOK, quoted, err,
                         "students who are not among those to group, passed "
                         "over");
}

/* One more member of the last set. */
static int
add_member(struct coh_grouping_sets *s, size_t student, struct coh_error *err)
{
    if (coh_reserve(&s->member, &s->member_capacity, s->members + 1,
                    sizeof(*s->member), err))
        return -1;
    s->member[s->members++] = student;
    s->start[s->n] = s->members;
    return 0;
}

static int
open_set(struct coh_grouping_sets *s, struct coh_error *err)
{
    if (coh_reserve(&s->start, &s->start_capacity, s->n + 2, sizeof(*s->start),
                    err))
        return -1;
    s->start[s->n] = s->start[s->n + 1] = s->members;
    s->n++;
    return 0;
}

static int
read_sets(struct coh_grouping *g, const struct coh_table *list,
          struct coh_grouping_sets *s, size_t set, size_t student,
          struct coh_notes *notes, struct coh_error *err)
{
    struct coh_span name;
    size_t i, j, who;
    char place[40];

    for (i = 0; i < list->rows; i++) {
        name = coh_span_trim(coh_table_cell(list, i, set));
        for (j = 0; j < i; j++)
            if (coh_span_equal(coh_span_trim(coh_table_cell(list, j, set)),
                               name))
                break;
        snprintf(place, sizeof(place), "line %zu", list->line[i]);
        if (!name.length &&
            coh_notes_add(notes, COH_NOTE_LOOK, place, err,
                          "a row of a list names no set, and was left out"))
            return -1;
        if (!name.length)
            continue;
        /* A set is read where its name stands first, with all its rows. */
        if (j < i)
            continue;
        if (open_set(s, err))
            return -1;
        for (j = i; j < list->rows; j++) {
            if (!coh_span_equal(coh_span_trim(coh_table_cell(list, j, set)),
                                name))
                continue;
            snprintf(place, sizeof(place), "line %zu", list->line[j]);
            if (find_student(g, coh_span_trim(coh_table_cell(list, j, student)),
                             place, &who, notes, err) ||
                (who < g->p.n && add_member(s, who, err)))
                return -1;
        }
    }
    return 0;
}

int
coh_grouping_set_list(struct coh_grouping *g, const struct coh_table *list,
                      enum coh_group_demand_kind kind,
                      const struct coh_grouping_choice *choice,
                      struct coh_notes *notes, struct coh_error *err)
{
    struct coh_grouping_sets *s =
        kind == COH_GROUP_APART ? &g->apart : &g->together;
    size_t set, student;

    if (coh_header_find(&list->header, coh_span_of("set"), &set, err) ||
        coh_header_find(&list->header, coh_span_of(choice->student), &student,
                        err) ||
        coh_notes_subject(notes, choice->file, err) ||
        read_sets(g, list, s, set, student, notes, err) ||
        coh_notes_subject(notes, NULL, err)) {
        coh_error_context(err, "%s: ", choice->file);
        return -1;
    }
    *(kind == COH_GROUP_APART ? &g->p.apart : &g->p.together) =
        (struct coh_group_sets){s->n, s->start, s->member};
    return 0;
}

static int
read_pin(struct coh_grouping *g, const struct coh_table *list, size_t row,
         size_t group, size_t student, struct coh_notes *notes,
         struct coh_error *err)
{
    struct coh_span cell = coh_span_trim(coh_table_cell(list, row, group));
    char quoted[COH_QUOTE_SIZE], place[40];
    long number = whole(cell);
    size_t who;

    snprintf(place, sizeof(place), "line %zu", list->line[row]);
    if (number < 1 || (size_t)number > g->p.k)
        return coh_fail(err, COH_INPUT,
                        "%s, column 'group': '%s' is none of the groups 1 to "
                        "%zu",
                        place, coh_quote(cell.bytes, cell.length, quoted),
                        g->p.k);
    if (find_student(g, coh_span_trim(coh_table_cell(list, row, student)),
                     place, &who, notes, err))
        return -1;
    if (who == g->p.n)
        return 0;
    if (g->pin[who] && g->pin[who] != (size_t)number)
        return coh_fail(err, COH_INPUT,
                        "%s: %s is pinned to group %zu and to group %ld", place,
                        g->id[who], g->pin[who], number);
    g->n_pinned += !g->pin[who];
    g->pin[who] = (size_t)number;
    return 0;
}

int
coh_grouping_pin_list(struct coh_grouping *g, const struct coh_table *list,
                      const struct coh_grouping_choice *choice,
                      struct coh_notes *notes, struct coh_error *err)
{
    size_t mark = coh_header_seek(&list->header, coh_span_of("pin"));
    size_t group, student, i;

    if (coh_header_find(&list->header, coh_span_of("group"), &group, err) ||
        coh_header_find(&list->header, coh_span_of(choice->student), &student,
                        err) ||
        coh_notes_subject(notes, choice->file, err))
        goto named;
    for (i = 0; i < list->rows; i++) {
        if (mark < list->header.n &&
            !coh_span_trim(coh_table_cell(list, i, mark)).length)
            continue;
        if (read_pin(g, list, i, group, student, notes, err))
            goto named;
    }
    return coh_notes_subject(notes, NULL, err);
named:
    coh_error_context(err, "%s: ", choice->file);
    return -1;
}
