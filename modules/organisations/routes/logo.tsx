/** `/organisation/logo` for the référent, `/c/<slug>/logo` for everybody: the picture has an address of its own. */
import * as z from 'zod';
import { currentOf, signedIn } from '../../../platform/actor.ts';
import { memberChrome, type Territory } from '../../../platform/http/chrome.ts';
import { defineRoute, page, seeOther } from '../../../platform/http/define-route.ts';
import type { Answer, RequestContext, Route } from '../../../platform/http/route.ts';
import { isId } from '../../../platform/ids.ts';
import type { FieldError } from '../../../platform/problems.ts';
import { logoBody, logoRemovalBody, slug } from '../schema.ts';
import {
  chooseLogo,
  type LogoDeps,
  ownLogo,
  ownPicture,
  type Picture,
  publicLogo,
  publicPicture,
  takeLogoAway,
} from '../service/logo.ts';
import { LogoPage } from '../views/logo.tsx';

const PATH = '/organisation/logo';

const DONE = {
  choisi: 'Le logo est enregistré. Il paraît dans les deux minutes pour tout le monde.',
  retire: 'Le logo est retiré. Le fichier reste dans vos documents.',
} as const;

/** Seconds that CloudFront shows a picture to others: a page that closes takes its logo with it. */
const SHOWN_FOR = 120;

const documentId = z.string().refine((id) => isId('doc', id));

const pictureAnswer = ({ type, bytes }: Picture, publicFor?: number): Answer => ({
  ...{ kind: 'body', type, body: bytes, neverChanges: true },
  ...(publicFor === undefined ? {} : { publicFor }),
});

const doneQuery = z.object({ fait: z.enum(['choisi', 'retire']).optional().catch(undefined) });

export function logoRoutes(deps: LogoDeps & { territory: Territory }): Route[] {
  const show = async (
    call: RequestContext,
    shown: { errors?: readonly FieldError[]; done?: keyof typeof DONE | undefined } = {},
  ): Promise<Answer> => {
    const member = signedIn(call);
    const { logo, source, pictures } = await ownLogo(deps, member);
    const data = {
      logo: logo && { document: logo.document, name: logo.name, type: logo.type, size: logo.size },
      version: logo?.version ?? 0,
      pictures,
    };
    return page(data, () => (
      <LogoPage
        chrome={memberChrome(deps.territory, member, 'organisation', call.nonce)}
        name={currentOf(member).name}
        logo={logo}
        source={source}
        pictures={pictures}
        errors={shown.errors}
        done={shown.done && DONE[shown.done]}
      />
    ));
  };

  return [
    defineRoute({
      method: 'get',
      path: PATH,
      summary: 'Le logo de mon organisation',
      access: 'member',
      needs: 'manage-organisation',
      query: doneQuery,
      handle: (call) => show(call, { done: call.query.fait }),
    }),
    defineRoute({
      method: 'post',
      path: PATH,
      summary: 'Choisit le logo parmi les images de mon organisation',
      access: 'member',
      needs: 'manage-organisation',
      body: logoBody,
      async handle(call) {
        await chooseLogo(deps, signedIn(call), call.body);
        return seeOther(`${PATH}?fait=choisi`, { data: { document: call.body.document } });
      },
      again: (call, errors) => show(call, { errors }),
    }),
    defineRoute({
      method: 'post',
      path: `${PATH}/retirer`,
      summary: 'Retire le logo',
      access: 'member',
      needs: 'manage-organisation',
      body: logoRemovalBody,
      async handle(call) {
        await takeLogoAway(deps, signedIn(call), call.body.version);
        return seeOther(`${PATH}?fait=retire`, { data: { removed: true } });
      },
      again: (call, errors) => show(call, { errors }),
    }),
    defineRoute({
      method: 'get',
      path: `${PATH}/:document`,
      summary: 'L’image du logo de mon organisation',
      access: 'member',
      params: z.object({ document: documentId }),
      handle: async (call) => pictureAnswer(await ownPicture(deps, signedIn(call), call.params.document)),
    }),
  ];
}

export const publicLogoRoutes = (deps: Parameters<typeof publicPicture>[0]): Route[] => [
  defineRoute({
    method: 'get',
    path: '/c/:slug/logo',
    summary: 'Mène à l’image du logo d’une organisation',
    access: 'anyone',
    params: z.object({ slug }),
    handle: async (call) => seeOther(await publicLogo(deps, call.params.slug)),
  }),
  defineRoute({
    method: 'get',
    path: '/c/:slug/logo/:document',
    summary: 'L’image du logo d’une organisation',
    access: 'anyone',
    params: z.object({ slug, document: documentId }),
    handle: async (call) => pictureAnswer(await publicPicture(deps, call.params.slug, call.params.document), SHOWN_FOR),
  }),
];
