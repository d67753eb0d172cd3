/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_REPORT_SHARE_SOURCE_H
#define COH_REPORT_SHARE_SOURCE_H

#include "report/weave.h"

/*
 * What of the author's text does not leave the team with a shared page.
 */

/* COH_INPUT, with its line, for a link to a file or an image of a file (the
 * page would lead into the team's folder), and for raw HTML but comments (in
 * Markdown it would stay). Addresses of the web, of mail and of the page itself
 * are fine. */
int coh_share_links(const struct coh_weave *w,
                    struct coh_error *err) COH_MUST_CHECK;

/* Take the comments out of what stands in `text` from `from` on. COH_INPUT for
 * one without its end. */
int coh_share_comments(struct coh_text *text, size_t from,
                       struct coh_error *err) COH_MUST_CHECK;

#endif
