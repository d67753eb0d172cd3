/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The file itself: how it is written, and rows that stand twice. */
#include <stdio.h>

#include "flow/profile-findings.h"

static const struct coh_span none = {"", 0};

static const char *
delimiter_name(char c)
{
    switch (c) {
    case ',':
        return "comma";
    case '\t':
        return "tab";
    case ';':
        return "semicolon";
    case '|':
        return "pipe";
    default:
        return c == ':' ? "colon" : "another";
    }
}

static int
say_encoding(struct coh_profile_findings *f, const struct coh_inspection *x,
             struct coh_error *err)
{
    if (x->counts.cp1252)
        return coh_found(f, "file", "encoding", none, NULL, err,
                         "%s, but %zu lines are Windows-1252", x->form.encoding,
                         x->counts.cp1252);
    return coh_found(
        f, "file", "encoding", none, NULL, err, "%s, %s", x->form.encoding,
        x->form.mark ? "with a byte order mark" : "no byte order mark");
}

static int
say_line_ends(struct coh_profile_findings *f, const struct coh_inspection *x,
              struct coh_error *err)
{
    const struct coh_source_form *e = &x->form;
    const int kinds = (e->lf != 0) + (e->crlf != 0) + (e->cr != 0);

    if (kinds > 1)
        return coh_found(f, "file", "line ends", none, NULL, err,
                         "mixed: LF %zu, CRLF %zu, CR %zu", e->lf, e->crlf,
                         e->cr);
    return coh_found(f, "file", "line ends", none, NULL, err, "%s",
                     e->lf     ? "LF"
                     : e->crlf ? "CRLF"
                     : e->cr   ? "CR"
                               : "none: one line");
}

static int
say_quoting(struct coh_profile_findings *f, const struct coh_inspection *x,
            struct coh_error *err)
{
    const struct coh_reader_counts *c = &x->counts;

    if (c->backslash || c->single || c->blanks)
        return coh_found(f, "file", "quoting", none, NULL, err,
                         "of RFC 4180, but for records with backslashes %zu, "
                         "single quotes %zu, blanks around quotes %zu",
                         c->backslash, c->single, c->blanks);
    return coh_found(f, "file", "quoting", none, NULL, err, "as in RFC 4180");
}

/* In a table for people in four pieces, so that it can be broken. */
static int
say_hash(struct coh_profile_findings *f, const struct coh_inspection *x,
         struct coh_error *err)
{
    const char *h = x->sha256;

    if (f->run->format != COH_FORMAT_TABLE)
        return coh_found(f, "file", "SHA-256", none, NULL, err, "%s", h);
    return coh_found(f, "file", "SHA-256", none, NULL, err,
                     "%.16s %.16s %.16s %.16s", h, h + 16, h + 32, h + 48);
}

static int
say_form(struct coh_profile_findings *f, const struct coh_inspection *x,
         struct coh_error *err)
{
    if (coh_profile_findings_hide(f, x->rows, x->rows)
            ? coh_found(f, "file", "rows", none, NULL, err,
                        "hidden to protect small groups")
            : coh_found(f, "file", "rows", none, NULL, err, "%zu", x->rows))
        return -1;
    if (coh_found(f, "file", "columns", none, NULL, err, "%zu", x->header.n) ||
        say_encoding(f, x, err) || say_line_ends(f, x, err) ||
        coh_found(f, "file", "delimiter", none, NULL, err, "%s",
                  delimiter_name(x->delimiter)) ||
        say_quoting(f, x, err))
        return -1;
    return say_hash(f, x, err);
}

static int
say_aside(struct coh_profile_findings *f, const struct coh_inspection *x,
          struct coh_error *err)
{
    const size_t n = x->aside_places;

    return coh_found(f, "file", "ragged rows", none,
                     "mend these lines; no figure counts them", err,
                     "%zu (%s%s%s%s%s)", x->aside, x->aside_place[0],
                     n > 1 ? "; " : "", n > 1 ? x->aside_place[1] : "",
                     n > 2 ? "; " : "", n > 2 ? x->aside_place[2] : "");
}

static int
say_around(struct coh_profile_findings *f, const struct coh_inspection *x,
           struct coh_error *err)
{
    if (x->above && coh_found(f, "file", "title rows", none, NULL, err,
                              "%zu above the header", x->above))
        return -1;
    if (x->blank_lines && coh_found(f, "file", "blank lines", none, NULL, err,
                                    "%zu", x->blank_lines))
        return -1;
    if (x->blank_rows && coh_found(f, "file", "blank rows", none, NULL, err,
                                   "%zu; no figure counts them", x->blank_rows))
        return -1;
    return x->aside ? say_aside(f, x, err) : 0;
}

/* The columns of the key, as "Student ID + Date". */
static int
name_key(const struct coh_inspection *x, struct coh_text *t,
         struct coh_error *err)
{
    size_t i;

    coh_text_clear(t);
    for (i = 0; i < x->key.n; i++) {
        const struct coh_span s = x->header.name[x->key.at[i]];

        if ((i && coh_text_add_string(t, " + ", err)) ||
            coh_text_add(t, s.bytes, s.length, err))
            return -1;
    }
    return 0;
}

static int
say_twice(struct coh_profile_findings *f, const struct coh_inspection *x,
          struct coh_error *err)
{
    const size_t again = x->rows - x->distinct_rows;
    char lines[100] = "";

    if (!again)
        return coh_found(f, "file", "duplicate rows", none, NULL, err, "none");
    if (x->twices && !f->run->share)
        snprintf(lines, sizeof(lines), "; first at line %zu", x->twice[0]);
    return coh_found(f, "file", "duplicate rows", none, "take the copies out",
                     err, "%zu %s like one before, cell by cell%s", again,
                     again == 1 ? "is" : "are", lines);
}

/* Rows of one key are a fault where the user said it is one, or where the
 * entry says that a row is a student. */
static int
say_key(struct coh_profile_findings *f, const struct coh_inspection *x,
        struct coh_error *err)
{
    const size_t again = x->keyed - x->distinct_keys;

    if (!x->key.n)
        return coh_found(f, "file", "duplicate keys", none, NULL, err,
                         "not looked for: no column of ids (give --key)");
    if (name_key(x, &f->text, err))
        return -1;
    return coh_found(
        f, "file", "duplicate keys", coh_text_span(&f->text),
        again && x->key_given ? "say which of the rows counts" : NULL, err,
        again ? "%zu with the key of an earlier row" : "none", again);
}

int
coh_profile_findings_file(struct coh_profile_findings *f,
                          const struct coh_inspection *x, struct coh_error *err)
{
    return say_form(f, x, err) || say_around(f, x, err) ||
                   say_twice(f, x, err) || say_key(f, x, err)
               ? -1
               : 0;
}
