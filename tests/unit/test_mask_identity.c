/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What tells who a student is. The names are those that rosters and exports of
 * this repository's layouts and the directory information of 34 CFR 99.3 have:
 * name, parents, address, telephone, e-mail, photograph, birth, ids. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "flow/mask-identity.h"
#include "flow/mask-name.h"

static const char *const who[] = {
    "name",
    "Full Name",
    "first_name",
    "Last Name",
    "middle_name",
    "preferred_name",
    "given_name",
    "family_name",
    "Surname",
    "nickname",
    "initials",
    "student",
    "Student Name",
    "student_id",
    "Student ID",
    "student_number",
    "ID",
    "sis_id",
    "state_id",
    "local_id",
    "district_id",
    "person_id",
    "user_id",
    "canvas_id",
    "google_id",
    "nwea_id",
    "sourcedId",
    "sourced_id",
    "Email",
    "e-mail",
    "email_address",
    "login",
    "login_id",
    "username",
    "phone",
    "phone_number",
    "Address",
    "birthdate",
    "birth_date",
    "birthday",
    "date_of_birth",
    "DOB",
    "ssn",
    "guardian",
    "guardian_name",
    "guardian_email",
    "parent",
    "parent_name",
    "parent_email",
    "photo",
    "respondent",
    " name ",
    "FirstName",
    "LAST NAME",
    "studentName",
    "Student's name",
    "First",
    "last",
    "Preferred Name",
    "pupil",
    "child",
    "Birth Date",
    "Street",
    "Vorname",
    "Mother",
    "Father's e-mail",
    "Parent2Phone",
    "Guardian 1",
    "ZIP code",
    "SIS User ID",
    "SISLoginID",
    "CustomID",
    "pupil no.",
    "Mobile",
    "HomeAddress",
};

static void
columns_of_identity_are_known_whatever_their_case(void **state)
{
    static const char *const others[] = {"section",
                                         "iep",
                                         "n",
                                         "variable",
                                         "source_id",
                                         "source",
                                         "names",
                                         "idea",
                                         "grade",
                                         "students",
                                         "",
                                         "form_id",
                                         "SchoolName",
                                         "QuizName",
                                         "test name",
                                         "last updated",
                                         "first quiz",
                                         "number",
                                         "state",
                                         "family survey",
                                         "mother tongue",
                                         "Key Version",
                                         "preferred language",
                                         "n_students",
                                         "map"};
    size_t i;

    (void)state;
    for (i = 0; i < sizeof(who) / sizeof(*who); i++)
        if (!coh_mask_is_identity(coh_span_of(who[i])))
            fail_msg("'%s' tells who it is", who[i]);
    for (i = 0; i < sizeof(others) / sizeof(*others); i++)
        if (coh_mask_is_identity(coh_span_of(others[i])))
            fail_msg("'%s' tells of nobody", others[i]);
}

static void
an_address_has_its_sign_between_two_characters(void **state)
{
    static const char *const address[] = {
        "a@b", "ana@school.example", "see ana@school.example, please", "@a@b"};
    static const char *const others[] = {"",  "@",       "a@",     "@b",
                                         "a", "3 @ 2.5", "3 @2.5", "3@ 2.5"};
    size_t i;

    (void)state;
    for (i = 0; i < sizeof(address) / sizeof(*address); i++)
        assert_true(coh_mask_is_address(coh_span_of(address[i])));
    for (i = 0; i < sizeof(others) / sizeof(*others); i++)
        assert_false(coh_mask_is_address(coh_span_of(others[i])));
}

static void
a_harmless_name_has_harmless_words_alone(void **state)
{
    static const char *const harmless[] = {"section", "QuizName", "Quiz Class",
                                           "active_from", "Home Language"};
    static const char *const others[] = {
        "friend", "quiz comment", "name", "LastName", "", "7"};
    size_t i;

    (void)state;
    for (i = 0; i < sizeof(harmless) / sizeof(*harmless); i++)
        assert_true(coh_mask_name_is_harmless(coh_span_of(harmless[i])));
    for (i = 0; i < sizeof(others) / sizeof(*others); i++)
        assert_false(coh_mask_name_is_harmless(coh_span_of(others[i])));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_of_identity_are_known_whatever_their_case),
        cmocka_unit_test(a_harmless_name_has_harmless_words_alone),
        cmocka_unit_test(an_address_has_its_sign_between_two_characters),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
