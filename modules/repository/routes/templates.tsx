/** Templates: files to begin others from. */
import * as z from 'zod';
import { type Member, signedIn } from '../../../platform/actor.ts';
import { defineRoute, page, seeOther } from '../../../platform/http/define-route.ts';
import type { Answer, Route, Typed } from '../../../platform/http/route.ts';
import type { FieldError } from '../../../platform/problems.ts';
import { fileId, folderName, place, ROOT } from '../schema.ts';
import { checkMaySort, folderOf } from '../service/places.ts';
import { makeTemplatesFolder, startFrom, templatesFor } from '../service/templates.ts';
import { TEXTS } from '../texts.ts';
import { TemplatesPage } from '../views/templates.tsx';
import { addressOf, chromeOf, type RepositoryDependencies } from './shared.ts';

export function templateRoutes(deps: RepositoryDependencies): Route[] {
  async function templatesPage(
    member: Member,
    where: string,
    typed: Typed = {},
    errors: readonly FieldError[] = [],
  ): Promise<Answer> {
    checkMaySort(member);
    const [templates, folder] = await Promise.all([
      templatesFor(deps.table, member),
      where === ROOT ? undefined : folderOf(deps, member, where),
    ]);
    return page(templates, () => (
      <TemplatesPage
        chrome={chromeOf(deps, member)}
        templates={templates}
        folder={folder}
        typed={typed}
        errors={errors}
      />
    ));
  }

  return [
    defineRoute({
      method: 'get',
      path: '/documents/modeles',
      summary: 'Les modèles de votre organisation, pour commencer un fichier',
      access: 'member',
      query: z.object({ dossier: place.default(ROOT) }),
      handle: (call) => templatesPage(signedIn(call), call.query.dossier),
    }),
    defineRoute({
      method: 'post',
      path: '/documents/modeles',
      summary: 'Commence un fichier à partir d’un modèle',
      access: 'member',
      body: z.object({
        modele: z.union([fileId], { error: TEXTS.templateNeeded }),
        nom: folderName,
        dossier: place.default(ROOT),
      }),
      async handle(call) {
        const { modele: template, nom: name, dossier: folder } = call.body;
        const file = await startFrom(deps, signedIn(call), { template, name, folder });
        return seeOther(`/documents/fichiers/${file.id}`, { data: file, created: true });
      },
      again(call, errors) {
        const where = place.safeParse(call.typed['dossier']);
        return templatesPage(signedIn(call), where.success ? where.data : ROOT, call.typed, errors);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/documents/modeles/dossier',
      summary: 'Crée le dossier des modèles',
      access: 'member',
      async handle(call) {
        const id = await makeTemplatesFolder(deps, signedIn(call));
        return seeOther(addressOf(id), { data: { id } });
      },
    }),
  ];
}
