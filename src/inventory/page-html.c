/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/embedded.h"
#include "base/escape.h"
#include "inventory/page.h"

/* The page as HTML: the body, for the frame that all pages have. */

struct coh_span
coh_page_style(void)
{
    const struct coh_embedded *css =
        coh_embedded_find("inventory/templates/page.css");

    return (struct coh_span){(const char *)css->bytes, css->length};
}

static int
put(struct coh_text *into, const char *html, struct coh_error *err)
{
    return coh_text_add_string(into, html, err);
}

static int
put_text(struct coh_text *into, struct coh_span plain, struct coh_error *err)
{
    return coh_escape_html(into, plain, err);
}

/* ---- what needs a person ---- */

static int
put_needs(const struct coh_wall *wall, struct coh_text *into,
          struct coh_error *err)
{
    struct coh_text plain = COH_TEXT_INIT;
    struct coh_span rest;
    size_t lines;
    int rc = -1;

    if (coh_page_needs(wall, &plain, &lines, err) ||
        put(into,
            lines ? "<ul class=\"needs\">\n"
                  : "<p>Nothing is overdue, and nothing needed is blank.</p>\n",
            err))
        goto out;
    for (rest = coh_text_span(&plain); rest.length;) {
        const char *end = memchr(rest.bytes, '\n', rest.length);
        struct coh_span line = {rest.bytes, (size_t)(end - rest.bytes)};

        rest.bytes += line.length + 1;
        rest.length -= line.length + 1;
        if (put(into, "<li>", err) || put_text(into, line, err) ||
            put(into, "</li>\n", err))
            goto out;
    }
    rc = lines ? put(into, "</ul>\n", err) : 0;
out:
    coh_text_release(&plain);
    return rc;
}

/* ---- the table ---- */

static int
put_what(const struct coh_entry *e, struct coh_text *into,
         struct coh_error *err)
{
    const char *id = coh_entry_get(e, COH_FIELD_SOURCE_ID);

    /* An id is letters, digits and . _ - only. */
    if (coh_text_format(into, err, "<th scope=\"row\"><a href=\"#source-%s\">",
                        id) ||
        put_text(into, coh_page_name(e), err) || put(into, "</a>", err))
        return -1;
    if (e->value[COH_FIELD_TITLE] &&
        coh_text_format(into, err, " <span class=\"id\">%s</span>", id))
        return -1;
    return put(into, "</th>\n", err);
}

/* Why: the questions, and what it is meant for. */
static int
put_purpose(const struct coh_entry *e, struct coh_text *into,
            struct coh_error *err)
{
    struct coh_text plain = COH_TEXT_INIT;
    int rc = -1;

    if (!e->value[COH_FIELD_PURPOSE] || !e->value[COH_FIELD_QUESTIONS_INFORMED])
        return 0;
    if (!coh_page_value(e, COH_FIELD_PURPOSE, &plain, err) &&
        !put(into, " <span class=\"id\">", err) &&
        !put_text(into, coh_text_span(&plain), err))
        rc = put(into, "</span>", err);
    coh_text_release(&plain);
    return rc;
}

/* Words that ask somebody to act stand out in bold. */
static const char *
class_of(struct coh_span plain)
{
    if (coh_span_is(plain, "not said yet"))
        return " class=\"gap\"";
    if (coh_span_is(plain, "never collected") ||
        (plain.length >= 7 && !memcmp(plain.bytes, "overdue", 7)))
        return " class=\"late\"";
    if (coh_span_is(plain, "special category"))
        return " class=\"special\"";
    return "";
}

static int
put_cell(const struct coh_wall *wall, const struct coh_entry *e,
         enum coh_wall_column column, struct coh_text *into,
         struct coh_error *err)
{
    struct coh_text plain = COH_TEXT_INIT;
    int rc = -1;

    if (coh_page_cell(wall, e, column, &plain, err) ||
        coh_text_format(into, err, "<td data-label=\"%s\"%s>",
                        coh_page_column_title(column),
                        class_of(coh_text_span(&plain))) ||
        put_text(into, coh_text_span(&plain), err) ||
        (column == COH_WALL_WHY && put_purpose(e, into, err)))
        goto out;
    rc = put(into, "</td>\n", err);
out:
    coh_text_release(&plain);
    return rc;
}

static int
put_row(const struct coh_wall *wall, const struct coh_entry *e,
        struct coh_text *into, struct coh_error *err)
{
    int k;

    if (put(into, "<tr>", err) || put_what(e, into, err))
        return -1;
    for (k = COH_WALL_WHAT + 1; k < COH_WALL_COLUMNS; k++)
        if (put_cell(wall, e, (enum coh_wall_column)k, into, err))
            return -1;
    return put(into, "</tr>\n", err);
}

static int
put_part(const struct coh_wall *wall, enum coh_wall_part part,
         struct coh_text *into, struct coh_error *err)
{
    const struct coh_inventory *inv = wall->inventory;
    size_t i, n = 0;

    for (i = 0; i < inv->n; i++)
        n += coh_page_part(&inv->entry[i]) == part;
    if (!n)
        return 0;
    if (coh_text_format(into, err,
                        "<tbody>\n<tr class=\"part\"><th colspan=\"%d\" "
                        "scope=\"rowgroup\">%s <span class=\"id\">%zu</span>"
                        "</th></tr>\n",
                        (int)COH_WALL_COLUMNS, coh_page_part_title(part), n))
        return -1;
    for (i = 0; i < inv->n; i++)
        if (coh_page_part(&inv->entry[i]) == part &&
            put_row(wall, &inv->entry[i], into, err))
            return -1;
    return put(into, "</tbody>\n", err);
}

static int
put_overview(const struct coh_wall *wall, struct coh_text *into,
             struct coh_error *err)
{
    int k;

    if (coh_text_format(into, err,
                        "<div class=\"wide\" tabindex=\"0\" role=\"group\" "
                        "aria-label=\"All sources\">\n"
                        "<table class=\"wall\">\n<caption>%zu source%s, by kind"
                        "</caption>\n<colgroup>",
                        wall->inventory->n, wall->inventory->n == 1 ? "" : "s"))
        return -1;
    for (k = 0; k < COH_WALL_COLUMNS; k++)
        if (coh_text_format(into, err, "<col class=\"c%d\">", k))
            return -1;
    if (put(into, "</colgroup>\n<thead><tr>", err))
        return -1;
    for (k = 0; k < COH_WALL_COLUMNS; k++)
        if (coh_text_format(into, err, "<th scope=\"col\">%s</th>",
                            coh_page_column_title((enum coh_wall_column)k)))
            return -1;
    if (put(into, "</tr></thead>\n", err))
        return -1;
    for (k = 0; k < COH_WALL_PARTS; k++)
        if (put_part(wall, (enum coh_wall_part)k, into, err))
            return -1;
    return put(into, "</table>\n</div>\n", err);
}

/* ---- a source ---- */

static int
put_pair(struct coh_span name, struct coh_span value, struct coh_text *into,
         struct coh_error *err)
{
    if (put(into, "<div><dt>", err) || put_text(into, name, err) ||
        put(into, "</dt><dd>", err) || put_text(into, value, err))
        return -1;
    return put(into, "</dd></div>\n", err);
}

static int
is_shown(const struct coh_wall *wall, const struct coh_entry *e, int i)
{
    return e->value[i] && i != COH_FIELD_TITLE &&
           !(wall->share && coh_page_is_inside((enum coh_field_id)i));
}

static int
put_group(const struct coh_wall *wall, const struct coh_entry *e,
          enum coh_field_group group, struct coh_text *into,
          struct coh_error *err)
{
    struct coh_text plain = COH_TEXT_INIT;
    int i, open = 0, rc = -1;

    for (i = 0; i < COH_FIELDS; i++) {
        if (coh_field[i].group != group || !is_shown(wall, e, i))
            continue;
        coh_text_clear(&plain);
        if ((!open && coh_text_format(into, err,
                                      "<div class=\"set\"><h3>%s</h3>\n<dl>\n",
                                      coh_page_group_title(group))) ||
            coh_page_value(e, (enum coh_field_id)i, &plain, err) ||
            put_pair(coh_span_of(coh_field[i].title), coh_text_span(&plain),
                     into, err))
            goto out;
        open = 1;
    }
    rc = open ? put(into, "</dl></div>\n", err) : 0;
out:
    coh_text_release(&plain);
    return rc;
}

static int
put_own(const struct coh_entry *e, struct coh_text *into, struct coh_error *err)
{
    size_t i;

    if (!e->owns)
        return 0;
    if (put(into, "<div class=\"set\"><h3>The team's own columns</h3>\n<dl>\n",
            err))
        return -1;
    for (i = 0; i < e->owns; i++)
        if (put_pair(coh_span_of(e->own[i].name), coh_span_of(e->own[i].value),
                     into, err))
            return -1;
    return put(into, "</dl></div>\n", err);
}

static int
put_gaps(const struct coh_entry *e, struct coh_text *into,
         struct coh_error *err)
{
    struct coh_text plain = COH_TEXT_INIT;
    int rc = -1;

    if (!coh_entry_gaps(e))
        return 0;
    if (!coh_page_lacking(e, &plain, err) &&
        !put(into, "<p class=\"gaps\">Still blank, though needed: ", err) &&
        !put_text(into, coh_text_span(&plain), err))
        rc = put(into, ".</p>\n", err);
    coh_text_release(&plain);
    return rc;
}

static int
put_section(const struct coh_wall *wall, const struct coh_entry *e,
            struct coh_text *into, struct coh_error *err)
{
    int g;

    if (coh_text_format(into, err,
                        "<section class=\"source\" id=\"source-%s\">\n<h2>",
                        coh_entry_get(e, COH_FIELD_SOURCE_ID)) ||
        put_text(into, coh_page_name(e), err) || put(into, "</h2>\n", err) ||
        put_gaps(e, into, err) || put(into, "<div class=\"sets\">\n", err))
        return -1;
    for (g = 0; g < COH_GROUPS; g++)
        if (put_group(wall, e, (enum coh_field_group)g, into, err))
            return -1;
    if (!wall->share && put_own(e, into, err))
        return -1;
    return put(into, "</div>\n</section>\n", err);
}

int
coh_page_html(const struct coh_wall *wall, struct coh_text *into,
              struct coh_error *err)
{
    const struct coh_inventory *inv = wall->inventory;
    int k;
    size_t i;

    if (put(into, "<div class=\"overview\">\n<h1>Data inventory</h1>\n", err) ||
        put_needs(wall, into, err) || put_overview(wall, into, err) ||
        put(into, "</div>\n", err))
        return -1;
    for (k = 0; k < COH_WALL_PARTS; k++)
        for (i = 0; i < inv->n; i++)
            if (coh_page_part(&inv->entry[i]) == (enum coh_wall_part)k &&
                put_section(wall, &inv->entry[i], into, err))
                return -1;
    return 0;
}
