/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_INVENTORY_FIELD_H
#define COH_INVENTORY_FIELD_H

#include "base/text.h"
#include "inventory/vocabulary.h"

/*
 * The fields of an inventory entry: what a team writes down about a source of
 * data. One table, in the order in which a sheet shows them; reading a sheet,
 * showing an entry, exporting and looking for gaps all walk it. A new field
 * is one line here and one in field.c.
 *
 *     int i;
 *     for (i = 0; i < COH_FIELDS; i++)
 *         puts(coh_field[i].name);
 */

enum coh_field_id {
    /* Identity. */
    COH_FIELD_SOURCE_ID,
    COH_FIELD_TITLE,
    COH_FIELD_DESCRIPTION,
    COH_FIELD_OWNER_ROLE,
    COH_FIELD_CONTACT,
    COH_FIELD_SYSTEM,
    COH_FIELD_VENDOR,
    COH_FIELD_REQUIRING_ENTITY,
    COH_FIELD_TIER,
    COH_FIELD_STATUS,
    /* What it measures. */
    COH_FIELD_DATA_TYPE,
    COH_FIELD_MEASURE_CATEGORY,
    COH_FIELD_CONSTRUCT,
    COH_FIELD_SUBJECT,
    COH_FIELD_STANDARDS,
    COH_FIELD_PURPOSE,
    COH_FIELD_CEDS_PURPOSE,
    COH_FIELD_QUESTIONS_INFORMED,
    COH_FIELD_INSTRUMENT_TYPE,
    COH_FIELD_ITEM_TYPES,
    COH_FIELD_SCALE,
    COH_FIELD_SCORE_MIN,
    COH_FIELD_SCORE_MAX,
    COH_FIELD_CUT_SCORES,
    COH_FIELD_RELIABILITY,
    COH_FIELD_SEM,
    COH_FIELD_GROWTH_CAPABLE,
    COH_FIELD_CODING_SCHEME,
    COH_FIELD_INTERCODER_AGREEMENT,
    /* Who. */
    COH_FIELD_POPULATION,
    COH_FIELD_GRADES,
    COH_FIELD_UNIT,
    COH_FIELD_N_EXPECTED,
    COH_FIELD_ACCOMMODATIONS,
    /* When. */
    COH_FIELD_FREQUENCY,
    COH_FIELD_ISO_INTERVAL,
    COH_FIELD_WINDOW_START,
    COH_FIELD_WINDOW_END,
    COH_FIELD_LAST_COLLECTED,
    COH_FIELD_NEXT_DUE,
    COH_FIELD_LAG_DAYS,
    COH_FIELD_ADMIN_MINUTES,
    COH_FIELD_PERIOD_COVERED,
    /* Access. */
    COH_FIELD_ACCESS_LEVEL,
    COH_FIELD_ACCESS_ROLES,
    COH_FIELD_ACCESS_METHOD,
    COH_FIELD_ACCESS_STEPS,
    COH_FIELD_LOCATION,
    COH_FIELD_FORMAT,
    COH_FIELD_JOIN_KEY,
    COH_FIELD_GRANULARITY,
    /* Use. */
    COH_FIELD_CURRENT_USE,
    COH_FIELD_MORE_EFFECTIVE_USE,
    COH_FIELD_USED_BY,
    COH_FIELD_DECISION_CADENCE,
    COH_FIELD_GROUPING_USE,
    COH_FIELD_KEEP_DECISION,
    COH_FIELD_BARRIERS,
    /* Privacy. */
    COH_FIELD_SENSITIVITY,
    COH_FIELD_PII_FIELDS,
    COH_FIELD_LEGAL_BASIS,
    COH_FIELD_MIN_N,
    COH_FIELD_RETENTION,
    COH_FIELD_DISPOSAL,
    COH_FIELD_SHARING_AGREEMENT,
    COH_FIELD_EQUITY_NOTE,
    /* Quality. */
    COH_FIELD_ROWS,
    COH_FIELD_COMPLETENESS,
    COH_FIELD_PROFILE_DATE,
    COH_FIELD_SHA256,
    COH_FIELD_QUALITY_FLAGS,
    COH_FIELD_KNOWN_LIMITS,
    /* Appraisal of research evidence. */
    COH_FIELD_CITATION,
    COH_FIELD_RESEARCH_VALIDITY,
    COH_FIELD_RESEARCH_RELEVANCE,
    COH_FIELD_RESEARCH_IMPORTANCE,
    COH_FIELD_RESEARCH_CONTEXT,
    COH_FIELD_RESEARCH_REASONS,
    /* Record. */
    COH_FIELD_REVIEWED_ON,
    COH_FIELD_REVIEWED_BY_ROLE,
    COH_FIELD_NOTES,
    COH_FIELDS
};

enum coh_field_group {
    COH_GROUP_IDENTITY,
    COH_GROUP_MEASURES,
    COH_GROUP_WHO,
    COH_GROUP_WHEN,
    COH_GROUP_ACCESS,
    COH_GROUP_USE,
    COH_GROUP_PRIVACY,
    COH_GROUP_QUALITY,
    COH_GROUP_APPRAISAL,
    COH_GROUP_RECORD,
    COH_GROUPS
};

enum coh_field_need {
    COH_NEED_OPTIONAL,
    COH_NEED_FIRST,        /* required, and in the form that fits a screen */
    COH_NEED_REQUIRED,     /* required, but may follow later */
    COH_NEED_QUANTITATIVE, /* required where data_type is not qualitative */
    COH_NEED_QUALITATIVE,  /* required where data_type is not quantitative */
    COH_NEED_FILE,         /* required where access_method is file */
    COH_NEED_RESEARCH,     /* required where tier is research */
    COH_NEED_DERIVED,      /* worked out by a tool: see coh_field_follows */
};

enum coh_value_kind {
    COH_VALUE_TEXT,
    COH_VALUE_SLUG,   /* letters, digits, '.', '_', '-'; at most 64 */
    COH_VALUE_WORD,   /* of a vocabulary */
    COH_VALUE_DATE,   /* 2026-03-06 */
    COH_VALUE_NUMBER, /* a decimal */
    COH_VALUE_COUNT,  /* a whole number, not negative */
};

struct coh_field {
    const char *name;  /* the column in a sheet: "last_collected" */
    const char *title; /* for people, also read: "Last collected" */
    enum coh_field_group group;
    enum coh_field_need need;
    enum coh_value_kind kind;
    int list;                           /* several values, split by ';' */
    const struct coh_vocabulary *words; /* of KIND_WORD, else NULL */
    const char *otherwise;              /* what blank means, or NULL */
    const char *help;                   /* its meaning, one line */
};

extern const struct coh_field coh_field[COH_FIELDS];

/* The field of a column's name or title, without regard to case and with
 * blanks, hyphens and underscores alike; -1 when there is none. */
int coh_field_find(struct coh_span name);

/* Does it follow from other fields and the calendar (iso_interval, next_due)?
 * Such a field is never stored and never read from a sheet. The other derived
 * ones are measured from files: a sheet's value stands until one is. */
int coh_field_follows(enum coh_field_id id);

/* The field whose name is nearest to `name`, or NULL. */
const char *coh_field_nearest(struct coh_span name);

/* What is wrong with one value. */
struct coh_fault {
    enum coh_field_id field;
    struct coh_span value; /* the cell's or list item's own text */
};

/* Take the next item off the front of `rest`, trimmed: the whole value for a
 * field that is no list. Blank items are passed over. 0 when none is left. */
int coh_field_next(const struct coh_field *f, struct coh_span *rest,
                   struct coh_span *item);

/* Find the next item of `rest` that does not fit its field and take it and
 * all before it off; 1 when there is one (left in *fault), else 0. A blank
 * value fits every field: whether it may be blank is the entry's business.
 *
 *     while (coh_field_fault(id, &rest, &fault)) ... */
int coh_field_fault(enum coh_field_id id, struct coh_span *rest,
                    struct coh_fault *fault);

/* Add the value as it is kept to `t`: items trimmed and joined by ';', words
 * in their vocabulary's spelling, what does not fit as it stands. */
int coh_field_keep(enum coh_field_id id, struct coh_span value,
                   struct coh_text *t, struct coh_error *err) COH_MUST_CHECK;

/* Add the fault in words, with what is allowed and the nearest word:
 * "frequency: 'wekly' is not one of …; the nearest is 'weekly'". */
int coh_fault_text(const struct coh_fault *fault, struct coh_text *t,
                   struct coh_error *err) COH_MUST_CHECK;

#endif
