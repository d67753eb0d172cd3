/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include "report/compare.h"

/*
 * A page of one block `x`, beside itself: the block as the page keeps it, and
 * as it came out now. The reasons are those of docs/man/cohort-weave.1.
 */

enum { ROWS = 2 };

static struct coh_trail_fact facts[4];

/* What the block says of the store now. */
static void
give_fact(struct coh_block *b, const char *key, const char *value)
{
    struct coh_trail_step *step = &b->trail.step[0];

    facts[step->facts++] = (struct coh_trail_fact){.key = key, .value = value};
}

/* Compares, with `then` changed by the caller; the reason in `why`. */
struct scene {
    struct coh_making then;
    struct coh_making_block block;
    struct coh_weave now;
    struct coh_block made;
    struct coh_trail_step step;
    char sha256[COH_SHA256_HEX], text[COH_SHA256_HEX];
};

static void
set(struct scene *s)
{
    static const char source[] = "cohort table a.csv";

    *s = (struct scene){.now = COH_WEAVE_INIT};
    coh_sha256_of("now", 3, s->sha256);
    coh_sha256_of(source, sizeof(source) - 1, s->text);
    s->made = (struct coh_block){.id = (char *)"x", .ran = 1};
    s->made.source = coh_span_of(source);
    memcpy(s->made.sha256, s->sha256, sizeof(s->sha256));
    s->step = (struct coh_trail_step){.tool = "cohort-table", .fact = facts};
    s->made.trail.step = &s->step;
    s->made.trail.n = 1;
    s->made.table.rows = ROWS;
    s->now.block = &s->made;
    s->now.n = 1;
    assert_int_equal(
        coh_date_parse(coh_span_of("2026-03-06"), &s->now.parameters.today), 0);
    s->block = (struct coh_making_block){.id = "x",
                                         .command = "",
                                         .sha256 = "then",
                                         .text = s->text,
                                         .rows = ROWS,
                                         .newest_load = -1,
                                         .newest_decision = -1,
                                         .loads = "",
                                         .roster = "",
                                         .inventory = "",
                                         .files = ""};
    s->then = (struct coh_making){.sha256 = "",
                                  .day = "2026-03-06",
                                  .version = COH_VERSION,
                                  .team = "",
                                  .block = &s->block,
                                  .n = 1};
}

static void
check(const struct scene *s, const struct coh_table *loads, const char *reason)
{
    struct coh_comparison c = COH_COMPARISON_INIT;

    assert_int_equal(coh_compare(&c, &s->then, &s->now, loads, NULL), 0);
    assert_int_equal(c.n, 1);
    assert_string_equal(c.block[0].reason, reason);
    assert_int_equal(c.block[0].same, !*reason);
    assert_int_equal(c.changed, *reason != '\0');
    coh_comparison_release(&c);
}

static void
what_gives_the_same_needs_no_reason(void **state)
{
    struct scene s;

    (void)state;
    set(&s);
    s.block.sha256 = s.sha256;
    s.then.day = "2026-03-05";
    check(&s, NULL, "");
}

static void
what_circumstances_changed_it_is_said(void **state)
{
    struct scene s;

    (void)state;
    set(&s);
    check(&s, NULL, "changed, though its files and its command did not");
    s.block.newest_load = 7;
    check(&s, NULL, "changed outside any load");
    s.then.day = "2026-03-05";
    check(&s, NULL, "today is another day");
    s.then.version = "0.0.1";
    check(&s, NULL, "today is another day; another version of Cohort");
    s.block.command = "cohort table b.csv";
    s.block.text = "another";
    check(&s, NULL,
          "the page's source changed; today is another day; another version "
          "of Cohort");
    set(&s);
    s.block.command = "cohort table --where 'a=1'";
    check(&s, NULL, "a value from a block above it changed");
}

static void
entries_of_decisions_newer_than_the_page_are_named(void **state)
{
    struct scene s;

    (void)state;
    set(&s);
    s.block.newest_load = 7;
    give_fact(&s.made, "newest_decision", "3");
    /* A page of before these were counted. */
    check(&s, NULL, "changed outside any load");
    s.block.newest_decision = 3;
    check(&s, NULL, "changed outside any load");
    s.block.newest_decision = 2;
    check(&s, NULL, "changed by decision entry 3");
    s.block.newest_decision = 0;
    check(&s, NULL, "changed by decision entries 1 to 3");
}

/* load, source, undoes, undone_by; the newest first, as --list writes. */
static void
loads_newer_than_the_page_are_named_where_its_sources_are(void **state)
{
    static const char csv[] = "load,source,undoes,undone_by\n"
                              "12,b,,\n"
                              "11,a,6,\n"
                              "10,a,,\n"
                              "9,a,8,\n"
                              "8,a,,9\n"
                              "6,a,,11\n";
    struct coh_table loads = COH_TABLE_INIT;
    struct scene s;

    (void)state;
    assert_int_equal(coh_block_table(&loads, coh_span_of(csv), NULL), 0);
    set(&s);
    s.block.newest_load = 7;
    s.block.loads = "a: 7";
    check(&s, &loads, "changed by load 10; undone load 6");
    s.block.loads = "b: 2";
    check(&s, &loads, "changed by load 12");
    s.block.loads = "c: 2";
    check(&s, &loads, "changed outside any load");
    coh_table_release(&loads);
}

static void
the_roster_and_the_inventory_have_hashes(void **state)
{
    struct scene s;

    (void)state;
    set(&s);
    s.block.newest_load = 7;
    give_fact(&s.made, "roster", "r2");
    give_fact(&s.made, "inventory", "i2");
    s.block.roster = "r1";
    s.block.inventory = "i2";
    check(&s, NULL, "the roster changed");
    s.block.roster = "r2";
    s.block.inventory = "i1";
    check(&s, NULL, "the inventory changed");
}

static void
a_block_on_one_side_only_is_new_or_gone(void **state)
{
    struct coh_comparison c = COH_COMPARISON_INIT;
    struct scene s;

    (void)state;
    set(&s);
    s.then.sha256 = "source";
    s.block.id = "y";
    s.made.ran = 1;
    assert_int_equal(coh_compare(&c, &s.then, &s.now, NULL, NULL), 0);
    assert_int_equal(c.n, 2);
    assert_string_equal(c.block[0].reason, "the block is new");
    assert_int_equal(c.block[0].was, 0);
    assert_string_equal(c.block[1].id, "y");
    assert_string_equal(c.block[1].reason, "the block is gone");
    assert_int_equal(c.block[1].is, 0);
    assert_int_equal(c.changed, 2);
    coh_comparison_release(&c);
}

static void
a_block_that_cannot_be_made_says_why(void **state)
{
    struct scene s;

    (void)state;
    set(&s);
    s.made.fault = (char *)"stage 1 failed";
    check(&s, NULL, "cannot be made: stage 1 failed");
}

static int
compare_all(struct coh_error *err)
{
    struct coh_comparison c = COH_COMPARISON_INIT;
    struct scene s;
    int rc;

    set(&s);
    s.block.newest_decision = 0;
    s.block.newest_load = 7;
    give_fact(&s.made, "newest_decision", "3");
    rc = coh_compare(&c, &s.then, &s.now, NULL, err);
    coh_comparison_release(&c);
    return rc;
}

static void
every_failing_allocation_is_said(void **state)
{
    (void)state;
    assert_true(unit_torture(compare_all) >= 2);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_gives_the_same_needs_no_reason),
        cmocka_unit_test(what_circumstances_changed_it_is_said),
        cmocka_unit_test(entries_of_decisions_newer_than_the_page_are_named),
        cmocka_unit_test(
            loads_newer_than_the_page_are_named_where_its_sources_are),
        cmocka_unit_test(the_roster_and_the_inventory_have_hashes),
        cmocka_unit_test(a_block_on_one_side_only_is_new_or_gone),
        cmocka_unit_test(a_block_that_cannot_be_made_says_why),
        cmocka_unit_test(every_failing_allocation_is_said),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
