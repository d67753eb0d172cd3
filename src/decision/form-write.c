/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "decision/form.h"

/* Each line behind "> ". */
static int
put_hints(const char *hints, struct coh_text *into, struct coh_error *err)
{
    while (*hints) {
        size_t n = strcspn(hints, "\n");

        if (coh_text_format(into, err, "> %.*s\n", (int)n, hints))
            return -1;
        hints += n + (hints[n] == '\n');
    }
    return 0;
}

/* A line of a text is a paragraph of its own. What would be read as a hint or
 * a heading gets a backslash, which reading takes off. */
static int
put_text(const char *text, struct coh_text *into, struct coh_error *err)
{
    while (*text) {
        size_t n = strcspn(text, "\n");

        if ((strchr(">#\\", *text) && coh_text_add_string(into, "\\", err)) ||
            coh_text_add(into, text, n, err) ||
            coh_text_add_string(into, text[n] ? "\n\n" : "\n", err))
            return -1;
        text += n + (text[n] == '\n');
    }
    return 0;
}

static int
put_items(const struct coh_form *form, size_t section, struct coh_text *into,
          struct coh_error *err)
{
    size_t i, n = 0;

    for (i = 0; i < form->n; i++) {
        if (form->item[i].section != section)
            continue;
        if ((!n++ && coh_text_add_string(into, "\n", err)) ||
            (form->section[section].kind != COH_FORM_TEXT &&
             coh_text_add_string(into, "- ", err)) ||
            put_text(form->item[i].text, into, err))
            return -1;
    }
    return 0;
}

int
coh_form_write(const struct coh_form *form, const char *title,
               const char *hints, struct coh_text *into, struct coh_error *err)
{
    size_t i;

    if (coh_text_format(into, err, "# %s\n\n", title) ||
        (form->id &&
         coh_text_format(into, err, "id: %lld\n\n", (long long)form->id)) ||
        put_hints(hints, into, err))
        return -1;
    for (i = 0; form->section[i].heading; i++)
        if (coh_text_format(into, err, "\n## %s\n", form->section[i].heading) ||
            put_hints(form->section[i].guide, into, err) ||
            put_items(form, i, into, err))
            return -1;
    return 0;
}
