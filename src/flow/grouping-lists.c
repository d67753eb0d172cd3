/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/grouping.h"

#include <stdio.h>

#include "flow/grouping-internal.h"

/* A list while it is read. */
struct reading {
    const struct coh_table *t;
    size_t student, other;     /* columns: the student, the set or group */
    enum coh_note_level level; /* of a student whom nobody knows */
};

static int
open_list(const struct coh_grouping *g, const struct coh_grouping_file *list,
          const char *other, struct reading *r, struct coh_notes *notes,
          struct coh_error *err)
{
    const struct coh_header *h = &list->table->header;

    *r = (struct reading){.t = list->table, .level = COH_NOTE_LOOK};
    if (coh_header_find(h, coh_span_of(other), &r->other, err) ||
        coh_header_find(h, g->table->header.name[g->student], &r->student, err))
        return -1;
    return coh_notes_subject(notes, list->name, err);
}

static struct coh_span
cell(const struct reading *r, size_t row, size_t column)
{
    return coh_span_trim(coh_table_cell(r->t, row, column));
}

/* The student of a row; p.n: passed over, and noted. */
static int
find(const struct coh_grouping *g, const struct reading *r, size_t row,
     size_t *who, struct coh_notes *notes, struct coh_error *err)
{
    char place[COH_GROUPING_PLACE];
    struct coh_span id = cell(r, row, r->student);

    coh_grouping_place(r->t->line[row], place);
    if (id.length)
        return coh_grouping_find(g, id, place, r->level, who, notes, err);
    *who = g->p.n;
    return coh_notes_add(notes, COH_NOTE_LOOK, place, err,
                         "rows without a student id, left out");
}

/* ---- sets ---- */

/* The number of each row's set, in order of first appearance; names.n for a
 * row that names none. */
static int
number_sets(const struct reading *r, struct coh_keys *names, size_t *set,
            struct coh_notes *notes, struct coh_error *err)
{
    char place[COH_GROUPING_PLACE];
    struct coh_span name;
    size_t i;

    for (i = 0; i < r->t->rows; i++) {
        name = cell(r, i, r->other);
        set[i] = COH_GROUPING_NOBODY;
        if (name.length
                ? coh_keys_index(names, &name, &set[i], err)
                : coh_notes_add(notes, COH_NOTE_LOOK,
                                coh_grouping_place(r->t->line[i], place), err,
                                "a row of a list names no set, and was left "
                                "out"))
            return -1;
    }
    return 0;
}

/* One set with all its rows. */
static int
add_set(struct coh_grouping *g, const struct reading *r,
        enum coh_group_rule_kind kind, const struct coh_keys *names,
        const size_t *set, size_t which, size_t *member,
        struct coh_notes *notes, struct coh_error *err)
{
    struct coh_group_rule rule = {.kind = kind, .member = member};
    struct coh_text name = COH_TEXT_INIT;
    struct coh_span s = coh_keys_cells(names, which)[0];
    size_t i, who;
    int rc = -1;

    for (i = 0; i < r->t->rows; i++) {
        if (set[i] != which)
            continue;
        if (find(g, r, i, &who, notes, err))
            goto out;
        if (who < g->p.n)
            member[rule.n++] = who;
    }
    if (coh_text_add(&name, s.bytes, s.length, err))
        goto out;
    rc = coh_grouping_add_rule(g, coh_text_get(&name), &rule, err);
out:
    coh_text_release(&name);
    return rc;
}

static int
read_sets(struct coh_grouping *g, const struct reading *r,
          enum coh_group_rule_kind kind, struct coh_notes *notes,
          struct coh_error *err)
{
    size_t *member = coh_alloc_array(r->t->rows, sizeof(*member), err);
    size_t *set = coh_alloc_array(r->t->rows, sizeof(*set), err), i;
    struct coh_keys names = {.width = 1};
    int rc = -1;

    if (!member || !set || number_sets(r, &names, set, notes, err))
        goto out;
    for (i = 0; i < names.n; i++)
        if (add_set(g, r, kind, &names, set, i, member, notes, err))
            goto out;
    rc = 0;
out:
    coh_keys_release(&names);
    coh_free(member);
    coh_free(set);
    return rc;
}

/* ---- students and groups ---- */

/* The student and the group of a row. */
static int
read_pair(const struct coh_grouping *g, const struct reading *r, size_t row,
          size_t *who, size_t *group, struct coh_notes *notes,
          struct coh_error *err)
{
    char place[COH_GROUPING_PLACE];
    struct coh_span name = cell(r, row, r->other);

    coh_grouping_place(r->t->line[row], place);
    *group = coh_grouping_group(g, name);
    if (!*group)
        return coh_grouping_no_group(g, place, name, err);
    return find(g, r, row, who, notes, err);
}

static int
two_groups(const struct coh_grouping *g, const struct reading *r, size_t row,
           const char *what, size_t who, const char *a, const char *b,
           struct coh_error *err)
{
    int plain = g->method == COH_GROUP_SIMILAR || g->method == COH_GROUP_MIXED;

    return coh_fail(err, COH_INPUT, "line %zu: %.60s %s %s%.60s and to %s%.60s",
                    r->t->line[row], g->id[who], what, plain ? "group " : "", a,
                    plain ? "group " : "", b);
}

static int
read_pins(struct coh_grouping *g, const struct reading *r,
          struct coh_notes *notes, struct coh_error *err)
{
    size_t mark = coh_header_seek(&r->t->header, coh_span_of("pin"));
    size_t row, who, group, marks = 0;
    struct coh_group_rule rule = {.kind = COH_GROUP_PIN,
                                  .n = 1,
                                  .member = &who,
                                  .n_groups = 1,
                                  .group = &group};

    for (row = 0; row < r->t->rows; row++) {
        if (mark < r->t->header.n && !cell(r, row, mark).length)
            continue;
        marks++;
        if (read_pair(g, r, row, &who, &group, notes, err))
            return -1;
        if (who == g->p.n || g->pin[who] == group)
            continue;
        if (g->pin[who])
            return two_groups(g, r, row, "is pinned to", who,
                              g->e.group[g->pin[who] - 1],
                              g->e.group[group - 1], err);
        g->pin[who] = group;
        if (coh_grouping_add_rule(g, "pin", &rule, err))
            return -1;
    }
    /* A student moved in the sheet, but not marked, would go back unseen. */
    if (!marks && r->t->rows)
        return coh_notes_add(notes, COH_NOTE_LOOK, NULL, err,
                             "--pin: no row has a mark in the column pin: "
                             "nobody is pinned");
    return 0;
}

/* Those of `named` that `rule` does not list yet. */
static void
add_groups(struct coh_group_rule *rule, size_t *group, const size_t *named,
           size_t n)
{
    size_t i, j;

    for (i = 0; i < n; i++) {
        for (j = 0; j < rule->n_groups; j++)
            if (group[j] == named[i])
                break;
        if (j == rule->n_groups)
            group[rule->n_groups++] = named[i];
    }
}

/* All rows of the student of `row`, as one rule. `group` has room for k, and
 * for k more behind that. */
static int
add_places(struct coh_grouping *g, const struct reading *r,
           enum coh_group_rule_kind kind, const size_t *student, size_t row,
           size_t *group, struct coh_error *err)
{
    struct coh_group_rule rule = {
        .kind = kind, .n = 1, .member = &student[row], .group = group};
    size_t i, n, *named = group + g->p.k;
    char place[COH_GROUPING_PLACE];
    struct coh_span name;

    for (i = row; i < r->t->rows; i++) {
        if (student[i] != student[row])
            continue;
        name = cell(r, i, r->other);
        n = coh_grouping_groups_of(g, name, named);
        if (!n)
            return coh_grouping_no_group(
                g, coh_grouping_place(r->t->line[i], place), name, err);
        add_groups(&rule, group, named, n);
    }
    return coh_grouping_add_rule(
        g, kind == COH_GROUP_REQUIRE ? "require" : "forbid", &rule, err);
}

static int
read_places(struct coh_grouping *g, const struct reading *r,
            enum coh_group_rule_kind kind, struct coh_notes *notes,
            struct coh_error *err)
{
    size_t *student = coh_alloc_array(r->t->rows, sizeof(*student), err);
    size_t *group = coh_alloc_array(2 * g->p.k, sizeof(*group), err);
    unsigned char *done = coh_alloc_array(g->p.n + 1, 1, err);
    size_t row;
    int rc = -1;

    if (!student || !group || !done)
        goto out;
    for (row = 0; row < r->t->rows; row++)
        if (find(g, r, row, &student[row], notes, err))
            goto out;
    done[g->p.n] = 1;
    for (row = 0; row < r->t->rows; row++) {
        if (done[student[row]])
            continue;
        done[student[row]] = 1;
        if (add_places(g, r, kind, student, row, group, err))
            goto out;
    }
    rc = 0;
out:
    coh_free(student);
    coh_free(group);
    coh_free(done);
    return rc;
}

int
coh_grouping_list(struct coh_grouping *g, enum coh_grouping_list kind,
                  const struct coh_grouping_file *list, struct coh_notes *notes,
                  struct coh_error *err)
{
    int sets = kind == COH_GROUPING_TOGETHER || kind == COH_GROUPING_APART;
    struct reading r;
    int rc = -1;

    if (open_list(g, list, sets ? "set" : "group", &r, notes, err))
        goto named;
    switch (kind) {
    case COH_GROUPING_TOGETHER:
        rc = read_sets(g, &r, COH_GROUP_TOGETHER, notes, err);
        break;
    case COH_GROUPING_APART:
        rc = read_sets(g, &r, COH_GROUP_APART, notes, err);
        break;
    case COH_GROUPING_PIN:
        rc = read_pins(g, &r, notes, err);
        break;
    case COH_GROUPING_REQUIRE:
        rc = read_places(g, &r, COH_GROUP_REQUIRE, notes, err);
        break;
    case COH_GROUPING_FORBID:
        rc = read_places(g, &r, COH_GROUP_FORBID, notes, err);
        break;
    }
    if (rc == 0)
        return coh_notes_subject(notes, NULL, err);
named:
    coh_error_context(err, "%s: ", list->name);
    return -1;
}

/* ---- whole groupings ---- */

static int
read_assigned(struct coh_grouping *g, const struct reading *r, size_t *group,
              struct coh_notes *notes, struct coh_error *err)
{
    size_t row, who, at;

    for (row = 0; row < g->p.n; row++)
        group[row] = 0;
    for (row = 0; row < r->t->rows; row++) {
        if (read_pair(g, r, row, &who, &at, notes, err))
            return -1;
        if (who == g->p.n)
            continue;
        if (group[who] && group[who] != at)
            return two_groups(g, r, row, "is put into", who,
                              g->e.group[group[who] - 1], g->e.group[at - 1],
                              err);
        group[who] = at;
    }
    return 0;
}

int
coh_grouping_assigned(struct coh_grouping *g,
                      const struct coh_grouping_file *list, size_t *group,
                      struct coh_notes *notes, struct coh_error *err)
{
    struct reading r;

    if (open_list(g, list, "group", &r, notes, err) ||
        read_assigned(g, &r, group, notes, err)) {
        coh_error_context(err, "%s: ", list->name);
        return -1;
    }
    return coh_notes_subject(notes, NULL, err);
}

/* Earlier groups are whatever the file calls them: they may be more, or
 * others, than now. */
static int
read_previous(struct coh_grouping *g, const struct reading *r,
              struct coh_keys *names, size_t *number, const char **called,
              struct coh_notes *notes, struct coh_error *err)
{
    struct coh_span name;
    size_t row, who, at;

    for (row = 0; row < r->t->rows; row++) {
        name = cell(r, row, r->other);
        if (find(g, r, row, &who, notes, err))
            return -1;
        if (who == g->p.n || !name.length)
            continue;
        if (coh_keys_index(names, &name, &at, err))
            return -1;
        if (number[who] && number[who] != at + 1)
            return coh_fail(err, COH_INPUT,
                            "line %zu: %.60s stands in two groups",
                            r->t->line[row], g->id[who]);
        number[who] = at + 1;
        called[who] = coh_grouping_text(g, name, err);
        if (!called[who])
            return -1;
    }
    return 0;
}

int
coh_grouping_previous(struct coh_grouping *g,
                      const struct coh_grouping_file *list,
                      struct coh_notes *notes, struct coh_error *err)
{
    struct coh_keys names = {.width = 1};
    const char **called = coh_grouping_array(g, g->p.n, sizeof(*called), err);
    size_t *number = coh_grouping_array(g, g->p.n, sizeof(*number), err);
    struct reading r;

    if (!called || !number)
        return -1;
    if (open_list(g, list, "group", &r, notes, err))
        goto named;
    /* That somebody left since is no fault. */
    r.level = COH_NOTE_FACT;
    if (read_previous(g, &r, &names, number, called, notes, err))
        goto named;
    g->with_previous = 1;
    if (list->table->rows > 0) {
        g->p.previous = number;
        g->e.previous = called;
    }
    coh_keys_release(&names);
    return coh_notes_subject(notes, NULL, err);
named:
    coh_error_context(err, "%s: ", list->name);
    coh_keys_release(&names);
    return -1;
}
