// SPDX-License-Identifier: GPL-3.0-or-later
// judge.cjs: what a page owes its readers, judged without a browser: by
// html-validate, by axe-core in jsdom, and by checks of our own for what these
// two miss. Each check gives a list of faults, a line each.
const axe = require('axe-core');
const { HtmlValidate } = require('html-validate');
const { JSDOM, VirtualConsole } = require('jsdom');

const html = new HtmlValidate({
    root: true,
    extends: ['html-validate:recommended', 'html-validate:document',
        'html-validate:a11y'],
});

async function byHtmlValidate(text) {
    const report = await html.validateString(text);
    return report.results.flatMap((r) => r.messages.map(
        (m) => `line ${m.line}: ${m.ruleId}: ${m.message}`));
}

// Colour needs a layout: contrast.cjs works it out from the style.
async function byAxe(text) {
    const dom = new JSDOM(text, {
        runScripts: 'outside-only', pretendToBeVisual: true,
        virtualConsole: new VirtualConsole() });
    dom.window.eval(axe.source);
    const result = await dom.window.axe.run(dom.window.document, {
        rules: { 'color-contrast': { enabled: false } },
        resultTypes: ['violations'],
    });
    const faults = result.violations.flatMap((v) => v.nodes.map(
        (n) => `${v.id}: ${n.html.slice(0, 100)}`));
    dom.window.close();
    return faults;
}

// ---- our own ----

const words = (node) => (node ? node.textContent.trim() : '');
const all = (root, what) => [...root.querySelectorAll(what)];

const checks = {
    'one h1, no level skipped'(d) {
        const levels = all(d, 'h1,h2,h3,h4,h5,h6').map((h) => +h.tagName[1]);
        const faults = levels.filter((l) => l === 1).length === 1
            ? [] : [`${levels.filter((l) => l === 1).length} h1`];
        if (levels[0] !== 1) faults.push('the first heading is no h1');
        levels.forEach((l, i) => {
            if (i && l > levels[i - 1] + 1) faults.push(`h${levels[i - 1]} to h${l}`);
        });
        return faults;
    },
    'language and title'(d) {
        return [[d.documentElement.lang, 'no lang'],
            [words(d.querySelector('title')), 'no title']]
            .filter(([has]) => !has).map(([, fault]) => fault);
    },
    'nothing runs and nothing is fetched'(d) {
        const csp = d.querySelector('meta[http-equiv="Content-Security-Policy"]');
        const rule = csp ? csp.content : '';
        const faults = [];
        if (!/default-src 'none'/.test(rule) || /script-src|https?:/.test(rule))
            faults.push('no content security policy that forbids all');
        for (const e of all(d, '*')) {
            if (/^(script|iframe|object|embed|link|base|form)$/i.test(e.tagName))
                faults.push(`<${e.tagName.toLowerCase()}>`);
            for (const { name, value } of e.attributes) {
                if (/^on/i.test(name)) faults.push(`${name}=`);
                if (/^(href|src|xlink:href|action|poster|srcset)$/i.test(name) &&
                    !/^(#|data:image\/)/.test(value) && e.tagName !== 'A')
                    faults.push(`${name}="${value}"`);
                if (/^\s*(javascript|vbscript|data:text)/i.test(value))
                    faults.push(`${name}="${value}"`);
            }
        }
        for (const s of all(d, 'style'))
            if (/@import|url\(\s*['"]?(?!#|data:)/i.test(s.textContent))
                faults.push('an address in a style');
        return faults;
    },
    'ids are unique, and links find them'(d) {
        const seen = new Set(), faults = [];
        for (const e of all(d, '[id]')) {
            if (seen.has(e.id)) faults.push(`id ${e.id} twice`);
            seen.add(e.id);
        }
        for (const a of all(d, 'a[href^="#"]')) {
            const to = decodeURIComponent(a.getAttribute('href').slice(1));
            if (!seen.has(to)) faults.push(`#${to} is nowhere`);
        }
        for (const e of all(d, '[aria-labelledby],[aria-describedby]'))
            for (const name of ['aria-labelledby', 'aria-describedby'])
                for (const id of (e.getAttribute(name) || '').split(/\s+/))
                    if (id && !seen.has(id)) faults.push(`${name} ${id} is nowhere`);
        return faults;
    },
    'tables have caption, head and scopes'(d) {
        return all(d, 'table').flatMap((t) => {
            const name = words(t.caption) || 'a table', faults = [];
            if (!words(t.caption)) faults.push(`${name}: no caption`);
            if (!t.tHead) faults.push(`${name}: no thead`);
            for (const th of all(t, 'thead th'))
                if (th.scope !== 'col') faults.push(`${name}: th without scope=col`);
            if (t.tHead && !all(t, 'thead th').length)
                faults.push(`${name}: no column header`);
            for (const th of all(t, 'tbody th'))
                if (!/^row(group)?$/.test(th.scope))
                    faults.push(`${name}: th without scope=row`);
            const rows = all(t, 'tbody tr');
            if (rows.length && !rows.some((r) => r.querySelector('th[scope=row]')))
                faults.push(`${name}: no row header`);
            return faults;
        });
    },
    'what is wide scrolls in a box with a name'(d) {
        return all(d, 'table, figure svg').flatMap((e) => {
            const box = e.closest('.wide');
            if (!box) return [`${e.tagName}: no box`];
            return box.getAttribute('tabindex') === '0' &&
                box.getAttribute('role') && box.getAttribute('aria-label')
                ? [] : [`${e.tagName}: the box takes no focus or has no name`];
        });
    },
    'figures have words and numbers'(d) {
        const faults = all(d, 'figure').flatMap((f) => {
            const svg = f.querySelector('svg'), faults = [];
            if (!svg) return ['a figure without a picture'];
            const by = (svg.getAttribute('aria-labelledby') || '').split(/\s+/);
            if (svg.getAttribute('role') !== 'img') faults.push('no role=img');
            for (const part of ['title', 'desc']) {
                const e = svg.querySelector(part);
                if (!words(e) || !by.includes(e.id)) faults.push(`no ${part}`);
            }
            if (svg.querySelector('metadata')) faults.push('metadata are left');
            const next = f.nextElementSibling;
            if (!next || !next.matches('details.numbers') ||
                !next.querySelector('table'))
                faults.push('no table of its numbers');
            return faults.map((x) => `figure ${f.id}: ${x}`);
        });
        for (const img of all(d, 'img')) if (!img.alt) faults.push('img without alt');
        return faults;
    },
    'what is hidden says so in words'(d) {
        const faults = [];
        for (const t of all(d, 'table')) {
            const cells = all(t, 'tbody td, tbody th').map(words);
            if (cells.some((c) => /^[*–-]+$/.test(c)))
                faults.push(`${words(t.caption)}: a mark without words`);
            if (!cells.includes('hidden')) continue;
            let next = t.closest('.wide');
            next = next && next.nextElementSibling;
            if (!/hidden to protect small groups/.test(words(next)))
                faults.push(`${words(t.caption)}: does not say why it is hidden`);
        }
        return faults;
    },
    'notes go from data to move'(d) {
        const names = new Set();
        return all(d, 'aside').flatMap((a) => {
            const name = a.getAttribute('aria-label') || '';
            const faults = !name || names.has(name) ? ['no name of its own'] : [];
            names.add(name);
            const steps = all(a, 'p > strong:first-child').map(words);
            ['Data:', 'Finding:', 'Move:'].forEach((s, i) => {
                if (steps[i] !== s) faults.push(`no ${s}`);
            });
            if (!a.querySelector('a[href^="#evidence-"]'))
                faults.push('no link to its evidence');
            const group = a.parentElement;
            const before = group && group.previousSibling;
            if (!group || !group.matches('.whys') || !before)
                faults.push('stands behind nothing');
            return faults.map((x) => `${name || 'a note'}: ${x}`);
        });
    },
    'for whom it is stands on it'(d) {
        const shared = /may be shared/.test(words(d.querySelector('header')));
        const stamp = words(d.querySelector('header strong'));
        if (d.documentElement.lang !== 'en') return stamp ? [] : ['no stamp'];
        if (!shared)
            return /^inside the team|^for the family of one student$/.test(stamp)
                ? [] : ['no stamp'];
        return /not against readers who know the children/
            .test(words(d.querySelector('footer'))) ? [] : ['no warning'];
    },
    'paper: heads repeat, details unfold'(d) {
        const style = all(d, 'style').map((s) => s.textContent).join('');
        const print = style.slice(style.indexOf('@media print'));
        return [[/thead\s*{\s*display:\s*table-header-group/, 'heads do not repeat'],
            [/details::details-content\s*{[^}]*visible/, 'details stay folded'],
            [/break-inside:\s*avoid/, 'rows are parted']]
            .filter(([want]) => !want.test(print)).map(([, fault]) => fault);
    },
};

function byUs(text) {
    const dom = new JSDOM(text, { virtualConsole: new VirtualConsole() });
    const faults = Object.entries(checks).flatMap(([name, check]) =>
        check(dom.window.document).map((fault) => `${name}: ${fault}`));
    dom.window.close();
    return faults;
}

module.exports = { byHtmlValidate, byAxe, byUs, checks };
