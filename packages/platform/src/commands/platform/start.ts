import { BaseCommand, Flags } from '@fluxloop/plugin-kit';
import type { PlatformSettings } from '../../config/settings.js';
import { LOG_LEVELS } from '../../http/logging.js';
import { startPlatform } from '../../platform.js';

interface Stopped {
  event: 'stopped';
}

/** Starts the platform and stays until it is told to stop. */
export default class Start extends BaseCommand<typeof Start, Stopped> {
  static override summary = 'Start the platform: database, API and dashboard.';
  static override description =
    'The first start prints a one-time link that creates the first admin. Ctrl-C stops everything. With --json each event is one line.';
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --data ./data --port 8080',
    'DATABASE_URL=postgres://fluxloop@db/fluxloop <%= config.bin %> <%= command.id %>',
  ];
  static override flags = {
    data: Flags.string({
      summary: 'Keep everything in this folder.',
      helpValue: 'DIR',
      env: 'FLUXLOOP_PLATFORM_DATA',
    }),
    port: Flags.integer({
      summary: 'Listen on this port; 0 takes a free one. [default: 4400]',
      env: 'FLUXLOOP_PLATFORM_PORT',
    }),
    host: Flags.string({
      summary: 'Listen on this address; beyond loopback only with https.',
      default: '127.0.0.1',
    }),
    'public-url': Flags.string({
      summary: 'The address that browsers and tools use.',
      helpValue: 'URL',
    }),
    'tls-cert': Flags.string({
      summary: "The platform's own certificate, a PEM file.",
      helpValue: 'FILE',
      dependsOn: ['tls-key'],
    }),
    'tls-key': Flags.string({
      summary: "The certificate's key, a PEM file.",
      helpValue: 'FILE',
      dependsOn: ['tls-cert'],
    }),
    'trusted-proxies': Flags.string({
      summary: 'How many proxies stand before it, or their addresses (CIDR, with commas).',
      helpValue: 'N|CIDR',
    }),
    'log-level': Flags.string({
      summary: 'How much to log.',
      options: LOG_LEVELS,
      env: 'FLUXLOOP_PLATFORM_LOG_LEVEL',
    }),
    log: Flags.string({
      summary: 'Where to log: logs/platform.log in the data folder, or standard error.',
      options: ['file', 'stderr'],
      default: 'file',
    }),
  };

  override async run(): Promise<Stopped> {
    // Listening begins before the start, so that no signal ends it half-way.
    const stop = AbortSignal.any([this.surroundings.interruption(), hangUp()]);
    const platform = await startPlatform(this.settings()).catch((error: unknown) => {
      if (stop.aborted) {
        return null;
      }
      throw error;
    });
    if (platform === null) {
      return { event: 'stopped' };
    }
    const { url, setupUrl } = platform;
    this.printEvent({ event: 'listening', url, setup_url: setupUrl });
    if (!this.mode.json) {
      this.print(`FluxLoop is running at ${url}\n`);
      if (setupUrl !== null) {
        this.print(`Create the first admin here (the link works once):\n  ${setupUrl}\n`);
      }
      this.print('Press Ctrl-C to stop it.\n');
    }
    const failure = await Promise.race([platform.closed, aborted(stop)]);
    await platform.close();
    if (failure !== null) {
      throw failure;
    }
    return { event: 'stopped' };
  }

  protected override render(): void {
    this.print('Stopped.\n');
  }

  /** One line, as every other event. */
  override logJson(json: unknown): void {
    this.surroundings.stdout.write(`${JSON.stringify(json)}\n`);
  }

  private settings(): PlatformSettings {
    const { flags } = this;
    const certificate = flags['tls-cert'];
    const key = flags['tls-key'];
    return {
      data: flags.data,
      port: flags.port,
      host: flags.host,
      publicUrl: flags['public-url'],
      tls: certificate === undefined || key === undefined ? undefined : { certificate, key },
      trustedProxies: parseProxies(flags['trusted-proxies']),
      logLevel: LOG_LEVELS.find((level) => level === flags['log-level']),
      logTo: flags.log === 'stderr' ? 'stderr' : 'file',
      env: this.surroundings.env,
    };
  }
}

function parseProxies(text: string | undefined): PlatformSettings['trustedProxies'] {
  if (text === undefined) {
    return undefined;
  }
  return /^\d+$/.test(text) ? Number(text) : text.split(',').map((one) => one.trim());
}

/** Aborts when the terminal is closed; node would end at once otherwise. */
function hangUp(): AbortSignal {
  const controller = new AbortController();
  process.once('SIGHUP', () => controller.abort());
  return controller.signal;
}

async function aborted(signal: AbortSignal): Promise<null> {
  if (!signal.aborted) {
    await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  }
  return null;
}
