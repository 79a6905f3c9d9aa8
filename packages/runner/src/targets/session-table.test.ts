import { describe, expect, it } from 'vitest';
import { SessionTable } from './session-table.js';

class Session {
  nextInTable: Session | null = null;
  readonly id: string;

  constructor(id: string) {
    this.id = id;
  }
}

describe('a table of sessions', () => {
  it('finds each of a thousand, and none that is gone', () => {
    const table = new SessionTable<Session>();
    const sessions = Array.from({ length: 1000 }, (_, n) => new Session(`s${n}`));
    for (const session of sessions) table.add(session);
    for (const session of sessions.slice(0, 500)) table.delete(session.id);
    table.delete('s1');
    expect(table.size).toBe(500);
    expect(sessions.filter(({ id }) => table.get(id) !== undefined)).toEqual(sessions.slice(500));
    expect(new Set(table.all())).toEqual(new Set(sessions.slice(500)));
    expect(table.get('')).toBeUndefined();
  });
});
