import { createApiKeyRequest } from '@fluxloop/core/contract';
import { describe, expect, it } from 'vitest';
import { draftProblem, type KeyDraft, newDraft, requestOf } from './key-draft.js';

const draft = (changes: Partial<KeyDraft> = {}): KeyDraft => ({
  ...newDraft([]),
  name: 'ci',
  ...changes,
});

describe('the form for a new key', () => {
  it('asks, when nothing is changed, for a key of all projects for 90 days', () => {
    expect(requestOf(draft({ name: ' ci ' }))).toEqual({
      name: 'ci',
      type: 'user',
      scope: 'read-write',
      expires_in_days: 90,
    });
  });

  it('asks for what was chosen, in the form of the contract', () => {
    const request = requestOf(
      draft({
        scope: 'read',
        reach: 'some',
        projects: ['one', 'two'],
        environment: 'prod',
        lifetime: 'never',
        addresses: '203.0.113.0/24,\n 2001:db8::/32 ',
      }),
    );
    expect(createApiKeyRequest.parse(request)).toEqual({
      name: 'ci',
      type: 'user',
      scope: 'read',
      projects: ['one', 'two'],
      environment: 'prod',
      expires_in_days: null,
      allowed_addresses: ['203.0.113.0/24', '2001:db8::/32'],
    });
  });

  it('asks for a service account of one project, whatever was chosen for a key of one’s own', () => {
    const request = requestOf(
      draft({ account: 'service_account', home: 'shop', reach: 'some', projects: ['one'] }),
    );
    expect(request).toMatchObject({ type: 'service_account', projects: ['shop'] });
  });

  it('is not sent without a name, or without a project where some were to be chosen', () => {
    expect(draftProblem(draft({ name: '  ' }))).toMatch(/name/);
    expect(draftProblem(draft({ reach: 'some' }))).toMatch(/project/);
    expect(draftProblem(draft())).toBeNull();
  });
});
