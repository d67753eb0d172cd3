/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake_support.h"

#include "base/random.h"
#include "intake/mend.h"

/* Expected lines were written by hand from RFC 4180 and the rules in mend.h. */

static void
assert_line(struct coh_kept kept, size_t width, const char *wanted)
{
    struct coh_text t = COH_TEXT_INIT;

    assert_int_equal(coh_mend_write(&t, &kept, width, ',', NULL), 0);
    assert_string_equal(coh_text_get(&t), wanted);
    coh_text_release(&t);
}

static void
assert_raw(const char *raw, size_t width, const char *wanted)
{
    const struct coh_kept kept = {.role = COH_KEPT_ASIDE,
                                  .line = 7,
                                  .raw = coh_span_of(raw),
                                  .reason = "why"};

    assert_line(kept, width, wanted);
}

static void
a_line_without_cells_is_split_filled_up_or_joined(void **state)
{
    (void)state;
    assert_raw("a\"b,2,3", 3,
               "\"a\"\"b\",2,3,7,why; split at each delimiter\n");
    assert_raw("a,2", 4, "a,2,,,7,why; filled up behind field 2\n");
    assert_raw("a,", 4, "a,,,,7,why; filled up behind field 1\n");
    assert_raw("", 3, ",,,7,why; filled up behind field 0\n");
    assert_raw("a,2,3,4", 3,
               "a,2,\"3,4\",7,why; the rest stands in its last field\n");
    assert_raw("a,2,", 3, "a,2,,7,why; split at each delimiter\n");
    assert_raw("a,2,,", 3,
               "a,2,\",\",7,why; the rest stands in its last field\n");
    assert_raw("\"x, y\",\"a \"\"b\"\"\",3", 3,
               "\"x, y\",\"a \"\"b\"\"\",3,7,why; split at each delimiter\n");
    assert_raw("\"x\" y,\"z", 2,
               "\"\"\"x\"\" y\",\"\"\"z\",7,why; split at each delimiter\n");
}

static void
known_cells_stay_as_they_are(void **state)
{
    const struct coh_span cell[] = {{" a", 2}, {"b\nc", 3}, {"", 0}};
    struct coh_kept kept = {.role = COH_KEPT_ASIDE,
                            .line = 7,
                            .cell = cell,
                            .n = 3,
                            .reason = "why, oh"};

    (void)state;
    assert_line(kept, 3, "\" a\",\"b\nc\",,7,\"why, oh\"\n");
    kept.role = COH_KEPT_HEADER;
    assert_line(kept, 3, "\" a\",\"b\nc\",,line,reason\n");
    kept.role = COH_KEPT_ABOVE;
    assert_line(kept, 5, "\" a\",\"b\nc\",\n");
    kept.role = COH_KEPT_RULE;
    kept.reason = NULL;
    assert_line(kept, 3, "\" a\",\"b\nc\",,7,\n");
    kept.role = COH_KEPT_COLUMNS;
    kept.line = 0;
    assert_line(kept, 3, "\" a\",\"b\nc\",,,columns with values\n");
    kept = (struct coh_kept){.role = COH_KEPT_ASIDE,
                             .line = 9,
                             .raw = coh_span_of("endless"),
                             .cut = 1,
                             .reason = "long"};
    assert_line(kept, 1, "endless,9,long; only its beginning is here\n");
}

static void
a_header_is_known_by_its_last_two_names(void **state)
{
    const struct coh_span name[] = {coh_span_of("id"), coh_span_of("line"),
                                    coh_span_of(" reason"), coh_span_of("")};

    (void)state;
    assert_int_equal(coh_mend_width(name, 4), 1);
    assert_int_equal(coh_mend_width(name, 3), 1);
    assert_int_equal(coh_mend_width(name, 2), 2);
    assert_int_equal(coh_mend_width(name + 1, 2), 2);
    assert_int_equal(coh_mend_width(name, 0), 0);
}

/* Read `cells` (split by `|`) as a record of a file of `width` columns; gives
 * its reason if it is set aside, else NULL. */
static const char *
read_back(const char *cells, size_t width, struct coh_record *rec)
{
    static struct coh_span cell[12];
    const char *end;

    *rec = (struct coh_record){.cell = cell, .lines = 1};
    do {
        end = strchr(cells, '|');
        cell[rec->n++] = (struct coh_span){cells, end ? (size_t)(end - cells)
                                                      : strlen(cells)};
        cells = end ? end + 1 : NULL;
    } while (end);
    coh_mend_read(rec, width, ',');
    return rec->aside ? rec->reason : NULL;
}

static void
what_was_mended_is_taken_and_what_was_not_is_set_aside_again(void **state)
{
#define SHORT "2 of 3 fields; filled up behind field 2"
#define LONG  "4 of 3 fields; the rest stands in its last field"
#define SPLIT "quoting; split at each delimiter"
    struct coh_record rec;

    (void)state;
    assert_string_equal(read_back("a|5||7|" SHORT, 3, &rec), SHORT);
    assert_null(read_back("a|x|5|7|" SHORT, 3, &rec));
    assert_null(read_back("a||5|7|" SHORT, 3, &rec));
    assert_null(read_back("a|5||7|", 3, &rec));
    assert_string_equal(read_back("a|||7|2 of 3 fields; filled up behind "
                                  "field 1",
                                  3, &rec),
                        "2 of 3 fields; filled up behind field 1");
    assert_string_equal(read_back("a|x|5,6|7|" LONG, 3, &rec), LONG);
    assert_null(read_back("a|x|6|7|" LONG, 3, &rec));
    assert_string_equal(read_back("a\"|x|6|7|" SPLIT, 3, &rec), SPLIT);
    assert_null(read_back("a|x|6|7|" SPLIT, 3, &rec));
    assert_non_null(
        read_back("a|x|6|7|w; only its beginning is here", 3, &rec));
    assert_null(read_back("a|x|6|7|no student id", 3, &rec));
    assert_int_equal(rec.n, 3);
    /* A field put in, with the blank of before left; the export's own line;
     * blank columns that a spreadsheet added. */
    assert_null(read_back("a|x|5||7|" SHORT, 3, &rec));
    assert_int_equal(rec.n, 3);
    assert_null(read_back("a|x|5", 3, &rec));
    assert_null(read_back("a|x|5|7|" SHORT "||", 3, &rec));
    assert_null(read_back("a|x|5|7|||", 3, &rec));
    assert_string_equal(read_back("a|x|5|6|7|" SHORT, 3, &rec),
                        "6 of 5 fields");
    assert_string_equal(read_back("a|x", 3, &rec), "2 of 5 fields");
    assert_string_equal(read_back("a|x|5|7", 3, &rec), "4 of 5 fields");
}

/* Any line at all becomes a record of the right width, from which none of its
 * bytes but delimiters and quotes is gone, and which is never taken as it is
 * unless its fields could be told apart. */
static void
any_line_becomes_a_record_of_the_right_width(void **state)
{
    static const char bytes[] = "a1,,,\"\" x";
    struct coh_random random = {.state = 1};
    size_t round, i;

    (void)state;
    for (round = 0; round < 2000; round++) {
        char raw[24], path[UNIT_PATH];
        size_t width = 1 + coh_random_below(&random, 5), letters = 0;
        struct coh_kept kept = {.role = COH_KEPT_ASIDE,
                                .line = 3,
                                .raw = {raw, coh_random_below(&random, 24)},
                                .reason = "why"};
        struct coh_text t = COH_TEXT_INIT;
        struct coh_reader_options comma = {.delimiter = ','};
        struct coh_reader *reader;
        struct coh_record rec;

        for (i = 0; i < kept.raw.length; i++) {
            raw[i] = bytes[coh_random_below(&random, sizeof(bytes) - 1)];
            letters += raw[i] == 'a' || raw[i] == '1' || raw[i] == 'x';
        }
        assert_int_equal(coh_mend_write(&t, &kept, width, ',', NULL), 0);
        unit_file(path, t.bytes, t.length);
        reader = coh_reader_open(path, &comma, NULL);
        assert_non_null(reader);
        assert_int_equal(coh_reader_next(reader, &rec, NULL), 0);
        assert_false(rec.aside);
        assert_int_equal(rec.n, width + 2);
        for (i = 0; i < width; i++) {
            size_t k;

            for (k = 0; k < rec.cell[i].length; k++)
                letters -= strchr("a1x", rec.cell[i].bytes[k]) != NULL;
        }
        assert_int_equal(letters, 0);
        assert_int_equal(coh_reader_next(reader, &rec, NULL), 0);
        assert_true(rec.end);
        coh_reader_free(reader);
        unlink(path);
        coh_text_release(&t);
    }
}

/* A mended file by itself: maxima, and a blank cell where others had values. */
static void
a_mended_gradebook_knows_maxima_and_columns_with_values(void **state)
{
    struct taken t;

    (void)state;
    take(&t,
         "Student,ID,SIS User ID,Section,Quiz (17),Later (19),line,reason\n"
         "x,x,x,x,x,,,columns with values\n"
         "    Points Possible,,,,10,5,2,\n"
         "Alder,9,00812,5A,,,3,no student id\n"
         "Birch,9,00813,5A,7,,4,5 of 6 fields; filled up behind field 4\n"
         "Cedar,9,00814,7,,,5,5 of 6 fields; filled up behind field 4\n",
         NULL);
    assert_rows(&t, "4|00812|Quiz|overall||||||10|points||missing|\n"
                    "5|00813|Quiz|overall|||||7|10|points||scored|\n");
    assert_string_equal(coh_text_get(&t.aside),
                        "6: 5 of 6 fields; filled up behind field 4\n");
    assert_int_equal(t.account.by_rule, 2);
    assert_false(noted(&t, "does not know"));
    drop(&t);
}

static int
ignore_kept(void *context, const struct coh_kept *kept, struct coh_error *err)
{
    struct coh_text *t = context;

    return coh_mend_write(t, kept, 6, ',', err);
}

static int
work(struct coh_error *err)
{
    static const char csv[] =
        "Student,ID,SIS User ID,Section,Quiz (17),L (19)\n"
        "    Points Possible,,,,10,5\n"
        "Alder,,,5A,1,\n"
        "Birch,9,00813,7\n"
        "Cedar,9,00814,5A,,3\n";
    struct coh_text kept = COH_TEXT_INIT;
    const struct coh_keeper keeper = {ignore_kept, &kept};
    const struct coh_intake_options options = {.keeper = &keeper};
    struct taken t = {.rc = 0};
    char path[UNIT_PATH];
    int rc;

    unit_file(path, csv, sizeof(csv) - 1);
    rc = take_options(&t, path, coh_catalog_text("canvas-gradebook"), options,
                      err);
    if (!rc)
        assert_string_equal(
            coh_text_get(&kept),
            "Student,ID,SIS User ID,Section,Quiz (17),L (19),line,reason\n"
            "x,x,x,x,x,x,,columns with values\n"
            "\"    Points Possible\",,,,10,5,2,\n"
            "Alder,,,5A,1,,3,no student id\n"
            "Birch,9,00813,7,,,4,4 of 6 fields; filled up behind field 4\n");
    coh_text_release(&kept);
    unlink(path);
    drop(&t);
    return rc;
}

static void
what_is_kept_survives_every_failing_allocation(void **state)
{
    (void)state;
    assert_true(unit_torture(work) > 20);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_without_cells_is_split_filled_up_or_joined),
        cmocka_unit_test(known_cells_stay_as_they_are),
        cmocka_unit_test(a_header_is_known_by_its_last_two_names),
        cmocka_unit_test(
            what_was_mended_is_taken_and_what_was_not_is_set_aside_again),
        cmocka_unit_test(any_line_becomes_a_record_of_the_right_width),
        cmocka_unit_test(
            a_mended_gradebook_knows_maxima_and_columns_with_values),
        cmocka_unit_test(what_is_kept_survives_every_failing_allocation),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
