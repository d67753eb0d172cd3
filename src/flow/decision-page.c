/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/decision-page.h"

#include <string.h>

#include "base/escape.h"

struct page {
    struct coh_decision_view *view;
    const struct coh_decision *d;
    enum coh_decision_form form;
    int level;
    struct coh_text *into;
};

static int
put(struct page *p, const char *marks, struct coh_error *err)
{
    return coh_text_add_string(p->into, marks, err);
}

static int
put_plain(struct page *p, struct coh_span text, struct coh_error *err)
{
    return p->form == COH_DECISION_HTML
               ? coh_escape_html(p->into, text, err)
               : coh_escape_markdown(p->into, text, err);
}

static int
put_heading(struct page *p, int level, const char *text, struct coh_error *err)
{
    const int html = p->form == COH_DECISION_HTML;

    if (html ? coh_text_format(p->into, err, "<h%d>", level)
             : coh_text_format(p->into, err, "%.*s ", level, "######"))
        return -1;
    if (put_plain(p, coh_span_of(text), err))
        return -1;
    return html ? coh_text_format(p->into, err, "</h%d>\n", level)
                : put(p, "\n\n", err);
}

/* One paragraph, or one item of a list. */
static int
put_line(struct page *p, struct coh_span line, int item, struct coh_error *err)
{
    const int html = p->form == COH_DECISION_HTML;

    if (put(p,
            html   ? item ? "<li>" : "<p>"
            : item ? "- "
                   : "",
            err) ||
        put_plain(p, line, err))
        return -1;
    return put(p,
               html   ? item ? "</li>\n" : "</p>\n"
               : item ? "\n"
                      : "\n\n",
               err);
}

/* A line of the text a paragraph. */
static int
put_lines(struct page *p, const char *text, int item, struct coh_error *err)
{
    struct coh_span rest = coh_span_of(text);

    /* An item with several lines stays one item. */
    if (item)
        return put_line(p, rest, 1, err);
    while (rest.length) {
        size_t n = strcspn(rest.bytes, "\n");

        if (n > rest.length)
            n = rest.length;
        if (n && put_line(p, (struct coh_span){rest.bytes, n}, 0, err))
            return -1;
        n += n < rest.length;
        rest.bytes += n;
        rest.length -= n;
    }
    return 0;
}

/* ---- a section ---- */

static const struct section {
    const char *heading;
    const char *field[5];
    int list, of_outcome; /* no list: its fields are one text, "low: why" */
} sections[] = {
    {"Decision", {"decision", NULL}, 0, 0},
    {"Whom it concerns", {"concerns", NULL}, 0, 0},
    {"Evidence", {"evidence", NULL}, 1, 0},
    {"Alternatives", {"alternatives", NULL}, 1, 0},
    {"Rationale", {"rationale", NULL}, 0, 0},
    {"Confidence", {"confidence", "confidence_reason", NULL}, 0, 0},
    {"What will be measured",
     {"measure_what", "expected", "measure_source", "measure_by", NULL},
     1,
     0},
    {"Why it was changed", {"reason", NULL}, 0, 0},
    {"What happened", {"actual", NULL}, 0, 1},
    {"Compared with what was expected",
     {"outcome", "outcome_reason", NULL},
     0,
     1},
    {"What we learned", {"learned", NULL}, 0, 1},
    {"Keep, change or end", {"next", "next_step", NULL}, 0, 1},
};

/* What stands before a value, so that it can be read by itself. */
static const char *
label_of(const char *field)
{
    return !strcmp(field, "expected")         ? "expected: "
           : !strcmp(field, "measure_source") ? "source: "
           : !strcmp(field, "measure_by")     ? "by: "
                                              : "";
}

/* Add a value to `t`, behind what stands there. */
static int
add_value(struct page *p, const char *field, const char *text,
          struct coh_text *t, struct coh_error *err)
{
    const char *shown;

    return coh_decision_view_text(p->view, p->d, text, &shown, err) ||
                   coh_text_format(t, err, "%s%s%s", t->length ? ": " : "",
                                   label_of(field), shown)
               ? -1
               : 0;
}

static int
put_values(struct page *p, const struct section *s,
           const struct coh_decision_entry *e, struct coh_error *err)
{
    struct coh_text t = COH_TEXT_INIT;
    size_t i, k;
    int rc = -1;

    for (k = 0; s->field[k]; k++)
        for (i = 0; i < e->n; i++) {
            if (strcmp(e->value[i].field, s->field[k]))
                continue;
            if (add_value(p, s->field[k], e->value[i].text, &t, err) ||
                (s->list && put_lines(p, coh_text_get(&t), 1, err)))
                goto out;
            if (s->list)
                coh_text_clear(&t);
        }
    rc = s->list ? 0 : put_lines(p, coh_text_get(&t), 0, err);
out:
    coh_text_release(&t);
    return rc;
}

static int
put_section(struct page *p, const struct section *s, struct coh_error *err)
{
    const struct coh_decision_entry *e =
        s->of_outcome ? p->d->outcome : p->d->now;
    const int html = p->form == COH_DECISION_HTML;

    if (!e || !*coh_decision_get(e, s->field[0]))
        return 0;
    if (put_heading(p, p->level + 1, s->heading, err) ||
        (s->list && html && put(p, "<ul>\n", err)))
        return -1;
    if (put_values(p, s, e, err))
        return -1;
    return s->list ? put(p, html ? "</ul>\n" : "\n", err) : 0;
}

/* "Decided 2026-03-06 · owner: math teacher · review 2026-04-20 · open" */
static int
put_facts(struct page *p, coh_date today, struct coh_error *err)
{
    const struct coh_decision *d = p->d;
    struct coh_text t = COH_TEXT_INIT;
    char day[COH_DATE_SIZE];
    const char *owner;
    int rc = -1;

    if (coh_decision_view_text(
            p->view, d, coh_decision_get(d->now, "owner_role"), &owner, err) ||
        coh_text_format(&t, err, "Decided %s", coh_date_text(d->decided, day)))
        goto out;
    if (d->versions > 1 && coh_text_format(&t, err, ", amended %s",
                                           coh_date_text(d->now->day, day)))
        goto out;
    if (coh_text_format(
            &t, err, " · owner: %s · review %s · %s", owner,
            coh_decision_get(d->now, "review_on"),
            coh_decision_status_name[coh_decision_status(d, today)]))
        goto out;
    if (d->outcome &&
        coh_text_format(&t, err, " %s", coh_date_text(d->outcome->day, day)))
        goto out;
    rc = put_line(p, coh_text_span(&t), 0, err);
out:
    coh_text_release(&t);
    return rc;
}

int
coh_decision_page(struct coh_decision_view *v, const struct coh_decision *d,
                  coh_date today, enum coh_decision_form form, int level,
                  struct coh_text *into, struct coh_error *err)
{
    struct page p = {v, d, form, level, into};
    struct coh_text title = COH_TEXT_INIT;
    const char *question;
    size_t k;
    int rc = -1;

    if (coh_decision_view_text(v, d, coh_decision_get(d->now, "question"),
                               &question, err) ||
        coh_text_format(&title, err, "%lld. %s", (long long)d->id, question) ||
        put_heading(&p, level, coh_text_get(&title), err) ||
        put_facts(&p, today, err))
        goto out;
    for (k = 0; k < sizeof(sections) / sizeof(*sections); k++)
        if (put_section(&p, &sections[k], err))
            goto out;
    rc = 0;
out:
    coh_text_release(&title);
    return rc;
}
