/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Open answers, in no order that tells who. */
#include "flow/reflect.h"

#include <stdlib.h>
#include <strings.h>

struct line {
    size_t question;
    struct coh_span text;
};

static int
alphabetically(const void *a, const void *b)
{
    const struct line *x = a, *y = b;
    size_t n =
        x->text.length < y->text.length ? x->text.length : y->text.length;
    int c;

    if (x->question != y->question)
        return x->question < y->question ? -1 : 1;
    c = n ? strncasecmp(x->text.bytes, y->text.bytes, n) : 0;
    if (!c && x->text.length != y->text.length)
        c = x->text.length < y->text.length ? -1 : 1;
    /* Texts of equal length that differ in case alone: by bytes, never by
     * their place in the file. */
    return c ? c : coh_span_compare(x->text, y->text);
}

/* Of how many people, or answers where people are not told apart, do the
 * conditions show something, and of how many nothing? */
static int
few(const struct coh_reflect *r, const struct line *line, size_t lines,
    size_t question)
{
    size_t i, in = 0, out = 0;

    for (i = 0; r->now.knows_people && i < r->now.persons; i++) {
        in += r->now.person[i].fits != 0;
        out += !r->now.person[i].fits;
    }
    for (i = 0; !r->now.knows_people && i < lines; i++)
        in += line[i].question == question;
    for (i = 0; !r->now.knows_people && i < r->now.roles.n; i++)
        out += r->tally.left_out[question * r->now.roles.n + i];
    return in < COH_REFLECT_FEWEST || (out && out < COH_REFLECT_FEWEST);
}

static int
hide(const struct coh_survey *s, size_t question, struct coh_run *run,
     struct coh_error *err)
{
    const struct coh_span q = s->question[question];
    char quoted[COH_QUOTE_SIZE];

    return coh_notes_add(&run->notes, COH_NOTE_LOOK,
                         coh_quote(q.bytes, q.length, quoted), err,
                         "answers of fewer than %d people, or fewer left out: "
                         "not shown, so that nobody is recognised",
                         COH_REFLECT_FEWEST);
}

static int
put(const struct coh_reflect *r, const struct line *line, size_t lines,
    struct coh_run *run, struct coh_writer *w, struct coh_error *err)
{
    const struct coh_survey *s = &r->now;
    int hidden = 0;
    size_t i;

    for (i = 0; i < lines; i++) {
        if (!i || line[i].question != line[i - 1].question) {
            hidden = few(r, line, lines, line[i].question);
            if (hidden && hide(s, line[i].question, run, err))
                return -1;
        }
        if (!hidden &&
            (coh_writer_text(w, s->question[line[i].question], err) ||
             coh_writer_text(w, line[i].text, err) || coh_writer_row(w, err)))
            return -1;
    }
    return 0;
}

int
coh_reflect_write_answers(const struct coh_reflect *r, struct coh_run *run,
                          struct coh_error *err)
{
    const struct coh_survey *s = &r->now;
    struct coh_writer *w = coh_run_writer(run, err);
    struct line *line = coh_alloc_array(s->answers, sizeof(*line), err);
    size_t i, lines = 0;
    int rc = -1;

    if (!w || !line ||
        coh_writer_column(w, coh_span_of("question"), COH_COLUMN_TEXT, err) ||
        coh_writer_column(w, coh_span_of("answer"), COH_COLUMN_TEXT, err))
        goto out;
    for (i = 0; i < s->answers; i++) {
        const struct coh_survey_answer *a = &s->answer[i];

        if (a->fits && a->text.length && r->tally.open[a->question])
            line[lines++] = (struct line){a->question, a->text};
    }
    if (lines)
        qsort(line, lines, sizeof(*line), alphabetically);
    rc = put(r, line, lines, run, w, err);
out:
    coh_free(line);
    return rc;
}
