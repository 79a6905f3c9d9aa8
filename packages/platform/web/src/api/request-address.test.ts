import { describe, expect, it } from 'vitest';
import { requestAddress } from './request-address.js';

describe('requestAddress', () => {
  it('fills the path of the contract', () => {
    const params = {
      project: 'shop',
      run_id: 'run_20261121_1',
      case_id: 'c_9f86d081884c7d659a2f',
      iteration: 0,
    };
    expect(requestAddress('getCase', { params })).toBe(
      '/v1/projects/shop/runs/run_20261121_1/cases/c_9f86d081884c7d659a2f/0',
    );
  });

  it('keeps a parameter inside its own segment', () => {
    const params = { project: '../session', run_id: 'a?b#c' };
    expect(requestAddress('getRun', { params })).toBe('/v1/projects/..%2Fsession/runs/a%3Fb%23c');
  });

  it('repeats a query name for each member of an array', () => {
    const address = requestAddress('listRuns', {
      params: { project: 'shop' },
      query: { verdict: ['fail', 'error'], limit: 50 },
    });
    expect(address).toBe('/v1/projects/shop/runs?verdict=fail&verdict=error&limit=50');
  });

  it('leaves out what is absent or empty', () => {
    const address = requestAddress('listRuns', {
      params: { project: 'shop' },
      query: { cursor: undefined, search: '', verdict: [] },
    });
    expect(address).toBe('/v1/projects/shop/runs');
  });

  it('encodes what a person typed', () => {
    const address = requestAddress('listRuns', {
      params: { project: 'shop' },
      query: { search: 'a & b=c' },
    });
    expect(address).toBe('/v1/projects/shop/runs?search=a+%26+b%3Dc');
  });

  it('refuses to leave a parameter open', () => {
    expect(() => requestAddress('getRun', { params: { project: 'shop' } })).toThrow(/run_id/);
  });
});
