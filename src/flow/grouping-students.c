/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/grouping.h"

#include <stdio.h>

#include "flow/grouping-internal.h"

int
coh_grouping_room(struct coh_grouping *g, size_t most, struct coh_error *err)
{
    size_t i;

    g->ids.width = 1;
    g->row = coh_grouping_array(g, most, sizeof(*g->row), err);
    g->id = coh_grouping_array(g, most, sizeof(*g->id), err);
    g->label = coh_grouping_array(g, most, sizeof(*g->label), err);
    g->data_row = coh_grouping_array(g, most, sizeof(*g->data_row), err);
    g->missing = coh_grouping_array(g, most, 1, err);
    g->pin = coh_grouping_array(g, most, sizeof(*g->pin), err);
    g->who = coh_grouping_array(g, g->data->rows, sizeof(*g->who), err);
    if (!g->row || !g->id || !g->label || !g->data_row || !g->missing ||
        !g->pin || !g->who)
        return -1;
    for (i = 0; i < g->data->rows; i++)
        g->who[i] = COH_GROUPING_NOBODY;
    return 0;
}

int
coh_grouping_add_student(struct coh_grouping *g, struct coh_span id, size_t row,
                         struct coh_error *err)
{
    size_t i;

    if (coh_keys_index(&g->ids, &id, &i, err))
        return -1;
    g->row[i] = row;
    g->data_row[i] = COH_GROUPING_NOBODY;
    g->id[i] = coh_grouping_text(g, id, err);
    g->p.n = i + 1;
    return g->id[i] ? 0 : -1;
}

/* How others are told of a student: by name, with the id behind it. */
static int
make_labels(struct coh_grouping *g, struct coh_error *err)
{
    char quoted[COH_QUOTE_SIZE], label[2 * COH_QUOTE_SIZE];
    struct coh_span s, id;
    size_t i;

    for (i = 0; i < g->p.n; i++) {
        g->label[i] = g->id[i];
        if (g->name == g->table->header.n || g->name == g->student)
            continue;
        s = coh_span_trim(coh_table_cell(g->table, g->row[i], g->name));
        if (!s.length)
            continue;
        id = coh_span_of(g->id[i]);
        snprintf(label, sizeof(label), "%s (%.150s)",
                 coh_quote(s.bytes, s.length, quoted), id.bytes);
        g->label[i] = coh_grouping_text(g, coh_span_of(label), err);
        if (!g->label[i])
            return -1;
    }
    return 0;
}

/* The first column, of those that tell results apart, in which two rows
 * differ; *later: of two such rows one is the later. */
static size_t
tells_apart(const struct coh_grouping *g, size_t a, size_t b, int *later)
{
    static const char *const tells[] = {"measure", "assessment", "item",
                                        "scale",   "date",       "term",
                                        "attempt", NULL};
    const struct coh_table *t = g->data;
    size_t column, i;

    *later = 1;
    for (i = 0; tells[i]; i++) {
        column = coh_header_seek(&t->header, coh_span_of(tells[i]));
        if (column < t->header.n && !coh_columns_have(&g->value, column) &&
            !coh_span_equal(coh_table_cell(t, a, column),
                            coh_table_cell(t, b, column))) {
            *later = i > 3;
            return column;
        }
    }
    return t->header.n;
}

/* A student on two rows, and what can be done about it. */
static int
say_twice(const struct coh_grouping *g, size_t i, size_t first, size_t second,
          struct coh_error *err)
{
    const struct coh_table *t = g->data;
    int later;
    size_t column = tells_apart(g, first, second, &later);
    struct coh_span id = coh_span_of(g->id[i]);
    char quoted[COH_QUOTE_SIZE], name[COH_QUOTE_SIZE];

    coh_quote(id.bytes, id.length, quoted);
    if (column == t->header.n)
        return coh_fail(err, COH_INPUT,
                        "student '%s' stands on lines %zu and %zu: a row a "
                        "student is needed; --last takes the later row",
                        quoted, t->line[first], t->line[second]);
    coh_quote(t->header.name[column].bytes, t->header.name[column].length,
              name);
    return coh_fail(err, COH_INPUT,
                    "student '%s' stands on lines %zu and %zu, told apart by "
                    "'%s': choose one with --where '%s=…'%s",
                    quoted, t->line[first], t->line[second], name, name,
                    later ? ", or the later row with --last" : "");
}

int
coh_grouping_take_row(struct coh_grouping *g,
                      const struct coh_grouping_choice *choice, size_t row,
                      size_t i, struct coh_notes *notes, struct coh_error *err)
{
    size_t before = g->data_row[i];
    char lines[80];

    if (before != COH_GROUPING_NOBODY && !g->rows_each) {
        if (!choice->last)
            return say_twice(g, i, before, row, err);
        snprintf(lines, sizeof(lines), "line %zu for line %zu",
                 g->data->line[row], g->data->line[before]);
        if (coh_notes_add(notes, COH_NOTE_FACT, lines, err,
                          "students who stand twice: the later row is taken"))
            return -1;
        g->who[before] = COH_GROUPING_NOBODY;
    }
    if (before == COH_GROUPING_NOBODY || !g->rows_each)
        g->data_row[i] = row;
    if (g->table == g->data && !g->rows_each)
        g->row[i] = row;
    g->who[row] = i;
    return 0;
}

/* Rows with an id become students. */
static int
read_ids(struct coh_grouping *g, const struct coh_grouping_choice *choice,
         struct coh_notes *notes, struct coh_error *err)
{
    const struct coh_table *t = g->data;
    char place[COH_GROUPING_PLACE];
    struct coh_span id;
    size_t r, i;

    if (coh_header_find(&t->header, coh_span_of(choice->student), &g->student,
                        err) ||
        coh_grouping_room(g, t->rows, err))
        return -1;
    for (r = 0; r < t->rows; r++) {
        id = coh_span_trim(coh_table_cell(t, r, g->student));
        if (!id.length) {
            if (coh_notes_add(notes, COH_NOTE_LOOK,
                              coh_grouping_place(t->line[r], place), err,
                              "rows without a student id, left out"))
                return -1;
            continue;
        }
        i = coh_keys_find(&g->ids, &id);
        if (i == g->ids.n && coh_grouping_add_student(g, id, r, err))
            return -1;
        if (coh_grouping_take_row(g, choice, r, i, notes, err))
            return -1;
    }
    return 0;
}

/* Which columns hold what the method reads. */
static int
find_columns(struct coh_grouping *g, const char *list, struct coh_error *err)
{
    switch (g->method) {
    case COH_GROUP_SIMILAR:
    case COH_GROUP_MIXED:
        return coh_grouping_measure_columns(g, list, err);
    case COH_GROUP_SKILL:
        return coh_grouping_skill_columns(g, list, err);
    case COH_GROUP_INTEREST:
        break;
    }
    return coh_grouping_wish_columns(g, list, err);
}

static int
read_values(struct coh_grouping *g, const struct coh_grouping_choice *choice,
            struct coh_notes *notes, struct coh_error *err)
{
    switch (g->method) {
    case COH_GROUP_SIMILAR:
    case COH_GROUP_MIXED:
        return coh_grouping_measures(g, choice, notes, err);
    case COH_GROUP_SKILL:
        return coh_grouping_skills(g, choice, notes, err);
    case COH_GROUP_INTEREST:
        break;
    }
    return coh_grouping_wishes(g, choice, notes, err);
}

int
coh_grouping_students(struct coh_grouping *g, const struct coh_table *t,
                      const struct coh_grouping_choice *choice,
                      struct coh_notes *notes, struct coh_error *err)
{
    size_t i;

    g->method = g->e.method = choice->method;
    g->objective = choice->objective;
    g->data = g->table = t;
    g->student = coh_header_seek(&t->header, coh_span_of(choice->student));
    if (find_columns(g, choice->value, err) ||
        coh_notes_subject(notes, choice->file, err) ||
        (!choice->roster.table && read_ids(g, choice, notes, err)))
        goto named;
    if (choice->roster.table && coh_grouping_roster(g, choice, notes, err))
        return -1;
    g->name = coh_header_seek(&g->table->header, coh_span_of("name"));
    if (make_labels(g, err) || read_values(g, choice, notes, err) ||
        coh_notes_subject(notes, NULL, err))
        goto named;
    for (i = 0; i < g->p.n; i++)
        g->n_missing += g->missing[i];
    g->e.id = g->label;
    return 0;
named:
    coh_error_context(err, "%s: ", choice->file);
    return -1;
}

int
coh_grouping_find(const struct coh_grouping *g, struct coh_span id,
                  const char *place, enum coh_note_level level, size_t *student,
                  struct coh_notes *notes, struct coh_error *err)
{
    char quoted[COH_QUOTE_SIZE];
    struct coh_span bare = coh_span_without_zeros(id);
    size_t i, found = 0;

    *student = coh_keys_find(&g->ids, &id);
    if (*student < g->p.n)
        return 0;
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
    return coh_notes_add(notes, level, quoted, err,
                         "students who are not among those to group, passed "
                         "over");
}
