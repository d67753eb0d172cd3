/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include "base/hash.h"
#include "flow/profile-column.h"
#include "near.h"

/* Expected values are counted by hand from the cells beside them. */

static struct coh_roster roster;
static struct coh_keys words = {.width = 1};

static int
add(struct coh_portrait *p, const struct coh_portrait_ground *g,
    const char *const *cell, size_t n, struct coh_error *err)
{
    enum coh_portrait_stands stands;
    size_t i;

    for (i = 0; i < n; i++) {
        struct coh_span s = coh_span_of(cell[i]);

        if (coh_portrait_add(p, g, s, coh_hash64(0, s.bytes, s.length), &stands,
                             err))
            return -1;
    }
    return 0;
}

/* A column of these cells, with room for so many labels. */
static int
draw(struct coh_portrait *p, const char *name, const char *const *cell,
     size_t n, size_t labels, struct coh_error *err)
{
    struct coh_portrait_ground g = {.from = COH_DATE_NONE,
                                    .until = COH_DATE_NONE,
                                    .roster = &roster,
                                    .name_words = &words,
                                    .most_labels = labels};
    size_t count = 0;
    int rc = -1;

    *p = (struct coh_portrait)COH_PORTRAIT_INIT;
    p->name = coh_span_of(name);
    if (coh_date_parse(coh_span_of("2026-03-06"), &g.today) ||
        coh_date_parse(coh_span_of("2025-09-01"), &g.from) ||
        coh_date_parse(coh_span_of("2026-02-28"), &g.until))
        return -1;
    g.distinct = coh_distinct_new(err);
    if (!g.distinct || add(p, &g, cell, n, err) ||
        coh_distinct_count(g.distinct, &count, 1, err))
        goto out;
    p->other_labels += count;
    rc = coh_portrait_finish(p, &g, err);
out:
    coh_distinct_free(g.distinct);
    return rc;
}

#define DRAW(p, name, cells) \
    assert_int_equal(        \
        draw(p, name, cells, UNIT_COUNT(cells), COH_PORTRAIT_LABELS, NULL), 0)

static const char *const scores[] = {"12", "15", "",       "11", "18", "NA",
                                     "20", "13", "Absent", "14", "95", "12"};

static void
a_column_of_scores_has_its_figures(void **state)
{
    struct coh_portrait p;

    (void)state;
    DRAW(&p, "Points", scores);
    assert_int_equal(p.type, COH_PORTRAIT_WHOLE);
    assert_int_equal(p.cells, 12);
    assert_int_equal(p.values, 9);
    assert_int_equal(p.missing, 3); /* blank, NA, Absent */
    assert_int_equal(p.kind[COH_SIGHT_BLANK], 1);
    assert_string_equal(p.code[0].text, "NA");
    assert_int_equal(p.status[COH_STATUS_ABSENT], 1);
    assert_int_equal(p.distinct, 8);
    /* 11 12 12 13 14 15 18 20 95: quartiles at places 3, 5 and 7 of 9, which
     * type 7 hits; fences 12 − 9 and 18 + 9. */
    assert_near(coh_sample_quantile(&p.sample, 0.25), 12, 0);
    assert_near(coh_sample_quantile(&p.sample, 0.5), 14, 0);
    assert_near(coh_sample_quantile(&p.sample, 0.75), 18, 0);
    assert_near(p.fence_low, 3, 0);
    assert_near(p.fence_high, 27, 0);
    assert_int_equal(p.below, 0);
    assert_int_equal(p.above, 1);
    assert_near(p.mode.number, 12, 0);
    assert_int_equal(p.mode.n, 2);
    assert_near(p.antimode.number, 11, 0);
    assert_int_equal(p.antimode.n, 1);
    assert_int_equal(p.antimode.ties, 7);
    assert_int_equal(p.length_low, 2);
    assert_int_equal(p.length_high, 6); /* Absent */
    coh_portrait_release(&p);
}

static void
a_column_of_too_many_labels_has_the_same_figures(void **state)
{
    struct coh_portrait few, many;

    (void)state;
    DRAW(&many, "Points", scores);
    assert_int_equal(draw(&few, "Points", scores, UNIT_COUNT(scores), 3, NULL),
                     0);
    assert_true(few.spilt);
    assert_false(many.spilt);
    assert_int_equal(few.type, many.type);
    assert_memory_equal(few.kind, many.kind, sizeof(few.kind));
    assert_int_equal(few.missing, many.missing);
    assert_int_equal(few.above, many.above);
    assert_near(few.mode.number, 12, 0);
    assert_near(coh_sample_mean(&few.sample), coh_sample_mean(&many.sample), 0);
    assert_int_equal(few.distinct, many.distinct);
    assert_int_equal(few.labels, 0);
    coh_portrait_release(&few);
    coh_portrait_release(&many);
}

static enum coh_portrait_type
type_of(const char *name, const char *const *cell, size_t n)
{
    struct coh_portrait p;
    enum coh_portrait_type type;

    assert_int_equal(draw(&p, name, cell, n, COH_PORTRAIT_LABELS, NULL), 0);
    type = p.type;
    coh_portrait_release(&p);
    return type;
}

#define TYPE(name, cells) type_of(name, cells, UNIT_COUNT(cells))

static void
a_type_is_what_nine_of_ten_values_are(void **state)
{
    static const char *const blank[] = {"", "NA", " "};
    static const char *const ids[] = {"00812", "10025", "13062"};
    static const char *const plain[] = {"812", "10025", "13062"};
    static const char *const parts[] = {"1.5", "2", "3"};
    static const char *const dates[] = {"2026-01-02", "1/3/2026", ""};
    static const char *const texts[] = {"5A", "5B", "5A"};
    static const char *const both[] = {"1", "two", "3"};
    static const char *const rare[] = {"1", "2", "3", "4", "5",
                                       "6", "7", "8", "9", "x"};

    (void)state;
    assert_int_equal(TYPE("a", blank), COH_PORTRAIT_BLANK);
    assert_int_equal(TYPE("a", ids), COH_PORTRAIT_ID);
    assert_int_equal(TYPE("a", plain), COH_PORTRAIT_WHOLE);
    assert_int_equal(TYPE("StudentID", plain), COH_PORTRAIT_ID);
    assert_int_equal(TYPE("a", parts), COH_PORTRAIT_NUMBER);
    assert_int_equal(TYPE("a", dates), COH_PORTRAIT_DATE);
    assert_int_equal(TYPE("a", texts), COH_PORTRAIT_TEXT);
    assert_int_equal(TYPE("a", both), COH_PORTRAIT_MIXED);
    assert_int_equal(TYPE("a", rare), COH_PORTRAIT_WHOLE); /* 9 of 10 */
}

static void
a_word_for_a_missing_score_is_a_value_among_words(void **state)
{
    static const char *const cell[] = {"Absent", "Present", "Absent", ""};
    struct coh_portrait p;

    (void)state;
    DRAW(&p, "Attendance", cell);
    assert_int_equal(p.missing, 1);
    assert_int_equal(p.values, 3);
    assert_int_equal(p.distinct, 2);
    assert_true(coh_span_is(p.mode.text, "Absent"));
    coh_portrait_release(&p);
}

static void
near_duplicate_labels_find_each_other(void **state)
{
    static const char *const cell[] = {"5A",    "5a",    "5A ",   "5B",
                                       "Lópéz", "Lopez", "López", "b-"};
    static const char *const edges[] = {"5A", "5A ", " 5A", "6"};
    struct coh_portrait_clusters c = COH_PORTRAIT_CLUSTERS_INIT;
    struct coh_portrait p;

    (void)state;
    DRAW(&p, "Section", cell);
    assert_int_equal(coh_portrait_cluster(&p, &c, NULL), 0);
    assert_int_equal(c.n, 2); /* 5a, and lopez */
    assert_int_equal(c.labels, 6);
    assert_int_equal(c.edge, 0);
    assert_int_equal(c.caseless, 1);
    assert_string_equal(coh_text_get(&c.shown),
                        "'5A' 1, '5a' 1, '5A ' 1; 'Lópéz' 1, 'Lopez' 1, "
                        "'López' 1");
    assert_int_equal(p.edge, 1);
    coh_text_release(&c.shown);
    coh_portrait_release(&p);
    c = (struct coh_portrait_clusters)COH_PORTRAIT_CLUSTERS_INIT;
    DRAW(&p, "Section", edges);
    assert_int_equal(coh_portrait_cluster(&p, &c, NULL), 0);
    assert_int_equal(c.n, 1);
    assert_int_equal(c.edge, 1);
    coh_text_release(&c.shown);
    coh_portrait_release(&p);
}

static void
days_are_held_against_today_and_the_window(void **state)
{
    static const char *const cell[] = {"8/31/2025", "9/1/2025", "2/28/2026",
                                       "3/1/2026",  "3/7/2026", "13/1/2026"};
    static const char *const either[] = {"3/4/2026", "5/6/2025"};
    struct coh_portrait p;
    char day[COH_DATE_SIZE];

    (void)state;
    /* Without the last one, all month first. */
    assert_int_equal(draw(&p, "Date", cell, 5, 99, NULL), 0);
    assert_int_equal(p.order, COH_ORDER_MDY);
    assert_false(p.order_doubtful);
    assert_int_equal(p.days.n, 5);
    assert_int_equal(p.days.before, 1);
    assert_int_equal(p.days.after, 2);
    assert_int_equal(p.days.future, 1);
    assert_string_equal(coh_date_text(p.days.low, day), "2025-08-31");
    assert_string_equal(coh_date_text(p.days.high, day), "2026-03-07");
    coh_portrait_release(&p);
    DRAW(&p, "Date", cell);
    assert_true(p.order_doubtful); /* 8/31 and 13/1 */
    coh_portrait_release(&p);
    DRAW(&p, "Date", either);
    assert_true(p.order_doubtful);
    coh_portrait_release(&p);
}

static void
names_of_the_roster_are_found_in_cells_and_in_text(void **state)
{
    static const char *const names[] = {"Okafor, Ada", "Liv Berg", "Bo Ek"};
    static const char *const notes[] = {"Worked well with Liv Berg today",
                                        "Worked well", "nothing to say here"};
    static const char *const parts[] = {"Ada", "LIV", "Bo"};
    struct coh_portrait p;

    (void)state;
    DRAW(&p, "Who", names);
    assert_int_equal(p.names, 2);
    coh_portrait_release(&p);
    DRAW(&p, "Note", notes);
    assert_int_equal(p.mentions, 1);
    assert_int_equal(p.names, 0);
    coh_portrait_release(&p);
    DRAW(&p, "First", parts);
    assert_int_equal(p.name_parts, 2);
    coh_portrait_release(&p);
}

static void
the_most_frequent_labels_come_first(void **state)
{
    static const char *const cell[] = {"b", "a", "c", "a", "c", "", "a"};
    struct coh_portrait p;
    size_t at[2];

    (void)state;
    DRAW(&p, "x", cell);
    assert_int_equal(coh_portrait_top(&p, 2, at), 2);
    assert_int_equal(p.label[at[0]].n, 3); /* a */
    assert_int_equal(p.label[at[1]].n, 2); /* c */
    assert_string_equal(p.label[at[1]].bytes, "c");
    coh_portrait_release(&p);
}

static int
draw_once(struct coh_error *err)
{
    struct coh_portrait_clusters c = COH_PORTRAIT_CLUSTERS_INIT;
    static const char *const cell[] = {"5A", "5a", "7", "Ada", "1/2/2026"};
    struct coh_portrait p = COH_PORTRAIT_INIT, q = COH_PORTRAIT_INIT;
    int rc = draw(&p, "x", cell, UNIT_COUNT(cell), 99, err) ||
             coh_portrait_cluster(&p, &c, err) ||
             draw(&q, "x", cell, UNIT_COUNT(cell), 2, err);

    coh_text_release(&c.shown);
    coh_portrait_release(&p);
    coh_portrait_release(&q);
    return rc ? -1 : 0;
}

static void
every_failing_allocation_comes_back_as_an_error(void **state)
{
    (void)state;
    assert_true(unit_torture(draw_once) > 10);
}

static int
begin(void **state)
{
    static const char *const name[] = {"Okafor, Ada", "Berg, Liv"};
    static const char *const word[] = {"okafor", "ada", "berg", "liv"};
    size_t i, at;

    (void)state;
    roster = (struct coh_roster)COH_ROSTER_INIT;
    for (i = 0; i < UNIT_COUNT(name); i++)
        if (coh_roster_add(&roster, coh_span_of(i ? "2" : "1"),
                           coh_span_of(name[i]), COH_DATE_NONE, COH_DATE_NONE,
                           &at, NULL))
            return -1;
    for (i = 0; i < UNIT_COUNT(word); i++) {
        struct coh_span s = coh_span_of(word[i]);

        if (coh_keys_index(&words, &s, &at, NULL))
            return -1;
    }
    return 0;
}

static int
end(void **state)
{
    (void)state;
    coh_roster_release(&roster);
    coh_keys_release(&words);
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_column_of_scores_has_its_figures),
        cmocka_unit_test(a_column_of_too_many_labels_has_the_same_figures),
        cmocka_unit_test(a_type_is_what_nine_of_ten_values_are),
        cmocka_unit_test(a_word_for_a_missing_score_is_a_value_among_words),
        cmocka_unit_test(near_duplicate_labels_find_each_other),
        cmocka_unit_test(days_are_held_against_today_and_the_window),
        cmocka_unit_test(names_of_the_roster_are_found_in_cells_and_in_text),
        cmocka_unit_test(the_most_frequent_labels_come_first),
        cmocka_unit_test(every_failing_allocation_comes_back_as_an_error),
    };

    return cmocka_run_group_tests(tests, begin, end);
}
