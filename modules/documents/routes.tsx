import * as z from 'zod';
import { may, type Member, mustMay, organisationScopeOf, signedIn } from '../../platform/actor.ts';
import { memberChrome } from '../../platform/http/chrome.ts';
import { defineRoute, page, seeOther } from '../../platform/http/define-route.ts';
import type { Answer, Route } from '../../platform/http/route.ts';
import { linkToText, type Preview, previewOf, readAgain } from './preview.ts';
import { type Deposit, depositSchema, documentId, type DocumentCard, type Namesake, ownPath } from './schema.ts';
import {
  type DocumentDependencies,
  documentOf,
  documentOnceChecked,
  formFor,
  type Keeping,
  linkToDocument,
  SENT_WITHIN,
} from './service.ts';
import { TEXTS } from './texts.ts';
import { readyDocument } from './store.ts';
import { depositAddresses } from './describing.ts';
import { ChooseFilePage, DocumentPage, NewDocumentPage } from './views.tsx';

const oneDocument = z.object({ id: documentId });

/**
 * What a program, and the island `upload`, learns of a document. `reason`: the sentence for whoever sent it, when it is
 * refused; `note`: what else there is to say.
 */
const stateOf = (document: DocumentCard) => ({
  ...document,
  ...(document.refusal ? { reason: TEXTS.refusals[document.refusal] } : {}),
  ...(document.namesake ? { note: noteOn(document.namesake) } : {}),
});

const noteOn = ({ isSame, as }: Namesake): string => (isSame ? TEXTS.sameThere(as) : TEXTS.nameTaken(as));

const mayDeposit = (member: Member): boolean => may(member, 'deposit-documents');

/** The pages of a member's documents. */
export function documentRoutes(deps: DocumentDependencies & { keeping: Keeping }): Route[] {
  const chrome = (member: Member) => memberChrome(deps.territory, member, 'documents');

  const documentPage = (
    member: Member,
    document: DocumentCard,
    here: string,
    shown: { justSent?: boolean; preview?: Preview | undefined } = {},
  ): Answer =>
    page(stateOf(document), () => (
      <DocumentPage
        chrome={chrome(member)}
        document={document}
        here={here}
        justSent={shown.justSent ?? false}
        preview={shown.preview}
        mayDeposit={mayDeposit(member)}
      />
    ));

  async function depositPage(member: Member, body: Deposit): Promise<Answer> {
    mustMay(member, 'deposit-documents', TEXTS.mayNotDeposit);
    const { document, largest } = await deps.keeping.awaitFile(member, body, SENT_WITHIN);
    const state = `/documents/${document}/etat`;
    const back = `/documents/${document}/recu${body.retour ? `?retour=${encodeURIComponent(body.retour)}` : ''}`;
    // A program reads the answer itself; only a form without script is sent somewhere afterwards.
    const form = await formFor(deps, member, {
      ...body,
      id: document,
      // What was announced, or what there was room for, not a byte more.
      ...(largest === undefined ? {} : { largest }),
      ...(body.name ? {} : { back }),
    });
    const giveUp = `/documents/${document}/abandon`;
    return page({ document, ...form, state, giveUp }, () => <ChooseFilePage chrome={chrome(member)} form={form} />, {
      status: body.name ? 201 : 200,
    });
  }

  return [
    defineRoute({
      method: 'get',
      path: '/documents/nouveau',
      summary: 'Le formulaire pour mettre en ligne un document',
      access: 'member',
      query: z.object({ dossier: z.string().max(40).optional() }),
      async handle(call) {
        const member = signedIn(call);
        mustMay(member, 'deposit-documents', TEXTS.mayNotDeposit);
        const { dossier } = call.query;
        return page({ depot: depositAddresses({ dossier }).depot }, () => (
          <NewDocumentPage chrome={chrome(member)} folder={dossier} />
        ));
      },
    }),
    defineRoute({
      method: 'post',
      path: '/documents/depots',
      summary: 'Prépare l’envoi d’un fichier : répond le formulaire à poster au stockage',
      access: 'member',
      query: z.object({ dossier: z.string().max(40).optional(), fichier: z.string().max(40).optional() }),
      body: depositSchema,
      async handle(call) {
        const member = signedIn(call);
        const deposit = { ...call.query, ...call.body };
        // The page has sent its files already.
        if (deposit.document) return seeOther(deposit.retour ?? (await deps.keeping.sent(member, deposit)));
        return depositPage(member, deposit);
      },
    }),
    defineRoute({
      method: 'get',
      path: '/documents/:id',
      summary: 'Un document : ce qu’il est, qui l’a mis en ligne',
      access: 'member',
      params: oneDocument,
      async handle(call) {
        const member = signedIn(call);
        const { id } = call.params;
        await deps.keeping.checkMayRead(member, id);
        const scope = organisationScopeOf(member);
        // A program asks for what is known of it, not to see it.
        const ready = call.wantsJson ? undefined : await readyDocument(deps.table, scope, id);
        if (!ready) return documentPage(member, await documentOf(deps.table, member, id), call.path);
        return documentPage(member, ready, call.path, { preview: await previewOf(deps, scope, ready) });
      },
    }),
    defineRoute({
      method: 'get',
      path: '/documents/:id/texte',
      summary: 'Le texte lu dans un document, par une adresse qui vaut une minute',
      access: 'member',
      params: oneDocument,
      async handle(call) {
        await deps.keeping.checkMayRead(signedIn(call), call.params.id);
        const url = await linkToText(deps, signedIn(call), call.params.id);
        return seeOther(url, { data: { url } });
      },
    }),
    defineRoute({
      method: 'post',
      path: '/documents/:id/relecture',
      summary: 'Demande de lire de nouveau le texte d’un document qui n’a pas pu l’être',
      access: 'member',
      params: oneDocument,
      async handle(call) {
        await deps.keeping.checkMayRead(signedIn(call), call.params.id);
        await readAgain(deps.table, signedIn(call), call.params.id);
        return seeOther(`/documents/${call.params.id}`);
      },
    }),
    defineRoute({
      method: 'get',
      path: '/documents/:id/etat',
      summary: 'Où en est un document : attendu, en vérification, vérifié ou refusé avec la raison',
      access: 'member',
      params: oneDocument,
      async handle(call) {
        const member = signedIn(call);
        await deps.keeping.checkMayRead(member, call.params.id);
        return documentPage(member, await documentOf(deps.table, member, call.params.id), call.path);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/documents/:id/abandon',
      summary: 'Abandonne l’envoi d’un fichier qui n’est pas encore arrivé : la place qu’il retenait est rendue',
      access: 'member',
      params: oneDocument,
      async handle(call) {
        await deps.keeping.giveUp(signedIn(call), call.params.id);
        return page({ done: true }, () => <></>);
      },
    }),
    defineRoute({
      method: 'get',
      path: '/documents/:id/recu',
      summary: 'Ce qu’est devenu le fichier qui vient d’être envoyé par formulaire',
      access: 'member',
      params: oneDocument,
      query: z.object({ retour: ownPath.optional() }),
      async handle(call) {
        const member = signedIn(call);
        await deps.keeping.checkMayRead(member, call.params.id);
        const document = await documentOnceChecked(deps.table, member, call.params.id);
        if (document.state === 'ready' && call.query.retour)
          return seeOther(call.query.retour, { data: stateOf(document) });
        return documentPage(member, document, call.path, { justSent: true });
      },
    }),
    defineRoute({
      method: 'get',
      path: '/documents/:id/fichier',
      summary: 'Le fichier lui-même, par une adresse qui vaut une minute (`?telecharger=oui` pour l’enregistrer)',
      access: 'member',
      params: oneDocument,
      query: z.object({ telecharger: z.string().optional() }),
      async handle(call) {
        const download = call.query.telecharger !== undefined;
        await deps.keeping.checkMayRead(signedIn(call), call.params.id);
        const url = await linkToDocument(
          { ...deps, opened: deps.keeping.opened },
          signedIn(call),
          call.params.id,
          download,
        );
        return seeOther(url, { data: { url } });
      },
    }),
  ];
}
