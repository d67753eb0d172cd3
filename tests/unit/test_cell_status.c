/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include "cell/cell-status.h"

/* The words are those of Canvas, Moodle, Gradescope, OneRoster, i-Ready, mCLASS
 * and state files; their status is what they say in English. */
static void
plain_words_have_a_status_in_any_spelling(void **state)
{
    static const struct {
        const char *word;
        enum coh_status status;
    } known[] = {
        {"EX", COH_STATUS_EXCUSED},
        {"excused", COH_STATUS_EXCUSED},
        {" Excused ", COH_STATUS_EXCUSED},
        {"exempt", COH_STATUS_EXEMPT},
        {"ABSENT", COH_STATUS_ABSENT},
        {"abs", COH_STATUS_ABSENT},
        {"Not Assessed", COH_STATUS_NOT_ASSIGNED},
        {"not_assigned", COH_STATUS_NOT_ASSIGNED},
        {"Not Submitted", COH_STATUS_NOT_SUBMITTED},
        {"not-submitted", COH_STATUS_NOT_SUBMITTED},
        {"Never submitted", COH_STATUS_NOT_SUBMITTED},
        {"Not  yet\u00A0graded", COH_STATUS_NOT_YET_GRADED},
        {"Needs Grading", COH_STATUS_NOT_YET_GRADED},
        {"In Progress", COH_STATUS_IN_PROGRESS},
        {"Incomplete", COH_STATUS_IN_PROGRESS},
        {"Discontinue", COH_STATUS_DISCONTINUED},
        {"Discontinued", COH_STATUS_DISCONTINUED},
        {"Surpassed Level", COH_STATUS_CEILING},
        {"Max Score", COH_STATUS_CEILING},
        {"Invalidated", COH_STATUS_INVALIDATED},
        {"Declined", COH_STATUS_DECLINED},
        {"Will not take", COH_STATUS_DECLINED},
        {"Missing", COH_STATUS_MISSING},
        {"Not Determined", COH_STATUS_MISSING},
        {"Suppressed", COH_STATUS_SUPPRESSED},
    };
    static const char *const unknown[] = {"A",
                                          "IP",
                                          "NS",
                                          "",
                                          " ",
                                          "-",
                                          "-excused",
                                          "ex-",
                                          "Above",
                                          "Excused absence",
                                          "in progress in progress in progress",
                                          "exx"};
    enum coh_status status;
    size_t i;

    (void)state;
    for (i = 0; i < UNIT_COUNT(known); i++) {
        assert_int_equal(
            coh_cell_status_word(coh_span_of(known[i].word), &status), 0);
        assert_int_equal(status, known[i].status);
    }
    for (i = 0; i < UNIT_COUNT(unknown); i++)
        assert_int_equal(coh_cell_status_word(coh_span_of(unknown[i]), &status),
                         -1);
    assert_int_equal(
        coh_cell_status_word((struct coh_span){"ex\0", 3}, &status), -1);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_words_have_a_status_in_any_spelling),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
