/** True for an object with members: what JSON, the SDK and forms give before they have been looked at. */
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
