/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_MASK_ATTACK_RELEASES_H
#define COH_MASK_ATTACK_RELEASES_H

#include "reader.h"

/* Three tables of one class, in which students came and left, through one
 * ledger; then all that were released attacked together. */
void releases_attack(const char *bin, const char *dir, size_t number, int show,
                     struct score_card *card);

#endif
