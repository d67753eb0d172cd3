/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_CHART_SHADE_H
#define COH_CHART_SHADE_H

/*
 * Shades: one hue from light to dark, so that a picture says the same in
 * colour, in grey and in print, and the colour of the text that stands on one.
 *
 *     rgb = coh_shade(0.62);
 *     style = coh_shade_white(rgb) ? COH_PAGE_CELL_WHITE : COH_PAGE_CELL_BLACK;
 *
 * A colour is 0xRRGGBB.
 */

/* The shade at `part`, from 0 (light) to 1 (dark); beyond them the end. The
 * relative luminance falls all the way. */
unsigned coh_shade(double part);

/* Relative luminance, 0 to 1, and the contrast of two colours, 1 to 21, as
 * WCAG 2.2 defines them. */
double coh_shade_luminance(unsigned rgb);
double coh_shade_contrast(unsigned a, unsigned b);

/* Is white to be read better on it than black? Of the two the better one has
 * a contrast of at least sqrt(21) = 4.58 on any colour. */
int coh_shade_white(unsigned rgb);

#endif
