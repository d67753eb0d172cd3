/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_INTAKE_IDENTIFY_H
#define COH_INTAKE_IDENTIFY_H

#include "table/reader.h"

/*
 * Whose record is it? The id that stands in it, by the layout's order of
 * preference, is looked up on the roster. Only when that id is blank, damaged
 * or on no roster, and only with options->match_names, the name is, and each
 * student found by a name is a note that asks to look. Who is found in neither
 * way is kept apart, noted and counted; the sink hears id and name. In a
 * layout without ids the name is the id.
 *
 * A room of intake: intake.c calls it.
 */

struct coh_intake_job;

/* Sets job->id, as the file has it, and job->student, the roster's id or
 * empty. *why is set when the record cannot be anybody's. */
int
coh_intake_identify(struct coh_intake_job *job, const struct coh_record *rec,
                    const char **why, struct coh_error *err) COH_MUST_CHECK;

#endif
