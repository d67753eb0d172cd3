/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_REPORT_PARAMETER_H
#define COH_REPORT_PARAMETER_H

#include "base/date.h"
#include "base/text.h"
#include "table/lexicon.h"

/*
 * Parameters of a page: `{{name}}`.
 *
 * The first that knows a name wins: --set NAME=VALUE, then the team's own
 * file (`[team] name = …` is {{team}}; `[weave] x = …` is {{x}}), then the
 * defaults in the page's front matter. The day is built in and cannot be set:
 * {{today}} "6 March 2026", {{today-iso}}, {{monday}} and {{monday-iso}} (of
 * the same week), {{N-weeks-ago}} an ISO date. Names are letters, digits, "-"
 * and "_"; a name that nobody knows is refused with the nearest one.
 *
 *     struct coh_parameters p = COH_PARAMETERS_INIT;
 *     coh_parameters_set(&p, "cut=70%", err)
 *     coh_parameters_team(&p, text_of_team_ini, err)
 *     coh_parameters_default(&p, name, value, err)
 *     coh_parameters_get(&p, name, &text, err)
 *     coh_parameters_release(&p);
 */

struct coh_parameter {
    struct coh_span name, value;
    int set; /* by --set */
};

struct coh_parameters {
    struct coh_parameter *parameter;
    size_t n, capacity;
    coh_date today;
    const struct coh_lexicon *words; /* how a day is said; may be NULL */
    struct coh_arena arena;
};

#define COH_PARAMETERS_INIT                        \
    {                                              \
        .parameter = NULL, .arena = COH_ARENA_INIT \
    }

/* Of `--set`: NAME=VALUE. COH_USAGE when it is not that, or built in. */
int coh_parameters_set(struct coh_parameters *p, const char *text,
                       struct coh_error *err) COH_MUST_CHECK;

/* The text of a team.ini. COH_INPUT names the line that is none, or is longer
 * than the 199 bytes that the format takes. */
int coh_parameters_team(struct coh_parameters *p, struct coh_span text,
                        struct coh_error *err) COH_MUST_CHECK;

/* A default, unless the name is known. */
int coh_parameters_default(struct coh_parameters *p, struct coh_span name,
                           struct coh_span value,
                           struct coh_error *err) COH_MUST_CHECK;

/* Add the value to `into`. COH_INPUT for an unknown name. */
int
coh_parameters_get(const struct coh_parameters *p, struct coh_span name,
                   struct coh_text *into, struct coh_error *err) COH_MUST_CHECK;

/* Does `page` name everything that --set gave as {{name}}? {{title}} and
 * {{team}} every page shows. COH_USAGE for what it never uses: with the
 * nearest name that it does use. */
int coh_parameters_used(const struct coh_parameters *p, struct coh_span page,
                        struct coh_error *err) COH_MUST_CHECK;

/* Those that `page` names as {{name}}, and title and team: *list, which the
 * caller frees, holds each once, in the order in which they were given. */
int
coh_parameters_list_used(const struct coh_parameters *p, struct coh_span page,
                         const struct coh_parameter ***list, size_t *n,
                         struct coh_error *err) COH_MUST_CHECK;

int coh_parameters_know(const struct coh_parameters *p, struct coh_span name);

void coh_parameters_release(struct coh_parameters *p);

#endif
