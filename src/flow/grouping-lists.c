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

int
coh_grouping_add_rule(struct coh_grouping *g, enum coh_group_rule_kind kind,
                      const size_t *member, size_t members, const size_t *group,
                      size_t groups, struct coh_error *err)
{
    size_t *m = coh_arena_alloc(&g->arena, (members + 1) * sizeof(*m), err);
    size_t *at = coh_arena_alloc(&g->arena, (groups + 1) * sizeof(*at), err);

    if (!m || !at ||
        coh_reserve(&g->rule, &g->rule_capacity, g->p.n_rules + 1,
                    sizeof(*g->rule), err))
        return -1;
    if (members)
        memcpy(m, member, members * sizeof(*m));
    if (groups)
        memcpy(at, group, groups * sizeof(*at));
    g->rule[g->p.n_rules++] = (struct coh_group_rule){
        .kind = kind,
        .n = members,
        .member = m,
        .n_groups = groups,
        .group = at,
    };
    g->p.rule = g->rule;
    return 0;
}

size_t
coh_grouping_rules(const struct coh_grouping *g, enum coh_group_rule_kind kind,
                   size_t *members)
{
    size_t i, n = 0;

    *members = 0;
    for (i = 0; i < g->p.n_rules; i++)
        if (g->rule[i].kind == kind) {
            *members += g->rule[i].n;
            n++;
        }
    return n;
}

static int
read_sets(struct coh_grouping *g, const struct coh_table *list,
          enum coh_group_rule_kind kind, size_t set, size_t student,
          struct coh_notes *notes, struct coh_error *err)
{
    size_t *member = coh_alloc_array(list->rows, sizeof(*member), err);
    struct coh_span name;
    size_t i, j, who, n;
    char place[40];
    int rc = -1;

    if (!member)
        return -1;
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
            goto out;
        if (!name.length)
            continue;
        /* A set is read where its name stands first, with all its rows. */
        if (j < i)
            continue;
        for (n = 0, j = i; j < list->rows; j++) {
            if (!coh_span_equal(coh_span_trim(coh_table_cell(list, j, set)),
                                name))
                continue;
            snprintf(place, sizeof(place), "line %zu", list->line[j]);
            if (find_student(g, coh_span_trim(coh_table_cell(list, j, student)),
                             place, &who, notes, err))
                goto out;
            if (who < g->p.n)
                member[n++] = who;
        }
        if (coh_grouping_add_rule(g, kind, member, n, NULL, 0, err))
            goto out;
    }
    rc = 0;
out:
    coh_free(member);
    return rc;
}

int
coh_grouping_set_list(struct coh_grouping *g, const struct coh_table *list,
                      enum coh_group_rule_kind kind,
                      const struct coh_grouping_choice *choice,
                      struct coh_notes *notes, struct coh_error *err)
{
    size_t set, student;

    if (coh_header_find(&list->header, coh_span_of("set"), &set, err) ||
        coh_header_find(&list->header, coh_span_of(choice->student), &student,
                        err) ||
        coh_notes_subject(notes, choice->file, err) ||
        read_sets(g, list, kind, set, student, notes, err) ||
        coh_notes_subject(notes, NULL, err)) {
        coh_error_context(err, "%s: ", choice->file);
        return -1;
    }
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
    if (g->pin[who])
        return 0;
    g->n_pinned++;
    g->pin[who] = (size_t)number;
    return coh_grouping_add_rule(g, COH_GROUP_PIN, &who, 1, &g->pin[who], 1,
                                 err);
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
