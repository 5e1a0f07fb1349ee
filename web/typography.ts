/** Spaces that French wants before and after some signs, and at which no line may break. */
import { NBSP } from './numbers.ts';

/** What is left as it is (elements whose text is not prose, tags with their attributes), or such a space. */
const TEXT_APART = /<(style|script|textarea|pre)\b.*?<\/\1>|<[^>]*>| (?=[:;?!»])|(?<=«) /gs;

/** A page whose « guillemets » and double signs hold to their words. */
export const tied = (html: string): string => html.replace(TEXT_APART, (found) => (found === ' ' ? NBSP : found));
