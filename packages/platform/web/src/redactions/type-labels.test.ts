import { SENSITIVE_TYPES } from '@fluxloop/core/sanitizer';
import { describe, expect, it } from 'vitest';
import { typeLabel } from './type-labels.js';

describe('typeLabel', () => {
  it.each(Object.keys(SENSITIVE_TYPES))('has words for %s, for one and for many', (type) => {
    expect(typeLabel(type)).not.toBe(typeLabel(type, 2));
  });

  it('calls a type of your own by its name', () => {
    expect(typeLabel('employee_id', 2)).toBe('employee id');
  });
});
