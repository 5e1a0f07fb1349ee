import { AwsError, arn } from '../aws.ts';
import { domainOf } from './addresses.ts';

/** Where the events of a configuration set go. Event types in lower case: `bounce`. */
export interface EventDestination {
  eventTypes: readonly string[];
  topicArn: string;
}

/** What the account may send; nothing given, nothing limited. */
export interface SendingLimits {
  /** Recipients per second. */
  maxSendRate?: number | undefined;
  /** Recipients in any 24 hours. */
  max24HourSend?: number | undefined;
}

const DAY_MS = 86_400_000;

/** What the templates declared in SES, and what was sent in the last day. */
export class SesAccount {
  readonly #region: string;
  readonly #limits: SendingLimits;
  /** Verified addresses and domains, each with the configuration set used when a call names none. */
  readonly #identities = new Map<string, string | undefined>();
  readonly #configurationSets = new Map<string, Map<string, EventDestination>>();
  readonly #sends: { at: number; recipients: number }[] = [];

  constructor(region: string, limits: SendingLimits) {
    this.#region = region;
    this.#limits = limits;
  }

  verify(identity: string, defaultConfigurationSet?: string): void {
    this.#identities.set(identity.toLowerCase(), defaultConfigurationSet);
  }

  /** The verified identity that covers an address: itself, its domain, or a domain above; undefined when there is none. */
  identityFor(address: string): string | undefined {
    if (this.#identities.has(address.toLowerCase())) return address.toLowerCase();
    for (let domain = domainOf(address); domain !== ''; domain = domain.split('.').slice(1).join('.')) {
      if (this.#identities.has(domain)) return domain;
    }
    return undefined;
  }

  /** ARN that permissions name; of its domain when the address is not verified. */
  identityArn(address: string): string {
    return arn('ses', this.#region, `identity/${this.identityFor(address) ?? domainOf(address)}`);
  }

  defaultConfigurationSet(address: string): string | undefined {
    return this.#identities.get(this.identityFor(address) ?? '');
  }

  addConfigurationSet(name: string): void {
    if (!this.#configurationSets.has(name)) this.#configurationSets.set(name, new Map());
  }

  /** @throws {AwsError} `ConfigurationSetDoesNotExist`. */
  addDestination(configurationSet: string, name: string, destination: EventDestination): void {
    this.#destinationsOf(configurationSet).set(name, destination);
  }

  /**
   * Topics that want to hear of an event type, `Bounce`.
   * @throws {AwsError} `ConfigurationSetDoesNotExist`.
   */
  topicsFor(configurationSet: string, eventType: string): string[] {
    return [...this.#destinationsOf(configurationSet).values()]
      .filter(({ eventTypes }) => eventTypes.includes(eventType.toLowerCase()))
      .map(({ topicArn }) => topicArn);
  }

  /**
   * Counts a message against the limits of the account.
   * @throws {AwsError} `Throttling` when a limit is reached; nothing is counted then.
   */
  count(recipients: number): void {
    const now = Date.now();
    const { maxSendRate, max24HourSend } = this.#limits;
    if (maxSendRate !== undefined && this.#sentSince(now - 1_000) >= maxSendRate) {
      throw new AwsError('Throttling', 'Maximum sending rate exceeded.');
    }
    if (max24HourSend !== undefined && this.#sentSince(now - DAY_MS) + recipients > max24HourSend) {
      throw new AwsError('Throttling', 'Daily message quota exceeded.');
    }
    while (this.#sends[0] && this.#sends[0].at <= now - DAY_MS) this.#sends.shift();
    this.#sends.push({ at: now, recipients });
  }

  /** As GetSendQuota answers; -1 is no limit. AWS has no word for an unlimited rate, so a high one is said. */
  quota(): { Max24HourSend: number; MaxSendRate: number; SentLast24Hours: number } {
    return {
      Max24HourSend: this.#limits.max24HourSend ?? -1,
      MaxSendRate: this.#limits.maxSendRate ?? 1_000,
      SentLast24Hours: this.#sentSince(Date.now() - DAY_MS),
    };
  }

  #sentSince(instant: number): number {
    let recipients = 0;
    for (let index = this.#sends.length - 1; index >= 0; index -= 1) {
      const send = this.#sends[index];
      if (!send || send.at <= instant) break;
      recipients += send.recipients;
    }
    return recipients;
  }

  #destinationsOf(configurationSet: string): Map<string, EventDestination> {
    const destinations = this.#configurationSets.get(configurationSet);
    if (!destinations) {
      throw new AwsError('ConfigurationSetDoesNotExist', `Configuration set <${configurationSet}> does not exist.`);
    }
    return destinations;
  }
}
