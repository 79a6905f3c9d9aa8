/** What holds where `fluxloop.yaml` is silent: the one place of its defaults, durations in milliseconds. */
export const DEFAULTS = {
  /** Where scenarios lie, relative to the project's root. */
  scenarios: ['scenarios/*.yaml', 'scenarios/*.yml', 'scenarios/*/config.yaml'],
  process: { instances: 1, stop_signal: 'SIGTERM', stop_timeout: 5_000 },
  http: { method: 'POST', response: { text: 'text', done: '[DONE]' } },
  openai: { base_url: 'https://api.openai.com/v1', stream: true },
  judge: {
    base_url: 'https://api.openai.com/v1',
    temperature: 0,
    votes: 1,
    timeout: 60_000,
    parallel: 8,
    cache: true,
    send: 'sanitized',
  },
  generation: { temperature: 1, batch: 10 },
  test: {
    parallel: 4,
    iterations: 1,
    timeout: 120_000,
    turn_timeout: 30_000,
    auto_upload: false,
    sanitize: false,
    retries: 1,
    max_output: 1_048_576,
  },
  gate: { baseline: 'latest', smallest_change: 0.1, insufficient_data: 'pass' },
} as const;
