/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include "cell/cell-term.h"

static void
terms_are_a_season_and_the_year_it_lies_in(void **state)
{
    static const char *const pair[][2] = {
        {"Fall 2025-2026", "fall 2025"},
        {"Winter 2025-2026", "winter 2026"},
        {"Spring 2025-2026", "spring 2026"},
        {"FALL 2025", "fall 2025"},
        {"fall 2025", "fall 2025"},
        {"Fall 2025-2027", "Fall 2025-2027"},
        {"Fall 2025-2026 Q1", "Fall 2025-2026 Q1"},
        {"Fall 25-26", "Fall 25-26"},
        /* TS GOLD, Aspen, mCLASS, i-Ready */
        {"Fall 2022/2023", "fall 2022"},
        {"Spring 2022/23", "spring 2023"},
        {"2022-2023 Fall", "fall 2022"},
        {"2022-2023 Winter", "winter 2023"},
        {"2022-23 BOY", "fall 2022"},
        {"2022-23 MOY", "winter 2023"},
        {"EOY 2022-2023", "spring 2023"},
        {"Middle of Year 2022-2023", "winter 2023"},
        {"\u00A0Fall\u00A02022 ", "fall 2022"},
        {"Winter 2025-2026 (November 16 - March 1)", "winter 2026"},
        {"Autumn 2025", "autumn 2025"},
        {"1999-00 Spring", "spring 2000"},
        {"BOY 2022", "BOY 2022"},
        {"Fall 2022-24", "Fall 2022-24"},
        {"Fall 20222", "Fall 20222"},
        {"Fall 2022-2023-2024", "Fall 2022-2023-2024"},
        {"Fall (2022", "Fall (2022"},
        {"Fallow 2025", "Fallow 2025"},
        {"Fall", "Fall"},
        {"Trimester 2", "Trimester 2"},
        {"", ""},
    };
    char out[64];
    size_t i;

    (void)state;
    for (i = 0; i < UNIT_COUNT(pair); i++)
        assert_true(coh_span_is(coh_cell_term(coh_span_of(pair[i][0]), out),
                                pair[i][1]));
}

/* A school year that is one number is named after the year it ends in, as in
 * the data of the US Department of Education. */
static void
a_period_lies_in_its_school_year(void **state)
{
    static const struct {
        const char *period, *year, *term;
    } of[] = {
        {"BOY", "2023-2024", "fall 2023"},
        {"MOY", "2023-24", "winter 2024"},
        {"EOY", "2024", "spring 2024"},
        {"BOY", "2024", "fall 2023"},
        {"Beginning of Year", "2023/2024", "fall 2023"},
        {"End of Year", "2023-2024", "spring 2024"},
        {"FALL", "2023-2024", "fall 2023"},
        {"Winter (November 16 - March 1)", "2025-2026", "winter 2026"},
        {"Fall (Beginning of School Year - November 15)", "2025-2026",
         "fall 2025"},
        {"Fall 2019", "2023-2024", "fall 2019"},
        {"Winter", "", "Winter"},
        {"Winter", "2023-2025", "Winter"},
        {"Trimester 2", "2023-2024", "Trimester 2"},
        {"", "2023-2024", ""},
    };
    char out[COH_TERM_SIZE];
    size_t i;

    (void)state;
    for (i = 0; i < UNIT_COUNT(of); i++) {
        struct coh_span s = coh_cell_term_of(coh_span_of(of[i].period),
                                             coh_span_of(of[i].year), out);

        if (!coh_span_is(s, of[i].term))
            print_error("'%s' of '%s'\n", of[i].period, of[i].year);
        assert_true(coh_span_is(s, of[i].term));
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(terms_are_a_season_and_the_year_it_lies_in),
        cmocka_unit_test(a_period_lies_in_its_school_year),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
