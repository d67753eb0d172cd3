/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include "inventory/change.h"
#include "inventory/gaps.h"
#include "inventory/page.h"

static char path[UNIT_PATH];

/* ---- the fields and words that the project has promised ---- */

/* The field union: what is required, conditional and worked out; all others are
 * optional. 15 fields are the minimum form. */
static const struct {
    enum coh_field_id id;
    enum coh_field_need need;
} promised[] = {
    {COH_FIELD_SOURCE_ID, COH_NEED_FIRST},
    {COH_FIELD_TITLE, COH_NEED_FIRST},
    {COH_FIELD_DESCRIPTION, COH_NEED_REQUIRED},
    {COH_FIELD_OWNER_ROLE, COH_NEED_REQUIRED},
    {COH_FIELD_TIER, COH_NEED_FIRST},
    {COH_FIELD_STATUS, COH_NEED_REQUIRED},
    {COH_FIELD_DATA_TYPE, COH_NEED_FIRST},
    {COH_FIELD_MEASURE_CATEGORY, COH_NEED_FIRST},
    {COH_FIELD_CONSTRUCT, COH_NEED_REQUIRED},
    {COH_FIELD_PURPOSE, COH_NEED_FIRST},
    {COH_FIELD_QUESTIONS_INFORMED, COH_NEED_FIRST},
    {COH_FIELD_SCORE_MIN, COH_NEED_QUANTITATIVE},
    {COH_FIELD_SCORE_MAX, COH_NEED_QUANTITATIVE},
    {COH_FIELD_GROWTH_CAPABLE, COH_NEED_REQUIRED},
    {COH_FIELD_CODING_SCHEME, COH_NEED_QUALITATIVE},
    {COH_FIELD_POPULATION, COH_NEED_FIRST},
    {COH_FIELD_GRADES, COH_NEED_FIRST},
    {COH_FIELD_UNIT, COH_NEED_REQUIRED},
    {COH_FIELD_FREQUENCY, COH_NEED_FIRST},
    {COH_FIELD_ISO_INTERVAL, COH_NEED_DERIVED},
    {COH_FIELD_NEXT_DUE, COH_NEED_DERIVED},
    {COH_FIELD_ACCESS_LEVEL, COH_NEED_FIRST},
    {COH_FIELD_ACCESS_ROLES, COH_NEED_FIRST},
    {COH_FIELD_ACCESS_METHOD, COH_NEED_FIRST},
    {COH_FIELD_LOCATION, COH_NEED_FILE},
    {COH_FIELD_FORMAT, COH_NEED_REQUIRED},
    {COH_FIELD_JOIN_KEY, COH_NEED_REQUIRED},
    {COH_FIELD_GRANULARITY, COH_NEED_REQUIRED},
    {COH_FIELD_CURRENT_USE, COH_NEED_FIRST},
    {COH_FIELD_USED_BY, COH_NEED_REQUIRED},
    {COH_FIELD_SENSITIVITY, COH_NEED_FIRST},
    {COH_FIELD_PII_FIELDS, COH_NEED_REQUIRED},
    {COH_FIELD_MIN_N, COH_NEED_REQUIRED},
    {COH_FIELD_ROWS, COH_NEED_DERIVED},
    {COH_FIELD_COMPLETENESS, COH_NEED_DERIVED},
    {COH_FIELD_PROFILE_DATE, COH_NEED_DERIVED},
    {COH_FIELD_SHA256, COH_NEED_DERIVED},
    {COH_FIELD_QUALITY_FLAGS, COH_NEED_DERIVED},
    {COH_FIELD_CITATION, COH_NEED_RESEARCH},
    {COH_FIELD_RESEARCH_VALIDITY, COH_NEED_RESEARCH},
    {COH_FIELD_RESEARCH_RELEVANCE, COH_NEED_RESEARCH},
    {COH_FIELD_RESEARCH_IMPORTANCE, COH_NEED_RESEARCH},
    {COH_FIELD_RESEARCH_CONTEXT, COH_NEED_RESEARCH},
    {COH_FIELD_REVIEWED_ON, COH_NEED_REQUIRED},
    {COH_FIELD_REVIEWED_BY_ROLE, COH_NEED_REQUIRED},
};

static void
each_field_is_required_as_it_was_promised(void **state)
{
    size_t i, at = 0;

    (void)state;
    for (i = 0; i < COH_FIELDS; i++) {
        int listed = at < UNIT_COUNT(promised) &&
                     promised[at].id == (enum coh_field_id)i;

        assert_int_equal(coh_field[i].need,
                         listed ? promised[at].need : COH_NEED_OPTIONAL);
        at += (size_t)listed;
    }
    assert_int_equal(at, UNIT_COUNT(promised));
}

/* The words in full; CEDS Assessment Purpose has 21 codes. */
static void
each_vocabulary_has_its_words_and_no_others(void **state)
{
    static const struct {
        const struct coh_vocabulary *of;
        const char *words;
    } row[] = {
        {&coh_vocabulary_data_type, "quantitative, qualitative or mixed"},
        {&coh_vocabulary_measure_category,
         "demographics, perceptions, student-learning or school-processes"},
        {&coh_vocabulary_purpose,
         "screening, diagnostic, formative, progress-monitoring, interim, "
         "summative, accountability, placement, program-evaluation or "
         "relationship"},
        {&coh_vocabulary_ceds_purpose,
         "00050, 00051, 73055, 00063, 00064, 73069, 03459, 73068, 00055, "
         "03457, 02404, 73042, 73043, 73067, 00057, 00058, 00062, 00061, "
         "03458, 00054 or 09999"},
        {&coh_vocabulary_frequency,
         "continuous, daily, three-per-week, twice-weekly, weekly, "
         "every-2-weeks, twice-monthly, monthly, every-2-months, quarterly, "
         "three-per-year, twice-yearly, yearly, every-2-years, per-lesson, "
         "per-unit, as-needed, once, irregular or unknown"},
        {&coh_vocabulary_access_level,
         "public, school, team, teacher-only, restricted, vendor-held or "
         "unknown"},
        {&coh_vocabulary_access_method,
         "file, login, api, shared-drive, request, paper or oral"},
        {&coh_vocabulary_sensitivity,
         "none, aggregate, directory, education-record or special-category"},
        {&coh_vocabulary_tier,
         "external-state, external-vendor, district, school, team, classroom, "
         "learner-self-report, family or research"},
        {&coh_vocabulary_requiring_entity,
         "federal, state, district, school, team, teacher or none"},
        {&coh_vocabulary_status,
         "collected-used, collected-unused, tool-exists-not-collected, no-tool "
         "or retired"},
        {&coh_vocabulary_population,
         "all, grade, course, english-learners, students-with-disabilities, "
         "intervention, sample, volunteer or other"},
        {&coh_vocabulary_unit, "student, item, group, class, family or staff"},
        {&coh_vocabulary_grouping_use, "interest, skills or needs"},
        {&coh_vocabulary_keep_decision, "keep, change, drop or undecided"},
        {&coh_vocabulary_appraisal, "strong, moderate, weak or unclear"},
    };
    struct coh_text t = COH_TEXT_INIT;
    size_t i, k;

    (void)state;
    for (i = 0; i < UNIT_COUNT(row); i++) {
        coh_text_clear(&t);
        assert_int_equal(coh_vocabulary_list(row[i].of, &t, NULL), 0);
        assert_string_equal(coh_text_get(&t), row[i].words);
    }
    for (k = 0; coh_vocabulary_ceds_purpose.word[k]; k++)
        assert_non_null(coh_vocabulary_meaning(
            &coh_vocabulary_ceds_purpose,
            coh_span_of(coh_vocabulary_ceds_purpose.word[k])));
    assert_int_equal(k, 21);
    coh_text_release(&t);
}

/* ---- changes ---- */

struct fixture {
    struct coh_inventory inv;
    struct coh_entry *e;
};

static void
begin(struct fixture *f)
{
    *f = (struct fixture){.inv = COH_INVENTORY_INIT};
    f->e = coh_inventory_add(&f->inv, coh_span_of("notes"), NULL);
    assert_non_null(f->e);
}

static int
change(struct fixture *f, const char *what)
{
    return coh_change_apply(&f->inv, f->e, what, NULL);
}

static const char *
value(struct fixture *f, enum coh_field_id id)
{
    return coh_entry_get(f->e, id);
}

static void
a_change_sets_clears_and_adds(void **state)
{
    struct fixture f;

    (void)state;
    begin(&f);
    assert_int_equal(change(&f, "title= Notes = all "), 0);
    assert_string_equal(value(&f, COH_FIELD_TITLE), "Notes = all");
    assert_int_equal(change(&f, "Type of data=Qualitative"), 0);
    assert_string_equal(value(&f, COH_FIELD_DATA_TYPE), "qualitative");
    assert_int_equal(change(&f, "purpose+=Formative; screening"), 0);
    assert_int_equal(change(&f, "purpose+=screening;diagnostic"), 0);
    assert_string_equal(value(&f, COH_FIELD_PURPOSE),
                        "formative;screening;diagnostic");
    assert_int_equal(change(&f, "purpose="), 0);
    assert_null(f.e->value[COH_FIELD_PURPOSE]);
    coh_inventory_release(&f.inv);
}

static void
a_change_that_does_not_fit_changes_nothing(void **state)
{
    static const struct {
        const char *what;
        enum coh_code code;
        const char *says;
    } row[] = {
        {"purpose=screning", COH_INPUT, "the nearest is screening"},
        {"purpose+=screening;x", COH_INPUT, "'x' is not one of"},
        {"purpos=screening", COH_INPUT, "the nearest is 'purpose'"},
        {"colour=red", COH_INPUT, "there is no field 'colour'"},
        {"source_id=x", COH_INPUT, "keeps its ID"},
        {"next_due=2026-03-06", COH_INPUT, "follows from"},
        {"sha256=0", COH_INPUT, "is measured"},
        {"title+=x", COH_USAGE, "is no list"},
        {"title", COH_USAGE, "is not FIELD=VALUE"},
        {"=x", COH_USAGE, "is not FIELD=VALUE"},
        {"title=\xC3", COH_INPUT, "not UTF-8"},
        {"last_collected=8/24/2026", COH_INPUT, "is not a date"},
    };
    struct coh_error err;
    struct fixture f;
    size_t i;
    int k;

    (void)state;
    begin(&f);
    for (i = 0; i < UNIT_COUNT(row); i++) {
        err = (struct coh_error)COH_ERROR_INIT;
        assert_int_equal(coh_change_apply(&f.inv, f.e, row[i].what, &err), -1);
        assert_int_equal(err.code, row[i].code);
        assert_non_null(strstr(err.text, row[i].says));
    }
    for (k = COH_FIELD_SOURCE_ID + 1; k < COH_FIELDS; k++)
        assert_null(f.e->value[k]);
    coh_inventory_release(&f.inv);
}

static void
a_name_of_the_teams_own_is_changed_once_it_is_known(void **state)
{
    struct fixture f;

    (void)state;
    begin(&f);
    assert_int_equal(change(&f, "Cost=12"), -1);
    assert_int_equal(
        coh_entry_own_set(f.e, coh_span_of("Cost"), coh_span_of("3"), NULL), 0);
    assert_int_equal(change(&f, "Cost=12"), 0);
    assert_string_equal(coh_entry_own_get(f.e, coh_span_of("Cost")), "12");
    assert_int_equal(change(&f, "Cost="), 0);
    assert_int_equal(f.e->owns, 0);
    coh_inventory_release(&f.inv);
}

/* ---- research ---- */

static void
research_needs_its_appraisal_and_no_frequency(void **state)
{
    struct coh_text t = COH_TEXT_INIT;
    struct fixture f;
    size_t needed, blank;

    (void)state;
    begin(&f);
    assert_int_equal(coh_change_blank(f.e, &t, &needed, &blank, NULL), 0);
    assert_int_equal(needed, 15);
    assert_int_equal(blank, 14);
    assert_int_equal(change(&f, "tier=research"), 0);
    assert_true(coh_entry_lacks(f.e, COH_FIELD_RESEARCH_VALIDITY));
    assert_true(coh_entry_lacks(f.e, COH_FIELD_CITATION));
    assert_false(coh_entry_lacks(f.e, COH_FIELD_RESEARCH_REASONS));
    assert_false(coh_entry_lacks(f.e, COH_FIELD_FREQUENCY));
    assert_false(coh_entry_lacks(f.e, COH_FIELD_JOIN_KEY));
    assert_false(coh_entry_lacks(f.e, COH_FIELD_DATA_TYPE));
    assert_int_equal(change(&f, "data_type=qualitative"), 0);
    assert_false(coh_entry_lacks(f.e, COH_FIELD_CODING_SCHEME));
    assert_int_equal(change(&f, "access_method=file"), 0);
    assert_true(coh_entry_lacks(f.e, COH_FIELD_LOCATION));
    assert_int_equal(change(&f, "tier=team"), 0);
    assert_false(coh_entry_lacks(f.e, COH_FIELD_RESEARCH_VALIDITY));
    coh_text_release(&t);
    coh_inventory_release(&f.inv);
}

/* ---- the page ---- */

static const char *
page_of(struct fixture *f, int share, struct coh_text *t)
{
    struct coh_calendar none = COH_CALENDAR_INIT;
    const struct coh_wall wall = {&f->inv, &none, 20518, share};

    coh_text_clear(t);
    assert_int_equal(coh_page_html(&wall, t, NULL), 0);
    return coh_text_get(t);
}

/* & < > " ' in text and attributes. */
static void
a_page_in_html_escapes_every_text(void **state)
{
    static const char evil[] = "<script>alert('x')</script>\"&\n\x01";
    struct coh_text t = COH_TEXT_INIT;
    struct fixture f;
    const char *page;
    int k;

    (void)state;
    begin(&f);
    for (k = COH_FIELD_SOURCE_ID + 1; k < COH_FIELDS; k++)
        assert_int_equal(
            coh_entry_set(f.e, (enum coh_field_id)k, coh_span_of(evil), NULL),
            0);
    assert_int_equal(
        coh_entry_own_set(f.e, coh_span_of(evil), coh_span_of(evil), NULL), 0);
    page = page_of(&f, 0, &t);
    assert_null(strstr(page, "<script"));
    assert_null(strchr(page, '\x01'));
    assert_non_null(strstr(page, "&lt;script&gt;alert(&#39;x&#39;)&lt;"));
    coh_text_release(&t);
    coh_inventory_release(&f.inv);
}

static void
a_page_that_leaves_the_team_tells_no_way_in(void **state)
{
    struct coh_text t = COH_TEXT_INIT;
    struct fixture f;

    (void)state;
    begin(&f);
    assert_int_equal(change(&f, "access_steps=the key hangs left"), 0);
    assert_int_equal(change(&f, "description=what we saw"), 0);
    assert_int_equal(coh_entry_own_set(f.e, coh_span_of("Room"),
                                       coh_span_of("cellar"), NULL),
                     0);
    assert_non_null(strstr(page_of(&f, 0, &t), "the key hangs left"));
    assert_non_null(strstr(page_of(&f, 0, &t), "cellar"));
    assert_null(strstr(page_of(&f, 1, &t), "the key hangs left"));
    assert_null(strstr(page_of(&f, 1, &t), "cellar"));
    assert_non_null(strstr(page_of(&f, 1, &t), "what we saw"));
    coh_text_release(&t);
    coh_inventory_release(&f.inv);
}

/* 20518 is 2026-03-06, a Friday. */
static void
a_page_says_first_what_is_overdue(void **state)
{
    struct coh_text t = COH_TEXT_INIT;
    struct fixture f;
    const char *page, *late, *table;

    (void)state;
    begin(&f);
    assert_int_equal(change(&f, "frequency=weekly"), 0);
    assert_int_equal(change(&f, "last_collected=2026-02-20"), 0);
    page = page_of(&f, 0, &t);
    late = strstr(page, "Collect notes: overdue by ");
    table = strstr(page, "<table");
    assert_non_null(late);
    assert_non_null(table);
    assert_true(late < table);
    assert_non_null(strstr(page, "Still blank, though needed: Title, Tier"));
    coh_text_release(&t);
    coh_inventory_release(&f.inv);
}

/* ---- all of it, out of memory ---- */

static int
torture(struct coh_error *err)
{
    struct coh_inventory inv = COH_INVENTORY_INIT;
    struct coh_calendar none = COH_CALENDAR_INIT;
    const struct coh_wall wall = {&inv, &none, 20518, 0};
    struct coh_entry was = COH_ENTRY_INIT;
    struct coh_text t = COH_TEXT_INIT;
    struct coh_out out = COH_OUT_INIT;
    struct coh_writer *w = NULL, *gaps = NULL;
    struct coh_entry *e;
    int rc = -1;

    if (!(e = coh_inventory_add(&inv, coh_span_of("a"), err)) ||
        coh_entry_own_set(e, coh_span_of("Cost"), coh_span_of("1"), err) ||
        coh_change_apply(&inv, e, "purpose+=screening", err) ||
        coh_entry_copy(&was, e, err) ||
        coh_change_apply(&inv, e, "purpose+=diagnostic;placement", err) ||
        coh_change_apply(&inv, e, "Cost=2", err) ||
        coh_out_open(&out, path, err) ||
        !(w = coh_writer_new(&out, COH_FORMAT_CSV, -1, err)) ||
        coh_change_write(&was, e, w, err) || coh_writer_end(w, err) ||
        !(gaps = coh_writer_new(&out, COH_FORMAT_CSV, -1, err)) ||
        coh_gaps_write(&inv, NULL, NULL, gaps, err) ||
        coh_page_markdown(&wall, &out, err) || coh_page_html(&wall, &t, err))
        goto out;
    rc = 0;
out:
    coh_writer_free(w);
    coh_writer_free(gaps);
    coh_out_release(&out);
    coh_text_release(&t);
    coh_entry_release(&was);
    coh_inventory_release(&inv);
    return rc;
}

static void
a_failed_allocation_is_a_system_error_and_leaks_nothing(void **state)
{
    (void)state;
    unit_file(path, "", 0);
    assert_true(unit_torture(torture) > 50);
    unlink(path);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_field_is_required_as_it_was_promised),
        cmocka_unit_test(each_vocabulary_has_its_words_and_no_others),
        cmocka_unit_test(a_change_sets_clears_and_adds),
        cmocka_unit_test(a_change_that_does_not_fit_changes_nothing),
        cmocka_unit_test(a_name_of_the_teams_own_is_changed_once_it_is_known),
        cmocka_unit_test(research_needs_its_appraisal_and_no_frequency),
        cmocka_unit_test(a_page_in_html_escapes_every_text),
        cmocka_unit_test(a_page_that_leaves_the_team_tells_no_way_in),
        cmocka_unit_test(a_page_says_first_what_is_overdue),
        cmocka_unit_test(
            a_failed_allocation_is_a_system_error_and_leaks_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
