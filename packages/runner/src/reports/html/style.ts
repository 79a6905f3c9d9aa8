/** The style sheet of the report: light and dark, from 390 pixels upward, nothing loaded. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --canvas: #f9fafb; --surface: #ffffff; --sunken: #f1f2f5; --line: #e1e3e9; --strong: #c3c7d0;
  --ink: #16181d; --muted: #4a4f5b; --faint: #5f6572; --accent: #443ac4; --bar: #6c63d6;
  --pass: #2aa775; --pass-ink: #0d6545; --pass-soft: #e6f7ef;
  --fail: #d9402f; --fail-ink: #ab1f14; --fail-soft: #fdecea;
  --error: #e0a02c; --error-ink: #7d5200; --error-soft: #fdf3de;
  --unjudged: #9a72c7; --unjudged-ink: #64399a; --unjudged-soft: #f4effb;
  --skipped: #b0b4bd; --skipped-ink: #525762; --skipped-soft: #eff0f3;
  --hatch: rgb(255 255 255 / .5);
}
@media (prefers-color-scheme: dark) {
  :root {
    --canvas: #0f1115; --surface: #16191f; --sunken: #1f232b; --line: #2b303a; --strong: #434955;
    --ink: #eef0f3; --muted: #b7bbc5; --faint: #9ca2ae; --accent: #aaa6ff; --bar: #7a73dd;
    --pass: #35a375; --pass-ink: #62d8a8; --pass-soft: #10291f;
    --fail: #e3564a; --fail-ink: #ff9f96; --fail-soft: #3a1815;
    --error: #e6ad4c; --error-ink: #f4cb7c; --error-soft: #33260c;
    --unjudged: #a17fce; --unjudged-ink: #cfb5f0; --unjudged-soft: #281c39;
    --skipped: #6b717d; --skipped-ink: #b2b7c1; --skipped-soft: #23272e;
    --hatch: rgb(0 0 0 / .4);
  }
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
body {
  margin: 0; background: var(--canvas); color: var(--ink); line-height: 1.5; font-size: 15px;
  font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", Ubuntu, Arial, sans-serif;
}
main, header > div, footer { max-width: 1120px; margin: 0 auto; padding: 0 20px; }
header { background: var(--surface); border-bottom: 1px solid var(--line); padding: 28px 0 24px; }
h1 { font-size: 26px; line-height: 1.25; margin: 2px 0 12px; }
h2 { font-size: 18px; margin: 40px 0 12px; }
h3 { font-size: 14px; margin: 0 0 10px; }
.brand { color: var(--muted); font-size: 13px; font-weight: 600; letter-spacing: .02em; margin: 0; }
h1.passed { color: var(--pass-ink); } h1.failed { color: var(--fail-ink); } h1.undecided { color: var(--error-ink); }
.facts { display: flex; flex-wrap: wrap; gap: 4px 24px; margin: 0; font-size: 13px; }
.facts div { display: flex; gap: 6px; min-width: 0; } .facts dt { color: var(--faint); } .facts dd { margin: 0; overflow-wrap: anywhere; }
.notice { border-left: 3px solid var(--error); background: var(--error-soft); color: var(--error-ink); padding: 8px 12px; margin: 14px 0 0; font-size: 14px; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(122px, 1fr)); gap: 12px; margin: 24px 0 0; padding: 0; }
.tile { background: var(--surface); border: 1px solid var(--line); border-radius: 8px; padding: 12px 14px; }
.tile dt { color: var(--faint); font-size: 12px; } .tile dd { margin: 0; font-size: 21px; font-weight: 600; font-variant-numeric: tabular-nums; }
.tile small { display: block; font-size: 12px; font-weight: 400; color: var(--faint); }
.charts { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 16px; margin-top: 16px; }
.card { background: var(--surface); border: 1px solid var(--line); border-radius: 8px; padding: 16px; min-width: 0; margin: 0; }
.wide { grid-column: 1 / -1; }
svg { display: block; width: 100%; overflow: visible; }
svg text { font-size: 11px; fill: var(--muted); font-variant-numeric: tabular-nums; }
svg .axis { stroke: var(--strong); } svg .mark { stroke: var(--ink); stroke-dasharray: 3 3; } svg .bar { fill: var(--bar); }
.legend { display: flex; flex-wrap: wrap; gap: 4px 16px; margin: 10px 0 0; padding: 0; list-style: none; font-size: 13px; }
.legend svg { width: 12px; height: 12px; display: inline-block; vertical-align: -1px; margin-right: 5px; }
.none { color: var(--faint); margin: 0; }
.table { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: 13px; }
th { text-align: left; color: var(--faint); font-weight: 500; white-space: nowrap; }
th, td { padding: 6px 10px 6px 0; border-bottom: 1px solid var(--line); vertical-align: middle; }
tr:last-child td, tr:last-child th { border-bottom: 0; }
tbody th { color: var(--ink); font-weight: 500; white-space: normal; overflow-wrap: anywhere; min-width: 110px; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
td.chart { min-width: 120px; width: 40%; }
details.data { margin-top: 10px; font-size: 13px; } details.data > summary { color: var(--muted); }
summary { cursor: pointer; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
.filters { display: flex; flex-wrap: wrap; gap: 10px; align-items: center; margin: 0 0 12px; }
.filters fieldset { border: 0; padding: 0; margin: 0; display: flex; flex-wrap: wrap; gap: 6px; }
.filters legend { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.filters button, .filters input, .filters select {
  font: inherit; font-size: 13px; color: var(--ink); background: var(--surface); border: 1px solid var(--strong);
  border-radius: 6px; padding: 6px 10px; min-height: 34px; max-width: 100%;
}
.filters button { cursor: pointer; } .filters button[aria-pressed="true"] { background: var(--ink); color: var(--canvas); border-color: var(--ink); }
.filters input { flex: 1 1 200px; min-width: 0; } .filters label { display: contents; }
.hidden-label { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
#count { color: var(--muted); font-size: 13px; margin: 0 0 10px; }
.cases { list-style: none; margin: 0; padding: 0; border: 1px solid var(--line); border-radius: 8px; background: var(--surface); overflow: hidden; }
.cases > li { border-bottom: 1px solid var(--line); }
.cases > li:last-child { border-bottom: 0; }
.cases > li > details > summary { display: grid; grid-template-columns: 82px minmax(0, 1fr) auto; gap: 2px 12px; align-items: baseline; padding: 10px 14px; list-style: none; }
.cases > li > details > summary::-webkit-details-marker { display: none; }
.cases > li > details > summary:hover, .cases > li > details[open] > summary { background: var(--sunken); }
.badge { justify-self: start; font-size: 12px; font-weight: 600; border-radius: 4px; padding: 1px 7px; }
.badge.pass { background: var(--pass-soft); color: var(--pass-ink); } .badge.fail { background: var(--fail-soft); color: var(--fail-ink); }
.badge.error { background: var(--error-soft); color: var(--error-ink); } .badge.unjudged { background: var(--unjudged-soft); color: var(--unjudged-ink); }
.badge.skipped { background: var(--skipped-soft); color: var(--skipped-ink); }
.name { overflow-wrap: anywhere; font-weight: 500; } .meta { color: var(--muted); font-size: 13px; font-variant-numeric: tabular-nums; text-align: right; }
.why { grid-column: 2 / -1; color: var(--muted); font-size: 13px; overflow-wrap: anywhere; }
.body { padding: 10px 14px 18px; border-top: 1px solid var(--line); }
.said { margin: 14px 0 0; max-width: 86ch; } .said > b { font-size: 13px; } .said > span { color: var(--faint); font-size: 12px; }
.text {
  font: inherit; margin: 4px 0 0; padding: 10px 12px; border-radius: 8px; background: var(--sunken); white-space: pre-wrap;
  overflow-wrap: anywhere; unicode-bidi: isolate; max-height: 32em; overflow: auto;
}
.said.agent > .text { background: var(--surface); border: 1px solid var(--line); }
.code { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; font-size: 12.5px; }
.unseen { font-family: ui-monospace, Menlo, Consolas, monospace; font-size: .8em; border: 1px solid var(--strong); border-radius: 3px; padding: 0 3px; color: var(--muted); }
.criteria { margin: 10px 0 0; padding: 0; list-style: none; font-size: 13px; max-width: 86ch; }
.criteria li { display: grid; grid-template-columns: 82px minmax(0, 1fr); gap: 8px; padding: 3px 0; align-items: start; } .criteria div { overflow-wrap: anywhere; }
.criteria .expected { unicode-bidi: isolate; white-space: pre-wrap; } .criteria .reason { color: var(--muted); display: block; }
.error-text { background: var(--error-soft); color: var(--error-ink); padding: 8px 12px; border-radius: 8px; margin: 14px 0 0; overflow-wrap: anywhere; white-space: pre-wrap; }
footer { color: var(--faint); font-size: 12px; padding-top: 32px; padding-bottom: 40px; }
@media (max-width: 720px) {
  .charts { grid-template-columns: minmax(0, 1fr); }
  h1 { font-size: 22px; }
  .cases > li > details > summary { grid-template-columns: minmax(0, 1fr) auto; }
  .name, .why { grid-column: 1 / -1; }
  .meta { grid-row: 1; grid-column: 2; }
  .criteria li { grid-template-columns: minmax(0, 1fr); gap: 2px; }
  td.chart { min-width: 90px; }
}
@media print { .filters, #count { display: none; } body { background: #fff; } .text { max-height: none; } }
`;
