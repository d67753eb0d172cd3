/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decision/form.h"

#include <stdlib.h>
#include <string.h>

#include "table/columns.h"

/* ---- items ---- */

const struct coh_form_item *
coh_form_first(const struct coh_form *form, size_t section)
{
    size_t i;

    for (i = 0; i < form->n; i++)
        if (form->item[i].section == section)
            return &form->item[i];
    return NULL;
}

int
coh_form_add(struct coh_form *form, size_t section, size_t line,
             struct coh_span text, struct coh_error *err)
{
    struct coh_form_item *item;

    text = coh_span_trim(text);
    if (!text.length)
        return 0;
    if (coh_reserve(&form->item, &form->capacity, form->n + 1,
                    sizeof(*form->item), err))
        return -1;
    item = &form->item[form->n];
    *item = (struct coh_form_item){.section = section, .line = line};
    item->text = coh_arena_text(&form->arena, text.bytes, text.length, err);
    if (!item->text)
        return -1;
    form->n++;
    return 0;
}

void
coh_form_release(struct coh_form *form)
{
    coh_free(form->item);
    coh_arena_release(&form->arena);
    *form = (struct coh_form)COH_FORM_INIT(form->section);
}

/* ---- reading ---- */

enum { NOWHERE = COH_FORM_SECTIONS };

struct reading {
    struct coh_form *form;
    struct coh_form_faults *faults;
    size_t section, line, start; /* start: where the open item began */
    int open, marked, parted;    /* parted: a blank line came since */
    int titled;
    struct coh_text item;
};

/* What a line of Markdown begins with. */
struct shape {
    struct coh_span text; /* without marks, trimmed */
    int level;            /* of a heading, else 0 */
    int hint, marker, indented;
};

static struct coh_span
behind(struct coh_span s, size_t n)
{
    return (struct coh_span){s.bytes + n, s.length - n};
}

static int
is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* "- ", "* ", "+ ", "3. " or "3) ": how long it is, or 0. */
static size_t
marker_length(struct coh_span s)
{
    size_t n = 0;

    if (s.length > 1 && strchr("-*+", s.bytes[0]))
        n = 1;
    if (!n) {
        size_t d = 0;

        while (d < s.length && d < 4 && s.bytes[d] >= '0' && s.bytes[d] <= '9')
            d++;
        if (!d || d >= s.length || !strchr(".)", s.bytes[d]))
            return 0;
        n = d + 1;
    }
    return n && n < s.length && is_blank(s.bytes[n]) ? n + 1 : 0;
}

/* Behind a heading may stand "#", around it stars, at its end a colon. */
static struct coh_span
strip_heading(struct coh_span s)
{
    s = coh_span_trim(s);
    while (s.length && strchr("#*_: ", s.bytes[s.length - 1]))
        s.length--;
    while (s.length && strchr("*_ ", s.bytes[0]))
        s = behind(s, 1);
    return s;
}

static struct shape
look_at(struct coh_span line)
{
    struct shape s = {.text = coh_span_trim(line)};
    size_t n = 0;

    s.indented = line.length && is_blank(line.bytes[0]);
    if (s.text.length && s.text.bytes[0] == '>') {
        s.hint = 1;
        return s;
    }
    while (n < s.text.length && s.text.bytes[n] == '#')
        n++;
    if (n && n <= 6 && n < s.text.length && is_blank(s.text.bytes[n])) {
        s.level = (int)n;
        s.text = strip_heading(behind(s.text, n));
        return s;
    }
    n = marker_length(s.text);
    s.marker = n != 0;
    return s;
}

static int
close_item(struct reading *r, struct coh_error *err)
{
    int rc = 0;

    if (r->open)
        rc = coh_form_add(r->form, r->section, r->start,
                          coh_text_span(&r->item), err);
    coh_text_clear(&r->item);
    r->open = r->marked = r->parted = 0;
    return rc;
}

static size_t
find_section(const struct coh_form *form, struct coh_span heading)
{
    size_t i;

    for (i = 0; form->section[i].heading; i++)
        if (coh_span_is_caseless(heading, form->section[i].heading))
            return i;
    return NOWHERE;
}

static int
refuse_heading(struct reading *r, struct coh_span heading,
               struct coh_error *err)
{
    struct coh_span name[COH_FORM_SECTIONS];
    char quoted[COH_QUOTE_SIZE];
    const struct coh_span *nearest;
    size_t n;

    for (n = 0; r->form->section[n].heading; n++)
        name[n] = coh_span_of(r->form->section[n].heading);
    nearest = coh_nearest(name, n, heading);
    coh_quote(heading.bytes, heading.length, quoted);
    if (nearest)
        return coh_form_fault(r->faults, r->form, NOWHERE, r->line, err,
                              "the heading '%s' is no section of this form: "
                              "is it '%s'?",
                              quoted, nearest->bytes);
    return coh_form_fault(r->faults, r->form, NOWHERE, r->line, err,
                          "the heading '%s' is no section of this form: take "
                          "it out, or give it three #",
                          quoted);
}

/* *taken: it was a heading of the form, or meant as one. */
static int
take_heading(struct reading *r, const struct shape *s, int *taken,
             struct coh_error *err)
{
    size_t to = find_section(r->form, s->text);

    *taken = 1;
    if (s->level == 1 && !r->titled && r->section == NOWHERE) {
        r->titled = 1;
        return 0;
    }
    if (to == NOWHERE && s->level > 2) {
        *taken = 0;
        return 0;
    }
    if (close_item(r, err))
        return -1;
    r->section = to;
    if (to == NOWHERE) {
        /* What stands below it is somebody's answer: it is not to be blamed
         * line by line. */
        r->section = NOWHERE + 1;
        return refuse_heading(r, s->text, err);
    }
    if (r->form->heading[to])
        return coh_form_fault(r->faults, r->form, to, r->line, err,
                              "stands twice, first in line %zu: put both "
                              "under one heading",
                              r->form->heading[to]);
    r->form->heading[to] = r->line;
    return 0;
}

/* "id: 7" */
static int
take_above(struct reading *r, struct coh_span text, struct coh_error *err)
{
    struct coh_span digits;
    size_t i;
    int64_t id = 0;

    if (text.length > 3 &&
        coh_span_is_caseless((struct coh_span){text.bytes, 3}, "id:")) {
        digits = coh_span_trim(behind(text, 3));
        for (i = 0; i < digits.length && i < 10; i++) {
            if (digits.bytes[i] < '0' || digits.bytes[i] > '9')
                break;
            id = id * 10 + (digits.bytes[i] - '0');
        }
        if (i == digits.length && id) {
            r->form->id = id;
            return 0;
        }
        return coh_form_fault(r->faults, r->form, NOWHERE, r->line, err,
                              "id takes the number of a decision, such as 7");
    }
    return coh_form_fault(r->faults, r->form, NOWHERE, r->line, err,
                          "stands above the first section: put it under a "
                          "heading");
}

/* Does this line go on with the open item? */
static int
goes_on(const struct reading *r, const struct shape *s)
{
    switch (r->form->section[r->section].kind) {
    case COH_FORM_TEXT:
        return r->open;
    case COH_FORM_LIST:
        return r->open && !r->parted && !s->marker &&
               (r->marked || s->indented);
    default:
        return r->open && !r->parted && !s->marker && s->indented;
    }
}

static int
take_text(struct reading *r, const struct shape *s, struct coh_error *err)
{
    const int is_text = r->form->section[r->section].kind == COH_FORM_TEXT;
    struct coh_span text = s->text;

    if (goes_on(r, s)) {
        const char *join = is_text && (r->parted || s->marker) ? "\n" : " ";

        r->parted = 0;
        if (coh_text_add_string(&r->item, join, err))
            return -1;
    } else {
        if (close_item(r, err))
            return -1;
        r->open = 1;
        r->marked = s->marker;
        r->start = r->line;
    }
    if (s->marker && !is_text)
        text = coh_span_trim(behind(text, marker_length(text)));
    /* Written so by coh_form_write. */
    if (text.length > 1 && text.bytes[0] == '\\' &&
        strchr(">#\\", text.bytes[1]))
        text = behind(text, 1);
    return coh_text_add(&r->item, text.bytes, text.length, err);
}

static int
take_line(struct reading *r, struct coh_span line, struct coh_error *err)
{
    struct shape s = look_at(line);
    int taken = 0;

    if (s.hint)
        return 0;
    if (!s.text.length) {
        r->parted = 1;
        return 0;
    }
    if (s.level && take_heading(r, &s, &taken, err))
        return -1;
    if (taken || r->section > NOWHERE)
        return 0;
    if (r->section == NOWHERE)
        return take_above(r, s.text, err);
    return take_text(r, &s, err);
}

/* CR, LF and CRLF end a line. */
static int
take_lines(struct reading *r, struct coh_span rest, struct coh_error *err)
{
    while (rest.length) {
        size_t n = 0;

        while (n < rest.length && rest.bytes[n] != '\n' &&
               rest.bytes[n] != '\r')
            n++;
        r->line++;
        if (take_line(r, (struct coh_span){rest.bytes, n}, err))
            return -1;
        if (n + 1 < rest.length && rest.bytes[n] == '\r' &&
            rest.bytes[n + 1] == '\n')
            n++;
        rest = behind(rest, n < rest.length ? n + 1 : n);
    }
    r->form->lines = r->line;
    return close_item(r, err);
}

/* All that is needed and not there. */
static int
ask_for_all(struct reading *r, struct coh_error *err)
{
    const struct coh_form *form = r->form;
    size_t i;

    for (i = 0; form->section[i].heading; i++) {
        if (!form->section[i].needed || coh_form_first(form, i))
            continue;
        if (coh_form_fault(
                r->faults, form, i, form->heading[i], err,
                form->heading[i] ? "is blank: %.*s"
                                 : "is missing: write it under the heading "
                                   "\"## %.*s\"",
                form->heading[i] ? (int)strcspn(form->section[i].guide, "\n")
                                 : (int)strlen(form->section[i].heading),
                form->heading[i] ? form->section[i].guide
                                 : form->section[i].heading))
            return -1;
    }
    return 0;
}

static int
check_text(struct coh_span text, struct coh_error *err)
{
    if (!coh_span_trim(text).length)
        return coh_fail(err, COH_INPUT,
                        "is empty: cohort decide new prints a form");
    if (text.length > COH_FORM_SIZE_MAX)
        return coh_fail(err, COH_INPUT, "is no form: it is too long");
    if (memchr(text.bytes, '\0', text.length))
        return coh_fail(err, COH_INPUT,
                        "is no text: save the form as plain text (.md)");
    return 0;
}

int
coh_form_read(struct coh_form *form, struct coh_span text,
              struct coh_form_faults *faults, struct coh_error *err)
{
    struct reading r = {.form = form, .faults = faults, .section = NOWHERE};
    struct coh_text decoded = COH_TEXT_INIT;
    int rc = -1;

    if (text.length >= 3 && !memcmp(text.bytes, "\xEF\xBB\xBF", 3))
        text = behind(text, 3);
    if (check_text(text, err))
        return -1;
    if (coh_utf8_valid(text.bytes, text.length) < text.length) {
        if (coh_utf8_from_cp1252(&decoded, text.bytes, text.length, err))
            goto out;
        text = coh_text_span(&decoded);
    }
    if (!take_lines(&r, text, err))
        rc = ask_for_all(&r, err);
out:
    coh_text_release(&r.item);
    coh_text_release(&decoded);
    return rc;
}
