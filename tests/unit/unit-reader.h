/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_TESTS_UNIT_READER_H
#define COH_TESTS_UNIT_READER_H

/* What the tests of the reader share: a reader on bytes, and what it reads as
 * text that can be compared. */

#include "table/reader.h"
#include "unit.h"

static char path[UNIT_PATH];

static inline struct coh_reader *
open_bytes(const void *bytes, size_t length,
           const struct coh_reader_options *options)
{
    struct coh_reader *r;

    unit_file(path, bytes, length);
    r = coh_reader_open(path, options, NULL);
    assert_non_null(r);
    return r;
}

static inline void
done(struct coh_reader *r)
{
    coh_reader_free(r);
    unlink(path);
}

/* The file as text: cells between < and >, a record a line, the reason of one
 * that is set aside with its line: "<a><b>\n3! 1 of 2 fields\n". */
static inline void
describe(struct coh_reader *r, struct coh_text *t)
{
    struct coh_record rec;
    size_t i;

    assert_int_equal(coh_reader_header(r, &rec, NULL), 0);
    do {
        for (i = 0; i < rec.n && !rec.aside; i++) {
            assert_int_equal(coh_text_add(t, "<", 1, NULL), 0);
            assert_int_equal(
                coh_text_add(t, rec.cell[i].bytes, rec.cell[i].length, NULL),
                0);
            assert_int_equal(coh_text_add(t, ">", 1, NULL), 0);
        }
        if (rec.aside)
            assert_int_equal(
                coh_text_format(t, NULL, "%zu! %s", rec.line, rec.reason), 0);
        assert_int_equal(coh_text_add(t, "\n", 1, NULL), 0);
        assert_int_equal(coh_reader_next(r, &rec, NULL), 0);
    } while (!rec.end);
}

static inline void
assert_reads(const void *bytes, size_t length,
             const struct coh_reader_options *options, const char *expected)
{
    struct coh_reader *r = open_bytes(bytes, length, options);
    struct coh_text t = COH_TEXT_INIT;

    describe(r, &t);
    assert_string_equal(coh_text_get(&t), expected);
    coh_text_release(&t);
    done(r);
}

static inline void
assert_text_reads(const char *text, const char *expected)
{
    assert_reads(text, strlen(text), NULL, expected);
}

static inline void
assert_text_with(const char *text, const struct coh_reader_options *options,
                 const char *expected)
{
    assert_reads(text, strlen(text), options, expected);
}

#endif
