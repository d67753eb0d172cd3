/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/note-codes.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/memory.h"
#include "result/codes.h"

static int
keep(struct coh_note_codes *codes, struct coh_span from, struct coh_span *to,
     struct coh_error *err)
{
    to->length = from.length;
    to->bytes = coh_arena_text(&codes->arena, from.bytes ? from.bytes : "",
                               from.length, err);
    return to->bytes ? 0 : -1;
}

int
coh_note_codes_find(struct coh_note_codes *codes, struct coh_span text,
                    size_t *at, struct coh_error *err)
{
    struct coh_span fold;
    struct coh_note_code *c;

    coh_text_clear(&codes->fold);
    if (coh_codes_add_fold(&codes->fold, text, COH_CODES_SAME, err))
        return -1;
    fold = coh_text_span(&codes->fold);
    if (coh_keys_index(&codes->key, &fold, at, err))
        return -1;
    if (*at < codes->n) {
        codes->code[*at].varies |= !coh_span_equal(codes->code[*at].text, text);
        return 0;
    }
    if (coh_reserve(&codes->code, &codes->capacity, codes->n + 1,
                    sizeof(*codes->code), err))
        return -1;
    c = &codes->code[codes->n];
    *c = (struct coh_note_code){.meaning = coh_span_of(""),
                                .group = coh_span_of("")};
    if (keep(codes, text, &c->text, err))
        return -1;
    codes->n++;
    return 0;
}

/* ---- the scheme ---- */

static int
take_line(struct coh_note_codes *codes, const struct coh_record *rec,
          const size_t at[3], struct coh_notes *notes, struct coh_error *err)
{
    struct coh_span text = coh_span_trim(rec->cell[at[0]]);
    char quoted[COH_QUOTE_SIZE];
    size_t before = codes->n, k;

    if (!text.length)
        return 0;
    if (coh_note_codes_find(codes, text, &k, err))
        return -1;
    if (k < before)
        return coh_notes_add(notes, COH_NOTE_LOOK,
                             coh_quote(text.bytes, text.length, quoted), err,
                             "a code that stands twice in the scheme: the "
                             "first line counts");
    codes->code[k].in_scheme = 1;
    if ((at[1] < rec->n && keep(codes, coh_span_trim(rec->cell[at[1]]),
                                &codes->code[k].meaning, err)) ||
        (at[2] < rec->n && keep(codes, coh_span_trim(rec->cell[at[2]]),
                                &codes->code[k].group, err)))
        return -1;
    return 0;
}

static int
read_lines(struct coh_note_codes *codes, struct coh_reader *reader,
           struct coh_notes *notes, struct coh_error *err)
{
    struct coh_header header = COH_HEADER_INIT;
    struct coh_record rec;
    size_t at[3];
    int rc = -1;

    if (coh_reader_header(reader, &rec, err) ||
        coh_header_copy(&header, rec.cell, rec.n, err) ||
        coh_header_find(&header, coh_span_of("code"), &at[0], err))
        goto out;
    at[1] = coh_header_seek(&header, coh_span_of("meaning"));
    at[2] = coh_header_seek(&header, coh_span_of("group"));
    for (;;) {
        if (coh_reader_next(reader, &rec, err))
            goto out;
        if (rec.end)
            break;
        if (rec.aside
                ? coh_notes_add(notes, COH_NOTE_LOOK, rec.reason, err,
                                "%s: a line set aside", coh_reader_name(reader))
                : take_line(codes, &rec, at, notes, err))
            goto out;
    }
    rc = 0;
out:
    coh_header_release(&header);
    return rc;
}

int
coh_note_codes_scheme(struct coh_note_codes *codes, struct coh_run *run,
                      const char *path, struct coh_error *err)
{
    struct coh_reader *reader;

    if (!path)
        return 0;
    codes->has_scheme = 1;
    reader = coh_run_reader(run, path, err);
    if (!reader)
        return -1;
    if (read_lines(codes, reader, &run->notes, err)) {
        coh_error_context(err, "%s: ", path);
        coh_reader_free(reader);
        return -1;
    }
    return coh_run_reader_done(run, reader, err);
}

/* ---- order ---- */

/* qsort hands on no context: each entry carries its code. */
struct entry {
    const struct coh_note_code *code;
    size_t at;
};

static int
by_table(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;

    if (x->code->in_scheme != y->code->in_scheme)
        return y->code->in_scheme - x->code->in_scheme;
    if (x->code->in_scheme)
        return (x->at > y->at) - (x->at < y->at);
    if (x->code->notes != y->code->notes)
        return x->code->notes < y->code->notes ? 1 : -1;
    return coh_span_compare(x->code->text, y->code->text);
}

int
coh_note_codes_order(const struct coh_note_codes *codes, size_t **order,
                     struct coh_error *err)
{
    struct entry *entry = coh_alloc_array(codes->n, sizeof(*entry), err);
    size_t i;

    *order = entry ? coh_alloc_array(codes->n, sizeof(**order), err) : NULL;
    for (i = 0; *order && i < codes->n; i++)
        entry[i] = (struct entry){&codes->code[i], i};
    if (*order && codes->n)
        qsort(entry, codes->n, sizeof(*entry), by_table);
    for (i = 0; *order && i < codes->n; i++)
        (*order)[i] = entry[i].at;
    coh_free(entry);
    return *order ? 0 : -1;
}

/* ---- what is said ---- */

/* One byte more, less or other. */
static int
is_one_edit(struct coh_span a, struct coh_span b)
{
    size_t i = 0, k = 0;

    if (a.length > b.length) {
        struct coh_span s = a;

        a = b;
        b = s;
    }
    if (a.length < 6 || b.length - a.length > 1)
        return 0;
    while (i < a.length && a.bytes[i] == b.bytes[i])
        i++;
    while (k < a.length - i &&
           a.bytes[a.length - 1 - k] == b.bytes[b.length - 1 - k])
        k++;
    return i + k >= b.length - 1;
}

static int
say_alike(const struct coh_note_codes *codes, size_t a, size_t b,
          struct coh_notes *notes, struct coh_error *err)
{
    struct coh_text x = COH_TEXT_INIT, y = COH_TEXT_INIT;
    struct coh_span p = codes->code[a].text, q = codes->code[b].text;
    char place[2 * COH_QUOTE_SIZE + 8];
    char first[COH_QUOTE_SIZE], second[COH_QUOTE_SIZE];
    int rc = -1;

    if (coh_codes_add_fold(&x, p, COH_CODES_ALMOST, err) ||
        coh_codes_add_fold(&y, q, COH_CODES_ALMOST, err))
        goto out;
    rc = 0;
    if (!coh_span_equal(coh_text_span(&x), coh_text_span(&y)) &&
        !is_one_edit(coh_text_span(&x), coh_text_span(&y)))
        goto out;
    snprintf(place, sizeof(place), "'%s', '%s'",
             coh_quote(p.bytes, p.length, first),
             coh_quote(q.bytes, q.length, second));
    rc = coh_notes_add(notes, COH_NOTE_FACT, place, err,
                       "codes that look alike, counted as two: perhaps one");
out:
    coh_text_release(&x);
    coh_text_release(&y);
    return rc;
}

int
coh_note_codes_say(const struct coh_note_codes *codes, struct coh_notes *notes,
                   struct coh_error *err)
{
    char quoted[COH_QUOTE_SIZE];
    size_t i, k;

    for (i = 0; i < codes->n; i++) {
        const struct coh_note_code *c = &codes->code[i];

        coh_quote(c->text.bytes, c->text.length, quoted);
        if (c->varies && coh_notes_add(notes, COH_NOTE_FACT, quoted, err,
                                       "a code that is written in several "
                                       "cases, counted as one"))
            return -1;
        if (codes->has_scheme && !c->in_scheme &&
            coh_notes_add(notes, COH_NOTE_LOOK, quoted, err,
                          "a code that the scheme does not have"))
            return -1;
        for (k = i + 1; k < codes->n; k++)
            if (!(c->in_scheme && codes->code[k].in_scheme) &&
                say_alike(codes, i, k, notes, err))
                return -1;
    }
    return 0;
}

/* ---- the table ---- */

int
coh_note_codes_columns(const struct coh_note_codes *codes, struct coh_writer *w,
                       struct coh_error *err)
{
    static const char *const name[] = {"code", "meaning", "code_group"};
    int i;

    for (i = 0; i < (codes->has_scheme ? 3 : 1); i++)
        if (coh_writer_column(w, coh_span_of(name[i]), COH_COLUMN_TEXT, err))
            return -1;
    return 0;
}

int
coh_note_codes_cells(const struct coh_note_codes *codes, size_t at,
                     struct coh_writer *w, struct coh_error *err)
{
    const struct coh_note_code *c = &codes->code[at];

    if (coh_writer_text(w, c->text, err))
        return -1;
    return codes->has_scheme && (coh_writer_text(w, c->meaning, err) ||
                                 coh_writer_text(w, c->group, err))
               ? -1
               : 0;
}

void
coh_note_codes_release(struct coh_note_codes *codes)
{
    coh_keys_release(&codes->key);
    coh_free(codes->code);
    coh_text_release(&codes->fold);
    coh_arena_release(&codes->arena);
    *codes = (struct coh_note_codes)COH_NOTE_CODES_INIT;
}
