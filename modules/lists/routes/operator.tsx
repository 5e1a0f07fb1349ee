/** `/territoire/lettre`: the operator's view of the letter, and « envoyer maintenant ». */
import { signedIn } from '../../../platform/actor.ts';
import { defineRoute, page, seeOther } from '../../../platform/http/define-route.ts';
import type { Answer, RequestContext, Route } from '../../../platform/http/route.ts';
import { newId } from '../../../platform/ids.ts';
import { actOfOperator } from '../../../platform/journal.ts';
import type { FieldError } from '../../../platform/problems.ts';
import type { Chrome } from '../../../web/layout.tsx';
import { lettersQuery, previewQuery, runBody } from '../schema.ts';
import { type LetterDeps, nextLetter, previewOf, readersAtMost } from '../service/letter.ts';
import { lastRuns, requestRun, type Run } from '../store/run.ts';
import { LetterPage, SendNowPage } from '../views/operator.tsx';
import { asMail, PreviewPage } from '../views/preview.tsx';

const RUNS_SHOWN = 14;

const LETTER = '/territoire/lettre';

const told = ({ id, state, createdAt, from, to, publications, organisations, readers, doneAt }: Run) => ({
  id,
  state,
  createdAt,
  from,
  to,
  publications,
  organisations,
  readers,
  doneAt,
});

export function digestOperatorRoutes(deps: LetterDeps): Route[] {
  const chromeOf = (call: RequestContext): Chrome => {
    const { firstName, lastName } = signedIn(call).person;
    return {
      kind: 'operator',
      territory: deps.territory,
      person: { name: `${firstName} ${lastName}` },
      current: 'digest',
      nonce: call.nonce,
    };
  };

  async function sendNowPage(call: RequestContext, id: string, errors?: readonly FieldError[]): Promise<Answer> {
    const next = await nextLetter(deps);
    const readers = await readersAtMost(deps, next);
    const data = { id, publications: next.cards.length, organisations: next.organisations, readersAtMost: readers };
    return page(data, () => (
      <SendNowPage chrome={chromeOf(call)} id={id} next={next} readers={readers} errors={errors} />
    ));
  }

  return [
    defineRoute({
      method: 'get',
      path: LETTER,
      summary: 'La prochaine lettre et les dernières parties',
      access: 'operator',
      needs: 'follow-digests',
      query: lettersQuery,
      async handle(call) {
        const [next, runs] = await Promise.all([nextLetter(deps), lastRuns(deps.table, RUNS_SHOWN)]);
        const readers = await readersAtMost(deps, next);
        const { at, cards, organisations } = next;
        const data = {
          next: { at: at.toISOString(), publications: cards.length, organisations, readersAtMost: readers },
          runs: runs.map(told),
        };
        return page(data, () => (
          <LetterPage
            chrome={chromeOf(call)}
            next={next}
            readers={readers}
            runs={runs}
            isRequested={call.query.fait === 'demande'}
          />
        ));
      },
    }),
    defineRoute({
      method: 'get',
      path: `${LETTER}/apercu`,
      summary: 'La lettre telle qu’elle partirait maintenant, avec toutes les organisations',
      access: 'operator',
      needs: 'follow-digests',
      query: previewQuery,
      async handle(call) {
        const preview = previewOf(deps, await nextLetter(deps));
        return page(preview ?? {}, () =>
          preview && call.query.forme === 'courriel' ? (
            asMail(preview, call.nonce)
          ) : (
            <PreviewPage
              chrome={chromeOf(call)}
              preview={preview}
              breadcrumb={[{ href: LETTER, label: 'La lettre' }]}
              path={`${LETTER}/apercu`}
            />
          ),
        );
      },
    }),
    defineRoute({
      method: 'get',
      path: `${LETTER}/envoyer`,
      summary: 'Ce qu’envoyer la lettre maintenant veut dire : n’envoie rien',
      access: 'operator',
      needs: 'follow-digests',
      handle: (call) => sendNowPage(call, newId('run', deps.clock())),
    }),
    defineRoute({
      method: 'post',
      path: `${LETTER}/envoyer`,
      summary: 'Envoie la lettre maintenant',
      access: 'operator',
      needs: 'follow-digests',
      body: runBody,
      async handle(call) {
        const act = actOfOperator(signedIn(call), deps.clock, { name: 'letter-asked' });
        await requestRun(deps.table, deps.clock, call.body.id, act);
        return seeOther(`${LETTER}?fait=demande`, { status: 202, data: { run: call.body.id, state: 'requested' } });
      },
      again: (call, errors) => sendNowPage(call, newId('run', deps.clock()), errors),
    }),
  ];
}
