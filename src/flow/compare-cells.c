/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/compare-cells.h"

#include <stdio.h>
#include <string.h>

static const char *const kind_name[COH_SUMMARY_KINDS] = {"scale", "assessment",
                                                         "measure"};

/* The columns beside values and groups. */
struct places {
    size_t kind[COH_SUMMARY_KINDS], full, date;
};

/* ---- before the first row ---- */

static int
find_places(struct coh_compare_cells *c, struct places *p,
            struct coh_error *err)
{
    size_t none = c->in.rows.header.n, i;

    p->full = coh_scores_column(&c->in, "max_score");
    p->date = coh_scores_column(&c->in, c->ask->date);
    for (i = 0; i < COH_SUMMARY_KINDS; i++)
        p->kind[i] = coh_scores_column(&c->in, kind_name[i]);
    if (c->ask->paired && c->in.by.n > 1)
        return coh_fail(err, COH_USAGE,
                        "--paired: --by names one column, that of the times");
    if (c->ask->paired && !c->sum.by_student)
        return coh_fail(err, COH_INPUT, "--paired: there is no column '%.40s'",
                        c->ask->paired);
    if (c->sum.collapse && !c->sum.by_student)
        return coh_fail(err, COH_INPUT,
                        "--per-student: there is no student column '%.40s'",
                        c->in.rows.run->student);
    if (c->sum.collapse == COH_SUMMARY_LATEST && p->date == none)
        return coh_fail(err, COH_INPUT,
                        "--per-student latest: there is no date column '%.40s'",
                        c->ask->date);
    if (c->sum.percent && p->full == none)
        return coh_fail(err, COH_INPUT,
                        "--cut in per cent: there is no column 'max_score'");
    return 0;
}

/* --within and --by in one list, so that neither is taken for scores; then
 * apart again. */
static int
open_columns(struct coh_compare_cells *c, struct coh_run *run,
             struct coh_error *err)
{
    const struct coh_compare_ask *ask = c->ask;
    struct coh_text both = COH_TEXT_INIT;
    struct coh_columns *by = &c->in.by;
    int rc = -1;

    if (coh_text_format(&both, err, "%s%s%s", ask->within ? ask->within : "",
                        ask->within ? "," : "", ask->by) ||
        coh_scores_open(&c->in, run, ask->value, coh_text_get(&both), err) ||
        coh_rows_columns(&c->in.rows, ask->within, &c->inside, err))
        goto out;
    by->n -= c->inside.n;
    memmove(by->at, by->at + c->inside.n, by->n * sizeof(*by->at));
    rc = 0;
out:
    coh_text_release(&both);
    return rc;
}

static int
prepare(struct coh_compare_cells *c, struct coh_run *run, struct places *p,
        struct coh_error *err)
{
    const struct coh_compare_ask *ask = c->ask;

    if (!ask->by)
        return coh_fail(err, COH_USAGE,
                        "which groups? --by names their column");
    c->sum.level = ask->level;
    c->sum.collapse = (enum coh_summary_collapse)ask->collapse;
    if (ask->cut && coh_summary_cut(&c->sum, coh_span_of(ask->cut), err)) {
        coh_error_context(err, "--cut: ");
        return -1;
    }
    if (open_columns(c, run, err))
        return -1;
    c->sum.variables = c->in.value.n;
    c->sum.groups.width = c->inside.n + 2;
    c->within.width = c->inside.n;
    c->sum.by_student = c->in.rows.student < c->in.rows.header.n;
    if (coh_head_count_column(run, c->sum.by_student, err))
        return -1;
    if (c->sum.by_student && !(c->distinct = coh_distinct_new(err)))
        return -1;
    return find_places(c, p, err);
}

/* ---- rows ---- */

static int
left_out(const struct coh_compare_cells *c, enum coh_note_level level,
         const char *why, struct coh_error *err)
{
    char place[40];

    snprintf(place, sizeof(place), "line %zu", c->in.rec.line);
    return coh_notes_add(&c->in.rows.run->notes, level, place, err,
                         "%s: rows without %s are left out", c->in.file, why);
}

static int
blank_group(const struct coh_compare_cells *c, size_t by, struct coh_error *err)
{
    struct coh_span name = c->in.rows.header.name[c->in.by.at[by]];
    char quoted[COH_QUOTE_SIZE], why[COH_QUOTE_SIZE + 20];

    snprintf(why, sizeof(why), "a value in '%s'",
             coh_quote(name.bytes, name.length, quoted));
    return left_out(c, COH_NOTE_FACT, why, err);
}

/* Under --share each student counts once in a group; who is paired or
 * collapsed does already. */
static int
count_head(struct coh_compare_cells *c, const struct coh_summary_row *row,
           struct coh_error *err)
{
    if (!c->in.rows.run->share || c->ask->paired || c->sum.collapse)
        return 0;
    return coh_head_count_add(&c->heads, coh_keys_find(&c->sum.groups, row->by),
                              row->student, err);
}

/* The students of the whole block, to see who stands in two groups. */
static int
count_student(struct coh_compare_cells *c, size_t block,
              const struct coh_summary_row *row, struct coh_error *err)
{
    size_t v;

    if (!c->distinct || !row->student.length)
        return 0;
    for (v = 0; v < c->sum.variables; v++)
        if (row->value[v].number != COH_NUMBER_NOT &&
            coh_distinct_add(c->distinct, block * c->sum.variables + v,
                             row->student, err))
            return -1;
    return 0;
}

static int
add_to_groups(struct coh_compare_cells *c, struct coh_summary_row *row,
              struct coh_span *key, struct coh_error *err)
{
    size_t i, w;

    for (i = 0; i < c->inside.n; i++)
        key[i] = coh_scores_cell(&c->in, c->inside.at[i]);
    if (coh_keys_index(&c->within, key, &w, err))
        return -1;
    row->by = key;
    for (i = 0; i < c->in.by.n; i++) {
        key[c->inside.n] = (struct coh_span){(const char *)&i, sizeof(i)};
        key[c->inside.n + 1] = c->in.group[i];
        if (!c->in.group[i].length) {
            if (blank_group(c, i, err))
                return -1;
        } else if (coh_summary_add(&c->sum, row, err) ||
                   count_head(c, row, err) ||
                   count_student(c, w * c->in.by.n + i, row, err) ||
                   (c->taker.take &&
                    c->taker.take(c->taker.context, c, row, w, i, err))) {
            return -1;
        }
    }
    return 0;
}

static int
add_row(struct coh_compare_cells *c, const struct places *p,
        struct coh_span *key, struct coh_error *err)
{
    struct coh_summary_row row = {.value = c->in.score};
    int dated = !coh_date_parse(coh_scores_cell(&c->in, p->date), &row.date);
    size_t i;

    if (!dated)
        row.date = COH_DATE_NONE;
    row.student = coh_scores_cell(&c->in, c->in.rows.student);
    if (c->sum.percent)
        row.full = coh_scores_number(&c->in, p->full);
    for (i = 0; i < COH_SUMMARY_KINDS; i++)
        row.kind[i] = coh_scores_cell(&c->in, p->kind[i]);
    if (c->sum.collapse && !row.student.length)
        return left_out(c, COH_NOTE_LOOK, "a student", err);
    if (c->sum.collapse == COH_SUMMARY_LATEST && !dated)
        return left_out(c, COH_NOTE_LOOK, "a date as 2026-03-06", err);
    return add_to_groups(c, &row, key, err);
}

/* ---- after the last row ---- */

static size_t
by_of(const struct coh_compare_cells *c, size_t group)
{
    size_t by;

    memcpy(&by, coh_keys_cells(&c->sum.groups, group)[c->inside.n].bytes,
           sizeof(by));
    return by;
}

static size_t
block_of(const struct coh_compare_cells *c, size_t group)
{
    size_t w = coh_keys_find(&c->within, coh_keys_cells(&c->sum.groups, group));

    return w * c->in.by.n + by_of(c, group);
}

/* The groups of each block, by first appearance. */
static int
sort_into_blocks(struct coh_compare_cells *c, struct coh_error *err)
{
    struct coh_compare_block *b;
    size_t i, next = 0;

    c->blocks = c->within.n * c->in.by.n;
    c->block = coh_alloc_array(c->blocks, sizeof(*c->block), err);
    c->place = coh_alloc_array(c->sum.groups.n, sizeof(*c->place), err);
    if (!c->block || !c->place)
        return -1;
    for (i = 0; i < c->sum.groups.n; i++)
        c->block[block_of(c, i)].groups++;
    for (i = 0; i < c->blocks; i++) {
        b = &c->block[i];
        b->within = i / c->in.by.n;
        b->by = i % c->in.by.n;
        b->group = &c->place[next];
        next += b->groups;
        b->reference = b->groups;
        b->groups = 0;
    }
    for (i = 0; i < c->sum.groups.n; i++) {
        b = &c->block[block_of(c, i)];
        b->group[b->groups++] = i;
    }
    return 0;
}

/* No group of the by-column is called so: say which there are. */
static int
no_such_group(const struct coh_compare_cells *c, size_t by,
              struct coh_span wanted, struct coh_error *err)
{
    struct coh_span column = c->in.rows.header.name[c->in.by.at[by]], have;
    char a[COH_QUOTE_SIZE], b[COH_QUOTE_SIZE];
    struct coh_keys said = {.width = 1};
    struct coh_text t = COH_TEXT_INIT;
    size_t i, at, n = 0;
    int rc = 0;

    for (i = 0; !rc && i < c->sum.groups.n && said.n < 6; i++) {
        have = coh_keys_cells(&c->sum.groups, i)[c->inside.n + 1];
        if (by_of(c, i) != by || coh_keys_index(&said, &have, &at, err) ||
            said.n == n)
            continue;
        n = said.n;
        rc = coh_text_format(&t, err, "%s'%s'", n > 1 ? ", " : "",
                             coh_quote(have.bytes, have.length, a));
    }
    if (!rc)
        rc = coh_fail(err, COH_INPUT,
                      "--reference: '%s' is no value of '%s', which has %s%s",
                      coh_quote(wanted.bytes, wanted.length, a),
                      coh_quote(column.bytes, column.length, b),
                      coh_text_get(&t), said.n < 6 ? "" : ", …");
    coh_keys_release(&said);
    coh_text_release(&t);
    return rc;
}

static int
find_reference(struct coh_compare_cells *c, size_t by, struct coh_span wanted,
               struct coh_error *err)
{
    size_t i, k, found = 0;

    for (i = by; i < c->blocks; i += c->in.by.n)
        for (k = 0; k < c->block[i].groups; k++)
            if (coh_span_equal(coh_compare_cells_name(c, i, k), wanted)) {
                c->block[i].reference = k;
                found++;
            }
    return found || !c->sum.groups.n ? 0 : no_such_group(c, by, wanted, err);
}

/* One by-column: the reference is all of the text, commas included. */
static int
find_references(struct coh_compare_cells *c, struct coh_error *err)
{
    const char *reference = c->ask->reference;
    struct coh_list list = COH_LIST_INIT;
    size_t i;
    int rc = 0;

    if (!reference)
        return 0;
    if (c->in.by.n == 1)
        return find_reference(c, 0, coh_span_trim(coh_span_of(reference)), err);
    rc = coh_list_parse(&list, reference, err);
    if (!rc && list.n != c->in.by.n)
        rc = coh_fail(err, COH_USAGE,
                      "--reference names %zu, and --by has %zu columns: one "
                      "value for each",
                      list.n, c->in.by.n);
    for (i = 0; !rc && i < c->in.by.n; i++)
        rc = find_reference(c, i, coh_span_trim(list.item[i]), err);
    coh_list_release(&list);
    return rc;
}

static int
note_twice(const struct coh_compare_cells *c, struct coh_error *err)
{
    struct coh_span name;
    char quoted[COH_QUOTE_SIZE], place[COH_QUOTE_SIZE + 60];
    size_t i, v, twice;

    for (i = 0; i < c->blocks; i++)
        for (v = 0; v < c->sum.variables; v++) {
            twice = coh_compare_cells_twice(c, i, v);
            name = c->in.rows.header.name[c->in.by.at[c->block[i].by]];
            snprintf(place, sizeof(place), "'%s', %zu time%s",
                     coh_quote(name.bytes, name.length, quoted), twice,
                     twice == 1 ? "" : "s");
            if (twice && c->in.rows.run->share)
                return coh_fail(err, COH_INPUT,
                                "--share: students stand in more than one "
                                "group of %s: they would be counted twice, and "
                                "only a count of students can be protected",
                                place);
            if (twice &&
                coh_notes_add(&c->in.rows.run->notes, COH_NOTE_LOOK, place, err,
                              "students stand in more than one group: they "
                              "are taken for different people; --paired "
                              "compares each with themselves"))
                return -1;
        }
    return 0;
}

static int
finish(struct coh_compare_cells *c, struct coh_error *err)
{
    size_t n;

    if (coh_head_count_judge(&c->heads, err) ||
        coh_summary_finish(&c->sum, err) || sort_into_blocks(c, err) ||
        find_references(c, err))
        return -1;
    n = c->blocks * c->sum.variables;
    c->students = coh_alloc_array(n, sizeof(*c->students), err);
    if (!c->students ||
        (c->distinct && coh_distinct_count(c->distinct, c->students, n, err)))
        return -1;
    return c->ask->paired ? 0 : note_twice(c, err);
}

int
coh_compare_cells_read(struct coh_compare_cells *c, struct coh_run *run,
                       const struct coh_compare_ask *ask, struct coh_error *err)
{
    struct coh_span *key = NULL;
    struct places p = {.full = 0};
    int rc = -1;

    c->ask = ask;
    if (prepare(c, run, &p, err))
        return -1;
    key = coh_alloc_array(c->inside.n + 2, sizeof(*key), err);
    while (key && !(rc = coh_scores_next(&c->in, err)) && !c->in.rec.end)
        if ((rc = add_row(c, &p, key, err)))
            break;
    coh_free(key);
    return rc ? -1 : finish(c, err);
}

/* ---- what was read ---- */

const struct coh_summary_result *
coh_compare_cells_result(const struct coh_compare_cells *c, size_t block,
                         size_t group, size_t variable)
{
    return coh_summary_result(&c->sum, c->block[block].group[group], variable);
}

struct coh_span
coh_compare_cells_name(const struct coh_compare_cells *c, size_t block,
                       size_t group)
{
    return coh_keys_cells(&c->sum.groups,
                          c->block[block].group[group])[c->inside.n + 1];
}

size_t
coh_compare_cells_twice(const struct coh_compare_cells *c, size_t block,
                        size_t variable)
{
    size_t i, sum = 0;

    if (!c->distinct)
        return 0;
    for (i = 0; i < c->block[block].groups; i++)
        sum += coh_compare_cells_result(c, block, i, variable)->students;
    return sum - c->students[block * c->sum.variables + variable];
}

void
coh_compare_cells_release(struct coh_compare_cells *c)
{
    coh_summary_release(&c->sum);
    coh_scores_release(&c->in);
    coh_columns_release(&c->inside);
    coh_keys_release(&c->within);
    coh_distinct_free(c->distinct);
    coh_head_count_release(&c->heads);
    coh_free(c->block);
    coh_free(c->place);
    coh_free(c->students);
    *c = (struct coh_compare_cells)COH_COMPARE_CELLS_INIT;
}
