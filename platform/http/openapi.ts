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

const schemaOf = (schema: z.ZodType): Record<string, unknown> =>
  z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', target: 'openapi-3.0' });

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

/** Answers that many routes share, by name. */
const RESPONSES = {
  Done: { description: 'Fait', content: { 'application/json': {}, 'text/html': {} } },
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

function operation(route: Described): Record<string, unknown> {
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
      200: response('Done'),
      404: response('NotFound'),
      ...(body ? { 422: response('Invalid') } : {}),
      ...(route.access === 'member' || route.access === 'operator' ? { 401: response('SignInNeeded') } : {}),
    },
  };
}

/** OpenAPI 3.0 over every route given. */
export function openApi(title: string, server: string, routes: readonly Described[]): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method]: operation(route) };
  }
  return {
    openapi: '3.0.3',
    info: { title, version: '1', description: 'Chaque page répond aussi en JSON : `Accept: application/json`.' },
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
