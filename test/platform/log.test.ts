/** What a fault leaves in the logs, which are read by people who have no right to what is in the table. */
import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { MessageRejected } from '@aws-sdk/client-ses';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { LOG, logFault, logger } from '../../platform/log.ts';
import { toldIn } from '../support/told-in-logs.ts';
import { MailNotTaken } from '../../platform/mail/transport.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

/** The line that it leaves. */
function lineOf(error: unknown): string {
  const written = vi.spyOn(logger, 'error').mockImplementation(() => {});
  logFault('worker.failed', error, { mail: 'mail_1' });
  return JSON.stringify(written.mock.lastCall);
}

describe('a fault in the logs', () => {
  it('says which, where and why, through all its causes', () => {
    const cause = new Error('The bucket did not answer.');
    const [sentence, { code, mail, error }] = JSON.parse(lineOf(new Error('The file was not read.', { cause })));
    expect({ sentence, code, mail }).toEqual({ sentence: LOG['worker.failed'], code: 'worker.failed', mail: 'mail_1' });
    expect(error).toMatchObject({ name: 'Error', message: 'The file was not read.', cause: { name: 'Error' } });
    expect(error.stack).toContain('log.test.ts');
    expect(error.cause.message).toBe('The bucket did not answer.');
  });

  it('names no address of which SES speaks, however deep', () => {
    const message = 'Email address is not verified: lise.o’hara@mairie-agen.fr, "d\'arc+lettre@exemple.test"';
    const line = lineOf(new MailNotTaken(true, new MessageRejected({ message, $metadata: {} })));
    expect(line).toContain('Email address is not verified');
    expect(line).not.toMatch(/agen|exemple/);
  });

  it('gives no item that the table handed back with its refusal', () => {
    const reasons = [{ Code: 'ConditionalCheckFailed', Item: { lastName: { S: 'Peyrat' } } }];
    const error = new TransactionCanceledException({
      message: 'Transaction cancelled',
      $metadata: {},
      CancellationReasons: reasons,
    });
    expect(lineOf(error)).toContain('TransactionCanceledException');
    expect(lineOf(new Error('Not written.', { cause: error }))).not.toContain('Peyrat');
  });

  it('keeps the paths of packages, and says what was thrown that is no error', () => {
    const error = new Error('x');
    error.stack = 'at node_modules/@aws-sdk/client-s3/dist/index.js:1';
    expect(lineOf(error)).toContain('@aws-sdk/client-s3/dist/index.js');
    expect(JSON.parse(lineOf('nothing of a@b.fr'))[1].error).toEqual({ message: 'nothing of (an address)' });
  });
});

describe('reading the logs of a run', () => {
  it.each([
    ['an address', '{"error":{"message":"Not verified: lise@agen.test"}}'],
    ['a password', '{"body":"password=Parvis en essai 47"}'],
    ['a link', `GET /connexion/bienvenue/${'A'.repeat(43)}`],
    ['a session', 'cookie: __Host-parvis=x'],
    ['what was typed', '{"title":"Hortensia : réunion du bureau"}'],
  ])('finds %s', (what, line) => {
    expect(toldIn('public', `{"code":"mail.sent","mail":"mail_1"}\n${line}`)).toEqual([{ log: 'public', what, line }]);
  });

  it('leaves ids and the paths of packages alone', () => {
    const line = '{"mail":"mail_01M83","stack":"at /node_modules/@aws-sdk/client-s3/dist/index.js:1"}';
    expect(toldIn('public', line)).toEqual([]);
  });
});
