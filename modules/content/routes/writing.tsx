/** Choose what to publish, write it, keep it, publish it. */
import * as z from 'zod';
import { signedIn } from '../../../platform/actor.ts';
import { memberChrome } from '../../../platform/http/chrome.ts';
import { defineRoute, fieldErrors, page, seeOther } from '../../../platform/http/define-route.ts';
import type { RedirectAnswer, Route } from '../../../platform/http/route.ts';
import { isId, newId } from '../../../platform/ids.ts';
import { Problem } from '../../../platform/problems.ts';
import { documentId } from '../../documents/index.ts';
import { draftAddress, withQuery } from '../addresses.ts';
import { awaitAnnexeOf } from '../annexes.ts';
import { everyKind, type Kind, KINDS } from '../kinds/index.ts';
import { type Content, contentId, KIND_NAMES, versionBody } from '../schema.ts';
import { approvalRuleFor, everyRefusalOf, keepForFile, publishDraft, publishTyped } from '../sending.ts';
import {
  awaitFileOf,
  checkMayWrite,
  type ContentDependencies,
  contentOf,
  draftOf,
  keepDraft,
  STALE_FIELD,
} from '../service.ts';
import { ChooseKindPage } from '../views/form.tsx';
import { formAsTyped, formOfDraft, formPage, newForm } from './form.tsx';
import { presentOwn } from './present.ts';

export const oneContent = z.object({ id: contentId });

/** The group chosen beforehand; what is no id of a group chooses none. */
const groupId = z
  .string()
  .regex(/^(?:grp_[0-9A-HJKMNP-TV-Z]{26}|\d{9})$/)
  .optional()
  .catch(undefined);

/** After a text is sent or kept: its page, or the list of drafts. */
const afterwards = (content: Content): RedirectAnswer =>
  seeOther(content.state === 'draft' ? '/publications?onglet=brouillons' : `/publications/${content.id}`, {
    data: presentOwn(content),
    created: true,
  });

/** The form of one kind, and what it does when sent. */
function kindRoutes(deps: ContentDependencies, kind: Kind): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: `/publier/${kind.path}`,
      summary: `Le formulaire : ${kind.words.publish.toLowerCase()}`,
      access: 'member',
      query: z.object({ document: documentId.optional(), groupe: groupId }),
      async handle(call) {
        const member = signedIn(call);
        checkMayWrite(member);
        return formPage(
          deps,
          call,
          member,
          kind,
          await newForm(deps, member, kind, newId('pub', deps.clock()), {
            document: call.query.document,
            group: call.query.groupe,
          }),
        );
      },
    }),
    defineRoute({
      method: 'post',
      path: `/publier/${kind.path}`,
      summary: `${kind.words.publish} (\`action\` : \`publish\`), la faire valider (\`submit\`) ou la garder en brouillon (\`draft\`)`,
      access: 'member',
      body: kind.schema,
      async handle(call) {
        const member = signedIn(call);
        const typed = call.body;
        if (typed.action === 'draft') return afterwards(await keepDraft(deps, member, kind, typed));
        if (typed.action === 'file') {
          const kept = await keepDraft(deps, member, kind, typed);
          if (kept.state === 'draft' && !typed.document) await awaitFileOf(deps, member, kept.id);
          return seeOther(`/publications/${kept.id}/fichier`, { data: presentOwn(kept), created: true });
        }
        if (typed.action === 'annexe') {
          const kept = await keepDraft(deps, member, kind, typed);
          if (kept.state === 'draft') await awaitAnnexeOf(deps, member, kept.id);
          return seeOther(`/publications/${kept.id}/annexes`, { data: presentOwn(kept), created: true });
        }
        // Without script the file is chosen on the page that follows; a program is told that it is missing.
        if (kind.needsDocument && !typed.document && !call.wantsJson) {
          const kept = await keepForFile(deps, member, kind, typed);
          return seeOther(`/publications/${kept.id}${kept.state === 'draft' ? '/fichier' : ''}`);
        }
        return afterwards(await publishTyped(deps, member, kind, typed));
      },
      async again(call, errors) {
        const member = signedIn(call);
        const { id = '' } = call.typed;
        const isStale = errors.some(({ field }) => field === STALE_FIELD);
        const own = isId('pub', id) ? id : newId('pub', deps.clock());
        const replaces = isStale ? 'what is there now' : 'what was read';
        const state = await formAsTyped(deps, member, call, own, replaces);
        return formPage(deps, call, member, kind, state, errors);
      },
    }),
  ];
}

/** The island `draft` says which kind it saves; a draft that exists keeps its own. */
const savedByItself = z.looseObject({ kind: z.enum(KIND_NAMES) });

export function writingRoutes(deps: ContentDependencies): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/publier',
      summary: 'Ce que l’on peut publier',
      access: 'member',
      query: z.object({ groupe: groupId }),
      async handle(call) {
        const member = signedIn(call);
        checkMayWrite(member);
        const kinds = everyKind.map(({ name, path, words }) => ({
          kind: name,
          label: words.one,
          url: `/publier/${path}`,
        }));
        return page({ kinds }, () => (
          <ChooseKindPage chrome={memberChrome(deps.territory, member, 'publish')} group={call.query.groupe} />
        ));
      },
    }),
    ...everyKind.flatMap((kind) => kindRoutes(deps, kind)),
    defineRoute({
      method: 'post',
      path: '/publications/:id/brouillon',
      summary: 'Enregistre le brouillon pendant qu’on l’écrit',
      access: 'member',
      params: oneContent,
      body: savedByItself,
      async handle(call) {
        const kind = KINDS[call.body.kind];
        const typed = kind.schema.safeParse({ ...call.body, id: call.params.id, action: 'draft' });
        if (!typed.success) throw new Problem('invalid', { fields: fieldErrors(typed.error), cause: typed.error });
        const { version, updatedAt } = await keepDraft(deps, signedIn(call), kind, typed.data, { byItself: true });
        const data = { savedAt: updatedAt, fields: { version: String(version) } };
        return seeOther(draftAddress(call.params.id), { data });
      },
    }),
    defineRoute({
      method: 'get',
      path: '/publications/:id/modifier',
      summary: 'Le formulaire d’un brouillon',
      access: 'member',
      params: oneContent,
      query: z.object({ publier: z.string().optional() }),
      async handle(call) {
        const member = signedIn(call);
        checkMayWrite(member);
        // What waits to be approved is read, not written.
        const { id, state } = await contentOf(deps, member, call.params.id);
        if (state === 'submitted' && !call.wantsJson) return seeOther(`/publications/${id}`);
        const draft = await draftOf(deps, member, call.params.id);
        const wanted = call.query.publier !== undefined;
        const errors = wanted
          ? await everyRefusalOf(deps, member, draft, await approvalRuleFor(deps, member))
          : undefined;
        return formPage(deps, call, member, KINDS[draft.kind], await formOfDraft(deps, member, draft), errors);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/publications/:id/publier',
      summary: 'Publie un brouillon tel qu’il est enregistré, ou le fait valider',
      access: 'member',
      params: oneContent,
      body: versionBody,
      handle: async (call) => afterwards(await publishDraft(deps, signedIn(call), call.params.id, call.body.version)),
      // What is missing is shown where it is written.
      again: async (call) => seeOther(withQuery(draftAddress(call.params.id), { publier: 'oui' })),
    }),
  ];
}
