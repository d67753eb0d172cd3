/* SPDX-License-Identifier: GPL-3.0-or-later */
/* compare --agree: which rows speak of which measure, and of whom. */
#include "flow/compare-agree.h"

#include <stdio.h>

const char *
coh_agree_name(const struct coh_agree *a, int side, char out[COH_QUOTE_SIZE])
{
    return coh_quote(a->of[side].name.bytes, a->of[side].name.length, out);
}

/* ---- rows ---- */

static struct coh_span
cell(const struct coh_record *rec, size_t at)
{
    return at < rec->n ? coh_span_trim(rec->cell[at]) : coh_span_of(NULL);
}

static int
keep_text(struct coh_agree *a, struct coh_span text, struct coh_span *kept,
          struct coh_error *err)
{
    kept->length = text.length;
    kept->bytes = coh_arena_text(&a->arena, text.bytes, text.length, err);
    return kept->bytes ? 0 : -1;
}

static int
not_a_number(const struct coh_agree *a, struct coh_notes *notes,
             const struct coh_record *rec, struct coh_span text, size_t at,
             struct coh_error *err)
{
    struct coh_span name = a->rows.header.name[at];
    char quoted[COH_QUOTE_SIZE], where[COH_QUOTE_SIZE];
    char place[COH_QUOTE_SIZE + 40];

    snprintf(place, sizeof(place), "line %zu: '%s'", rec->line,
             coh_quote(text.bytes, text.length, quoted));
    return coh_notes_add(notes, COH_NOTE_LOOK, place, err,
                         "%s: column '%s': not a number, counted as missing",
                         coh_rows_name(&a->rows),
                         coh_quote(name.bytes, name.length, where));
}

static int
is_missing(struct coh_span text)
{
    return !text.length || coh_span_is(text, "NA");
}

static int
add_student(struct coh_agree *a, const struct coh_record *rec,
            struct coh_error *err)
{
    struct coh_agree_student *s;
    const struct coh_agree_result none = {.day = COH_DATE_NONE};

    if (coh_reserve(&a->student, &a->capacity, a->n + 1, sizeof(*a->student),
                    err))
        return -1;
    s = &a->student[a->n];
    *s = (struct coh_agree_student){.of = {none, none}};
    if (keep_text(a, cell(rec, a->rows.student), &s->id, err) ||
        keep_text(a, cell(rec, a->name), &s->name, err))
        return -1;
    a->n++;
    return 0;
}

/* A wide row is a student. Text is a level, if no cell of the column is a
 * number; that is known at the end. */
static int
add_wide(struct coh_agree *a, const struct coh_record *rec,
         struct coh_error *err)
{
    struct coh_span id = cell(rec, a->rows.student), text;
    struct coh_agree_measure *m;
    struct coh_agree_result *r;
    size_t at;
    int side;

    if (add_student(a, rec, err) ||
        (id.length && coh_keys_index(&a->students, &id, &at, err)))
        return -1;
    a->unnamed += !id.length;
    for (side = 0; side < 2; side++) {
        m = &a->of[side];
        r = &a->student[a->n - 1].of[side];
        text = cell(rec, m->column);
        m->rows++;
        if (is_missing(text))
            continue;
        r->there = 1;
        r->score = coh_value_parse(text);
        if (r->score.number != COH_NUMBER_NOT)
            m->numbers++;
        else if (keep_text(a, text, &r->level, err) ||
                 not_a_number(a, &m->doubts, rec, text, m->column, err))
            return -1;
    }
    return 0;
}

/* Does a tidy row speak of the measure? Not its items; and of an assessment
 * only what it says overall. */
static int
speaks_of(struct coh_agree *a, const struct coh_record *rec, int side,
          int *speaks, struct coh_error *err)
{
    struct coh_span name = a->of[side].name, part = cell(rec, a->measure);

    *speaks = 0;
    if (cell(rec, a->item).length)
        return 0;
    if (coh_span_equal(part, name)) {
        *speaks = 1;
        return 0;
    }
    if (!coh_span_equal(cell(rec, a->assessment), name))
        return 0;
    *speaks = !part.length || coh_span_is(part, "overall");
    if (*speaks || a->of[side].only_part.bytes)
        return 0;
    return keep_text(a, part, &a->of[side].only_part, err);
}

/* Which of two results of a student counts. */
static int
settle(struct coh_agree *a, const struct coh_record *rec, int side,
       const struct coh_agree_result *r, struct coh_agree_result *kept,
       struct coh_error *err)
{
    char name[COH_QUOTE_SIZE], place[40];

    if (!kept->there) {
        *kept = *r;
        return 0;
    }
    if (a->date == rec->n)
        return coh_fail(err, COH_INPUT,
                        "%s: line %zu: a second result of '%s' for one "
                        "student, and no column '%.40s' tells which is the "
                        "latest: choose with --where",
                        coh_rows_name(&a->rows), rec->line,
                        coh_agree_name(a, side, name), a->ask->date);
    if (r->day >= kept->day)
        *kept = *r;
    snprintf(place, sizeof(place), "line %zu", rec->line);
    return coh_notes_add(&a->rows.run->notes, COH_NOTE_LOOK, place, err,
                         "'%s': more than one result of a student: the latest "
                         "counts",
                         coh_agree_name(a, side, name));
}

/* Scales and assessments of a measure, from the second on worth a note. */
static int
add_kinds(struct coh_agree *a, const struct coh_record *rec, int side,
          struct coh_error *err)
{
    struct coh_span scale = cell(rec, a->scale);
    struct coh_span assessment = cell(rec, a->assessment);
    size_t at;

    if (coh_keys_index(&a->of[side].scales, &scale, &at, err))
        return -1;
    return coh_keys_index(&a->of[side].assessments, &assessment, &at, err);
}

static int
add_result(struct coh_agree *a, const struct coh_record *rec, int side,
           size_t student, struct coh_error *err)
{
    struct coh_agree_result r = {.day = COH_DATE_NONE};
    struct coh_span text = cell(rec, a->score), level = cell(rec, a->level);

    a->of[side].rows++;
    if (a->status < rec->n && !coh_span_is(cell(rec, a->status), "scored"))
        return 0;
    if (!is_missing(text)) {
        r.score = coh_value_parse(text);
        if (r.score.number == COH_NUMBER_NOT &&
            not_a_number(a, &a->rows.run->notes, rec, text, a->score, err))
            return -1;
    }
    r.there = r.score.number != COH_NUMBER_NOT || !is_missing(level);
    if (!r.there)
        return 0;
    a->of[side].numbers += r.score.number != COH_NUMBER_NOT;
    r.full = coh_value_parse(cell(rec, a->full));
    if (!is_missing(level) && keep_text(a, level, &r.level, err))
        return -1;
    if (coh_date_parse(cell(rec, a->date), &r.day))
        r.day = COH_DATE_NONE;
    if (add_kinds(a, rec, side, err))
        return -1;
    return settle(a, rec, side, &r, &a->student[student].of[side], err);
}

/* What there is, to name the nearest to what is not. */
static int
see_names(struct coh_agree *a, const struct coh_record *rec,
          struct coh_error *err)
{
    struct coh_span name[2] = {cell(rec, a->assessment), cell(rec, a->measure)};
    size_t i, at;

    for (i = 0; i < 2; i++)
        if (name[i].length && coh_keys_index(&a->seen, &name[i], &at, err))
            return -1;
    return 0;
}

static int
add_tidy(struct coh_agree *a, const struct coh_record *rec,
         struct coh_error *err)
{
    struct coh_span id = cell(rec, a->rows.student);
    char place[40];
    size_t at;
    int side, speaks;

    if (see_names(a, rec, err))
        return -1;
    for (side = 0; side < 2; side++) {
        if (speaks_of(a, rec, side, &speaks, err))
            return -1;
        if (!speaks)
            continue;
        if (!id.length) {
            a->of[side].rows++;
            snprintf(place, sizeof(place), "line %zu", rec->line);
            return coh_notes_add(&a->rows.run->notes, COH_NOTE_LOOK, place, err,
                                 "%s: rows without a student are left out",
                                 coh_rows_name(&a->rows));
        }
        if (coh_keys_index(&a->students, &id, &at, err) ||
            (at == a->n && add_student(a, rec, err)) ||
            add_result(a, rec, side, at, err))
            return -1;
    }
    return 0;
}

/* ---- at the end ---- */

int
coh_agree_repeats(const struct coh_agree *a)
{
    return a->wide && a->rows.student < a->rows.header.n &&
           a->students.n + a->unnamed < a->n;
}

/* No row speaks of the measure: say which measures there are. */
static int
no_such_measure(const struct coh_agree *a, int side, struct coh_error *err)
{
    char name[COH_QUOTE_SIZE], quoted[COH_QUOTE_SIZE];
    const struct coh_span *seen = a->seen.cell;
    const struct coh_span *near =
        coh_nearest_part(seen, a->seen.n, a->of[side].name);
    struct coh_text t = COH_TEXT_INIT;
    size_t i;
    int rc = 0;

    if (near)
        rc = coh_text_format(&t, err, "the nearest is '%s'",
                             coh_quote(near->bytes, near->length, quoted));
    else
        rc = coh_text_add_string(&t, "there are ", err);
    for (i = 0; !rc && !near && i < a->seen.n && i < 5; i++)
        rc = coh_text_format(&t, err, "%s'%s'", i ? ", " : "",
                             coh_quote(seen[i].bytes, seen[i].length, quoted));
    if (!rc)
        rc = coh_fail(err, COH_INPUT,
                      "'%s' is no column here, and no row has it as its "
                      "assessment or measure; %s%s",
                      coh_agree_name(a, side, name), coh_text_get(&t),
                      !near && a->seen.n > 5 ? ", …" : "");
    coh_text_release(&t);
    return rc;
}

static int
check_there(const struct coh_agree *a, int side, struct coh_error *err)
{
    struct coh_span part = a->of[side].only_part;
    char name[COH_QUOTE_SIZE], quoted[COH_QUOTE_SIZE];

    if (a->of[side].rows || !a->rows.run->rows_used)
        return 0;
    if (!part.bytes)
        return no_such_measure(a, side, err);
    return coh_fail(err, COH_INPUT,
                    "no row says how '%s' went overall: name one of its "
                    "measures, as '%s'",
                    coh_agree_name(a, side, name),
                    coh_quote(part.bytes, part.length, quoted));
}

/* Text among numbers is missing; a column of text alone holds levels. */
static int
settle_text(struct coh_agree *a, int side, struct coh_error *err)
{
    struct coh_agree_result *r;
    size_t i;

    if (!a->wide || !a->of[side].numbers)
        return 0;
    for (i = 0; i < a->n; i++) {
        r = &a->student[i].of[side];
        r->level = coh_span_of(NULL);
        r->there = r->score.number != COH_NUMBER_NOT;
    }
    return coh_notes_merge(&a->rows.run->notes, &a->of[side].doubts, err);
}

static int
read_rows(struct coh_agree *a, struct coh_error *err)
{
    struct coh_record rec;
    int side;

    for (;;) {
        if (coh_rows_next(&a->rows, &rec, err))
            return -1;
        if (rec.end)
            break;
        if (a->wide ? add_wide(a, &rec, err) : add_tidy(a, &rec, err))
            return -1;
    }
    for (side = 0; side < 2; side++)
        if (check_there(a, side, err) || settle_text(a, side, err))
            return -1;
    return 0;
}

static void
release(struct coh_agree *a)
{
    int side;

    for (side = 0; side < 2; side++) {
        coh_notes_release(&a->of[side].doubts);
        coh_keys_release(&a->of[side].scales);
        coh_keys_release(&a->of[side].assessments);
    }
    coh_list_release(&a->names);
    coh_rows_release(&a->rows);
    coh_keys_release(&a->seen);
    coh_keys_release(&a->students);
    coh_keys_release(&a->labels);
    coh_free(a->student);
    coh_free(a->label);
    coh_free(a->count);
    coh_arena_release(&a->arena);
}

int
coh_compare_agree(struct coh_run *run, const struct coh_compare_ask *ask,
                  struct coh_error *err)
{
    struct coh_agree a = COH_AGREE_INIT;
    int side, rc = -1;

    a.ask = ask;
    a.seen.width = a.students.width = a.labels.width = 1;
    for (side = 0; side < 2; side++)
        a.of[side].scales.width = a.of[side].assessments.width = 1;
    if (!coh_agree_ask(&a, err) && !coh_rows_open(&a.rows, run, err) &&
        !coh_agree_columns(&a, err) && !read_rows(&a, err) &&
        !coh_agree_levels(&a, err))
        rc = coh_agree_write(&a, err);
    release(&a);
    return rc;
}
