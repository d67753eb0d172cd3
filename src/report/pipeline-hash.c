/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/pipeline-hash.h"

#include "report/pipeline.h"

int
coh_pipeline_hash(struct coh_span text, const struct coh_pipeline_place *place,
                  char hex[COH_SHA256_HEX], struct coh_error *err)
{
    struct coh_pipeline p = COH_PIPELINE_INIT;
    struct coh_text said = COH_TEXT_INIT, today = COH_TEXT_INIT,
                    db = COH_TEXT_INIT;
    char day[COH_DATE_SIZE];
    char woven[] = "COHORT_WOVEN=1", evidence[] = "COHORT_EVIDENCE=";
    char *variables[] = {woven, evidence, NULL, NULL, NULL};
    struct coh_sha256 hash;
    int rc = -1;

    if (coh_text_format(&today, err, "COHORT_TODAY=%s",
                        coh_date_text(place->today, day)) ||
        coh_text_format(&db, err, "COHORT_DB=%s", place->db))
        goto out;
    variables[2] = today.bytes;
    variables[3] = db.bytes;
    if (coh_pipeline_parse(&p, text, NULL, place->folder, err) ||
        coh_pipeline_run(&p, variables, &said, err))
        goto out;
    coh_sha256_init(&hash);
    coh_sha256_add(&hash, coh_text_get(&said), said.length);
    coh_sha256_hex(&hash, hex);
    rc = 0;
out:
    coh_pipeline_release(&p);
    coh_text_release(&said);
    coh_text_release(&today);
    coh_text_release(&db);
    return rc;
}
