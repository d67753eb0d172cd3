/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/profile-findings.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { TEXT = 2000, VALUE_WIDTH = 36, DO_WIDTH = 30, COLUMN_WIDTH = 16 };

int
coh_profile_findings_begin(struct coh_profile_findings *f,
                           struct coh_error *err)
{
    static const char *const name[] = {"section", "item", "column", "value",
                                       "do"};
    size_t i;

    if (f->several_files &&
        coh_writer_column(f->writer, coh_span_of("file"), COH_COLUMN_TEXT, err))
        return -1;
    for (i = 0; i < sizeof(name) / sizeof(*name); i++)
        if (coh_writer_column(f->writer, coh_span_of(name[i]), COH_COLUMN_TEXT,
                              err))
            return -1;
    coh_writer_wrap(f->writer, "value", VALUE_WIDTH);
    coh_writer_wrap(f->writer, "do", DO_WIDTH);
    coh_writer_wrap(f->writer, "column", COLUMN_WIDTH);
    return 0;
}

void
coh_profile_findings_release(struct coh_profile_findings *f)
{
    coh_list_release(&f->flags);
    coh_text_release(&f->text);
}

/* Items are flags once each, in the order in which they were found. */
static int
flag(struct coh_profile_findings *f, const char *item, struct coh_error *err)
{
    size_t i;

    f->looks++;
    for (i = 0; i < f->flags.n; i++)
        if (coh_span_is(f->flags.item[i], item))
            return 0;
    if (coh_reserve(&f->flags.item, &f->flag_capacity, f->flags.n + 1,
                    sizeof(*f->flags.item), err))
        return -1;
    i = f->flags.n;
    f->flags.item[i].length = strlen(item);
    f->flags.item[i].bytes =
        coh_arena_text(&f->flags.arena, item, strlen(item), err);
    if (!f->flags.item[i].bytes)
        return -1;
    f->flags.n++;
    return 0;
}

int
coh_found(struct coh_profile_findings *f, const char *section, const char *item,
          struct coh_span column, const char *advice, struct coh_error *err,
          const char *format, ...)
{
    char value[TEXT], place[COH_QUOTE_SIZE], name[COH_QUOTE_SIZE];
    va_list args;
    int n;

    va_start(args, format);
    n = vsnprintf(value, sizeof(value), format, args);
    va_end(args);
    if (n < 0)
        return coh_fail(err, COH_SYSTEM, "a finding cannot be written");
    if ((size_t)n >= sizeof(value)) /* cut, but at a whole character */
        value[coh_utf8_valid(value, sizeof(value) - 1)] = '\0';
    if (f->several_files &&
        coh_writer_string(f->writer, f->file ? f->file : "", err))
        return -1;
    if (coh_writer_string(f->writer, section, err) ||
        coh_writer_string(f->writer, item, err) ||
        coh_writer_text(f->writer, column, err) ||
        coh_writer_string(f->writer, value, err) ||
        coh_writer_string(f->writer, advice ? advice : "", err) ||
        coh_writer_row(f->writer, err))
        return -1;
    if (!advice)
        return 0;
    snprintf(place, sizeof(place), "%s%s%s", item, column.length ? ": " : "",
             column.length ? coh_quote(column.bytes, column.length, name) : "");
    return flag(f, item, err) || coh_notes_add(&f->run->notes, COH_NOTE_LOOK,
                                               place, err, "needs doing")
               ? -1
               : 0;
}

int
coh_profile_findings_hide(const struct coh_profile_findings *f, size_t part,
                          size_t all)
{
    return f->run->share &&
           ((part && part < f->min_n) || (part < all && all - part < f->min_n));
}

int
coh_found_share(struct coh_profile_findings *f, const char *section,
                const char *item, struct coh_span column, const char *advice,
                size_t part, size_t all, const char *more,
                struct coh_error *err)
{
    const double percent = all ? 100. * (double)part / (double)all : 0;
    const char *word = "";

    if (coh_profile_findings_hide(f, part, all))
        return coh_found(f, section, item, column, advice, err,
                         "hidden to protect small groups");
    if (!all || (f->run->share && (!part || part == all)))
        return coh_found(f, section, item, column, advice, err, "%s%s%s",
                         part ? "all" : "none", more ? ": " : "",
                         more ? more : "");
    if (part && percent < 0.5)
        word = "under ";
    if (part < all && percent > 99.5)
        word = "over ";
    if (f->run->share)
        return coh_found(f, section, item, column, advice, err, "%s%.0f %%%s%s",
                         word, *word ? (*word == 'u' ? 1. : 99.) : percent,
                         more ? ": " : "", more ? more : "");
    return coh_found(f, section, item, column, advice, err,
                     "%zu of %zu (%s%.0f %%)%s%s", part, all, word,
                     *word ? (*word == 'u' ? 1. : 99.) : percent,
                     more ? ": " : "", more ? more : "");
}

/* ---- what points to a person ---- */

static int
says(struct coh_span name, const char *word)
{
    const size_t n = strlen(word);
    size_t i;

    for (i = 0; i + n <= name.length; i++)
        if (coh_span_is_caseless((struct coh_span){name.bytes + i, n}, word))
            return 1;
    return 0;
}

/* Birthdays lie 4 to 20 years back and are spread, as the days on which a
 * class was tested are not; or the column says so. */
static int
holds_birthdays(const struct coh_portrait *p)
{
    if (p->type != COH_PORTRAIT_DATE || !p->days.n)
        return 0;
    if (says(p->name, "birth") || coh_span_is_caseless(p->name, "dob"))
        return 1;
    return p->values >= 10 && 10 * p->days.school_age >= 9 * p->days.n &&
           2 * p->distinct >= p->values;
}

const char *
coh_profile_findings_personal(const struct coh_portrait *p, int ids)
{
    const size_t texts = p->kind[COH_SIGHT_TEXT];

    if (p->email)
        return "e-mail addresses";
    if (p->ssn)
        return "social security numbers, by their shape";
    if (p->phone)
        return "phone numbers";
    if (holds_birthdays(p))
        return "dates of birth";
    if (p->names && (p->names >= 3 || 5 * p->names >= texts))
        return "names of students";
    if (p->mentions)
        return "text with names of students in it";
    if (p->name_parts >= 3 && 2 * p->name_parts >= texts)
        return "parts of students' names";
    return ids ? "ids of students" : NULL;
}

static int
is_listed(const struct coh_profile_findings *f, struct coh_span name)
{
    struct coh_span rest =
        coh_span_of(coh_entry_get(f->entry, COH_FIELD_PII_FIELDS));
    struct coh_span item;

    while (coh_field_next(&coh_field[COH_FIELD_PII_FIELDS], &rest, &item))
        if (coh_span_equal(item, name))
            return 1;
    return 0;
}

int
coh_profile_findings_shows(const struct coh_profile_findings *f,
                           const struct coh_inspection *file, size_t at)
{
    const struct coh_portrait *p = &file->column[at];

    if (f->run->share)
        return 0;
    return f->values || (!coh_profile_findings_personal(p, at == file->id) &&
                         !is_listed(f, p->name) && p->type != COH_PORTRAIT_ID &&
                         !coh_portrait_near_unique(p));
}

/* What the inventory lists of this column, else what to do. */
static int
say_personal(struct coh_profile_findings *f, const struct coh_portrait *p,
             const char *what, size_t n, struct coh_error *err)
{
    const int listed = is_listed(f, p->name);

    return coh_found_share(
        f, "privacy", listed ? "personal, as listed" : "personal, not listed",
        p->name, listed ? NULL : "add it to pii_fields, or export without it",
        n, p->values, what, err);
}

static size_t
personal_cells(const struct coh_portrait *p)
{
    const size_t most[] = {p->email, p->ssn, p->phone, p->names, p->mentions};
    size_t i;

    for (i = 0; i < sizeof(most) / sizeof(*most); i++)
        if (most[i])
            return most[i];
    return p->type == COH_PORTRAIT_TEXT && p->name_parts ? p->name_parts
                                                         : p->values;
}

/* Fields of the entry that the file has not got. */
static int
say_absent(struct coh_profile_findings *f, const struct coh_inspection *file,
           struct coh_error *err)
{
    struct coh_span rest =
        coh_span_of(coh_entry_get(f->entry, COH_FIELD_PII_FIELDS));
    struct coh_span item;

    while (coh_field_next(&coh_field[COH_FIELD_PII_FIELDS], &rest, &item))
        if (!coh_span_is_caseless(item, "none") &&
            coh_header_seek(&file->header, item) == file->header.n &&
            coh_found(f, "privacy", "listed, not there", item, NULL, err,
                      "no column of this name"))
            return -1;
    return 0;
}

int
coh_profile_findings_private(struct coh_profile_findings *f,
                             const struct coh_inspection *file,
                             struct coh_error *err)
{
    const char *what;
    size_t i;

    for (i = 0; i < file->header.n; i++) {
        what = coh_profile_findings_personal(&file->column[i], i == file->id);
        if (what && say_personal(f, &file->column[i], what,
                                 personal_cells(&file->column[i]), err))
            return -1;
    }
    return say_absent(f, file, err);
}
