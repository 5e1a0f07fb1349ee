/** One request to a service of AWS, over connections that are kept for the next ones. */
import { Agent as PlainAgent, type ClientRequest, type IncomingMessage, request as plainRequest } from 'node:http';
import { Agent as SecureAgent, request as secureRequest } from 'node:https';

const KEPT = { keepAlive: true, maxSockets: 50 };
const plain = new PlainAgent(KEPT);
const secure = new SecureAgent(KEPT);

export interface AwsAnswer {
  /** HTTP. */
  status: number;
  text: string;
}

/** What a request says, signature included. */
export type Headers = Readonly<Record<string, string>>;

type Answered = (answer: IncomingMessage) => void;

/**
 * @param wait how long the service may be silent, in milliseconds.
 * @throws {Error} when it does not answer.
 */
export function postToAws(address: URL, headers: Headers, body: string, wait: number): Promise<AwsAnswer> {
  const options = {
    host: address.hostname,
    port: address.port,
    path: address.pathname,
    method: 'POST',
    headers: { ...headers, 'content-length': Buffer.byteLength(body) },
    timeout: wait,
  };
  const open = (answered: Answered): ClientRequest =>
    address.protocol === 'https:'
      ? secureRequest({ ...options, agent: secure }, answered)
      : plainRequest({ ...options, agent: plain }, answered);
  return new Promise((resolve, reject) => {
    const sent = open((answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.once('error', reject);
      answer.once('end', () => resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(parts).toString() }));
    });
    sent.once('timeout', () => sent.destroy(new Error(`Nothing after ${wait} ms`)));
    sent.once('error', reject);
    sent.end(body);
  });
}
