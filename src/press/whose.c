/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "press/whose.h"

#include <string.h>

#include "base/date.h"
#include "table/table.h"

/* ---- the roster ---- */

/* The students of the roster, without its header. */
static struct coh_span
students(const struct coh_whose *who)
{
    struct coh_span list = coh_text_span(&who->roster);
    struct coh_naming_student header;

    coh_naming_next(&list, &header);
    return list;
}

int
coh_whose_open(struct coh_whose *who, struct coh_run *run, const char *tools,
               struct coh_error *err)
{
    who->run = run;
    if (coh_naming_list(&who->roster, tools, err))
        return -1;
    return students(who).length
               ? 0
               : coh_fail(err, COH_INPUT,
                          "there is no roster here, so that nobody knows whose "
                          "page it is: cohort roster import FILE");
}

/* ISO days order as text; an open end is blank. */
static int
is_active(const struct coh_whose *who, const struct coh_naming_student *s)
{
    char today[COH_DATE_SIZE];
    const struct coh_span day =
        coh_span_of(coh_date_text(who->run->today, today));

    return (!s->from.length || coh_span_compare(s->from, day) <= 0) &&
           (!s->to.length || coh_span_compare(s->to, day) >= 0);
}

/* How many ids are this one without leading zeros; *s is the last of them. */
static size_t
count_bare(const struct coh_whose *who, struct coh_span id,
           struct coh_naming_student *s)
{
    const struct coh_span bare = coh_span_without_zeros(id);
    struct coh_span list = students(who);
    struct coh_naming_student one;
    size_t n = 0;

    while (bare.length && coh_naming_next(&list, &one))
        if (coh_span_equal(coh_span_without_zeros(one.id), bare)) {
            *s = one;
            n++;
        }
    return n;
}

static int
find(const struct coh_whose *who, struct coh_span id,
     struct coh_naming_student *s, struct coh_error *err)
{
    struct coh_span list = students(who);
    char shown[COH_QUOTE_SIZE];
    size_t n;

    while (coh_naming_next(&list, s))
        if (coh_span_equal(s->id, id))
            return 0;
    coh_quote(id.bytes, id.length, shown);
    n = count_bare(who, id, s);
    if (n == 1)
        return coh_notes_add(&who->run->notes, COH_NOTE_FACT, shown, err,
                             "an id was recognised without leading zeros");
    return n ? coh_fail(err, COH_INPUT,
                        "'%s' fits several students but for leading zeros",
                        shown)
             : coh_fail(err, COH_INPUT, "no student '%s' on the roster", shown);
}

/* ---- choosing ---- */

static int
choose(struct coh_whose *who, struct coh_span id, struct coh_error *err)
{
    size_t i;

    for (i = 0; i < who->n; i++)
        if (coh_span_equal(coh_text_span(&who->student[i]), id))
            return 0;
    if (coh_reserve(&who->student, &who->capacity, who->n + 1,
                    sizeof(*who->student), err))
        return -1;
    who->student[who->n] = (struct coh_text)COH_TEXT_INIT;
    return coh_text_add(&who->student[who->n++], id.bytes, id.length, err);
}

int
coh_whose_add(struct coh_whose *who, struct coh_span id, struct coh_error *err)
{
    struct coh_naming_student s;
    char today[COH_DATE_SIZE], shown[COH_QUOTE_SIZE];

    id = coh_span_trim(id);
    if (find(who, id, &s, err))
        return -1;
    if (is_active(who, &s))
        return choose(who, s.id, err);
    return coh_fail(err, COH_INPUT,
                    "student '%s' is not active on %s: a page speaks of who is",
                    coh_quote(s.id.bytes, s.id.length, shown),
                    coh_date_text(who->run->today, today));
}

int
coh_whose_all(struct coh_whose *who, struct coh_error *err)
{
    struct coh_span list = students(who);
    struct coh_naming_student s;
    char today[COH_DATE_SIZE];

    while (coh_naming_next(&list, &s))
        if (is_active(who, &s) && choose(who, s.id, err))
            return -1;
    return who->n ? 0
                  : coh_fail(err, COH_INPUT,
                             "nobody on the roster is active on %s",
                             coh_date_text(who->run->today, today));
}

/* Who of a list cannot be chosen is told; the others are. */
static int
try_one(struct coh_whose *who, struct coh_span id, struct coh_error *err)
{
    struct coh_error why = COH_ERROR_INIT;

    if (!coh_span_trim(id).length || !coh_whose_add(who, id, &why))
        return 0;
    if (why.code != COH_INPUT) {
        if (err)
            *err = why;
        return -1;
    }
    return coh_notes_add(&who->run->notes, COH_NOTE_LOOK, why.text, err,
                         "--students: left out");
}

int
coh_whose_file(struct coh_whose *who, const char *path, struct coh_error *err)
{
    struct coh_reader *reader = coh_run_reader(who->run, path, err);
    struct coh_table t = COH_TABLE_INIT;
    size_t at, i;
    int rc = -1;

    if (!reader)
        return -1;
    if (coh_table_read(&t, reader, &who->run->notes, err)) {
        coh_reader_free(reader);
        goto out;
    }
    if (coh_run_reader_done(who->run, reader, err))
        goto out;
    if (coh_header_find(&t.header, coh_span_of("student_id"), &at, err)) {
        coh_error_context(err, "%s: ", path);
        goto out;
    }
    for (i = 0; i < t.rows; i++)
        if (try_one(who, coh_table_cell(&t, i, at), err))
            goto out;
    rc = who->n ? 0
                : coh_fail(err, COH_INPUT,
                           "%s: nobody of this list has a page today", path);
out:
    coh_table_release(&t);
    return rc;
}

/* ---- what is asked for ---- */

int
coh_whose_check(const struct coh_whose_ask *ask, int share, const char *output,
                int markdown, struct coh_error *err)
{
    if (ask->only && (ask->students || ask->each))
        return coh_fail(err, COH_USAGE,
                        "--only ID is one page of one student: leave --each "
                        "and --students out");
    if (share && (ask->only || ask->students || ask->each))
        return coh_fail(err, COH_USAGE,
                        "a page about a student is not for everybody: --share "
                        "goes without --only, --each and --students");
    if (ask->each && !output)
        return coh_fail(err, COH_USAGE,
                        "--each student writes many pages: -o FOLDER/ says "
                        "where");
    if (ask->each && markdown)
        return coh_fail(err, COH_USAGE, "--each student writes HTML pages");
    return 0;
}

int
coh_whose_choose(struct coh_whose *who, const struct coh_whose_ask *ask,
                 struct coh_run *run, const char *tools, struct coh_error *err)
{
    if (!ask->only && !ask->students && !ask->each)
        return 0;
    if (coh_whose_open(who, run, tools, err))
        return -1;
    if (ask->only)
        return coh_whose_add(who, coh_span_of(ask->only), err);
    return ask->students ? coh_whose_file(who, ask->students, err)
                         : coh_whose_all(who, err);
}

/* ---- for the stages ---- */

int
coh_whose_list(const struct coh_whose *who, size_t from, size_t to,
               struct coh_text *only, struct coh_error *err)
{
    struct coh_naming_student s;
    size_t i;

    for (i = from; i < to; i++) {
        const struct coh_span id = coh_text_span(&who->student[i]);
        const struct coh_span bare = coh_span_without_zeros(id);

        if (id.bytes[0] == '~' || memchr(id.bytes, '\n', id.length))
            return coh_fail(err, COH_INPUT,
                            "an id that starts with ~ or has two lines can "
                            "have no page");
        if (coh_text_format(only, err, "%s%s", only->length ? "\n" : "",
                            id.bytes) ||
            (bare.length && count_bare(who, id, &s) == 1 &&
             coh_text_format(only, err, "\n~%.*s", (int)bare.length,
                             bare.bytes)))
            return -1;
    }
    return 0;
}

void
coh_whose_release(struct coh_whose *who)
{
    size_t i;

    for (i = 0; i < who->n; i++)
        coh_text_release(&who->student[i]);
    coh_free(who->student);
    coh_text_release(&who->roster);
    *who = (struct coh_whose)COH_WHOSE_INIT;
}
