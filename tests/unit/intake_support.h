/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_TESTS_INTAKE_SUPPORT_H
#define COH_TESTS_INTAKE_SUPPORT_H

/* What the tests of intake share: a text taken in by a layout, and what came
 * of it as text. */

#include "unit.h"

#include "intake/kit.h"

/* What taking in gave. `rows` has a line a result: line, student_id,
 * assessment, measure, item, date, term, attempt, score, max_score, scale,
 * level, status, raw, split by `|`; `more` what else there is: percentile, sem,
 * response, key; `aside` a line a record set aside. */
struct taken {
    struct coh_text rows, more, aside;
    struct coh_intake_account account;
    char layout[40]; /* account.layout, which goes with its layout */
    struct coh_notes notes;
    struct coh_error err;
    int rc;
};

static inline int
record_result(void *context, size_t line, const struct coh_result *r,
              struct coh_span student_id, struct coh_error *err)
{
    static const int shown[] = {
        COH_RESULT_STUDENT_ID, COH_RESULT_ASSESSMENT, COH_RESULT_MEASURE,
        COH_RESULT_ITEM,       COH_RESULT_DATE,       COH_RESULT_TERM,
        COH_RESULT_ATTEMPT,    COH_RESULT_SCORE,      COH_RESULT_MAX_SCORE,
        COH_RESULT_SCALE,      COH_RESULT_LEVEL,      COH_RESULT_STATUS,
        COH_RESULT_RAW,
    };
    static const int others[] = {COH_RESULT_PERCENTILE, COH_RESULT_SEM,
                                 COH_RESULT_RESPONSE, COH_RESULT_KEY};
    struct taken *t = context;
    size_t i;

    for (i = 0; i < UNIT_COUNT(others); i++)
        if (coh_text_add(&t->more, r->cell[others[i]].bytes,
                         r->cell[others[i]].length, err) ||
            coh_text_add(&t->more, i + 1 < UNIT_COUNT(others) ? "|" : "\n", 1,
                         err))
            return -1;
    if (coh_text_format(&t->rows, err, "%zu", line))
        return -1;
    for (i = 0; i < UNIT_COUNT(shown); i++) {
        struct coh_span s = r->cell[shown[i]];

        if (!i && student_id.length)
            s = student_id;
        if (coh_text_add(&t->rows, "|", 1, err) ||
            coh_text_add(&t->rows, s.bytes, s.length, err))
            return -1;
    }
    return coh_text_add(&t->rows, "\n", 1, err);
}

static inline int
record_aside(void *context, size_t line, struct coh_span reason,
             struct coh_span raw, struct coh_error *err)
{
    struct taken *t = context;

    (void)raw;
    if (coh_text_format(&t->aside, err, "%zu: ", line) ||
        coh_text_add(&t->aside, reason.bytes, reason.length, err))
        return -1;
    return coh_text_add(&t->aside, "\n", 1, err);
}

static inline int
take_path(struct taken *t, const char *path, const struct coh_intake_wish *wish,
          const struct coh_roster *roster, struct coh_error *err)
{
    struct coh_intake_kit kit = COH_INTAKE_KIT_INIT;
    const struct coh_result_sink sink = {
        .result = record_result, .aside = record_aside, .context = t};
    struct coh_reader *reader = NULL;
    int rc = -1;

    if (coh_intake_kit_open(&kit, wish, &t->notes, err))
        goto out;
    kit.options.roster = roster;
    reader = coh_reader_open(path, NULL, err);
    if (reader)
        rc = coh_intake_read(reader, &kit.options, &sink, &t->account,
                             &t->notes, err);
    if (!rc)
        snprintf(t->layout, sizeof(t->layout), "%s", t->account.layout);
out:
    coh_reader_free(reader);
    coh_intake_kit_release(&kit);
    return rc;
}

/* The sums hold in every case, so every case checks them. */
static inline void
check_sums(const struct coh_intake_account *a)
{
    size_t i, statuses = 0;

    for (i = 0; i < COH_STATUSES; i++)
        statuses += a->status[i];
    assert_int_equal(a->records, a->used + a->by_rule + a->set_aside);
    assert_int_equal(a->cells, a->results + a->blank);
    assert_int_equal(statuses, a->results);
}

static inline void
take_wish(struct taken *t, const char *csv, struct coh_intake_wish wish,
          const struct coh_roster *roster)
{
    char path[UNIT_PATH];

    *t = (struct taken){.rc = 0};
    unit_file(path, csv, strlen(csv));
    t->rc = take_path(t, path, &wish, roster, &t->err);
    unlink(path);
    if (!t->rc)
        check_sums(&t->account);
}

/* By the layout that the header fits, or the one that is named. */
static inline void
take(struct taken *t, const char *csv, const char *layout)
{
    take_wish(t, csv, (struct coh_intake_wish){.layout = layout}, NULL);
}

/* By a layout of the test's own. */
static inline void
take_by(struct taken *t, const char *csv, const char *ini)
{
    char path[UNIT_PATH];

    unit_file(path, ini, strlen(ini));
    take(t, csv, path);
    unlink(path);
}

static inline void
drop(struct taken *t)
{
    coh_text_release(&t->rows);
    coh_text_release(&t->more);
    coh_text_release(&t->aside);
    coh_notes_release(&t->notes);
}

/* Taking in without the layouts that are compiled in, for a torture: `path` is
 * the export's, `ini` the only layout, the options hold the rest. */
static inline int
take_options(struct taken *t, const char *path, struct coh_span ini,
             struct coh_intake_options options, struct coh_error *err)
{
    struct coh_layout layout = COH_LAYOUT_INIT;
    const struct coh_result_sink sink = {
        .result = record_result, .aside = record_aside, .context = t};
    struct coh_reader *reader = NULL;

    t->rc = -1;
    options.layout = &layout;
    if (!coh_layout_parse(&layout, "own.ini", ini, err) &&
        (reader = coh_reader_open(path, NULL, err)))
        t->rc = coh_intake_read(reader, &options, &sink, &t->account, &t->notes,
                                err);
    coh_reader_free(reader);
    coh_layout_release(&layout);
    return t->rc;
}

static inline int
take_alone(const char *path, const char *ini, struct coh_error *err)
{
    const struct coh_intake_options options = {.path = NULL};
    struct taken t = {.rc = -1};
    int rc = take_options(&t, path, coh_span_of(ini), options, err);

    drop(&t);
    return rc;
}

/* Is there a note whose reason holds the words? */
static inline int
noted(const struct taken *t, const char *words)
{
    size_t i;

    for (i = 0; i < t->notes.n; i++)
        if (strstr(t->notes.note[i].reason, words))
            return 1;
    return 0;
}

#define assert_rows(t, wanted)                                 \
    do {                                                       \
        if ((t)->rc)                                           \
            print_error("%s\n", (t)->err.text);                \
        assert_int_equal((t)->rc, 0);                          \
        assert_string_equal(coh_text_get(&(t)->rows), wanted); \
    } while (0)

#define assert_refused(t, words)                       \
    do {                                               \
        assert_int_equal((t)->rc, -1);                 \
        assert_int_equal((t)->err.code, COH_INPUT);    \
        assert_non_null(strstr((t)->err.text, words)); \
    } while (0)

#endif
