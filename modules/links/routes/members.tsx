/** `/documents/liens/*`: the links that an organisation has given. */
import * as z from 'zod';
import { type Member, organisationScopeOf, signedIn } from '../../../platform/actor.ts';
import { openCursor, sealCursor } from '../../../platform/cursor.ts';
import { memberChrome, type Territory } from '../../../platform/http/chrome.ts';
import { defineRoute, page, seeOther } from '../../../platform/http/define-route.ts';
import type { Answer, Route, Typed } from '../../../platform/http/route.ts';
import { type FieldError, Problem } from '../../../platform/problems.ts';
import type { Signer } from '../../../platform/secrets.ts';
import { kindOf } from '../../repository/index.ts';
import { kindWord, linkId, newLink, type SharedLink, target } from '../schema.ts';
import {
  actOnLink,
  depositsThrough,
  LINK_ACTIONS,
  linkOf,
  listLinks,
  makeLink,
  type MakingDeps,
  targetToShare,
} from '../service/making.ts';
import { LinkMadePage, NewLinkPage } from '../views/making.tsx';
import { LinkPage, LinksPage } from '../views/members.tsx';

export interface LinkDependencies extends MakingDeps {
  signer: Signer;
  territory: Territory;
  /** Scheme, host and port of the site: what a link begins with. */
  origin: string;
}

const PAGE_SIZE = 25;
const LIST = '/documents/liens';
const oneLink = z.object({ id: linkId });

/** A link as a program sees it: nothing that opens it. */
const shown = ({ hash: _hash, password, documents, ...link }: SharedLink) => ({
  ...link,
  hasPassword: password !== undefined,
  ...(link.kind === 'deposit' ? { files: documents?.length ?? 0 } : {}),
});

export function memberLinkRoutes(deps: LinkDependencies): Route[] {
  const chromeOf = (member: Member) => memberChrome(deps.territory, member, 'documents');

  async function formPage(
    member: Member,
    asked: { cible: string; pour: z.output<typeof kindWord> },
    errors: readonly FieldError[] = [],
    typed: Typed = {},
  ): Promise<Answer> {
    const shared = await targetToShare(deps, member, asked.cible);
    const pour = kindOf(shared.id) === 'folder' ? asked.pour : 'lire';
    return page({ cible: shared.id, nom: shared.name, pour }, () => (
      <NewLinkPage
        chrome={chromeOf(member)}
        target={shared}
        kind={pour}
        errors={errors}
        typed={typed}
        now={deps.clock()}
      />
    ));
  }

  return [
    defineRoute({
      method: 'get',
      path: LIST,
      summary: 'Les liens donnés par votre organisation à des personnes sans compte',
      access: 'member',
      needs: 'share-by-links',
      query: z.object({ suite: z.string().max(2000).optional() }),
      async handle(call) {
        const member = signedIn(call);
        const scope = organisationScopeOf(member);
        const binding = ['links', scope];
        const position = await openCursor(deps.signer, binding, call.query.suite);
        const { links, next } = await listLinks(deps, member, { limit: PAGE_SIZE, position });
        const sealed = await sealCursor(deps.signer, binding, next);
        const nextPage = sealed && `${LIST}?suite=${encodeURIComponent(sealed)}`;
        return page({ links: links.map(shown), next: nextPage }, () => (
          <LinksPage chrome={chromeOf(member)} links={links} next={nextPage} now={deps.clock()} />
        ));
      },
    }),
    defineRoute({
      method: 'get',
      path: `${LIST}/nouveau`,
      summary: 'Le formulaire d’un lien vers un dossier ou un fichier',
      access: 'member',
      needs: 'share-by-links',
      query: z.object({ cible: target, pour: kindWord.default('lire') }),
      handle: async (call) => formPage(signedIn(call), call.query),
    }),
    defineRoute({
      method: 'post',
      path: LIST,
      summary: 'Donne un lien pour lire un dossier ou un fichier, ou pour déposer dans un dossier',
      access: 'member',
      needs: 'share-by-links',
      body: newLink,
      async handle(call) {
        const member = signedIn(call);
        const { link, token } = await makeLink(deps, member, call.body);
        const url = `${deps.origin}/l/${token}`;
        // Its address is shown here and nowhere else: only its hash is kept.
        return page({ ...shown(link), url }, () => <LinkMadePage chrome={chromeOf(member)} link={link} url={url} />, {
          status: 201,
        });
      },
      async again(call, errors) {
        const asked = z.object({ cible: target, pour: kindWord.catch('lire') }).safeParse(call.typed);
        // A form that leads to nothing is none of ours.
        if (!asked.success) throw new Problem('not-found', { cause: asked.error });
        return formPage(signedIn(call), asked.data, errors, call.typed);
      },
    }),
    defineRoute({
      method: 'get',
      path: `${LIST}/:id`,
      summary: 'Un lien : ce qu’il ouvre, jusqu’à quand, et ce qui est venu par lui',
      access: 'member',
      needs: 'share-by-links',
      params: oneLink,
      async handle(call) {
        const member = signedIn(call);
        const link = await linkOf(deps, member, call.params.id);
        const deposits = link.kind === 'deposit' ? await depositsThrough(deps, member, link) : [];
        const sent = deposits.map(({ name, message, createdAt, documents = [] }) => ({
          ...{ name, message, createdAt },
          files: documents.length,
        }));
        return page({ ...shown(link), deposits: sent }, () => (
          <LinkPage
            chrome={chromeOf(member)}
            link={link}
            deposits={deposits}
            isOwn={link.by.id === member.person.id}
            now={deps.clock()}
          />
        ));
      },
    }),
    defineRoute({
      method: 'post',
      path: `${LIST}/:id/etat`,
      summary: 'Retire un lien, le rouvre, ou le reprend à son nom',
      access: 'member',
      needs: 'share-by-links',
      params: oneLink,
      body: z.object({ action: z.enum(LINK_ACTIONS) }),
      async handle(call) {
        await actOnLink(deps, signedIn(call), call.params.id, call.body.action);
        return seeOther(`${LIST}/${call.params.id}`, { data: { done: true } });
      },
    }),
  ];
}
