/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/mask-students.h"

#include <stdlib.h>
#include <sys/stat.h>

#include "flow/mask-identity.h"
#include "flow/mask-text.h"
#include "privacy/pseudonym.h"
#include "result/result.h"

enum {
    LEAST_ID = 4,   /* shorter ids stand in other numbers by chance */
    LEAST_NAME = 3, /* so do shorter words of a name */
};

struct students {
    struct coh_run *run;
    const struct coh_mask_students *ask;
    struct coh_table t;
    struct coh_columns text; /* of --keep-text */
    size_t student;
    unsigned char *left_out; /* of each column */
    struct coh_pseudonyms *p;
    const char **name; /* of each row: the pseudonym */
    size_t *order;
};

/* ---- columns ---- */

/* Names of assessments are long, and name no one. */
static int
is_free_text(const struct students *s, size_t column)
{
    struct coh_span name = s->t.header.name[column];
    int result = coh_result_column_find(name);

    return coh_mask_is_free_name(name) ||
           ((result < 0 || result == COH_RESULT_RESPONSE) &&
            coh_mask_is_sentence(&s->t, column, s->student));
}

static int
has_addresses(const struct students *s, size_t column)
{
    size_t i;

    for (i = 0; i < s->t.rows; i++)
        if (coh_mask_is_address(coh_table_cell(&s->t, i, column)))
            return 1;
    return 0;
}

/* Numbers, each another and all as long, are ids of another system. */
static int
has_ids(const struct students *s, size_t column)
{
    return coh_result_column_find(s->t.header.name[column]) < 0 &&
           coh_mask_reads_as_ids(&s->t, column);
}

/* Left out: names, addresses, ids of other systems, and the raw cell, which
 * may hold anything. */
static int
must_go(const struct students *s, size_t column)
{
    struct coh_span name = s->t.header.name[column];

    return coh_mask_is_identity(name) || coh_name_is_id(name) ||
           coh_span_is(name, "raw") ||
           (!coh_columns_have(&s->text, column) &&
            (has_addresses(s, column) || has_ids(s, column)));
}

static int
can_name(const struct students *s, size_t column)
{
    int result = coh_result_column_find(s->t.header.name[column]);

    return (result < 0 || result == COH_RESULT_RESPONSE) &&
           coh_mask_can_name(&s->t, column, s->student);
}

/* All of them at once, as --keep-text takes them. */
static int
refuse_text(const struct students *s, const unsigned char *which,
            const char *words, struct coh_error *err)
{
    struct coh_text list = COH_TEXT_INIT;
    char quoted[COH_QUOTE_SIZE];
    size_t i, n = 0;
    int rc = 0;

    for (i = 0; !rc && i < s->t.header.n; i++)
        if (which[i])
            rc = coh_text_format(&list, err, "%s%s", n++ ? "," : "",
                                 coh_quote(s->t.header.name[i].bytes,
                                           s->t.header.name[i].length, quoted));
    if (!rc && n)
        rc = coh_fail(
            err, COH_INPUT,
            "column%s '%s' hold%s %s: leave %s out ('cohort table -c'), or "
            "read %s and say --keep-text '%s'",
            n > 1 ? "s" : "", coh_text_get(&list), n > 1 ? "" : "s", words,
            n > 1 ? "them" : "it", n > 1 ? "them" : "it", coh_text_get(&list));
    coh_text_release(&list);
    return rc;
}

static int
check_text(const struct students *s, struct coh_error *err)
{
    unsigned char *text = coh_alloc_array(s->t.header.n, 1, err);
    unsigned char *word = coh_alloc_array(s->t.header.n, 1, err);
    size_t i;
    int rc = -1;

    if (!text || !word)
        goto out;
    for (i = 0; i < s->t.header.n; i++) {
        if (i == s->student || s->left_out[i] || coh_columns_have(&s->text, i))
            continue;
        text[i] = (unsigned char)is_free_text(s, i);
        word[i] = (unsigned char)(!text[i] && can_name(s, i));
    }
    rc = refuse_text(s, text, "free text, in which people may be named", err) ||
                 refuse_text(s, word, "words that may name students", err)
             ? -1
             : 0;
out:
    coh_free(text);
    coh_free(word);
    return rc;
}

static int
choose_columns(struct students *s, struct coh_error *err)
{
    size_t i;

    for (i = 0; i < s->t.header.n; i++)
        s->left_out[i] = (unsigned char)(i != s->student && must_go(s, i));
    if (check_text(s, err))
        return -1;
    return coh_mask_say_columns(&s->run->notes, COH_NOTE_FACT, &s->t.header,
                                s->left_out,
                                "left out, for they can name students: ", err);
}

/* ---- cells that give the student away ---- */

static char
lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static int
is_letter(char c)
{
    return (c >= '0' && c <= '9') || (lower(c) >= 'a' && lower(c) <= 'z') ||
           (unsigned char)c >= 0x80;
}

/* Does `s` hold `word`, as a word, whatever its case? */
static int
holds(struct coh_span s, struct coh_span word)
{
    size_t i, k;

    for (i = 0; i + word.length <= s.length; i++) {
        if (i && is_letter(s.bytes[i - 1]))
            continue;
        for (k = 0; k < word.length; k++)
            if (lower(s.bytes[i + k]) != lower(word.bytes[k]))
                break;
        if (k == word.length &&
            (i + k == s.length || !is_letter(s.bytes[i + k])))
            return 1;
    }
    return 0;
}

/* Any word of `name`. */
static int
holds_part(struct coh_span s, struct coh_span name)
{
    size_t from = 0, i;

    for (i = 0; i <= name.length; i++) {
        if (i < name.length && is_letter(name.bytes[i]))
            continue;
        if (i - from >= LEAST_NAME &&
            holds(s, (struct coh_span){name.bytes + from, i - from}))
            return 1;
        from = i + 1;
    }
    return 0;
}

static int
check_cell(const struct students *s, size_t row, size_t column,
           struct coh_error *err)
{
    struct coh_span cell = coh_table_cell(&s->t, row, column);
    struct coh_span id = coh_span_trim(coh_table_cell(&s->t, row, s->student));
    int text = coh_columns_have(&s->text, column), named;
    char quoted[COH_QUOTE_SIZE];
    size_t i;

    named = id.length >= LEAST_ID && holds(cell, id);
    for (i = 0; i < s->t.header.n && !named; i++) {
        struct coh_span name = coh_span_trim(coh_table_cell(&s->t, row, i));

        if (s->left_out[i] && name.length >= LEAST_ID &&
            !coh_mask_is_flag(name) && !coh_span_is(s->t.header.name[i], "raw"))
            named = holds(cell, name) || (text && holds_part(cell, name));
    }
    if (!named)
        return 0;
    return coh_fail(err, COH_INPUT,
                    "line %zu, column '%s': the cell names the student",
                    s->t.line[row],
                    coh_quote(s->t.header.name[column].bytes,
                              s->t.header.name[column].length, quoted));
}

static int
check_cells(const struct students *s, struct coh_error *err)
{
    size_t i, row;

    for (row = 0; row < s->t.rows; row++)
        for (i = 0; i < s->t.header.n; i++)
            if (i != s->student && !s->left_out[i] &&
                check_cell(s, row, i, err))
                return -1;
    return 0;
}

/* ---- pseudonyms ---- */

static int
name_rows(struct students *s, struct coh_error *err)
{
    size_t i;

    s->p = s->ask->key ? coh_pseudonyms_keyed(s->ask->key, err)
                       : coh_pseudonyms_random(err);
    s->name = coh_alloc_array(s->t.rows, sizeof(*s->name), err);
    if (!s->p || !s->name)
        return -1;
    for (i = 0; i < s->t.rows; i++) {
        struct coh_span id =
            coh_span_trim(coh_table_cell(&s->t, i, s->student));

        if (!id.length)
            return coh_fail(err, COH_INPUT,
                            "line %zu: no id of a student: take the row away, "
                            "or find out whose it is",
                            s->t.line[i]);
        if (coh_pseudonyms_of(s->p, id, &s->name[i], err))
            return -1;
    }
    /* Names move as others are added. */
    for (i = 0; i < s->t.rows; i++)
        if (coh_pseudonyms_of(
                s->p, coh_span_trim(coh_table_cell(&s->t, i, s->student)),
                &s->name[i], err))
            return -1;
    return 0;
}

struct place {
    const char *name;
    size_t row;
};

static int
by_name(const void *a, const void *b)
{
    const struct place *x = a, *y = b;
    int c = coh_span_compare(coh_span_of(x->name), coh_span_of(y->name));

    return c ? c : (x->row > y->row) - (x->row < y->row);
}

/* Codes come in their own order: that of the roster would tell who is who. */
static int
order_rows(struct students *s, struct coh_error *err)
{
    struct place *place = coh_alloc_array(s->t.rows, sizeof(*place), err);
    size_t i;

    s->order = coh_alloc_array(s->t.rows, sizeof(*s->order), err);
    if (!place || !s->order) {
        coh_free(place);
        return -1;
    }
    for (i = 0; i < s->t.rows; i++)
        place[i] = (struct place){s->name[i], i};
    if (s->ask->codes && s->t.rows)
        qsort(place, s->t.rows, sizeof(*place), by_name);
    for (i = 0; i < s->t.rows; i++)
        s->order[i] = place[i].row;
    coh_free(place);
    return 0;
}

static int
write_list(const struct students *s, struct coh_error *err)
{
    struct coh_out out = COH_OUT_INIT;
    struct coh_writer *w = NULL;
    const char *code;
    struct coh_span id;
    size_t i;
    int rc = -1;

    if (coh_out_open(&out, s->ask->codes, err) ||
        !(w = coh_writer_new(&out, COH_FORMAT_CSV, -1, err)) ||
        coh_writer_column(w, coh_span_of("code"), COH_COLUMN_TEXT, err) ||
        coh_writer_column(w, s->t.header.name[s->student], COH_COLUMN_TEXT,
                          err))
        goto out;
    for (i = 0; (code = coh_pseudonyms_name(s->p, i, &id)); i++)
        if (coh_writer_string(w, code, err) || coh_writer_text(w, id, err) ||
            coh_writer_row(w, err))
            goto out;
    if (coh_writer_end(w, err) || coh_out_close(&out, err))
        goto out;
    rc = 0;
out:
    coh_writer_free(w);
    coh_out_release(&out);
    return rc;
}

/* ---- the table again ---- */

static int
write_rows(const struct students *s, struct coh_error *err)
{
    struct coh_writer *w = coh_run_writer(s->run, err);
    size_t i, k;

    if (!w)
        return -1;
    for (k = 0; k < s->t.header.n; k++)
        if (!s->left_out[k] && coh_writer_column(w, s->t.header.name[k],
                                                 coh_table_kind(&s->t, k), err))
            return -1;
    for (i = 0; i < s->t.rows; i++) {
        size_t row = s->order[i];

        for (k = 0; k < s->t.header.n; k++)
            if (!s->left_out[k] &&
                (k == s->student
                     ? coh_writer_string(w, s->name[row], err)
                     : coh_writer_text(w, coh_table_cell(&s->t, row, k), err)))
                return -1;
        if (coh_writer_row(w, err))
            return -1;
    }
    return 0;
}

static int
say_what_is_left(const struct students *s, struct coh_error *err)
{
    unsigned char *stays = coh_alloc_array(s->t.header.n, 1, err);
    size_t i;
    int rc;

    if (!stays)
        return -1;
    for (i = 0; i < s->t.header.n && s->ask->codes; i++)
        stays[i] = i != s->student && !s->left_out[i] &&
                   coh_result_column_find(s->t.header.name[i]) < 0;
    rc = coh_mask_say_columns(
        &s->run->notes, COH_NOTE_LOOK, &s->t.header, stays,
        "who knows the class can tell students apart by these columns; leave "
        "out what nobody needs: ",
        err);
    coh_free(stays);
    return rc;
}

/* May this run do it at all? */
static int
check(struct students *s, struct coh_error *err)
{
    struct stat st;

    if (s->ask->key && s->run->share)
        return coh_fail(err, COH_USAGE,
                        "pseudonyms lead back to students, and do not leave "
                        "the team; count first ('cohort summary')");
    if (!s->ask->codes)
        return 0;
    if (coh_run_may_write(s->run, s->ask->codes, err))
        return -1;
    if (!lstat(s->ask->codes, &st))
        return coh_fail(err, COH_INPUT,
                        "%s is there already: every release has new codes, and "
                        "a list of its own",
                        s->ask->codes);
    return 0;
}

static int
read_rows(struct students *s, struct coh_error *err)
{
    struct coh_rows rows = COH_ROWS_INIT;
    int rc = -1;

    if (coh_rows_open(&rows, s->run, err) ||
        coh_rows_columns(&rows, s->ask->keep_text, &s->text, err) ||
        coh_header_find(&rows.header, coh_span_of(s->run->student), &s->student,
                        err) ||
        coh_rows_table(&rows, &s->t, err))
        goto out;
    s->left_out = coh_alloc_array(rows.header.n, 1, err);
    rc = s->left_out ? 0 : -1;
out:
    coh_rows_release(&rows);
    return rc;
}

int
coh_mask_students(struct coh_run *run, const struct coh_mask_students *ask,
                  struct coh_error *err)
{
    struct students s = {
        .run = run, .ask = ask, .t = COH_TABLE_INIT, .text = COH_COLUMNS_INIT};
    int rc = -1;

    if (check(&s, err) || read_rows(&s, err) || choose_columns(&s, err) ||
        check_cells(&s, err) || name_rows(&s, err) || order_rows(&s, err))
        goto out;
    /* The list first: codes that nobody can lead back must not be about. */
    if ((ask->codes && write_list(&s, err)) || write_rows(&s, err) ||
        say_what_is_left(&s, err))
        goto out;
    rc = 0;
out:
    coh_free(s.order);
    coh_free(s.name);
    coh_free(s.left_out);
    coh_pseudonyms_free(s.p);
    coh_columns_release(&s.text);
    coh_table_release(&s.t);
    return rc;
}

int
coh_mask_make_key(struct coh_run *run, const char *path, struct coh_error *err)
{
    if (coh_run_may_change(run, err) || coh_pseudonym_key_make(path, err))
        return -1;
    coh_run_say(run,
                "%s: a key, for its owner alone: whoever has it can lead "
                "pseudonyms back",
                path);
    return 0;
}
