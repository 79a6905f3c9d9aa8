import { Link } from '@tanstack/react-router';
import { type ReactElement, useState } from 'react';
import type { RunAddress } from '../api/queries.js';
import { Button } from '../components/button.js';
import { VerdictBar } from '../components/verdict-bar.js';
import { VerdictCounts } from '../components/verdict-counts.js';
import { formatCount } from '../format/number.js';
import { mostTroubledFirst, type ScenarioCounts } from './scenario-order.js';

/** How many scenarios are shown before the rest is asked for. */
const SHOWN_AT_FIRST = 6;

/**
 * Each scenario's verdicts as a bar with its counts. It is a list and not a drawing, so it needs
 * no text beside it; each scenario leads to its cases.
 */
export function ScenarioVerdicts({
  address,
  scenarios,
}: {
  address: RunAddress;
  scenarios: readonly ScenarioCounts[];
}): ReactElement {
  const [all, setAll] = useState(false);
  const ordered = mostTroubledFirst(scenarios);
  const shown = all ? ordered : ordered.slice(0, SHOWN_AT_FIRST);
  return (
    <>
      <ul className="divide-y divide-line">
        {shown.map(({ scenario, ...counts }) => (
          <li key={scenario} className="relative flex flex-col gap-1.5 px-4 py-2.5 hover:bg-hover">
            <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-0.5">
              <Link
                to="/projects/$project/runs/$run_id"
                params={address}
                search={{ scenario }}
                hash="cases"
                className="min-w-0 truncate text-sm font-medium after:absolute after:inset-0"
              >
                {scenario}
              </Link>
              <VerdictCounts counts={counts} />
            </div>
            <VerdictBar counts={counts} />
          </li>
        ))}
      </ul>
      {ordered.length > shown.length && (
        <div className="border-t border-line p-2 text-center">
          <Button look="quiet" onClick={() => setAll(true)}>
            Show all {formatCount(ordered.length)} scenarios
          </Button>
        </div>
      )}
    </>
  );
}
