import type { Page } from 'playwright-core';
import type { TrytonEnv } from './tryton.mjs';

export function trytonLogin(page: Page, env: TrytonEnv, login?: 'rep' | 'admin'): Promise<void>;
export function openOpportunity(page: Page, env: TrytonEnv, ref: string): Promise<void>;
