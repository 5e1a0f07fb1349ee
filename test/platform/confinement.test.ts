import { describe, expect, it } from 'vitest';
import type { AwsCredentials } from '../../platform/aws-json.ts';
import { confinedCredentials, onBehalfOf } from '../../platform/confinement.ts';

const MINUTE = 60_000;
const own = { accessKeyId: 'function', secretAccessKey: '' };
const A = '214701575';
const B = '214703035';

/** A container whose clock is moved by hand, and what it asked STS for. */
function container(answer: (organisation: string | undefined) => Promise<void> = async () => undefined) {
  const asked: (string | undefined)[] = [];
  const clock = { now: 0 };
  const assume = async (organisation: string | undefined): Promise<AwsCredentials> => {
    asked.push(organisation);
    await answer(organisation);
    return { accessKeyId: `for ${organisation}`, secretAccessKey: '' };
  };
  const provider = confinedCredentials(
    assume,
    async () => own,
    () => clock.now,
  );
  return { provider, asked, clock, call: (of: string | undefined) => onBehalfOf(of, provider) };
}

describe('credentials of an organisation', () => {
  it('sign what is done on its behalf, and the function’s own what is done on nobody’s', async () => {
    const { provider, call } = container();
    expect(await call(A)).toMatchObject({ accessKeyId: `for ${A}` });
    expect(await call(undefined)).toMatchObject({ accessKeyId: 'for undefined' });
    expect(await provider()).toBe(own);
  });

  it('are asked for at most once an organisation in 15 minutes, however many calls are made', async () => {
    const { call, asked, clock } = container();
    for (let minute = 0; minute < 60; minute += 1) {
      clock.now = minute * MINUTE;
      await Promise.all([A, B, A, B].map(call));
    }
    expect(asked.filter((one) => one === A)).toHaveLength(3);
    expect(asked.filter((one) => one === B)).toHaveLength(3);
  });

  it('are asked for once by requests that come at the same moment', async () => {
    const { call, asked } = container();
    await Promise.all(Array.from({ length: 50 }, () => call(A)));
    expect(asked).toEqual([A]);
  });

  it('are asked for again after a refusal, which every waiting request is told', async () => {
    let refuses = true;
    const { call, asked } = container(async () => {
      if (refuses) throw new Error('no answer');
    });
    const refused = await Promise.allSettled([call(A), call(A)]);
    expect(refused.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    refuses = false;
    expect(await call(A)).toMatchObject({ accessKeyId: `for ${A}` });
    expect(asked).toEqual([A, A]);
  });

  it('go with the work that they were asked for, through whatever it waits for', async () => {
    const { provider } = container();
    const working = (of: string) =>
      onBehalfOf(of, async () => {
        await new Promise((resolve) => {
          setImmediate(resolve);
        });
        return (await provider()).accessKeyId;
      });
    expect(await Promise.all([working(A), working(B)])).toEqual([`for ${A}`, `for ${B}`]);
  });
});
