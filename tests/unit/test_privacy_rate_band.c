/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/random.h"
#include "privacy/problem.h"
#include "privacy/rate-band.h"
#include "unit.h"

static void
expect(int64_t n, int64_t count, const char *text, int64_t low, int64_t high)
{
    struct coh_rate_band b;

    assert_int_equal(coh_rate_band_find(n, count, &b, NULL), 0);
    assert_string_equal(b.text, text);
    assert_int_equal(b.low, low);
    assert_int_equal(b.high, high);
}

/* By hand from the table of the header. */
static void
bands_are_those_of_the_table(void **state)
{
    (void)state;
    expect(10, 0, "<=20%", 0, 2);
    expect(10, 2, "<=20%", 0, 2);
    expect(10, 3, "30-39%", 3, 3);
    expect(10, 8, ">=80%", 8, 10);
    expect(19, 4, "20-29%", 4, 5); /* 21.05 %, 26.3 % */
    expect(19, 3, "<=20%", 0, 3);  /* 15.8 % */
    expect(20, 2, "<=10%", 0, 2);
    expect(28, 3, "10-19%", 3, 5); /* 10.7 to 17.9 % */
    expect(39, 36, ">=90%", 36, 39);
    expect(40, 37, "90-94%", 36, 37);
    expect(40, 38, ">=95%", 38, 40);
    expect(99, 5, "5-9%", 5, 9);
    expect(100, 57, "57%", 57, 57);
    expect(100, 97, "97%", 97, 97);
    expect(108, 60, "56%", 60, 61); /* 55.6 %; 61 are 56.48 % */
    expect(108, 59, "55%", 59, 59);
    expect(200, 113, "57%", 113, 114);   /* 56.5 %: halves up */
    expect(299, 293, "98%", 292, 293);   /* 97.5 % are 291.5; 98 % are 293.02 */
    expect(299, 294, ">=98%", 294, 299); /* what the end holds is its own */
    expect(300, 297, ">=99%", 297, 300);
    expect(300, 296, "99%", 296, 296); /* 98.5 % are 295.5 */
    expect(300, 295, "98%", 293, 295);
    expect(300, 3, "<=1%", 0, 3);
}

/* Every count of every size from 10 to 2000: bands follow each other without
 * gap or overlap, hold their counts, and the ends hold three counts or more;
 * what a band says in percent is so of all its counts. */
static void
end_bands_hold_three_counts_for_every_size(void **state)
{
    struct coh_rate_band b, last;
    int64_t n, count;
    int from, to;

    (void)state;
    for (n = 10; n <= 2000; n++) {
        for (count = 0; count <= n; count++) {
            assert_int_equal(coh_rate_band_find(n, count, &b, NULL), 0);
            assert_true(b.low <= count && count <= b.high);
            if (count > 0 && strcmp(b.text, last.text) != 0)
                assert_true(b.low == count && last.high == count - 1);
            else if (count > 0)
                assert_true(b.low == last.low && b.high == last.high);
            if (b.low == 0 || b.high == n)
                assert_true(b.high - b.low + 1 >= 3);
            if (sscanf(b.text, "<=%d%%", &to) == 1)
                assert_true(100 * count <= to * n);
            else if (sscanf(b.text, ">=%d%%", &from) == 1)
                assert_true(100 * count >= from * n);
            else if (sscanf(b.text, "%d-%d%%", &from, &to) == 2)
                assert_true(100 * count >= from * n &&
                            100 * count < (to + 1) * n);
            else
                assert_true(sscanf(b.text, "%d%%", &from) == 1 &&
                            200 * count >= (2 * from - 1) * n &&
                            200 * count < (2 * from + 1) * n);
            last = b;
        }
        assert_true(b.high == n && b.text[0] == '>');
    }
}

static void
a_share_of_few_has_no_band(void **state)
{
    struct coh_rate_band b;
    struct coh_error err = COH_ERROR_INIT;

    (void)state;
    assert_int_equal(coh_rate_band_find(9, 3, &b, &err), -1);
    assert_int_equal(err.code, COH_INPUT);
    assert_int_equal(coh_rate_band_find(10, 11, &b, &err), -1);
    assert_int_equal(coh_rate_band_find(10, -1, &b, &err), -1);
}

static void
protect(const struct coh_privacy_problem *p, const int64_t *count,
        unsigned char *coarse)
{
    unsigned char hidden[16] = {0};

    assert_int_equal(coh_rate_bands_protect(p, hidden, count, coarse, NULL), 0);
}

/* Groups of 10 and 290: ">=80%" (8 to 10) and ">=98%" (285 to 290), beside 98 %
 * of all (294 to 296): each count of the 10, 285 to 288 of the 290 and each of
 * the 300 remain. */
static void
bands_that_fit_each_other_stay(void **state)
{
    struct coh_privacy_problem p = COH_PRIVACY_PROBLEM_INIT;
    unsigned char coarse[16] = {0};

    (void)state;
    assert_int_equal(coh_privacy_cross(&p, 1, (size_t[]){2},
                                       (int64_t[]){10, 290}, NULL, NULL),
                     0);
    protect(&p, (int64_t[]){9, 286, 295}, coarse);
    assert_false(coarse[0] || coarse[1] || coarse[2]);
    coh_privacy_problem_release(&p);
}

/* Groups of 10 and 90: ">=80%" (8 to 10) and "90-94%" (81 to 85) beside 95 % of
 * all 100, which is exactly 95: all of the 10 must have reached it then. */
static void
the_band_of_the_total_goes_first(void **state)
{
    struct coh_privacy_problem p = COH_PRIVACY_PROBLEM_INIT;
    unsigned char coarse[16] = {0};

    (void)state;
    assert_int_equal(coh_privacy_cross(&p, 1, (size_t[]){2},
                                       (int64_t[]){10, 90}, NULL, NULL),
                     0);
    protect(&p, (int64_t[]){10, 85, 95}, coarse);
    assert_false(coarse[0] || coarse[1]);
    assert_true(coarse[2]);
    /* Where no band of the total is shown, nothing has to go. */
    memset(coarse, 0, sizeof(coarse));
    coarse[2] = 1;
    protect(&p, (int64_t[]){10, 85, 95}, coarse);
    assert_false(coarse[0] || coarse[1]);
    coh_privacy_problem_release(&p);
}

/* All counts of three groups that fit their bands and those of the totals that
 * are left: of each band, three are still possible (or all it holds). */
static void
three_counts_remain_in_random_tables(void **state)
{
    struct coh_privacy_problem p = COH_PRIVACY_PROBLEM_INIT;
    struct coh_random random = {.state = 3};
    struct coh_rate_band b[4];
    unsigned char coarse[4];
    int64_t n[3], count[4], x[4], least[4], most[4], need;
    int k, i, taken = 0;

    (void)state;
    for (k = 0; k < 300; k++) {
        for (count[3] = 0, i = 0; i < 3; i++) {
            n[i] = 10 + (int64_t)coh_random_below(&random, 30);
            count[i] = n[i] - (int64_t)coh_random_below(&random, 5);
            count[3] += count[i];
        }
        memset(coarse, 0, sizeof(coarse));
        assert_int_equal(coh_privacy_cross(&p, 1, (size_t[]){3}, n, NULL, NULL),
                         0);
        protect(&p, count, coarse);
        taken += coarse[0] + coarse[1] + coarse[2] + coarse[3];
        for (i = 0; i < 4; i++) {
            assert_int_equal(
                coh_rate_band_find(p.sum[i].count, count[i], &b[i], NULL), 0);
            if (coarse[i]) {
                b[i].low = 0;
                b[i].high = p.sum[i].count;
            }
            least[i] = INT64_MAX;
            most[i] = -1;
        }
        for (x[0] = b[0].low; x[0] <= b[0].high; x[0]++)
            for (x[1] = b[1].low; x[1] <= b[1].high; x[1]++)
                for (x[2] = b[2].low; x[2] <= b[2].high; x[2]++) {
                    x[3] = x[0] + x[1] + x[2];
                    for (i = 0; i < 4 && x[3] >= b[3].low && x[3] <= b[3].high;
                         i++) {
                        least[i] = x[i] < least[i] ? x[i] : least[i];
                        most[i] = x[i] > most[i] ? x[i] : most[i];
                    }
                }
        for (i = 0; i < 4; i++) {
            need = b[i].high - b[i].low + 1;
            need = need < 3 ? need : 3;
            assert_true(most[i] - least[i] + 1 >= need);
        }
        coh_privacy_problem_release(&p);
    }
    assert_true(taken > 10);
}

static int
work(struct coh_error *err)
{
    struct coh_privacy_problem p = COH_PRIVACY_PROBLEM_INIT;
    unsigned char hidden[3] = {0}, coarse[3] = {0};
    const int64_t n[] = {10, 90}, count[] = {10, 85, 95};
    int rc = coh_privacy_cross(&p, 1, (size_t[]){2}, n, NULL, err) ||
                     coh_rate_bands_protect(&p, hidden, count, coarse, err)
                 ? -1
                 : 0;

    coh_privacy_problem_release(&p);
    return rc;
}

static void
every_failing_allocation_comes_back(void **state)
{
    (void)state;
    assert_true(unit_torture(work) > 10);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bands_are_those_of_the_table),
        cmocka_unit_test(end_bands_hold_three_counts_for_every_size),
        cmocka_unit_test(a_share_of_few_has_no_band),
        cmocka_unit_test(bands_that_fit_each_other_stay),
        cmocka_unit_test(the_band_of_the_total_goes_first),
        cmocka_unit_test(three_counts_remain_in_random_tables),
        cmocka_unit_test(every_failing_allocation_comes_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
