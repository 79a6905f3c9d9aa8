import type { CriterionResult, Message, ResultRow, Verdict } from '@fluxloop/core/contract';
import { excerpt, excerptLine } from '../excerpt.js';
import { duration, percent } from '../figures.js';
import { reasonOf, titleOf } from '../reason.js';
import { html, type Markup, spoken } from './markup.js';

/** Characters of one text that a page shows; the ledger has all of it. */
const MAX_TEXT = 20_000;
const MAX_LINE = 240;

/** A case as an item of the page's list: what it is, why it did not pass, and the whole conversation. */
export function caseItem(row: ResultRow): Markup {
  const reason = reasonOf(row);
  const turns = turnsOf(row.messages);
  const whole = row.criteria.filter(({ turn }) => turn === undefined || turn >= turns.length);
  return html`<li id="${row.case_id}-${row.iteration}" data-verdict="${row.verdict}" data-scenario="${row.scenario}"><details>
<summary>${badge(row.verdict)}<span class="name" dir="auto">${spoken(excerptLine(titleOf(row), MAX_LINE))}</span>
<span class="meta">${percent(row.verdict === 'pass' || row.verdict === 'fail' ? row.score : null)} · ${duration(row.latency_ms)}</span>${
    reason === null
      ? null
      : html`<span class="why" dir="auto">${spoken(excerptLine(reason, MAX_LINE))}</span>`
  }</summary>
<div class="body">${facts(row)}${
    row.error === undefined
      ? null
      : html`<p class="error-text" dir="auto"><b>${row.error.code}</b> ${spoken(excerpt(row.error.message, MAX_TEXT))}</p>`
  }${turns.map((messages, turn) => [
    messages.map(said),
    criteria(
      row.criteria.filter((one) => one.turn === turn),
      null,
    ),
  ])}${criteria(whole, 'The whole case')}</div></details></li>
`;
}

/** A verdict as a coloured word. */
export function badge(verdict: Verdict): Markup {
  return html`<span class="badge ${verdict}">${verdict}</span>`;
}

function facts(row: ResultRow): Markup {
  const redacted = Object.entries(row.redactions).map(([type, count]) => `${count} ${type}`);
  const listed: readonly (readonly [string, string | null])[] = [
    ['Scenario', row.scenario],
    ['Case', row.case_id],
    ['Began', row.started_at],
    ['Took', duration(row.duration_ms)],
    ['Attempts', row.attempts > 1 ? String(row.attempts) : null],
    ['Persona', row.persona ?? null],
    ['Redacted', redacted.length === 0 ? null : redacted.join(', ')],
  ];
  const shown = listed.filter(([, value]) => value !== null);
  return html`<dl class="facts">${shown.map(
    ([name, value]) => html`<div><dt>${name}</dt><dd dir="auto">${spoken(value ?? '')}</dd></div>`,
  )}</dl>`;
}

/** Messages by turn; a turn begins with what the user says. */
function turnsOf(messages: readonly Message[]): Message[][] {
  const turns: Message[][] = [];
  for (const message of messages) {
    if (message.role === 'user' || turns.length === 0) turns.push([]);
    turns.at(-1)?.push(message);
  }
  return turns;
}

function said({ role, text, latency_ms, metadata, tool_calls }: Message): Markup {
  const who = role === 'user' ? 'User' : 'Agent';
  return html`<div class="said ${role}"><b>${who}</b>${
    latency_ms === undefined ? null : html` <span>${duration(latency_ms)}</span>`
  }<div class="text" dir="auto" tabindex="0">${spoken(excerpt(text, MAX_TEXT))}</div>${[
    json('Tool calls', tool_calls),
    json('Metadata', metadata),
  ]}</div>`;
}

function json(name: string, value: unknown): Markup | null {
  if (value === undefined) return null;
  const text = JSON.stringify(value, null, 2);
  return html`<details class="data"><summary>${name}</summary><pre class="text code" tabindex="0">${spoken(excerpt(text, MAX_TEXT))}</pre></details>`;
}

function criteria(list: readonly CriterionResult[], title: string | null): Markup | null {
  if (list.length === 0) return null;
  const items = list.map(
    ({ verdict, type, expected, reason, score }) =>
      html`<li>${badge(verdict)}<div><b>${type}</b> <span class="expected" dir="auto">${spoken(excerpt(expected, MAX_TEXT))}</span>${
        score > 0 && score < 1 ? ` (${percent(score)})` : null
      }<span class="reason" dir="auto">${spoken(excerpt(reason, MAX_TEXT))}</span></div></li>`,
  );
  const heading = title === null ? null : html`<div class="said"><b>${title}</b></div>`;
  return html`${heading}<ul class="criteria">${items}</ul>`;
}
