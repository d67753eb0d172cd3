/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/memo.h"

#include "report/world.h"

#include <string.h>

/* With its NUL, so that two words never pass for one. */
static void
add_word(struct coh_sha256 *h, const char *word)
{
    coh_sha256_add(h, word, strlen(word) + 1);
}

static void
make_key(const char *program, char *const *argv, char *const *variables,
         const char *input_sha256, char key[COH_SHA256_HEX])
{
    static const char evidence[] = "COHORT_EVIDENCE=";
    struct coh_sha256 h;
    char *const *v;

    coh_sha256_init(&h);
    add_word(&h, program);
    for (v = argv + 1; *v; v++)
        add_word(&h, *v);
    add_word(&h, "");
    for (v = variables; v && *v; v++)
        if (strncmp(*v, evidence, sizeof(evidence) - 1))
            add_word(&h, *v);
    add_word(&h, "");
    add_word(&h, input_sha256);
    coh_sha256_hex(&h, key);
}

struct coh_memo_entry *
coh_memo_find(struct coh_memo *m, const char *program, char *const *argv,
              char *const *variables, const char *input_sha256,
              struct coh_memo_key *key)
{
    size_t i;

    make_key(program, argv, variables, input_sha256, key->run);
    key->disk[0] = '\0';
    for (i = 0; i < m->n; i++)
        if (!strcmp(m->entry[i]->key, key->run))
            return m->entry[i];
    /* Without memory for its key it is not kept. */
    if (coh_world_key(m->world, program, argv, variables, key, NULL))
        return NULL;
    return coh_world_find(m->world, m, key);
}

struct coh_memo_entry *
coh_memo_add(struct coh_memo *m, const struct coh_memo_key *key,
             struct coh_error *err)
{
    struct coh_memo_entry *e;

    if (coh_reserve(&m->entry, &m->capacity, m->n + 1,
                    sizeof(struct coh_memo_entry *), err))
        return NULL;
    e = coh_alloc_array(1, sizeof(*e), err);
    if (!e)
        return NULL;
    memcpy(e->key, key->run, COH_SHA256_HEX);
    memcpy(e->disk, key->disk, COH_SHA256_HEX);
    m->entry[m->n++] = e;
    return e;
}

void
coh_memo_release(struct coh_memo *m)
{
    size_t i;

    for (i = 0; i < m->n; i++) {
        coh_text_release(&m->entry[i]->said);
        coh_text_release(&m->entry[i]->talk);
        coh_text_release(&m->entry[i]->evidence);
        coh_free(m->entry[i]);
    }
    coh_free(m->entry);
    *m = (struct coh_memo)COH_MEMO_INIT;
}
