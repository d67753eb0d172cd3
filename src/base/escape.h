/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_BASE_ESCAPE_H
#define COH_BASE_ESCAPE_H

#include "base/text.h"

/*
 * Text that stays text: what stands in a cell, a name or a parameter can
 * neither become HTML nor Markdown.
 *
 *     coh_escape_html(&page, cell, err)
 *     coh_escape_markdown(&twin, cell, err)
 */

/* & < > " ' become entities; what coh_control_length() names, but for tab and
 * line end, becomes U+FFFD. Good in text and in a quoted attribute. */
int coh_escape_html(struct coh_text *into, struct coh_span s,
                    struct coh_error *err) COH_MUST_CHECK;

/* A backslash before what Markdown reads as marks (CommonMark 0.29, 2.4, and
 * the bar of tables); what makes a list, heading or rule only at the start of
 * a line is escaped there only: `into` is looked at for that. Line ends
 * become blanks. */
int coh_escape_markdown(struct coh_text *into, struct coh_span s,
                        struct coh_error *err) COH_MUST_CHECK;

#endif
