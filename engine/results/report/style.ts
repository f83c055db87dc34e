/** The look of the report: light, dark and print from one set of named colours. Contrast of text at least 4.5 to 1 on its ground. Ground, ink,
 *  lines, brand and links are those of the window (desktop/renderer/src/styles/tokens.css), so that both look like one family. */
const LIGHT = `
  --ground: #ffffff; --panel: #f2f5f8; --ink: #16212b; --ink-2: #4a5866; --line: #c9d2db; --accent: #00529c; --on-accent: #ffffff; --brand: #0b3350; --on-brand: #ffffff; --tint: #e3eef8; --focus: #b35900; --focus-gap: #ffffff;
  --base: #7a7f87; --other: #0b5fa5; --between-1: #b35900; --between-2: #a0307a; --good: #0b6b4f; --bad: #a3341a;
  --sun: #e3a008; --charge: #0b6bb3; --discharge: #00856a;
  --m1: #8fc3e8; --m2: #2f9e83; --m3: #cc79a7; --m4: #9a6fb0; --m5: #f0a830; --m6: #b7bcc4; --m7: #7b828c; --on-mode: #10151c;
  --s1: #eef3f8; --s2: #cfdfee; --s3: #a3c3e0; --s4: #6d9fca; --s5: #3b77ad;
  --d1: #7fb2d9; --d2: #aacfe9; --d3: #d6e8f5; --d4: #f3f3f0; --d5: #fbe4ca; --d6: #f5c796; --d7: #eaa560;
  --road: #c4c9d0; --road-main: #a9b0b9; --traffic: #5b6470; --l0: #8793a3; --l1: #f2c230; --l2: #ee8a2b; --l3: #b8180f; --less: #0b4f8a; --more: #b34700; --halo: #ffffff;
`;
const DARK = `
  --ground: #12181e; --panel: #1b242c; --ink: #edf2f6; --ink-2: #b3c0cb; --line: #3c4955; --accent: #8ec5ff; --on-accent: #0b1620; --brand: #0b1117; --on-brand: #edf2f6; --tint: #223344; --focus: #ffb454; --focus-gap: #12181e;
  --base: #a2abb6; --other: #5fb0f5; --between-1: #f0a04b; --between-2: #ee8fc8; --good: #6fd6b0; --bad: #ff9d85;
  --sun: #f0b429; --charge: #58aef0; --discharge: #3ccaa7;
  --m1: #9fd0f2; --m2: #4cc3a5; --m3: #e39ac2; --m4: #b995cf; --m5: #f4b64e; --m6: #c3c9d1; --m7: #98a1ac; --on-mode: #10151c;
  --s1: #1e2833; --s2: #24405a; --s3: #2b5a83; --s4: #3678ad; --s5: #5a9fd8;
  --d1: #2f6796; --d2: #28506f; --d3: #23394c; --d4: #262b32; --d5: #443322; --d6: #664826; --d7: #8e612c;
  --road: #3a4552; --road-main: #566373; --traffic: #aab5c2; --l0: #77869a; --l1: #f2c230; --l2: #f2913b; --l3: #ff5a4a; --less: #6db7f2; --more: #f29a52; --halo: #12171e;
`;

export const STYLE = `
:root { color-scheme: light; ${LIGHT} }
:root[data-theme="dark"] { color-scheme: dark; ${DARK} }
@media (prefers-color-scheme: dark) { :root[data-theme="auto"] { color-scheme: dark; ${DARK} } }
@media print { :root, :root[data-theme] { color-scheme: light; ${LIGHT} } }
* { box-sizing: border-box; }
html[lang="nl"] body [lang="en"]:not(.always), html[lang="en"] body [lang="nl"]:not(.always) { display: none; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.5 "Segoe UI", system-ui, "Noto Sans", "Liberation Sans", sans-serif; }
main { max-width: 1160px; margin: 0 auto; padding: 0 24px 48px; }
h1 { font-size: 2.1rem; line-height: 1.2; margin: 28px 0 16px; text-wrap: balance; }
h1 small { font-weight: 400; font-size: .62em; color: var(--ink-2); }
h2 { font-size: 1.4rem; margin: 44px 0 12px; }
h3 { font-size: 1.05rem; margin: 0 0 4px; }
h4 { font-size: .88rem; margin: 0 0 2px; font-weight: 600; color: var(--ink-2); }
p { margin: 0 0 10px; max-width: 75ch; }
.skip { position: absolute; left: -999px; } .skip:focus { left: 8px; top: 8px; background: var(--ground); padding: 8px; z-index: 9; }
.bar { display: flex; flex-wrap: wrap; gap: 8px 24px; justify-content: space-between; align-items: center; padding: 10px 24px; border-bottom: 1px solid var(--line); background: var(--brand); color: var(--on-brand); }
.mark-name { font-weight: 700; font-size: 1.15rem; }
.switches { display: flex; flex-wrap: wrap; gap: 6px 14px; }
.switches > div { display: flex; }
button { font: inherit; font-size: .9rem; padding: 5px 12px; color: var(--ink); background: var(--ground); border: 1px solid var(--ink-2); border-radius: 4px; min-height: 30px; cursor: pointer; }
button:hover { background: var(--tint); }
.switches > div button:not(:last-child) { border-radius: 4px 0 0 4px; } .switches > div button + button { border-radius: 0 4px 4px 0; }
.switches > div button + button { border-left: 0; }
button[aria-pressed="true"] { background: var(--accent); color: var(--on-accent); border-color: var(--accent); }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; box-shadow: 0 0 0 2px var(--focus-gap); }
i.box, i.line, i.dot, i.mark, i.diamond { display: inline-block; vertical-align: middle; margin-right: 7px; font-style: normal; }
i.box { width: 14px; height: 14px; border-radius: 2px; background: var(--c); border: 1px solid color-mix(in srgb, var(--ink) 18%, transparent); }
i.line { width: 24px; height: 4px; background: var(--c, var(--traffic)); } i.line.dashed { background: repeating-linear-gradient(90deg, var(--c) 0 6px, transparent 6px 10px); }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 250px), 1fr)); gap: 14px; }
.card { background: var(--panel); border-left: 5px solid var(--base); border-radius: 6px; padding: 12px 16px; }
.card.side-1 { border-color: var(--other); } .card.between-1 { border-color: var(--between-1); } .card.between-2 { border-color: var(--between-2); }
.card p { margin: 0; color: var(--ink-2); } .card .different { margin-top: 8px; font-size: .9rem; color: var(--ink); } .card ul { margin: 2px 0 0; padding-left: 18px; font-size: .9rem; }
.opening h2 { margin-top: 26px; }
.gains { display: grid; grid-template-columns: repeat(auto-fit, minmax(320px, 1fr)); gap: 14px; margin-bottom: 12px; }
.gain { border: 1px solid var(--line); border-top: 4px solid var(--good); border-radius: 6px; padding: 12px 16px; }
.gain.worse { border-top-color: var(--bad); }
.gain.better h3 { color: var(--good); } .gain.worse h3 { color: var(--bad); }
.gain ul { margin: 4px 0 0; padding-left: 18px; }
.unchanged { color: var(--ink-2); } .where { font-weight: 500; }
.quiet-title { margin-top: 30px; }
.tiles { list-style: none; margin: 0; padding: 0; display: grid; grid-template-columns: repeat(auto-fill, minmax(236px, 1fr)); gap: 12px; }
.tiles li { background: var(--panel); border-radius: 6px; padding: 12px 14px; display: flex; flex-direction: column; }
.tiles h3 { font-size: .92rem; font-weight: 500; color: var(--ink-2); margin-bottom: auto; }
.tiles p { margin: 0; }
.tiles .values { font-size: 1.12rem; font-variant-numeric: tabular-nums; margin-top: 6px; }
.tiles .unit { font-size: .82rem; color: var(--ink-2); display: block; line-height: 1.2; min-height: 1.2em; }
.tiles .from { color: var(--ink-2); }
.tiles .change { font-size: .92rem; font-variant-numeric: tabular-nums; }
.verdict { font-weight: 600; white-space: nowrap; } .verdict.better { color: var(--good); } .verdict.worse { color: var(--bad); } .verdict.same { color: var(--ink-2); font-weight: 400; }
figure { margin: 0 0 30px; } figcaption { margin-bottom: 8px; color: var(--ink-2); } figcaption strong { color: var(--ink); display: block; font-size: 1.05rem; }
figure svg, .map { max-width: 100%; height: auto; display: block; }
figure svg { overflow: visible; } figure svg text { white-space: pre; }
.legend, .key { list-style: none; margin: 0 0 8px; padding: 0; display: flex; flex-wrap: wrap; gap: 2px 18px; font-size: .9rem; }
.panels { display: grid; grid-template-columns: 500fr 292fr 292fr; gap: 8px; } .panels h4 { padding-left: 12px; max-width: 300px; min-height: 3.1em; display: flex; align-items: flex-end; } .panels div:first-child h4 { padding-left: 48%; max-width: none; }
details { margin-top: 8px; } details + h3 { margin-top: 22px; } details.origin { margin: 0; } .origin summary { color: inherit; font-size: inherit; padding: 0; } .origin summary::marker { color: var(--accent); } .origin p { margin: 4px 0 8px; font-size: .92em; color: var(--ink-2); } .origin code { overflow-wrap: anywhere; } .origins { margin: 6px 0 0; } .origins > summary { color: var(--accent); font-size: .92rem; } .origins ul { margin: 4px 0; font-size: .92em; color: var(--ink-2); } .figures { margin-bottom: 18px; } .figures > .scroll:has(+ .origins) { margin-bottom: 0; } .tiles .origin { margin-bottom: auto; } .tiles .origin h3 { display: inline; } .gain li:has(> .origin) { list-style: none; margin-left: -18px; } .values-grid .question { color: var(--ink-2); } .missing { color: var(--ink-2); font-size: .9rem; } summary { cursor: pointer; color: var(--accent); font-size: .92rem; padding: 3px 0; }
.scroll { overflow-x: auto; margin-bottom: 18px; }
table { border-collapse: collapse; font-size: .9rem; width: 100%; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: 600; padding: 6px 0; }
th, td { text-align: right; padding: 5px 10px; border-bottom: 1px solid var(--line); vertical-align: top; }
thead th { font-weight: 600; border-bottom: 2px solid var(--ink-2); vertical-align: bottom; }
.words td, .words th { text-align: left; }
th:first-child { text-align: left; min-width: 11em; } tbody th { font-weight: 400; }
.beside { display: grid; grid-template-columns: 1fr 1fr; gap: 26px; } @media (max-width: 860px) { .beside { grid-template-columns: 1fr; } }
.controls { display: flex; flex-wrap: wrap; gap: 8px 22px; margin-bottom: 10px; font-size: .92rem; }
fieldset { border: 0; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: 2px 14px; align-items: center; } legend { float: left; font-weight: 600; margin-right: 10px; padding: 0; }
select { font: inherit; padding: 3px 6px; color: var(--ink); background: var(--ground); border: 1px solid var(--ink-2); border-radius: 4px; min-height: 30px; max-width: 100%; }
.map-frame { position: relative; border: 1px solid var(--line); border-radius: 6px; background: var(--ground); }
.map { width: 100%; border-radius: 5px; }
.zone { fill: var(--panel); stroke: var(--line); stroke-width: 1.2; } .zone:hover { stroke: var(--ink); stroke-width: 2; }
${[1, 2, 3, 4, 5].map((k) => `.zone.s${k} { fill: var(--s${k}); }`).join(' ')}
${[1, 2, 3, 4, 5, 6, 7].map((k) => `.zone.d${k} { fill: var(--d${k}); }`).join(' ')}
.zone.none { fill: none; }
.street { fill: none; stroke-linejoin: round; stroke-linecap: round; pointer-events: none; }
.street.quiet { stroke: var(--road); stroke-width: .7; } .street.quiet.main { stroke: var(--road-main); stroke-width: 1.3; }
.street.t0 { stroke: var(--traffic); stroke-width: 1.2; } .street.t1 { stroke: var(--traffic); stroke-width: 2.2; } .street.t2 { stroke: var(--traffic); stroke-width: 3.6; } .street.t3 { stroke: var(--traffic); stroke-width: 6; }
.street.less { stroke: var(--less); stroke-width: 2.6; } .street.more { stroke: var(--more); stroke-width: 2.6; stroke-dasharray: 5 3; }
.of-side[data-of="0"], .of-side[data-of="1"] { display: none; }
.transformer { stroke: var(--halo); stroke-width: .8; fill: var(--l0); } .transformer:hover { stroke: var(--ink); stroke-width: 2; }
.transformer.l1 { fill: var(--l1); } .transformer.l2 { fill: var(--l2); } .transformer.l3 { fill: var(--l3); stroke: var(--ink); }
.transformer.c0 { fill: var(--less); } .transformer.c1 { fill: var(--l0); opacity: .6; } .transformer.c2 { fill: var(--more); stroke: var(--ink); }
.hub rect { fill: var(--ink); stroke: var(--halo); stroke-width: 1.5; } .hub text { fill: var(--ground); font: 700 11.5px system-ui, sans-serif; text-anchor: middle; } .hub.small { fill: var(--discharge); stroke: var(--halo); stroke-width: 1; }
.showing { font: 700 16px system-ui, sans-serif; fill: var(--ink); paint-order: stroke; stroke: var(--halo); stroke-width: 4px; stroke-linejoin: round; }
.road-name rect { fill: var(--ground); stroke: var(--traffic); } .road-name text { font: 700 10px system-ui, sans-serif; text-anchor: middle; fill: var(--ink); }
.place { font: 600 12px system-ui, sans-serif; text-anchor: middle; fill: var(--ink); paint-order: stroke; stroke: var(--halo); stroke-width: 3.5px; stroke-linejoin: round; pointer-events: none; }
.furniture path { fill: none; stroke: var(--ink); stroke-width: 1.6; } .furniture .arrow { fill: var(--ink); stroke: none; } .furniture text { font: 12px system-ui, sans-serif; text-anchor: middle; fill: var(--ink); paint-order: stroke; stroke: var(--halo); stroke-width: 3px; }
#tip { position: absolute; left: 0; top: 0; max-width: 340px; background: var(--ink); color: var(--ground); padding: 7px 11px; font-size: .85rem; pointer-events: none; border-radius: 3px; z-index: 3; } #tip > * { display: block; } #tip[hidden] { display: none; }
.keys { display: grid; grid-template-columns: repeat(auto-fill, minmax(225px, 1fr)); gap: 12px 20px; margin-top: 12px; } .key { flex-direction: column; gap: 1px; font-size: .86rem; } .key[hidden] { display: none; } .key-title { font-weight: 600; }
section[data-mode="amount"] .difference-key, section[data-mode="difference"] .amount-key { display: none; } section:not([data-mode]) .amount-key, section:not([data-mode]) .zones-key, section:not([data-mode]) .changes-key:not([data-for="0"]) { display: none; }
i.line.t0 { height: 1.5px; } i.line.t1 { height: 2.5px; } i.line.t2 { height: 4px; } i.line.t3 { height: 7px; } i.line.less { background: var(--less); } i.line.more { background: repeating-linear-gradient(90deg, var(--more) 0 6px, transparent 6px 9px); }
i.dot { width: 10px; height: 10px; border-radius: 50%; background: var(--l0); margin-left: 2px; } i.dot.l1 { background: var(--l1); } i.dot.l2 { background: var(--l2); } i.dot.l3 { background: var(--l3); width: 13px; height: 13px; border: 1px solid var(--ink); margin-left: 0; } i.dot.less { background: var(--less); } i.dot.more { background: var(--more); border: 1px solid var(--ink); }
i.mark { background: var(--ink); color: var(--ground); font: 700 11px/16px system-ui, sans-serif; width: 16px; height: 16px; border-radius: 3px; text-align: center; } i.diamond { width: 9px; height: 9px; background: var(--discharge); transform: rotate(45deg); margin: 0 11px 0 3px; }
.each-maps { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 250px), 1fr)); gap: 14px; margin: 8px 0 12px; } .each-maps > div { min-width: 0; } .each-maps h4 { color: var(--ink); } .each-maps svg { width: 100%; height: auto; display: block; border: 1px solid var(--line); border-radius: 6px; } .each-maps .street.t1 { stroke-width: 3; } .each-maps .street.t2 { stroke-width: 5; } .each-maps .street.t3 { stroke-width: 8; } .each-maps .street.less, .each-maps .street.more { stroke-width: 3.5; } .tiles .values i.box { width: 10px; height: 10px; margin-right: 4px; } .tiles .each span { white-space: nowrap; } .tiles .each { font-size: 1rem; display: grid; grid-template-columns: auto auto; gap: 0 10px; justify-content: start; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.hint { font-size: .86rem; color: var(--ink-2); margin-top: 8px; }
.method li { margin-bottom: 6px; max-width: 80ch; } code { font-size: .86em; }
footer { border-top: 1px solid var(--line); padding: 16px 24px; color: var(--ink-2); font-size: .88rem; text-align: center; } footer p { margin: 0 auto; }
@page { size: A4; margin: 15mm 14mm 17mm; }
@media print {
  .bar, .controls, .hint, .skip, details:not(.origin) > summary, figure details, footer { display: none; } body { font-size: 10pt; } main { max-width: none; padding: 0; }
  h1 { margin-top: 0; font-size: 1.8rem; } h2 { margin: 26px 0 8px; } h1, h2, h3, h4, caption, figcaption { break-after: avoid; } p { orphans: 3; widows: 3; }
  figure, .card, .gain, .tiles li, tr, .key, .map-frame { break-inside: avoid; } a { color: inherit; text-decoration: none; }
  .tiles { grid-template-columns: repeat(3, 1fr); gap: 8px; } .tiles li { padding: 8px 10px; } .beside { grid-template-columns: 1fr; } .keys { grid-template-columns: repeat(4, 1fr); } .each-maps { grid-template-columns: 1fr 1fr; } .each-maps:has(> :nth-child(3):last-child) { grid-template-columns: repeat(3, 1fr); } .each-group { break-inside: avoid; } .tiles .each { font-size: .95rem; gap: 0 6px; } .key { font-size: 8pt; } .map { max-height: 195mm; }
  .scroll { overflow: visible; } table { font-size: 8.4pt; } th, td { padding: 2.5px 5px; } th:first-child { min-width: 0; width: 36%; } th, td { overflow-wrap: break-word; hyphens: auto; } td, thead th { max-width: 34mm; } thead { display: table-header-group; } tbody tr:first-child { break-before: avoid; }
  table:has(thead th:nth-child(9)) { font-size: 7.4pt; } table:has(thead th:nth-child(9)) :is(th, td) { padding: 2px 3px; } table:has(thead th:nth-child(9)) th:first-child { width: 17%; }
  details.origins { display: none; } .origin summary { list-style: none; } .origin summary::-webkit-details-marker { display: none; } details:not(.origin)::details-content { content-visibility: visible; block-size: auto; }
  * { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
}
@media (prefers-reduced-motion: no-preference) { .zone, .transformer { transition: fill .15s; } }
`;
