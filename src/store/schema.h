/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_STORE_SCHEMA_H
#define COH_STORE_SCHEMA_H

#include <stddef.h>
#include <stdint.h>

/*
 * The tables, as the steps that lead to them: step 0 makes an empty file a
 * store of version 1, step 1 makes version 1 version 2, and so on. A step that
 * was ever released is never changed; a new one is added behind it.
 */

/* "CoHo": marks the file as a store (PRAGMA application_id). */
#define COH_SCHEMA_APPLICATION INT32_C(0x436f486f)

/* The version that this program writes (PRAGMA user_version). */
int coh_schema_version(void);

/* Part `part`, from 0, of the SQL of the step that leaves `version`; NULL
 * behind the last. It leaves version and application_id alone. */
const char *coh_schema_step(int version, size_t part);

#endif
