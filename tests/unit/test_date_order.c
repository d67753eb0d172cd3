/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include "base/date-order.h"

static void
dates_show_their_order_only_where_they_can(void **state)
{
    static const char *const date[] = {"3/4/2026",   "13/4/2026",  "4/13/2026",
                                       "4/4/2026",   "2026-03-04", "13/45/2026",
                                       "15/15/2026", "0/4/2026"};
    struct coh_date_evidence e = {0};
    size_t i;

    (void)state;
    for (i = 0; i < UNIT_COUNT(date); i++)
        coh_date_order_look(coh_span_of(date[i]), &e);
    assert_int_equal(e.day_first, 1);
    assert_int_equal(e.month_first, 1);
    assert_int_equal(e.either, 1);
}

static const char *
told(const char *text, size_t length, enum coh_date_order order,
     enum coh_date_form form)
{
    static char iso[COH_DATE_SIZE];
    coh_date date;

    switch (coh_date_order_tell((struct coh_span){text, length}, order, form,
                                &date)) {
    case COH_DATE_IS_DAY:
        return coh_date_text(date, iso);
    case COH_DATE_IS_EITHER:
        return "either";
    case COH_DATE_IS_PERIOD:
        return "period";
    case COH_DATE_IS_BLANK:
        return "blank";
    case COH_DATE_IS_NOT:
        break;
    }
    return "not";
}

struct written {
    const char *text;
    enum coh_date_order order;
    const char *expected;
};

static void
assert_told(const struct written *w, size_t n, enum coh_date_form form)
{
    size_t i;

    for (i = 0; i < n; i++) {
        const char *is = told(w[i].text, strlen(w[i].text), w[i].order, form);

        if (strcmp(is, w[i].expected) != 0)
            print_error("'%s'\n", w[i].text);
        assert_string_equal(is, w[i].expected);
    }
}

/* What is expected is what a person reads in the cell; the forms are those of
 * the exports named beside them. */
static void
days_are_read_in_every_form(void **state)
{
    static const struct written day[] = {
        {"2026-03-04", COH_ORDER_UNKNOWN, "2026-03-04"},
        /* Renaissance Star 2, where local times end in Z as well, and 1 */
        {"2023-08-21T17:16:48.415Z", COH_ORDER_UNKNOWN, "2023-08-21"},
        {"2023-08-21T23:59:59.999Z", COH_ORDER_UNKNOWN, "2023-08-21"},
        {"2015-01-21 09:18:27.130", COH_ORDER_UNKNOWN, "2015-01-21"},
        {"01/21/2015 09:18:27", COH_ORDER_MDY, "2015-01-21"},
        /* Pearson; XML Schema's dateTime and date; ISO 8601, basic */
        {"2023-04-20T20:25:06Z", COH_ORDER_UNKNOWN, "2023-04-20"},
        {"2023-04-20T20:25:06+02:00", COH_ORDER_UNKNOWN, "2023-04-20"},
        {"2023-04-20Z", COH_ORDER_UNKNOWN, "2023-04-20"},
        {"20230420T202506", COH_ORDER_UNKNOWN, "not"},
        {"2023-04-20T202506", COH_ORDER_UNKNOWN, "2023-04-20"},
        /* OneRoster; Canvas; Google Forms */
        {"2017-05-06 08:01:05", COH_ORDER_UNKNOWN, "2017-05-06"},
        {"2026-04-09 03:28:49 UTC", COH_ORDER_UNKNOWN, "2026-04-09"},
        {"2026/10/04 10:15:00 AM GMT+5:30", COH_ORDER_UNKNOWN, "2026-10-04"},
        {"2018/08/12 6:28:23 AM AST", COH_ORDER_UNKNOWN, "2018-08-12"},
        {"2026/10/04 10:15:00\u202FAM GMT+5:30", COH_ORDER_DMY, "2026-10-04"},
        {"8/4/2025 23:25:41", COH_ORDER_MDY, "2025-08-04"},
        /* NWEA, and the same behind a spreadsheet */
        {"03/20/2013", COH_ORDER_MDY, "2013-03-20"},
        {"3/20/2013", COH_ORDER_MDY, "2013-03-20"},
        {"3/20/13", COH_ORDER_MDY, "2013-03-20"},
        {"7/5/16", COH_ORDER_MDY, "2016-07-05"},
        /* ZipGrade, CIRCLE */
        {"10/8/2019 0:00", COH_ORDER_MDY, "2019-10-08"},
        {"9/12/2023 9:08", COH_ORDER_DMY, "2023-12-09"},
        /* German, Dutch, British */
        {"15.06.2023", COH_ORDER_DMY, "2023-06-15"},
        {"15.06.2023 14.30 Uhr", COH_ORDER_DMY, "2023-06-15"},
        {"15-06-2023", COH_ORDER_DMY, "2023-06-15"},
        {"15/06/2023", COH_ORDER_DMY, "2023-06-15"},
        {"15/06/2023 à 14h30", COH_ORDER_DMY, "2023-06-15"},
        {"2026.3.4", COH_ORDER_UNKNOWN, "2026-03-04"},
        {"\u00A0 3/4/2026\u00A0", COH_ORDER_MDY, "2026-03-04"},
    };

    (void)state;
    assert_told(day, UNIT_COUNT(day), COH_FORM_AUTO);
}

static void
the_order_decides_and_a_wrong_one_makes_it_no_date(void **state)
{
    static const struct written day[] = {
        {"3/4/2026", COH_ORDER_MDY, "2026-03-04"},
        {"3/4/2026", COH_ORDER_DMY, "2026-04-03"},
        {"3/4/2026", COH_ORDER_UNKNOWN, "either"},
        {"4/4/2026", COH_ORDER_UNKNOWN, "2026-04-04"},
        {"13/4/2026", COH_ORDER_UNKNOWN, "2026-04-13"},
        {"4/13/2026", COH_ORDER_UNKNOWN, "2026-04-13"},
        {"13/4/2026", COH_ORDER_MDY, "not"},
        {"4/13/2026", COH_ORDER_DMY, "not"},
        {"13/13/2026", COH_ORDER_UNKNOWN, "not"},
        {"29/2/2026", COH_ORDER_DMY, "not"},
        {"29/2/2028", COH_ORDER_DMY, "2028-02-29"},
        /* the century of two digits, as the header says */
        {"1/2/69", COH_ORDER_MDY, "2069-01-02"},
        {"1/2/70", COH_ORDER_MDY, "1970-01-02"},
        {"1/2/99", COH_ORDER_MDY, "1999-01-02"},
        {"1/2/00", COH_ORDER_MDY, "2000-01-02"},
    };

    (void)state;
    assert_told(day, UNIT_COUNT(day), COH_FORM_AUTO);
}

static void
names_of_months_stand_in_any_place(void **state)
{
    static const struct written day[] = {
        /* Moodle, with its two blanks, and localised */
        {"12 February 2021  1:03 PM", COH_ORDER_UNKNOWN, "2021-02-12"},
        {"Monday, 12 February 2021, 1:03 PM", COH_ORDER_DMY, "2021-02-12"},
        {"21 setembro 2020  10:23 ", COH_ORDER_UNKNOWN, "2020-09-21"},
        {"mar. 12 janv. 2021, 13:03", COH_ORDER_UNKNOWN, "2021-01-12"},
        {"lunes, 12 de febrero de 2021, 13:03", COH_ORDER_MDY, "2021-02-12"},
        {"segunda-feira, 12 de abr. de 2021, 13:03", COH_ORDER_MDY,
         "2021-04-12"},
        {"12 tháng 2 2021, 1:03 PM", COH_ORDER_UNKNOWN, "2021-02-12"},
        {"Thứ Hai, 12 tháng 4 2021, 1:03 CH", COH_ORDER_UNKNOWN, "2021-04-12"},
        {"ngày 12 tháng mười hai năm 2021", COH_ORDER_UNKNOWN, "2021-12-12"},
        {"12 Th02 2021", COH_ORDER_UNKNOWN, "2021-02-12"},
        /* spreadsheets, SAS, JavaScript, print */
        {"12-Feb-2021", COH_ORDER_UNKNOWN, "2021-02-12"},
        {"08-Sep-26", COH_ORDER_MDY, "2026-09-08"},
        {"12FEB2021:09:18:27", COH_ORDER_UNKNOWN, "2021-02-12"},
        {"Fri Feb 12 2021 13:03:00 GMT-0500 (EST)", COH_ORDER_UNKNOWN,
         "2021-02-12"},
        {"Feb 12, 2021", COH_ORDER_UNKNOWN, "2021-02-12"},
        {"Feb. 12th, 2021 at 1:03 PM", COH_ORDER_UNKNOWN, "2021-02-12"},
        {"Sep 8 2026", COH_ORDER_UNKNOWN, "2026-09-08"},
        {"Sept 8 '26", COH_ORDER_UNKNOWN, "2026-09-08"},
        {"8th of September 2026", COH_ORDER_UNKNOWN, "2026-09-08"},
        {"2026-Sep-08", COH_ORDER_UNKNOWN, "2026-09-08"},
        {"Mar 12 2021", COH_ORDER_UNKNOWN, "2021-03-12"},
        {"MAY 1, 2026", COH_ORDER_UNKNOWN, "2026-05-01"},
        {"1er février 2021", COH_ORDER_UNKNOWN, "2021-02-01"},
        {"1º de fevereiro de 2021", COH_ORDER_UNKNOWN, "2021-02-01"},
        {"12 d’agost de 2021", COH_ORDER_UNKNOWN, "2021-08-12"},
        {"12. März 2021 um 13:03 Uhr", COH_ORDER_UNKNOWN, "2021-03-12"},
        /* u and its umlaut as two characters, as macOS writes file names */
        {"12. Ma\u0308rz 2021", COH_ORDER_UNKNOWN, "2021-03-12"},
        /* no month, no year, no such day, a month of two languages */
        {"12 Foo 2021", COH_ORDER_UNKNOWN, "not"},
        {"12 Feb", COH_ORDER_UNKNOWN, "not"},
        {"12 Feb 10:15:30", COH_ORDER_UNKNOWN, "not"},
        {"30 February 2021", COH_ORDER_UNKNOWN, "not"},
        {"12 jui 2021", COH_ORDER_UNKNOWN, "not"},
        {"Due 12 Feb 2021", COH_ORDER_UNKNOWN, "not"},
        {"12 Feb 2021 retake", COH_ORDER_UNKNOWN, "not"},
        {"12 Feb 202", COH_ORDER_UNKNOWN, "not"},
        {"tháng", COH_ORDER_UNKNOWN, "not"},
        {"12 tháng 13 2021", COH_ORDER_UNKNOWN, "not"},
    };

    (void)state;
    assert_told(day, UNIT_COUNT(day), COH_FORM_AUTO);
}

/* The names of the Unicode CLDR (44), format-wide and format-abbreviated. */
static void
months_have_names_in_nine_languages(void **state)
{
    static const char *const name[][12] = {
        {"January", "February", "March", "April", "May", "June", "July",
         "August", "September", "October", "November", "December"},
        {"janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho",
         "agosto", "setembro", "outubro", "novembro", "dezembro"},
        {"jan.", "fev.", "mar.", "abr.", "mai.", "jun.", "jul.", "ago.", "set.",
         "out.", "nov.", "dez."},
        {"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio",
         "agosto", "septiembre", "octubre", "noviembre", "diciembre"},
        {"ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sept", "oct",
         "nov", "dic"},
        {"janvier", "février", "mars", "avril", "mai", "juin", "juillet",
         "août", "septembre", "octobre", "novembre", "décembre"},
        {"janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août",
         "sept.", "oct.", "nov.", "déc."},
        {"Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August",
         "September", "Oktober", "November", "Dezember"},
        {"Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.",
         "Okt.", "Nov.", "Dez."},
        {"gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio",
         "agosto", "settembre", "ottobre", "novembre", "dicembre"},
        {"gen", "feb", "mar", "apr", "mag", "giu", "lug", "ago", "set", "ott",
         "nov", "dic"},
        {"januari", "februari", "maart", "april", "mei", "juni", "juli",
         "augustus", "september", "oktober", "november", "december"},
        {"jan.", "feb.", "mrt.", "apr.", "mei", "jun.", "jul.", "aug.", "sep.",
         "okt.", "nov.", "dec."},
        {"de gener", "de febrer", "de març", "d’abril", "de maig", "de juny",
         "de juliol", "d’agost", "de setembre", "d’octubre", "de novembre",
         "de desembre"},
        {"de gen.", "de febr.", "de març", "d’abr.", "de maig", "de juny",
         "de jul.", "d’ag.", "de set.", "d’oct.", "de nov.", "de des."},
        {"tháng 1", "tháng 2", "tháng 3", "tháng 4", "tháng 5", "tháng 6",
         "tháng 7", "tháng 8", "tháng 9", "tháng 10", "tháng 11", "tháng 12"},
        {"thg 1", "thg 2", "thg 3", "thg 4", "thg 5", "thg 6", "thg 7", "thg 8",
         "thg 9", "thg 10", "thg 11", "thg 12"},
    };
    size_t i;
    int m;

    (void)state;
    for (i = 0; i < UNIT_COUNT(name); i++)
        for (m = 0; m < 12; m++) {
            char text[64], iso[32];
            int n = snprintf(text, sizeof(text), "7 %s 2026", name[i][m]);

            snprintf(iso, sizeof(iso), "2026-%02d-07", m + 1);
            if (strcmp(told(text, (size_t)n, COH_ORDER_UNKNOWN, COH_FORM_AUTO),
                       iso) != 0)
                print_error("'%s'\n", text);
            assert_string_equal(
                told(text, (size_t)n, COH_ORDER_UNKNOWN, COH_FORM_AUTO), iso);
        }
}

static void
digits_alone_are_a_day_as_far_as_they_can_be(void **state)
{
    static const struct written day[] = {
        {"20231214", COH_ORDER_MDY, "2023-12-14"},
        {"20231214", COH_ORDER_DMY, "2023-12-14"},
        {"20102010", COH_ORDER_UNKNOWN, "2010-10-20"},
        {"01152018", COH_ORDER_UNKNOWN, "2018-01-15"},
        {"01022018", COH_ORDER_UNKNOWN, "either"},
        {"01022018", COH_ORDER_MDY, "2018-01-02"},
        {"01022018", COH_ORDER_DMY, "2018-02-01"},
        {"01012018", COH_ORDER_UNKNOWN, "2018-01-01"},
        {"6142016", COH_ORDER_MDY, "2016-06-14"},
        {"6142016", COH_ORDER_DMY, "not"},
        {"120108", COH_ORDER_MDY, "not"},
        {"1700000000", COH_ORDER_MDY, "not"},
        {"99999999", COH_ORDER_UNKNOWN, "not"},
        {"21010101", COH_ORDER_UNKNOWN, "not"},
        {"01012101", COH_ORDER_UNKNOWN, "not"},
        {"123", COH_ORDER_UNKNOWN, "not"},
        {"0", COH_ORDER_UNKNOWN, "not"},
        {"00000000", COH_ORDER_UNKNOWN, "blank"},
        {"10000000", COH_ORDER_UNKNOWN, "not"},
        {"0010000", COH_ORDER_UNKNOWN, "not"},
    };

    (void)state;
    assert_told(day, UNIT_COUNT(day), COH_FORM_AUTO);
}

/* 1700000000 is 2023-11-14T22:13:20Z: `date -u -d @1700000000`. */
static void
a_form_says_what_digits_mean(void **state)
{
    static const struct {
        enum coh_date_form form;
        struct written w;
    } day[] = {
        {COH_FORM_YYYYMMDD, {"20231214", COH_ORDER_DMY, "2023-12-14"}},
        {COH_FORM_YYYYMMDD, {"12142023", COH_ORDER_DMY, "not"}},
        {COH_FORM_YYYYMMDD, {"0", COH_ORDER_DMY, "blank"}},
        {COH_FORM_MMDDYYYY, {"01022018", COH_ORDER_DMY, "2018-01-02"}},
        {COH_FORM_MMDDYYYY, {"6142016", COH_ORDER_DMY, "2016-06-14"}},
        {COH_FORM_MMDDYYYY, {"20231214", COH_ORDER_DMY, "not"}},
        {COH_FORM_MMDDYYYY, {"01011900", COH_ORDER_DMY, "blank"}},
        {COH_FORM_MMDDYYYY, {"142016", COH_ORDER_DMY, "not"}},
        {COH_FORM_MMDDYYYY, {"15.06.2023", COH_ORDER_DMY, "2023-06-15"}},
        {COH_FORM_DDMMYYYY, {"01022018", COH_ORDER_MDY, "2018-02-01"}},
        {COH_FORM_DDMMYYYY, {"4122023", COH_ORDER_MDY, "2023-12-04"}},
        {COH_FORM_YYMMDD, {"120108", COH_ORDER_MDY, "2012-01-08"}},
        {COH_FORM_YYMMDD, {"50108", COH_ORDER_MDY, "2005-01-08"}},
        {COH_FORM_YYMMDD, {"990108", COH_ORDER_MDY, "1999-01-08"}},
        {COH_FORM_YYMMDD, {"121301", COH_ORDER_MDY, "not"}},
        {COH_FORM_YYMMDD, {"20120108", COH_ORDER_MDY, "not"}},
        {COH_FORM_EPOCH, {"1700000000", COH_ORDER_MDY, "2023-11-14"}},
        {COH_FORM_EPOCH, {"86399", COH_ORDER_MDY, "1970-01-01"}},
        {COH_FORM_EPOCH, {"86400", COH_ORDER_MDY, "1970-01-02"}},
        {COH_FORM_EPOCH, {"0", COH_ORDER_MDY, "blank"}},
        {COH_FORM_EPOCH, {"9999999999", COH_ORDER_MDY, "not"}},
        {COH_FORM_EPOCH, {"17000000000", COH_ORDER_MDY, "not"}},
        {COH_FORM_EPOCH, {"99999999999999999999", COH_ORDER_MDY, "not"}},
        {COH_FORM_EPOCH, {"2026-03-04", COH_ORDER_MDY, "2026-03-04"}},
    };
    size_t i;

    (void)state;
    for (i = 0; i < UNIT_COUNT(day); i++)
        assert_told(&day[i].w, 1, day[i].form);
    assert_int_equal(coh_date_form_find(coh_span_of("auto")), COH_FORM_AUTO);
    assert_int_equal(coh_date_form_find(coh_span_of("DDMMYYYY")),
                     COH_FORM_DDMMYYYY);
    assert_int_equal(coh_date_form_find(coh_span_of("epoch")), COH_FORM_EPOCH);
    assert_int_equal(coh_date_form_find(coh_span_of("mdy")), -1);
}

static void
a_month_a_quarter_and_a_year_have_no_day(void **state)
{
    static const struct written period[] = {
        {"2024-05", COH_ORDER_MDY, "period"},
        {"2024/5", COH_ORDER_MDY, "period"},
        {"05/2024", COH_ORDER_MDY, "period"},
        {"05.2024", COH_ORDER_MDY, "period"},
        {"1979 Q3", COH_ORDER_MDY, "period"},
        {"1979-Q3", COH_ORDER_MDY, "period"},
        {"Q3 1979", COH_ORDER_MDY, "period"},
        {"2024", COH_ORDER_MDY, "period"},
        {"2023-2024", COH_ORDER_MDY, "period"},
        {"2023-24", COH_ORDER_MDY, "period"},
        {"1999-00", COH_ORDER_MDY, "period"},
        {"May 2024", COH_ORDER_MDY, "period"},
        {"2024 mai", COH_ORDER_MDY, "period"},
        {"2024-25 ", COH_ORDER_MDY, "period"},
        {"2024-26", COH_ORDER_MDY, "not"},
        {"2024-2026", COH_ORDER_MDY, "not"},
        {"2024.05", COH_ORDER_MDY, "not"},
        {"13/2024", COH_ORDER_MDY, "not"},
        {"1979 Q5", COH_ORDER_MDY, "not"},
        {"1979 Q3 2", COH_ORDER_MDY, "not"},
        {"1024", COH_ORDER_MDY, "not"},
        {"1024-05", COH_ORDER_MDY, "not"},
        {"Q", COH_ORDER_MDY, "not"},
        {"Q3", COH_ORDER_MDY, "not"},
    };

    (void)state;
    assert_told(period, UNIT_COUNT(period), COH_FORM_AUTO);
}

static void
no_date_is_blank_and_what_is_none_is_told_from_it(void **state)
{
    static const struct written text[] = {
        /* Aspen; TS GOLD's ten blanks; Beacon's null date */
        {"nodate", COH_ORDER_MDY, "blank"},
        {"          ", COH_ORDER_MDY, "blank"},
        {"1/1/1900 0:00", COH_ORDER_MDY, "blank"},
        {"1/1/1900", COH_ORDER_UNKNOWN, "blank"},
        {"1900-01-01 00:00:00", COH_ORDER_MDY, "blank"},
        {"1/0/1900", COH_ORDER_MDY, "blank"},
        {"1/0/00", COH_ORDER_MDY, "blank"},
        {"0000-00-00", COH_ORDER_MDY, "blank"},
        {"", COH_ORDER_MDY, "blank"},
        {"N/A", COH_ORDER_MDY, "blank"},
        {"null", COH_ORDER_MDY, "blank"},
        {"-", COH_ORDER_MDY, "blank"},
        {"1/2/1900", COH_ORDER_MDY, "1900-01-02"},
        {"9:00:00 AM", COH_ORDER_MDY, "not"},
        {"7/10", COH_ORDER_MDY, "not"},
        {"3-4/2026", COH_ORDER_DMY, "not"},
        {"2026-02-29", COH_ORDER_UNKNOWN, "not"},
        {"3/4/202", COH_ORDER_MDY, "not"},
        {"3/4/2026 (retake)", COH_ORDER_MDY, "not"},
        {"3/4/2026 25:00", COH_ORDER_MDY, "not"},
        {"3/4/2026 10:61", COH_ORDER_MDY, "not"},
        {"3/4/2026 10:15 \x01", COH_ORDER_MDY, "not"},
        {"3/4/26:10:15", COH_ORDER_MDY, "not"},
        {"2026-03-0410:15", COH_ORDER_MDY, "not"},
        {"16 days 14 hours", COH_ORDER_MDY, "not"},
        {"999 mins", COH_ORDER_MDY, "not"},
        {"\xFF\xFE", COH_ORDER_MDY, "not"},
        {"a day in May", COH_ORDER_MDY, "not"},
        {"3/4/2026 10:15 (a time zone whose name is so long that nobody would "
         "ever write it beside a date of a child's)",
         COH_ORDER_MDY, "not"},
        {"3/4/2026 10:15 AM GMT-05:00 (America/Indiana/Indianapolis)",
         COH_ORDER_MDY, "2026-03-04"},
    };
    coh_date date;

    (void)state;
    assert_told(text, UNIT_COUNT(text), COH_FORM_AUTO);
    assert_string_equal(told("3\0004\0002026", 8, COH_ORDER_MDY, COH_FORM_AUTO),
                        "not");
    assert_int_equal(
        coh_date_order_read(coh_span_of("nodate"), COH_ORDER_MDY, &date), -1);
    assert_int_equal(date, COH_DATE_NONE);
    assert_int_equal(
        coh_date_order_read(coh_span_of("3/4/26"), COH_ORDER_MDY, &date), 0);
    assert_int_equal(date, 20516); /* two days before 2026-03-06, 20518 */
}

static void
only_days_in_numbers_tell_of_their_order(void **state)
{
    static const char *const text[] = {
        "13/4/2026 9:08", "01022018", "6142016", "12 Feb 2021", "2026-03-04",
        "20231214",       "2024-05",  "nodate",  "29/2/2026",
    };
    struct coh_date_evidence e = {0};
    size_t i;

    (void)state;
    for (i = 0; i < UNIT_COUNT(text); i++)
        coh_date_order_look(coh_span_of(text[i]), &e);
    assert_int_equal(e.day_first, 1);
    assert_int_equal(e.either, 1);
    assert_int_equal(e.month_first, 1);
    coh_date_order_look_form(coh_span_of("01022018"), COH_FORM_MMDDYYYY, &e);
    coh_date_order_look_form(coh_span_of("3/4/2026"), COH_FORM_MMDDYYYY, &e);
    assert_int_equal(e.either, 2);
}

static void
one_date_that_tells_decides_for_all(void **state)
{
    static const struct {
        struct coh_date_evidence e;
        int rc;
        enum coh_date_order order;
    } seen[] = {
        {{0, 0, 0, 0, 0}, 0, COH_ORDER_UNKNOWN},
        {{1, 0, 9, 0, 0}, 0, COH_ORDER_DMY},
        {{0, 1, 9, 0, 0}, 0, COH_ORDER_MDY},
        {{0, 0, 1, 0, 0}, -1, COH_ORDER_UNKNOWN},
        {{1, 1, 0, 0, 0}, -1, COH_ORDER_UNKNOWN},
    };
    size_t i;

    (void)state;
    for (i = 0; i < UNIT_COUNT(seen); i++) {
        struct coh_error err = COH_ERROR_INIT;
        enum coh_date_order order;

        assert_int_equal(coh_date_order_decide(&seen[i].e, &order, &err),
                         seen[i].rc);
        assert_int_equal(order, seen[i].order);
        if (seen[i].rc) {
            assert_int_equal(err.code, COH_INPUT);
            assert_non_null(strstr(err.text, "2026-08-24"));
        }
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_show_their_order_only_where_they_can),
        cmocka_unit_test(days_are_read_in_every_form),
        cmocka_unit_test(the_order_decides_and_a_wrong_one_makes_it_no_date),
        cmocka_unit_test(names_of_months_stand_in_any_place),
        cmocka_unit_test(months_have_names_in_nine_languages),
        cmocka_unit_test(digits_alone_are_a_day_as_far_as_they_can_be),
        cmocka_unit_test(a_form_says_what_digits_mean),
        cmocka_unit_test(a_month_a_quarter_and_a_year_have_no_day),
        cmocka_unit_test(no_date_is_blank_and_what_is_none_is_told_from_it),
        cmocka_unit_test(only_days_in_numbers_tell_of_their_order),
        cmocka_unit_test(one_date_that_tells_decides_for_all),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
