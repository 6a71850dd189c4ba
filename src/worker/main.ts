import trytonFile from '../host/entries/tryton.iife.ts?script';
chrome.runtime.onInstalled.addListener(() => { console.debug(trytonFile); });
