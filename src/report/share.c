/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/share.h"

#include <stdlib.h>
#include <string.h>

#include "report/share-internal.h"

/* What a tool speaks of. A tool that is not in this list speaks of single
 * students, files or ids, and is refused. */
enum role {
    NAMES,   /* single students: never on a shared page */
    ROWS,    /* rows of students, for a stage that counts them */
    COUNTS,  /* how many students, and their means: mask makes it safe */
    SOURCES, /* sources and the team: what is asked, when, by whom */
    SHAPES,  /* chooses and draws what another stage made */
    MASKS,
};

static const struct {
    const char *name;
    enum role role;
} tools[] = {
    {"cohort-select", ROWS},
    {"cohort-summary", COUNTS},
    {"cohort-compare", COUNTS},
    {"cohort-items", COUNTS},
    {"cohort-reflect", COUNTS}, /* teachers: few, and to be protected too */
    {"cohort-notes", COUNTS},
    {"cohort-mask", MASKS},
    {"cohort-table", SHAPES},
    {"cohort-chart", SHAPES},
    /* An entry of the inventory says what is collected, never of whom. */
    {"cohort-inventory-list", SOURCES},
    {"cohort-inventory-show", SOURCES},
    {"cohort-inventory-check", SOURCES},
    {"cohort-inventory-export", SOURCES},
    /* They hold back themselves what names a student or speaks of few. */
    {"cohort-decide-list", SOURCES},
    {"cohort-decide-due", SOURCES},
    {"cohort-decide-show", SOURCES},
};

static enum role
role_of(const struct coh_stage *stage)
{
    size_t i;

    for (i = 0; i < sizeof(tools) / sizeof(*tools); i++)
        if (!strcmp(stage->name, tools[i].name))
            return tools[i].role;
    return NAMES;
}

/* ---- reading a stage's options ---- */

const char *
coh_share_next(const struct coh_stage *stage, const char *name, char letter,
               size_t *at)
{
    size_t n = strlen(name);

    if (*at < stage->first)
        *at = stage->first;
    while (*at < stage->words.n) {
        const char *word = stage->words.at[(*at)++];
        const char *next = *at < stage->words.n ? stage->words.at[*at] : "";

        if (!strcmp(word, "--"))
            break;
        if (!strncmp(word, "--", 2) && !strncmp(word + 2, name, n)) {
            if (word[2 + n] == '=')
                return word + 3 + n;
            if (!word[2 + n])
                return next;
        }
        /* -q alone may stand before a letter with its value. */
        if (letter && word[0] == '-' && word[1] != '-' && word[1]) {
            word += word[1] == 'q' && word[2] ? 2 : 1;
            if (word[0] == letter)
                return word[1] ? word + 1 : next;
        }
    }
    return NULL;
}

int
coh_share_has(const struct coh_stage *stage, const char *name)
{
    size_t at = 0;

    return coh_share_next(stage, name, 0, &at) != NULL;
}

/* ---- who is chosen before the count ---- */

static int
ends_in(struct coh_span name, const char *end)
{
    struct coh_span w = coh_span_of(end), tail;

    if (name.length < w.length)
        return 0;
    tail = (struct coh_span){name.bytes + name.length - w.length, w.length};
    return coh_span_is_caseless(tail, end);
}

int
coh_share_may_show(struct coh_span column)
{
    static const char *const ends[] = {"student_id", "student id", "studentid",
                                       "first_name", "first name", "last_name",
                                       "last name",  "email",      "login"};
    size_t i;

    if (coh_span_is_caseless(column, "name") ||
        coh_span_is_caseless(column, "student"))
        return 0;
    for (i = 0; i < sizeof(ends) / sizeof(*ends); i++)
        if (ends_in(column, ends[i]))
            return 0;
    return 1;
}

int
coh_share_fixed(const char *condition, struct coh_span *column,
                struct coh_span *value)
{
    size_t n = strcspn(condition, "=!<>");

    *column = coh_span_trim((struct coh_span){condition, n});
    if (value)
        *value =
            coh_span_trim(coh_span_of(condition + n + (condition[n] != '\0')));
    return condition[n] == '=';
}

static int
says_who(const struct coh_stage *stage, struct coh_span column)
{
    size_t at = 0;
    const char *student = coh_share_next(stage, "student", 0, &at);

    return !coh_share_may_show(column) || ends_in(column, "id") ||
           ends_in(column, "alias") ||
           (student && coh_span_is(column, student));
}

static int
refuse_condition(const char *condition, const char *why, struct coh_error *err)
{
    char shown[COH_QUOTE_SIZE];

    return coh_fail(err, COH_INPUT, "--where '%s' %s",
                    coh_quote(condition, strlen(condition), shown), why);
}

/* Is the column of the condition asked about before it? */
static int
is_second(const struct coh_stage *stage, struct coh_span column,
          const char *condition)
{
    const char *other;
    struct coh_span name;
    size_t at = 0;

    while ((other = coh_share_next(stage, "where", 0, &at)) &&
           other != condition)
        if (coh_share_fixed(other, &name, NULL) && coh_span_equal(name, column))
            return 1;
    return 0;
}

static int
check_conditions(const struct coh_stage *stage, struct coh_error *err)
{
    const char *condition;
    struct coh_span column;
    size_t at = 0;

    while ((condition = coh_share_next(stage, "where", 0, &at))) {
        int fixed = coh_share_fixed(condition, &column, NULL);

        if (says_who(stage, column))
            return refuse_condition(
                condition, "chooses single students: " COH_SHARE_ADVICE, err);
        if (!fixed)
            return refuse_condition(
                condition,
                "chooses students in a way that no other table can be judged "
                "with: use --cut for scores, COLUMN=VALUE for groups, or "
                "share=no",
                err);
        if (is_second(stage, column, condition))
            return refuse_condition(
                condition,
                "is a second value of its column, and no other table can be "
                "judged with both: use -b for the column, or share=no",
                err);
    }
    return 0;
}

static int
check_stage(const struct coh_stage *stage, struct coh_error *err)
{
    static const char *const changes[] = {"head", "rename"};
    size_t i;

    if (coh_share_has(stage, "students") ||
        (role_of(stage) == ROWS && coh_share_has(stage, "student")))
        return coh_fail(err, COH_INPUT,
                        "it chooses single students: " COH_SHARE_ADVICE);
    if (role_of(stage) == SHAPES)
        for (i = 0; i < sizeof(changes) / sizeof(*changes); i++)
            if (coh_share_has(stage, changes[i]))
                return coh_fail(err, COH_INPUT,
                                "--%s before the count chooses students in a "
                                "way that no other table can be judged with: "
                                "put it behind the stage that counts",
                                changes[i]);
    return check_conditions(stage, err);
}

/* ---- where the mask stands ---- */

static int
blame(size_t at, const struct coh_stage *stage, struct coh_error *err)
{
    coh_error_context(err, "cannot be shared: stage %zu, %s: ", at + 1,
                      stage->name);
    return -1;
}

/* The author's mask reads what a stage counted, and hides small groups. */
static int
check_mask(const struct coh_pipeline *p, size_t at, struct coh_error *err)
{
    static const char *const other[] = {"pseudonyms", "make-key", "codes"};
    static const char *const by_weave[] = {"ledger", "about", "how", "period",
                                           "fixed"};
    const struct coh_stage *stage = &p->stage[at];
    size_t i;

    for (i = 0; i < sizeof(other) / sizeof(*other); i++)
        if (coh_share_has(stage, other[i]))
            return coh_fail(
                err, COH_INPUT,
                "--%s hides who they are, not small groups: " COH_SHARE_ADVICE,
                other[i]);
    for (i = 0; i < sizeof(by_weave) / sizeof(*by_weave); i++)
        if (coh_share_has(stage, by_weave[i]))
            return coh_fail(err, COH_INPUT,
                            "--%s is said by the page itself: give cohort "
                            "weave --ledger FILE",
                            by_weave[i]);
    if (at && role_of(&p->stage[at - 1]) != COUNTS)
        return coh_fail(err, COH_INPUT,
                        "it stands directly behind the stage that counts "
                        "students");
    return 0;
}

/* Notes to be quoted: under --share select leaves their students out, and all
 * that nobody marked or that names somebody. What chooses one child, or says
 * more of it, may not stand beside them. */
static int
quotes_notes(const struct coh_pipeline *p)
{
    static const char *const more[] = {"no-text", "student", "with",
                                       "complete"};
    size_t i;

    if (strcmp(p->stage[0].name, "cohort-select") != 0 ||
        !coh_share_has(&p->stage[0], "notes"))
        return 0;
    for (i = 0; i < sizeof(more) / sizeof(*more); i++)
        if (coh_share_has(&p->stage[0], more[i]))
            return 0;
    for (i = 1; i < p->n; i++)
        if (strcmp(p->stage[i].name, "cohort-table") != 0)
            return 0;
    return 1;
}

static int
nobody_counts(const struct coh_pipeline *p, struct coh_error *err)
{
    const struct coh_stage *last = &p->stage[p->n - 1];

    if (role_of(&p->stage[0]) == SOURCES || quotes_notes(p))
        return 0;
    if (!strcmp(last->name, "cohort-chart")) {
        coh_fail(err, COH_INPUT,
                 "it draws single results: draw bars from a summary instead, "
                 "or take the block out of the shared page with share=no");
        return blame(p->n - 1, last, err);
    }
    coh_fail(err, COH_INPUT,
             "no stage counts students, so that its rows can be single "
             "students: " COH_SHARE_ADVICE);
    return blame(p->n - 1, last, err);
}

/* Places of the last stage that counts and of the mask; p->n: there is none.
 * Nothing but what chooses and draws stands behind them. */
static int
find_places(const struct coh_pipeline *p, size_t *counts, size_t *mask,
            struct coh_error *err)
{
    size_t i;

    *counts = *mask = p->n;
    for (i = 0; i < p->n; i++) {
        enum role role = role_of(&p->stage[i]);

        if (role == NAMES) {
            coh_fail(err, COH_INPUT,
                     "it speaks of single students: " COH_SHARE_ADVICE);
            return blame(i, &p->stage[i], err);
        }
        if (*mask < p->n && role != SHAPES) {
            coh_fail(err, COH_INPUT,
                     "behind a mask only cohort table and cohort chart may "
                     "stand");
            return blame(i, &p->stage[i], err);
        }
        if (role == COUNTS)
            *counts = i;
        if (role == MASKS) {
            *mask = i;
            if (check_mask(p, i, err))
                return blame(i, &p->stage[i], err);
        }
    }
    return 0;
}

static int
put_mask(struct coh_pipeline *p, size_t at, const char *folder,
         struct coh_error *err)
{
    struct coh_pipeline one = COH_PIPELINE_INIT;
    int rc = -1;

    if (!coh_pipeline_parse(&one, coh_span_of("cohort mask"), NULL, folder,
                            err))
        rc = coh_pipeline_insert(p, at, &one, err);
    coh_pipeline_release(&one);
    return rc;
}

int
coh_share_rewrite(struct coh_pipeline *p, const char *folder, size_t *mask,
                  struct coh_error *err)
{
    size_t counts, i;

    if (find_places(p, &counts, mask, err))
        return -1;
    if (*mask == p->n && counts == p->n)
        return nobody_counts(p, err);
    if (*mask == p->n) {
        *mask = counts + 1;
        if (put_mask(p, *mask, folder, err))
            return -1;
    }
    for (i = 0; i < *mask; i++)
        if (check_stage(&p->stage[i], err))
            return blame(i, &p->stage[i], err);
    return 0;
}
