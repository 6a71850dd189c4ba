/** Permission for one site at a time, asked for within the user's click. */
import browser from './browser.ts';

const pattern = (origin: string): string => `${origin.replace(/:\d+$/, '')}/*`;

/** Asks for one site; false when the user said no or the browser knows no such site. */
export async function grantSite(origin: string): Promise<boolean> {
  try {
    return await browser.permissions.request({ origins: [pattern(origin)] });
  } catch {
    return false;
  }
}

/** Cookies and the API host of one site, for reading by the CRM's API with the user's session. */
export async function grantSession(origins: string[]): Promise<boolean> {
  try {
    return await browser.permissions.request({ permissions: ['cookies'], origins: origins.map(pattern) });
  } catch {
    return false;
  }
}
