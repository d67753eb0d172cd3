/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_INTAKE_FIELD_NOTE_H
#define COH_INTAKE_FIELD_NOTE_H

#include "table/reader.h"

/*
 * The records of a file of notes. Each gives a note, or one for each rule of
 * the layout that finds a text or a code in it; where its id cell names several
 * students, split by `;`, each of them gets it. A room of intake: intake.c
 * calls it.
 */

struct coh_intake_job;

/* The reason of a record that is an earlier note with other values: the one
 * that a file of rejects may say is right as it stands. */
extern const char coh_intake_other_note[];

/* Hand the notes of the record to the sink and count them. *why is set, and
 * nothing handed on, when the record can be nobody's note: no text and no code,
 * nobody's id, or the very note of an earlier record with other codes or
 * another mark of sharing. */
int
coh_intake_field_notes(struct coh_intake_job *job, const struct coh_record *rec,
                       const char **why, struct coh_error *err) COH_MUST_CHECK;

#endif
