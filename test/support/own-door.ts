/** Going in by an organisation's own provider, as a browser does. */
import { Visitor } from '../../local/demo/visitor.ts';
import { SESSION_COOKIE } from '../../platform/sessions.ts';
import { Browser } from './browser.ts';
import type { TestCloud } from './cloud.ts';
import type { OutsideAccount, OutsideProvider } from './outside-provider.ts';

/** A browser with somebody's session. */
export function browserOf({ cookies }: Pick<Visitor, 'cookies'>): Browser {
  const browser = new Browser();
  const session = cookies.split('; ').find((one) => one.startsWith(`${SESSION_COOKIE}=`)) ?? '';
  browser.setCookie('localhost', SESSION_COOKIE, session.slice(SESSION_COOKIE.length + 1));
  return browser;
}

export interface Entered {
  status: number;
  location: string | null;
  text: string;
  /** Whoever came in, with her session. */
  visitor: Visitor;
}

/** @param outside the provider of the organisation, once it is open. */
export function ownDoor(cloud: Pick<TestCloud, 'siteOrigin'>, slug: string, outside: () => OutsideProvider) {
  const leaving = (query = ''): string => `${cloud.siteOrigin}/connexion/fournisseur/${slug}${query}`;
  const isBack = (url: string): boolean => url.startsWith(`${cloud.siteOrigin}/connexion/retour`);

  /** Goes to the provider and stops at the door, on the way back. */
  const untilBack = (account: OutsideAccount, browser: Browser, query = ''): Promise<string> => {
    outside().account = account;
    return browser.until(leaving(query), isBack);
  };

  const arrive = async (url: string, browser: Browser): Promise<Entered> => {
    const response = await browser.get(url);
    const session = browser.cookie('localhost', SESSION_COOKIE) ?? '';
    return {
      status: response.status,
      location: response.headers.get('location'),
      text: await response.text(),
      visitor: new Visitor(cloud.siteOrigin).withCookies({ [SESSION_COOKIE]: session }),
    };
  };

  return {
    leaving,
    untilBack,
    arrive,
    enter: async (account: OutsideAccount, browser = new Browser(), query = ''): Promise<Entered> =>
      arrive(await untilBack(account, browser, query), browser),
  };
}
