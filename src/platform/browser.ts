/** The browser's API for pages and worker. The only file that imports the polyfill. */
import browser from 'webextension-polyfill';

export default browser;
