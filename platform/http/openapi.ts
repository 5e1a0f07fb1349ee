/** The OpenAPI document of `/api`, made from the routes' own schemas. */
import * as z from 'zod';
import { PROBLEM_STATUS } from '../problems.ts';
import { isRecord } from '../records.ts';
import type { Access } from './route.ts';

/** A route as the document describes it: what `Route` and the modules' catalogues have in common. */
export interface Described {
  method: 'get' | 'post';
  path: string;
  summary: string;
  access: Access;
  schemas: { params?: z.ZodType | undefined; query?: z.ZodType | undefined; body?: z.ZodType | undefined };
}

const schemaOf = (schema: z.ZodType, io: 'input' | 'output' = 'input'): Record<string, unknown> =>
  z.toJSONSchema(schema, { io, unrepresentable: 'any', target: 'openapi-3.0' });

/** What programs are told, by method and path (`get /c/:slug`): data, or a file of that media type. */
export type Answers = Readonly<Record<string, z.ZodType | string>>;

/** Names between `:` and the next slash. */
const pathParameters = (path: string): string[] => [...path.matchAll(/:(\w+)/g)].map(([, name]) => name ?? '');

function parameters({ path, schemas }: Described): unknown[] {
  const query = schemas.query ? schemaOf(schemas.query) : {};
  const properties = isRecord(query.properties) ? query.properties : {};
  const required = new Set(Array.isArray(query.required) ? query.required : []);
  return [
    ...pathParameters(path).map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
    ...Object.entries(properties).map(([name, schema]) => ({
      name,
      in: 'query',
      ...(required.has(name) ? { required: true } : {}),
      schema,
    })),
  ];
}

/** What somebody who writes a program has to know before the list of addresses: one paragraph each. */
export const FIRST_STEPS = [
  'Chaque page répond aussi en JSON, avec l’en-tête `Accept: application/json`. Ce qui s’envoie part en JSON (`Content-Type: application/json`) ou comme un formulaire.',
  'Se connecter : `POST /connexion` avec `email` et `password` rend un cookie, `__Host-parvis`, à joindre à chaque demande. Il reste secret : il vaut une session, que Mon compte peut fermer.',
  'Une demande acceptée répond 200, 201 pour ce qu’elle a créé, ou 202 quand une confirmation est attendue par courriel ; l’en-tête `Location` dit où continuer.',
  'Une demande refusée répond en problem+json (RFC 9457) : `detail` dit quoi faire, `errors` nomme chaque champ à corriger.',
  'Une liste qui continue donne `next` : c’est l’adresse de la page suivante.',
  'Publier : `GET /publier/…` propose un `id` et dit qui peut lire (`audience`) ; POST à la même adresse avec `action: publish`. Envoyé deux fois avec le même `id`, c’est publié une fois. `version` est celle qui a été lue : si quelqu’un a écrit entre-temps, la réponse est 409 et rien n’est perdu.',
  'Joindre un fichier : `POST /documents/depots` avec `name`, `size` et `type` rend `url` et `fields`. Envoyez-les à `url` en `multipart/form-data`, le fichier en dernier, sous le nom `file`. L’adresse `state` répond `ready` quand il est vérifié ; l’identifiant `document` se donne ensuite à la publication.',
] as const;

/** Answers that many routes share, by name. */
const RESPONSES = {
  Done: { description: 'Fait', content: { 'application/json': {}, 'text/html': {} } },
  Accepted: {
    description: 'Fait (200), créé (201) ou à confirmer par courriel (202)',
    headers: { Location: { description: 'Où continuer', schema: { type: 'string' } } },
    content: { 'application/json': {}, 'text/html': {} },
  },
  Refused: problem('Refusé : `type` et `detail` disent pourquoi et que faire'),
  NotFound: problem('N’existe pas, ou n’est pas visible pour vous'),
  Invalid: problem('Des champs sont à corriger'),
  SignInNeeded: problem('Connectez-vous'),
} as const;

function problem(description: string) {
  return {
    description,
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  };
}

const response = (name: keyof typeof RESPONSES) => ({ $ref: `#/components/responses/${name}` });

/** The name of a route's body among the document's schemas: `PostPublierActualite`. */
const bodyName = ({ method, path }: Described): string =>
  `${method}${path}`.replace(/(?:^|[^A-Za-z]+)([a-z])/g, (_all, letter: string) => letter.toUpperCase());

/** What a route answers when it succeeds: the schema of its data, where one is written, or its media type. */
function success(route: Described, answers: Answers): Record<string, unknown> {
  const name = route.method === 'get' ? 'Done' : 'Accepted';
  const answer = answers[`${route.method} ${route.path}`];
  if (!answer) return response(name);
  const { content, ...shared } = RESPONSES[name];
  if (typeof answer === 'string') return { ...shared, content: { [answer]: { schema: { type: 'string' } } } };
  return { ...shared, content: { ...content, 'application/json': { schema: schemaOf(answer, 'output') } } };
}

function operation(route: Described, answers: Answers): Record<string, unknown> {
  const { body } = route.schemas;
  const given = parameters(route);
  const schema = body && { $ref: `#/components/schemas/${bodyName(route)}` };
  return {
    summary: route.summary,
    ...(given.length > 0 ? { parameters: given } : {}),
    ...(schema
      ? {
          requestBody: {
            required: true,
            content: { 'application/json': { schema }, 'application/x-www-form-urlencoded': { schema } },
          },
        }
      : {}),
    ...(route.access === 'anyone' || route.access === 'visitor' ? { security: [] } : {}),
    responses: {
      [route.method === 'get' ? '200' : '2XX']: success(route, answers),
      404: response('NotFound'),
      ...(body ? { 422: response('Invalid') } : {}),
      ...(route.access === 'member' || route.access === 'operator' ? { 401: response('SignInNeeded') } : {}),
      default: response('Refused'),
    },
  };
}

/** OpenAPI 3.0 over every route given; `answers`: what is written of what they answer. */
export function openApi(
  title: string,
  server: string,
  routes: readonly Described[],
  answers: Answers,
): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method]: operation(route, answers) };
  }
  return {
    openapi: '3.0.3',
    info: { title, version: '1', description: FIRST_STEPS.join('\n\n') },
    servers: [{ url: server }],
    // Unless a path says otherwise.
    security: [{ session: [] }],
    paths,
    components: {
      responses: RESPONSES,
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: '__Host-parvis' } },
      schemas: {
        ...Object.fromEntries(
          routes.flatMap((route) => (route.schemas.body ? [[bodyName(route), schemaOf(route.schemas.body)]] : [])),
        ),
        Problem: {
          type: 'object',
          description: 'RFC 9457',
          required: ['type', 'title', 'status', 'detail'],
          properties: {
            type: { type: 'string', enum: Object.keys(PROBLEM_STATUS).map((kind) => `/problemes/${kind}`) },
            title: { type: 'string' },
            status: { type: 'integer' },
            detail: { type: 'string' },
            errors: {
              type: 'array',
              items: { type: 'object', properties: { field: { type: 'string' }, message: { type: 'string' } } },
            },
          },
        },
      },
    },
  };
}
