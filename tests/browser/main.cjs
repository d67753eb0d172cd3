// SPDX-License-Identifier: GPL-3.0-or-later
// main.cjs KEEP CHROMIUM|- PAGE.html…: every check on every page, then a page
// damaged in one way after the other, which the check of that way must see.
// Ends with "N passed, N failed".
const fs = require('fs');
const path = require('path');
const { byHtmlValidate, byAxe, byUs, checks } = require('./judge.cjs');
const { byContrast, ratio } = require('./contrast.cjs');
const { Browser, byBrowser } = require('./chromium.cjs');

let passed = 0, failed = 0;

function judge(name, faults) {
    if (!faults.length) {
        passed++;
        return;
    }
    failed++;
    console.log(`browser: ${name}`);
    faults.slice(0, 8).forEach((f) => console.log(`    ${f}`));
    if (faults.length > 8) console.log(`    and ${faults.length - 8} more`);
}

// Must the check see it? The page must have held what is damaged.
function sees(name, before, after, faults, want) {
    const fault = before === after ? ['the page does not hold what is damaged']
        : faults.some((f) => want.test(f)) ? [] : ['the damage was not seen'];
    judge(`damaged: ${name}`, fault);
}

const OURS = [ // the check, the damage
    ['one h1, no level skipped', (t) => t.replace(/<(\/?)h1>/g, '<$1h2>')],
    ['one h1, no level skipped', (t) => t.replace(/<(\/?)h2>/g, '<$1h3>')],
    ['language and title', (t) => t.replace(' lang="en"', '')],
    ['nothing runs and nothing is fetched', (t) => t.replace(/default-src 'none'; /, '')],
    ['nothing runs and nothing is fetched', (t) => t.replace('<main ', '<main onclick="x()" ')],
    ['nothing runs and nothing is fetched', (t) => t.replace('</main>', '<script>x()</script></main>')],
    ['nothing runs and nothing is fetched', (t) => t.replace('</main>', '<img alt="x" src="https://x.example/y.png"></main>')],
    ['nothing runs and nothing is fetched', (t) => t.replace('</style>', 'p { background: url(https://x.example/y.png) }</style>')],
    ['ids are unique, and links find them', (t) => t.replace('<figure id="', '<p id="content">x</p><figure id="')],
    ['ids are unique, and links find them', (t) => t.replace('<dl id="evidence-', '<dl id="gone-')],
    ['ids are unique, and links find them', (t) => t.replace(/<title id="/, '<title id="gone-')],
    ['tables have caption, head and scopes', (t) => t.replace(/<caption[^>]*>[^<]*<\/caption>/, '')],
    ['tables have caption, head and scopes', (t) => t.replace(/<(\/?)thead>/g, '<$1tbody>')],
    ['tables have caption, head and scopes', (t) => t.replace(' scope="col"', '')],
    ['tables have caption, head and scopes', (t) => t.replace(/<th scope="row"([^>]*)>([^<]*)<\/th>/g, '<td$1>$2</td>')],
    ['what is wide scrolls in a box with a name', (t) => t.replace('class="wide" tabindex="0"', 'class="wide"')],
    ['what is wide scrolls in a box with a name', (t) => t.replace('class="wide"', 'class="slim"')],
    ['figures have words and numbers', (t) => t.replace(' role="img"', '')],
    ['figures have words and numbers', (t) => t.replace(/<desc id="([^"]*)">[^<]*</, '<desc id="$1"><')],
    ['figures have words and numbers', (t) => t.replace('<details class="numbers">', '<details>')],
    ['what is hidden says so in words', (t) => t.replace(/<td([^>]*)>[^<]*<\/td>/, '<td$1>hidden</td>')],
    ['what is hidden says so in words', (t) => t.replace(/<td([^>]*)>[^<]*<\/td>/, '<td$1>*</td>')],
    ['notes go from data to move', (t) => t.replace('<strong>Move:</strong>', '')],
    ['notes go from data to move', (t) => t.replace(/aria-label="Note \d+[^"]*"/g, 'aria-label="Note"')],
    ['notes go from data to move', (t) => t.replace(/<div class="explained">\n<div>[^]*?<\/div>\n<div/, '<div class="explained"><div')],
    ['for whom it is stands on it', (t) => t.replace(/inside the team<\/strong>/g, '</strong>')],
    ['for whom it is stands on it', (t) => t.replace(/inside the team<\/strong>/g, 'may be shared</strong>')],
    ['paper: heads repeat, details unfold', (t) => t.replace('table-header-group', 'block')],
    ['paper: heads repeat, details unfold', (t) => t.replace('details::details-content', 'details::no')],
];

const OTHERS = [ // a name, who must see it, what they say, the damage
    ['an attribute that HTML does not have', byHtmlValidate, /deprecated|invalid/i, (t) => t.replace('<table ', '<table align="left" ')],
    ['an element without its end', byHtmlValidate, /close/i, (t) => t.replace('</main>', '<section></main>')],
    ['a list without items', byAxe, /^list:/, (t) => t.replace('</main>', '<ul><p>x</p></ul></main>')],
    ['a picture without a name', byAxe, /^svg-img-alt:/, (t) => t.replace(/aria-labelledby="[^"]*"/, '').replace(/<title id[^<]*<\/title>/, '')],
    ['no language', byAxe, /^html-has-lang:/, (t) => t.replace(' lang="en"', '')],
    ['grey text in light', async (t) => byContrast(t), /^light: quiet on ground/, (t) => t.replace(/--quiet: #\w+/, '--quiet: #8a8a8a')],
    ['pale lines in the dark', async (t) => byContrast(t), /^dark: line on ground/, (t) => t.replace(/(scheme: dark[^}]*--line: )#\w+/, '$1#3c3e43')],
    ['pale text on paper', async (t) => byContrast(t), /^print: text on ground/, (t) => t.replace(/(@media print[^}]*--text: )#\w+/, '$1#999999')],
];

const SEEN = [ // for the browser
    ['a script', /^console: /, (t) => t.replace('</main>', '<script>x()</script></main>')],
    ['a picture from elsewhere', /^console: /, (t) => t.replace('</main>', '<img alt="x" src="https://localhost:9/y.png"></main>')],
    ['what is wider than a phone', /^360: /, (t) => t.replace('</main>', '<div style="width: 400px">x</div></main>')],
    ['details that paper folds', /^print: \d+ details/, (t) => t.replace('details::details-content', 'details::no')],
];

async function whole(pages) {
    for (const page of pages) {
        const text = fs.readFileSync(page, 'utf8');
        const name = path.basename(page);
        judge(`${name}: html-validate`, await byHtmlValidate(text));
        judge(`${name}: axe-core`, await byAxe(text));
        judge(`${name}: our own checks`, byUs(text));
        judge(`${name}: contrast`, byContrast(text));
    }
}

async function damaged(page) {
    const text = fs.readFileSync(page, 'utf8');
    for (const [name, damage] of OURS) {
        const after = damage(text);
        sees(name, text, after, byUs(after),
            { test: (f) => f.startsWith(`${name}: `) });
    }
    const proved = new Set(OURS.map(([name]) => name));
    judge('every check of our own is seen to fail',
        Object.keys(checks).filter((name) => !proved.has(name)));
    for (const [name, check, want, damage] of OTHERS) {
        const after = damage(text);
        sees(name, text, after, await check(after), want);
    }
    // The example of WCAG's own understanding pages: #777777 on white is 4.48.
    judge('the contrast of #777777 on white is 4.48',
        ratio('#777777', '#ffffff', '#ffffff').toFixed(2) === '4.48'
            ? [] : ['it is not']);
}

async function seen(keep, program, pages, first) {
    const browser = new Browser(program);
    await browser.open();
    for (const page of pages)
        judge(`${path.basename(page)}: Chromium`, await byBrowser(browser, page,
            path.join(keep, path.basename(page, '.html'))));
    const text = fs.readFileSync(first, 'utf8');
    const file = path.join(keep, 'damaged.html');
    for (const [name, want, damage] of SEEN) {
        const after = damage(text);
        fs.writeFileSync(file, after);
        sees(name, text, after, await byBrowser(browser, file, null), want);
    }
    fs.rmSync(file);
    await browser.close();
}

async function main([keep, program, ...pages]) {
    const first = pages.find((p) => path.basename(p) === 'everything.html');
    const judged = whole(pages).then(() => damaged(first));
    if (program !== '-') await seen(keep, program, pages, first);
    await judged;
    console.log(`${passed} passed, ${failed} failed`);
    process.exitCode = failed ? 1 : 0;
}

main(process.argv.slice(2)).catch((e) => {
    console.log(e.stack);
    console.log(`${passed} passed, ${failed + 1} failed`);
    process.exit(1);
});
