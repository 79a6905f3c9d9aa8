import { caseQuery, type Run } from '@fluxloop/core/contract';
import type { ReactElement } from 'react';
import { SelectField } from '../components/select-field.js';
import type { CaseFilters } from '../routing/case-filters.js';
import { SearchField } from './search-field.js';
import { VerdictFilter } from './verdict-filter.js';

const SORTS = { name: 'By name', latency: 'Slowest first', score: 'Lowest score first' };
const sorts = caseQuery.shape.sort.unwrap();

interface CaseFilterBarProps {
  run: Run;
  filters: CaseFilters;
  onChange: (next: CaseFilters) => void;
}

/** Which cases to show, and in what order. */
export function CaseFilterBar({ run, filters, onChange }: CaseFilterBarProps): ReactElement {
  return (
    <search className="flex flex-wrap items-center gap-2 border-b border-line px-4 py-3">
      <VerdictFilter counts={run.totals.verdicts} filters={filters} onChange={onChange} />
      <div className="flex grow flex-wrap items-center gap-2 max-sm:w-full lg:justify-end">
        <SearchField
          value={filters.search ?? ''}
          onChange={(search) => onChange({ ...filters, search: search || undefined })}
        />
        <SelectField
          label="Scenario"
          value={filters.scenario ?? ''}
          options={[
            { value: '', label: 'All scenarios' },
            ...run.scenarios.map((name) => ({ value: name, label: name })),
          ]}
          onChange={(scenario) => onChange({ ...filters, scenario: scenario || undefined })}
        />
        <SelectField
          label="Order"
          value={filters.sort ?? 'name'}
          options={sorts.options.map((value) => ({ value, label: SORTS[value] }))}
          onChange={(chosen) => {
            const sort = sorts.safeParse(chosen).data;
            onChange({ ...filters, sort: sort === 'name' ? undefined : sort });
          }}
        />
      </div>
    </search>
  );
}
