import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { type Assembly, assemblyOf, SYNTHESIS, type Resource } from './support/assembly.ts';
import { at, functionsOf, named, places, shortName } from './support/reading.ts';

const handbook = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8');
/** Sections of the handbook by title, with their text. */
const sections = new Map(
  handbook
    .split(/^### /m)
    .slice(1)
    .map((section) => [section.split('\n', 1)[0] ?? '', section]),
);

describe('operations', () => {
  let assembly: Assembly;
  let alarms: Resource[];

  beforeAll(async () => {
    assembly = await assemblyOf('example');
    alarms = assembly.ofType('AWS::CloudWatch::Alarm');
  }, SYNTHESIS);

  const isWatched = ({ id }: Resource, metric: string): boolean =>
    alarms.some(
      ({ properties }) =>
        properties.MetricName === metric &&
        z
          .array(z.object({ Value: z.unknown().optional() }))
          .parse(properties.Dimensions ?? [])
          .some(({ Value }) => named(Value) === id),
    );

  it('know of every queue: what fails is kept, and rings', () => {
    const queues = assembly.ofType('AWS::SQS::Queue');
    const dead = new Set(
      [
        ...queues.map(({ properties }) => at(properties, 'RedrivePolicy', 'deadLetterTargetArn')),
        ...assembly
          .ofType('AWS::Lambda::EventSourceMapping')
          .map(({ properties }) => at(properties, 'DestinationConfig', 'OnFailure', 'Destination')),
      ].map(named),
    );
    const [ends, works] = [queues.filter(({ id }) => dead.has(id)), queues.filter(({ id }) => !dead.has(id))];
    expect(ends).toHaveLength(11);
    expect(places(works.filter(({ properties }) => properties.RedrivePolicy === undefined))).toEqual([]);
    expect(places(ends.filter((queue) => !isWatched(queue, 'ApproximateNumberOfMessagesVisible')))).toEqual([]);
    expect(places(works.filter((queue) => !isWatched(queue, 'ApproximateAgeOfOldestMessage')))).toEqual([]);
  });

  it('have every worker report which messages failed', () => {
    const sources = assembly.ofType('AWS::Lambda::EventSourceMapping');
    expect(sources).toHaveLength(11);
    const silent = sources.filter(
      ({ properties }) => !JSON.stringify(properties.FunctionResponseTypes).includes('ReportBatchItemFailures'),
    );
    expect(places(silent)).toEqual([]);
  });

  it('know of every function that fails', () => {
    expect(places(functionsOf(assembly).filter((one) => !isWatched(one, 'Errors')))).toEqual([]);
  });

  it('find in the handbook what to do about every alarm', () => {
    const names = alarms.map(({ properties }) => shortName(properties.AlarmName, 'example'));
    expect(names.length).toBeGreaterThan(20);
    expect(names.filter((name) => !sections.has(name))).toEqual([]);
    const short = names.filter(
      (name) => !/\*\*Means\.\*\*[^]*\*\*Look at\.\*\*[^]*\*\*Do\.\*\*/.test(sections.get(name) ?? ''),
    );
    expect(short).toEqual([]);
  });

  it('have no section about an alarm that is gone', () => {
    const names = new Set(alarms.map(({ properties }) => shortName(properties.AlarmName, 'example')));
    expect([...sections.keys()].filter((title) => !names.has(title))).toEqual([]);
  });

  it('are told: every alarm has an action', () => {
    expect(places(alarms.filter(({ properties }) => !Array.isArray(properties.AlarmActions)))).toEqual([]);
  });

  it('keep logs for a time, each function its own', () => {
    const groups = assembly.ofType('AWS::Logs::LogGroup');
    expect(places(groups.filter(({ properties }) => properties.RetentionInDays !== 90))).toEqual([]);
    const used = assembly
      .ofType('AWS::Lambda::Function')
      .map(({ properties }) => named(at(properties, 'LoggingConfig', 'LogGroup')));
    expect(used).not.toContain(undefined);
    expect(new Set(used).size).toBe(used.length);
  });

  it('run every function on arm64 and Node 24, with a bounded time', () => {
    const functions = functionsOf(assembly).map(({ properties }) => ({
      runtime: properties.Runtime,
      architectures: properties.Architectures,
      bounded: Number(properties.Timeout) <= 300,
    }));
    expect(functions).toHaveLength(19);
    expect(new Set(functions.map((one) => JSON.stringify(one)))).toEqual(
      new Set([JSON.stringify({ runtime: 'nodejs24.x', architectures: ['arm64'], bounded: true })]),
    );
  });

  it('start the digests every day at seven, and what is to be done at night, in the time of Paris', () => {
    const schedules = assembly.ofType('AWS::Scheduler::Schedule').map(({ properties }) => properties);
    expect(schedules.map(({ ScheduleExpression }) => ScheduleExpression).sort()).toEqual([
      'cron(0 3 * * ? *)',
      'cron(0 4 1 * ? *)',
      'cron(0 7 * * ? *)',
    ]);
    expect(new Set(schedules.map(({ ScheduleExpressionTimezone }) => ScheduleExpressionTimezone))).toEqual(
      new Set(['Europe/Paris']),
    );
  });
});
