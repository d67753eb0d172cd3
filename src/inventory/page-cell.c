/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "inventory/page.h"

enum { HALF_A_YEAR = 183 };

/* What a cell, a value and a line of the page say, as plain text. */

static int
is(const struct coh_entry *e, enum coh_field_id id, const char *word)
{
    return !strcmp(coh_entry_get(e, id), word);
}

enum coh_wall_part
coh_page_part(const struct coh_entry *e)
{
    static const char *const kind[] = {
        [COH_WALL_LEARNING] = "student-learning",
        [COH_WALL_PERCEPTIONS] = "perceptions",
        [COH_WALL_PROCESSES] = "school-processes",
        [COH_WALL_DEMOGRAPHICS] = "demographics",
    };
    int i;

    if (is(e, COH_FIELD_STATUS, "retired"))
        return COH_WALL_RETIRED;
    if (is(e, COH_FIELD_TIER, "research"))
        return COH_WALL_RESEARCH;
    if (is(e, COH_FIELD_STATUS, "tool-exists-not-collected") ||
        is(e, COH_FIELD_STATUS, "no-tool"))
        return COH_WALL_MISSING;
    for (i = 0; i < COH_WALL_UNSAID; i++)
        if (is(e, COH_FIELD_MEASURE_CATEGORY, kind[i]))
            return (enum coh_wall_part)i;
    return COH_WALL_UNSAID;
}

const char *
coh_page_part_title(enum coh_wall_part part)
{
    static const char *const title[] = {
        [COH_WALL_LEARNING] = "Student learning",
        [COH_WALL_PERCEPTIONS] = "Perceptions",
        [COH_WALL_PROCESSES] = "School processes",
        [COH_WALL_DEMOGRAPHICS] = "Demographics",
        [COH_WALL_UNSAID] = "Kind of measure not said yet",
        [COH_WALL_RESEARCH] = "Research evidence",
        [COH_WALL_MISSING] = "Not collected yet",
        [COH_WALL_RETIRED] = "No longer collected",
    };
    return title[part];
}

const char *
coh_page_column_title(enum coh_wall_column column)
{
    static const char *const title[] = {
        [COH_WALL_WHAT] = "What",
        [COH_WALL_WHY] = "Why",
        [COH_WALL_OFTEN] = "How often",
        [COH_WALL_LAST] = "Last",
        [COH_WALL_NEXT] = "Next",
        [COH_WALL_WHO] = "Who can open it",
        [COH_WALL_SENSITIVE] = "How sensitive",
    };
    return title[column];
}

const char *
coh_page_group_title(enum coh_field_group group)
{
    static const char *const title[] = {
        [COH_GROUP_IDENTITY] = "What it is",
        [COH_GROUP_MEASURES] = "What it measures",
        [COH_GROUP_WHO] = "In whom",
        [COH_GROUP_WHEN] = "When",
        [COH_GROUP_ACCESS] = "How to get it",
        [COH_GROUP_USE] = "What it is used for",
        [COH_GROUP_PRIVACY] = "Privacy",
        [COH_GROUP_QUALITY] = "Quality",
        [COH_GROUP_APPRAISAL] = "How good the evidence is",
        [COH_GROUP_RECORD] = "This entry",
    };
    return title[group];
}

struct coh_span
coh_page_name(const struct coh_entry *e)
{
    const char *title = e->value[COH_FIELD_TITLE];

    return coh_span_of(title ? title : coh_entry_get(e, COH_FIELD_SOURCE_ID));
}

int
coh_page_is_inside(enum coh_field_id id)
{
    return id == COH_FIELD_CONTACT || id == COH_FIELD_ACCESS_STEPS ||
           id == COH_FIELD_LOCATION || id == COH_FIELD_NOTES;
}

/* ---- values ---- */

int
coh_page_day(coh_date day, struct coh_text *t, struct coh_error *err)
{
    static const char *const month[] = {"Jan", "Feb", "Mar", "Apr",
                                        "May", "Jun", "Jul", "Aug",
                                        "Sep", "Oct", "Nov", "Dec"};
    struct coh_date_parts p = coh_date_split(day);

    return coh_text_format(t, err, "%d %s %d", p.day, month[p.month - 1],
                           p.year);
}

/* "progress-monitoring" is "progress monitoring" to people. */
static int
add_word(const struct coh_vocabulary *v, struct coh_span word,
         struct coh_text *t, struct coh_error *err)
{
    const char *meaning = coh_vocabulary_meaning(v, word);
    size_t i;

    if (meaning)
        return coh_text_format(t, err, "%s (%.*s)", meaning, (int)word.length,
                               word.bytes);
    for (i = 0; i < word.length; i++)
        if (coh_text_add(t, word.bytes[i] == '-' ? " " : word.bytes + i, 1,
                         err))
            return -1;
    return 0;
}

/* Words that are sentences to people. */
static int
add_status(const struct coh_entry *e, struct coh_text *t, struct coh_error *err)
{
    static const char *const as[][2] = {
        {"collected-used", "collected and used"},
        {"collected-unused", "collected, not used"},
        {"tool-exists-not-collected", "there is a tool, not collected"},
        {"no-tool", "there is no tool yet"},
        {"retired", "retired"},
    };
    size_t i;

    for (i = 0; i < sizeof(as) / sizeof(*as); i++)
        if (is(e, COH_FIELD_STATUS, as[i][0]))
            return coh_text_add_string(t, as[i][1], err);
    return coh_text_add_string(t, coh_entry_get(e, COH_FIELD_STATUS), err);
}

static int
add_often(const struct coh_entry *e, struct coh_text *t, struct coh_error *err)
{
    const struct coh_frequency *often =
        coh_frequency_find(coh_span_of(coh_entry_get(e, COH_FIELD_FREQUENCY)));

    return coh_text_add_string(
        t, often ? often->phrase : coh_entry_get(e, COH_FIELD_FREQUENCY), err);
}

int
coh_page_value(const struct coh_entry *e, enum coh_field_id id,
               struct coh_text *t, struct coh_error *err)
{
    const struct coh_field *f = &coh_field[id];
    struct coh_span rest = coh_span_of(coh_entry_get(e, id)), item;
    const char *joint = "";
    coh_date day;

    if (id == COH_FIELD_STATUS)
        return add_status(e, t, err);
    if (id == COH_FIELD_FREQUENCY)
        return add_often(e, t, err);
    if (f->kind == COH_VALUE_DATE && !coh_date_parse(rest, &day))
        return coh_page_day(day, t, err);
    while (coh_field_next(f, &rest, &item)) {
        if (coh_text_add_string(t, joint, err))
            return -1;
        if (f->words ? add_word(f->words, item, t, err)
                     : coh_text_add(t, item.bytes, item.length, err))
            return -1;
        joint = ", ";
    }
    return 0;
}

/* ---- cells ---- */

/* A day within half a year needs no year. */
static int
add_near(const struct coh_wall *wall, coh_date day, struct coh_text *t,
         struct coh_error *err)
{
    const size_t year = strlen(" 2026");

    if (coh_page_day(day, t, err))
        return -1;
    if (day - wall->today < HALF_A_YEAR && wall->today - day < HALF_A_YEAR)
        t->bytes[t->length -= year] = '\0';
    return 0;
}

static int
add_last(const struct coh_wall *wall, const struct coh_entry *e,
         struct coh_text *t, struct coh_error *err)
{
    coh_date day = coh_entry_date(e, COH_FIELD_LAST_COLLECTED);

    return day == COH_DATE_NONE ? 0 : add_near(wall, day, t, err);
}

static int
add_next(const struct coh_wall *wall, const struct coh_entry *e,
         struct coh_text *t, struct coh_error *err)
{
    struct coh_due due = coh_due_find(e, wall->calendar, wall->today);

    switch (due.state) {
    case COH_DUE_LATER:
        return add_near(wall, due.due, t, err);
    case COH_DUE_NOW:
        return coh_text_add_string(t, "now: ", err) ||
                       add_near(wall, due.due, t, err)
                   ? -1
                   : 0;
    case COH_DUE_OVERDUE:
        return coh_text_format(t, err, "overdue by %d %s day%s", due.days,
                               due.school_days ? "school" : "calendar",
                               due.days == 1 ? "" : "s");
    case COH_DUE_NEVER:
        return coh_text_add_string(t, "never collected", err);
    case COH_DUE_FUTURE:
        return coh_text_add_string(t, "mend the last day: it is to come", err);
    case COH_DUE_NO_DATE:
        break;
    }
    return 0;
}

/* "team: lead teacher, teacher" */
static int
add_who(const struct coh_entry *e, struct coh_text *t, struct coh_error *err)
{
    if (coh_page_value(e, COH_FIELD_ACCESS_LEVEL, t, err))
        return -1;
    if (e->value[COH_FIELD_ACCESS_LEVEL] && e->value[COH_FIELD_ACCESS_ROLES] &&
        coh_text_add_string(t, ": ", err))
        return -1;
    return coh_page_value(e, COH_FIELD_ACCESS_ROLES, t, err);
}

/* How good a study is stands beside what it helps answer. */
static int
add_appraisal(const struct coh_entry *e, struct coh_text *t,
              struct coh_error *err)
{
    static const struct {
        enum coh_field_id id;
        const char *name;
    } part[] = {
        {COH_FIELD_RESEARCH_VALIDITY, "validity"},
        {COH_FIELD_RESEARCH_RELEVANCE, "relevance"},
        {COH_FIELD_RESEARCH_IMPORTANCE, "importance"},
    };
    const char *joint = " (";
    size_t i;

    for (i = 0; i < sizeof(part) / sizeof(*part); i++) {
        if (!e->value[part[i].id])
            continue;
        if (coh_text_format(t, err, "%s%s %s", joint, part[i].name,
                            e->value[part[i].id]))
            return -1;
        joint = ", ";
    }
    return *joint == ',' ? coh_text_add_string(t, ")", err) : 0;
}

/* The field without which the cell has a gap. */
static enum coh_field_id
field_of(enum coh_wall_column column)
{
    static const enum coh_field_id id[] = {
        [COH_WALL_WHAT] = COH_FIELD_SOURCE_ID,
        [COH_WALL_WHY] = COH_FIELD_QUESTIONS_INFORMED,
        [COH_WALL_OFTEN] = COH_FIELD_FREQUENCY,
        [COH_WALL_LAST] = COH_FIELD_LAST_COLLECTED,
        [COH_WALL_NEXT] = COH_FIELD_NEXT_DUE,
        [COH_WALL_WHO] = COH_FIELD_ACCESS_ROLES,
        [COH_WALL_SENSITIVE] = COH_FIELD_SENSITIVITY,
    };
    return id[column];
}

int
coh_page_cell(const struct coh_wall *wall, const struct coh_entry *e,
              enum coh_wall_column column, struct coh_text *t,
              struct coh_error *err)
{
    struct coh_span name = coh_page_name(e);
    size_t before = t->length;
    int rc;

    if (column == COH_WALL_WHAT)
        return coh_text_add(t, name.bytes, name.length, err);
    rc = column == COH_WALL_NEXT   ? add_next(wall, e, t, err)
         : column == COH_WALL_LAST ? add_last(wall, e, t, err)
         : column == COH_WALL_WHO  ? add_who(e, t, err)
                                  : coh_page_value(e, field_of(column), t, err);
    if (!rc && column == COH_WALL_WHY && t->length == before)
        rc = coh_page_value(e, COH_FIELD_PURPOSE, t, err);
    if (!rc && t->length == before && coh_entry_lacks(e, field_of(column)))
        rc = coh_text_add_string(t, "not said yet", err);
    if (!rc && column == COH_WALL_WHY && is(e, COH_FIELD_TIER, "research"))
        rc = add_appraisal(e, t, err);
    return rc;
}

/* ---- what needs a person ---- */

int
coh_page_lacking(const struct coh_entry *e, struct coh_text *t,
                 struct coh_error *err)
{
    const char *joint = "";
    int first, i;

    for (first = 1; first >= 0; first--)
        for (i = 0; i < COH_FIELDS; i++) {
            const enum coh_field_id id = (enum coh_field_id)i;

            if (!coh_entry_lacks(e, id) || coh_entry_is_first(e, id) != first)
                continue;
            if (coh_text_format(t, err, "%s%s", joint, coh_field[i].title))
                return -1;
            joint = ", ";
        }
    return 0;
}

static int
is_late(const struct coh_wall *wall, const struct coh_entry *e)
{
    struct coh_due due = coh_due_find(e, wall->calendar, wall->today);

    return due.state == COH_DUE_OVERDUE || due.state == COH_DUE_NEVER ||
           due.state == COH_DUE_FUTURE;
}

/* On one line, whatever it holds. */
static int
add_flat(struct coh_span s, struct coh_text *t, struct coh_error *err)
{
    size_t i;

    for (i = 0; i < s.length; i++) {
        char c = (unsigned char)s.bytes[i] < ' ' ? ' ' : s.bytes[i];

        if (coh_text_add(t, &c, 1, err))
            return -1;
    }
    return 0;
}

static int
add_late(const struct coh_wall *wall, struct coh_text *t, size_t *lines,
         struct coh_error *err)
{
    const struct coh_inventory *inv = wall->inventory;
    size_t i;

    for (i = 0; i < inv->n; i++) {
        struct coh_span name = coh_page_name(&inv->entry[i]);

        if (!is_late(wall, &inv->entry[i]))
            continue;
        if (coh_text_add_string(t, "Collect ", err) || add_flat(name, t, err) ||
            coh_text_add_string(t, ": ", err) ||
            add_next(wall, &inv->entry[i], t, err) ||
            coh_text_add_string(t, "\n", err))
            return -1;
        ++*lines;
    }
    return 0;
}

int
coh_page_needs(const struct coh_wall *wall, struct coh_text *t, size_t *lines,
               struct coh_error *err)
{
    const struct coh_inventory *inv = wall->inventory;
    size_t i, gaps = 0, lacking = 0;

    *lines = 0;
    if (add_late(wall, t, lines, err))
        return -1;
    for (i = 0; i < inv->n; i++) {
        gaps += (size_t)coh_entry_gaps(&inv->entry[i]);
        lacking += coh_entry_gaps(&inv->entry[i]) > 0;
    }
    if (!gaps)
        return 0;
    ++*lines;
    return coh_text_format(t, err,
                           "Fill in what is blank though it is needed: %zu "
                           "field%s of %zu source%s\n",
                           gaps, gaps == 1 ? "" : "s", lacking,
                           lacking == 1 ? "" : "s");
}
